"""Numbers with units: what MONEY and PERCENT share (runs, ranges, lists).

Everything here works on the folded text (see ``text.scripts``) with half-open code point offsets.
A *term* is one number with what its unit says; a grammar (money, percent) knows the units.
Sources: guideline, MONEY "range" and "enumeration"; PERCENT "Range and enumeration as for MONEY".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from newsextract.components.looks import first_of, last_of
from newsextract.lexicons import table
from newsextract.records import plain_decimal
from newsextract.spans import Spanned
from newsextract.text.numerals import ONE, Number, find_runs, read


class Unit(NamedTuple):
    """What a grammar read beside a number: the unit's name, how far it reaches from the number, its factor."""

    name: str
    reach: int
    factor: Decimal = ONE
    explicit: bool = True


class Term(NamedTuple):
    """A number in its place. ``first``/``last`` bound the number alone, ``start``/``end`` the mention."""

    start: int
    end: int
    first: int
    last: int
    number: Number
    unit: str | None
    rule: str
    factor: Decimal = ONE
    behind: bool = False
    before: bool = False
    listed: int | None = None


class Listed(Spanned, Protocol):
    """A quantity in its place; members of one list know the start of its first one."""

    @property
    def listed(self) -> int | None:
        """Return the start of the list's first member, None outside of lists."""


class Grammar(Protocol):
    """What a label knows of units."""

    bare_rule: str
    unit_rule: str
    behind: frozenset[str]
    """The characters that a unit word behind a number can begin with, and whatever else makes it count."""
    alone: frozenset[str]
    """Those of ``behind`` that need nothing more to be looked at."""
    pairs: frozenset[str]
    """The first two characters of what begins with another one of ``behind``."""
    before: frozenset[str]
    """The characters that a unit word before a number can end with."""
    signs: Mapping[str, Unit]
    """Units of one character that are no other one's beginning, unless one of ``goes_on`` follows."""
    goes_on: frozenset[str]
    """What may stand behind one of ``signs`` and change what it says."""
    bare: frozenset[str] | None
    """What makes a number count without a unit: one of these behind it, or 万 or 亿 in it; ``None``: nothing."""

    def prefix(self, folded: str, start: int) -> Unit | None:
        """Return the unit word that ends where the number starts, behind one of the characters ``before``."""

    def suffix(self, folded: str, end: int) -> Unit | None:
        """Return the unit word that starts where the number ends, with one of ``behind`` and as no mere sign."""


_NEAR = 4
"""Terms further from each other are neither ends of one range nor members of one list."""


def find_terms(folded: str, grammar: Grammar) -> list[Term]:
    """Read every number of the text with the unit that stands beside it.

    Numbers without a unit stay where one near them may lend its own, behind a word of ranges or lists, or where
    a sign parts them; a year, a page, a date are not read.
    """
    runs, joints = find_runs(folded), _joints()
    terms: list[Term] = []
    edge, unread = -_NEAR - 1, 0
    for at in _candidates(folded, runs, grammar):
        start, end = runs[at]
        while unread < at and runs[unread][0] - edge <= _NEAR and folded[edge : edge + 1] in joints:
            edge = _add_bare(terms, folded, runs[unread], grammar)
            unread += 1
        term = _term(folded, start, end, grammar)
        if term is None:
            continue
        first, start = at, term.start
        while first > unread and start - (end := runs[first - 1][1]) <= _NEAR and folded[end] in joints:
            first -= 1
            start = runs[first][0]
        while first < at:
            _add_bare(terms, folded, runs[first], grammar)
            first += 1
        terms.append(term)
        edge, unread = term.end, at + 1
    while unread < len(runs) and runs[unread][0] - edge <= _NEAR and folded[edge : edge + 1] in joints:
        edge = _add_bare(terms, folded, runs[unread], grammar)
        unread += 1
    return terms


_LARGE = frozenset("万亿兆百千佰仟")


def _candidates(folded: str, runs: Sequence[tuple[int, int]], grammar: Grammar) -> list[int]:
    """Return which numbers may have a unit or count without one, by what stands beside them alone."""
    padded = f"{folded}  "
    alone, behind, pairs, before = grammar.alone, grammar.behind, grammar.pairs, grammar.before
    if grammar.bare is None:
        return [at for at, (start, end) in enumerate(runs)
                if ((following := padded[end]) in behind and (following in alone or padded[end : end + 2] in pairs))
                or padded[start - 1] in before]  # fmt: skip
    small, large = _LARGE.isdisjoint, _LARGE
    return [at for at, (start, end) in enumerate(runs)
            if ((following := padded[end]) in behind and (following in alone or padded[end : end + 2] in pairs))
            or (padded[start] in large if end - start == 1 else not small(padded[start:end]))
            or padded[start - 1] in before]  # fmt: skip


def _add_bare(terms: list[Term], folded: str, run: tuple[int, int], grammar: Grammar) -> int:
    """Read a number that has no unit of its own; return where it ends."""
    start, end = run
    number = read(folded[start:end])
    if number is not None:
        terms.append(Term(start, end, start, end, number, None, grammar.bare_rule))
    return end


def _term(folded: str, start: int, end: int, grammar: Grammar) -> Term | None:
    """Read a number with its unit, and one without if it may count."""
    following = folded[end : end + 1]
    behind = grammar.signs.get(following)
    if (behind is None or folded[end + 1 : end + 2] in grammar.goes_on) and following in grammar.behind:
        behind = grammar.suffix(folded, end)
    before = grammar.prefix(folded, start) if folded[start - 1 : start] in grammar.before else None
    bare = grammar.bare
    if behind is None and before is None and bare is None:
        return None
    number = read(folded[start:end])
    if number is None:
        return None
    if before is not None:
        return _with_both(start, end, number, before, behind, grammar)
    if behind is not None:
        unit, reach, factor, _ = behind
        if factor is not ONE:
            number = number.times(factor)
        return Term(start, end + reach, start, end, number, unit, grammar.unit_rule, factor, True)
    if number.large or (bare is not None and following in bare):
        return Term(start, end, start, end, number, None, grammar.bare_rule)
    return None


def _with_both(
    start: int, end: int, number: Number, before: Unit, behind: Unit | None, grammar: Grammar
) -> Term:
    """Make a term of a number with a unit word before it; an explicit one behind it wins (US$5美元)."""
    unit, factor = before.name, before.factor
    if behind is not None:
        unit, factor = (behind.name, behind.factor) if behind.explicit else (unit, behind.factor * factor)
    edge = end if behind is None else end + behind.reach
    return Term(start - before.reach, edge, start, end, number.times(factor), unit, grammar.unit_rule, factor,
                behind is not None, True)  # fmt: skip


def any_beginning(words: Iterable[str]) -> str:
    """Return a regex that matches where one of the words stands, and does not tell which: all of it for `re`.

    A word that begins with another one need not be tried, and the many of one character make a set.
    """
    wanted = set(words)
    first = sorted(word for word in wanted if not any(word[:end] in wanted for end in range(1, len(word))))
    single = "".join(re.escape(word) for word in first if len(word) == 1)
    longer = [re.escape(word) for word in first if len(word) > 1]
    return f"(?:{'|'.join([f'[{single}]', *longer] if single else longer)})" if first else r"(?!)"


def lengths_of(words: Iterable[str]) -> tuple[int, ...]:
    """Return the lengths that the words have, the longest first."""
    return tuple(sorted({len(word) for word in words}, reverse=True))


def longest_unit(folded: str, at: int, words: Mapping[str, Unit], lengths: Iterable[int]) -> Unit | None:
    """Return the unit of the longest of the words that begins at ``at``; ``lengths``: theirs, the longest first."""
    for length in lengths:
        unit = words.get(folded[at : at + length])
        if unit is not None:
            return unit
    return None


def lengths_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths that the words have, the longest first, by the character that they end in."""
    wanted = set(words)
    return {last: lengths_of(word for word in wanted if word[-1] == last) for last in last_of(wanted)}


def longest_at_end(text: str, words: Container[str], lengths: Mapping[str, Iterable[int]]) -> str | None:
    """Return the longest of the words that the text ends with, what a search for any of them finds there."""
    for length in lengths.get(text[-1:], ()):
        if (word := text[-length:]) in words:
            return word
    return None


@lru_cache(maxsize=1)
def range_words() -> frozenset[str]:
    """Return what may stand between the two ends of one range."""
    return frozenset(table("quantities")["range"]["connectors"])


@lru_cache(maxsize=1)
def _list_words() -> frozenset[str]:
    return frozenset(table("quantities")["enumeration"]["connectors"])


def join_near(folded: str, terms: list[Term], join: Callable[[str, list[Term]], list[Term]]) -> list[Term]:
    """Join the terms that a word of ranges or of lists parts; most stand alone, and are neither."""
    words = _connectors()
    linked = [at for at, (left, right) in enumerate(pairwise(terms), 1)
              if right.start - left.end <= _NEAR
              and folded[left.end : right.start].strip(" 个\u3000") in words]  # fmt: skip
    if not linked:
        return terms
    out: list[Term] = []
    first, end = linked[0] - 1, linked[0]
    out += terms[:first]
    for at in linked:
        if at > end:
            out += join(folded, terms[first:end])
            out += terms[end : at - 1]
            first = at - 1
        end = at + 1
    return out + join(folded, terms[first:end]) + terms[end:]


@lru_cache(maxsize=1)
def _connectors() -> frozenset[str]:
    return range_words() | _list_words()


@lru_cache(maxsize=1)
def _joints() -> frozenset[str]:
    """Return what may stand right behind a number that has to do with the next one; ``-`` and ``+`` may be its sign."""
    return frozenset("-+ 个\u3000") | first_of(_connectors())


def join_ranges(folded: str, terms: Sequence[Term]) -> list[Term]:
    """Make one term of two that a range word joins: 5至8亿元, 10亿—20亿元, 100万元到200万元."""
    out: list[Term] = []
    edge = -_NEAR - 1
    for term in terms:
        joined = _range(folded, out[-1], term) if term.start - edge <= _NEAR else None
        edge = term.end
        if joined is None:
            out.append(term)
        else:
            out[-1] = joined
    return out


def _range(folded: str, left: Term, right: Term) -> Term | None:
    gap = folded[left.end : right.start]
    if len(gap) > _NEAR or gap.strip(" \u3000") not in range_words():
        return None
    unit = right.unit or (left.unit if left.before else None)
    if unit is None and not (right.number.large and left.unit is None):
        return None
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        return None
    low, high = left.number.value, right.number.value
    if low is None or high is None:
        return None
    if left.unit is None or not (left.behind or left.before):
        low = _borrow(low * right.factor, left.number, high, right.number)
    if right.unit is None and left.unit is not None:
        return None
    if low > high:
        return None
    number = right.number._replace(value=None, low=low, high=high, said=right.number.said, bare=False)
    return right._replace(start=left.start, first=left.first, number=number, unit=unit,
                   rule=right.rule.split(".")[0] + ".range", before=left.before)  # fmt: skip


def _borrow(low: Decimal, left: Number, high: Decimal, right: Number) -> Decimal:
    """Give the left end the multipliers of the right one when it has none: 5至8亿元 is 5亿 to 8亿."""
    if left.bare and right.scale != 1 and low * right.scale <= high:
        return low * right.scale
    return low


def carry_units(folded: str, terms: Sequence[Term]) -> list[Term]:
    """Give list members without a unit that of the next one: 1.2、3.4和5.6亿元, 3亿、5亿和8亿美元.

    Members know their list by the start of its first member (``listed``).
    """
    out = list(terms)
    for at in range(len(out) - 2, -1, -1):
        left, right = out[at], out[at + 1]
        if right.start - left.end > _LISTED or left.unit is not None or right.unit is None:
            continue
        carries = not left.number.implicit and is_list_gap(folded[left.end : right.start])
        if carries and _starts_no_item(folded, left):
            out[at] = _carried(left, right)
    return _mark_lists(folded, out)


_LISTED = 3
"""No more characters stand between two members of a list."""


def is_list_gap(gap: str) -> bool:
    """Tell whether what stands between two terms only lists them."""
    return len(gap) <= _LISTED and gap.strip(" \u3000") in _list_words()


def _starts_no_item(folded: str, term: Term) -> bool:
    """Tell that the number is no list number (``1、`` at the start of a line) and no part of a word."""
    before = folded[max(0, term.start - 1) : term.start]
    return before not in {"", "\n", "第", "年", "月"} and folded[term.end : term.end + 1] != "\n"


def _carried(left: Term, right: Term) -> Term:
    number = left.number
    if number.bare and number.arabic:
        number = number.times(right.number.scale)._replace(scale=right.number.scale, bare=False)
    elif number.bare:
        return left
    number = number.times(right.factor)
    return left._replace(
        number=number,
        unit=right.unit,
        factor=right.factor,
        rule=left.rule.split(".")[0] + ".unit_carried_back",
    )


def _mark_lists(folded: str, terms: list[Term]) -> list[Term]:
    for at in range(1, len(terms)):
        left, right = terms[at - 1], terms[at]
        if right.start - left.end > _LISTED:
            continue
        if left.unit and left.unit == right.unit and is_list_gap(folded[left.end : right.start]):
            first = left.start if left.listed is None else left.listed
            terms[at - 1] = left._replace(listed=first)
            terms[at] = right._replace(listed=first)
    return terms


def plain(value: Decimal) -> str:
    """Write a value as records show it: no exponent, and no zeros behind the point that say nothing."""
    # `str` writes most as `format` does, in half the time.
    said = str(value)
    if "E" in said:
        said = plain_decimal(value)
    return said.rstrip("0").rstrip(".") if "." in said else said


def list_members(items: Sequence[Listed]) -> dict[int, list[int]]:
    """Return the indices of the members of each list, by the start of its first member."""
    lists: dict[int, list[int]] = {}
    for at, item in enumerate(items):
        if item.listed is not None:
            lists.setdefault(item.listed, []).append(at)
    return lists
