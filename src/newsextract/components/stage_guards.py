"""Verbs of stages that tell no stage where they stand: 能否按时开工, 签订贷款合同, 启动申请.

Source: guideline, PROJECT ``status``: the stage that the text says of the project.
"""

from __future__ import annotations

import re

import regex

from newsextract.components.looks import first_of
from newsextract.text.occurrences import Place

_WHETHER = re.compile(r"(?:能不能|能否|是否|何时)[^，。；]{0,6}\Z")
_ONE_OF_STARTED = regex.compile(r"的?[^，。；]{1,10}(?:中|里|之一)")
_IS = frozenset("是为系在")
_PARTS = ("主体", "基础", "土建", "首段", "年度", "前期")
# 启动|联调联试: late in the works.
_LATE_WORKS = (
    "联调",
    "调试",
    "试运行",
    "试车",
    "铺轨",
    "架梁",
    "验收",
    "热试",
    "整套",
    "蓄水",
    "并网",
    "运行试验",
)
_WHO_BUILDS = ("施工单位", "施工方", "施工企业", "施工合同", "施工总承包")
_AS_OBJECT = ("工程招标", "招标", "申请", "申报", "受理", "报名", "预售", "工可", "可研")
# 采取清淤、疏浚等办法: how, not how far.
_METHOD_REACH = 9
_METHOD = regex.compile(r"[^，。；]{0,8}等(?:办法|措施|方式|手段|方法)")
# 达产后, 投产首年: what will be when it is so.
_ONCE = ("后", "以后", "之后", "前", "时", "年", "首年", "土方", "长度", "当年", "次年", "首月")
# 去年底建成投产后，今年1至5月实现…; 继去年9月徐水整车工厂开工之后.
_LAST_YEAR = regex.compile(
    r"(?:去年|前年|上年)[^，。；]{0,4}\Z|(?:继|自从?)(?:去年|前年|今年|\d{4}年)[^，。；]{0,24}\Z"
)
# 把矿区建成…基地: no work done.
_MADE = regex.compile(r"把[^，。；]{0,10}\Z")
_SIGNED = ("签约", "签署", "签订")
_OTHER_PAPERS = regex.compile(r"签[订署约下]了?[^，。；]{0,6}(?:贷款|银团|供货|采购|购销)")
# 建设内容包括…衬砌干支渠316公里
_CONTENT = re.compile("建设(?:内容|规模|任务)|主要(?:建设|内容)")
_CONTENTS = regex.compile(rf"(?:{_CONTENT.pattern})[^。；]*\Z")
_MADE_THERE = regex.compile(r"盾构机?(?:、|等|产品|轴承)")
# What takes a verb away begins with one of the former, what is no verb of a project with one of the latter.
_FOLLOWERS = first_of((*_SIGNED, "到", *_AS_OBJECT, *_PARTS, *_LATE_WORKS, *_ONCE))
_OF_OTHERS = first_of(("签", "盾", *_WHO_BUILDS))


def tells_no_stage(text: str, low: int, start: int, verb: Place, stage: str) -> bool:
    """Tell that a verb says nothing of how far the project is that ends at ``start`` in the sentence from ``low``.

    ``verb``: where it starts and ends; ``stage``: what the lexicon says that it tells.
    """
    at, behind = verb
    word = text[at:behind]
    if text[behind : behind + 1] in _FOLLOWERS and _is_followed(text, low, verb, word):
        return True
    if word[0] in _OF_OTHERS and _is_of_others(text, at):
        return True
    if (text.startswith("外", start) and "除" in text[low:start]) or _is_of_contents(text, low, at):
        return True
    if _WHETHER.search(text, max(low, at - 9), at):
        return True  # 能不能按时开工
    if stage == "started" and text[start : start + 1] in _IS and _ONE_OF_STARTED.match(text, behind):
        return True  # 是今年新开工高速公路项目里最长的
    if text.find("等", behind, behind + _METHOD_REACH) >= 0 and _METHOD.match(text, behind):
        return True
    low = max(low, at - 12)
    return text.find("把", low, at) >= 0 and _MADE.search(text, low, at) is not None


def _is_followed(text: str, low: int, verb: Place, word: str) -> bool:
    """Tell that what follows right behind the verb takes it away from the project."""
    at, behind = verb
    if text.startswith(_SIGNED, behind):
        return word.endswith("意向协议")  # 意向协议签约仪式
    if text.startswith("到", behind):
        return text[at - 1] == "从"  # 从签约到开工
    # 全部完成主体结构封顶, 完成主体|工程招标, 启动申请
    if text.startswith(_AS_OBJECT, behind):
        return True
    if (word.endswith("完成") and text.startswith(_PARTS, behind)) or (
        word.endswith("启动") and text.startswith(_LATE_WORKS, behind)
    ):
        return True
    return text.startswith(_ONCE, behind) and _LAST_YEAR.search(text, max(low, at - 30), at) is None


def _is_of_others(text: str, at: int) -> bool:
    """Tell that the verb at ``at`` is one of other papers, products or people."""
    return (
        _OTHER_PAPERS.match(text, at) is not None  # 签订贷款合同
        or _MADE_THERE.match(text, at) is not None  # 主要产品为地铁车辆、盾构机、港口机械用轴承
        or text.startswith(_WHO_BUILDS, at)
    )


def _is_of_contents(text: str, low: int, at: int) -> bool:
    """Tell that the sentence tells what is to be built, up to ``at``: 建设内容包括…."""
    return _CONTENT.search(text, low, at) is not None and _CONTENTS.search(text, low, at) is not None
