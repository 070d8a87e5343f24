"""Groups of projects: count, filter, status, total and completed investment (guideline, GROUP); one factory.

``200个项目``, ``项目129个``, ``项目的186个``; the same count said again in the article is the same group.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import regex
from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import Found, between, found_in, put, register
from newsextract.lexicons import alternation, table
from newsextract.text.numerals import read
from newsextract.text.scripts import fold
from newsextract.text.sentences import SENTENCE_MARKS, sentence_around
from newsextract.tokenizer import view

_NUMBER = r"(?P<n>\d+(?:\.\d+)?[万千百]?|[一二三四五六七八九十百千万两]{1,12}+)(?P<more>余|多)?"
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Group:
    """One group in its place; ``total`` and ``completed`` are indices of amounts."""

    start: int
    end: int
    count: int
    rule: str
    filter: str | None = None
    status: str | None = None
    total: int | None = None
    completed: int | None = None
    also: tuple[int, ...] = ()


# How far behind a group its parts may be told.
_PART_REACH = 80


class GroupFinder:
    """Finds groups of projects. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")
        status = table("status")
        heads = alternation(data["count"]["heads"])
        self._before = regex.compile(
            rf"(?<![\d.第每])(?<!第){_NUMBER}(?:个|项|大|条|处|宗)(?:(?:总)?投资[^，。的]{{2,14}}的)?(?P<mods>[^，。；：！？、\d\n的了是在由和与]{{0,16}}?)(?P<head>{heads}|线路)(?![部组经量])"
        )
        self._behind = regex.compile(
            rf"(?P<head>{heads})(?:的|有|共|达|共有|共计|合计|总数|数|数量|总数达|个数为|超过|超|约|近|已达|达到|数量达|就有|就达|累计)?{_NUMBER}(?:个|项|条|处|宗)(?!月)"
        )
        self._no_project = regex.compile(alternation(data["count"]["no_project"]))
        self._filter = regex.compile(r"(?:总投资|计划总投资|投资|投资额|总投资额)?(?:超|超过|过)?$")
        self._total = regex.compile(rf"(?:{alternation(data['money']['total'])})[^，。；！？\n]{{0,8}}$")
        self._not_total = regex.compile(alternation(data["money"]["not_total"]))
        self._status_words: dict[str, str] = {
            word: name for name in status["behind"] for word in status["behind"][name]
        }
        self._status = regex.compile(alternation(self._status_words))
        self._future = regex.compile(rf"(?:{alternation(status['future']['words'])})[^，。；]{{0,6}}$")

    def find(self, text: str, money: Sequence[Found], projects: Sequence[Found] = ()) -> list[Group]:
        """Return the groups of a text, each once, in the order of their first mention."""
        folded = fold(text)
        raw = sorted(self._raw(folded, money), key=lambda g: (g.start, -g.end))
        groups: dict[int, Group] = {}
        previous: Group | None = None
        for at, group in enumerate(raw):
            limit = raw[at + 1].start if at + 1 < len(raw) else len(text)
            limit = min([limit, *(p["start"] for p in between(projects, group.end, limit)[:1])])
            floor = raw[at - 1].end if at else 0
            full = self._with_money(folded, group, money, floor, limit)
            status = self._status_of(folded, group, limit)
            if status is None and previous is not None and _is_part(folded, previous, group):
                status = previous.status
            full = previous = replace(full, status=status)
            held = groups.get(group.count)
            groups[group.count] = full if held is None else _merged(held, full)
        return sorted(groups.values(), key=lambda g: g.start)

    def _raw(self, folded: str, money: Sequence[Found]) -> Iterator[Group]:
        before = list(self._before.finditer(folded))
        starts = {at for match in before for at in range(match.start(), match.end())}
        behind = (
            m for m in self._behind.finditer(folded) if m.start() not in starts and m.end() - 1 not in starts
        )
        for match in chain(before, behind):
            count = _count(match["n"])
            near = folded[max(0, match.start() - 8) : match.end()]
            if count is None or count < 2 or self._no_project.search(near):
                continue
            rule = "group.count_before" if match.re is self._before else "group.count_behind"
            yield Group(
                match.start(), match.end(), count, rule, self._filter_of(folded, match.start(), money)
            )

    def _filter_of(self, folded: str, start: int, money: Sequence[Found]) -> str | None:
        """Return the threshold that defines the group: 总投资10亿元以上."""
        for item in reversed(between(money, start - 40, start)):
            gap = folded[item["end"] : start]
            if len(gap) > 10:
                return None
            if gap.startswith(("以上", "及以上")) and not set(gap) & SENTENCE_MARKS and "，" not in gap:
                lead = self._filter.search(folded, max(0, item["start"] - 8), item["start"])
                begin = lead.start() if lead is not None else item["start"]
                return folded[begin : item["end"]] + gap[: gap.index("以上") + 2]
            return None
        return None

    def _with_money(self, folded: str, group: Group, money: Sequence[Found], floor: int, limit: int) -> Group:
        low, high = sentence_around(folded, group.start)
        total = completed = None
        first = bisect_left(money, max(low, floor, 0), key=lambda item: item["start"])
        last = bisect_left(money, min(high + _NEAR, limit), lo=first, key=lambda item: item["start"])
        for at in range(first, last):
            item = money[at]
            if item["end"] <= group.start and item["start"] >= max(low, floor):
                gap = folded[item["end"] : group.start]
                if gap.startswith(("的", "元的")) and len(gap) <= 14 and self._is_total(folded, item):
                    total = at
            elif item["start"] >= group.end and item["start"] < min(high + _NEAR, limit):
                if "\n" in folded[group.end : item["start"]]:
                    break
                if item["start"] > high and item["role"] != "completed_investment":
                    break
                if item["role"] == "completed_investment" and completed is None:
                    completed = at
                elif (
                    total is None and item["role"] in {"investment", "trade"} and self._is_total(folded, item)
                ):
                    total = at
        return replace(group, total=total, completed=completed)

    def _is_total(self, folded: str, item: Found) -> bool:
        before = folded[max(0, item["start"] - 14) : item["start"]]
        clause = regex.split(r"[，。；、：\n]", before)[-1]
        if folded.startswith("以上", item["end"]) or item["comparator"] == "at_least":
            return False
        return self._total.search(clause) is not None and not self._not_total.search(clause)

    def _status_of(self, folded: str, group: Group, limit: int) -> str | None:
        """Read the status from the words between the count and the head, then behind, then before it."""
        low, high = sentence_around(folded, group.start)
        inside = self._status.search(folded, group.start, group.end)
        if inside is not None:
            return self._status_words[inside[0]]
        behind = self._status.search(folded, group.end, min(high, group.end + 16, limit))
        if behind is not None:
            future = self._future.search(folded, group.end, behind.start()) is not None
            return "planned" if future else self._status_words[behind[0]]
        last = None
        for match in self._status.finditer(folded, max(low, group.start - 12), group.start):
            last = self._status_words[match[0]]
        return last


def _is_part(folded: str, whole: Group, part: Group) -> bool:
    """Tell that a group is one of those counted before it: 集中签约27个项目…，其中工业项目19个、农旅类项目2个."""
    gap = folded[whole.end : part.start]
    if "\n" in gap or len(gap) > _PART_REACH:
        return False
    return "其中" in gap or not regex.search("[。；]", gap)


def _count(said: str) -> int | None:
    number = read(said)
    if number is None or number.value is None or number.value != int(number.value):
        return None
    return int(number.value)


def _merged(first: Group, again: Group) -> Group:
    """Fill what the first mention of a group left open from a later one."""
    return replace(
        first,
        filter=first.filter or again.filter,
        status=first.status or again.status,
        total=first.total if first.total is not None else again.total,
        completed=first.completed if first.completed is not None else again.completed,
        also=(*first.also, *(at for at in (again.total, again.completed) if at is not None)),
    )


@lru_cache(maxsize=1)
def _finder() -> GroupFinder:
    return GroupFinder()


class GroupsComponent:
    """Puts the groups of a ``Doc`` into ``doc.spans["group"]``."""

    def __init__(self, name: str = "newsextract_groups") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        text = view(doc).text
        groups = _finder().find(text, found_in(doc, "MONEY"), found_in(doc, "PROJECT"))
        found = [
            Found(start=g.start, end=g.end, text=text[g.start : g.end], rule=g.rule, count=g.count,
                  filter=g.filter, status=g.status, total=g.total, completed=g.completed, also=list(g.also))
            for g in groups
        ]  # fmt: skip
        return put(doc, "GROUP", found)


@Language.factory("newsextract_groups", assigns=["doc.spans"])
def make_groups(nlp: Language, name: str) -> GroupsComponent:
    """Build the component; behind newsextract_money it also ties groups to amounts."""
    return GroupsComponent(name)
