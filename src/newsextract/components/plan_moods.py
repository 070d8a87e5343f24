"""Sentences that tell what is to be done: 我市将推进A，开工建设B，C建成开放。启动D。

Source: guideline, PROJECT ``status``: what is only announced for the future is at the stage it is in now. In
reports of governments and in yearly plans one 将, or the headline, holds for all the bare verbs behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import regex

from newsextract.text.kept import kept

_SENTENCE = re.compile(r"[^。；！？\n]+")
_MARK_BEFORE = regex.compile(r"(?r)[。；！？\n]")
# Such a mark, or what may stand at the head of a sentence.
_HEAD_BEFORE = regex.compile(r"(?r)[。；！？\n \u3000]")
_HEAD = 160
_LISTED = ("计划", "清单", "方案")
_OUT = r"(?:》|”)?(?:正式|日前|近日|已)?(?:公布|出炉|发布|下达|敲定|印发)"
_SETS = r"年(?:将|拟)?(?:计划)?(?:安排|实施|推进|办好)"
_DEEDS, _REPORT = "实事", r"政府工作报告(?:中)?(?:提出|明确)"
# 柳州市2025年市本级政府投资项目计划公布; 萍乡今年安排中心城区建设项目218项; 政府工作报告提出，今年…
_PLAN = regex.compile(
    rf"(?:投资|建设|项目|工程|城建|民生)[^，。\n]{{0,8}}(?:{'|'.join(_LISTED)}){_OUT}"
    rf"|(?:今|明|\d{{4}}){_SETS}[^，。\n]{{0,24}}(?:项目|工程|实事)"
    rf"|(?:民生)?{_DEEDS}[^，。\n]{{0,8}}(?:敲定|确定|出炉|公布)"
    rf"|{_REPORT}"
)
# Each of these has one of its parts; few texts have any of them where they begin. ``re`` looks for the first
# characters of alternatives that begin with words.
_MAY_PLAN = re.compile("|".join([*(listed + _OUT for listed in _LISTED), _SETS, _DEEDS, _REPORT]))
# 我市还将加快X建设, 江州市今年将开工Y
_OPENS = regex.compile(
    r"[ \u3000]*(?:“|今年，|明年，|下一步，|下半年，)?(?:(?:我|全|本)[省市县区州盟旗]|\p{Han}{2,6}[省市县区州])?"
    r"(?:今年|明年|下半年|下一步|\d{4}年|年内)?(?:，)?(?:还|也)?将(?:(?!于|近)\p{Han})"
    r"|[ \u3000]*(?:按照|根据)(?:年度)?计划，(?:今年|明年|年内|全年|下半年|\d{4}年)"
    r"|[ \u3000]*(?:今年内?，|年内，)\p{Han}{2,6}计划(?:开工|新开工|建成|推进|启动|实施)"
)
_BARE = regex.compile(
    r"[ \u3000]*(?:并|同时|积极|全力|全面|加快|持续|大力|统筹|力争|确保|着力|扎实|稳步)?(?:加快|推进|推动|启动|实施"
    r"|建成|完成|新建|新开工|开工|续建|打通|谋划|抓好|做好|加强|改造|建设|开展|争取)"
)
# What opens a plan has one of them, no further than so many characters from the spaces at the head.
_OPENS_BY = re.compile("将|计划")
_OPENS_WITHIN = 18
# What is told of the past or of this day is no plan.
_DONE = regex.compile(
    r"已|目前|去年|上年|截至|截止|昨[日天]|今[日天]|日前|近日|上周|累计|正在|以来|此前|上半年(?=，|全|我|，)|现已|如今|眼下|至今|\d日|记者[^，。]{0,6}[看获从]|举行|仪式"
)


class PlanMoods:
    """Which sentences of one text tell plans. Built for a text, then read-only."""

    def __init__(self, text: str) -> None:
        self._starts, self._ends = _standing(text)
        self.any = bool(self._starts)

    def plans(self, position: int) -> bool:
        """Tell that the sentence at ``position`` tells what is to be done."""
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]


def _find(text: str) -> tuple[list[int], list[int]]:
    """Return where the sentences that tell plans start and where they end."""
    starts, ends = list[int](), list[int]()
    head = min(len(text), _HEAD)
    whole = _MAY_PLAN.search(text, 0, head) is not None and _PLAN.search(text, 0, head) is not None
    if not whole and "将" not in text:
        return starts, ends
    goes_on = False
    sentence = _next(text, 0, every=whole)
    while sentence is not None:
        start, end = sentence.span()
        goes_on = (
            _OPENS.match(text, start, end) is not None
            or (goes_on and _BARE.match(text, start, end) is not None)
        ) and _DONE.search(text, start, end) is None
        bare = whole and not goes_on and _BARE.search(text, start, end) is not None
        if goes_on or (bare and _DONE.search(text, start, end) is None):
            starts.append(start)
            ends.append(end)
        sentence = _next(text, end, every=whole or goes_on)
    return starts, ends


# The names of a text ask and its groups again, which read the same text if nothing in it is folded.
_standing = kept(_find)


def _next(text: str, at: int, *, every: bool) -> re.Match[str] | None:
    """Match the next sentence from ``at`` on, where one ends; unless ``every``, the next that may open a plan."""
    if every:
        return _SENTENCE.search(text, at)
    for word in _OPENS_BY.finditer(text, at):
        start = word.start()
        near = start - _OPENS_WITHIN
        if near <= at or _HEAD_BEFORE.search(text, near - 1, start) is not None:
            mark = _MARK_BEFORE.search(text, at, start)
            return _SENTENCE.search(text, at if mark is None else mark.end())
    return None


def in_plan(stage: str | None) -> str | None:
    """Return the stage that a verb of a plan tells: 开工 is still to come, 建成 ends what is being built."""
    if stage == "started":
        return "planned"
    return "under_construction" if stage in {"completed", "operating"} else stage
