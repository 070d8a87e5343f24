"""The currencies that stand beside a number: what MONEY knows of units (guideline, MONEY, currency)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import regex

from newsextract.components.looks import by_first, first_of
from newsextract.components.quantities import Unit, lengths_of, longest_unit
from newsextract.lexicons import alternation, table
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.records import currency_codes
from newsextract.text.numerals import ONE

# 187亿元整 is an amount, 187亿元|整治界河 is not.
_IN_FULL = "元(?:整(?![治理改修合顿体个装]))?"
_YUANS = frozenset({"元", "块", "块钱"})
_SPACES = frozenset(" \u3000\n")
# Where the characters begin that have no upper and lower case.
_NO_LATIN = "\u2e80"
_BEHIND = ("人民币", "港币", "新台币", "澳门币")


class MoneyGrammar:
    """The currencies of the lexicon, before and behind a number."""

    bare_rule, unit_rule = "money.bare", "money.number_unit"

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        codes = {code: code for code in currency_codes() - set(table("money")["codes"]["words"])}
        units, prefixes = dict(codes), dict(codes)
        self._minor: dict[str, Decimal] = {}
        for entry in own.table("currencies")["currency"]:
            minor = entry.get("minor", {})
            self._minor.update({word: Decimal(factor) for word, factor in minor.items()})
            units.update(dict.fromkeys([*entry["units"], *minor], entry["code"]))
            prefixes.update(dict.fromkeys(entry["prefixes"], entry["code"]))
        trap_words = table("money")["yuan"]["not_after"]
        # What may stand behind 元 and change what it says; without it, 元 is yuan and needs no pattern.
        more = (*trap_words, "整", *_BEHIND, *"（(", *(word[1:] for word in units if word[0] == "元"))
        self.goes_on = frozenset(word[0] for word in more if word)
        self.signs: Mapping[str, Unit] = {"元": Unit("CNY", 1, explicit=False)}
        self._units = units
        self._words = {
            word: Unit(code, len(word), self._minor.get(word, ONE))
            for word, code in units.items()
            if word not in _YUANS
        }
        self._lengths = {first: lengths_of(words) for first, words in by_first(self._words).items()}
        self._prefixes = prefixes
        self._traps = alternation(trap_words)
        self._suffixes: dict[str, regex.Pattern[str]] = {}
        self._prefix = regex.compile(rf"({alternation(prefixes)})(?:[ \u3000:])?\Z", regex.IGNORECASE)
        self._latin = regex.compile(r"[A-Za-z]\Z")
        self.bare: frozenset[str] | None = frozenset(table("money")["minor"]["words"])
        self.behind = first_of((*units, *self.bare, *_SPACES))
        self.alone = frozenset(word for word in units if len(word) == 1) | self.bare | _SPACES
        self.pairs = frozenset(word[:2] for word in units)
        ends = "".join(word[-1] for word in prefixes)
        self._ends = frozenset(f"{ends}{ends.lower()}{ends.upper()}")
        self._tails = frozenset(word[-2:] for word in prefixes)
        self.before = self._ends | frozenset(" \u3000:")

    def prefix(self, folded: str, start: int) -> Unit | None:
        """Return the currency word or sign directly before the number."""
        last = folded[start - 1 : start]
        if last not in self._ends and (
            last not in self.before or folded[start - 2 : start - 1] not in self._ends
        ):
            return None
        tail = folded[start - 2 : start]
        # A word ends in these two as they are: what is no Latin letter has no other case.
        if last in self._ends and tail >= _NO_LATIN and tail not in self._tails and last not in self._tails:
            return None
        window = folded[max(0, start - 8) : start]
        match = self._prefix.search(window)
        if match is None:
            return None
        if window[match.start()].isalpha() and self._latin.search(window[: match.start()]):
            return None
        code = self._prefixes.get(match[1]) or self._prefixes.get(match[1].upper())
        return None if code is None else Unit(code, len(window) - match.start())

    def _suffix(self, opening: str) -> regex.Pattern[str]:
        """Return the pattern of the units that begin so: trying all of them takes ten times as long."""
        if opening not in self._suffixes:
            spaced = opening in _SPACES
            words = alternation(
                word for word in self._units if word not in _YUANS and (spaced or word[0] == opening)
            )
            whole = rf"(?:({words})|({_IN_FULL}|块钱?))(?!{self._traps})"
            self._suffixes[opening] = regex.compile(
                rf"(?:[ \u3000]|\s?\n(?=[元美欧港日]))?{whole}(?:[（(]?({'|'.join(_BEHIND)})[）)]?(?![\d]))?"
            )
        return self._suffixes[opening]

    def suffix(self, folded: str, end: int) -> Unit | None:
        """Return the currency unit directly behind the number, with 人民币 behind it (23亿元人民币)."""
        opening = folded[end : end + 1]
        if opening in _SPACES:
            if folded[end + 1 : end + 2] not in self.behind:
                return None
        elif opening != "元" and opening != "块":
            unit = longest_unit(folded, end, self._words, self._lengths.get(opening, ()))
            if unit is None or folded[end + unit.reach : end + unit.reach + 1] not in self.goes_on:
                return unit
        match = self._suffix(opening).match(folded, end)
        if match is None:
            return None
        word = match[1] or match[2]
        behind = match[3]
        edge = match.end(2 if match[2] else 1)
        code = self._units[word[0] if match[2] else word]
        if behind is not None and folded[match.start(3) - 1] not in "（(":
            edge, code = match.end(3), self._units[behind]
        explicit = code != "CNY" or "人民币" in (word, behind) or not match[2]
        return Unit(code, edge - end, self._minor.get(word, ONE), explicit=explicit)
