"""What one character tells: a pattern is tried only where it can begin, or right behind where it can end.

Nearly all patterns around a name fail at the character that stands beside it; a set knows that ten times sooner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

import regex

from newsextract.lexicons import alternation

# An article is written with a thousand or two different characters.
_KEPT = 4096
T = TypeVar("T")


class _Remembered(dict[str, T]):
    """The answers to questions that depend on nothing but a word; when they are too many, all are forgotten.

    A lookup is all that a word known costs: ``functools.lru_cache`` also notes each time that it was used last.
    """

    def __init__(self, find: Callable[[str], T], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, word: str) -> T:
        if len(self) >= self._most:
            self.clear()
        found = self[word] = self._find(word)
        return found


def remembered(find: Callable[[str], T], most: int) -> Callable[[str], T]:
    """Return ``find`` with its answers for up to ``most`` words kept."""
    return _Remembered(find, most).__getitem__


def first_of(words: Iterable[str]) -> frozenset[str]:
    """Return the characters that the words begin with."""
    return frozenset(word[0] for word in words)


def last_of(words: Iterable[str]) -> frozenset[str]:
    """Return the characters that the words end in."""
    return frozenset(word[-1] for word in words)


def by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words by the character that they begin with: what ``str.startswith`` is to try there."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return {first: tuple(each) for first, each in found.items()}


class Openings:
    """Words that may stand at a place in a text. Two characters tell that none does, nearly always."""

    def __init__(self, words: Iterable[str]) -> None:
        wanted = frozenset(words)
        self.first = first_of(wanted)
        self._alone = frozenset(word for word in wanted if len(word) == 1)
        longer: dict[str, list[str]] = {}
        for word in sorted(wanted - self._alone):
            longer.setdefault(word[:2], []).append(word)
        self._longer = {opening: tuple(held) for opening, held in longer.items()}

    def at(self, text: str, start: int) -> bool:
        """Tell that one of the words begins at ``start``."""
        if text[start : start + 1] in self._alone:
            return True
        words = self._longer.get(text[start : start + 2])
        return words is not None and text.startswith(words, start)


def looks(character_class: str) -> Callable[[str], bool]:
    """Return what tells whether a character is one of ``[character_class]``, the inside of a regex's brackets.

    For sets that no lexicon can list: ``\\d`` has the digits of all scripts. Of ``""`` it tells False.
    """
    one = regex.compile(f"[{character_class}]")

    def is_one(character: str) -> bool:
        return one.match(character) is not None

    return remembered(is_one, _KEPT)


def within(words: Collection[str], reach: int, marks: str) -> Callable[[str, int], bool]:
    """Return what tells that one of the words begins at most ``reach`` characters on, none of the marks before it.

    ``re`` looks for the first characters of all words at once; that is ten times faster than trying the
    alternation at each place as ``[^marks]{0,reach}?(?:words)`` does.
    """
    mark, word = re.compile(f"[{re.escape(marks)}]"), re.compile(alternation(words))
    longest = max(map(len, words), default=0)

    def is_within(text: str, at: int) -> bool:
        first = mark.search(text, at, at + reach)
        last = at + reach if first is None else first.start()
        found = word.search(text, at, last + longest)
        return found is not None and found.start() <= last

    return is_within
