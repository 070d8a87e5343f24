"""Names of the lexicon where they stand for the bodies, and not inside or in front of other words.

A name that is an ordinary word, too (苹果, 小米), is one only when the words around prove it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.looks import first_of, remembered
from newsextract.dictionary import is_everyday, is_known
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import Name, Names
from newsextract.text.words import Words
from newsextract.tokenizer import stands_alone

# Streets, cups and buildings that carry a body's name: 海尔路, 万达广场.
_CALLED_AFTER = (
    *("路(?!透|演|桥)", "高速(?!集团|公司)", "东送", "商社", "街(?!道办)", "大道", "杯", "广场", "大厦"),
    *("体育馆", "体育场", "博物馆", "奖学金", "品牌(?!商)", "等豪车", "等车型", "等品牌"),
)
_THINGS = regex.compile("|".join(_CALLED_AFTER))
_OPENS_THING = first_of(_CALLED_AFTER)
RULERS = ("总统", "总理", "首相", "国王", "王储", "酋长", "大使")
"""Titles of heads of state: 圭亚那总统阿里 is no company."""
# So many proofs show that an article's 苹果 is the company; what is eaten, sown or sold by weight is not.
_OFTEN = 3
_AS_A_THING = regex.compile(r"树|园|林|种植|价格|每|亩|斤|吨|粥|酒|干|手机|产品|的种|红了")

_WHY = "the lexicon's name"
_CODE = regex.compile(r"[-－—]\d")


class KnownNames:
    """Finds the names of a lexicon. Built once, then read-only."""

    def __init__(self, names: Names) -> None:
        data = table("organizations")
        self._names = names
        self._behind = regex.compile(alternation(data["ambiguous"]["behind"]))
        self._before = regex.compile(rf"{alternation(data['ambiguous']['before'])}\Z")
        self._weak_behind = regex.compile(alternation(data["ambiguous"]["weak_behind"]))
        self._weak_before = regex.compile(rf"{alternation(data['ambiguous']['weak_before'])}\Z")
        self._fields = frozenset(table("organizations")["brands"]["fields"])
        self._guards = [
            (tuple(guard["ends"]), regex.compile(alternation(guard["not_before"])))
            for guard in table("organization_guards")["guard"]
        ]
        self._goes_on = _OPENS_THING.union(
            first_of(word for guard in table("organization_guards")["guard"] for word in guard["not_before"])
        )
        """What opens another word behind a name."""
        self._guards_of = remembered(self._find_guards, 2048)

    def find(self, words: Words) -> list[Candidate]:
        """Return lexicon names; an ambiguous one only when the words around prove it, here or again and again."""
        text, get, goes_on = words.text, self._names.get, self._goes_on
        found: list[Candidate] = []
        doubtful: list[tuple[int, int, Name]] = []
        for start, end in self._names.find(text, fits=stands_alone):
            # Most names are Chinese, and nothing stands behind that could make another word of them.
            if (text[start] <= "z" or text[end - 1] <= "z") and _is_part_of_latin(text, start, end):
                continue
            surface = text[start:end]
            if text[end : end + 1] in goes_on and self._is_other_word(text, surface, end):
                continue
            name = get(surface)
            if name is None:
                continue
            if name.ambiguous:
                doubtful.append((start, end, name))
            else:
                found.append(Candidate(start, end, name.type, "org.lexicon", _WHY, name.full, 4))
        return found + self._proven(text, doubtful) if doubtful else found

    def _proven(self, text: str, places: Sequence[tuple[int, int, Name]]) -> list[Candidate]:
        """Return those of the ambiguous names that the words around prove, here or again and again."""
        sure: set[int] = set()
        proofs: dict[str, int] = {}
        for start, end, name in places:
            if self._sure(text, start, end):
                sure.add(start)
                proofs[name.surface] = proofs.get(name.surface, 0) + 1
        return [
            Candidate(
                start, end, name.type, "org.lexicon", f"{_WHY}, proven by the words around", name.full, 4
            )
            for start, end, name in places
            if start in sure or (proofs.get(name.surface, 0) >= _OFTEN and not _AS_A_THING.match(text, end))
        ]

    def _sure(self, text: str, start: int, end: int) -> bool:
        """Tell that an ambiguous name is one here: long, in no dictionary, or proven by the words around."""
        surface = text[start:end]
        if text.endswith(RULERS, max(0, start - 3), start):
            return False
        long = len(surface) >= 4 and surface not in self._fields
        return long or not is_known(surface) or self.proven(text, start, end)

    def _is_other_word(self, text: str, surface: str, end: int) -> bool:
        """Tell that the name is the start of other words (商务部 in 商务部门), or a thing is called after it."""
        if text[end] in _OPENS_THING and _THINGS.match(text, end) is not None:
            return True
        return any(guard.match(text, end) for guard in self._guards_of(surface))

    def _find_guards(self, surface: str) -> tuple[regex.Pattern[str], ...]:
        """Return what may not stand behind a name, by how it ends."""
        return tuple(guard for ends, guard in self._guards if surface.endswith(ends))

    def proven(self, text: str, start: int, end: int, *, weakly: bool = False) -> bool:
        """Tell that the words around an ambiguous name prove it, or a known name beside it in a list."""
        for low, high in ((start - 1, start), (end, end + 1)):
            if text[low:high] in {"、", "和", "与"} and self._beside(text, low, high, before=high == start):
                return True
        if self._behind.match(text, end) or self._before.search(text, max(0, start - 6), start):
            return True
        if is_everyday(text[start:end]) and not weakly:
            return False
        weak = self._weak_before.search(text, max(0, start - 6), start)
        return bool(weak or self._weak_behind.match(text, end))

    def _beside(self, text: str, low: int, high: int, *, before: bool) -> bool:
        for length in range(6, 1, -1):
            surface = text[max(0, low - length) : low] if before else text[high : high + length]
            if len(surface) == length and self._names.get(surface) is not None:
                return True
        return False


def _is_part_of_latin(text: str, start: int, end: int) -> bool:
    """Tell that a name is part of a Latin one, or of a model's: GE-217 is a mine."""
    if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
        return True
    return _is_latin(text[end - 1]) and (_is_latin(text[end : end + 1]) or _CODE.match(text, end) is not None)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
