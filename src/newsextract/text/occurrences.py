"""Where any of a document's own surfaces stands again, in one pass.

A regex made anew for each document costs more to compile than the document costs to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick


class Surfaces:
    """A set of surfaces that is looked for in many texts. Built once, then read-only."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for surface in surfaces:
            if surface:
                self._automaton.add_word(surface, len(surface))
        self._empty = not len(self._automaton)
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they stand, left to right, the longest at each place, none overlapping.

        Offsets are half-open code points into ``text``.
        """
        if self._empty:
            return
        found = [(last + 1 - length, last + 1) for last, length in self._automaton.iter(text)]
        free = 0
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= free:
                free = end
                yield start, end


def occurrences(text: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where surfaces that only this text knows stand in it, as :meth:`Surfaces.find` does."""
    return Surfaces(surfaces).find(text)
