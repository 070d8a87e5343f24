"""Sentences and clauses by their marks; offsets are half-open code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

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


_SENTENCE_MARK = _patterns(SENTENCE_MARKS)[1]
_COMMA_BEFORE, _COMMA_BEHIND = _patterns(CLAUSE_MARKS - SENTENCE_MARKS)


def _places(text: str) -> list[int]:
    """Return where the marks of sentences stand, in order."""
    return [mark.start() for mark in _SENTENCE_MARK.finditer(text)]


def _reading() -> Callable[[str, int], tuple[int, int]]:
    """Return what does what :func:`around` does, for texts that are asked about many times.

    A text is asked about for each of its names, and its folded form in turn with it: looked through once. Most
    questions are about the sentence of the question before.
    """
    places_in = kept(_places, 2)
    last: tuple[str, int, int] = "", 0, 0

    def around_it(text: str, position: int) -> tuple[int, int]:
        nonlocal last
        held, low, high = last
        if held is not text or not low <= position <= high:
            places = places_in(text)
            at = bisect_left(places, position)
            low = places[at - 1] + 1 if at else 0
            high = places[at] if at < len(places) else len(text)
            last = text, low, high
        if position - low > _REACH:
            low = position - _REACH
        return low, high if high - position < _REACH else min(len(text), position + _REACH)

    return around_it


sentence_around = _reading()
"""The sentence around a place of a text, without its closing mark; at most 400 characters a side."""


def clause_start(text: str, low: int, position: int) -> int:
    """Return where the clause starts that ``position`` stands in; ``low``: a place of its sentence before that."""
    comma = _COMMA_BEFORE.search(text, low, position)
    return low if comma is None else comma.end()


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return the clause around a place of a text, without the marks beside it; at most 400 characters a side."""
    low, high = sentence_around(text, position)
    comma = _COMMA_BEHIND.search(text, position, high)
    return clause_start(text, low, position), high if comma is None else comma.start()
