"""Sentences and clauses by their marks; offsets are half-open code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache, partial

import regex

from newsextract.text.kept import kept

SENTENCE_MARKS = frozenset("。！？!?\n；;")
CLAUSE_MARKS = SENTENCE_MARKS | frozenset("，,：:")
_REACH = 400


def around(text: str, position: int, marks: frozenset[str], reach: int = _REACH) -> tuple[int, int]:
    """Return what stands around ``position`` between two of the marks; at most ``reach`` characters a side."""
    floor, ceiling = max(0, position - reach), min(len(text), position + reach)
    before, behind = _patterns(marks)
    left, right = before.search(text, floor, position), behind.search(text, position, ceiling)
    return left.end() if left else floor, right.start() if right else ceiling


@lru_cache(maxsize=8)
def _patterns(marks: frozenset[str]) -> tuple[regex.Pattern[str], re.Pattern[str]]:
    """Return what finds the last mark before a place and the first one behind it."""
    either = f"[{re.escape(''.join(sorted(marks)))}]"
    return regex.compile(f"(?r){either}"), re.compile(either)


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Return the sentence around ``position``, without its closing mark; at most 400 characters a side."""
    return _between(_sentence_places(text), len(text), position)


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return the clause around ``position``, without the marks beside it; at most 400 characters a side."""
    return _between(_clause_places(text), len(text), position)


def _between(places: list[int], length: int, position: int) -> tuple[int, int]:
    """Return what :func:`around` does, the places of the marks given."""
    floor, ceiling = max(0, position - _REACH), min(length, position + _REACH)
    at = bisect_left(places, position)
    low = places[at - 1] + 1 if at else floor
    high = places[at] if at < len(places) else ceiling
    return low if low > floor else floor, high if high < ceiling else ceiling


def _places(marks: frozenset[str], text: str) -> list[int]:
    """Return where the marks stand, in order."""
    return [mark.start() for mark in _patterns(marks)[1].finditer(text)]


# A text is asked about for each of its names, and its folded form in turn with it: looked through once.
_sentence_places = kept(partial(_places, SENTENCE_MARKS), 2)
_clause_places = kept(partial(_places, CLAUSE_MARKS), 2)
