"""The article teaches: abbreviations that it defines, short forms of full names, stock codes.

Sources: guideline, ORG, "Short names that tell which body it is: yes", ``canonical``; the pattern
（以下简称“国信集团”） of company notices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.places import is_place, place_starting
from newsextract.dictionary import is_coined, is_common
from newsextract.lexicons import alternation, table
from newsextract.text.kept import kept
from newsextract.text.occurrences import everywhere, matches_at
from newsextract.text.words import Words
from newsextract.tokenizer import segmenter

_LEGAL = (
    "集团股份有限公司",
    "控股集团有限公司",
    "控股有限公司",
    "集团有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "总公司",
    "公司",
    "集团",
)
_SHORTEST, _WHOLE = 2, 4
# Names of so many characters are shortened to some of them in their order.
_SHORTENED = 8
# 继|华澄新材（002417）: after others.
_AFTER_OTHERS = "继"
# What stands before the name, not in it: 澳大利亚上市公司|奥扎德（ASX：OZD）.
_LISTED_COMPANY = frozenset({"公司", "上市公司", "企业", "上市"})
_OPENING = "（("
_BRACKETED = regex.compile(r"[（(][^（）()]{1,8}[）)]")


_CODES = ("股票代码", "证券代码", "代码")
_EXCHANGES = ("纳斯达克", "纽交所")
# What a code in brackets opens with, when it opens with Chinese characters.
_CODE_OPENS = (*_CODES, *_EXCHANGES)


@kept
def _opening(text: str) -> list[int]:
    """Return where brackets open."""
    found = []
    for bracket in _OPENING:
        at = text.find(bracket)
        while at >= 0:
            found.append(at)
            at = text.find(bracket, at + 1)
    return sorted(found)


class Forms(NamedTuple):
    """The forms that a name can take in an article that has it.

    ``within`` stand in the name itself, so in the article, and name the body. Of those ``apart`` most stand
    nowhere: (the form, how it closes as :func:`company_closings` tells it, whether the lexicon has it as a name
    of the body; any other is to be asked whether it :meth:`~Aliases.names_it`).
    """

    within: tuple[str, ...]
    apart: tuple[tuple[str, str | None, bool], ...]


NO_FORMS = Forms((), ())
# What a brand is called with when it is called a company; with the two characters before it tells most forms.
_CALLED = ("公司", "集团", "股份")
_CALL, _BEFORE = 2, 2
_CLOSING = _BEFORE + _CALL


def company_closings(text: str) -> set[str]:
    """Return what words for a company close in the text, with them: 国信集团, 信工公司.

    A form that closes in no such way does not stand in the text: its other characters need not be looked for.
    """
    found = set()
    for word in _CALLED:
        at = text.find(word)
        while at >= 0:
            found.add(text[at - _BEFORE if at > _BEFORE else 0 : at + _CALL])
            at = text.find(word, at + _CALL)
    return found


class Aliases:
    """Reads what an article says of its own names. Built once, then read-only."""

    def __init__(self) -> None:
        data = table("organizations")
        self._definers = tuple(data["abbreviation"]["words"])
        words = alternation(self._definers)
        self._defined = regex.compile(
            rf"[（(](?:{words})[：:为]?[“\"「『]?([^“”\"「」『』（）()，。；]{{2,16}})[”\"」』]?"
            rf"(?:[、或][“\"]([^“”\"]{{2,16}})[”\"])?[^（）()]{{0,12}}[）)]"
        )
        self._code = regex.compile(
            rf"[（(](?:{'|'.join(_CODES)})?[：:]?\s?(?:(?:SH|SZ|HK|NASDAQ|NYSE)[：:.]?\s?)?\d{{4,6}}"
            r"(?:[.，,]\s?(?:SH|SZ|HK|BJ|US|O|N))?(?:[，,；;][^（）()]{2,14})?[）)]"
            rf"|[（(](?:NASDAQ|NYSE|ASX|TSXV?|LSE|AIM|AU|HKEX|{'|'.join(_EXCHANGES)})[：:]\s?[A-Z]{{1,5}}[）)]",
            regex.IGNORECASE,
        )
        self._trade = frozenset(
            {*data["trade"]["words"], *data["trade"]["closing"], *data["aliases"]["products"]}
        )
        self._longest_trade = max(map(len, self._trade))
        self._stock_name = regex.compile(r"[\u4e00-\u9fd5A-Za-z*]{1,8}")
        self._facilities = tuple(data["aliases"]["facilities"])
        self._class_names = frozenset(data["aliases"]["never"])
        self._brand_of = lru_cache(maxsize=4096)(self._find_brand)
        self._names_somebody = lru_cache(maxsize=4096)(self._is_no_row_of_words)
        self._common = frozenset(data["generic"]["words"]) | frozenset(data["stops"]["words"]) | self._trade

    def defined(self, text: str, found: Sequence[Candidate]) -> Iterator[tuple[str, Candidate]]:
        """Yield (short name, the mention it stands for) of every definition in brackets."""
        definers = self._definers
        opened = [at for at in _opening(text) if text.startswith(definers, at + 1)]
        if not opened:
            return
        ends = {candidate.end: candidate for candidate in found}
        for match in matches_at(self._defined, text, opened):
            owner = ends.get(match.start()) or _before_bracket(ends, text, match.start())
            if owner is None:
                continue
            for short in match.groups():
                if short and len(short) >= 2 and short.strip() not in self._class_names:
                    yield short.strip(), owner

    def stock_names(self, words: Words, stands_outside: Callable[[str], bool]) -> Iterator[Candidate]:
        """Yield the names that stand before a stock code in brackets; verbs and amounts before them end them."""
        text = words.text
        opened = [
            at
            for at in _opening(text)
            if text.startswith(_CODE_OPENS, at + 1) or not "\u4e00" <= text[at + 1 : at + 2] <= "\u9fd5"
        ]
        for match in matches_at(self._code, text, opened) if opened else ():
            start = match.start()
            while start > 0 and match.start() - start < 8:
                at, word = words.left_of(start)
                if (
                    word in _LISTED_COMPANY
                    or stands_outside(word)
                    or not self._stock_name.fullmatch(word)
                    or word[0].isdigit()
                ):
                    break
                start = at
            start += text.startswith(_AFTER_OTHERS, start)
            if 2 <= match.start() - start <= 8:
                why = f"stock code {match[0]} behind it"
                yield Candidate(start, match.start(), "company", "org.stock_code", why, needs_proof=True)

    def forms(self, full: str, type_: str, others: Set[str]) -> Forms:
        """Return the forms that a name can take; ``others`` are the names that the lexicon has of the body."""
        possible = self.possible_forms(full, type_) - others
        within = [name for name in others if name in full and name != full]
        within += [form for form in possible if form in full and self.names_it(form, full, type_)]
        apart = [(form, _closing(form), False) for form in possible if form not in full]
        apart += [(name, _closing(name), True) for name in others if name not in full]
        return Forms(tuple(within), tuple(apart))

    def possible_forms(self, full: str, type_: str) -> set[str]:
        """Return the forms in which an article may repeat a name, some that name nobody among them.

        山东国信重工股份有限公司 is said again as 国信重工, 山东国信, 国信, 国信集团.
        """
        if type_ == "government":
            level = place_starting(full, 0) or 0
            short = full[level - 1 :]
            return {short} if level and short and short[0] in "省市县区州" else set()
        if type_ != "company":
            return set()
        bare = core(full)
        place, rest = _parted(bare)
        brand, trades = self._split(rest)
        if trades and trades[0] in {"铁路", "高速", "城际", "路桥", "地铁", "轨道交通", "机场", "港口"}:
            return set()
        forms = {bare, rest, f"{rest}公司", f"{rest}集团"}
        if len(brand) >= 2:
            forms |= {brand, f"{brand}集团", f"{brand}公司", f"{brand}股份"}
            if trades:
                forms |= {brand + trades[0], brand + trades[-1], place + brand + trades[0]}
        if place and brand:
            forms |= {_short_place(place) + brand, place + brand}
        elif place and trades:
            forms |= {place + trades[0], _short_place(place) + trades[0]}
        inner = _BRACKETED.search(full)
        if inner is not None and brand and place_starting(inner[0], 1) == len(inner[0]) - 1:
            forms.add(inner[0][1:-1] + brand)
        return {form for form in forms if self._may_name(form, full)}

    def _may_name(self, form: str, full: str) -> bool:
        return form != full and len(form) >= _SHORTEST and form not in self._common

    def is_trade_of_place(self, surface: str) -> bool:
        """Tell that a short form is nothing but a place and a trade: 江西省水利."""
        place = place_starting(surface, 0)
        return place is not None and surface[place:] in self._trade

    def _is_plain(self, word: str) -> bool:
        """Tell an ordinary word of trade, which alone names nobody (航空|发动机, 人工智能|产业)."""
        if word in self._common or word.isdigit():
            return True
        rare = len(word) == 2 and not is_common(word)
        return not (rare or is_coined(word) or is_place(word))

    def in_order(self, text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield short forms that take the full name's characters in order behind its brand: 瀚峤重装."""
        fulls: dict[str, list[tuple[str, str]]] = defaultdict(list)
        long = [text[c.start : c.end] for c in found if c.end - c.start >= _SHORTENED and c.type == "company"]
        for full in dict.fromkeys(long):
            brand, trades = self._brand_of(full)
            if brand:
                fulls[brand].append((full, trades))
        if not fulls:
            return
        for brand, places in everywhere(text, fulls).items():
            for full, trades in fulls[brand]:
                for _, at in places:
                    rest = text[at : at + 2]
                    if not _TWO_HAN.fullmatch(rest) or rest in trades or not _in_order(rest, trades):
                        continue
                    why = f"short for {full!r}, its characters in order"
                    yield Candidate(
                        at - len(brand), at + 2, "company", "org.short_form", why, full, priority=1
                    )

    def _find_brand(self, full: str) -> tuple[str, str]:
        """Return a long name's brand and the trades behind it; twice nothing if its short forms are others."""
        bare = core(full)
        brand, words = self._split(bare[place_starting(bare, 0) or 0 :])
        trades = "".join(words)
        return (brand, trades) if 2 <= len(brand) <= 3 and len(trades) >= 4 else ("", "")

    def names_it(self, form: str, full: str, type_: str) -> bool:
        """Tell that a possible form of a name is a name, too, and not words that many share."""
        if type_ == "government":
            return not _BARE.fullmatch(form)
        if not self._may_name(form, full):
            return False
        if place_starting(form, 0) == len(form) or form.endswith(self._facilities):
            return False
        if form.endswith(_LEGAL) or (len(form) >= _WHOLE and form == core(full)):
            return True  # 中水国际 of 中水国际集团
        return self._names_somebody(form)

    def _is_no_row_of_words(self, form: str) -> bool:
        parts = list(segmenter("auto")(form))
        # A brand that the segmenter cuts to single characters (金|羚) is no row of ordinary words.
        if 2 <= len(form) == len(parts) <= 3 and is_coined(form):
            return True
        return not all(self._is_plain(word) for word in parts)

    def _split(self, rest: str) -> tuple[str, list[str]]:
        """Split what stands before the legal form into brand and trade words."""
        trades: list[str] = []
        while rest:
            longest = min(self._longest_trade, len(rest) - 1)
            word = next((rest[-n:] for n in range(longest, 0, -1) if rest[-n:] in self._trade), None)
            if word is None:
                break
            trades.insert(0, word)
            rest = rest[: -len(word)]
        return rest, trades


# A level and its government alone name no body (guideline, ORG, "Bare level words").
_BARE = regex.compile(r"[省市县区州](?:委|政府|人民政府|人大|政协|委员会)")
_TWO_HAN = regex.compile(r"[\u4e00-\u9fd5]{2}")


def _closing(form: str) -> str | None:
    """Return how a form closes when it closes as a company, as :func:`company_closings` does."""
    return form[-_CLOSING:] if form.endswith(_CALLED) and len(form) >= _CLOSING else None


@lru_cache(maxsize=4096)
def core(full: str) -> str:
    """Return a company's name without its legal form and brackets: 格力电器(重庆)有限公司 is 格力电器."""
    bare = _BRACKETED.sub("", full) if "（" in full or "(" in full else full
    if not bare.endswith(_LEGAL):
        return bare
    return bare[: -len(next(suffix for suffix in _LEGAL if bare.endswith(suffix)))]


def _in_order(short: str, full: str) -> bool:
    at = 0
    for char in short:
        at = full.find(char, at) + 1
        if at == 0:
            return False
    return True


def _parted(core: str) -> tuple[str, str]:
    """Split the places off that a name begins with: 河北邢台|恒阔化工."""
    at = 0
    while (place := place_starting(core, at)) is not None and place < len(core):
        at = place
    return core[:at], core[at:]


def _short_place(place: str) -> str:
    return place[:-1] if len(place) > 2 and place[-1] in "省市区县" else place


def _before_bracket(ends: dict[int, Candidate], text: str, position: int) -> Candidate | None:
    """Find the mention before a bracket that another bracket or a quotation mark parts from it."""
    at = position
    while at > 0 and text[at - 1] in '”"」） )':
        if text[at - 1] in "）)":
            opening = max(text.rfind("（", 0, at), text.rfind("(", 0, at))
            if opening < 0 or at - opening > 30:
                return None
            at = opening
        else:
            at -= 1
        if at in ends:
            return ends[at]
    return None
