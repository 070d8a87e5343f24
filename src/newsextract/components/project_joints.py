"""What joins two words of one project's name: 、 inside a name, 和 between its parts (guideline, PROJECT, "Span").

``年产8000吨高白度、低吸油量钛白生产线`` and ``总部及算力中心项目`` are one each; ``A项目和B项目`` are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from newsextract.components.places import is_place
from newsextract.spans import Spanned, covering
from newsextract.text.words import Words

JOINERS = frozenset("和与及")
HARD = frozenset("，。；：！？!?;《》〈〉【】[]\n\t\r|｜■□●◆▲★◎…=＝<>—%％")
# 中大尺寸触摸屏项目: 中 is a size here, no preposition.
# Between two single characters these are sounds of a name: 阿日昆都楞.
_OF_WATER = regex.compile(r"[\u4e00-\u9fd5]{1,3}[江河湖海]")
# 年产8000吨高白度、低吸油量钛白生产线 is one.
_CAPACITY_LIST = regex.compile(r"年产[\d,.，．]+[万亿]?[\u4e00-\u9fd5]{1,2}[^，。；、]{2,8}\Z")
_STREET_NEXT = regex.compile(
    r"[\u4e00-\u9fd5]{2,5}(?:(?<![铁公油])路|街|大道|巷|胡同|(?<!运)河|湖|溪|塘|浜)(?:(?!段|局|网|线|口)[\u4e00-\u9fd5]{2}|、)"
)
# 英雄大街、南河路雨污分流改造工程 is one.
_STREET = regex.compile(r"[\u4e00-\u9fd5](?:(?<![铁公油])路|街|大道|巷|胡同|(?<!运)河|湖|溪|塘|浜)\Z")
# 7号、8号泊位工程 is one.
_NUMBERED = regex.compile(r"\d(?:号|#|至\d+号)\Z")
_IS_NUMBERED = regex.compile(r"\d{1,2}(?:号|#)")

# 机车用MC型、HD型连接器生产线.
_TYPES = regex.compile(r"[A-Za-z\d](?:型|结构|系列)\Z")
_TYPES_NEXT = regex.compile(r"[A-Za-z\d\-]+(?:型|结构|系列)")


@dataclass(slots=True)
class Walk:
    """The state of one walk to the left: the words taken so far, nearest first."""

    start: int
    head_at: int
    head: str
    strong: bool
    taken: list[str] = field(default_factory=list)
    why: str = "start of text"
    counted: bool = False


class Joints:
    """Reads the marks and joiners inside names. Built once from the lexicon, then read-only."""

    def __init__(self, strong: frozenset[str], building: frozenset[str], stops: frozenset[str],
                 works: tuple[str, ...]) -> None:  # fmt: skip
        self._strong = strong
        self._building = building
        self._stops = stops
        self._heads_of_works = works

    def inside(self, words: Words, at: int, walk: Walk) -> bool:
        """Tell that the 、 at ``at`` stands inside one name."""
        text = words.text
        if _NUMBERED.search(text, max(0, at - 5), at) and _IS_NUMBERED.match(text, at + 1):
            return True
        if not walk.taken:
            return self._inner_list(words, at, walk)
        if _CAPACITY_LIST.search(text, max(0, at - 16), at):
            return True
        if _TYPES.search(text, max(0, at - 4), at) and _TYPES_NEXT.match(text, at + 1):
            return True
        if _STREET.search(text, max(0, at - 8), at):
            return _STREET_NEXT.match(text, at + 1) is not None
        return self._inner_list(words, at, walk)

    def _inner_list(self, words: Words, at: int, walk: Walk) -> bool:
        """Tell that 、 is inside one name: …用LED外延材料、芯片及器件产业化项目."""
        text = words.text
        segment = text[at + 1 : walk.start + 8]
        joined = next((i for i, char in enumerate(segment[:6]) if char in JOINERS), None)
        if joined is None or walk.head != "项目":
            return False
        previous = text.rfind("、", max(0, at - 40), at)
        before = text[max(previous + 1, at - 40) : at]
        return not before.endswith(("项目", "工程")) and 1 <= joined <= 5

    def joins(self, words: Words, at: int, walk: Walk, orgs: Sequence[Spanned]) -> bool:
        """Tell that 和 is inside one name: 总部及算力中心项目, but not A项目和B项目."""
        if at == 0:
            return False
        left = words.left_of(at)[1]
        if not walk.strong and words.text[at + 1 : at + 2].isdigit():
            return False  # 生物滤池和3套装置
        if (
            words.text.endswith(("项目", "工程"), 0, at)
            or left in self._stops
            or left[-1] in HARD
            or left in "”）)"
        ):
            return False
        if (not walk.strong or walk.head == "段") and (
            self.ends_building(words.text, at) or covering(orgs, at - 1) is not None
        ):
            return False
        ended = left in self._building or words.text.endswith(self._heads_of_works, 0, at)
        if ended and walk.taken and (is_place(walk.taken[-1]) or _OF_WATER.match(words.text, at + 1)):
            return False
        return bool(walk.taken) or walk.strong

    def ends_building(self, text: str, at: int) -> bool:
        """Tell that a building's name ends before ``at``: 试车台|和航天小镇学校 are two."""
        return any(text[at - length : at] in self._building for length in (2, 3, 4, 5))
