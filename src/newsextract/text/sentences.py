"""Sentences and clauses by their marks; offsets are half-open code points."""

from __future__ import annotations

from functools import lru_cache

import regex

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
def _patterns(marks: frozenset[str]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what finds the last mark before a place and the first one behind it."""
    either = f"[{regex.escape(''.join(sorted(marks)))}]"
    return regex.compile(f"(?r){either}"), regex.compile(either)


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Return the sentence around ``position``, without its closing mark; at most 400 characters a side."""
    return around(text, position, SENTENCE_MARKS)


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return the clause around ``position``, without the marks beside it; at most 400 characters a side."""
    return around(text, position, CLAUSE_MARKS)
