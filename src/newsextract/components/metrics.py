"""What a percentage measures: direction, basis of comparison, and the words that name the metric.

Sources: guideline, PERCENT attributes; "A comparison is a direction, not a comparator". Direction and
basis are read in the clause before the number; a list shares them. The metric is read by ``subjects``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import regex

from newsextract.components.quantities import Listed, lengths_by_end, list_members, longest_at_end
from newsextract.components.subjects import MARKS, Subjects
from newsextract.lexicons import alternation, table

_REACH = 48
_CLAUSE_MARK = regex.compile(f"(?r)[{MARKS}（）()]")
_SENTENCE = regex.compile(r"[。；！？;\n]")
_SAME = "年同期"
_SAME_TIME = regex.compile(rf"[较比](\d{{4}}){_SAME}")
_TO = frozenset({"至", "到"})
_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年")


class Measurable(Listed, Protocol):
    """A percentage in its place, with its unit."""

    @property
    def unit(self) -> str:
        """Return ``percent`` or ``percentage_point``."""


class Measured(NamedTuple):
    """What one percentage says of what."""

    direction: str | None = None
    basis: str | None = None
    metric: str | None = None


class Metrics:
    """Reads the words around percentages. Built once, then read-only."""

    def __init__(self) -> None:
        data = table("percent")
        direction = data["direction"]
        self._directions = {word: name for name in ("up", "down") for word in direction[name]}
        words = alternation(self._directions)
        self._neutral = re.compile(alternation(direction["none"]))
        self._neutral_parts = frozenset(
            word[at : at + 2] for word in direction["none"] for at in range(max(1, len(word) - 1))
        )
        self._tail = regex.compile(rf"(?P<word>{words})(?:{alternation(direction['between'])})*+[ \u3000]?\Z")
        self._between = "".join({*direction["between"], " ", "\u3000"})
        self._lengths = lengths_by_end(self._directions)
        self._longest = max(map(len, self._directions))
        self._noun = {word: name for name in ("up", "down") for word in direction["nouns"][name]}
        self._nouns = regex.compile(alternation(self._noun))
        self._against = {word: name for name in ("up", "down") for word in direction["against"][name]}
        self._compared = regex.compile(rf"(?P<word>{alternation(self._against)})[^，。；]{{1,16}}\Z")
        self._verb_object = regex.compile(
            rf"(?P<word>{alternation(direction['transitive'])})了?[^，。；]{{2,24}}\Z"
        )
        # Without any of these no direction stands further off: one look instead of three.
        self._further = re.compile(alternation([*self._against, *direction["transitive"], *self._noun]))
        self._behind = regex.compile(
            rf"(?:以上|左右|以下)?的(?:同比|环比|年均)?(?:速度|幅度)?(?P<word>{alternation(direction['behind'])})"
        )
        self._basis = {word: name for name in ("yoy", "qoq", "mom") for word in data["basis"][name]}
        self._bases = re.compile(alternation(self._basis))
        self._subjects = Subjects(self._directions)

    def of(self, folded: str, percents: Sequence[Measurable]) -> list[Measured]:
        """Return direction, basis and metric of each percentage, in order."""
        if not percents:
            return []
        newest = _newest(folded) if _SAME in folded else 0
        lists = list_members(percents)
        out: list[Measured] = []
        last: Measured | None = None
        clause: str | None
        floor = 0
        for at, percent in enumerate(percents):
            listed, start = percent.listed, percent.start
            follows = (listed is not None and listed != start) or (
                start - floor == 1 and folded[floor] in _TO
            )
            if follows and last is not None:
                direction, basis, clause = last.direction, last.basis, None
            else:
                clause = _clause(folded, floor, start)
                direction, basis = self._measured(folded, percent, clause, floor, newest)
            members = () if listed is None else lists[listed]
            metric = self._subjects.of(folded, percents, at, members, last, clause)
            last = Measured(direction, basis, metric)
            out.append(last)
            floor = percent.end
        return out

    def _measured(
        self, folded: str, percent: Measurable, clause: str, floor: int, newest: int
    ) -> tuple[str | None, str | None]:
        """Return direction and basis of one percentage."""
        direction = self._direction(folded, clause, percent)
        if direction is None:
            compares = "同比" in clause or "环比" in clause
            return None, self._basis_of(folded, clause, percent.start, newest) if compares else None
        basis = self._basis_of(folded, clause, percent.start, newest)
        if basis is None and floor and folded[floor : percent.start] == clause:
            basis = self._basis_of(folded, _clause(folded, 0, floor), floor, newest)
        return direction, basis

    def _direction(self, folded: str, clause: str, percent: Measurable) -> str | None:
        tail = self._tail_of(clause)
        if tail is not None and not self._is_neutral(clause, *tail):
            at, word = tail
            if word in self._against and percent.unit == "percent" and at + len(word) == len(clause.rstrip()):
                return None
            return self._directions[word]
        # 的 is what the pattern cannot do without, behind two characters at most.
        behind = (
            self._behind.match(folded, percent.end) if "的" in folded[percent.end : percent.end + 3] else None
        )
        if behind is not None:
            return self._directions.get(behind["word"])
        return None if self._further.search(clause) is None else self._further_off(clause, percent)

    def _tail_of(self, clause: str) -> tuple[int, str] | None:
        """Find the word of change that nothing but words of ``between`` part from the number, and where it stands.

        All behind it is made of their characters, so it ends where these begin or later.
        """
        edge = len(clause.rstrip(self._between))
        if edge == len(clause):
            word = longest_at_end(clause, self._directions, self._lengths)
            return None if word is None else (edge - len(word), word)
        match = self._tail.search(clause, max(0, edge - self._longest))
        return None if match is None else (match.start(), match["word"])

    def _further_off(self, clause: str, percent: Measurable) -> str | None:
        """Read the direction from a word with other words between it and the number."""
        compared = self._compared.search(clause)
        if compared is not None:
            return self._against[compared["word"]]
        moved = self._verb_object.search(clause)
        if moved is not None and clause[moved.end("word") : moved.end("word") + 1] != "了":
            moved = None
        if moved is not None and percent.unit == "percent" and "占" not in clause[moved.start() :]:
            return self._directions.get(moved["word"])
        nouns = self._nouns.findall(clause)
        return self._noun[nouns[-1]] if nouns else None

    def _is_neutral(self, clause: str, at: int, word: str) -> bool:
        """Tell that the direction word is part of another one (至少, 增加值, 最高, 高新)."""
        parts = self._neutral_parts
        if not (
            clause[at : at + 2] in parts or (at and clause[at - 1 : at + 1] in parts) or clause[at] in parts
        ):
            return False
        return any(
            match.start() <= at < match.end() and match[0] != word for match in self._neutral.finditer(clause)
        )

    def _basis_of(self, folded: str, clause: str, start: int, newest: int) -> str | None:
        found = None
        for match in self._bases.finditer(clause):
            found = self._basis[match[0]]
        if found == "mom" and "环比" in clause:
            window = folded[max(0, start - 3 * _REACH) : start]
            sentence = _SENTENCE.split(window)[-1]
            found = "qoq" if "季度" in sentence and "月" not in clause else "mom"
        same = _SAME_TIME.search(clause) if _SAME in clause else None
        if same is not None:
            return "yoy" if int(same[1]) == newest - 1 else None
        return found


def _clause(folded: str, floor: int, start: int) -> str:
    """Return the clause that ends at ``start`` and begins at ``floor`` or later."""
    low = max(floor, start - _REACH)
    mark = _CLAUSE_MARK.search(folded, low, start)
    return folded[low if mark is None else mark.end() : start]


def _newest(folded: str) -> int:
    """Return the latest year that the text names, 0 when it names none."""
    return max(map(int, _YEAR.findall(folded)), default=0)
