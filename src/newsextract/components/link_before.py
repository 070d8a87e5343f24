"""Which of the projects before an amount has it: the nearest, or the one that its clause or sentence means.

Not one that another meets (终点接|X高速), not one of a list that is told of as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from newsextract.components.annotations import Found, between
from newsextract.components.link_lists import ended
from newsextract.components.looks import first_of, last_of

_REACH, _PARAGRAPH = 120, 400
# 该项目北接重庆在建的|南川至道真高速公路, what it meets has its own cost.
_REACHES = regex.compile(r"(?:[东南西北]|终点|起点)[接连][^，。；]{0,10}\Z")
# 尿素项目是|荆山基地|的二期工程: what is told further on is of the part.
_WHOSE_PART = regex.compile(
    r"的(?:[一二三四]期|配套|重要|重点|组成|附属|控制性|关键)[^，。；]{0,6}(?:工程|项目|部分)"
)
# 终点接X高速: what the project only meets.
_TOUCHED = (
    "东连", "西连", "南连", "北连", "东起", "西起", "南起", "北起", "接",
    "并入", "接入", "汇入", "连接", "起于", "起自", "止于", "毗邻", "紧邻", "距离",
)  # fmt: skip
_MET = ("相连", "相接", "相交", "交会", "交汇", "终点", "起点", "对接")
_TOUCHED_ENDS, _MET_BEGINS = last_of(_TOUCHED), first_of(_MET)
# 大水、杨家河6座骨干水库，总投资61亿元 is of all six.
_SO_MANY = regex.compile(r"(?:\d+|[两三四五六七八九十]+)[座个条项]")
# 均推迟…，涉及投资额合计约4亿美元: the amount of several projects together.
_JOINT = regex.compile(r"(?<![平年])均|(?<![成首])都(?![市会])|合计|共计|一并|三者|两者|在内，")
# … but 项目总投资8亿元 behind 泵站等20处 is the project's again.
_ONE = re.compile(r"(?:项目|工程|基地)(?:计划|概算|估算|预计)?(?:总?投资)[^，。；]*\Z")
# 该项目, 项目总投资: one that is called 项目 rather than a building named in between.
_THE_PROJECT = re.compile(r"(?:该|此|这)?(?:项目|工程)")
# 该项目总投资…, 项目投资…: the project is the one that the paragraph is about.
_SAID_AGAIN = re.compile(r"(?:该|此|这)?(?:项目|工程|基地|产业园)|该|(?:概算|估算|计划)?总投资")


def nearest_before(folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found],
                   clause: str) -> Found | None:  # fmt: skip
    """Take the nearest project before the amount in its paragraph, unless a group or a list stands between."""
    reach = _REACH if _SAID_AGAIN.match(clause) is None else _PARAGRAPH
    before = [p for p in ended(projects, item["start"], reach) if not _is_met(folded, p)]
    if not before:
        return None
    nearest = before[-1]
    if nearest["rule"] == "project.building" and _THE_PROJECT.match(clause):
        line = folded.rfind("\n", 0, item["start"])
        named_so = (p for p in reversed(before) if p["rule"] != "project.building" and p["start"] > line)
        nearest = next(named_so, nearest)
    nearest = _called(folded, item, before, clause) or _whole(folded, before, nearest, clause)
    gap = folded[nearest["end"] : item["start"]]
    if "\n" in gap.strip("\n") or between(groups, nearest["end"], item["start"]):
        return None
    if nearest is before[-2:][0] and _is_former(folded, before[-1]["end"]):
        return nearest
    if gap.startswith(("、", "和")) or _SO_MANY.match(gap) or (gap.startswith("等") and "项目" in gap):
        return None
    if _JOINT.search(gap) or _of_a_list(folded, before, gap):
        return None
    return nearest


def _of_a_list(folded: str, before: Sequence[Found], gap: str) -> bool:
    """Tell that the nearest project ends a list, so that what its sentence goes on to say is of all."""
    if len(before) < 2 or "。" in gap or "；" in gap:
        return False
    between_names = folded[before[-2]["end"] : before[-1]["start"]]
    if _ONE.search(gap):
        return False
    return between_names in {"、", "和", "及", "与", "以及"} and gap.startswith(("，", "等"))


def _is_met(folded: str, project: Found) -> bool:
    """Tell that a project is one that another meets (终点接|X高速), or one of which only a part is told."""
    start, end = project["start"], project["end"]
    last = folded[start - 1 : start]
    if last in _TOUCHED_ENDS and folded.endswith(_TOUCHED, 0, start):
        return True
    if folded[end : end + 1] in _MET_BEGINS and folded.startswith(_MET, end):
        return True
    low = max(0, start - 14)
    reaches = folded.find("接", low, start) >= 0 or folded.find("连", low, start) >= 0
    if reaches and _REACHES.search(folded, low, start):
        return True
    return last == "是" and _WHOSE_PART.match(folded, end) is not None


# …隧道贯通。铁路全长184公里，总投资255亿元: the line's, by what its sentence begins with.
_BEGINS_WITH = re.compile(
    r"(?:该|这座|这条|这个)?(?P<head>电站|水库|园区|铁路|高铁|高速|公路|大桥|隧道|机场|码头|基地|产业园|管道|枢纽|泵站|工程|灌区)"
    r"(?:全长|正线|全线|总库容|总装机|位于|规划|设计|占地|主线|建成后)"
)
# 该电站总投资98亿元, 园区计划投资28亿元: the last one that is called so.
_CALLED = re.compile(
    r"(?:该|这座|这条|这个)?(?P<head>电站|水库|园区|铁路|高速|大桥|隧道|机场|码头|医院|学校|工厂|基地|产业园|管道|枢纽|泵站)(?:的)?(?:计划|概算|估算|规划|静态|动态)?总?(?:投资|造价|概算)"
)


def _called(folded: str, item: Found, before: Sequence[Found], clause: str) -> Found | None:
    """Return the last project before an amount that ends in what the clause calls it."""
    floor, start = max(0, item["start"] - _REACH), item["start"]
    low = max(folded.rfind("。", floor, start), folded.rfind("\n", floor, start)) + 1
    match = _CALLED.match(clause) or _BEGINS_WITH.match(folded, low)
    if match is None:
        return None
    head = "园" if match["head"] == "园区" else match["head"]
    line = folded.rfind("\n", 0, start)
    named = [p for p in before if p["start"] > line and p["text"].rstrip("）)").endswith(head)]
    return named[-1] if named else None


# …高速公路控制性工程九岭隧道掘进4公里，该项目概算118.3亿元: the motorway's.
_KEY_PART = regex.compile(r"(?:控制性|关键|重点|节点)工程(?:之一)?(?:的|——)?\Z|传来(?:好)?消息：\Z")


# A和B将列入明年计划，前者…，估算投资9.8亿元.
_JOINED = re.compile(r"[、和及与]|以及")
_LONGEST_JOINED = 2
_THE_FORMER_REACH = 40
_THE_FORMER = regex.compile(rf"[^。；\n]{{0,{_THE_FORMER_REACH}}}?前者(?![^。；\n]*后者)")


def _is_former(folded: str, end: int) -> bool:
    """Tell that what is told behind two names is of the former."""
    return (
        folded.find("前者", end, end + _THE_FORMER_REACH + 2) >= 0
        and _THE_FORMER.match(folded, end) is not None
    )


def _whole(folded: str, before: Sequence[Found], nearest: Found, clause: str) -> Found:
    """Return the whole instead of the part of it that the sentence tells of, where 项目 has the amount."""
    at = nearest["start"]
    if len(before) < 2:
        return nearest
    joined = at - before[-2]["end"] <= _LONGEST_JOINED and _JOINED.fullmatch(folded, before[-2]["end"], at)
    if joined and _is_former(folded, nearest["end"]):
        return before[-2]
    if not _THE_PROJECT.match(clause):
        return nearest
    part = _KEY_PART.search(folded, max(0, at - 12), at) is not None
    return before[-2] if part and folded.find("。", before[-2]["end"], at) < 0 else nearest
