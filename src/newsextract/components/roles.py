"""What an amount is (``role``) and what it is the price of one of (``per``).

Sources: guideline, "Links", MONEY ``role``; MONEY attributes, ``per``. The words are in
``lexicons/roles.toml``; the nearest measure word before the amount in its sentence decides, a word
directly behind it (50亿元贷款) wins over that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

import regex
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from newsextract.components.looks import Openings
from newsextract.components.quantities import Listed, any_beginning, list_members
from newsextract.lexicons import alternation
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords

_REACH = 60
# 每年节约1600万元 is no price of a year; 3万元/年 behind the amount is.
_PER = "/／每一"
_PER_OPENINGS = frozenset(_PER)
_TIMES = frozenset("年月天日") | {"季度", "周"}
_COORDINATED = regex.compile(r"[^，。；]{0,4}[、和及与][^，。；]{0,8}")
# 完成工业投资58亿元, but not 需完成投资, 计划完成….
# A month's or year's sum below this is a rate (每月800元), above it a total (每年节约1600万元).
_RATE = 100_000
_MOVED = regex.compile(r"[^，。；！？\n]{0,6}(?:至|到|为|提高|降低)[^，。；！？\n]{0,5}")
_DONE = regex.compile(r"(?<!需|将|计划|力争|拟|可|要|确保)完成[^，。；\d]{0,8}\Z")
_SPENT = frozenset({"price", "other", "investment"})
_SAVED = regex.compile(r"(?:节约|节省)[^，。；\d]{0,4}\Z")
# 每创造100元GDP所需的物流成本，从14.4元降至14.1元
_REFERENCE = regex.compile(
    r"每[\u4e00-\u9fd5]{0,4}(?P<of>(?:100|百|万|1万|一万)元(?:GDP|产值|营收|国内生产总值))[^。；\n]{0,36}\Z"
)
_SENTENCE_MARKS = "。！？；;\n"
_SENTENCE = re.compile(f"[{_SENTENCE_MARKS}]")


class Priced(Listed, Protocol):
    """An amount in its place, with its value in units of its currency."""

    @property
    def value(self) -> Decimal | None:
        """Return the exact value, None for a range."""

    @property
    def low(self) -> Decimal | None:
        """Return the lower end of a range."""


@dataclass(frozen=True, slots=True)
class _Members:
    """The list an amount stands in, looked at only where a rule needs it: a list may be as long as the text."""

    amounts: Sequence[Listed]
    indices: Sequence[int]
    at: int

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def first(self) -> int:
        """Return where the list begins."""
        return self.amounts[self.indices[0]].start

    @property
    def place(self) -> int:
        """Return the amount's own place in its list."""
        return bisect_left(self.indices, self.at)


class Roles:
    """Reads roles and units of reference around amounts. Built once, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("roles")
        self._role: dict[str, str] = {word: role for role, words in data["before"].items() for word in words}
        self._behind_role: dict[str, str] = {
            word: role for role, words in data["behind"].items() for word in words
        }
        # Looked for over more than one sentence, which no word crosses.
        words = [word for word in self._role if word and _SENTENCE.search(word) is None]
        self._roles = [self._role[word] for word in words]
        automaton = AhoCorasick(
            words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )
        self._find = automaton.find_matches_as_indexes
        self._parted = not any("，" in word for word in self._role)
        bridge = alternation(data["bridge"]["words"])
        self._behind = regex.compile(rf"{bridge}{{0,3}}+({alternation(self._behind_role)})")
        openings = Openings((*data["bridge"]["words"], *self._behind_role))
        self._behind_first, self._opens_behind = openings.first, openings.at
        self._per_behind = regex.compile(
            rf"[{_PER}](?:(?:{alternation(data['per']['units'])})(?:[·/／每]?(?:{alternation(data['per']['units'])}))?)"
        )
        unit = alternation(data["per"]["units"])
        self._per_before = regex.compile(rf"每({unit})(?:每({unit}))?(?:[^，。；！？\n]{{0,10}})\Z")
        goods = alternation(data["per"]["goods"])
        self._one = regex.compile(
            rf"(?:(?<![一二三四五六七八九十百千万第统单])一|单)({goods})[^，。；！？\n\d]{{0,8}}\Z"
        )
        self._each = regex.compile(rf"{alternation(data['per']['each'])}[^，。；！？\n]{{0,12}}\Z")
        self._speaks_of_one = re.compile(any_beginning([*"每一单", *data["per"]["each"]])).search
        self._each_unit: dict[str, str] = dict(data["per"]["each"])
        # 购房补贴每月800元: an aid told by its rate is an aid.
        self._granted = regex.compile(alternation(data["granted"]["words"]))
        self._fenbie = regex.compile(r"分别|各为|依次")

    def of(self, folded: str, amounts: Sequence[Priced]) -> list[tuple[str, str | None]]:
        """Return (role, per) of each amount, in order."""
        lists = list_members(amounts)
        out: list[tuple[str, str | None]] = []
        each = "每" in folded
        floor, before, role = 0, None, None
        for at, amount in enumerate(amounts):
            per = self._per(folded, amount, each)
            if per is None and before is not None and out[-1][1] is not None:
                per = self._same_per(folded, before, amount, out[-1][1])
            members = None if amount.listed is None else _Members(amounts, lists[amount.listed], at)
            role = self._role_of(folded, amount, members, floor, role)
            if per is not None and role in {"other", "price"}:
                granted = self._granted.search(_sentence(folded, amount.start))
                role = "price" if granted is None else "subsidy"
            out.append((role, per))
            floor, before = amount.end, amount
        return out

    def _role_of(
        self, folded: str, amount: Listed, members: _Members | None, floor: int, before: str | None
    ) -> str:
        """Return the role of one amount; ``before``: that of the one before it."""
        start, end = amount.start, amount.end
        if folded[end : end + 1] in self._behind_first and self._opens_behind(folded, end):
            behind = self._behind.match(folded, end)
            if behind is not None:
                return self._behind_role[behind[1]]
        if members is not None:
            aligned = self._in_list(folded, members)
            if aligned is not None:
                return aligned
            if before is not None and amount.listed != start:
                return before
        near = self._nearest(folded, floor if start - floor < _REACH else start - _REACH, start)
        if near is not None:
            return near
        # Only words of change stand between (从3亿元增至5亿元).
        if before is None or start - floor > 30 or _SENTENCE.search(folded, floor, start) is not None:
            return "other"
        return before

    def _nearest(self, folded: str, low: int, high: int) -> str | None:
        """Return the role of the last measure word between two places of one sentence."""
        # Mostly it stands in the nearest clause. No word crosses a mark, so each stretch may be read by itself.
        comma = folded.rfind("，", low, high) if self._parted else -1
        begin = low if comma < 0 else comma + 1
        while (mark := _SENTENCE.search(folded, begin, high)) is not None:
            comma, begin = -1, mark.end()
        window = folded[begin:high]
        places = self._find(window)
        if not places:
            if comma < 0:
                return None
            window = folded[low:comma]
            places = self._find(window)
            # Behind the nearest mark is none, before it one may end the sentence.
            if not places or _SENTENCE.search(window, places[-1][2]) is not None:
                return None
        word, start, _ = places[-1]
        role = self._roles[word]
        return self._said_before(window, start, role) if start and role in _SPENT else role

    @staticmethod
    def _said_before(window: str, start: int, role: str) -> str:
        """Return the role of a measure word (one of ``_SPENT``) that 完成 or 节约 stands before."""
        if (
            role == "investment"
            and "完成" in window[max(0, start - 10) : start]
            and _ends(_DONE, window[:start])
        ):
            return "completed_investment"
        saves = "节" in window[max(0, start - 6) : start]
        return "saving" if saves and _ends(_SAVED, window[:start]) else role

    def _in_list(self, folded: str, members: _Members) -> str | None:
        """Align a list of amounts under 分别 with the measure words before it, in order."""
        first = members.first
        low = max(0, first - _REACH)
        window = _SENTENCE.split(folded[low:first])[-1]
        if not self._fenbie.search(window[-14:]):
            return None
        words = self._find(window)[-len(members) :]
        gaps = [window[left:right] for (_, _, left), (_, right, _) in pairwise(words)]
        if len(words) == len(members) and all(_COORDINATED.fullmatch(gap) for gap in gaps):
            return self._roles[words[members.place][0]]
        return None

    @staticmethod
    def _same_per(folded: str, previous: Priced, amount: Priced, per: str | None) -> str | None:
        """Hand a unit of reference on to where the price goes (每吨由2700元滑至1700元), and down a list."""
        if per is None:
            return None
        same_list = amount.listed is not None and amount.listed == previous.listed
        return per if same_list or _MOVED.fullmatch(folded, previous.end, amount.start) else None

    def _per(self, folded: str, amount: Priced, each: bool) -> str | None:
        start, end = amount.start, amount.end
        behind = self._per_behind.match(folded, end) if folded[end : end + 1] in _PER_OPENINGS else None
        if behind is not None:
            return behind[0].lstrip(_PER).replace("/", "·").replace("每", "·")
        # Each of the patterns is tried only where the word is that it cannot do without.
        low = start - 40 if start > 40 else 0
        if each and folded.find("每", low, start) >= 0:
            reference = _REFERENCE.search(folded[low:start])
            if reference is not None:
                return str(reference["of"])
        low = start - 16 if start > 16 else 0
        if self._speaks_of_one(folded, low, start) is None:
            return None
        window = folded[low:start]
        before = self._per_before.search(window) if "每" in window else None
        if before is not None:
            units = [part for part in (before[1], before[2]) if part]
            total = set(units) <= _TIMES and not _is_rate(amount)
            return None if total else "·".join(units)
        one = self._one.search(window) if "一" in window or "单" in window else None
        return self._mean(window) if one is None else str(one[1])

    def _mean(self, window: str) -> str | None:
        """Return the unit of a mean that the window speaks of."""
        mean = self._each.search(window)
        if mean is None:
            return None
        return self._each_unit[next(word for word in self._each_unit if mean[0].startswith(word))]


def _sentence(folded: str, at: int) -> str:
    """Return the sentence before ``at``, as far as it matters for what an amount is."""
    return _SENTENCE.split(folded[max(0, at - _REACH) : at])[-1]


def _ends(pattern: regex.Pattern[str], before: str) -> bool:
    """Tell that the last sentence ends with what the pattern says."""
    return pattern.search(_SENTENCE.split(before)[-1]) is not None


def _is_rate(amount: Priced) -> bool:
    value = amount.value if amount.value is not None else amount.low
    return value is not None and value < _RATE
