"""Which word ends a project's name on its left, and why (guideline, PROJECT, "Left edge").

The words are in ``lexicons/projects.toml``. Of nearly every word its own shape and the lexicon decide; only
of the few others (至, 中, 和, numbers, verbs of building) what stands around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex

from newsextract.components.looks import remembered
from newsextract.components.places import begins_longer, is_place, place_starting
from newsextract.components.project_joints import HARD, JOINERS, OPENING, Joints, Walk, goes_there, is_where
from newsextract.dictionary import is_known, is_rare, tag
from newsextract.lexicons import table
from newsextract.lexicons.names import places
from newsextract.spans import Spanned
from newsextract.text.words import Words

# Adverbs, prepositions, conjunctions, pronouns, particles, time words: never inside a name. Verbs are:
# names are full of verbal nouns (交换膜, 照明), so the verbs that end a name are listed in the lexicon.
_OUTSIDE_TAGS = ("d", "p", "c", "r", "u", "y", "t", "q")
LATIN = regex.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９.\-+&·]*")
NUMBER = regex.compile(r"[\d０-９.．,，×xX]+[万亿千百]*|[一二三四五六七八九十百千万亿两几]+")
_COUNTRY_SIGNS = frozenset("挪美英法德日韩俄瑞芬荷比奥匈波意澳新加印泰越老缅柬马哈蒙阿沙埃欧")
_SOUNDS = frozenset("都那同也就里多至者达")
_SIZES = frozenset("大小高低短长")
# The segmenter parts 中转场, 中试线, 中医院 behind a noun.
_MIDDLE = frozenset("转试医药区硼")
_BEHIND_MIDDLE = _COUNTRY_SIGNS | _SIZES | _MIDDLE
_ELEMENTS = frozenset("锑锰钛磷铁锂镍锡铝镁硅硼氟氯硫铜锌钼钨溴钠")
_MEASURED = frozenset({"系", "单体", "只"})
# The segmenter takes a verb and its complement for a word: 投给, 用在, 算上, 先看.
COMPLEMENTS = frozenset("给在到为入上出成于看")
# 国家工程实验室 is a body: 工程 is no head there. 巨型工程子午线轮胎项目 is of another kind of 工程.
_BEHIND_ENGINEERING = (
    *("实验室", "研究中心", "技术中心", "技术研究"),
    *("机械", "塑料", "子午线", "轮胎", "车辆", "菌", "装备"),
)
_CAPACITY_BEFORE = regex.compile(r"年[产处加][^，。；]{2,10}[吨台套件辆万亿]\Z")
_EVERY_KIND = frozenset({"各类", "各种"})
_COUNT_WORD = regex.compile(r"(?:\d+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批大座台宗处条所件]")
# 世界第三条|8.6代AMOLED生产线
_ORDINAL = regex.compile(r"第[一二三四五六七八九十]+[个条座家项]")
_WHERE_FIRST = ("世界", "全球", "国内", "全国", "我国", "亚洲", "全省", "全市")
_MARKS = "“「（(‘”、）)"
_OPENS_WITH: dict[str, tuple[str, ...]] = {
    "全国": ("一体化",), "重点": ("实验室",), "恢复": ("重建",), "优化": ("提升", "工程"),
    "下": ("穿", "六甲"), "将": ("军",), "向": ("莆",), "规划": ("展览馆", "展示馆"),
    "无": ("取向",), "再": ("制造", "生"), "集中": ("供水", "供热", "供气", "处理", "处置", "式"),
}  # fmt: skip
_OF_TWO = frozenset({"海上", "陆上", "站前"})
# What may be a syllable of another word, see ``_is_of_a_longer_word``.
_SYLLABLES = _SOUNDS | _MEASURED | frozenset(_OPENS_WITH) | {two[1] for two in _OF_TWO} | {"中", "还"}
_BETWEEN = frozenset({"至", "经", "—", "-", "－", "±"})
# 存栏50万头的|能繁母猪繁育基地
ABLE = frozenset({"的能", "能"})
_BEFORE_ACTOR = JOINERS | {"、", "了", "对", "及"}
_IN_PLACE = regex.compile(r"在[^，。；、\n的]{2,8}\Z")
_SEVERAL = regex.compile(r"(?:\d|[两几数多二三四五六七八九十百])\Z")
_COUNTED = regex.compile(
    r"(?<![年月日]产)(?<![\d.])(?:[\d０-９]+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批座台宗处所]\Z|[两三四五六七八九十]大\Z"
)
# Names are made of the same words again and again: so many are kept with what they are.
KEPT = 8192
is_number = remembered(lambda word: NUMBER.match(word) is not None, KEPT)


class Stops:
    """Tells of a word to the left whether the name takes it. Built once from the lexicon, then read-only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        left, heads, measures = data["left"], data["heads"], data["measures"]
        self._strong = frozenset(heads["strong"])
        self._building = frozenset(heads["building"])
        self._inside = frozenset(left["inside"])
        self._glued = frozenset(left["glued"])
        ends_any_name = frozenset(table("organizations")["stops"]["words"])
        self._stops = frozenset(left["stops"]) | (ends_any_name - self._inside - frozenset(left["nouns"]))
        self.joints = Joints(self._building, self._stops, tuple(heads["works"]))
        self._works = frozenset(left["works"])
        self._lines = frozenset(left["lines"])
        self._signs = frozenset(left["signs"])
        self._actors = frozenset(left["actors"])
        self._makes = frozenset(left["makes"])
        self._generic = frozenset(data["generic"]["words"])
        self._measures = frozenset(measures["inside"])
        self._openings = tuple(self._measures)
        self._counts = frozenset(measures["counts"])
        self._capacity = frozenset(measures["capacity"])
        self._place_begins = frozenset(place[0] for place in places())
        self._never_free = self._counts | self._makes | self._actors | self._strong
        # Words of which ``around`` says one thing here and another there.
        self._by_neighbours = (
            self._never_free | self._building | self._works | self._signs | _SOUNDS | _MEASURED | _BETWEEN
            | JOINERS | _EVERY_KIND | frozenset(_OPENS_WITH) | {two[1] for two in _OF_TWO}
            | {"中", "还", "、", "建筑"}
        )  # fmt: skip
        self._begins_place = remembered(self._may_open_place, KEPT)
        self.alone = remembered(lambda word: (self._alone(word), is_number(word)), KEPT)
        """Say what ``around`` says of the word wherever it stands, and whether it begins with a number."""

    def _alone(self, word: str) -> str | None:
        """Say what ``around`` says of the word wherever it stands; an empty string when that differs.

        Where it gives a reason, a place that begins with the word or a dot behind it still lets it pass.
        """
        if word in ABLE or word[-1] in OPENING or self.may_be_glued(word):
            return ""
        if self._belongs_anywhere(word):
            return None
        if word in self._by_neighbours:
            return ""
        if _is_mark(word):
            return f"{word!r} before it"
        return "" if word.endswith("工程") or _numeral(word) else self._by_itself(word)

    def may_be_glued(self, word: str) -> bool:
        """Tell a word that no dictionary has and that may be a particle and the beginning of a name: 建成|后邦普."""
        return (len(word) > 2 or word[0] == "了") and word[0] in self._glued and not is_known(word)

    def _belongs_anywhere(self, word: str) -> bool:
        """Tell that the name may take the word whatever stands around it."""
        if _is_mark(word) or word in JOINERS or word.endswith("工程") or word == "建筑" or _numeral(word):
            return False
        if word in self._never_free:
            return False
        if word in self._inside or word in self._capacity or word in self._lines:
            return True
        if word in self._stops or (len(word) == 2 and word[1] in COMPLEMENTS):
            return False
        return word.endswith("期") or not (len(word) > 1 and tag(word).startswith(_OUTSIDE_TAGS))

    def _by_itself(self, word: str, first: bool = False) -> str | None:
        """Say why a word that neither joins nor counts cannot stand in a name; ``first``: next to the head."""
        if len(word) == 2 and word[1] in COMPLEMENTS and not is_known(word) and tag(word[0]) == "v":
            return f"{word!r} is what is done"
        if word in self._stops:
            return f"{word!r} is no part of a name"
        if word.endswith("期") or (first and word in self._works):
            return None
        if len(word) > 1 and tag(word).startswith(_OUTSIDE_TAGS) and not is_rare(word) and not is_place(word):
            return None if word in self._generic or word in self._measures else f"{word!r} is no noun"
        return None

    def around(self, words: Words, at: int, word: str, walk: Walk, orgs: Sequence[Spanned]) -> str | None:
        """Say why the name cannot take this word here; None when it can."""
        if self._is_of_a_place(words, at, word, walk):
            return None
        if word in _SYLLABLES and self._is_of_a_longer_word(words, at, word, walk):
            return None
        if _is_mark(word):
            listed = word == "、" and self.joints.inside(words, at, walk)
            return None if listed else f"{word!r} before it"
        if word in JOINERS:
            return None if self.joints.joins(words, at, walk, orgs) else f"{word!r} between two"
        numeral = _numeral(word)
        if numeral == "number":
            return self._number(words, at, word, walk)
        if word in self._counts and _COUNTED.search(words.text, max(0, at - 8), at + len(word)):
            walk.counted = walk.strong or _SEVERAL.search(words.text, max(0, at - 8), at) is not None
            return f"count {word!r}"
        if walk.taken and walk.taken[-1] == "·":
            return None
        if numeral == "ordinal" and words.text.endswith(_WHERE_FIRST, 0, at):
            return f"ordinal {word!r}"
        if numeral == "count":
            sized = word[0] == "一" and bool(walk.taken) and is_number(walk.taken[-1])
            walk.counted = not sized and (walk.strong or word[0] != "一")
            return f"count {word!r}"
        return self._acting(words, at, word, walk)

    def _acting(self, words: Words, at: int, word: str, walk: Walk) -> str | None:
        """Say why a word that may be a verb, who does it or another head cannot be taken; None when it can."""
        # 灌区续建配套: behind the thing itself 续建 is part of the name; in 在天津|扩建|生产基地 it is the verb.
        own_works = (word == "续建" and words.left_of(at)[1] in self._building) or (
            word == "扩建" and not _IN_PLACE.search(words.text, max(0, at - 12), at)
        )
        if word in self._makes and not own_works and (self._tells(walk) or goes_there(words.text, at, walk)):
            return f"{word!r} is the verb of the name"
        if word in self._actors:
            before = words.left_of(at)[1] if at else "\n"
            alone = before[-1] in HARD or before in _BEFORE_ACTOR or before in self._makes
            owned = word == "公司" and bool(walk.taken) and walk.taken[-1] not in self._inside
            return None if alone and walk.taken and not owned else f"{word!r} is who does it"
        if word == "工程" and words.text.startswith(_BEHIND_ENGINEERING, at + 2):
            return None
        if word in self._strong and walk.taken and words.text[at + len(word)] != "（":
            joined = "期" in walk.taken[-1] or (word == "工程" and walk.head == "项目")
            return None if joined else f"another name's head {word!r}"
        if word.endswith("工程") and walk.taken and NUMBER.fullmatch(walk.taken[-1]):
            return f"another name ends in {word!r}"  # 扩建工程|3号机组
        if word == "建筑" and walk.taken and is_place(walk.taken[-1]):
            return f"{word!r} describes what follows"
        if (
            word in self._inside
            or word in self._capacity
            or word in self._lines
            or (word in self._building and walk.taken)
        ):
            return None
        if word in _EVERY_KIND and _CAPACITY_BEFORE.search(words.text, max(0, at - 14), at):
            return None
        return self._by_itself(word, first=not walk.taken)

    def _is_of_a_place(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that the word opens a place of the name (如|东海上换流站), or joins two places of one line."""
        if word in JOINERS and walk.taken and is_place(walk.taken[-1]):
            return False  # 工厂和|龙岩: no 和龙
        if self.opens_place(words.text, at, word, walk.head_at):
            return True
        return (word in _BETWEEN or word in self._signs) and self._between_places(words, at, word, walk)

    def _may_open_place(self, word: str) -> bool:
        """Tell by a word alone whether a place can begin with it."""
        if len(word) == 2:
            return begins_longer(word)
        return word[0] in self._place_begins and (len(word) == 1 or word in self._stops)

    def opens_place(self, text: str, at: int, word: str, head_at: int) -> bool:
        """Tell that a short word is the beginning of a place: 的|…, 如|东."""
        if not self._begins_place(word):
            return False
        place = place_starting(text, at)
        return place is not None and at + len(word) < place <= head_at

    def _is_of_a_longer_word(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that a short stop word is here a syllable of another word: 中转场, 阿日昆都楞, 退圩还湖, 海上."""
        if word == "中" and (at == 0 or words.text[at - 1] in HARD or words.text[at - 1] in "、和“"):
            return bool(walk.taken)  # 中坝度假区: no preposition opens a clause
        if word == "中":
            behind = walk.taken[-1][0] if walk.taken else ""
            return behind in _BEHIND_MIDDLE or words.left_of(at)[1] in self._signs
        if word in _SOUNDS and walk.taken and at and len(walk.taken[-1]) == 1:
            left = words.left_of(at)[1]
            if len(left) == 1 or is_place(left) or (left[-1] not in HARD and not is_known(left)):
                return True
        if word in _MEASURED:  # 锑系阻燃母粒, 20万吨单体扩建工程, 2亿只
            left = words.left_of(at)[1] if at else "\n"
            return (
                left[-1] in _ELEMENTS if word == "系" else left == "吨" or NUMBER.fullmatch(left) is not None
            )
        if word in _OPENS_WITH:
            return words.text.startswith(_OPENS_WITH[word], at + len(word))
        of_two = len(word) == 1 and words.text[at - 1 : at + 1] in _OF_TWO
        return of_two or (word == "还" and words.text[at - 2 : at - 1] == "退")

    def _between_places(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that 至, 经 or a dash joins two places of one line, or that the word is a place's short sign.

        深圳至中山跨江通道, 哈密—重庆±800千伏特高压直流工程, 甬金衢上高速公路.
        """
        if word in self._signs and walk.head in self._lines:
            return True
        if word not in _BETWEEN:
            return False
        if word == "至" and words.text[at - 1 : at] in {"号", "#"} and words.text[at + 1 : at + 2].isdigit():
            return True  # 26号至27号泊位工程
        if not walk.taken or at == 0:
            return False
        ends = (is_where(walk.taken[-1]), is_where(words.left_of(at)[1]))
        if "—" in (words.text[at - 1], words.text[at + 1]):
            return False
        if walk.head in self._lines and word in "至—":
            start = words.left_of(at)[0]
            opened = start == 0 or words.text[start - 1] in HARD or words.text[start - 1] in "、的"
            return any(ends) or words.left_of(at)[1] in self._building or (opened and at - start >= 2)
        return word == "±" or all(ends)

    def _tells(self, walk: Walk) -> bool:
        """Tell that what has been taken already tells which project it is."""
        own = [word for word in walk.taken if word not in self._generic and word not in self._inside]
        return sum(map(len, own)) >= 2

    def _number(self, words: Words, at: int, word: str, walk: Walk) -> str | None:
        """Keep a capacity or a number in a name; a count ends it (and makes 项目 a group)."""
        behind = walk.taken[-1] if walk.taken else walk.head
        if behind in self._counts and behind not in self._measures:
            made = at > 0 and words.left_of(at)[1] in self._capacity  # 年产120万条轮胎项目
            if not made:
                walk.counted = True
                return f"count {word!r}"
        if word in {"一", "两", "几"} and behind != "期":
            return f"count {word!r}"
        if len(word) <= 4 or behind.startswith(self._openings) or LATIN.match(behind):
            return None
        return f"number {word!r}"


def _numeral_of(word: str) -> str:
    """Tell a number, a count or an ordinal written as one word; an empty string of any other word."""
    if NUMBER.fullmatch(word):
        return "number"
    if _COUNT_WORD.fullmatch(word):
        return "count"
    return "ordinal" if _ORDINAL.fullmatch(word) else ""


_numeral = remembered(_numeral_of, KEPT)
_is_mark = remembered(lambda word: word[-1] in HARD or word.isspace() or word in _MARKS, KEPT)
