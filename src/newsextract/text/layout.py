"""What the page broke, put together for analysis, with the way back to the text as given.

Four steps, each on what the one before made: single characters (entities, invisible marks), spaces inside
words, lines of a fixed width, paragraphs cut by a column, a page or a caption. Nothing is lost: a caption
that stood inside a paragraph stands behind it, with its own offsets. Where the proof is missing nothing is
done; what was done is said in ``notes``, a line each, and belongs into the record's ``warnings``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from newsextract.spans import OffsetMap, Piece, pieces_of
from newsextract.text import breaks
from newsextract.text.characters import clean_characters, close_spaces
from newsextract.text.furniture import stands_between
from newsextract.text.wraps import unwrap

_MOST_BETWEEN = 3
_SHOWN = 12
_MOST_NOTES = 50


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text ready for analysis, the map back to the text as given, and what was repaired, in words."""

    text: str
    offsets: OffsetMap = field(default_factory=OffsetMap)
    notes: tuple[str, ...] = ()


class _Line(NamedTuple):
    """A line that is not blank: its half-open range without the spaces around it."""

    start: int
    end: int
    text: str


def repair(text: str) -> Repaired:
    """Return ``text`` with what the page broke repaired; linear in its length.

    ``offsets.to_given(start, end)`` of a mention in the result is its place in ``text``.
    """
    steps: list[list[Piece]] = []
    notes: list[str] = []
    for step in (clean_characters, close_spaces, unwrap, _join_paragraphs):
        changed, pieces, said = step(text)
        if changed != text:
            steps.append(pieces)
            notes += said
            text = changed
    if len(notes) > _MOST_NOTES:
        notes[_MOST_NOTES:] = [f"layout: {len(notes) - _MOST_NOTES} more repairs"]
    return Repaired(text, OffsetMap(*steps), tuple(notes))


def _join_paragraphs(text: str) -> tuple[str, list[Piece], list[str]]:
    """Join paragraphs that were cut in mid-sentence; what stood between goes behind the whole."""
    joins = _joins([line for raw in text.split("\n") if (line := raw.strip())])
    if not joins:
        return text, [], []
    lines = _lines(text)
    ranges: list[tuple[int, int, str | None]] = []
    between: list[tuple[int, int, str | None]] = []
    done = 0
    for at, (left, right, _) in enumerate(joins):
        ranges.append((done, lines[left].end, None))
        between.append((lines[left].end, lines[right].start, None))
        done = lines[right].start
        if at + 1 == len(joins) or joins[at + 1][0] != right:
            ranges += [(done, lines[right].end, None), *between]
            between, done = [], lines[right].end
    ranges.append((done, len(text), None))
    changed, pieces = pieces_of(ranges, text)
    return (
        changed,
        pieces,
        [_note(lines[left], lines[right], why, right - left > 1) for left, right, why in joins],
    )


def _lines(text: str) -> list[_Line]:
    found = []
    at = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            start = at + (len(line) - len(line.lstrip()) if line[0].isspace() else 0)
            found.append(_Line(start, start + len(stripped), stripped))
        at += len(line) + 1
    return found


def _joins(lines: list[str]) -> list[tuple[int, int, str]]:
    """Return the pairs of lines that belong together: (left, right, what proves it)."""
    closes: bool | None = None
    found = []
    for at, line in enumerate(lines):
        if breaks.ends_sentence(line) or (other := _next(lines, at + 1)) is None:
            continue
        why = breaks.proof(line, lines[other], closes=True)
        if why == breaks.UNENDED:  # only there it matters what the other paragraphs end with
            closes = breaks.closes_paragraphs(lines) if closes is None else closes
            why = why if closes else None
        if why is not None:
            found.append((at, other, why))
    return found


def _next(lines: list[str], at: int) -> int | None:
    """Return the line behind the captions and page marks at ``at``, a few at most."""
    for other in range(at, min(len(lines), at + _MOST_BETWEEN + 1)):
        if not stands_between(lines[other]):
            return other
    return None


def _note(left: _Line, right: _Line, why: str, apart: bool) -> str:
    between = " behind a caption or page mark" if apart else ""
    return f"layout: joined …{left.text[-_SHOWN:]} ⟂ {right.text[:_SHOWN]}…{between} at {left.end} ({why})"
