"""Words that rules of organizations hang on, all looked for on one way through a text.

Most rules have nothing to say of most articles: 以下简称, 武警 and 总统 stand in few. Each rule says which
words its pattern cannot do without, and tries the pattern only where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsextract.text.kept import kept
from newsextract.text.lookout import LOOKOUT


class Signs:
    """The signs of several rules. Rules add theirs while they are built; then read-only."""

    def __init__(self) -> None:
        self._rules = 0
        self._rules_of: dict[str, list[int]] = {}
        self._words = frozenset[str]()
        self.starts = kept(self._find)
        """Tells, for each rule, where its words start in a text: left to right, each place once."""

    def watch(self, words: Iterable[str]) -> int:
        """Look for the words, too, those inside others as well; return the number of their rule in ``starts``."""
        number = self._rules
        self._rules += 1
        wanted = frozenset(words)
        for word in wanted:
            # 政府办 starts where 政府 does: one of the two is enough.
            if not any(word[:length] in wanted for length in range(1, len(word))):
                self._rules_of.setdefault(word, []).append(number)
        self._words = LOOKOUT.watch(self._rules_of)
        return number

    def _find(self, text: str) -> list[Sequence[int]]:
        rules_of = self._rules_of
        found: list[set[int] | None] = [None] * self._rules
        for start, end in LOOKOUT.find(self._words, text):
            for number in rules_of[text[start:end]]:
                starts = found[number]
                if starts is None:
                    found[number] = {start}
                else:
                    starts.add(start)
        return [sorted(starts) if starts else () for starts in found]
