"""Tell one project from a class of them by the words of its name (guideline, PROJECT, "Not a project")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex

from newsextract.components.looks import first_of, last_of, looks, remembered
from newsextract.components.places import is_place
from newsextract.components.project_joints import JOINERS, Walk
from newsextract.components.project_lead_ins import CAPACITY_OF
from newsextract.components.project_stops import KEPT, LATIN, NUMBER
from newsextract.dictionary import is_known, is_name_like, tag
from newsextract.lexicons import alternation, table

# A name of class words alone that is this long may still be one: 石化产业升级项目, 老旧电梯更新项目.
_CLASS_LENGTH = 5
_FACILITIES = ("酒店", "医院", "学校", "中学", "小学", "大学", "学院", "馆", "厂", "中心")
_FACILITIES_TO_BUILD = (*_FACILITIES, *(f"{what}建设" for what in _FACILITIES))
# As words of their own these make a class (新项目); inside another word they don't (更新项目).
_ADJECTIVES = frozenset("新老")
# 狮子洋通道, 九曲河特大桥: they bear the name of the water or the hill.
_WATERS_AND_HILLS = frozenset("洋江河湖海湾峡岛岭山峰")
# 已建水库, 先建电站: an adverb and a verb that the segmenter takes for a word.
_TENSES = frozenset("已先再又将正拟欲需未")
_ROADS = frozenset({"公路", "高速公路", "铁路", "航道"})
# 项目|66个, 工程|已达十二项
_UP_TO = ("共", "有", "达", "约", "共有", "超", "超过", "近", "就有", "就达", "已达", "达到", "累计")
_NUMERALS = "一二三四五六七八九十百两"
_begins_number = looks(r"\d线" + _NUMERALS + "".join(first_of(_UP_TO)))


class ProjectClasses:
    """Tells names of one project from names of classes. Built once from the lexicon, then read-only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        heads, generic, left = data["heads"], data["generic"], data["left"]
        self._building = frozenset(heads["building"])
        self._weak = frozenset(heads["weak"])
        self._vague = frozenset(heads["vague"])
        self._works_heads = frozenset(heads["works"])
        self._lines = frozenset(left["lines"])
        self._signs = frozenset(left["signs"])
        self._trade = frozenset(table("organizations")["trade"]["words"])
        self._class_before = regex.compile(rf"{alternation(generic['class_before'])}\Z")
        self._count_behind = regex.compile(
            rf"(?:线路)?(?:{'|'.join(_UP_TO)})?(?:\d+|[{_NUMERALS}]+)(?:余|多)?(?:个(?!月|标段|合同段|作业面|工区)|[项处宗]|条(?!主洞|隧洞|支洞|生产线|隧道))"
            r"(?!重点|重大)(?!项目|工程)"
        )
        self._ends_class = last_of(generic["class_before"])
        self._generic = frozenset(generic["words"])
        self._common = self._generic | JOINERS | {"、"}
        self._always = frozenset(generic["always"])
        self._broad = frozenset(generic["broad"])
        self._measures = frozenset(data["measures"]["inside"])
        self._known_works = tuple(data["known"]["works"])
        self._known_begins = first_of(self._known_works)
        self._names_it = remembered(self._is_name, KEPT)

    def own(self, walk: Walk) -> list[str]:
        """Return the words that are no part of a class's name."""
        return [word for word in walk.taken if word not in self._common]

    def is_vague(self, walk: Walk, own: Sequence[str]) -> bool:
        """Tell that nothing but class words, or nothing but a place, tells which one it is."""
        if not own:
            always = not self._always.isdisjoint(walk.taken)
            return always or sum(map(len, walk.taken)) < _CLASS_LENGTH
        return all(map(_is_place, own))

    def is_class(self, text: str, name: str, end: int, walk: Walk) -> bool:
        """Tell a class of projects by what ends it or is counted behind it: 重点项目, …类项目, 项目66个."""
        if _begins_number(text[end : end + 1]) and self._count_behind.match(text, end):
            return True
        if name[-3:-2] not in self._ends_class:
            return False
        match = self._class_before.search(name[:-2])
        if (
            match is None
            or name[:-2].endswith("升级")
            or (match[0] in _ADJECTIVES and walk.taken[0] != match[0])
        ):
            return False
        return not (name[:-2].endswith("系列") and any(map(self._names_it, walk.taken)))

    def _is_name(self, word: str) -> bool:
        """Tell that a word by itself tells one project from others: a body, a place, letters, a capacity, a name."""
        if len(word) == 2 and word[0] in _TENSES and not is_place(word):
            return False
        if (
            word in {"ORG", "“”"}
            or CAPACITY_OF.match(word)
            or is_place(word)
            or LATIN.search(word)
            or word in self._measures
        ):
            return True
        if len(word) >= 3 and word[-1] in _WATERS_AND_HILLS and tag(word)[:1] not in {"v", "m"}:
            return True
        return is_name_like(word) and (tag(word)[:2] in {"", "nr", "nz", "ns", "nt"} or len(word) >= 4)

    def distinguishes(self, text: str, walk: Walk, own: list[str], *, phase: bool = False) -> bool:
        """Tell that the words tell which one it is, not which class; ``own``: those that are no class words."""
        taken, head, strong = walk.taken, walk.head, walk.strong
        if taken == ["“”"]:
            inner = text[walk.start + 1 : walk.head_at - 1]
            return inner in self._known_works or not (head == "工程" or "、" in inner or is_known(inner))
        if text[walk.start] in self._known_begins and text.startswith(self._known_works, walk.start):
            return True  # 滇中引水二期
        if not own:
            return False
        if head in self._lines and len(taken) > 1:
            signs = len(taken) == len("".join(taken)) == 2  # 织|毕|铁路
            if signs or taken[-1] in self._signs:
                return True
        if strong and _is_place(own[0]) and all(map(_is_place, own)) and set(taken) - set(own) <= self._broad:
            return False
        if head in _ROADS and "“”" in own and all(word == "“”" or _is_place(word) for word in own):
            return False  # 甘肃省“十二五”公路
        if strong and own == ["ORG"]:
            if any(word in self._generic and word not in self._broad for word in taken):
                return True
            if not phase and not _built_itself(text, walk.head_at):
                return False
        return self._tells_one(walk, own, phase)

    def _tells_one(self, walk: Walk, own: list[str], phase: bool) -> bool:
        """Tell that words of its own, for such a head, are enough to tell one from others."""
        taken, head, strong = walk.taken, walk.head, walk.strong
        if strong and taken[0] in self._building and len(own) > (taken[0] in own):
            return True
        # 湖北十堰高速公路 are those of Shiyan; 十堰至房县, 青兰高速 are lines.
        if head in _ROADS:
            where = [word for word in own if word not in self._building]
            if where and all(len(word) > 1 and _is_place(word) for word in where):
                return "至" in taken
        if _is_numbered(own[0]) and all(map(_is_numbered, own)):
            return False
        if head in self._works_heads:
            # 青岛场桥涂装车间|迁建: works on a building that has a name
            on_it = taken[0] in self._building and any(map(self._names_it, own))
            return on_it or any(word == "ORG" or _is_place(word) for word in own)
        if strong:
            long = phase or sum(map(len, own)) >= 3 or sum(map(len, taken)) >= 6
            return long or any(map(self._names_it, own))
        if head not in self._weak:
            specific = sum([len(word) for word in own if word not in self._trade])
            if specific >= (3 if head in self._vague else 2):
                return True
        return any(map(self._names_it, own))


def _built_itself(text: str, head_at: int) -> bool:
    """Tell that the body before 项目 is a thing to build: 金江区中医医院建设|项目, 城东小学|项目."""
    return text.endswith(_FACILITIES_TO_BUILD, 0, head_at)


# Asked for each word of each name; the names of all places are far more than the words of names.
_is_place = remembered(is_place, KEPT)
_is_numbered = remembered(lambda word: NUMBER.fullmatch(word) is not None or word.endswith("期"), KEPT)
