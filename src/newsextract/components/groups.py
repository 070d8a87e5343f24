"""Groups of projects: count, filter, status, total and completed investment (guideline, GROUP); one factory.

``200个项目``, ``项目129个``, ``项目的186个``; the same count said again in the article is the same group.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

import regex

from newsextract.components.annotations import Found, found_in, put, start_of
from newsextract.components.group_amounts import GroupAmounts
from newsextract.components.group_status import GroupStatus, is_part, is_sibling
from newsextract.components.plan_moods import PlanMoods, in_plan
from newsextract.lexicons import alternation, table
from newsextract.text.numerals import read
from newsextract.text.occurrences import matches_at
from newsextract.text.scripts import fold
from newsextract.tokenizer import D, view

_DIGITS = r"[\d.一二三四五六七八九十百千万两]"
# Every group has one of these behind its number, none has 个月. A digit is no sign between U+2000 and U+9FFF.
_UNIT = re.compile(r"[个项大条处宗家](?!(?<=个)月)(?<=[一二三四五六七八九十百千万两余多].|[^\u2000-\u9fff].)")
_NUMBER_BEFORE = regex.compile(rf"(?r){_DIGITS}++[余多]?")
_NUMBER = r"(?P<n>\d+(?:\.\d+)?[万千百]?|[一二三四五六七八九十百千万两]{1,12}+)(?P<more>余|多)?"


_KIND = re.compile(r"[\u4e00-\u9fd5]{2,8}\Z")
# Behind 条 these are projects themselves: 12条|高速.
_ROADS = ("高速公路", "高速", "铁路", "高铁")
# How far a head may stand behind the unit (16 characters of an amount, 以上的, 在建, 16 of a kind, 与 and 10 of a
# second one) and before the number (项目，, 10 characters, 计划, 铺排: less its own length).
_AHEAD, _BACK = 48, 15
# So many digits are a number without being read.
_FEW = 9


@dataclass(slots=True)
class Group:
    """One group in its place; ``total``, ``completed`` and ``threshold`` (of its filter) are indices of amounts.

    Its words are read first; status and amounts, which may hang on its neighbours, are filled in behind.
    """

    start: int
    end: int
    count: int
    rule: str
    filter: str | None = None
    status: str | None = None
    total: int | None = None
    completed: int | None = None
    threshold: int | None = None
    also: tuple[int, ...] = ()


@dataclass(slots=True)
class _Parted:
    """A group and how many of it have been counted part by part."""

    key: tuple[int, str] = (0, "")
    left: int = 0

    def takes(self, count: int, total: int | None) -> bool:
        """Count a part off; tell that it is the last one and has an amount behind it."""
        self.left -= count
        return self.left == 0 and total is not None


_start_of: Callable[[Group], int] = attrgetter("start")


def _in_order(group: Group) -> tuple[int, int]:
    return group.start, -group.end


class GroupFinder:
    """Finds groups of projects. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")
        words = data["count"]["heads"]
        heads = alternation(words)
        self._heads = tuple({*words, "项目"})
        self._longest_head = max(map(len, self._heads))
        ahead = (*words, "线路", *_ROADS)
        # No mark stands between the unit and the head.
        self._ahead = re.compile(rf"({'|'.join(map(re.escape, ahead))})|[，。；：！？、\n]")
        self._ahead_reach = _AHEAD + max(map(len, ahead))
        # 2100多个|城市排水防涝项目 are counted, 30个|城市 are not.
        not_counted = rf"(?:{alternation(data['count']['not_counted'])}|城市(?![^，。；的\d]{{0,8}}项目))"
        self._before = regex.compile(
            rf"(?<![\d.第每])(?<![年月日]产|产能){_NUMBER}(?:个(?!月)|项|大|条|处|宗|家)(?!{not_counted})(?:[^，。；：！？、\n的]{{2,16}}(?:元|亿|以上|万)的)?(?P<mods>(?:在建)?[^，。；：！？、\d\n的了是在由和与]{{0,16}}?(?:与(?![^，。]{{0,8}}签)[^，。；：！？、\d\n的了是在由和与]{{2,10}})?)(?P<head>{heads}|线路|(?<=条)(?:{'|'.join(_ROADS)}))(?![部组经量标])"
        )
        self._behind = regex.compile(
            rf"(?P<head>{heads})(?:的|有|已有|已?开工|已?动工|已?竣工|已?建成|已?投产|新开工|共|达|共有|共计|合计|总数|数|数量|总数达|个数为|超过|超|约|近|已达|达到|将达到?|数量达|就有|就达|就占到了|占到了|占到|就占|累计)?{_NUMBER}(?:个|项|条|处|宗)(?!月|产线|生产线)"
            # 同类的“智改绿转”项目，山西今年计划铺排210多个
            rf"|(?P<head>项目)，[^，。；\d]{{0,10}}(?:计划|将)?(?:铺排|安排|实施|推进|布局){_NUMBER}(?:个|项)(?=[，。；])"
        )
        self._no_project = re.compile(alternation(data["count"]["no_project"]))
        self._amounts = GroupAmounts()
        self._status = GroupStatus()

    def find(self, text: str, money: Sequence[Found], projects: Sequence[Found] = ()) -> list[Group]:
        """Return the groups of a text, each once, in the order of their first mention."""
        folded = fold(text)
        raw = sorted(self._raw(folded, money), key=_in_order)
        if not raw:
            return []
        moods: PlanMoods | None = None
        groups: dict[tuple[int, str], Group] = {}
        also: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        previous: Group | None = None
        chained = False
        parted = _Parted()
        for at, group in enumerate(raw):
            limit = raw[at + 1].start if at + 1 < len(raw) else len(text)
            number = bisect_left(projects, group.end, key=start_of)
            if number < len(projects):
                limit = min(limit, projects[number]["start"])
            bounds = (raw[at - 1].end if at else 0, limit)
            total, completed = self._amounts.around(folded, (group.start, group.end), money, bounds)
            chained = previous is not None and is_part(folded, previous.end, group.start, chained=chained)
            status = self._status_of(folded, group, previous, projects, limit, chained=chained)
            # The sentences that tell plans are looked for when a stage may be one of a plan.
            if in_plan(status) != status:
                moods = moods or PlanMoods(folded)
                status = in_plan(status) if moods.plans(group.start) else status
            group.status = status
            group.total, group.completed, previous = total, completed, group
            if group.count == 1 and group.filter is None and not chained:
                continue
            key = (group.count, _said(folded, group) if chained else "")
            key = key if chained and (group.count, "") in groups else (group.count, "")
            if not chained:
                parted = _Parted(key, group.count)
            elif parted.takes(group.count, total) and groups[parted.key].total is None:
                # 复工项目18项，其中A项目15项、B项目3项，项目总投资110亿元: of all 18.
                groups[parted.key].total, group.total = total, None
            held = groups.setdefault(key, group)
            if held is not group:
                also[key] += [at for at in (held.total, total, completed) if at is not None]
                _merge(held, group, money)
        for key, amounts in also.items():
            groups[key].also = tuple(amounts)
        return sorted(groups.values(), key=_start_of)

    def _status_of(self, folded: str, group: Group, previous: Group | None, projects: Sequence[Found],
                   limit: int, *, chained: bool) -> str | None:  # fmt: skip
        """Return the status that the group's own words tell, or the group before it."""
        status = self._status.of(folded, (group.start, group.end), projects, limit)
        if status is None and previous is not None and chained:
            status = previous.status
        status = status or self._status.of_clause(folded, group.start)
        if status is None and previous is not None and is_sibling(folded, previous.end, group.start):
            status = previous.status if previous.rule == group.rule else None
        return status

    def _raw(self, folded: str, money: Sequence[Found]) -> list[Group]:
        """Return what is counted before its head, then what is counted behind it."""
        counted, headed = self._places(folded)
        out: list[Group] = []
        taken: set[int] = set()
        for match in matches_at(self._before, folded, counted) if counted else ():
            start, end = match.span()
            taken.update(range(start, end))
            count = self._counted(folded, match)
            if count > 1:
                words, at = self._amounts.filter_of(folded, start, end, money)
                out.append(Group(start, end, count, "group.count_before", words, threshold=at))
        for match in matches_at(self._behind, folded, headed) if headed else ():
            start, end = match.span()
            if start in taken or end - 1 in taken:
                continue
            count = self._counted(folded, match)
            if count:
                words, at = self._amounts.filter_of(folded, start, end, money)
                out.append(Group(start, end, count, "group.count_behind", words, threshold=at))
        return out

    def _counted(self, folded: str, match: regex.Match[str]) -> int:
        """Return how many projects a match counts, 0 where it counts none."""
        count = _count(match["n"])
        if count is None or count < 1:
            return 0
        return 0 if self._no_project.search(folded, max(0, match.start() - 8), match.end()) else count

    def _places(self, folded: str) -> tuple[set[int], set[int]]:
        """Return where a number can begin that counts what is named behind it, and a head with its number behind."""
        counted: set[int] = set()
        headed: set[int] = set()
        for unit in _UNIT.finditer(folded):
            at = unit.start()
            number = _NUMBER_BEFORE.match(folded, 0, at)
            if number is None:
                continue
            start = number.start()
            ahead = self._ahead.search(folded, at + 1, at + 1 + self._ahead_reach)
            if ahead is not None and ahead[1]:
                # Behind a digit no number begins.
                counted.update((start,) if folded[start : at - 1].isascii() else range(start, at))
            low = max(0, start - _BACK - self._longest_head)
            for head in self._heads:
                found = folded.find(head, low, start)
                while found >= 0:
                    headed.add(found)
                    found = folded.find(head, found + 1, start)
        return counted, headed


def _said(folded: str, group: Group) -> str:
    """Return the words that tell a part of a group from another of the same count: 产业化项目15项."""
    before = _KIND.search(folded, max(0, group.start - 12), group.start)
    return "" if before is None else before[0]


def _count(said: str) -> int | None:
    if len(said) <= _FEW and said.isascii() and said.isdigit():
        return int(said)
    number = read(said)
    if number is None or number.value is None or number.value != int(number.value):
        return None
    return int(number.value)


def _merge(first: Group, again: Group, money: Sequence[Found]) -> None:
    """Fill what the first mention of a group left open from a later one; an exact total beats a rounded one."""
    first.filter = first.filter or again.filter
    first.threshold = first.threshold if first.threshold is not None else again.threshold
    first.status = first.status or again.status
    first.total = _better(first.total, again.total, money)
    first.completed = first.completed if first.completed is not None else again.completed


def _better(first: int | None, again: int | None, money: Sequence[Found]) -> int | None:
    if first is None or again is None:
        return again if first is None else first
    if money[first]["comparator"] == "exact":
        return first
    finer = _digits(money[again]["value"]) > _digits(money[first]["value"])
    return again if finer or money[again]["comparator"] == "exact" else first


def _digits(value: str | None) -> int:
    """Return to how many places a value is told: 13240000000 to four, 10000000000 to one."""
    return len((value or "").replace(".", "").rstrip("0"))


@lru_cache(maxsize=1)
def _finder() -> GroupFinder:
    return GroupFinder()


class GroupsComponent:
    """Puts the groups of a ``Doc`` into ``doc.spans["group"]``."""

    def __init__(self, name: str = "newsextract_groups") -> None:
        self.name = name

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        text = view(doc).text
        groups = _finder().find(text, found_in(doc, "MONEY"), found_in(doc, "PROJECT"))
        found = [
            Found(start=g.start, end=g.end, text=text[g.start : g.end], rule=g.rule, count=g.count,
                  filter=g.filter, status=g.status, total=g.total, completed=g.completed,
                  threshold=g.threshold, also=list(g.also))
            for g in groups
        ]  # fmt: skip
        return put(doc, "GROUP", found)
