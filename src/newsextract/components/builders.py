"""Companies that build, by the words around them: 由江西水建负责施工, 由武汉船舶重工制造.

Source: guideline, ORG, "Short names that tell which body it is: yes"; reports from building sites name the
firm at work by a place and what it does, without a legal form. Only a name that begins with a place and goes
on with words of trade, or with a word that no dictionary has, is taken.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.org_signs import Signs
from newsextract.components.places import place_starting
from newsextract.components.suffixes import Suffixes
from newsextract.dictionary import is_coined
from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import occurrences
from newsextract.text.words import Words

_LONGEST, _SHORTEST = 4, 2


class Builders:
    """Finds companies that are told to build something. Built once, then read-only."""

    def __init__(self, suffixes: Suffixes, signs: Signs) -> None:
        data = table("organizations")
        self._by = regex.compile(rf"由(?P<name>\p{{Han}}{{4,8}}?){alternation(data['builders']['builds'])}")
        self._builds = signs.watch(data["builders"]["builds"])
        self._trade = frozenset(data["trade"]["words"]) | frozenset(data["trade"]["closing"])
        self._ends = tuple(data["builders"]["ends"])
        self._suffixes = suffixes

    def find(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield every occurrence of the names that one sentence has building."""
        text = words.text
        proven = {
            match["name"]
            for match in (self._by.finditer(text) if signs[self._builds] else ())
            if self._is_name(words, match.start("name"), match.end("name"))
        }
        for start, end in occurrences(text, proven) if proven else ():
            yield Candidate(start, end, "company", "org.builder", "it is told to build", needs_proof=True)

    def _is_name(self, words: Words, start: int, end: int) -> bool:
        """Tell a place and a trade (武汉|船舶|重工), or a place and a word that was made up (江西|水建)."""
        place = place_starting(words.text, start)
        if place is None or not place < end or not (words.is_border(place) and words.is_border(end)):
            return False
        rest = words.within(place, end)
        if not _SHORTEST <= end - place <= _LONGEST or any(map(self._suffixes.stands_outside, rest)):
            return False
        if all(word in self._trade for word in rest):
            return rest[-1] in self._ends
        return len(rest) == 1 and is_coined(rest[0]) and place_starting(rest[0], 0) is None
