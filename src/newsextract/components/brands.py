"""Short company names that no lexicon has: a distinguishing word and a trade (联创光电, 海湾化学).

Taken only when the article proves one occurrence: a title or a verb of acting behind it, a list of such
names, a place as its first word. One proof holds for all occurrences (the article teaches).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from newsextract.components.brand_proofs import BOUNDARY, Proofs
from newsextract.components.candidates import Candidate, Standing
from newsextract.components.lists import lists_fields
from newsextract.components.looks import remembered
from newsextract.components.name_words import OLD_BRANDS
from newsextract.components.org_signs import Signs
from newsextract.components.places import chain_start, is_place
from newsextract.components.suffixes import Suffixes
from newsextract.dictionary import is_common, is_known, is_name_like, tag
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import organizations
from newsextract.text.occurrences import longest, matches_at, occurrences
from newsextract.text.words import Words

# A legal form further on: the name is longer (衡岳精密|铸造有限公司).
_BRACKETS = "（）()"
_LEGAL = regex.compile(
    rf"[\u4e00-\u9fd5{_BRACKETS}]{{0,8}}?(?:有限|股份)(?:责任)?公司|[\u4e00-\u9fd5]{{1,8}}?(?:研究院|设计院|研究所|检测中心|协会|学会|商会|联合会|公会|党工委|管委会)"
)


_HAN = re.compile(r"[\u4e00-\u9fd5]+")
_DIGITS = frozenset("0123456789")
_OF_A_KIND = frozenset("级型类式款")
# Verbs, numbers and sizes that brands open with, too, when the whole is in no dictionary: 万洋, 新扬子, 双汇.
_OPENS_BRANDS = frozenset("万新双百千全中")


# 凌水特钢|铸造公司
_FIRM = regex.compile(
    r"(?:铸造|锻造|炼钢|轧钢|矿业|贸易|工程|物流|建设|能源|科技|实业|机械|电子|化工|材料){1,2}(?:有限)?(?:责任)?公司"
)


# 上月与|集团旗下: no firm is called 月与.
_JOINING = frozenset("与由")


class Brands:
    """Finds brand + trade names. Built once, then read-only."""

    def __init__(self, suffixes: Suffixes, signs: Signs) -> None:
        data = table("organizations")
        self._generic = frozenset(data["generic"]["words"]) | frozenset(data["trade"]["words"])
        self._generic |= frozenset(data["brands"]["kinds"])
        self._fields = frozenset(data["brands"]["fields"])
        self._verbs = frozenset(data["brands"]["verb_signs"])
        self._describes = regex.compile(alternation(data["brands"]["describe"]))
        self._described = signs.watch(data["brands"]["describe"])
        self._glue = frozenset(data["stops"]["glue"]) | {"称"}
        self._suffixes = suffixes
        self._proofs = Proofs(data)
        # Few words stand before trades, again and again.
        self._distinguishes = remembered(self._is_distinguishing, 4096)

    def find(self, words: Words) -> Iterator[Candidate]:
        """Yield every occurrence of each name that the text proves at least once."""
        text, may_stand = words.text, self._proofs.may_stand
        proven: dict[str, str] = {}
        for closing, end in longest(organizations().anchors(text, "trade")):
            # Two Chinese characters at least distinguish.
            if closing < 2 or not "\u4e00" <= text[closing - 1] <= "\u9fd5" >= text[closing - 2] >= "\u4e00":
                continue
            start = self._start(words, closing, end) if may_stand(text, closing, end) else None
            if start is None or self._is_no_name(words, start, closing, end):
                continue
            surface = text[start:end]
            # One proof is enough.
            if surface not in proven and (proof := self._proofs.of(text, start, closing, end)) is not None:
                proven[surface] = proof
        for start, end in occurrences(text, proven) if proven else ():
            if not self._proofs.is_part_of_noun(text, start, end) and (
                words.is_border(start) or text[start - 1] in self._glue
            ):
                why = f"proven by {proven[text[start:end]]!r}"
                firm = _FIRM.match(text, end)
                until = end if firm is None else firm.end()
                yield Candidate(start, until, "company", "org.brand_trade", why, needs_proof=True)

    def _is_no_name(self, words: Words, start: int, closing: int, end: int) -> bool:
        """Tell that brand and trade are a field of industry, or that a longer noun or name goes on behind them."""
        text = words.text
        return (
            text[start:end] in self._fields
            or self._proofs.is_part_of_noun(text, start, end)
            or lists_fields(text, end)
            or (text[closing:end] == "智能" and text.startswith(_SMART, end))
            or (_runs_on(words, end) and not self._proofs.says(text, end))
            or (_opens_han(text, end) and _LEGAL.match(text, end) is not None)
        )

    def is_topic(self, text: str, end: int) -> bool:
        """Tell that what follows makes a trade of a place of the words, not a company: 水利|建设, 半导体|产业."""
        return self._proofs.is_topic(text, end)

    def described(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield words in no dictionary that a description introduces: 德国企业比泽尔, 面板商莱宝."""
        text = words.text
        starts = signs[self._described]
        for match in matches_at(self._describes, text, starts) if starts else ():
            start = match.end()
            if not words.is_border(start) or start >= len(text) or text[match.start() - 1] in BOUNDARY:
                continue
            end = start
            while end < len(text) and end - start < 5 and self._unknown(word := words.word_at(end)):
                end += len(word)
            if (
                end + 2 < len(text)
                and words.word_at(end) == "投资"
                and self._is_outside(words.word_at(end + 2))
            ):
                end += 2  # 全资子公司豫粮|投资|承诺, not 子公司豫粮|投资|6亿元
            following = words.word_at(end) if end < len(text) else "\n"
            closed = self._is_outside(following)
            if 2 <= end - start <= 5 and closed and text[start] not in self._verbs:
                yield Candidate(
                    start, end, "company", "org.described", f"behind {match[0]!r}", needs_proof=True
                )

    def _is_outside(self, word: str) -> bool:
        return word[0] in BOUNDARY or (word[0] not in _DIGITS and self._suffixes.stands_outside(word))

    @staticmethod
    def _unknown(word: str) -> bool:
        return len(word) > 1 and all("\u4e00" <= c <= "\u9fd5" for c in word) and not is_known(word)

    def _start(self, words: Words, at: int, end: int) -> int | None:
        """Return where the distinguishing word before a trade starts: a place, a rare or unknown word.

        A title behind the name, which ends at ``end``, proves it: then its first character may be a verb's.
        """
        start, word = words.left_of(at)
        if start == at - 1 and start > 0 and word not in _JOINING:
            before_start, before = words.left_of(start)
            if len(before) == 1 and before not in self._suffixes.stops and before not in BOUNDARY:
                start, word = before_start, before + word
        glued = len(word) == 3 and word[0] in self._glue and not is_known(word)
        if glued:
            start, word = start + 1, word[1:]
        distinguishes, verb = self._distinguishes(word)
        if not distinguishes or (verb and self._proofs.title_of(words.text, end) is None):
            return None
        if glued or self._bounded(words, start):
            return start
        return self._with_place(words, start, word)

    def _is_distinguishing(self, word: str) -> tuple[bool, bool]:
        """Tell whether a word can be what distinguishes a name, and whether it opens like a verb."""
        if not 2 <= len(word) <= 4 or word in self._generic or not _HAN.fullmatch(word):
            return False, False
        if word[-1] in _OF_A_KIND:
            return False, False  # 车规级|芯片
        placed = is_place(word)
        if not (placed or is_name_like(word) or word in OLD_BRANDS) or self._suffixes.stands_outside(word):
            return False, False
        verb = not placed and word[0] in self._verbs
        return True, verb and (word[0] not in _OPENS_BRANDS or is_known(word))

    def _with_place(self, words: Words, start: int, brand: str) -> int | None:
        """Return where a place before a coined brand starts, when a mark or an outside word stands before it.

        芜湖|埃泰克|动力: the three together need no other proof.
        """
        if is_place(brand) or is_common(brand) or is_known(brand):
            return None
        place = chain_start(words.text, start, max(0, start - 8))
        return place if place is not None and self._bounded(words, place) else None

    def _bounded(self, words: Words, start: int) -> bool:
        """Tell that the name is not the tail of a longer noun: a mark, a verb, a description stands before it."""
        if start == 0 or words.text[start - 1] in BOUNDARY:
            return True
        if self._proofs.is_owned(words.text, start):
            return True
        left = words.left_of(start)[1]
        return self._suffixes.stands_outside(left) or (len(left) > 3 and tag(left[-2:]).startswith("v"))


def _opens_han(text: str, end: int) -> bool:
    """Tell that a Chinese character or a bracket stands behind the name."""
    following = text[end : end + 1]
    return "\u4e00" <= following <= "\u9fd5" or (following != "" and following in _BRACKETS)


def _runs_on(words: Words, end: int) -> bool:
    """Tell that the trade is the start of a longer word: 寒地生物|质."""
    return words.end_at(end - 1) > end and is_known(words.word_at(end - 1))


# 钠电|智能工厂
_SMART = ("工厂", "制造", "装备", "车间", "网联", "终端")
