"""PROJECT: particular projects by name, their status and place (guideline, PROJECT); one spaCy factory.

Names come from ``project_names`` (heads) and ``project_lists`` (A、B等项目); the sentence decides whether a
building head is a project; ``project_status`` says at which stage it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from newsextract.components.annotations import Found, found_in, put
from newsextract.components.project_evidence import ProjectEvidence
from newsextract.components.project_items import ProjectItems
from newsextract.components.project_joints import JOINERS
from newsextract.components.project_lists import ProjectLists
from newsextract.components.project_names import ProjectName, ProjectNames
from newsextract.components.project_status import ProjectStatus
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords, own_words
from newsextract.spans import Span, covering, longest_first
from newsextract.text.occurrences import occurrences
from newsextract.text.words import Words
from newsextract.tokenizer import D, view

_AND = frozenset("、和")
# A short name of a project has so many characters before 项目.
_SHORT = 4
_FIRST = regex.compile(r"首[个座条家]\Z")
_OWNER = regex.compile(r"[\u4e00-\u9fd5]{2,12}?的")


class ProjectFinder:
    """Finds the projects of a text. Built once, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        self._own = own
        self._names = ProjectNames(own)
        self._lists = ProjectLists(self._names)
        self._items = ProjectItems(self._names)
        self._evidence = ProjectEvidence()
        self.status = ProjectStatus()

    def find(self, words: Words, money: Sequence[Span], orgs: Sequence[Span]) -> list[ProjectName]:
        """Return the project names in text order, no two overlapping."""
        text = words.text
        candidates = self._names.find(words, money, orgs)
        names, others = list[ProjectName](), list[ProjectName]()
        for name in candidates:
            (names if self._is_project(text, name, money, orgs) else others).append(name)
        names += _beside(text, names, others)
        names += [
            name
            for name in _shortened(text, names, others)
            if not self._names.is_head(text[name.start : name.head_at])
            and not self._evidence.is_description(text, name)
        ]
        names += self._lists.find(words, names, money, orgs)
        names += self._items.find(words, money, orgs)
        names += [ProjectName(m.start, m.end, m.start, True, "project.own_pattern", m.why)
                  for m in self._own.find("PROJECT", text)]  # fmt: skip
        kept = longest_first(self._own.allowed("PROJECT", text, names))
        # A product that a list takes for a project (碳纤维预浸料) is none elsewhere.
        known = {
            text[name.start : name.end]
            for name in kept
            if name.rule != "project.list" or self._lists.is_headed(text[name.start : name.end])
        }
        again = self._own.allowed("PROJECT", text, self._again(text, known, kept, orgs))
        every = longest_first([*kept, *again]) if again else kept
        begins = {name.start for name in every}
        return [name for name in every if name.end not in begins or not _is_first_of_kind(text, name)]

    def _is_project(self, text: str, name: ProjectName, money: Sequence[Span], orgs: Sequence[Span]) -> bool:
        evidence = self._evidence
        # What proves a name is asked first where one is needed: half of the buildings fail there.
        if name.doubtful:
            if not evidence.is_one(text, name, _before(money, name)):
                return False
        elif not name.strong and not evidence.is_built(text, name):
            return False
        if evidence.is_kind(text, name) or evidence.is_division(text, name):
            return False
        return not evidence.is_description(text, name) or covering(orgs, name.start) is not None

    def _again(
        self, text: str, known: set[str], kept: Sequence[ProjectName], orgs: Sequence[Span]
    ) -> Iterator[ProjectName]:
        """Yield the other occurrences of the names that the article has proven, with a company before it."""
        places = occurrences(text, [name for name in known if len(name) >= 4])
        held = {(name.start, name.end) for name in kept} if places else set()
        owners = {org.end: org.start for org in orgs} if places else {}
        for begin, end in places:
            start = owners.get(begin, begin)
            # The second of two owners is no part of the name either: 中铝和力拓|几内亚铁矿项目.
            if start < begin and text[start - 1 : start] in JOINERS and start - 1 in owners:
                start = begin
            if (start, end) in held:
                continue
            org = covering(orgs, begin)
            if org is not None and org.end > end:
                continue
            yield ProjectName(start, end, begin, True, "project.again", "named elsewhere in the article")


def _beside(text: str, names: Sequence[ProjectName], others: Sequence[ProjectName]) -> list[ProjectName]:
    """Return the others that stand in one list with a project: A项目、B风电场."""
    joined = [
        name
        for name in others
        if not name.vague and (text[name.start - 1] in _AND or text[name.end : name.end + 1] in _AND)
    ]
    beside: list[ProjectName] = []
    known = {edge for name in names for edge in (name.start, name.end)} if joined else set()
    for name in [*reversed(joined), *joined]:
        start, end = name.start, name.end
        left = start - 1 in known and text[start - 1] in _AND
        right = not left and text[end : end + 1] in _AND and _next_start(text, end + 1) in known
        if left or right:
            beside.append(name)
            known |= {start, end}
    return beside


def _is_first_of_kind(text: str, name: ProjectName) -> bool:
    """Tell the kind before a name: 国内首个量子人工智能计算中心|太湖量子智算中心."""
    return not name.strong and _FIRST.search(text, max(0, name.start - 4), name.start) is not None


def _shortened(
    text: str, names: Sequence[ProjectName], others: Sequence[ProjectName]
) -> Iterator[ProjectName]:
    """Yield names of class words that say a project of the article shortly: 正极材料项目 for 动力锂电正极材料项目."""
    short = [name for name in others if name.strong and name.head_at - name.start >= _SHORT]
    if not short:
        return
    ends: set[str] = set()
    for name in names:
        if name.strong:
            bare = text[name.start : name.head_at]
            ends.update([bare[at:] for at in range(1, len(bare) - _SHORT + 1)])
    for name in short:
        if text[name.start : name.head_at] in ends:
            yield name


def _next_start(text: str, at: int) -> int:
    """Return where the next member of a list starts, behind whose it is: A公司的X项目、|B公司的|Y项目."""
    owner = _OWNER.match(text, at)
    return at if owner is None else owner.end()


def _before(money: Sequence[Span], name: ProjectName) -> Sequence[Span]:
    """Return the amounts (in text order) that end right before the name, at most one."""
    at = bisect_left(money, (name.start,))
    return money[max(0, at - 1) : at]


@lru_cache(maxsize=4)
def _finder(own: OwnWords) -> ProjectFinder:
    return ProjectFinder(own)


class ProjectComponent:
    """Puts the projects of a ``Doc`` into ``doc.spans["project"]``."""

    def __init__(self, name: str = "newsextract_project", lexicon: Sequence[str] = ()) -> None:
        self.name = name
        self.own = own_words(lexicon)
        # All words that are to be looked for are known before the first text is read: one automaton is built, not three.
        _finder(self.own)

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        finder = _finder(self.own)
        words = view(doc)
        money = [Span(item["start"], item["end"]) for item in found_in(doc, "MONEY")]
        orgs = [Span(item["start"], item["end"]) for item in found_in(doc, "ORG")]
        names = finder.find(words, money, orgs)
        return put(doc, "PROJECT", _found(words.text, names, finder))


def _found(text: str, names: Sequence[ProjectName], finder: ProjectFinder) -> list[Found]:
    """Number the projects by surface and give each its status from its mentions."""
    surfaces = [text[name.start : name.end] for name in names]
    numbers: dict[str, int] = {}
    for surface in surfaces:
        numbers.setdefault(surface, len(numbers))
    status = finder.status.of(text, names)
    return [
        {"start": name.start, "end": name.end, "text": surface, "rule": name.rule, "why": name.why,
         "name": surface, "entity": numbers[surface], "status": status[surface], "location": None,
         "investment": None, "orgs": []}
        for name, surface in zip(names, surfaces, strict=True)
    ]  # fmt: skip
