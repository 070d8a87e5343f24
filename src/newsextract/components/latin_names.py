"""Foreign companies in Latin letters by what closes their names: Potash Corp, Mag Industries Corp.

Source: guideline, ORG, "companies and groups"; reports on foreign deals give the original name.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.org_signs import Signs
from newsextract.lexicons import alternation, table
from newsextract.text.words import Words


class LatinNames:
    """Finds companies by their Latin endings. Built once from the lexicon, then read-only."""

    def __init__(self, signs: Signs) -> None:
        self._closes = signs.watch(table("organizations")["latin"]["closes"])
        closes = alternation(table("organizations")["latin"]["closes"])
        word = r"[A-Z][A-Za-z&'’\-]{0,24}"
        self._name = regex.compile(
            rf"(?<![A-Za-z]){word}(?:[ .]{word}){{0,4}}?[ .,]{{1,2}}{closes}(?![A-Za-z])"
        )

    def find(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield the names with their endings; offsets are half-open code points."""
        for match in self._name.finditer(words.text) if signs[self._closes] else ():
            yield Candidate(
                match.start(),
                match.end(),
                "company",
                "org.latin",
                f"closed by {match[0].split()[-1]!r}",
                priority=3,
            )
