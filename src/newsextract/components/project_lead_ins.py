"""What stands before 的 or 等 and still belongs to a project's name: 年产56吉瓦的|光伏垂直一体化项目.

Source: guideline, PROJECT, "Span": from the first word that tells which one.
"""

from __future__ import annotations

import regex

from newsextract.components.places import is_place
from newsextract.components.project_joints import Walk

# 年产56吉瓦的光伏垂直一体化项目: the capacity tells which one, also with 的.
CAPACITY_OF = regex.compile(
    r"(?:年产|年处理|年加工|日处理|年出栏|年存栏|存栏)(?!能|值)(?:(?!项目|工程)[^，。；的]){2,16}的\Z"
)
# 第三个是|机车、轨道交通、新能源等特种电缆建设项目; 内容为|年产53000公里各种电气装备等特种电缆建设项目.
_WITH_ETC = regex.compile(
    r"(?:是|内容为|为|“)(?P<what>年[产处][^，。；：等]{4,30}等|[\u4e00-\u9fd5]{2,8}(?:、[\u4e00-\u9fd5]{2,8}){1,3}等)\Z"
)
# 建设了|汽车用钢的全球研发中心.
_WORLDS = ("全球", "亚洲", "亚太", "欧洲", "国际")
_WHOLE_WORLD = regex.compile(
    rf"(?:布局|投建|建设|建立|设立|新建|兴建|打造|建起|落户)了?(?P<what>[\u4e00-\u9fd5]{{2,10}}的)(?:{'|'.join(_WORLDS)})"
)
# What all of these end in.
LEADS_IN = frozenset("的等")
_SO_MANY = regex.compile(r"(?:\d|[二三四五六七八九十百两几数多])(?:余|多)?[个条座家]\Z")


def take_lead_in(text: str, walk: Walk) -> None:
    """Move the left edge over a capacity, a list with 等 or what a centre is of, when one stands before it."""
    before = text[walk.start - 1 : walk.start]
    if before == "等":
        _take_list(text, walk)
    elif before == "的" and not _take_capacity(text, walk):
        _take_what_of(text, walk)


def _take_list(text: str, walk: Walk) -> None:
    etc = _WITH_ETC.search(text, max(0, walk.start - 40), walk.start) if walk.strong else None
    if etc is not None and walk.taken:
        walk.start, walk.why = etc.start("what"), "what it is for is listed before 等"
        walk.taken.append(etc["what"])


def _take_capacity(text: str, walk: Walk) -> bool:
    capacity = CAPACITY_OF.search(text, max(0, walk.start - 24), walk.start)
    if capacity is None:
        return False
    if _SO_MANY.search(text, max(0, capacity.start() - 4), capacity.start()):
        walk.counted = True
    elif _opens(text, capacity.start(), walk):
        walk.start, walk.why = capacity.start(), "a capacity opens it"
        walk.taken.append(capacity[0])
        return True
    return False


def _take_what_of(text: str, walk: Walk) -> None:
    if not text.startswith(_WORLDS, walk.start):
        return
    whole = _WHOLE_WORLD.search(text, max(0, walk.start - 20), walk.start + 2)
    if whole is not None and whole.end() == walk.start + 2 and walk.taken:
        walk.start, walk.why = whole.start("what"), "what the centre for a continent is of"
        walk.taken.append(whole["what"])


def _opens(text: str, at: int, walk: Walk) -> bool:
    """Tell that a capacity belongs to the name; before a place or a body (…的|察尔汗锂盐项目) it does not."""
    own = any(word == "ORG" or is_place(word) for word in walk.taken)
    return bool(walk.taken) and not own and text[at - 1 : at] != "、"
