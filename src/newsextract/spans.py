"""Half-open character spans: the one currency in which all rooms speak of places in a text.

Offsets are Unicode code points into the article's text as given, ``text[start:end]`` is the span.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeVar


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, other: Spanned) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Spanned) -> bool:
        """Tell whether the other lies wholly inside this one (or is equal)."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]


class Spanned(Protocol):
    """Anything with a half-open character range."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point behind the last one."""


S = TypeVar("S", bound=Spanned)

_start_of: Callable[[Spanned], int] = attrgetter("start")
_end_of: Callable[[Spanned], int] = attrgetter("end")
_place_of: Callable[[Spanned], tuple[int, int]] = attrgetter("start", "end")


def longest_first(spans: Iterable[S]) -> list[S]:
    """Keep spans that do not overlap, the longer winning, the earlier among equals; in text order.

    Source: guideline, "Mentions of the same label never overlap: the longest one stands."
    """
    kept: list[S] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if span.start in taken or span.end - 1 in taken:
            continue
        kept.append(span)
        taken.update(range(span.start, span.end))
    return sorted(kept, key=_place_of)


def covering(spans: Sequence[S], position: int) -> S | None:
    """Return the span of a sorted, non-overlapping sequence that covers ``position``, if any."""
    at = bisect_right(spans, position, key=_end_of)
    if at < len(spans) and spans[at].start <= position:
        return spans[at]
    return None


class Crossings(Generic[S]):
    """Spans, in any order and overlapping or not, asked again and again which of them meet another one.

    Each question costs a search and a step for each answer, however many spans there are.
    """

    def __init__(self, spans: Iterable[S]) -> None:
        self._spans = sorted(spans, key=_place_of)
        self._starts = list(map(_start_of, self._spans))
        self._furthest = list(accumulate(map(_end_of, self._spans), max))

    def of(self, span: Spanned) -> Iterator[S]:
        """Yield the spans that share a character with ``span``, from right to left."""
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._furthest[at] > span.start:
            if self._spans[at].end > span.start:
                yield self._spans[at]
            at -= 1

    def any(self, span: Spanned) -> bool:
        """Tell that one of the spans shares a character with ``span``."""
        return next(self.of(span), None) is not None


class Piece(NamedTuple):
    """A stretch of a changed text and the stretch it came from.

    Equal lengths mean character for character; otherwise the two stand for each other as wholes (an
    HTML entity and its one character).
    """

    start: int
    length: int
    given: int
    given_length: int


class OffsetMap:
    """The way back from a changed text to the text as given, through one or more steps of change.

    Each step is a list of pieces that cover its result from the first character to the last; they may
    stand in another order than in what the step was given, and what no piece came from was left out.
    """

    def __init__(self, *steps: Sequence[Piece]) -> None:
        self._steps = [(step, [piece.start for piece in step]) for step in steps if step]

    def then(self, *steps: Sequence[Piece]) -> OffsetMap:
        """Return the map of these changes followed by further ones."""
        return OffsetMap(*(step for step, _ in self._steps), *steps)

    @property
    def is_identity(self) -> bool:
        """Tell that nothing was changed."""
        return not self._steps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self._steps == other._steps

    __hash__ = None  # type: ignore[assignment]

    def to_given(self, start: int, end: int) -> Span:
        """Return where a half-open span of the changed text lies in the text as given.

        A span over a repaired break covers everything from its first character to its last.
        """
        for step, starts in reversed(self._steps):
            start, end = _through(step, starts, start, end)
        return Span(start, end)

    def to_changed(self, start: int, end: int) -> Span | None:
        """Return where a half-open span of the text as given stands now; None when all of it was left out."""
        for step, _ in self._steps:
            edges = [edge for piece in step for edge in _edges(piece, start, end)]
            if not edges:
                return None
            start, end = min(edges), max(edges)
        return Span(start, end)


def _through(step: Sequence[Piece], starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    first = max(0, bisect_right(starts, start) - 1)
    last = max(first, bisect_right(starts, end - 1) - 1)
    lows, highs = [], []
    for piece in step[first : last + 1]:
        low, high = max(start - piece.start, 0), min(end - piece.start, piece.length)
        if piece.length != piece.given_length:
            low, high = 0, piece.given_length
        lows.append(piece.given + low)
        highs.append(piece.given + high)
    return min(lows), max(highs)


def _edges(piece: Piece, start: int, end: int) -> tuple[int, ...]:
    low, high = max(start - piece.given, 0), min(end - piece.given, piece.given_length)
    if low >= high:
        return ()
    if piece.length != piece.given_length:
        low, high = 0, piece.length
    return piece.start + low, piece.start + high


def pieces_of(ranges: Iterable[tuple[int, int, str | None]], text: str) -> tuple[str, list[Piece]]:
    """Put a text together of ranges of ``text``: (start, end, what stands there now; None for itself).

    Returns the new text and its pieces; neighbouring ranges that are kept as they are make one piece.
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for start, end, new in ranges:
        part = text[start:end] if new is None else new
        if not part:
            continue
        piece = Piece(length, len(part), start, end - start)
        before = pieces[-1] if pieces else None
        if before is not None and _one(before) and _one(piece) and before.given + before.length == start:
            pieces[-1] = Piece(
                before.start, before.length + len(part), before.given, before.length + len(part)
            )
        else:
            pieces.append(piece)
        parts.append(part)
        length += len(part)
    return "".join(parts), pieces


def _one(piece: Piece) -> bool:
    return piece.length == piece.given_length


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, list[Piece]]:
    """Apply edits (start, end, replacement), in text order and without overlap."""
    ranges: list[tuple[int, int, str | None]] = []
    done = 0
    for start, end, new in edits:
        ranges += [(done, start, None), (start, end, new)]
        done = end
    ranges.append((done, len(text), None))
    return pieces_of(ranges, text)
