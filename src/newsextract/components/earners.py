"""Listed companies by their four-character short names, as the subjects of results: 鄂东船机录得营业收入4.15亿元.

The trades in such names are in no lexicon (船机, 浆纸, 农装); what earns, loses and publishes a report is a
company. One such sentence proves the name for the whole article.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.org_signs import Signs
from newsextract.components.places import is_place
from newsextract.components.suffixes import Suffixes
from newsextract.dictionary import is_known, tag
from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import matches_at, occurrences
from newsextract.text.words import Words

# Pronouns, numbers, times, prepositions, adverbs, conjunctions, directions, particles, measures, verbs.
_NO_NAME = frozenset("rmtpdcfuqv")
_NAME = 4


class Earners:
    """Finds companies by the results they are said to have. Built once, then read-only."""

    def __init__(self, suffixes: Suffixes, signs: Signs) -> None:
        data = table("organizations")
        earns = data["earners"]
        told = rf"{alternation(earns['verbs'])}[^，。；\n]{{0,10}}{alternation(earns['results'])}"
        self._told = regex.compile(told)
        self._subject = regex.compile(
            rf"(?:^|(?<=[，。；：、“\s]))(?P<name>[\u4e00-\u9fd5]{{4}}){alternation(earns['when'])}?{told}"
        )
        self._when = frozenset(earns["when"])
        self._longest = max(map(len, self._when))
        self._results = signs.watch(earns["results"])
        self._generic = frozenset(data["generic"]["words"])
        self._suffixes = suffixes

    def find(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield every occurrence of the names that one sentence proves."""
        if not signs[self._results]:
            return
        text = words.text
        proven = {
            match["name"]
            for match in matches_at(self._subject, text, self._told_of(text))
            if self._is_name(words, match.start("name"), match.end("name"))
        }
        for start, end in occurrences(text, proven) if proven else ():
            yield Candidate(start, end, "company", "org.earner", "results are told of it", needs_proof=True)

    def _told_of(self, text: str) -> list[int]:
        """Return where a name can stand of which results are told: before the verb, or before the time before it."""
        starts = []
        for telling in self._told.finditer(text, overlapped=True):
            verb = telling.start()
            starts.append(verb - _NAME)
            for length in range(1, min(self._longest, verb) + 1):
                if text[verb - length : verb] in self._when:
                    starts.append(verb - length - _NAME)
        return [start for start in starts if start >= 0]

    def _is_name(self, words: Words, start: int, end: int) -> bool:
        """Tell a name from a description (沪市公司): a word of it is in no dictionary, or one character."""
        if not words.is_border(start):
            return False
        inner = words.within(start, end)
        # 中|渝|地产: behind single characters a trade closes a name.
        coined = len(inner) == 3 and len(inner[0]) == len(inner[1]) == 1
        if any(
            self._suffixes.stands_outside(word)
            or (word in self._generic and not coined)
            or tag(word)[:1] in _NO_NAME
            for word in inner
            if len(word) > 1
        ):
            return False
        return any(len(word) == 1 or not (is_known(word) or is_place(word)) for word in inner)
