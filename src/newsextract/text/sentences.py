"""Sentences and clauses by their marks; offsets are half-open code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
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


def _places(marks: frozenset[str], text: str) -> list[int]:
    """Return where the marks stand, in order."""
    return [mark.start() for mark in _patterns(marks)[1].finditer(text)]


def _between(marks: frozenset[str]) -> Callable[[str, int], tuple[int, int]]:
    """Return what does what :func:`around` does, for texts that are asked about many times.

    A text is asked about for each of its names, and its folded form in turn with it: looked through once.
    """
    places_in = kept(partial(_places, marks), 2)

    def around_it(text: str, position: int) -> tuple[int, int]:
        places = places_in(text)
        at = bisect_left(places, position)
        low = places[at - 1] + 1 if at else 0
        high = places[at] if at < len(places) else len(text)
        if position - low > _REACH:
            low = position - _REACH
        return low, high if high - position < _REACH else min(len(text), position + _REACH)

    return around_it


sentence_around = _between(SENTENCE_MARKS)
"""The sentence around a place of a text, without its closing mark; at most 400 characters a side."""

clause_around = _between(CLAUSE_MARKS)
"""The clause around a place of a text, without the marks beside it; at most 400 characters a side."""
