"""Where any of a document's own surfaces stands again, in one pass.

A regex made anew for each document costs more to compile than the document costs to read.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Surfaces:
    """A set of surfaces that is looked for in many texts. Built once, then read-only."""

    def __init__(self, surfaces: Iterable[str], *, many_texts: bool = True) -> None:
        # The one is read twice as fast, the other is built in a quarter of the time.
        kind = Implementation.ContiguousNFA if many_texts else Implementation.NoncontiguousNFA
        self._automaton = AhoCorasick(
            filter(None, surfaces), matchkind=MatchKind.LeftmostLongest, implementation=kind
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return where they stand, left to right, the longest at each place, none overlapping.

        Offsets are half-open code points into ``text``.
        """
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]


def occurrences(text: str, surfaces: Iterable[str]) -> list[tuple[int, int]]:
    """Return where surfaces that only this text knows stand in it, as :meth:`Surfaces.find` does."""
    return Surfaces(surfaces, many_texts=False).find(text)
