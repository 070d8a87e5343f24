"""Organizations by what their names end with: from the head leftward to the true edge.

The heads, what may stand inside a name and what ends it on the left are in
``lexicons/organizations.toml``. Guideline, ORG: "the whole name with its place prefix and its bracketed
part, without titles, ranks or descriptions".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.head_edges import goes_on
from newsextract.components.looks import remembered
from newsextract.components.name_words import HARD, at_sight, opens_short
from newsextract.components.own_parts import LEARNED_TYPES, OPENERS, OwnParts
from newsextract.components.places import is_place, place_ending
from newsextract.dictionary import is_known, is_rare, tag
from newsextract.lexicons import alternation
from newsextract.lexicons.names import organizations
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.text.occurrences import Surfaces, longest
from newsextract.text.words import Words

LONGEST = 34
_KEPT = 4096
_JOINERS = frozenset("和与及")
_LEGAL = "有限"
_CLOSING = "）)"
# 66万千瓦坑口电厂, 20亿元产业引导基金 tell how big, not who.
_AMOUNT = regex.compile(r"\d[\d.]*[万亿千百]")
_OUTSIDE_TAGS = tuple("vdpcruytfmq")  # verbs, adverbs, prepositions … measures
_LETTERS = regex.compile(r"[A-Za-z]")
_BY_PLACE = frozenset({" ", "台", "至"})
# 中 opens a name, 融资 stands before 租赁 and 担保.
_BESIDE = frozenset({"中", "融资"})
_BODY_ENDS = frozenset("厅局委部署办院会司社团")
# The segmenter glues a preposition to what stands before it: 安置|房由|河北建设集团, 债由|市财政局.
_GLUED_BEHIND = frozenset("由被")
# Stop words that foreign names are spelled with.
_SOUNDS = frozenset("可加能上来正新同前")
_INSTITUTES = frozenset({"研究院", "设计院"})
_SCHOOLS = frozenset({"研究院", "研究所", "研究中心", "学院", "实验室", "重点实验室"})
_NUMERALS = frozenset("一二两三四五六七八九十百千万几数多半各首第")
# Heads behind which a part of the body may follow: 中国兵器工业集团华锦公司, 中国科学院海洋研究所.
_OWNERS = frozenset(
    {"集团", "集团公司", "公司", "大学", "银行", "科学院", "学院", "工程院", "社会科学院", "社科院"}
)


@dataclass(slots=True)
class _Walk:
    """The state of one walk to the left: the words taken so far, nearest first."""

    head: str
    start: int
    legal: bool
    """The head is a legal form: 有限公司."""
    taken: list[str] = field(default_factory=list)
    why: str = "start of text"


class Suffixes:
    """Finds names by their heads. Built once from the lexicon, then read-only."""

    def __init__(self, is_name: Callable[[str], bool], own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("organizations")
        self._is_name = is_name
        self._types: dict[str, str] = {word: kind for kind, words in data["heads"].items() for word in words}
        # The user's heads are in no automaton of the lexicon's.
        self._own_heads = Surfaces(self._types) if "organizations" in own.tables else None
        self._head_words = frozenset(self._types)
        self._inside = frozenset(data["inside"]["words"]) | frozenset(data["trade"]["words"])
        self._learned = frozenset(data["inside"]["learned"])
        self.stops = frozenset(data["stops"]["words"])
        self._own_parts = OwnParts(is_name, data)
        self._trim = frozenset(data["trim"]["words"])
        self._trade = frozenset(data["trade"]["words"])
        self._closing = frozenset(data["trade"]["closing"])
        self._glue = frozenset(data["stops"]["glue"])
        self._link_heads = frozenset(data["links"]["heads"])
        self._title = regex.compile(alternation(data["titles"]["words"]))
        self._openers = tuple(data["links"]["openers"])
        # News repeats its words: what was asked of them last is kept.
        self.stands_outside: Callable[[str], bool] = remembered(self._ends_a_name, _KEPT)
        """Tells that a word ends a name on its left."""
        sight = Callable[[str], tuple[str | None, bool]]
        self._at_sight: sight = remembered(self._sight, _KEPT)
        self._at_plain_sight: sight = remembered(self._plain_sight, _KEPT)
        self._sight_of = {
            head: self._at_sight if _LEGAL in head or kind in LEARNED_TYPES else self._at_plain_sight
            for head, kind in self._types.items()
        }

    def find(self, words: Words, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
        """Yield every name that ends with a head of the lexicon.

        ``named``: by their ends, names that are known without a head. What is one of these is left out.
        """
        text = words.text
        own = self._own_heads
        for start, end in own.find(text) if own else longest(organizations().anchors(text, "head")):
            head = text[start:end]
            # Behind a mark, or at the text's start, a head has no name before it.
            if start == 0 or text[start - 1] in HARD:
                continue
            known = named.get(end)
            if known is not None and self._stays_within(words, known.start, start, head):
                continue
            # 行业协会|会长: the segmenter makes one word of head and title
            if goes_on(words, start, end) and not self._title.match(text, end):
                continue
            candidate = self._name(words, head, start, end)
            if candidate is not None:
                yield candidate

    def _stays_within(self, words: Words, known: int, start: int, head: str) -> bool:
        """Tell of a head at the end of a known name that the walk from it takes the name's other characters or nothing.

        They are one word that any name can take, and what stands before it ends every name.
        """
        text, at_sight = words.text, self._sight_of[head]
        before, rest = text[known - 1 : known], text[known:start]
        if not rest or words.left_of(start)[0] != known or rest[-1] in _CLOSING or at_sight(rest)[0] != "":
            return False
        if before in HARD or not before:
            return True
        return before not in _CLOSING and bool(at_sight(words.left_of(known)[1])[0])

    def _name(self, words: Words, head: str, start: int, end: int) -> Candidate | None:
        walk = _Walk(head, start, _LEGAL in head)
        self._go_left(words, walk)
        self._trim_left(walk)
        if walk.start == start:
            return None
        # Letters alone are no amount.
        if not words.text[walk.start : start].isalpha() and _AMOUNT.search(words.text, walk.start, start):
            return None
        if not self._own_parts.distinguishes(walk.taken, head) and not self._own_parts.titled(
            words.text, walk.taken, head, end
        ):
            return None
        kind = self._kind(walk, head)
        return Candidate(walk.start, end, kind, f"org.head_{kind}", f"left edge: {walk.why}", None, 2)

    def _kind(self, walk: _Walk, head: str) -> str:
        kind = self._types[head]
        if head == "委员会" and not any(is_place(word) for word in walk.taken):
            of_society = any(word.endswith(("协会", "学会")) for word in walk.taken)
            return "association" if of_society or walk.taken[-1:] in (["中国"], ["国际"]) else "government"
        if kind == "company" and not _INSTITUTES.isdisjoint(walk.taken):
            return "research"
        return kind

    def _go_left(self, words: Words, walk: _Walk) -> None:
        """Take word after word until one ends the name; ``walk.why`` says which."""
        text, taken, left_of, start = words.text, walk.taken, words.left_of, walk.start
        at_sight = self._sight_of[walk.head]
        floor = max(0, start - LONGEST)
        while start > floor:
            if text[start - 1] in _CLOSING and (bracket := self._bracket(text, start)) is not None:
                walk.start = start = bracket
                taken.append("（）")
                continue
            at, word = left_of(start)
            stop, place = at_sight(word)
            if stop:
                walk.why = stop
                return
            if stop is None and self._ends(words, at, word, walk):
                return
            taken.append(word)
            walk.start = start = at
            if place and self._complete(words, walk):
                return
        if start <= floor and floor > 0:
            walk.why = "too long"
            walk.taken.clear()

    def _sight(self, word: str) -> tuple[str | None, bool]:
        """Say why a word ends every name, "" of one that every name can take; None when what is around it decides.

        Also tell whether it is a place.
        """
        place = is_place(word)
        if word in _BY_PLACE or word in _JOINERS or word in self._head_words:
            return None, place
        kind, why = at_sight(word)
        if kind == "ends":
            return why, place
        around = kind == "number" or self.stands_outside(word) or self._glued(word)
        return (None if around else ""), place

    def _plain_sight(self, word: str) -> tuple[str | None, bool]:
        """Say the same for a head that is neither a legal form nor a school's, a society's …: it takes no verbs."""
        stop, place = self._at_sight(word)
        if (
            stop is None
            and word not in _BY_PLACE
            and word not in _JOINERS
            and word not in self._head_words
            and word not in self._inside
            and word not in _BESIDE
            and not at_sight(word)[0]
            and self.stands_outside(word)
        ):
            return _no_part(word), place
        return stop, place

    def _ends(self, words: Words, at: int, word: str, walk: _Walk) -> bool:
        """Tell that the name ends before the word, or inside it behind a preposition; ``walk.why`` says why."""
        stop = self._stop(words, at, word, walk)
        if stop is not None:
            walk.why = stop
            return True
        cut = self._glued(word)
        if cut:
            walk.taken.append(word[cut:])
            walk.start = at + cut
            walk.why = f"preposition {word[:cut]!r} before it"
        return cut > 0

    @staticmethod
    def _bracket(text: str, end: int) -> int | None:
        """Step over a bracket inside the name: 国信发展（集团）有限公司, 格力电器(重庆)有限公司."""
        low = max(0, end - 10)
        opening = max(text.rfind("（", low, end), text.rfind("(", low, end))
        if opening <= 0 or not (inner := text[opening + 1 : end - 1]).strip():
            return None
        if any(char in HARD for char in inner) or text[opening - 1] in HARD or inner[0].isdigit():
            return None
        return opening

    def _stop(self, words: Words, at: int, word: str, walk: _Walk) -> str | None:
        """Say why the name cannot take this word; None when it can."""
        if word == " " and at and _LETTERS.search(words.text[at - 1]) and _LETTERS.match(words.text[at + 1]):
            return None
        kind, why = at_sight(word)
        if kind == "ends" or (word == "台" and at and words.text[at - 1].isdigit()):
            return why or "count '台'"  # 4台|东方电气集团的机组
        if kind == "ordinal":
            return None
        if word in _JOINERS:
            return None if self._joins(words, at, walk) else f"{word!r} between two"
        if word == "至" and at and walk.taken and walk.legal:
            # 成都至贵阳铁路有限公司
            return None if is_place(walk.taken[-1]) and is_place(words.left_of(at)[1]) else "'至' before it"
        if kind == "number" and (walk.taken or not 2 <= len(word) <= 3):
            return f"number {word!r}"
        if (
            word in self._head_words
            and word not in _OWNERS
            and (word in self._inside or self._types[word] == self._types[walk.head])
        ):
            # 海川证券|股份有限公司: before a legal form it is what the company does.
            return None if walk.taken or (walk.legal and word != "公司") else f"another name's head {word!r}"
        if not self.stands_outside(word):
            return None
        if word == "融资" and walk.taken[-1:] in (["租赁"], ["担保"]):
            return None
        if word == "中" and walk.taken and opens_short(words.text, at, walk.taken[-1]):
            return None
        if walk.legal and word not in self.stops and place_ending(words.text, at, max(0, at - 8)) is not None:
            return None
        if self._coined_of_single(word, walk) or self._opened(words, at, walk):
            return None
        if walk.legal and not walk.taken and len(word) == 2 and word not in self.stops:
            return None
        inside = self._may_stand_inside(words, at, word, walk)
        return None if inside else _no_part(word)

    def _opened(self, words: Words, at: int, walk: _Walk) -> bool:
        """Tell that 中国 or 全国 stands right before a verb that is a trade here: 中国|造纸|学会."""
        if self._types[walk.head] not in LEARNED_TYPES or walk.taken or at == 0:
            return False
        start, left = words.left_of(at)
        free = start == 0 or words.text[start - 1] in HARD or self.stands_outside(words.left_of(start)[1])
        return left in OPENERS and free

    @staticmethod
    def _coined_of_single(word: str, walk: _Walk) -> bool:
        """Tell that a character belongs to a foreign or coined name cut into single ones: 奥/加/可|食品有限公司."""
        if not walk.legal or len(word) != 1 or word not in _SOUNDS or not walk.taken:
            return False
        return len(walk.taken) >= 1 and len(walk.taken[-1]) <= 2

    def _ends_a_name(self, word: str) -> bool:
        """Tell that a word is one by the lexicon, or a common verb, adverb … of the dictionary."""
        if word in self.stops or (len(word) == 2 and word[-1] in _GLUED_BEHIND and not is_known(word)):
            return True
        kind = tag(word)
        if len(word) == 1 or kind == "vn" or not kind.startswith(_OUTSIDE_TAGS):
            return False
        if kind.startswith("m") and word[0] not in _NUMERALS:
            return False
        return not is_rare(word) and not is_place(word)

    def _may_stand_inside(self, words: Words, at: int, word: str, walk: _Walk) -> bool:
        """Tell that a stop word is here a trade word: next to the head or another trade word, and not first."""
        of_firm = walk.legal and self._inside.issuperset(walk.taken)  # 江州新区建设发展有限公司
        if word == "建设" and at and words.text[at - 1] == "区" and not of_firm:
            return False  # 在…开发区|建设|X研究中心
        if word in self._learned and self._types[walk.head] in LEARNED_TYPES:
            return True
        if word not in self._inside:
            return False
        nearest = walk.taken[-1] if walk.taken else walk.head
        if nearest in self._head_words or nearest in self._inside or nearest == "（）":
            before = words.left_of(at)[1] if at else ""
            free = before not in self.stops or before in self._inside
            return bool(before) and free and before[-1] not in HARD and not before.isspace()
        return False

    def _joins(self, words: Words, at: int, walk: _Walk) -> bool:
        """Tell that 和 or 与 is inside one name: 中国物流与采购联合会, 日本东和公司, but not 甲公司和乙公司."""
        if not walk.taken and walk.head == "公司" and at:
            left = words.left_of(at)
            return len(left[1]) == 1 and left[0] > 0 and is_place(words.left_of(left[0])[1])
        if walk.head not in self._link_heads or not walk.taken:
            return False
        start = at
        for _ in range(4):
            if start == 0:
                return False
            start, word = words.left_of(start)
            if word.endswith(("中心", "院", "馆", "校", "园")) or self._ends_a_brand(words, start, at):
                return False
            if self._is_name(word):
                return start + len(word) < at
            if word in self._head_words or word in self.stops or word[-1] in HARD or word[-1] in _BODY_ENDS:
                return False
            if word.startswith(self._openers) or is_place(word):
                return True
            if start == 0 or words.text[start - 1] in HARD:
                # 交通与能源融合技术研究院: two plain nouns behind a mark.
                return walk.head in _SCHOOLS and sum(map(len, walk.taken)) >= 4
        return False

    def _ends_a_brand(self, words: Words, start: int, at: int) -> bool:
        """Tell that the word before a joiner closes a company's short name: 芯擎|半导体|与湖北文理学院."""
        if words.text[start:at] not in self._closing or start == 0:
            return False
        brand = words.left_of(start)[1]
        return len(brand) > 1 and brand[-1] not in HARD and not is_known(brand)

    def _glued(self, word: str) -> int:
        """Return how many characters of a word that is in no dictionary are a preposition (由国信, 正由省)."""
        length = 2 if word[:2] in self._glue else 1
        glued = len(word) >= 2 and word[:length] in self._glue and not is_known(word)
        return length if glued and not self._is_name(word) else 0

    def _complete(self, words: Words, walk: _Walk) -> bool:
        """Tell of a place that it and something that distinguishes make a name: what stands left is another word."""
        for word in walk.taken[:-1]:
            if not (is_place(word) or word in self._head_words or word == "（）"):
                break
        else:
            return False
        text = words.text
        earlier = place_ending(text, walk.start, max(0, walk.start - 12))
        if earlier is not None and (words.is_border(earlier) or earlier == 0):
            return False
        if (
            text[walk.start - 2 : walk.start] in {"中国", "国家"}
            or text[walk.start - 4 : walk.start] == "中华人民"
        ):
            return False
        left = words.left_of(walk.start)[1] if walk.start else ""
        if left == "至" and walk.legal:
            return False
        free = left and not self.stands_outside(left) and left[-1] not in HARD and left not in _JOINERS
        if free and (left in self._head_words or self._is_name(left) or left in self._trade or is_rare(left)):
            return False
        walk.why = f"place {walk.taken[-1]!r} opens the name"
        return True

    def _trim_left(self, walk: _Walk) -> None:
        """Drop what cannot open a name at its left edge: verbs that are trade words elsewhere."""
        while len(walk.taken) > 1 and (walk.taken[-1] in self._trim or walk.taken[-1] in _JOINERS):
            if not self._own_parts.distinguishes(walk.taken[:-1], walk.head):
                return
            dropped = walk.taken.pop()
            walk.start += len(dropped)
            walk.why = f"{dropped!r} cannot open a name"


def _no_part(word: str) -> str:
    return f"{word!r} is no part of a name"
