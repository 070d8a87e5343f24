"""PROJECT: particular projects by name, their status and place (guideline, PROJECT); one spaCy factory.

Names come from ``project_names`` (heads) and ``project_lists`` (A、B等项目); the sentence decides whether a
building head is a project; ``project_status`` says at which stage it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex
from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import Found, found_in, put, register
from newsextract.components.project_lists import ProjectLists
from newsextract.components.project_names import ProjectName, ProjectNames
from newsextract.components.project_status import ProjectStatus
from newsextract.lexicons import alternation, table
from newsextract.spans import Span, longest_first
from newsextract.text.occurrences import occurrences
from newsextract.text.sentences import clause_around, sentence_around
from newsextract.text.words import Words
from newsextract.tokenizer import view

_COSTS = regex.compile(r"[，（(](?:项目|计划|概算|估算|工程)?(?:总)?投资")


# Where X项目在Y园区奠基, the park is the place.
_HEADED = regex.compile(r"(?:项目|工程|基地|[一二三四]期)[^，。；]{0,4}在[^，。；]*$")
_BULLET = regex.compile(r"[\s\d（）()、．.—\-●■◆▲★·①-⑳]*")
_ROW = regex.compile(r"[ \u3000：:]+[^\n]{0,40}?\d[\d.,，—－-]*[万亿]")


class ProjectFinder:
    """Finds the projects of a text. Built once, then read-only."""

    def __init__(self) -> None:
        data = table("projects")["build"]
        self._names = ProjectNames()
        self._lists = ProjectLists(self._names)
        self._before = regex.compile(rf"{alternation(data['before'])}[^。；！？\n]{{0,60}}$")
        # … directly, or behind a date: …基地，2018年5月投产.
        self._behind = regex.compile(
            rf"(?:[^，。；！？\n]{{0,12}}?|，(?:已|将|预计|计划)?于?[\d年月日前去今明底初份]{{2,11}})"
            rf"{alternation(data['behind'])}"
        )
        where = table("projects")["generic"]["where"]
        self._where = regex.compile(rf"{alternation(where)}$")
        self._products = tuple(table("projects")["heads"]["products"])
        self._adjacent = regex.compile(
            rf"(?:正式|全面|顺利|集中|昨日|今日|破土)?{alternation(data['behind'])}"
        )
        self.status = ProjectStatus()

    def find(self, words: Words, money: Sequence[Span], orgs: Sequence[Span]) -> list[ProjectName]:
        """Return the project names in text order, no two overlapping."""
        text = words.text
        candidates = list(self._names.find(words, money, orgs))
        names = [
            name for name in candidates if not name.doubtful and (name.strong or self._is_built(text, name))
        ]
        names += self._priced(text, money, candidates)
        names += self._beside(text, names, candidates)
        names += self._lists.find(words, names, money, orgs)
        kept = longest_first(names)
        known = {text[name.start : name.end] for name in kept}
        return longest_first([*kept, *self._again(text, known, orgs)])

    def _is_built(self, text: str, name: ProjectName) -> bool:
        """Tell that the sentence has the thing planned, signed, built, opened (guideline: "Other heads")."""
        if self._where.search(text, max(0, name.start - 3), name.start):
            clause, _ = clause_around(text, name.start)
            elsewhere = _HEADED.search(text, clause, name.start) is not None
            return self._adjacent.match(text, name.end) is not None and not elsewhere
        if self._is_row(text, name):
            return True
        if text.endswith(self._products, name.start, name.end):
            return (
                self._adjacent.match(text, name.end) is not None or _COSTS.match(text, name.end) is not None
            )
        low, _ = clause_around(text, name.start)
        if text[name.start - 1 : name.start] in {"、", "和", "如"} or text[name.end : name.end + 1] == "、":
            low, _ = sentence_around(text, name.start)
            return self._before.search(text, low, name.start) is not None or self._built_behind(text, name)
        if self._before.search(text, max(low, name.start - 60), name.start):
            return True
        return self._built_behind(text, name)

    @staticmethod
    def _priced(text: str, money: Sequence[Span], candidates: Sequence[ProjectName]) -> list[ProjectName]:
        """Return the doubtful names that an amount introduces as one project: 总金额超800亿元的石化项目."""
        ends = {amount.end for amount in money}
        return [
            name
            for name in candidates
            if name.doubtful and text[name.start - 1 : name.start] == "的" and name.start - 1 in ends
        ]

    @staticmethod
    def _is_row(text: str, name: ProjectName) -> bool:
        """Tell that the name opens a row of a table that was turned to lines, with its amount behind it."""
        line = text.rfind("\n", 0, name.start) + 1
        return (
            _BULLET.fullmatch(text, line, name.start) is not None and _ROW.match(text, name.end) is not None
        )

    def _beside(
        self, text: str, names: Sequence[ProjectName], candidates: Sequence[ProjectName]
    ) -> list[ProjectName]:
        """Return the building heads that stand in one list with a project: A项目、B风电场."""
        known = {edge for name in names for edge in (name.start, name.end)}
        return [
            name
            for name in candidates
            if (text[name.start - 1 : name.start] in {"、", "和"} and name.start - 1 in known)
            or (text[name.end : name.end + 1] in {"、", "和"} and name.end + 1 in known)
        ]

    def _built_behind(self, text: str, name: ProjectName) -> bool:
        return self._behind.match(text, name.end) is not None or _COSTS.match(text, name.end) is not None

    def _again(self, text: str, known: set[str], orgs: Sequence[Span]) -> Iterator[ProjectName]:
        """Yield the other occurrences of the names that the article has proven, with a company before it."""
        long = [name for name in known if len(name) >= 4]
        owners = {org.end: org.start for org in orgs}
        for begin, end in occurrences(text, long):
            start = owners.get(begin, begin)
            yield ProjectName(start, end, begin, True, "project.again", "named elsewhere in the article")


@lru_cache(maxsize=1)
def _finder() -> ProjectFinder:
    return ProjectFinder()


class ProjectComponent:
    """Puts the projects of a ``Doc`` into ``doc.spans["project"]``."""

    def __init__(self, name: str = "newsextract_project") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        finder = _finder()
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
        Found(start=name.start, end=name.end, text=surface, rule=name.rule, why=name.why, name=surface,
              entity=numbers[surface], status=status[surface], location=None, investment=None, orgs=[])
        for name, surface in zip(names, surfaces, strict=True)
    ]  # fmt: skip


@Language.factory("newsextract_project", assigns=["doc.spans"])
def make_project(nlp: Language, name: str) -> ProjectComponent:
    """Build the component; behind newsextract_money and newsextract_org it also knows what is no name."""
    return ProjectComponent(name)
