"""The words around a number that say *about*, *over*, *at least* … (guideline, comparator), for MONEY and PERCENT."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.components.quantities import Term, lengths_by_end, longest_at_end
from newsextract.lexicons import alternation, table

REACH = 14
"""How many characters before a number its comparator is looked for."""


class Comparators:
    """Reads the words around a number that say *about*, *over*, *at least* … (guideline, comparator)."""

    # A bound wins over 约 when two stand (约30亿元以上).
    _RANK = ("at_least", "at_most", "over", "under", "nearly", "about")

    def __init__(self) -> None:
        data = table("quantities")["comparator"]
        self._before: dict[str, str] = {
            word: name for name, words in data["before"].items() for word in words
        }
        self._behind: dict[str, str] = {
            word: name for name, words in data["behind"].items() for word in words
        }
        fillers = alternation(data["fillers"]["between"])
        self._left = regex.compile(rf"({alternation(self._before)}){fillers}{{0,3}}+[ \u3000]*+\Z")
        self._fillers = "".join({*data["fillers"]["between"], " ", "\u3000"})
        self._filling = frozenset(self._fillers)
        self._ends = self._filling | {word[-1] for word in self._before}
        self._lengths = lengths_by_end(self._before)
        self._longest = max(map(len, self._before))
        self._right = regex.compile(rf"[ \u3000]?(?:[（(]含[^）)]{{0,6}}[）)])?({alternation(self._behind)})")
        self._openings = frozenset(word[0] for word in (*self._behind, *" \u3000（("))
        self._not_over = frozenset(data["fillers"]["not_over_after"])
        self._not_nearly = frozenset(data["fillers"]["not_nearly_after"])
        self._carry = regex.compile(rf"{alternation(data['carry']['words'])}[^，。；、]{{0,6}}\Z")

    def before(self, folded: str, start: int) -> str | None:
        """Return what the words that end at ``start`` say, if anything."""
        last = folded[start - 1 : start]
        if last not in self._ends:
            return None
        if last not in self._filling:
            word = longest_at_end(folded[max(0, start - self._longest) : start], self._before, self._lengths)
            return None if word is None else self._checked(folded, start - len(word), word, word)
        low = max(0, start - REACH)
        # All behind the word is made of the fillers' characters, so it ends where these begin or later.
        edge = low + len(folded[low:start].rstrip(self._fillers))
        match = self._left.search(folded, max(low, edge - self._longest), start)
        return None if match is None else self._checked(folded, match.start(), match[1], match[0], low)

    def _checked(self, folded: str, at: int, word: str, whole: str, low: int = 0) -> str | None:
        if word in {"最高", "最低"} and whole.rstrip().endswith(("为", "是")):
            return None
        previous = folded[at - 1 : at] if at > low else ""
        if word in {"过", "超"} and previous in self._not_over:
            return None
        if word == "近" and previous in self._not_nearly:
            return None
        return self._before[word]

    def behind(self, folded: str, end: int) -> str | None:
        """Return what the words that start at ``end`` say, if anything."""
        match = self._right.match(folded, end)
        return None if match is None else self._behind[match[1]]

    def of(self, folded: str, term: Term) -> str:
        """Return the comparator of a term: the strongest of before, inside and behind."""
        start, end = term.start, term.end
        # Asked here already, because most numbers have nothing on either side.
        before = self.before(folded, start) if folded[start - 1 : start] in self._ends else None
        behind = self.behind(folded, end) if folded[end : end + 1] in self._openings else None
        if before is None and behind is None:
            return term.number.said
        said = {before, behind, term.number.said}
        for name in self._RANK:
            if name in said:
                return name
        return "exact"

    def carries(self, folded: str, first: int) -> bool:
        """Tell whether a word such as 分别 spreads the first member's comparator over its list."""
        return self._carry.search(folded[max(0, first - REACH) : first]) is not None


def spread(folded: str, terms: Sequence[Term], comparators: Comparators) -> list[str]:
    """Return each term's comparator; in a list under 分别 or 接连 the first one's holds for all."""
    said: list[str] = []
    leader: dict[int, str] = {}
    for term in terms:
        own = comparators.of(folded, term)
        listed = term.listed
        if listed is not None:
            if term.start != listed:
                own = leader.get(listed, own) if own == "exact" else own
            elif (word := comparators.before(folded, listed)) is not None and comparators.carries(
                folded, listed
            ):
                leader[listed] = word
        said.append(own)
    return said
