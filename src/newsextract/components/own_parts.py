"""What in a name tells which body it is, and not which kind of body: a place, an ordinal, a coined word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import regex

from newsextract.components.looks import remembered
from newsextract.components.name_words import OLD_BRANDS, ORDINAL
from newsextract.components.places import is_place
from newsextract.dictionary import is_coined
from newsextract.lexicons import alternation

LEARNED_TYPES = frozenset({"research", "association", "education", "health", "media"})
OPENERS = frozenset({"中国", "中华", "全国", "国际", "世界", "亚洲"})
_LATIN = regex.compile(r"[A-Za-zＡ-Ｚａ-ｚ0-9０-９]+(?:[.\-+&_'’@·][A-Za-zＡ-Ｚａ-ｚ0-9０-９]+)*")
_OFFICES = frozenset({"管理局", "管理中心", "服务中心", "管理处", "发展中心"})
_FIRMS = frozenset({"公司", "集团", "分公司", "集团公司"})
_WITH_LEVEL = ("省", "市", "县", "区", "州")


class OwnParts:
    """Judges the words before a head, the nearest first. Built once from the lexicon, then read-only."""

    def __init__(self, is_name: Callable[[str], bool], data: Mapping[str, Any]) -> None:
        self._is_name = is_name
        self._types: dict[str, str] = {word: kind for kind, words in data["heads"].items() for word in words}
        self._head_words = frozenset(self._types)
        self._branches = frozenset(data["branches"]["heads"])
        self._classes = frozenset(data["classes"]["words"])
        self._strict = frozenset(data["strict"]["heads"])
        self._generic = frozenset(data["generic"]["words"])
        self._municipal = frozenset(data["municipal"]["heads"])
        self._banks = frozenset(data["municipal"]["banks"])
        self._of_a_kind = self._generic | self._head_words | {"（）"}
        self._trade = frozenset(data["trade"]["words"])
        self._title = regex.compile(alternation(data["titles"]["words"]))
        self._openers = tuple(data["links"]["openers"])
        # News repeats its words: what was asked of them last is kept.
        self._names_it = remembered(self._tells_apart, 2048)

    def titled(self, text: str, taken: list[str], head: str, end: int) -> bool:
        """Tell that a title proves a name of ordinary words: 世纪医疗投资集团|副总裁, 绿色氢能产业联盟|秘书长."""
        own = [word for word in taken if word not in self._generic and word not in self._head_words]
        enough = sum(map(len, own)) >= 2 and sum(map(len, taken)) >= 4
        return enough and head in self._strict and self._title.match(text, end) is not None

    def distinguishes(self, taken: list[str], head: str) -> bool:
        """Tell that the words tell which body it is, not which kind of body."""
        own = [word for word in taken if word not in self._of_a_kind]
        if head == "集团" and len(taken) > 2 and taken[-1] == "中国":
            return True  # 中国|水利|国际|电力集团
        if head == "组织":
            return len(taken) > 1 and taken[-1].startswith(self._openers)
        if not own or (len(own) == 1 and len(own[0]) < 2 and not is_place(own[0])):
            return False
        if head in self._branches:
            return any(self._is_name(word) or word in self._head_words for word in taken)
        if head in _FIRMS and is_place(own[0]) and all(map(is_place, own)):
            return len(taken) > len(own)
        if own == ["国"] or (len(own) == 1 and own[0] in self._trade):
            return False
        strict = head in self._strict
        if strict and not self._classes.isdisjoint(taken):
            return False
        # 省公航旅集团, 省公路建设管理局: a level and what follows name a company or an office of the province.
        if taken[-1] in {"省", "市"} and (self._types[head] in {"company", "research"} or head in _OFFICES):
            return sum(map(len, own)) >= 2 or len(taken) > 2
        if head in self._municipal:
            return len(taken) > 1 and taken[-1].endswith(_WITH_LEVEL) and is_place(taken[-1])
        if head in self._banks and taken[-1] in _WITH_LEVEL:
            return True
        if head.endswith("重点实验室"):
            return sum(map(len, own)) >= 4
        if strict:
            opened = taken[-1] in OPENERS and len(taken) > 1 and self._types[head] in LEARNED_TYPES
            return opened or any(map(self._names_it, own))
        return True

    def _tells_apart(self, word: str) -> bool:
        """Tell that a word by itself tells one body from others: a place, an ordinal, letters, a name."""
        if is_place(word) or is_coined(word) or self._is_name(word) or word in OLD_BRANDS:
            return not word.isdigit()
        return bool(ORDINAL.fullmatch(word) or _LATIN.fullmatch(word))
