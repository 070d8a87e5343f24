"""Where the mentions of a record stand, and its text cut at their edges.

The page, the notebook and the terminal all draw from these pieces, so that they mark the same characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsextract.records import ArticleRecord, Mention
from newsextract.spans import Spanned

# The record's lists, outermost first where two mentions cover the same characters.
KINDS = ("projects", "project_groups", "organizations", "money", "percentages")
LABELS = {
    "projects": "PROJECT",
    "project_groups": "GROUP",
    "organizations": "ORG",
    "money": "MONEY",
    "percentages": "PERCENT",
}
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Mark(NamedTuple):
    """A mention: its list in the record, its item there, half-open code points, its rule."""

    kind: str
    item: int
    start: int
    end: int
    rule: str


class Piece(NamedTuple):
    """A stretch of text that lies in the same marks, outermost first; ``marks`` are numbers of marks."""

    text: str
    marks: tuple[int, ...]


def marks(record: ArticleRecord) -> list[Mark]:
    """Return every mention of a record in text order, a longer one before those that it holds."""
    found = [
        Mark(kind, number, mention.start, mention.end, mention.rule)
        for kind in KINDS
        for number, item in enumerate(getattr(record, kind))
        for mention in ([item] if isinstance(item, Mention) else item.mentions)
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind)))


def pieces(text: str, found: Sequence[Spanned]) -> Iterator[Piece]:
    """Cut a text at the edges of its marks; the pieces joined are the text."""
    edges = sorted({0, len(text), *(mark.start for mark in found), *(mark.end for mark in found)})
    starting: dict[int, list[int]] = {}
    for number, mark in enumerate(found):
        starting.setdefault(mark.start, []).append(number)
    open_now: list[int] = []
    for start, end in pairwise(edges):
        open_now = [number for number in open_now if found[number].end > start] + starting.get(start, [])
        yield Piece(text[start:end], tuple(open_now))


def paragraphs(text: str, found: Iterable[Mark]) -> list[int]:
    """Return for each mark the number of the paragraph it starts in, from 1; empty lines are not counted."""
    starts = [line.start() for line in _LINE.finditer(text)]
    return [bisect_right(starts, _first_of_line(text, mark.start)) for mark in found]


def _first_of_line(text: str, at: int) -> int:
    """Return the end of the line that holds ``at``: whatever starts there starts at or before it."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end
