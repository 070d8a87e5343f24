"""Whether what a verb tells is done or still to come: 将开工, 年内建成, 首批投产 (guideline, PROJECT ``status``).

"What is only announced for the future is at the stage it is in now, or none."
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import regex

from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import Place

# 计划在天津投资80亿元，最终建成X.
_PLANS = regex.compile(r"(?:计划|拟|打算|(?<!即)将)[^。；]{0,40}\Z")
# 加快联调联试: under way.
_PRESSED = regex.compile(r"(?<![将划拟])(?:加快|加紧|抓紧)[^，。；将]{0,4}\Z")
# 首批50万千瓦并网: the rest is still being built.
_FIRST_PART = regex.compile(r"(?:首批|[\d一二三四]号机组|部分)[^，。；]{0,12}\Z")
# 未通过验收便满负荷投运.
_ALREADY = regex.compile(r"(?:未|没有?)[^，。；]*[便就即已擅][^，。；]{0,6}\Z")
# 今年春节后已正式|启用, 已于6月底|完工
_IS_DONE = regex.compile(r"已经?(?:于[^，。；将预]{2,12}?)?(?:正式|全面|全部|顺利|陆续|相继)?\Z")
_BY_THEN = regex.compile(
    r"(?:\d日前|(?:开学|入冬|入汛|汛期|国庆|春节|雨季|元旦)前|年内|今年|(?<![去上前个])[年月]底前?|[季年]前|(?<!个)月前)(?:全面|全部|正式)?\Z"
)
# It ends with one of these.
_THEN = ("前", "年内", "今年", "底", "全面", "全部", "正式")
# 2月底|开工, without a word of the future
_MONTH_END = regex.compile(r"(?:^|(?<![于在计划预将拟争达定]))\d{1,2}月底\Z")
# 年内建成: work that is going on ends this year.
_SOON = regex.compile(r"年内|今年|年底|月底|下月|本月|近期|预计\d{1,2}月|有望|将于|节前|春节")
_TO_COME = regex.compile(
    r"(?<!即)将(?:重点|陆续|全面)?|计划|明年|力争|(?<![主重需不])要(?:全面|陆续|重点|集中|新)?$|(?<![和])预\d|欲"
)
# 目前厂房主体已经完工，热轧机正在安装.
_PART_DONE = regex.compile(
    r"(?:[一二首]期|主体|厂房|土建|桩基|地基)(?:工程|施工|结构|部分)?(?:目前|昨[日天]|今[日天]|日前|近日)?(?:要)?(?:已经?|全部|均已?|基本|即将)?\Z"
    r"|\d[座栋台幢孔跨][^，。；]{1,8}\Z"  # 8座涵闸全部|完工
)
# 已建成|4栋厂房
_SO_MUCH = regex.compile(r"了?\d[\d.]*万?(?:栋|幢|平方米)")
# 分两期建设，一期工程2015年建成投产: still to come.
_PHASE_BY_YEAR = regex.compile(r"[一二三首]期(?:工程|项目)?(?:预计|计划|将)?于?\d{4}年[^，。；已]{0,6}\Z")
_MINES = ("矿", "矿项目", "矿山项目")
# X的投用|将使物流成本下降
_WILL_MEAN = regex.compile(r"，?(?:也|还|必|更|无疑)?将")
# 投运|在即, 通车|的日子越来越近
_NEARLY = ("在即", "的日子", "的倒计时", "倒计时", "在望", "可期", "指日可待")
_EVER_SINCE = ("以来", "至今")
# X、Y要动土.
_MUST = regex.compile(r"(?<![主重需只])要\Z")
# 已实现500MW产能, 已达到年产350套的水平, 已形成年产800台的能力, 目前月产30台.
_MAKES = regex.compile(
    r"(?:已|达到|实现)[^，。；]{0,14}(?:\d[^，。；]{0,6}(?:产能|的(?:生产)?(?:水平|能力)))|目前[月日]产\d|实现产能\d"
)
_SHARE_DONE = regex.compile(r"完成[^，。；]{0,10}(?:[一二三四五六七八九]成|[\d.]+%|过半|大半)")
# 眼下正进行厂房网架安装
_BUSY = regex.compile(
    r"正在?[^，。；]{0,12}(?:安装|施工|调试|试机|装修|装饰|吊装|浇筑|铺设|试验|测试|绿化|平整|开挖|回填|砌筑|摊铺|焊接|拼装)"
)
_FRAME_DONE = regex.compile(r"主体(?:结构|工程)?[^，。；]{0,6}完成")
_ACCEPTED = regex.compile(
    r"(?<![未没便])(?:通过|完成)(?![^，。；]{0,4}(?:环保|蓄水|过水|阶段|单元|分部))"
    r"(?:[^，。；的]{0,12}|[^，。；的]{2,10}组织的)验收"
)
_FINISHED = regex.compile(r"(?:已|已经|全部)完成(?=[，。；])")
# Each of these has one of its words.
_MAY_BE_DONE = re.compile("产能|水平|能力|月产|日产|正|主体|验收|完成")


class StageTimes:
    """Reads the time of verbs. Built once from the lexicon, then read-only."""

    def __init__(self, stages: Mapping[str, str]) -> None:
        data = table("status")
        self._stages = stages
        self._future = regex.compile(
            rf"(?:(?<![先按最]){alternation(data['future']['words'])}|(?<![先按最今])后)[^，。；]{{0,12}}\Z"
        )
        self._planned = re.compile(rf"{alternation(data['intent']['before'])}[^，。；]{{0,12}}\Z")

    def timed(self, text: str, low: int, at: int, status: str) -> str:
        """Take back what is still to come: 计划今年7月开工建设的X is planned."""
        if status == "under_construction":
            return status
        if self._planned.search(text, max(low, at - 20), at):
            # 将启用的X, 原定去年投产的X is being built.
            return "under_construction" if status == "operating" else "planned"
        if status in {"completed", "operating"} and _PLANS.search(text, low, at):
            return "planned"
        to_come = status in {"started", "signed"} and _TO_COME.search(text, low, at)
        return "planned" if to_come else status

    def of_future(self, text: str, start: int, verb: Place) -> str | None:
        """Take a verb back that is still to come: 将开工 is planned, 年内建成 is being built."""
        at, behind = verb
        status = self._stages[text[at:behind]]
        if status == "started" and text.startswith(("计划", "方案", "条件", "准备"), behind):
            return "planned"
        if status == "planned":
            return status
        last = status in {"completed", "operating"}
        if last:
            if text.find("期", start, at) >= 0 and _PHASE_BY_YEAR.search(text, start, at):
                return None
            means = text[start : start + 1] == "的" and _WILL_MEAN.match(text, behind)
            if means or text.startswith(_NEARLY, behind):
                return "under_construction"
            if text.startswith(_EVER_SINCE, behind) or _ALREADY.search(text, start, at):
                return status
        if status == "completed" and (_PART_DONE.search(text, start, at) or _SO_MUCH.match(text, behind)):
            return "under_construction"
        if _has_been(text, start, at) or (status == "started" and _at_month_end(text, start, at)):
            return status
        if text.endswith(_THEN, start, at) and _BY_THEN.search(text, start, at):
            return "under_construction" if last else "planned" if status == "started" else status
        if status == "operating" and _FIRST_PART.search(text, start, at):
            return "under_construction"
        if status == "started" and _MUST.search(text, start, at):
            return "planned"
        if not self._future.search(text, start, at):
            return status
        if status in {"started", "signed"}:
            return "planned"
        if status == "under_construction" and _PRESSED.search(text, start, at):
            return status
        if text.startswith("进场", at):
            return "planned"  # 将在年内相继进场施工
        if not _SOON.search(text, start, at):
            return None
        # 圣罗莎铜矿有望在2013年投产: a mine that is not said to be worked on is a plan.
        return "planned" if text.endswith(_MINES, 0, start) else "under_construction"


def _has_been(text: str, start: int, at: int) -> bool:
    """Tell that a verb at ``at`` is said to be done, and not of a first part: 今年春节后已正式|启用."""
    is_done = text.find("已", start, at) >= 0 and _IS_DONE.search(text, start, at) is not None
    return is_done and _FIRST_PART.search(text, start, at) is None


def _at_month_end(text: str, start: int, at: int) -> bool:
    """Tell that a verb at ``at`` stands behind the end of a month that is no plan's: 2月底|开工."""
    return text.endswith("月底", start, at) and _MONTH_END.search(text, start, at) is not None


def told_done(text: str, start: int, end: int) -> str | None:
    """Read 已完成 that closes a clause; with an object (已完成投资) it tells no stage."""
    stop = min(len(text), end + 4)
    if _MAY_BE_DONE.search(text, start, stop) is None:
        return None
    if _MAKES.search(text, start, stop):
        return "operating"
    if _BUSY.search(text, start, stop) or _FRAME_DONE.search(text, start, stop):
        return "under_construction"
    if _ACCEPTED.search(text, start, stop):
        return "completed"
    # Both have the word in them.
    if text.find("完成", start, stop) < 0:
        return None
    if _SHARE_DONE.search(text, start, stop):
        return "under_construction"
    return "completed" if _FINISHED.search(text, start, min(len(text), end + 1)) else None
