"""What a percentage measures: direction, basis of comparison, and the words that name the metric.

Sources: guideline, PERCENT attributes; "A comparison is a direction, not a comparator".
Direction and basis are read in the clause before the number (a list under 分别 shares them), the
metric is the nearest noun phrase before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import regex

from newsextract.lexicons import alternation, table

_REACH = 40
_CLAUSE = regex.compile(r"[，。；！？,;\n：:（）()]")


class Placed(Protocol):
    """A percentage in its place."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def unit(self) -> str: ...

    @property
    def listed(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """What one percentage says of what."""

    direction: str | None = None
    basis: str | None = None
    metric: str | None = None


class Metrics:
    """Reads the words around percentages. Built once, then read-only."""

    def __init__(self) -> None:
        data = table("percent")
        direction = data["direction"]
        self._direction = {word: name for name in ("up", "down") for word in direction[name]}
        neutral = alternation(direction["none"])
        words = alternation(self._direction)
        self._moves = regex.compile(rf"(?P<none>{neutral})|(?P<word>{words})")
        self._tail = regex.compile(
            rf"(?P<word>{words})(?:了|幅度|幅|率|比例|速|速度|的)?(?:均|都|也|将|分别|依次|已)?(?:达到了|达到|达|为|到|至|是|在|超过了|超过|超|约为|约|近|逾|仅|不低于|不少于|不超过|至少|突破|接近|不足|不到|左右|最高|高达|了|预计|均|只|有)*+[ \u3000]?$"
        )
        self._behind = regex.compile(rf"(?:以上|左右|以下)?的?(?:幅度|速度|增速|涨幅|降幅|增幅|跌幅)?(?P<word>(?:增长|增速|涨幅|增幅|降幅|跌幅|扩大|增加|上涨|下降|提升|递增|下滑|降低|减少))")
        self._basis = {word: name for name in ("yoy", "qoq", "mom") for word in data["basis"][name]}
        self._bases = regex.compile(alternation(self._basis))
        self._year_before = regex.compile(r"(20\d\d|19\d\d)年同期")
        metric = data["metric"]
        self._strip_left = regex.compile(rf"^(?:{alternation(metric['subjects_stop'])}|[\d年月日、—\-至到的份\s]+)+")
        self._strip_right = regex.compile(rf"(?:{alternation([*metric['verbs'], *self._direction])})+$")
        self._wrapped = regex.compile(r"[，。；！？,;\n：:（）()]")

    def of(self, folded: str, percents: Sequence[Placed]) -> list[Measured]:
        """Return direction, basis and metric of each percentage, in order."""
        out: list[Measured] = []
        for at, percent in enumerate(percents):
            floor = percents[at - 1].end if at else 0
            in_list = percent.listed is not None and percent.listed != percent.start and bool(out)
            if in_list:
                out.append(replace(out[-1]))
                continue
            out.append(self._measured(folded, percent, floor, out))
        return out

    def _measured(self, folded: str, percent: Placed, floor: int, done: Sequence[Measured]) -> Measured:
        clause = self._clause(folded, floor, percent.start)
        direction = self._direction_of(folded, clause, percent)
        basis = self._basis_of(folded, clause, floor, percent.start) if direction or "比" in clause else None
        return Measured(direction, basis, self._metric(folded, clause, percent, floor, done))

    def _clause(self, folded: str, floor: int, start: int) -> str:
        window = folded[max(floor, start - _REACH) : start]
        cut = [m.end() for m in _CLAUSE.finditer(window)]
        return window[cut[-1] :] if cut else window

    def _direction_of(self, folded: str, clause: str, percent: Placed) -> str | None:
        tail = self._tail.search(clause)
        if tail is not None and not self._neutral(clause, tail):
            return self._direction[tail["word"]]
        behind = self._behind.match(folded, percent.end)
        if behind is not None:
            return self._direction.get(behind["word"])
        last = None
        for match in self._moves.finditer(clause):
            if match["word"] and len(match["word"]) > 1:
                last = match
        if last is None or "占" in clause[last.end() :] or len(clause) - last.end() > 12:
            return None
        return self._direction[last["word"]] if self._is_verb(clause, last) else None

    def _neutral(self, clause: str, tail: regex.Match[str]) -> bool:
        """Tell that the direction word is part of another one (增加值, 最高, 高新)."""
        for match in self._moves.finditer(clause):
            if match["none"] and match.start() <= tail.start("word") < match.end():
                return match["none"] not in {"提高", "提升"}
        return False

    @staticmethod
    def _is_verb(clause: str, match: regex.Match[str]) -> bool:
        """A verb with its object before the number: 降低了可再生能源制氢装备的成本50%—60%."""
        return clause[match.end() : match.end() + 1] == "了"

    def _basis_of(self, folded: str, clause: str, floor: int, start: int) -> str | None:
        found = None
        for match in self._bases.finditer(clause):
            found = self._basis[match[0]]
        return found

    def _metric(self, folded: str, clause: str, percent: Placed, floor: int,
                done: Sequence[Measured]) -> str | None:  # fmt: skip
        for text in (clause, self._previous_clause(folded, floor, percent.start)):
            subject = self._subject(text)
            if subject:
                return subject
        return done[-1].metric if done and percent.start - floor < _REACH else None

    def _previous_clause(self, folded: str, floor: int, start: int) -> str:
        window = folded[max(0, start - 2 * _REACH) : start]
        cut = [m.end() for m in _CLAUSE.finditer(window)]
        if len(cut) < 1:
            return ""
        return window[cut[-2] if len(cut) > 1 else 0 : cut[-1] - 1]

    def _subject(self, clause: str) -> str:
        for match in self._bases.finditer(clause):
            clause = clause[: match.start()]
            break
        clause = self._strip_right.sub("", clause.strip())
        clause = self._strip_left.sub("", clause)
        clause = regex.sub(r"[\d.]+(?:万|亿|千)*(?:元|美元|吨|千瓦时|人|辆|台|家|个|件|平方米|万吨)?$", "", clause)
        clause = self._strip_right.sub("", clause)
        return clause if 2 <= len(clause) <= 24 and not clause.isdigit() else ""
