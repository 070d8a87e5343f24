"""Offsets in UTF-16 code units, as JavaScript counts, and in code points, as Python does.

They differ behind characters outside the basic plane (emoji, 𠮷): those are two units each.
"""

from __future__ import annotations

from bisect import bisect_right

_BMP = 0xFFFF


class Utf16:
    """Translates the offsets of one text. Built in one pass over the text, each look-up logarithmic."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = [at for at, character in enumerate(text) if ord(character) > _BMP]
        # unit offset behind each astral character
        self._behind = [at + count + 1 for count, at in enumerate(self._astral, 1)]

    def from_points(self, offset: int) -> int:
        """Return the unit offset of a code point offset."""
        return offset + bisect_right(self._astral, offset - 1)

    def to_points(self, offset: int) -> int | None:
        """Return the code point offset of a unit offset; None inside a pair and beyond the text."""
        before = bisect_right(self._behind, offset)
        points = offset - before
        inside = before < len(self._astral) and self._astral[before] < points
        return None if offset < 0 or inside or points > self._length else points
