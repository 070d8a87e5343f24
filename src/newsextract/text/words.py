"""A text with its words: what the grammars that walk to the left need from a segmentation.

Borders are evidence, never truth: a grammar may stop at a word, but an edge is always a place in the
characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where they start (code points); ``starts`` has one more, the text's end."""

    text: str
    words: list[str]
    starts: list[int]

    @classmethod
    def from_words(cls, text: str, words: list[str]) -> Words:
        """Build from the words of ``text``, which joined are the text."""
        return cls(text, words, list(accumulate(map(len, words), initial=0)))

    def with_borders(self, edges: Iterable[int]) -> Words:
        """Return the words with one more border at every edge inside the text; itself if all are there."""
        end, starts = len(self.text), self.starts
        missing = sorted(
            {edge for edge in edges if 0 < edge < end and starts[bisect_left(starts, edge)] != edge}
        )
        if not missing:
            return self
        words: list[str] = []
        done = 0
        for edge in missing:
            if edge > self.starts[done]:
                upto = self.at(edge) + 1
                words += self.words[done:upto]
                done = upto
            last = words.pop()
            cut = len(last) - (self.starts[done] - edge)
            words += [last[:cut], last[cut:]]
        words += self.words[done:]
        return Words(self.text, words, sorted([*self.starts, *missing]))

    def before(self, position: int) -> int:
        """Return the index of the last word that starts before ``position``."""
        return bisect_left(self.starts, position) - 1

    def at(self, position: int) -> int:
        """Return the index of the word that covers ``position``."""
        return bisect_right(self.starts, position) - 1

    def left_of(self, position: int) -> tuple[int, str]:
        """Return start and text of the (part of the) word that ends at ``position``."""
        start = self.starts[bisect_left(self.starts, position) - 1]
        return start, self.text[start:position]

    def is_border(self, position: int) -> bool:
        """Tell whether a word starts at ``position``."""
        at = bisect_left(self.starts, position)
        return at < len(self.starts) and self.starts[at] == position
