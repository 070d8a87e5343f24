"""What proves a distinguishing word and a trade to be a company's name: a title or an act behind it, a list, a place.

What the characters around a trade exclude is asked first: most trades in an article have nothing around them
that could prove a name, and no word needs to be cut for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from newsextract.components.looks import Openings, first_of, last_of
from newsextract.components.places import is_place, place_starting
from newsextract.dictionary import is_coined, is_common
from newsextract.lexicons import alternation
from newsextract.lexicons.names import places

BOUNDARY = frozenset('，。；：！？,;:!?“”"《》、\n（）()—■ \u3000')


# 秦岭电气9月14日公告, 由怀仁燃气建设运营.
_DAYS = ("今起", "今日", "昨日", "昨晚", "近日", "日前", "今天", "昨天")
_WHEN = rf"(?:{'|'.join(_DAYS)}|(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日(?:晚间?)?)?"
_TASKS = ("投资", "出资", "建设", "承建", "开发", "运营", "实施", "施工", "负责", "操盘")
_BUILDS = regex.compile(rf"(?:共同)?(?:{'|'.join(_TASKS)})")
_OPENS_TASK = first_of(("共同", *_TASKS))
_GOES_ON = regex.compile(r"[\u4e00-\u9fd5]{2,4}(?:产业|项目|行业|企业|产品|市场|技术)")
# 东方动力19日晚间公告: listed companies give notice, products do not.
_NOTICES = ("公告", "披露")
# 桂工机械2010年初动工建设…, 桂工机械投资6亿元
_YEARS = ("今年", "去年")
_DEEDS = ("动工", "按期完成", "累计销售", "累计纳税", "进一步开拓", "现有员工", "拥有员工")
_BUSY = regex.compile(
    rf"(?:\d{{4}}年[初底末]?|{'|'.join(_YEARS)})?(?:投资(?:约|近|超)?\d|{'|'.join(_DEEDS)})"
)
# 海晟重工|一期2.5MW…机组项目, 冀光晶体|年产7万片…项目.
_PHASES = ("一期", "二期", "三期", "四期", "五期")
_YEARLY = "年产"
_MEASURED = regex.compile(rf"{'|'.join(_PHASES)}|{_YEARLY}|\d")
# 宏远锂电|投资38亿元建设的, 华隆新材料|再次增资15亿元
_PLANS, _MORE, _MEANS = ("再次", "计划", "拟", "将"), "追加", ("投资", "增资", "出资")
_SPENDS = regex.compile(rf"(?:{'|'.join(_PLANS)})?(?:{_MORE})?(?:{'|'.join(_MEANS)})(?:约|近|超)?\d")
_SPENDING = (*_PLANS, _MORE, *_MEANS)
# 昆山精密|光学镜头工厂, 江州冷链|物流园: a trade of the building, no firm.
_BUILDING = regex.compile(
    r"(?:与|及|和)?[\u4e00-\u9fd5]{0,6}?(?:工厂|物流园|产业园|科技园|车间|检测中心|包装中心|交易中心|物流中心|配送中心|集配基地|生产基地)"
)
_AFTER_LISTED = "，。和及等与"
_TOPICS = ("建设", "系统", "设施", "事业", "改革", "发展", "部门", "工作")


class Proofs:
    """Judges what stands around a brand and a trade. Built once from the lexicon, then read-only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        brands, titles = data["brands"], data["titles"]["words"]
        self._closes = regex.compile(alternation(data["trade"]["closing"]))
        self._title = regex.compile(alternation(titles))
        self._opens_title = first_of(titles)
        self._opens_act = first_of([*brands["acts"], *_DAYS])
        self._acts = regex.compile(rf"{_WHEN}{alternation(brands['acts'])}")
        works = rf"[^，。；、！？\n的]{{2,24}}?{alternation(brands['things'])}"
        self._works, self._owns = regex.compile(works), regex.compile(f"的{works}")
        self._owners = tuple(brands["owners"])
        self._ends_owner = last_of(brands["owners"])
        self._nouns = Openings(brands["not_before"])
        self._not_listed = frozenset(brands["not_listed"])
        self._says = regex.compile(rf"{_WHEN}{alternation(brands['says'])}")
        self._products = frozenset(data["aliases"]["products"]) - frozenset(data["trade"]["closing"])
        self._safe = frozenset(brands["safe"])
        # But for years and days in digits.
        self._begins = Openings([*titles, *brands["acts"], *_DAYS, *_PHASES, _YEARLY, *_SPENDING])
        self._product_begins = Openings([*titles, *brands["says"], *_DAYS, *_YEARS, *_DEEDS, *_SPENDING])
        # Marks, and nothing at the end of the text, prove no name.
        self._quiet = (BOUNDARY | {""}) - first_of([*titles, *brands["acts"], *brands["says"]])
        self._place_ends = frozenset(place[-2:] for place in places())

    def may_stand(self, text: str, closing: int, end: int) -> bool:
        """Tell by the characters around a trade whether something may prove a name that ends with it."""
        trade, following = text[closing:end], text[end : end + 1]
        if following in self._nouns.first and self._nouns.at(text, end) and not self._builds(text, end):
            return False
        if trade in self._products:
            return self._may_act(self._product_begins, text, end, following)
        if trade in self._safe:
            return True
        if following == "的":
            if self._title_or_act(text, end) is not None:
                return True
        elif self._may_act(self._begins, text, end, following):
            return True
        return self._may_be_introduced(text, closing, end, following)

    def _may_act(self, begins: Openings, text: str, end: int, following: str) -> bool:
        """Tell that what proves a name may begin behind the trade: with one of the words, or with a digit."""
        if "\u4e00" <= following <= "\u9fd5":
            return following in begins.first and begins.at(text, end)
        return following not in self._quiet

    def _may_be_introduced(self, text: str, closing: int, end: int, following: str) -> bool:
        """Tell that what proves a name may stand before the two to four characters that distinguish."""
        before = text[closing - 5 : closing - 2] if closing > 5 else text[: closing - 2]
        if following == "、" or ("、" in before and following in _AFTER_LISTED):
            return True
        if "由" in before and self._builds(text, end):
            return True
        # 芜湖|埃泰克|动力: a place opens the name, or stands before it.
        ends = self._place_ends
        if (
            text[closing - 4 : closing - 2] in ends
            or text[closing - 5 : closing - 3] in ends
            or text[closing - 6 : closing - 4] in ends
        ):
            return True
        if self._ends_owner.isdisjoint(before):
            return False
        return any(self.is_owned(text, start) for start in (closing - 2, closing - 3, closing - 4))

    def of(self, text: str, start: int, closing: int, end: int) -> str | None:
        """Return what proves a brand and a trade to be a name here, if anything does."""
        brand, trade = text[start:closing], text[closing:end]
        a_place = is_place(brand)
        if a_place and (_GOES_ON.match(text, end) or _BUILDING.match(text, end)):
            return None  # 扬州半导体照明产业 is a trade of the place
        if trade in self._products:
            return self._of_product(text, brand, end)
        proof = self._title_or_act(text, end)
        if proof is None and text[start - 1 : start] == "由":
            proof = _BUILDS.match(text, end)
        if proof is None and not a_place and is_coined(brand):
            proof = self._own_work(text, closing, end) or _SPENDS.match(text, end)
        if proof is not None:
            return str(proof[0])
        if (
            (trade in self._safe and (a_place or not is_common(brand)))
            or _opens_with_place(brand)
            or self.is_owned(text, start)
            or (trade not in self._not_listed and self._listed(text, start, end))
        ):
            return "the words around it"
        return None

    def _of_product(self, text: str, brand: str, end: int) -> str | None:
        """Return what proves a name that ends in a product: it acts, as in 恒岭齿轮营业收入…, not 高压电缆."""
        coined = is_coined(brand) and not is_place(brand)
        title = self.title_of(text, end)
        acts = title or self.says(text, end)
        if acts is not None and (title or coined or acts[0].endswith(_NOTICES)):
            return str(acts[0])
        if coined and len(brand) == 2 and (_BUSY.match(text, end) or _SPENDS.match(text, end)):
            return "what it does"
        return None

    def says(self, text: str, end: int) -> regex.Match[str] | None:
        """Return what companies say and report, when it is said behind a name."""
        return self._says.match(text, end)

    def title_of(self, text: str, end: int) -> regex.Match[str] | None:
        """Return the title behind a name, if any."""
        return self._title.match(text, end) if text[end : end + 1] in self._opens_title else None

    def _title_or_act(self, text: str, end: int) -> regex.Match[str] | None:
        """Return what proves a name from behind: a title, an act, its own work."""
        title = self.title_of(text, end)
        if title is not None:
            return title
        following = text[end : end + 1]
        if following == "的":
            return self._acts.match(text, end) or self._owns.match(text, end)
        # A day can begin with a digit.
        if following in self._opens_act or not "\u4e00" <= following <= "\u9fd5":
            return self._acts.match(text, end)
        return None

    def is_owned(self, text: str, start: int) -> bool:
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

    def _listed(self, text: str, start: int, end: int) -> bool:
        """Tell that the name stands in a list between 、 with another that ends in a trade."""
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if behind == "、":
            nearest = self._closes.search(text, end + 3, end + 9)
            return nearest is not None and text[nearest.end() : nearest.end() + 1] in "、，。和及等与入"
        return before == "、" and behind in _AFTER_LISTED

    def is_part_of_noun(self, text: str, start: int, end: int) -> bool:
        """Tell that a longer noun goes on behind the trade, 青岛化工|产业, but not 由|怀仁燃气|建设运营."""
        if text[end : end + 1] not in self._nouns.first or not self._nouns.at(text, end):
            return False
        return text[start - 1 : start] != "由" or not self._builds(text, end)

    def is_topic(self, text: str, end: int) -> bool:
        """Tell that what follows makes a trade of a place of the words, not a company: 水利|建设, 半导体|产业."""
        return self._nouns.at(text, end) or text.startswith(_TOPICS, end)

    @staticmethod
    def _builds(text: str, end: int) -> bool:
        return text[end : end + 1] in _OPENS_TASK and _BUILDS.match(text, end) is not None


def _opens_with_place(brand: str) -> bool:
    """Tell that a brand is a place and a word: 芜湖|埃泰克."""
    placed = place_starting(brand, 0)
    return placed is not None and 2 <= len(brand) - placed <= 4
