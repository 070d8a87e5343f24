"""Words before a project's head that are no name by their shape: counts, times, what points back.

Source: guideline, PROJECT, "Not a project".
"""

from __future__ import annotations

from collections.abc import Set

import regex

from newsextract.components.looks import last_of, looks
from newsextract.components.places import is_place

_COUNT = regex.compile(
    r"^[十百千]亿级|[两三四五六七八九十]大[\u4e00-\u9fd5]{2,6}(?:项目|工程)$|[\d０-９]+个|^[\d０-９]+(?:余|多)?[条座项处]|^\d{1,2}[套台](?=[\u4e00-\u9fd5]{2,6}装置)"
)
_PERIOD = regex.compile(r"季度|上半年|下半年")
# 第三个生产基地, 新工厂, 哪几个项目 are said of one that is named elsewhere, or nowhere.
_POINTED_AT = regex.compile(
    r"[这那][批个些]|一([\u4e00-\u9fd5])\1|(?:第[一二三四五六七八九十\d]+[个座条家期]|[一二三四五首]期|哪|新)(?:生产|制造)?(?:工厂|基地|厂区?|厂房|园区|项目|工程)?$|哪"
)
# “十二五”西部公路
_PLAN_YEARS = regex.compile(r"“十[一二三四五六]五”")
# 沈白高铁吉林段|线下工程: the part of a line that is built.
_RAILS = ("铁路", "高铁", "高速", "公路")
_OF_THE_LINE = (
    "线下工程",
    "站前工程",
    "站后工程",
    "段路基工程",
    *(f"{line}{part}工程" for line in _RAILS for part in ("路基", "桥梁", "路面", "隧道")),
    "段路面工程",
    *(f"{line}主体工程" for line in _RAILS),
)
# 3号机组, 二号厂房 are parts of something.
_NUMBERED = regex.compile(
    r"[\d一二三四五六七八九十]+(?:号|#)[\u4e00-\u9fd5]{2,3}|[一二三四五六七八九十两]大?(?:基地|园区|工厂|项目|工程)"
    r"|[\d.]+(?:公里|千米|米)(?:堤防|护岸|渠道|管网|道路)"
)
_MAIN_PART = regex.compile(r"(?:水?电站|水库|枢纽|大坝)主体工程")
_LIST_ENDS = frozenset("和及与")
# What most of the patterns above begin with.
_begins_oddly = looks(r"\d一二三四五六七八九十百千两这那第首哪新“+＋.．")
_TWICE = ("工程工程", "项目项目")  # 船闸工程|工程可行性研究报告
_ODD_ENDS = last_of((*_OF_THE_LINE, *_TWICE, "副中心", "区", "园"))


def is_no_name(name: str, head: str, policies: Set[str], building: Set[str]) -> bool:
    """Tell a policy, a count (27个子项目) and what a joiner parts from its head (建设和|项目)."""
    bare = name.replace("“", "").replace("”", "") if "“" in name or "”" in name else name
    if bare in policies or name in building or name[-len(head) - 1] in _LIST_ENDS:
        return True
    oddly = _begins_oddly(name[0])
    if (oddly or "个" in name or "大" in name) and _COUNT.search(name):
        return True
    if ("季度" in name or "半年" in name) and _PERIOD.search(name):
        return True
    return (oddly and _is_odd(name)) or (name[-1] in _ODD_ENDS and _ends_oddly(name))


def _is_odd(name: str) -> bool:
    """Tell by how it begins what points back, a time, a part of something."""
    return (
        _POINTED_AT.match(name) is not None
        or name[0] in "+＋.．"
        or _PLAN_YEARS.match(name) is not None
        or _NUMBERED.fullmatch(name) is not None
    )


def _ends_oddly(name: str) -> bool:
    """Tell a part of a line or of a dam, a word that stands twice, a place."""
    if name.endswith(_OF_THE_LINE) or name.endswith(_TWICE) or name.endswith("副中心"):
        return True
    return _MAIN_PART.fullmatch(name) is not None or (name.endswith(("区", "园")) and is_place(name))
