"""A text with its words: what the grammars that walk to the left need from a segmentation.

Borders are evidence, never truth: a grammar may stop at a word, but an edge is always a place in the
characters. A run of Chinese characters is cut when somebody asks about it: half of an article is never asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Cut = Callable[[str], Iterable[str]]


class Words:
    """The words of a text by their places (half-open code points): every character is in exactly one.

    Kept as one byte a character, 1 where a word starts (and at the text's end), so that the next border on either
    side is found by looking, and a border more is one byte set: 2 in a run that is not cut yet, which is seen as no
    border until it is.
    """

    __slots__ = ("_borders", "_cut", "_uncut", "text")

    def __init__(self, text: str, borders: bytearray, uncut: bytearray, cut: Cut) -> None:
        """Both have one byte more than the text; ``uncut`` is 1 where a run starts that ``cut`` is to cut.

        What is uncut has borders at both ends and none inside.
        """
        self.text = text
        self._borders = borders
        self._uncut = uncut
        self._cut = cut

    @classmethod
    def from_words(cls, text: str, words: Iterable[str]) -> Words:
        """Build from the words of ``text``, which joined are the text."""
        borders = bytearray(len(text) + 1)
        borders[0] = 1
        at = 0
        for word in words:
            at += len(word)
            borders[at] = 1
        return cls(text, borders, bytearray(len(borders)), list)

    def _start(self, bound: int) -> int:
        """Return the last border before ``bound``, where a word starts."""
        start = self._borders.rfind(1, 0, bound)
        if self._uncut[start]:
            self._cut_at(start)
            start = self._borders.rfind(1, 0, bound)
        return start

    def _cut_at(self, start: int) -> None:
        borders, at = self._borders, start
        self._uncut[start] = 0
        end = borders.find(1, start + 1)
        late = borders.find(2, start, end)
        for word in self._cut(self.text[start:end]):
            at += len(word)
            borders[at] = 1
        while late >= 0:
            borders[late] = 1
            late = borders.find(2, late, end)

    def start_at(self, position: int) -> int:
        """Return where the word starts that covers ``position``."""
        return self._start(position + 1)

    def end_at(self, position: int) -> int:
        """Return where the word ends that covers ``position``."""
        self._start(position + 1)
        return self._borders.find(1, position + 1)

    def word_at(self, position: int) -> str:
        """Return the word that covers ``position``, which is inside the text."""
        start = self._start(position + 1)
        return self.text[start : self._borders.find(1, position + 1)]

    def within(self, start: int, end: int) -> list[str]:
        """Return the words that have a character from ``start`` on and before ``end``, each whole."""
        found = []
        at = self.start_at(start)
        while at < end:
            behind = self.end_at(at)
            found.append(self.text[at:behind])
            at = behind
        return found

    def left_of(self, position: int) -> tuple[int, str]:
        """Return start and text of the (part of the) word that ends at ``position``, which is not 0."""
        start = self._borders.rfind(1, 0, position)
        if self._uncut[start]:
            self._cut_at(start)
            start = self._borders.rfind(1, 0, position)
        return start, self.text[start:position]

    def is_border(self, position: int) -> bool:
        """Tell whether a word starts at ``position``; the text's end counts as one."""
        if not 0 <= position <= len(self.text):
            return False
        if self._borders[position]:
            return True
        self._start(position)
        return self._borders[position] == 1

    def missing(self, edges: Iterable[int]) -> list[int]:
        """Return the edges inside the text that are no borders yet."""
        end, borders = len(self.text), self._borders
        return [edge for edge in edges if 0 < edge < end and not borders[edge] and not self.is_border(edge)]

    def add_borders(self, edges: Iterable[int]) -> None:
        """Cut the words once more at every edge inside the text."""
        end, borders, uncut = len(self.text), self._borders, self._uncut
        for edge in edges:
            if 0 < edge < end and not borders[edge]:
                borders[edge] = 2 if uncut[borders.rfind(1, 0, edge)] else 1

    def with_borders(self, edges: Iterable[int]) -> Words:
        """Return the words with one more border at every edge inside the text; itself if all are there."""
        missing = self.missing(edges)
        if not missing:
            return self
        fresh = Words(self.text, self._borders[:], self._uncut[:], self._cut)
        fresh.add_borders(missing)
        return fresh

    def all(self) -> list[str]:
        """Return every word, all that is uncut cut."""
        start = self._uncut.find(1)
        while start >= 0:
            self._cut_at(start)
            start = self._uncut.find(1, start)
        return self.within(0, len(self.text)) if self.text else []
