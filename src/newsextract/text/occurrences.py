"""Where any of a document's own surfaces stands again, in one pass.

A regex made anew for each document costs more to compile than the document costs to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick


def occurrences(text: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the surfaces stand, left to right, the longest at each place, none overlapping.

    Offsets are half-open code points into ``text``; empty surfaces are passed over.
    """
    automaton = ahocorasick.Automaton()
    for surface in surfaces:
        if surface:
            automaton.add_word(surface, len(surface))
    if not len(automaton):
        return
    automaton.make_automaton()
    found = [(last + 1 - length, last + 1) for last, length in automaton.iter(text)]
    free = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= free:
            free = end
            yield start, end
