"""Short company names that no lexicon has: a distinguishing word and a trade (联创光电, 海湾化学).

Taken only when the article proves one occurrence: a title or a verb of acting behind it, a list of such
names, a place as its first word. One proof holds for all occurrences (the article teaches).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.lists import lists_fields
from newsextract.components.name_words import OLD_BRANDS
from newsextract.components.org_signs import Signs, first_characters
from newsextract.components.places import chain_start, is_place, place_starting
from newsextract.components.suffixes import Suffixes
from newsextract.dictionary import is_coined, is_common, is_known, is_name_like, tag
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import organizations, places
from newsextract.text.occurrences import longest, matches_at, occurrences
from newsextract.text.words import Words

_BOUNDARY = frozenset('，。；：！？,;:!?“”"《》、\n（）()—■ \u3000')


# A legal form further on: the name is longer (衡岳精密|铸造有限公司).
_BRACKETS = "（）()"
_LEGAL = regex.compile(
    rf"[\u4e00-\u9fd5{_BRACKETS}]{{0,8}}?(?:有限|股份)(?:责任)?公司|[\u4e00-\u9fd5]{{1,8}}?(?:研究院|设计院|研究所|检测中心|协会|学会|商会|联合会|公会|党工委|管委会)"
)


# 秦岭电气9月14日公告, 由怀仁燃气建设运营.
_DAYS = ("今起", "今日", "昨日", "昨晚", "近日", "日前", "今天", "昨天")
_WHEN = rf"(?:{'|'.join(_DAYS)}|(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日(?:晚间?)?)?"
_BUILDS = regex.compile(r"(?:共同)?(?:投资|出资|建设|承建|开发|运营|实施|施工|负责|操盘)")
_GOES_ON = regex.compile(r"[\u4e00-\u9fd5]{2,4}(?:产业|项目|行业|企业|产品|市场|技术)")
_TOPICS = ("建设", "系统", "设施", "事业", "改革", "发展", "部门", "工作")
_HAN = re.compile(r"[\u4e00-\u9fd5]+")
# 东方动力19日晚间公告: listed companies give notice, products do not.
_NOTICES = ("公告", "披露")
# 桂工机械2010年初动工建设…, 桂工机械投资6亿元
_BUSY = regex.compile(
    r"(?:\d{4}年[初底末]?|今年|去年)?(?:投资(?:约|近|超)?\d|动工|按期完成|累计销售|累计纳税|进一步开拓|现有员工|拥有员工)"
)
# 海晟重工|一期2.5MW…机组项目, 冀光晶体|年产7万片…项目.
_PHASES = "一二三四五"
_MEASURED = regex.compile(rf"[{_PHASES}]期|年产|\d")
_DIGITS = frozenset("0123456789")
# 宏远锂电|投资38亿元建设的, 华隆新材料|再次增资15亿元
_PLANS, _MEANS = ("再次", "计划", "拟", "将"), ("投资", "增资", "出资")
_SPENDS = regex.compile(rf"(?:{'|'.join(_PLANS)})?(?:追加)?(?:{'|'.join(_MEANS)})(?:约|近|超)?\d")
# But for digits.
_OPENS_WORK = first_characters([*_PHASES, "年产", *_PLANS, "追加", *_MEANS])
_OF_A_KIND = frozenset("级型类式款")
# Verbs, numbers and sizes that brands open with, too, when the whole is in no dictionary: 万洋, 新扬子, 双汇.
_OPENS_BRANDS = frozenset("万新双百千全中")


# 凌水特钢|铸造公司
_FIRM = regex.compile(
    r"(?:铸造|锻造|炼钢|轧钢|矿业|贸易|工程|物流|建设|能源|科技|实业|机械|电子|化工|材料){1,2}(?:有限)?(?:责任)?公司"
)


# 昆山精密|光学镜头工厂, 江州冷链|物流园: a trade of the building, no firm.
_BUILDING = regex.compile(
    r"(?:与|及|和)?[\u4e00-\u9fd5]{0,6}?(?:工厂|物流园|产业园|科技园|车间|检测中心|包装中心|交易中心|物流中心|配送中心|集配基地|生产基地)"
)
# 上月与|集团旗下: no firm is called 月与.
_JOINING = frozenset("与由")
_AFTER_LISTED = "，。和及等与"


class Brands:
    """Finds brand + trade names. Built once, then read-only."""

    def __init__(self, suffixes: Suffixes, signs: Signs) -> None:
        data = table("organizations")
        self._closes = regex.compile(alternation(data["trade"]["closing"]))
        self._generic = frozenset(data["generic"]["words"]) | frozenset(data["trade"]["words"])
        self._generic |= frozenset(data["brands"]["kinds"])
        self._title = regex.compile(alternation(data["titles"]["words"]))
        self._opens_title = first_characters(data["titles"]["words"])
        self._opens_act = first_characters([*data["brands"]["acts"], *_DAYS])
        self._opens_proof = frozenset("的").union(
            self._opens_title, self._opens_act, _OPENS_WORK, first_characters(data["brands"]["says"])
        )
        # Marks, and no character at the end of the text.
        self._quiet = (_BOUNDARY | {""}) - self._opens_proof
        self._place_ends = frozenset(place[-2:] for place in places())
        self._acts = regex.compile(rf"{_WHEN}{alternation(data['brands']['acts'])}")
        works = rf"[^，。；、！？\n的]{{2,24}}?{alternation(data['brands']['things'])}"
        self._works, self._owns = regex.compile(works), regex.compile(f"的{works}")
        self._fields = frozenset(data["brands"]["fields"])
        self._owners = tuple(data["brands"]["owners"])
        self._ends_owner = frozenset(word[-1] for word in data["brands"]["owners"])
        self._no_name_before = regex.compile(alternation(data["brands"]["not_before"]))
        self._opens_noun = first_characters(data["brands"]["not_before"])
        self._verbs = frozenset(data["brands"]["verb_signs"])
        self._describes = regex.compile(alternation(data["brands"]["describe"]))
        self._starts = signs.starts
        self._described = signs.watch(data["brands"]["describe"])
        self._not_listed = frozenset(data["brands"]["not_listed"])
        self._says = regex.compile(rf"{_WHEN}{alternation(data['brands']['says'])}")
        self._products = frozenset(data["aliases"]["products"]) - frozenset(data["trade"]["closing"])
        self._safe = frozenset(data["brands"]["safe"])
        self._glue = frozenset(data["stops"]["glue"]) | {"称"}
        self._suffixes = suffixes
        # Few words stand before trades, again and again.
        self._distinguishes = lru_cache(maxsize=4096)(self._is_distinguishing)

    def find(self, words: Words) -> Iterator[Candidate]:
        """Yield every occurrence of each name that the text proves at least once."""
        text = words.text
        proven: dict[str, str] = {}
        for closing, end in longest(organizations().anchors(text, "trade")):
            start = self._start(words, closing, end) if self._has_a_chance(text, closing, end) else None
            if start is None or self._is_no_name(words, start, closing, end):
                continue
            surface = text[start:end]
            # One proof is enough.
            if surface not in proven and (proof := self._proof(text, start, closing, end)) is not None:
                proven[surface] = proof
        for start, end in occurrences(text, proven) if proven else ():
            if not self._is_part_of_noun(text, start, end) and (
                words.is_border(start) or text[start - 1] in self._glue
            ):
                why = f"proven by {proven[text[start:end]]!r}"
                firm = _FIRM.match(text, end)
                until = end if firm is None else firm.end()
                yield Candidate(start, until, "company", "org.brand_trade", why, needs_proof=True)

    def _has_a_chance(self, text: str, closing: int, end: int) -> bool:
        """Tell by the characters around a trade that something may prove a name: no word is cut for the others."""
        # Two Chinese characters at least distinguish.
        if closing < 2 or not "\u4e00" <= text[closing - 1] <= "\u9fd5" >= text[closing - 2] >= "\u4e00":
            return False
        following, trade = text[end : end + 1], text[closing:end]
        if (
            following in self._opens_noun
            and self._no_name_before.match(text, end) is not None
            and _BUILDS.match(text, end) is None
        ):
            return False
        if trade in self._products:
            return following not in self._quiet and self._product_acts(text, end)
        return (
            trade in self._safe
            or self._proven_behind(text, end, following)
            or self._proven_before(text, closing, end, following)
        )

    def _product_acts(self, text: str, end: int) -> bool:
        """Tell that what stands behind a product is said of companies."""
        return any(
            pattern.match(text, end) is not None for pattern in (self._says, self._title, _BUSY, _SPENDS)
        )

    def _proven_behind(self, text: str, end: int, following: str) -> bool:
        """Tell that a proof stands behind a trade."""
        if following not in self._opens_proof and (
            following in self._quiet or "\u4e00" <= following <= "\u9fd5"
        ):
            return False
        return (
            self._title_or_act(text, end) is not None
            or _MEASURED.match(text, end) is not None
            or _SPENDS.match(text, end) is not None
        )

    def _proven_before(self, text: str, closing: int, end: int, following: str) -> bool:
        """Tell that a proof may stand before a trade and the two to four characters that distinguish."""
        around = text[max(0, closing - 5) : closing - 2]
        if following == "、" or (following in _AFTER_LISTED and "、" in around):
            return True
        if "由" in around and _BUILDS.match(text, end) is not None:
            return True
        for start in (closing - 2, closing - 3, closing - 4):
            # 芜湖|埃泰克|动力: a place opens the name, or stands before it.
            if text[start - 2 : start] in self._place_ends or self._is_owned(text, start):
                return True
        return False

    def _proof(self, text: str, start: int, closing: int, end: int) -> str | None:
        """Return what proves a brand and a trade to be a name here, if anything does."""
        brand, trade = text[start:closing], text[closing:end]
        a_place = is_place(brand)
        if a_place and (_GOES_ON.match(text, end) or _BUILDING.match(text, end)):
            return None  # 扬州半导体照明产业 is a trade of the place
        if trade in self._products:
            return self._proof_of_product(text, brand, end)
        proof = self._title_or_act(text, end)
        if proof is None and text[start - 1 : start] == "由":
            proof = _BUILDS.match(text, end)
        if proof is None and not a_place and is_coined(brand):
            proof = self._own_work(text, closing, end) or _SPENDS.match(text, end)
        if proof is not None:
            return str(proof[0])
        if (
            (trade in self._safe and (a_place or not is_common(brand)))
            or self._opens_with_place(brand)
            or self._is_owned(text, start)
            or (trade not in self._not_listed and self._listed(text, start, end))
        ):
            return "the words around it"
        return None

    def _proof_of_product(self, text: str, brand: str, end: int) -> str | None:
        """Return what proves a name that ends in a product: it acts, as in 恒岭齿轮营业收入…, not 高压电缆."""
        coined = is_coined(brand) and not is_place(brand)
        title = self._title_of(text, end)
        acts = title or self._says.match(text, end)
        if acts is not None and (title or coined or acts[0].endswith(_NOTICES)):
            return str(acts[0])
        if coined and len(brand) == 2 and (_BUSY.match(text, end) or _SPENDS.match(text, end)):
            return "what it does"
        return None

    def _is_no_name(self, words: Words, start: int, closing: int, end: int) -> bool:
        """Tell that brand and trade are a field of industry, or that a longer noun or name goes on behind them."""
        text = words.text
        return (
            text[start:end] in self._fields
            or self._is_part_of_noun(text, start, end)
            or lists_fields(text, end)
            or (text[closing:end] == "智能" and text.startswith(_SMART, end))
            or (_runs_on(words, end) and not self._says.match(text, end))
            or (_opens_han(text, end) and _LEGAL.match(text, end) is not None)
        )

    def _is_part_of_noun(self, text: str, start: int, end: int) -> bool:
        """Tell that a longer noun goes on behind the trade: 青岛化工|产业."""
        if text[end : end + 1] not in self._opens_noun or self._no_name_before.match(text, end) is None:
            return False
        return not _is_builder(text, start, end)

    def _title_of(self, text: str, end: int) -> regex.Match[str] | None:
        """Return the title behind a name, if any."""
        return self._title.match(text, end) if text[end : end + 1] in self._opens_title else None

    def _title_or_act(self, text: str, end: int) -> regex.Match[str] | None:
        """Return what proves a name from behind: a title, an act, its own work."""
        title = self._title_of(text, end)
        if title is not None:
            return title
        following = text[end : end + 1]
        if following == "的":
            return self._acts.match(text, end) or self._owns.match(text, end)
        # A day can begin with a digit.
        if following in self._opens_act or not "\u4e00" <= following <= "\u9fd5":
            return self._acts.match(text, end)
        return None

    @staticmethod
    def _opens_with_place(brand: str) -> bool:
        """Tell that a brand is a place and a word: 芜湖|埃泰克."""
        placed = place_starting(brand, 0)
        return placed is not None and 2 <= len(brand) - placed <= 4

    def _is_owned(self, text: str, start: int) -> bool:
        """Tell that a description introduces the name: 上市公司|枫桦纸业."""
        if text[start - 1 : start] not in self._ends_owner:
            return False
        return text.endswith(self._owners, max(0, start - 6), start)

    def _own_work(self, text: str, closing: int, end: int) -> regex.Match[str] | None:
        """Return the name of its own work behind a coined word and a trade: 海晟重工|一期…项目, 中冀风能|叶片项目.

        A trade that is a product, too, needs a phase or a measure behind it: 凯翼新能源汽车基地 makes such cars.
        """
        trade = text[closing:end]
        if (trade not in self._safe or trade in self._not_listed) and _MEASURED.match(text, end) is None:
            return None
        return self._works.match(text, end)

    def is_topic(self, text: str, end: int) -> bool:
        """Tell that what follows makes a trade of a place of the words, not a company: 水利|建设, 半导体|产业."""
        return self._no_name_before.match(text, end) is not None or text.startswith(_TOPICS, end)

    def described(self, words: Words) -> Iterator[Candidate]:
        """Yield words in no dictionary that a description introduces: 德国企业比泽尔, 面板商莱宝."""
        text = words.text
        starts = self._starts(text)[self._described]
        for match in matches_at(self._describes, text, starts) if starts else ():
            start = match.end()
            if not words.is_border(start) or start >= len(text) or text[match.start() - 1] in _BOUNDARY:
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
        return word[0] in _BOUNDARY or (word[0] not in _DIGITS and self._suffixes.stands_outside(word))

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
            if len(before) == 1 and before not in self._suffixes.stops and before not in _BOUNDARY:
                start, word = before_start, before + word
        glued = len(word) == 3 and word[0] in self._glue and not is_known(word)
        if glued:
            start, word = start + 1, word[1:]
        distinguishes, verb = self._distinguishes(word)
        if not distinguishes or (verb and self._title.match(words.text, end) is None):
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
        if start == 0 or words.text[start - 1] in _BOUNDARY:
            return True
        if self._is_owned(words.text, start):
            return True
        left = words.left_of(start)[1]
        return self._suffixes.stands_outside(left) or (len(left) > 3 and tag(left[-2:]).startswith("v"))

    def _listed(self, text: str, start: int, end: int) -> bool:
        """Tell that the name stands in a list between 、 with another that ends in a trade."""
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if behind == "、":
            nearest = self._closes.search(text, end + 3, end + 9)
            return nearest is not None and text[nearest.end() : nearest.end() + 1] in "、，。和及等与入"
        return before == "、" and behind in _AFTER_LISTED


def _opens_han(text: str, end: int) -> bool:
    """Tell that a Chinese character or a bracket stands behind the name."""
    following = text[end : end + 1]
    return "\u4e00" <= following <= "\u9fd5" or (following != "" and following in _BRACKETS)


def _runs_on(words: Words, end: int) -> bool:
    """Tell that the trade is the start of a longer word: 寒地生物|质."""
    return words.end_at(end - 1) > end and is_known(words.word_at(end - 1))


# 钠电|智能工厂
_SMART = ("工厂", "制造", "装备", "车间", "网联", "终端")


def _is_builder(text: str, start: int, end: int) -> bool:
    """Tell that a name stands between 由 and what it does: 由|怀仁燃气|建设运营."""
    return text[start - 1 : start] == "由" and _BUILDS.match(text, end) is not None
