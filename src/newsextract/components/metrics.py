"""What a percentage measures: direction, basis of comparison, and the words that name the metric.

Sources: guideline, PERCENT attributes; "A comparison is a direction, not a comparator". Direction and
basis are read in the clause before the number; a list shares them. The metric is read by ``subjects``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import regex

from newsextract.components.quantities import Listed, list_members
from newsextract.components.subjects import Subjects
from newsextract.lexicons import alternation, table

_REACH = 48
_CLAUSE = re.compile(r"[，。；！？,;\n：:（）()]")
_SENTENCE = regex.compile(r"[。；！？;\n]")
_SAME_TIME = regex.compile(r"[较比](\d{4})年同期")
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
        self._neutral = regex.compile(alternation(direction["none"]))
        self._tail = regex.compile(rf"(?P<word>{words})(?:{alternation(direction['between'])})*+[ \u3000]?\Z")
        self._noun = {word: name for name in ("up", "down") for word in direction["nouns"][name]}
        self._nouns = regex.compile(alternation(self._noun))
        self._against = {word: name for name in ("up", "down") for word in direction["against"][name]}
        self._compared = regex.compile(rf"(?P<word>{alternation(self._against)})[^，。；]{{1,16}}\Z")
        self._verb_object = regex.compile(
            rf"(?P<word>{alternation(direction['transitive'])})了?[^，。；]{{2,24}}\Z"
        )
        self._behind = regex.compile(
            rf"(?:以上|左右|以下)?的(?:同比|环比|年均)?(?:速度|幅度)?(?P<word>{alternation(direction['behind'])})"
        )
        self._basis = {word: name for name in ("yoy", "qoq", "mom") for word in data["basis"][name]}
        self._bases = regex.compile(alternation(self._basis))
        self._subjects = Subjects(self._directions)

    def of(self, folded: str, percents: Sequence[Measurable]) -> list[Measured]:
        """Return direction, basis and metric of each percentage, in order."""
        years = [int(year) for year in _YEAR.findall(folded)]
        newest = max(years, default=0)
        lists = list_members(percents)
        out: list[Measured] = []
        for at, percent in enumerate(percents):
            floor = percents[at - 1].end if at else 0
            listed = percent.listed is not None and percent.listed != percent.start
            if out and (listed or folded[floor : percent.start] in {"至", "到"}):
                out.append(out[-1])
            else:
                out.append(self._measured(folded, percent, floor, newest))
            members = lists.get(percent.listed, ()) if percent.listed is not None else ()
            metric = self._subjects.of(folded, percents, at, members, out[-2] if at else None)
            out[-1] = out[-1]._replace(metric=metric)
        return out

    def _measured(self, folded: str, percent: Measurable, floor: int, newest: int) -> Measured:
        clause = _clause(folded, floor, percent.start)
        direction = self._direction(folded, clause, percent)
        if direction is None:
            compares = "同比" in clause or "环比" in clause
            return Measured(basis=self._basis_of(folded, clause, percent.start, newest) if compares else None)
        basis = self._basis_of(folded, clause, percent.start, newest)
        if basis is None and folded[floor : percent.start] == clause and floor:
            basis = self._basis_of(folded, _clause(folded, 0, floor), floor, newest)
        return Measured(direction, basis)

    def _direction(self, folded: str, clause: str, percent: Measurable) -> str | None:
        tail = self._tail.search(clause)
        if tail is not None and not self._is_neutral(clause, tail):
            adjacent = tail.end("word") == len(clause.rstrip())
            if not (adjacent and percent.unit == "percent" and tail["word"] in self._against):
                return self._directions[tail["word"]]
            return None
        behind = self._behind.match(folded, percent.end)
        if behind is not None:
            return self._directions.get(behind["word"])
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

    def _is_neutral(self, clause: str, tail: regex.Match[str]) -> bool:
        """Tell that the direction word is part of another one (至少, 增加值, 最高, 高新)."""
        return any(
            match.start() <= tail.start("word") < match.end() and match[0] != tail["word"]
            for match in self._neutral.finditer(clause)
        )

    def _basis_of(self, folded: str, clause: str, start: int, newest: int) -> str | None:
        found = None
        for match in self._bases.finditer(clause):
            found = self._basis[match[0]]
        if found == "mom" and "环比" in clause:
            window = folded[max(0, start - 3 * _REACH) : start]
            sentence = _SENTENCE.split(window)[-1]
            found = "qoq" if "季度" in sentence and "月" not in clause else "mom"
        same = _SAME_TIME.search(clause)
        if same is not None:
            return "yoy" if int(same[1]) == newest - 1 else None
        return found


def _clause(folded: str, floor: int, start: int) -> str:
    """Return the clause that ends at ``start`` and begins at ``floor`` or later."""
    window = folded[max(floor, start - _REACH) : start]
    return _CLAUSE.split(window)[-1]
