"""Where the heads of project names stand (guideline, PROJECT, "Head"), with what is known of each by itself.

What depends on nothing but the head is told once for each head of the lexicon, not for each that a text has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from newsextract.text.lookout import LOOKOUT


class Head(NamedTuple):
    """``strong``: 项目 or 工程. ``part``: it ends like what is a part of a building (大坝, 厂房)."""

    word: str
    strong: bool
    part: bool


class Heads:
    """Finds the heads in a text. Built once from the lexicon, then read-only."""

    def __init__(self, strong: Collection[str], others: Collection[str], part_ends: Collection[str]) -> None:
        words = {*strong, *others}
        self._heads = {word: Head(word, word in strong, word[-1] in part_ends) for word in words}
        self._words = LOOKOUT.watch(words)

    def find(self, text: str) -> Iterator[tuple[int, int, Head]]:
        """Yield start and end of the longest head at each place, those inside others too."""
        heads = self._heads
        # They come by where they end: at one place the longest comes last.
        longest = dict(LOOKOUT.find(self._words, text))
        for start in sorted(longest):
            end = longest[start]
            yield start, end, heads[text[start:end]]
