"""PERCENT: shares, changes, points and tenths (guideline, PERCENT); one spaCy factory.

``find_percentages`` is pure: text in, :class:`Percent` out, offsets in half-open code points.
Direction, basis and metric are read by ``metrics``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from newsextract.components.annotations import Found, put
from newsextract.components.comparators import Comparators, spread
from newsextract.components.looks import last_of, looks
from newsextract.components.metrics import Measured, Metrics
from newsextract.components.quantities import (
    Term,
    Unit,
    carry_units,
    find_terms,
    is_list_gap,
    join_near,
    join_ranges,
    lengths_of,
    longest_unit,
    plain,
    range_words,
)
from newsextract.lexicons import alternation, table
from newsextract.text.numerals import DIGITS, ONE
from newsextract.text.scripts import fold
from newsextract.tokenizer import D, view

NAME = "percent"
_SIGNS = frozenset("-+负")
_TENTHS = frozenset("一二三四五六七八九两十几")
"""What the number before 成 is made of, where it is no digit; of more than three the last three."""
_is_digit = looks(r"\d")


class Percent(NamedTuple):
    """One percentage: half-open code points, exact decimals in percent."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    comparator: str
    rule: str
    listed: int | None = None


class PercentGrammar:
    """The units of the lexicon: %, ‰, 百分点, 基点, 成 behind a number, 百分之 before it."""

    bare_rule, unit_rule = f"{NAME}.bare", f"{NAME}.number_unit"
    bare: frozenset[str] | None = None

    def __init__(self) -> None:
        data = table("percent")
        units = data["units"]
        self._factors = {
            word: (kind, ONE if factor == "1" else Decimal(factor))
            for kind in ("percent", "percentage_point")
            for word, factor in units[kind].items()
        }
        # Signs that no longer unit begins with need no pattern.
        self.goes_on: frozenset[str] = frozenset()
        self._words = {word: Unit(kind, len(word), factor) for word, (kind, factor) in self._factors.items()}
        self._lengths = lengths_of(self._words)
        self.signs: Mapping[str, Unit] = {
            word: unit
            for word, unit in self._words.items()
            if len(word) == 1 and not any(len(w) > 1 and w[0] == word for w in self._words)
        }
        self.pairs = frozenset(word[:2] for word in (*self._factors, "个\n", "个多", "个余"))
        self._before = {word: Decimal(factor) for word, factor in units["before"].items()}
        self._suffix = regex.compile(
            rf"(?:[ \u3000]|\s?\n)?(?:个\n|个[多余](?=百分点))?({alternation(self._factors)})"
        )
        self._prefix = regex.compile(rf"({alternation(self._before)})[ \u3000]?\Z")
        self._tenth = regex.compile(
            rf"成(?!{alternation(data['tenths']['not_before'])})([一二三四五六七八九](?![十百千万亿个大年月日项家成%‰点基])|[多余](?![的少种样]))?"
        )
        self._not_after = frozenset(data["tenths"]["not_after"])
        self.alone = frozenset(word for word in self._factors if len(word) == 1) | frozenset(" \u3000\n成")
        self.behind = self.alone | frozenset(pair[0] for pair in self.pairs)
        self.before = last_of(self._before) | frozenset(" \u3000")

    def prefix(self, folded: str, start: int) -> Unit | None:
        """Return 百分之 and its like directly before the number."""
        match = self._prefix.search(folded, max(0, start - 4), start)
        if match is None:
            return None
        return Unit("percent", start - match.start(), self._before[match[1]])

    def suffix(self, folded: str, end: int) -> Unit | None:
        """Return the sign or unit word directly behind the number."""
        opening = folded[end : end + 1]
        if opening == "成":
            return self._tenths(folded, end)
        if folded[end : end + 2] not in self.pairs and not opening.isspace():
            return None
        unit = longest_unit(folded, end, self._words, self._lengths)
        if unit is not None:
            return unit
        match = self._suffix.match(folded, end)
        if match is None:
            return None
        kind, factor = self._factors[match[1]]
        return Unit(kind, match.end() - end, factor)

    def _tenths(self, folded: str, end: int) -> Unit | None:
        match = self._tenth.match(folded, end)
        if match is None:
            return None
        start = end
        while end - start < 3 and folded[start - 1 : start] in _TENTHS:
            start -= 1
        if start == end:
            if not _is_digit(folded[end - 1]):
                return None
            start -= 1
        before = folded[start - 1 : start]
        if before in self._not_after or (before.isascii() and before.isalnum()):
            return None
        return Unit("tenths", match.end() - end, Decimal(10))


class PercentFinder:
    """Finds all percentages of a text. Built once per process, then read-only."""

    def __init__(self) -> None:
        self._grammar = PercentGrammar()
        self._comparators = Comparators()

    def find(self, text: str) -> list[Percent]:
        """Return the percentages of ``text`` in order."""
        folded = fold(text)
        terms: list[Term] = []
        for term in find_terms(folded, self._grammar):
            signed = folded[term.start - 1 : term.start] in _SIGNS
            terms.append(self._signed(folded, term, terms[-1].end if terms else 0) if signed else term)
        terms = join_near(folded, terms, self._join)
        kept: list[Term] = []
        for term in terms:
            if term.unit == "tenths" or (term.unit and folded[term.last : term.last + 1] == "个"):
                kept.append(self._tenth_tail(folded, term))
            elif term.unit:
                kept.append(term)
        said = spread(folded, kept, self._comparators)
        return [self._percent(folded, term, comparator) for term, comparator in zip(kept, said, strict=True)]

    def _join(self, folded: str, terms: Sequence[Term]) -> list[Term]:
        """Join ranges and lists; 百分之二十至三十 has its unit before the first end only."""
        spread_unit: list[Term] = []
        for following in terms:
            term = following
            left = spread_unit[-1] if spread_unit else None
            if (
                left is not None
                and term.unit is None
                and left.before
                and not left.behind
                and folded[left.end : term.start] in range_words()
            ):
                term = term._replace(unit=left.unit, before=False)
            spread_unit.append(term)
        return carry_units(folded, _with_measure(folded, join_ranges(folded, spread_unit)))

    def _signed(self, folded: str, term: Term, done: int) -> Term:
        """Take a sign into the mention: -3.2%; not the dash of a range."""
        sign = folded[term.start - 1]
        if term.unit is None:
            return term
        if sign != "负" and (folded[term.start - 2 : term.start - 1] == "-" or 0 < done == term.start - 1):
            return term
        number = term.number.times(Decimal(-1)) if sign in {"-", "负"} else term.number
        return term._replace(start=term.start - 1, number=number)

    def _tenth_tail(self, folded: str, term: Term) -> Term:
        """Read the digit behind 成 as the next place (七成五 is 75), and 多 in 3个多百分点."""
        if term.unit != "tenths":
            over = term.behind and folded[term.last : term.last + 2] in {"个多", "个余"}
            return term._replace(number=term.number._replace(said="over")) if over else term
        digit = DIGITS.get(folded[term.end - 1])
        number = term.number
        if digit is not None and number.value is not None and folded[term.end - 2] == "成":
            number = number._replace(value=number.value + digit)
        if folded[term.end - 1] in "多余":
            number = number._replace(said="over")
        return term._replace(unit="percent", number=number, rule="percent.tenths")

    def _percent(self, folded: str, term: Term, comparator: str) -> Percent:
        number = term.number
        if term.unit == "percentage_point" and comparator in {"over", "under"}:
            # A comparison is a direction, no comparator: 高于增速28.1个百分点.
            before = folded[max(0, term.start - 3) : term.start]
            if before.endswith(("高于", "低于")):
                comparator = "exact"
        return Percent(term.start, term.end, number.value, number.low, number.high,
                       term.unit or "percent", comparator, term.rule, term.listed)  # fmt: skip


def _with_measure(folded: str, terms: Sequence[Term]) -> list[Term]:
    """Give the unit to a member that keeps its 个 in the list: 提高3.1个和5.4个百分点."""
    out = list(terms)
    for at in range(len(out) - 2, -1, -1):
        left, right = out[at], out[at + 1]
        listed = folded[left.end : left.end + 1] == "个" and is_list_gap(folded[left.end + 1 : right.start])
        if listed and left.unit is None and right.unit == "percentage_point" and left.number.arabic:
            out[at] = left._replace(end=left.end + 1, unit=right.unit, factor=right.factor,
                                  number=left.number.times(right.factor), behind=True,
                                  rule="percent.unit_carried_back")  # fmt: skip
    return out


@lru_cache(maxsize=1)
def _finder() -> tuple[PercentFinder, Metrics]:
    return PercentFinder(), Metrics()


class PercentComponent:
    """Puts the percentages of a ``Doc`` into ``doc.spans["percent"]``."""

    def __init__(self, name: str = "newsextract_percent") -> None:
        self.name = name

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        finder, metrics = _finder()
        text = view(doc).text
        percents = finder.find(text)
        whats = metrics.of(fold(text), percents)
        found = [_found(text, percent, what) for percent, what in zip(percents, whats, strict=True)]
        return put(doc, "PERCENT", found)


def _found(text: str, percent: Percent, what: Measured) -> Found:
    start, end, value, low, high, unit, comparator, rule, _ = percent
    direction, basis, metric = what
    return {
        "start": start, "end": end, "text": text[start:end], "rule": rule,
        "value": None if value is None else plain(value),
        "low": None if low is None else plain(low), "high": None if high is None else plain(high),
        "unit": unit, "comparator": comparator, "direction": direction, "basis": basis, "metric": metric,
    }  # fmt: skip
