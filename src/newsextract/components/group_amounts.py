"""Which amounts belong to a group of projects: its threshold, its total, what is done of it.

Source: guideline, GROUP, "Fields": 总投资10亿元以上项目129个，年度累计完成投资717.1亿元. Amounts of a list
(总投资分别为8.7亿元、4.2亿元) are those of its members, never the group's total.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import regex

from newsextract.components.annotations import Found, start_of
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import SENTENCE_MARKS, sentence_around

_REACH, _LEAD, _FILTER_REACH, _GAP = 40, 14, 40, 10
_MARKS = re.compile(r"[，。；、：\n]")
_EACH = re.compile(r"分别|依次|各")
_THRESHOLD = regex.compile(
    r"(?:及)?以[上下](?!的?$)[^，。；！？\n]{0,12}?(?:项目|工程|[\d一二三四五六七八九十]+个)"
    # 投资超过百亿元的有8个
    r"|的(?:项目)?有[\d一二三四五六七八九十]+个"
)
_BOUND = re.compile(r"(?:及)?(?:以[上下]|级)?(?:的)?[^，。；！？\n]{0,9}\Z")


class Amounts(NamedTuple):
    """Indices of the amounts that a group has, ``None`` where the text tells none."""

    total: int | None
    completed: int | None


_NONE = Amounts(None, None)


class GroupAmounts:
    """Reads the amounts around a group. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        money = table("groups")["money"]
        self._lead = re.compile(rf"(?:{alternation(table('groups')['filter']['lead'])})?(?:超过?|过|逾)?\Z")
        self._total = re.compile(rf"(?:{alternation(money['total'])})[^，。；！？\n]{{0,8}}\Z")
        self._not_total = re.compile(alternation(money["not_total"]))

    def filter_of(self, folded: str, start: int, end: int,
                  money: Sequence[Found]) -> tuple[str | None, int | None]:  # fmt: skip
        """Return the words of the threshold that defines the group at ``[start, end)`` and the index of its amount.

        总投资10亿元以上, 投资超亿元; ``(None, None)`` where no threshold defines it.
        """
        at = bisect_left(money, start, key=start_of) - 1
        if at < 0 or money[at]["start"] < start - _FILTER_REACH:
            return None, None
        item = money[at]
        gap = folded[item["end"] : start]
        if len(gap) > _GAP or "，" in gap or set(gap) & SENTENCE_MARKS or not _BOUND.fullmatch(gap):
            return None, None
        lead = self._lead.search(folded, max(0, item["start"] - 10), item["start"])
        begin = item["start"] if lead is None else lead.start()
        if not self._bounds(item, gap, folded[begin : item["start"]]):
            return None, None
        return folded[begin : item["end"]] + (gap[: gap.index("以") + 2] if "以" in gap else ""), at

    @staticmethod
    def _bounds(item: Found, gap: str, lead: str) -> bool:
        """Tell that the amount says which projects are counted, not what they cost together."""
        if "以上" in gap or "以下" in gap:
            return True
        alone = item["low"] is not None and gap in {"", "的"}
        return alone or (lead.endswith(("超", "超过", "过", "逾")) and item["value"] in _ROUND)

    def around(self, folded: str, span: tuple[int, int], money: Sequence[Found],
               bounds: tuple[int, int]) -> Amounts:  # fmt: skip
        """Return total and completed investment of the group at ``span``, told between ``bounds``."""
        start, end = span
        low, high = sentence_around(folded, start)
        floor = max(low, bounds[0])
        near = bisect_left(money, min(floor, end), key=start_of)
        # No amount is left, neither between the bounds nor in the rest of the sentence.
        if near == len(money) or money[near]["start"] >= max(bounds[1], high + 1):
            return _NONE
        goes_on = _NEXT.match(folded, high) if folded[high : high + 1] in _NEXT_OPENS else None
        said = sentence_around(folded, goes_on.end())[1] if goes_on is not None else high
        ceiling = min(max(high + _REACH, said), bounds[1])
        line = end if goes_on is None else max(end, goes_on.end())
        first = bisect_left(money, floor, lo=near, key=start_of)
        total = completed = None
        for at in range(first, bisect_left(money, ceiling, lo=first, key=start_of)):
            item = money[at]
            if item["end"] <= start:
                if self._before(folded, item, start):
                    total = at
                continue
            if item["start"] < end:
                # 546个总投资约9500亿元的重大项目
                if folded[item["end"] : item["end"] + 1] == "的" and self._is_total(folded, item):
                    total = at
                continue
            if (
                "\n" in folded[line : item["start"]]
                or (line == end and "\n" in folded[end:high])
                or (item["start"] > said and item["role"] != _DONE)
            ):
                break
            if item["role"] == _DONE:
                completed = at if completed is None else completed
            elif total is None and (
                (item["role"] in _TOTALS and self._is_total(folded, item))
                or _TOGETHER.fullmatch(folded, end, item["start"])
                or _TENDERED.search(folded, end, item["start"])
            ):
                total = at
        if total is None and completed is None and ceiling == bounds[1]:
            total = self._closing(folded, end, high, money)
        return Amounts(total, completed)

    @staticmethod
    def _closing(folded: str, end: int, high: int, money: Sequence[Found]) -> int | None:
        """Return the amount behind the list of the group's projects: 28个项目，有A项目、B项目等，总投资130亿元."""
        closing = _LIST_CLOSED.match(folded, end, high)
        if closing is None:
            return None
        at = bisect_left(money, closing.end(), key=start_of)
        return at if at < len(money) and money[at]["start"] == closing.end() else None

    def _before(self, folded: str, item: Found, start: int) -> bool:
        """Tell a total before its count: 总投资4382亿元的200个项目."""
        gap = folded[item["end"] : start]
        if _SPENT_ON.fullmatch(gap):
            return _SPENDS.search(folded, max(0, item["start"] - _LEAD), item["start"]) is not None
        if _LISTED.fullmatch(gap):
            return _SUM.search(folded, max(0, item["start"] - _LEAD), item["start"]) is not None
        joined = gap.startswith("的") or (gap.isspace() and "\n" not in gap)  # 总投资412亿元 86个项目同日落子
        return joined and len(gap) <= _LEAD and self._is_total(folded, item)

    def _is_total(self, folded: str, item: Found) -> bool:
        if _THRESHOLD.match(folded, item["end"]):
            return False
        clause = _MARKS.split(folded[max(0, item["start"] - _LEAD) : item["start"]])[-1]
        listed = clause.endswith(_AND) or folded[item["end"] : item["end"] + 1] in {"、", "的", *_AND}
        if listed and (_EACH.search(clause) or clause.startswith(_OPENS_LIST)):
            return False
        return self._total.search(clause) is not None and not self._not_total.search(clause)


# 28个项目，有总投资50亿元的A项目、投资12亿元的B项目等，总投资|130亿元
_LIST_CLOSED = regex.compile(
    r"，?(?:有|包括|包含|分别[是为]|其中有)(?:(?!\d[个项])[^。；\n]){4,200}?等，(?:项目)?(?:合计|计划|预计)?总投资(?:额)?(?:约|近|超|达|为)?"
    # 两个项目为服务业项目，分别是A项目和B项目，投资额|6.5亿元
    r"|(?:为[^，。；\d]{2,8}，)?分别[是为](?:(?!\d|元)[^。；\n]){4,80}?，投资额(?:约|共|合计)?"
)
_AND = ("和", "及", "与")
# 28个项目，有|总投资50亿元的X、投资12亿元的Y: the first one's own.
_OPENS_LIST = ("有", "包括", "包含", "既有", "如")
# 总额559.8亿元的|新型显示产业园、绿色智算中心等|14项重点项目
_LISTED = regex.compile(r"的[^，。；\d\n]{3,60}等")
_SUM = re.compile(r"(?:总额|合计|共计|总投资)(?:约|近|超|逾|达)?\Z")
# 将拿出6亿多元，实施近|40个技术改造项目
_SPENT_ON = re.compile(r"，(?:用于)?(?:实施|建设|推进|启动)了?(?:近|约|超)?")
_SPENDS = re.compile(r"(?:拿出|投入|安排|筹措|斥资|投资)(?:资金)?(?:约|近|超)?\Z")
# 50个重大项目开工。项目聚焦…，总投资约486亿元: the sentence behind goes on about them.
_NEXT_OPENS = frozenset("。；")
_NEXT = regex.compile(
    # 安排项目218个，同比增长12%；|总投资2036亿元
    r"；(?=总投资)|[。；](?:\n[\s\u3000]*(?=据|这批|新一批|该批|上述|这些|新上榜))?(?:据[^，。]{2,6}，)?(?:这批|新一批|该批|上述|这些|新上榜|这)?(?:[\d一二三四五六七八九十]+个)?项目(?!名称|总数)"
)
# 31个项目公开招标，招标资金约4.6亿元
_TENDERED = re.compile(r"(?:招标(?:资金|总额|金额)|预算总额|财政出资|招标 资金)(?:达|约|近|超|逾)?\Z")
_DONE = "completed_investment"
_TOTALS = frozenset({"investment", "trade", "financing"})
# 34个项目签约，共672.2亿元.
_TOGETHER = re.compile(r"[^，。；\n]{0,8}，(?:总计|合计|共计|共|总额)(?:约|近|超|逾)?")
# 亿元, 10亿元, 百亿元: the round sums that projects are sorted by.
_ROUND = frozenset(str(10**power * step) for power in range(6, 13) for step in (1, 2, 3, 5))
