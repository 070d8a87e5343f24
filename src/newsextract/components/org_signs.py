"""Words that rules of organizations hang on, all looked for on one way through a text.

Most rules have nothing to say of most articles: 以下简称, 武警 and 总统 stand in few. Each rule says which
words its pattern cannot do without, and tries the pattern only where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from newsextract.text.kept import kept


class Signs:
    """The signs of several rules. Rules add theirs while they are built; then read-only."""

    def __init__(self) -> None:
        self._rules = 0
        self._rules_of: dict[str, list[int]] = {}
        self._automaton = lru_cache(maxsize=1)(self._build)
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
        return number

    def _build(self) -> tuple[AhoCorasick, list[list[int]]]:
        """Return the automaton and, for each of its words, the rules that watch for it."""
        # Of so few words the table that takes one step a byte is small, too.
        automaton = AhoCorasick(
            self._rules_of, matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        return automaton, list(self._rules_of.values())

    def _find(self, text: str) -> list[Sequence[int]]:
        automaton, rules_of = self._automaton()
        found: list[set[int] | None] = [None] * self._rules
        for word, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
            for number in rules_of[word]:
                starts = found[number]
                if starts is None:
                    found[number] = {start}
                else:
                    starts.add(start)
        return [sorted(starts) if starts else () for starts in found]
