"""Where any of a set of surfaces stands in a text, in one pass: the lexicon's, or a document's own.

A regex made anew for each document costs more to compile than the document costs to read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import regex
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from newsextract.text.kept import kept
from newsextract.text.lookout import LOOKOUT

_LITTLE = 100_000
"""Up to so many surfaces times characters each surface is looked for by itself: no automaton is built so soon."""

Place = tuple[int, int]


class Surfaces:
    """A set of surfaces that is looked for in many texts. Built once, then read-only."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._automaton = AhoCorasick(
            filter(None, surfaces),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[Place]:
        """Return where they stand, left to right, the longest at each place, none overlapping.

        Offsets are half-open code points into ``text``.
        """
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]


class Listed:
    """The words of a list where they stand in a text, as their alternation finds them, the longest first.

    The text that was asked about last is kept with its words: it may be asked about many of its stretches.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = LOOKOUT.watch(words)
        self._standing = kept(self._find)

    def _find(self, text: str) -> list[Place]:
        """Return (start, -end) of all words in order: at each place the longest one first."""
        return sorted([(start, -end) for start, end in LOOKOUT.find(self._words, text)])

    def longest(self, text: str) -> Iterator[Place]:
        """Yield the longest one at each place, those inside others too."""
        return self.longest_within(text, 0, len(text))

    def longest_within(self, text: str, low: int, high: int) -> Iterator[Place]:
        """Yield the longest one at each place from ``low`` on and before ``high``."""
        found, before = self._standing(text), -1
        for at in range(bisect_left(found, (low,)), len(found)):
            start, back = found[at]
            if start >= high:
                return
            if start > before:
                yield start, -back
                before = start

    def within(self, text: str, low: int, high: int) -> Iterator[Place]:
        """Yield what ``regex.finditer`` finds between ``low`` and ``high``."""
        found = self._standing(text)
        for at in range(bisect_left(found, (low,)), len(found)):
            start, back = found[at]
            if start >= high:
                return
            if start >= low and -back <= high:
                low = -back
                yield start, low


def matches_at(
    pattern: regex.Pattern[str], text: str, starts: Iterable[int], *, overlapped: bool = False
) -> Iterator[regex.Match[str]]:
    """Yield the matches that begin at some of the places, where the pattern begins nowhere else, as ``finditer`` does.

    ``overlapped``: one for each place where it can begin. ``regex`` tries a long alternation at every character.
    """
    free = 0
    for start in sorted(starts):
        match = pattern.match(text, start) if start >= free else None
        if match is not None:
            yield match
            free = start + 1 if overlapped else match.end()


def occurrences(text: str, surfaces: Iterable[str]) -> list[Place]:
    """Return where surfaces that only this text knows stand in it, as :meth:`Surfaces.find` does."""
    wanted = set(filter(None, surfaces))
    if len(wanted) * len(text) <= _LITTLE:
        found: list[Place] = []
        for surface in wanted:
            at = text.find(surface)
            while at >= 0:
                found.append((at, at + len(surface)))
                at = text.find(surface, at + 1)
        return longest(found)
    # Built in a quarter of the time that the contiguous one takes, and read once.
    automaton = AhoCorasick(
        wanted, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA
    )
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]


def present(text: str, surfaces: Iterable[str]) -> set[str]:
    """Return the surfaces that stand in the text, inside one another too."""
    wanted = list(dict.fromkeys(filter(None, surfaces)))
    if len(wanted) * len(text) <= _LITTLE:
        return {surface for surface in wanted if surface in text}
    automaton = AhoCorasick(
        wanted, matchkind=MatchKind.Standard, implementation=Implementation.NoncontiguousNFA
    )
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return {wanted[number] for number in {number for number, _, _ in found}}


def everywhere(text: str, surfaces: Iterable[str]) -> dict[str, list[Place]]:
    """Return all places of each surface, left to right, those inside another one's too."""
    wanted = list(dict.fromkeys(filter(None, surfaces)))
    found: dict[str, list[Place]] = {surface: [] for surface in wanted}
    if len(wanted) * len(text) <= _LITTLE:
        for surface in wanted:
            found[surface].extend(_all(text, surface))
        return found
    automaton = AhoCorasick(
        wanted, matchkind=MatchKind.Standard, implementation=Implementation.NoncontiguousNFA
    )
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        found[wanted[number]].append((start, end))
    return found


def _all(text: str, surface: str) -> Iterator[Place]:
    at = text.find(surface)
    while at >= 0:
        yield at, at + len(surface)
        at = text.find(surface, at + 1)


def longest(places: Iterable[Place]) -> list[Place]:
    """Choose from left to right the longest place at each start, none overlapping."""
    chosen: list[Place] = []
    free, last = 0, -1
    for place in sorted(places):
        start = place[0]
        if start == last:  # a longer one at the same start
            chosen[-1] = place
            free = place[1]
        elif start >= free:
            chosen.append(place)
            last, free = place
    return chosen
