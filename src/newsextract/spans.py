"""Half-open character spans: the one currency in which all rooms speak of places in a text.

Offsets are Unicode code points into the article's text as given, ``text[start:end]`` is the span.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar


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
    return sorted(kept, key=lambda s: (s.start, s.end))


def covering(spans: Sequence[S], position: int) -> S | None:
    """Return the span of a sorted, non-overlapping sequence that covers ``position``, if any."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    if low < len(spans) and spans[low].start <= position:
        return spans[low]
    return None
