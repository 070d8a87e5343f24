"""What joins two words of one project's name: 、 inside a name, 和 between its parts (guideline, PROJECT, "Span").

``年产8000吨高白度、低吸油量钛白生产线`` and ``总部及算力中心项目`` are one each; ``A项目和B项目`` are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from newsextract.components.places import is_place, place_starting
from newsextract.dictionary import is_known, tag
from newsextract.spans import Spanned, covering
from newsextract.text.words import Words

JOINERS = frozenset("和与及")
HARD = frozenset("，。；：！？!?;《》〈〉【】[]\n\t\r|｜■□●◆▲★◎…=＝<>—%％")
OPENING = {"”": "“", "」": "「", "）": "（", ")": "(", "’": "‘"}
_ENUMERATOR = regex.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?[.、．)）]?")
_LONGEST_ENUMERATOR = 5
# 大口径管材, 大功率风机: 大 tells which.
_SIZED = frozenset({"口径", "功率", "规模", "尺寸", "容量", "直径", "跨度", "数据", "飞机", "健康", "吨位"})
# 中大尺寸触摸屏项目: 中 is a size here, no preposition.
# Between two single characters these are sounds of a name: 阿日昆都楞.
_OF_WATER = regex.compile(r"[\u4e00-\u9fd5]{1,3}[江河湖海]")
# 年产8000吨高白度、低吸油量钛白生产线 is one.
_CAPACITY_LIST = regex.compile(r"年产[\d,.，．]+[万亿]?[\u4e00-\u9fd5]{1,2}[^，。；、]{2,8}\Z")
# 菌包厂、|黑土地保护与高标准农田建设项目: a member of a list of works ends there.
_ENDS_MEMBER = ("项目", "工程", "厂", "产业园", "水库", "电站", "医院", "大桥", "学校")
_STREETS = r"(?:(?<![铁公油])路|街|大道|巷|胡同|(?<!运)河|湖|溪|塘|浜)"
_STREET_ENDS = frozenset("路街道巷同河湖溪塘浜")
_STREET_NEXT = regex.compile(
    rf"[\u4e00-\u9fd5]{{2,5}}{_STREETS}(?:(?!段|局|网|线|口)[\u4e00-\u9fd5]{{2}}|、)"
)
# 英雄大街、南河路雨污分流改造工程 is one.
_STREET = regex.compile(rf"[\u4e00-\u9fd5]{_STREETS}\Z")
# 7号、8号泊位工程 is one.
_NUMBERED = regex.compile(r"\d(?:号|#|至\d+号)\Z")
_NUMBER_ENDS = frozenset("号#")
_LISTED = regex.compile(r"(?:工厂|中心|基地|产业园|园区|电站|项目|工程)、[^，。；、]{2,12}\Z")
_IS_NUMBERED = regex.compile(r"\d{1,2}(?:号|#)")

# 机车用MC型、HD型连接器生产线.
_TYPES = regex.compile(r"[A-Za-z\d](?:型|结构|系列)\Z")
_TYPE_ENDS = frozenset("型构列")
_TYPES_NEXT = regex.compile(r"[A-Za-z\d\-]+(?:型|结构|系列)")


_PHASE_ENDS = regex.compile(r"[园区站厂港廊线场库][一二三四五六]期\Z")
_STREET_WORKS = regex.compile(r"[\u4e00-\u9fd5]{2,4}(?:(?<![铁公油水道])路|大街|大道)[\u4e00-\u9fd5]")


@dataclass(slots=True)
class Walk:
    """The state of one walk to the left: the words taken so far, nearest first.

    ``until``: how far what stands behind the head goes, a phase, a part.
    """

    start: int
    head_at: int
    head: str
    strong: bool
    until: int
    taken: list[str]
    why: str = "start of text"
    counted: bool = False


class Joints:
    """Reads the marks and joiners inside names. Built once from the lexicon, then read-only."""

    def __init__(self, building: frozenset[str], stops: frozenset[str], works: tuple[str, ...]) -> None:
        self._building = building
        self._stops = stops
        self._heads_of_works = works

    def inside(self, words: Words, at: int, walk: Walk) -> bool:
        """Tell that the 、 at ``at`` stands inside one name."""
        text = words.text
        before = text[at - 1 : at]
        if before in _NUMBER_ENDS:
            numbered = _NUMBERED.search(text, max(0, at - 5), at) is not None
            if numbered and _IS_NUMBERED.match(text, at + 1):
                return True
        if not walk.taken:
            return self._inner_list(words, at, walk)
        low = max(0, at - 16)
        if text.find("年产", low, at) >= 0 and _CAPACITY_LIST.search(text, low, at):
            return True
        if (
            before in _TYPE_ENDS
            and _TYPES.search(text, max(0, at - 4), at)
            and _TYPES_NEXT.match(text, at + 1)
        ):
            return True
        if before in _STREET_ENDS and _STREET.search(text, max(0, at - 8), at):
            return _STREET_NEXT.match(text, at + 1) is not None
        return self._inner_list(words, at, walk)

    def _inner_list(self, words: Words, at: int, walk: Walk) -> bool:
        """Tell that 、 is inside one name: …用LED外延材料、芯片及器件产业化项目."""
        if walk.head != "项目":
            return False
        text = words.text
        behind = text[at + 1 : at + 7]
        if behind[:1] in JOINERS or JOINERS.isdisjoint(behind):
            return False
        previous = text.rfind("、", max(0, at - 40), at)
        before = text[max(previous + 1, at - 40) : at]
        return not before.endswith(_ENDS_MEMBER)

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
        firm = covering(orgs, at + 1)
        if ended and firm is not None and firm.start == at + 1:
            return False  # 线路板生产线和|云山水泥余热发电项目
        if ended and walk.taken and (is_place(walk.taken[-1]) or _OF_WATER.match(words.text, at + 1)):
            return False
        if _PHASE_ENDS.search(words.text, max(0, at - 4), at) or (
            ended and _STREET_WORKS.match(words.text, at + 1)
        ):
            return False  # 工业园二期和|BDO项目; 泵站和|人民路雨污分流工程
        behind = words.text[at + 1 : at + 3]
        coined = behind not in self._building and behind.isalpha() and not is_known(behind)
        named = coined or place_starting(words.text, at + 1) is not None
        if left in self._building and named and any(word in self._building for word in walk.taken):
            return False  # 听泉水库和|甲岩水库至兴义灌区工程
        if ended and left in self._building and _LISTED.search(words.text, max(0, at - 16), at):
            return False  # A工厂、B中心及C项目
        return bool(walk.taken) or walk.strong

    def ends_building(self, text: str, at: int) -> bool:
        """Tell that a building's name ends before ``at``: 试车台|和航天小镇学校 are two."""
        return any(text[at - length : at] in self._building for length in (2, 3, 4, 5))


def enclosed(text: str, at: int) -> int | None:
    """Return where a quoted or bracketed part that ends here begins: “智汇谷”数字产业园项目."""
    opening = OPENING.get(text[at - 1])
    if opening is None:
        return None
    start = text.rfind(opening, max(0, at - 16), at)
    if start < 0 or not HARD.isdisjoint(text[start:at]):
        return None
    inner = text[start + 1 : at - 1]
    if inner.startswith(("记者", "通讯员")) or text.endswith(("讯", "日电"), 0, start):
        return None  # 本网讯（于海东 孙佳琪）
    if "项目" in inner or "称" in inner:
        return None
    return None if at - start <= _LONGEST_ENUMERATOR and _ENUMERATOR.fullmatch(text, start, at) else start


def is_sized(word: str) -> bool:
    """Tell that 大 before the word tells which, and is no measure: 大口径管材, 大数据."""
    return word in _SIZED or is_known("大" + word)


def is_where(word: str) -> bool:
    """Tell a place of the lexicon or of the dictionary (中山 is a name of people, too, but not beside 至)."""
    return word == "ORG" or is_place(word) or tag(word) == "ns"


def drop_owners(text: str, walk: Walk, orgs: Sequence[Spanned]) -> None:
    """Drop two companies that own it: 参与|中铝和力拓|几内亚铁矿项目."""
    if len(walk.taken) > 3 and walk.taken[-1] == walk.taken[-3] == "ORG" and walk.taken[-2] in JOINERS:
        second = covering(orgs, text.find(walk.taken[-2], walk.start) + 1)
        if second is not None and second.end < walk.head_at:
            walk.start, walk.why = second.end, "its owners before it"
            del walk.taken[-3:]


_GO_THERE = regex.compile(r"[到赴去]\p{Han}{2,8}\Z")
_IN_PLACE = regex.compile(r"(?:在\p{Han}{2,8}|流域|境内|一带|等地)\Z")


def goes_there(text: str, at: int, walk: Walk) -> bool:
    """Tell 到老挝|投资|水电站, where nothing tells which one it is, and 在宜昌|建设|硅材料项目."""
    low, bare = max(0, at - 10), sum(map(len, walk.taken)) < 2
    if walk.taken and _IN_PLACE.search(text, low, at):
        return True
    return not walk.strong and bare and _GO_THERE.search(text, low, at) is not None


_LONGEST_QUOTE = 40


def quoted_start(text: str, walk: Walk) -> int | None:
    """Return where a name in its marks behind 项目 starts: 募投项目“船舶电力推进系统研发中心二期”."""
    if walk.strong or not text.startswith("”", walk.until):
        return None
    opening = text.rfind("“", max(0, walk.start - _LONGEST_QUOTE), walk.start)
    return opening + 1 if opening > 0 and text.endswith(("项目", "工程"), 0, opening) else None
