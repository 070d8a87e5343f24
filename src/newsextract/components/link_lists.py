"""Amounts of several projects told together: lists in order, 前者…后者, items and fields of their own.

Source: guideline, "Links": ``分别`` aligns lists in order; tables that became lines. Two lists of the same
length in one sentence are aligned also without 分别 (A、B和C同日动工，总投资18.2亿、5.5亿和1.28亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from newsextract.components.annotations import Found, between
from newsextract.lexicons import alternation, table

_PARAGRAPH = 400
_LEAD = 18
# No project's name is longer.
LONGEST = 80
_LISTED = re.compile(r"[ \u3000]?(?:、|和|及|与|以及)(?:近|约|超过|超|逾|将近|大约)?")
# A space, 以及, 超过; 一路调增至.
_LONGEST_JOINT = 5
_EACH = re.compile(r"分别|依次|各")
_NO_TOTAL = re.compile(r"完成|投入|获得|获批|投放|贷款|安排|使用|拨付|下达|今年|年度|募集")
_INVESTED = re.compile(r"投资|造价|概算")
# A and B are members of one list also where each has its company: A公司的X项目、B公司的Y项目.
_LISTED_NAMES = regex.compile(
    r"(?:[（(][^（()）\n]{1,20}[）)])?(?:”|’)?(?:、|和|及|与|以及)(?:[^、，。；：\n]{2,16}的|“|‘)?"
)
# 带来A项目和俄粮落地加工园，投资分别为…: one more that was not found.
_UNNAMED_LAST = regex.compile(r"(?:和|及|与|以及)[^、，。；和及与\n]{2,20}，")
_NAMES_LISTED = regex.compile(r"(?:[（(][^（()）\n]{1,20}[）)])?(?:、|和|及|与|以及)")
_SUMMED = regex.compile(r"(?:^|[。；，])(?:后?[两三四五六七八九\d]+个|上述|以上|这些)项目[^，。；]*\Z")
_NUMBERED = regex.compile(r"(?:^|\n)[ \u3000]*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、．.][ ]?\Z")
# What ends a label, or a number, of an item.
_BEFORE_FIELD = frozenset("：:)）、．. \u3000")
_OF_TWO = re.compile(
    r"(?P<which>前者|后者)(?:[^，。；\n]{0,6}?|[^。；\n]{2,40}，)(?:总投资|投资额|投资|造价|概算|投入|估算|预算|耗资|斥资)(?:额)?(?:约|为|达|近|超)?\Z"
)
_CLAUSES = re.compile(r"[，。；：\n（(]")


class Pair(NamedTuple):
    """A project's entity and the index of its amount."""

    entity: int
    money: int


class LinkLists:
    """Aligns lists of amounts with lists of projects. Built once, then read-only."""

    def __init__(self) -> None:
        items = table("projects")["items"]
        self._label = re.compile(rf"(?:{alternation(items['name_labels'])})[：:][ \u3000]*\Z")
        costs, bodies = alternation(items["cost_labels"]), alternation(items["org_labels"])
        # A line holds one field or several: 投资方：X公司 总投资：21亿元.
        self._cost = regex.compile(rf"[\n \u3000；;](?:{costs})[：:] ?[^\n \u3000；;]*")
        self._company = regex.compile(rf"[\n \u3000；;](?:{bodies})[：:] ?[^\n \u3000；;]*")
        self._fields_follow = regex.compile(rf"[ \u3000]*\n[ \u3000]*(?:{costs}|{bodies})[：:]")

    def fields(self, folded: str, projects: Sequence[Found]) -> list[Found]:
        """Return the projects that are the value of a field (项目名称：X), or a numbered line above its fields."""
        return [
            project
            for project in projects
            if folded[project["start"] - 1 : project["start"]] in _BEFORE_FIELD
            and self._is_field(folded, project["start"], project["end"])
        ]

    def _is_field(self, folded: str, start: int, end: int) -> bool:
        if self._label.search(folded, max(0, start - 12), start) is not None:
            return True
        return _NUMBERED.search(folded, max(0, start - 8), start) is not None and (
            self._fields_follow.match(folded, end) is not None
        )

    def pairs(self, folded: str, money: Sequence[Found], projects: Sequence[Found],
              close: Sequence[int]) -> Iterator[Pair]:  # fmt: skip
        """Yield the pairs of lists in order and of 前者 and 后者; ``close``: what :func:`close_behind` returns."""
        # Nothing but a joint stands between two amounts of a list.
        joined = [at for at in close if _LISTED.fullmatch(folded, money[at - 1]["end"], money[at]["start"])]
        first = 0
        for number, at in enumerate(joined, 1):
            if number < len(joined) and joined[number] == at + 1:
                continue
            yield from self._in_order(folded, money, joined[first] - 1, at, projects)
            yield from self._ahead(folded, money, joined[first] - 1, at, projects)
            first = number
        yield from self._of_two(folded, money, projects)

    def _in_order(self, folded: str, money: Sequence[Found], first: int, last: int,
                  projects: Sequence[Found]) -> Iterator[Pair]:  # fmt: skip
        count, start = last - first + 1, money[first]["start"]
        lead = _CLAUSES.split(folded[max(0, start - _LEAD) : start])[-1]
        if _NO_TOTAL.search(lead):
            return
        named = ended(projects, start, _PARAGRAPH)
        if not _EACH.search(lead):
            named = _sentence_only(folded, named, start) if _INVESTED.search(lead) else []
            if len(named) != count:
                return
        before = named[-count:]
        summed = _SUMMED.search(folded, max(0, start - 2 * _LEAD), start) is not None
        if len(before) == count and _one_stretch(folded, before[0]["start"], start, summed=summed):
            yield from (Pair(p["entity"], first + i) for i, p in enumerate(before))
        elif (
            before
            and _INVESTED.search(lead)
            and _one_stretch(folded, before[-1]["start"], start, summed=summed)
        ):
            yield from self._from_behind(folded, before, start, last)

    @staticmethod
    def _from_behind(folded: str, before: Sequence[Found], start: int, last: int) -> Iterator[Pair]:
        """Pair the end of a list of which the first members, or the last one, were not found."""
        if _UNNAMED_LAST.match(folded, before[-1]["end"], start):
            last -= 1
        chain = [before[-1]]
        for project in reversed(before[:-1]):
            if not _LISTED_NAMES.fullmatch(folded, project["end"], chain[-1]["start"]):
                break
            chain.append(project)
        yield from (Pair(p["entity"], last - i) for i, p in enumerate(chain))

    @staticmethod
    def _ahead(folded: str, money: Sequence[Found], first: int, last: int,
               projects: Sequence[Found]) -> Iterator[Pair]:  # fmt: skip
        """Read the amounts before their projects: 总投资分别为25亿元、40亿元和18.6亿元的A、B、C."""
        count, start, end = last - first + 1, money[first]["start"], money[last]["end"]
        if folded[end : end + 1] != "的":
            return
        lead = _CLAUSES.split(folded[max(0, start - _LEAD) : start])[-1]
        if not (_EACH.search(lead) and _INVESTED.search(lead)):
            return
        named = between(projects, end, end + _PARAGRAPH)[:count]
        gaps = [folded[a["end"] : b["start"]] for a, b in pairwise(named)]
        if len(named) == count and named[0]["start"] == end + 1 and all(map(_NAMES_LISTED.fullmatch, gaps)):
            yield from (Pair(p["entity"], first + i) for i, p in enumerate(named))

    @staticmethod
    def _of_two(folded: str, money: Sequence[Found], projects: Sequence[Found]) -> Iterator[Pair]:
        """Read 前者总投资44.2亿元，后者总投资38亿元 of the two projects named last in one list."""
        if "前者" not in folded and "后者" not in folded:
            return
        for at, item in enumerate(money):
            match = _OF_TWO.search(folded, max(0, item["start"] - 3 * _LEAD), item["start"])
            if match is None:
                continue
            two = ended(projects, match.start(), _PARAGRAPH)[-2:]
            if len(two) == 2 and "\n" not in folded[two[0]["end"] : item["start"]]:
                yield Pair(two[0 if match["which"] == "前者" else 1]["entity"], at)

    def of_fields(self, folded: str, project: Found, money: Sequence[Found], orgs: Sequence[Found],
                  until: int) -> tuple[int | None, list[int]]:  # fmt: skip
        """Return the amount (its index) and the companies of the fields between a name and ``until``."""
        cost = self._cost.search(folded, project["end"], until)
        amount = None
        if cost is not None:
            inside = between(money, cost.start(), cost.end())
            amount = money.index(inside[0]) if inside else None
        companies = [
            org["entity"]
            for line in self._company.finditer(folded, project["end"], until)
            for org in between(orgs, line.start(), line.end())
        ]
        return amount, companies


def close_behind(money: Sequence[Found]) -> list[int]:
    """Return the numbers of the amounts that stand so close to the one before as those of a list do."""
    return [at for at in range(1, len(money)) if money[at]["start"] - money[at - 1]["end"] <= _LONGEST_JOINT]


def ended(projects: Sequence[Found], position: int, reach: int) -> list[Found]:
    """Return the projects that end at ``position`` or up to ``reach`` characters before it, in order."""
    low = position - reach
    near = between(projects, low - LONGEST, position)
    return [p for p in near if low <= p["end"] <= position]


def last_ended(projects: Sequence[Found], at: int, position: int, reach: int) -> int:
    """Return the number of the last one of what :func:`ended` returns, -1 for none.

    ``at``: the number of the first that starts no earlier than ``position``.
    """
    low = position - reach
    while at and projects[at - 1]["start"] >= low - LONGEST:
        at -= 1
        if low <= projects[at]["end"] <= position:
            return at
    return -1


def ended_before(projects: Sequence[Found], at: int, reach: int) -> Iterator[int]:
    """Yield the numbers of what :func:`ended` returns for the start of project number ``at``, last first."""
    position = projects[at]["start"]
    low = position - reach
    while at and projects[at - 1]["start"] >= low - LONGEST:
        at -= 1
        if low <= projects[at]["end"] <= position:
            yield at


def next_start(projects: Sequence[Found], at: int) -> int | None:
    """Return where the next project behind number ``at`` starts, ``None`` behind the last one."""
    end = projects[at]["end"]
    for following in range(at + 1, len(projects)):
        if projects[following]["start"] >= end:
            return projects[following]["start"]
    return None


def _sentence_only(folded: str, named: Sequence[Found], position: int) -> list[Found]:
    """Return the projects that stand in one list in the sentence of ``position``."""
    out: list[Found] = []
    for project in reversed(named):
        if out and not _NAMES_LISTED.fullmatch(folded, project["end"], out[0]["start"]):
            break
        if any(mark in folded[project["end"] : position] for mark in "。；\n"):
            break
        out.insert(0, project)
    return out


def _one_stretch(folded: str, start: int, end: int, *, summed: bool) -> bool:
    """Tell that one sentence holds both lists; 两个项目总投资各为… may sum up the sentence before."""
    stops = folded.count("。", start, end)
    return "\n" not in folded[start:end] and stops <= (1 if summed else 0)
