"""Words that several rooms look for, all found on one way through a text.

What an automaton costs is the memory that it waits for, and that depends more on the text than on the number of
words: one for all rooms takes little longer than the largest of theirs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from weakref import ref

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

# Two bytes a character, the one that tells most first: an automaton goes over them in half the steps that the
# three bytes of UTF-8 take, and a place in them is one in the text.
_UNITS = "utf-16-le"

WordList = frozenset[str]
Place = tuple[int, int]


class Lookout:
    """Lists of words that are looked for together; what the last text has of them is kept.

    Who looks for a list keeps it: one that nobody keeps any more is dropped when the next is added.
    """

    def __init__(self) -> None:
        self._watched: list[ref[WordList]] = []
        self._built = _Automaton(())
        self._last: tuple[str, dict[WordList, list[Place]]] = "", {}

    def watch(self, words: Iterable[str]) -> WordList:
        """Look for these words, too; return the list that :meth:`find` is to be asked for."""
        wanted = frozenset(words)
        for each in self._watched:
            held = each()
            if held == wanted:
                return held
        self._watched.append(ref(wanted))
        return wanted

    def find(self, wanted: WordList, text: str) -> list[Place]:
        """Return all places of a list's words, those that overlap, too: by their ends, of one end the longest first.

        They are not to be changed.
        """
        held, found = self._last
        if held is not text or wanted not in found:
            built = self._built
            if wanted not in built.lists:
                del built, found  # they keep lists that nobody else may keep
                built = self._build(wanted)
            found = built.find(text)
            self._last = text, found
        return found[wanted]

    def _build(self, wanted: WordList) -> _Automaton:
        # Let go of what is held here alone.
        self._built, self._last = _Automaton(()), ("", {})
        lists = {each for each in (watched() for watched in self._watched) if each is not None} | {wanted}
        self._watched = [ref(each) for each in lists]
        self._built = built = _Automaton(sorted(lists, key=len))
        return built


class _Automaton:
    """Finds the words of all its lists. Built once, then read-only."""

    def __init__(self, lists: Sequence[WordList]) -> None:
        self.lists = frozenset(lists)
        self._order = tuple(lists)
        # A word of two lists is in it, and found, twice.
        self._list_of = array("H", [number for number, words in enumerate(lists) for _ in words])
        self._automaton = BytesAhoCorasick(
            [word.encode(_UNITS) for words in lists for word in sorted(words)],
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> dict[WordList, list[Place]]:
        """Return the places of each list's words."""
        out: list[list[Place]] = [[] for _ in self._order]
        list_of = self._list_of
        units = text.encode(_UNITS)
        found = self._automaton.find_matches_as_indexes(units, overlapping=True)
        if len(units) > 2 * len(text):
            found = _in_code_points(text, found)
        for word, start, end in found:
            if not start & 1:  # else from the middle of one character to the middle of another
                out[list_of[word]].append((start >> 1, end >> 1))
        return dict(zip(self._order, out, strict=True))


def _in_code_points(text: str, found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return places in the bytes as if each character had two of them, also those that have four."""
    points = [at for at, char in enumerate(text) for _ in range(1 + (char > "\uffff"))]
    points.append(len(text))
    return [
        (number, 2 * points[start >> 1] + (start & 1), 2 * points[end >> 1] + (end & 1))
        for number, start, end in found
    ]


LOOKOUT = Lookout()
"""What the words of the lexicon are looked for with."""
