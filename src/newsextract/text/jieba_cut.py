"""jieba's cut of a text, in half of jieba's time.

The words are jieba's own: its list, its counts, its likeliest row of words, its model for what the list does not
know. Only the way to them is shorter: jieba writes down every word that could start at each place and takes
logarithms anew for each of them; here the weight of a word is kept. tests/test_jieba_cut.py holds the two beside
one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from math import log

from newsextract.text.unlisted_words import UnlistedWords

# What jieba cuts by its list, and what it takes apart around that: the same patterns.
_BLOCK = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)")
_HAN = re.compile("[\u4e00-\u9fd5]+")
_SPACE = re.compile(r"(\r\n|\s)")
_MOST_KEPT = 200_000
_BEGINNING = 1.0
"""What a beginning of words weighs that is no word; words weigh less than nothing."""


class JiebaCut:
    """Cuts texts as ``jieba.lcut`` does."""

    def __init__(
        self,
        counts: Mapping[str, int],
        total: int,
        unlisted: UnlistedWords,
        guess: Callable[[str], Iterable[str]],
    ) -> None:
        """``counts``: word → how often, 0 for a mere beginning; ``total``: how often all together.

        ``unlisted`` cuts rows of Chinese characters that no word covers, ``guess`` such rows with others in them.
        """
        self._counts = counts
        self._total = log(total)
        self._unlisted = unlisted
        self._guess = guess
        # How likely each word is, as jieba reckons it; None for what begins no word. Kept for what was asked.
        self._weights: dict[str, float | None] = {}

    def __call__(self, text: str) -> list[str]:
        """Return the words of a text; joined they are the text."""
        words: list[str] = []
        for number, part in enumerate(_BLOCK.split(text)):
            if number % 2:
                words += self.run(part)
            elif part:
                for piece in _SPACE.split(part):
                    words += [piece] if piece == "\r\n" else piece
        return words

    def run(self, run: str) -> list[str]:
        """Return the words of a run of what jieba cuts by its list: Chinese characters, Latin letters, digits."""
        ends = self._ends(run)
        words: list[str] = []
        at, length = 0, len(run)
        while at < length:
            end = ends[at]
            if end - at > 1:
                words.append(run[at:end])
                at = end
                continue
            first, at = at, end
            while at < length and ends[at] - at == 1:
                at += 1
            if at == end:
                words.append(run[first])
            else:
                words += self._of_singles(run[first:at])
        return words

    def _of_singles(self, row: str) -> Iterable[str]:
        """Cut a row of characters that are no words together; jieba leaves a rare word of its list in pieces."""
        if self._counts.get(row):
            return row
        return self._unlisted(row) if _HAN.fullmatch(row) else self._guess(row)

    def _ends(self, run: str) -> list[int]:
        """Return for each place where the word ends that begins the likeliest row of words from there on."""
        length, weights = len(run), self._weights
        unknown = log(1) - self._total
        likeliest = [0.0] * (length + 1)
        ends = [0] * length
        for start in range(length - 1, -1, -1):
            best, best_end = None, start + 1
            end, piece = start + 1, run[start]
            while True:
                try:
                    weight = weights[piece]
                except KeyError:
                    weight = self._weigh(piece)
                if weight is None:
                    break
                if weight <= 0.0:
                    weight += likeliest[end]
                    # Of equal ones jieba takes the longest.
                    if best is None or weight >= best:
                        best, best_end = weight, end
                end += 1
                if end > length:
                    break
                piece = run[start:end]
            likeliest[start] = unknown + likeliest[start + 1] if best is None else best
            ends[start] = best_end
        return ends

    def _weigh(self, piece: str) -> float | None:
        """Return what a piece weighs, and keep it."""
        if len(self._weights) >= _MOST_KEPT:
            self._weights.clear()
        count = self._counts.get(piece)
        weight = None if count is None else log(count) - self._total if count else _BEGINNING
        self._weights[piece] = weight
        return weight
