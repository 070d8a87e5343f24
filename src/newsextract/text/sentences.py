"""Sentences and clauses by their marks; offsets are half-open code points."""

from __future__ import annotations

SENTENCE_MARKS = frozenset("。！？!?\n；;")
CLAUSE_MARKS = SENTENCE_MARKS | frozenset("，,：:")
_REACH = 400


def around(text: str, position: int, marks: frozenset[str], reach: int = _REACH) -> tuple[int, int]:
    """Return what stands around ``position`` between two of the marks; at most ``reach`` characters a side."""
    low, floor = position, max(0, position - reach)
    while low > floor and text[low - 1] not in marks:
        low -= 1
    high, ceiling = position, min(len(text), position + reach)
    while high < ceiling and text[high] not in marks:
        high += 1
    return low, high


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Return the sentence around ``position``, without its closing mark; at most 400 characters a side."""
    return around(text, position, SENTENCE_MARKS)


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return the clause around ``position``, without the marks beside it; at most 400 characters a side."""
    return around(text, position, CLAUSE_MARKS)
