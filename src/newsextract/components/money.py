"""MONEY: amounts with currency, value, comparator (guideline, MONEY); one spaCy factory.

``find_money`` is pure: text in, :class:`Amount` out. Roles and units of reference (``per``) are read
by ``roles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from newsextract.components.annotations import Found, put
from newsextract.components.comparators import Comparators, spread
from newsextract.components.currencies import MoneyGrammar
from newsextract.components.quantities import (
    Term,
    any_beginning,
    carry_units,
    find_terms,
    join_near,
    join_ranges,
    plain,
)
from newsextract.components.roles import Roles
from newsextract.lexicons import alternation
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords, own_words
from newsextract.text.numerals import DIGITS, read
from newsextract.text.scripts import fold
from newsextract.tokenizer import D, view

_SPOKEN_CHANGE = regex.compile(r"[一二三四五六七八九1-9](?![\d十百千万亿个块元角])")


class Amount(NamedTuple):
    """One amount: half-open code points, exact decimals in the currency's main unit."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    currency: str
    comparator: str
    rule: str
    listed: int | None = None


# A unit of reference (每100元GDP, 万元GDP), or an amount that happens to stand before such a word.
_REFERENCES = frozenset({"100", "百", "一百", "万", "1万", "一万"})
_LONGEST_REFERENCE = max(map(len, _REFERENCES))
_STOP = regex.compile(r"[。！？\n]")


class MoneyFinder:
    """Finds all amounts of a text. Built once per process from the lexicons, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("money")
        self._grammar = MoneyGrammar(own)
        self._comparators = Comparators()
        bare = data["bare"]
        self._bare_before = regex.compile(rf"{alternation(bare['before'])}[^，。；！？\n]{{0,12}}\Z")
        self._bare_close = regex.compile(
            rf"{alternation(set(bare['before']) - {'规模'})}[^，。；！？\n\d]{{0,3}}\Z"
        )
        self._level = regex.compile(r"级|[个大][^，。]{0,6}级|、[^，。]{0,8}突破")
        self._bare_behind = regex.compile(rf"(?:以上|以下|左右)?(?:的)?{alternation(bare['behind'])}")
        self._measure = re.compile(
            rf"[ \u3000]?(?:余|多|以上|左右|以下)?(?:的)?{any_beginning(bare['measures'])}"
        )
        self._traps = regex.compile(alternation(bare["traps"]))
        self._trap_pairs = frozenset(word[:2] for word in bare["traps"])
        implicit = data["implicit"]
        self._small_before = regex.compile(rf"{alternation(implicit['small_before'])}\Z")
        self._small_behind = regex.compile(alternation(implicit["small_behind"]))
        self._reference_behind = regex.compile(alternation(implicit["reference_behind"]))
        self._reference_before = regex.compile(rf"{alternation(implicit['reference_before'])}\Z")
        self._digit_next = frozenset(data["yuan"]["digit_next"])
        self._minor = {word: Decimal(factor) for word, factor in data["minor"]["words"].items()}
        self._coins = frozenset({*self._minor, *DIGITS})
        minor = "".join(self._minor)
        self._change = regex.compile(rf"([〇零一二三四五六七八九两\d]++)([{minor}])")
        self._small_money = regex.compile(rf"([{minor}])(?P<sure>钱)?")
        self._priced = regex.compile(rf"{alternation(data['minor']['priced'])}[^，。；！？\n]{{0,8}}\Z")
        self._counted = regex.compile(alternation(data["minor"]["counted"]))
        self._of_people = regex.compile(rf"{alternation(data['bare']['people'])}[^，。；！？\n]{{0,4}}\Z")
        self._surname = frozenset(data["yuan"]["surnames"])

    def find(self, text: str) -> list[Amount]:
        """Return the amounts of ``text`` in order; offsets are code points into it."""
        folded = fold(text)
        terms = self._with_coins(folded, find_terms(folded, self._grammar))
        terms = join_near(folded, terms, _joined)
        kept, more = self._as_money(folded, terms)
        again = list(self._said_again(folded, terms, kept)) if more else ()
        if again:
            kept = sorted([*kept, *again], key=lambda term: term.start)
        said = spread(folded, kept, self._comparators)
        return _same_elsewhere(list(map(_amount, kept, said)))

    def _with_coins(self, folded: str, terms: Iterable[Term]) -> list[Term]:
        """Take the coins into their amounts; what an earlier term has taken in (五角 in 三元五角) is dropped."""
        out: list[Term] = []
        done, coins = 0, self._coins
        for each in terms:
            if each.start < done:
                continue
            term, done = each, each.end
            following = folded[done : done + 1]
            if following in coins or following.isdecimal():
                term = self._with_change(folded, each)
                done = term.end
            out.append(term)
        return out

    def _with_change(self, folded: str, term: Term) -> Term:
        """Add 角 and 分 behind 元 (3元5角), and read 五毛钱."""
        value = term.number.value
        if value is None or (term.unit is not None and term.unit != "CNY"):
            return term
        if term.unit is None:
            return self._small_change(folded, term)
        if folded[term.end - 1] not in "元块":
            return term
        if folded[term.end - 1] == "块" and (tail := _SPOKEN_CHANGE.match(folded, term.end)) is not None:
            number = term.number._replace(value=value + Decimal(DIGITS.get(tail[0]) or int(tail[0])) / 10)
            return term._replace(end=tail.end(), number=number, rule="money.major_minor")
        end = term.end
        while (match := self._change.match(folded, end)) is not None:
            coin = read(match[1])
            if coin is None or coin.value is None or coin.value >= 100:
                break
            value += coin.value * self._minor[match[2]]
            end = match.end()
        if end == term.end:
            return term
        return term._replace(end=end, number=term.number._replace(value=value), rule="money.major_minor")

    def _small_change(self, folded: str, term: Term) -> Term:
        """Read 五毛钱, and 五毛 and 3角 where the words around speak of a price."""
        match = self._small_money.match(folded, term.end)
        if match is None or term.number.scale != 1:
            return term
        if self._counted.match(folded, match.end(1)):
            return term
        if not match["sure"] and not self._is_priced(folded, term):
            return term
        number = term.number.times(self._minor[match[1]])
        return term._replace(end=match.end(1), number=number, unit="CNY", rule="money.minor_unit")

    @staticmethod
    def _signed(folded: str, term: Term) -> Term:
        """Take the minus before it into the mention: 净利润-13.67亿元; not the dash of a range or of a code."""
        if term.before:
            return term
        if not "\u4e00" <= folded[term.start - 2 : term.start - 1] <= "\u9fd5":
            return term
        return term._replace(start=term.start - 1, number=term.number.times(Decimal(-1)))

    def _is_priced(self, folded: str, term: Term) -> bool:
        """Tell that the words around speak of a price: 五毛, 3角 and 2块 are no money without them."""
        return self._priced.search(folded, max(0, term.start - 16), term.start) is not None

    def _as_money(self, folded: str, terms: Sequence[Term]) -> tuple[list[Term], bool]:
        """Return the terms that are money: those with a unit that is none of a trap, and bare 亿 and 万.

        And whether there is any other bare number that may be money because it is money elsewhere.
        """
        kept: list[Term] = []
        last: Term | None = None
        more = False
        for term in terms:
            if term.unit is not None:
                if not self._real_unit(folded, term):
                    continue
                last = term
            elif not term.number.large:
                continue
            elif self._bare(folded, term, last):
                last = term._replace(unit="CNY", rule="money.bare_unit")
            else:
                more = more or term.number.arabic
                continue
            start = last.start
            if folded[start - 1 : start] == "-":
                more = True
                kept.append(self._signed(folded, last))
            else:
                kept.append(last)
        return kept, more

    def _said_again(self, folded: str, terms: Sequence[Term], kept: Sequence[Term]) -> Iterator[Term]:
        """Yield bare numbers whose value the article gives as money elsewhere: 140万亿的数字."""
        said = {term.number.value for term in kept if term.unit is not None and term.number.large}
        starts = {term.start for term in kept}
        for term in terms:
            number = term.number
            if term.start in starts or term.unit is not None or not (number.large and number.arabic):
                continue
            if number.value in said and not self._measure.match(folded, term.end):
                yield term._replace(unit="CNY", rule="money.bare_unit")

    def _real_unit(self, folded: str, term: Term) -> bool:
        if term.before:
            return True
        first, last, end = term.first, term.last, term.end
        if folded[end : end + 1] == "级":
            return False
        reference = last - first <= _LONGEST_REFERENCE and folded[first:last] in _REFERENCES
        if term.number.arabic and not reference and "块" not in folded[last:end]:
            return True
        if term.number.implicit and not term.rule.endswith("carried_back"):
            return self._implicit(folded, term)
        word = folded[term.last : term.end].strip()
        if word.startswith("块") and self._counted.match(folded, term.end):
            return False
        number = folded[term.first : term.last]
        if len(number) == 1 and number in DIGITS:
            following = folded[term.end : term.end + 1]
            if word == "块":
                return self._is_priced(folded, term)
            if word != "元" and folded[max(0, term.start - 1) : term.start] in self._surname:
                return False
            return word not in {"人民币", "台币"} and (
                word != "元" or not following or following in self._digit_next
            )
        if word.startswith("块"):
            spoken = (
                term.number.scale >= 100
                or term.number.said in {"about", "over"}
                or term.number.low is not None
            )
            return spoken or self._is_priced(folded, term)
        return not (word == "元" and reference and self._reference_behind.match(folded, term.end))

    def _implicit(self, folded: str, term: Term) -> bool:
        """Judge an amount without a digit: 亿元以上, 上千万元, but no 万元GDP, no （亿元）."""
        if self._reference_behind.match(folded, term.end):
            return False
        before, behind = folded[max(0, term.start - 4) : term.start], folded[term.end : term.end + 1]
        if (before.endswith(("（", "(")) and behind in {"）", ")"}) or self._reference_before.search(before):
            return False
        value = term.number.value
        if value is None or value >= 10**6 or term.number.said != "exact":
            return True
        return bool(self._small_before.search(before) or self._small_behind.match(folded, term.end))

    def _bare(self, folded: str, term: Term, last: Term | None) -> bool:
        """Judge a number with 万 or 亿 (``large``) and no currency: money only when the words around say so."""
        number = term.number
        if self._measure.match(folded, term.end) or self._trapped(folded, term.last - 1):
            return False
        if number.implicit and self._trapped(folded, term.first):
            return False
        if last is not None and 0 <= term.start - last.end <= 1 and folded[last.end : term.start] == "、":
            return True
        if "个" in folded[term.first : term.last]:
            return True
        before = folded[max(0, term.start - 30) : term.start]
        recent = (
            last is not None and term.start - last.end < 40 and not _STOP.search(folded, last.end, term.start)
        )
        if number.implicit and self._of_people.search(before):
            return False
        if number.implicit and recent and self._comparators.before(folded, term.start):
            return True
        if number.implicit and self._bare_close.search(before) and not self._level.match(folded, term.end):
            return True
        if number.implicit and not self._comparators.before(folded, term.start):
            return self._bare_behind.match(folded, term.end) is not None and number.scale >= 10**8
        return bool(self._bare_before.search(before) or self._bare_behind.match(folded, term.end))

    def _trapped(self, folded: str, at: int) -> bool:
        """Tell that another word stands there, which begins as a number ends."""
        opening, pairs = folded[at : at + 2], self._trap_pairs
        return (opening in pairs or opening[:1] in pairs) and self._traps.match(folded, at) is not None


def _joined(folded: str, terms: list[Term]) -> list[Term]:
    return carry_units(folded, join_ranges(folded, terms))


def _amount(term: Term, comparator: str) -> Amount:
    number = term.number
    return Amount(term.start, term.end, number.value, number.low, number.high,
                  term.unit or "CNY", comparator, term.rule, term.listed)  # fmt: skip


def _same_elsewhere(amounts: list[Amount]) -> list[Amount]:
    """Give a bare amount the foreign currency in which the article says the same amount elsewhere.

    Source: guideline, MONEY, "No 元, but plainly money … unless the article gives the same amount
    elsewhere in another currency".
    """
    foreign = {a.value: a.currency for a in amounts if a.currency != "CNY" and a.value is not None}
    if not foreign:
        return amounts
    return [
        a._replace(currency=foreign[a.value], rule="money.bare_unit_elsewhere")
        if a.rule == "money.bare_unit" and a.value in foreign
        else a
        for a in amounts
    ]


@lru_cache(maxsize=4)
def _finder(own: OwnWords) -> tuple[MoneyFinder, Roles]:
    return MoneyFinder(own), Roles(own)


class MoneyComponent:
    """Puts the amounts of a ``Doc`` into ``doc.spans["money"]``."""

    def __init__(self, name: str = "newsextract_money", lexicon: Sequence[str] = ()) -> None:
        self.name = name
        self.own = own_words(lexicon)

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        finder, roles = _finder(self.own)
        text = view(doc).text
        amounts = finder.find(text)
        whats = roles.of(fold(text), amounts)
        found = [_found(text, amount, role, per) for amount, (role, per) in zip(amounts, whats, strict=True)]
        return put(doc, "MONEY", found)


def _found(text: str, amount: Amount, role: str, per: str | None) -> Found:
    start, end, value, low, high, currency, comparator, rule, _ = amount
    return {
        "start": start, "end": end, "text": text[start:end], "rule": rule,
        "value": None if value is None else plain(value),
        "low": None if low is None else plain(low), "high": None if high is None else plain(high),
        "currency": currency, "comparator": comparator, "per": per, "role": role,
    }  # fmt: skip
