"""Project names: from the head leftward to the first distinguishing word (guideline, PROJECT, "Span").

The words are in ``lexicons/projects.toml``. What stays in: places and companies that open the name,
capacities (年产1000吨…), quoted parts, phases behind the head. What stays out: 总投资…的, 由…建设的,
新建, 其中, counts, ordinals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from newsextract.components.places import is_place
from newsextract.dictionary import is_known, is_name_like, is_rare, tag
from newsextract.lexicons import alternation, table
from newsextract.spans import Spanned, covering
from newsextract.text.words import Words

LONGEST = 48
_HARD = frozenset("，。；：！？!?;《》〈〉【】[]\n\t\r|｜■□●◆▲★◎…=＝<>—%％")
# Adverbs, prepositions, conjunctions, pronouns, particles, time words: never inside a name. Verbs are:
# names are full of verbal nouns (交换膜, 照明), so the verbs that end a name are listed in the lexicon.
_OUTSIDE_TAGS = ("d", "p", "c", "r", "u", "y", "t", "q")
_JOINERS = frozenset("和与及")
_LATIN = regex.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９.\-+&·]*")
_NUMBER = regex.compile(r"[\d０-９.．,，×xX]+[万亿千百]*|[一二三四五六七八九十百千万亿两几]+")
_FACILITIES = ("酒店", "医院", "学校", "中学", "小学", "大学", "学院", "馆", "厂", "中心")
_COUNTRY_SIGNS = frozenset("挪美英法德日韩俄瑞芬荷比奥匈波意澳新加印泰越老缅柬马哈蒙阿沙埃欧")
_CAPACITY = regex.compile(r"[年日月](?:产|处理|加工|出栏|存栏|屠宰|发电|供|吞吐|生产)$")
_ENUMERATOR = regex.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?[.、．)）]?")
_LEADING = regex.compile(r"(?:[（(]\d{1,2}[）)]|\d{1,2}(?:[.．、)）](?!\d))|[①-⑳])\s*")
_COUNT_WORD = regex.compile(r"(?:\d+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批大座台宗处条]")
_COUNTED = regex.compile(r"(?:[\d０-９]+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批座台宗处]$")


@dataclass(frozen=True, slots=True)
class ProjectName:
    """One name in its place; ``head`` starts at ``head_at``. ``strong``: 项目 or 工程.

    ``doubtful``: its words may name a class; only a project beside it in a list proves it."""

    start: int
    end: int
    head_at: int
    strong: bool
    rule: str
    why: str
    doubtful: bool = False


@dataclass(slots=True)
class _Walk:
    start: int
    head_at: int
    head: str
    strong: bool
    taken: list[str] = field(default_factory=list)
    why: str = "start of text"
    counted: bool = False


class ProjectNames:
    """Finds candidates for project names. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("projects")
        strong, building = data["heads"]["strong"], data["heads"]["building"]
        self._strong = frozenset(strong)
        self._building = frozenset(building)
        self._weak = frozenset(data["heads"]["weak"])
        numbers = data["phase"]["numbers"]
        bracketed = rf"[（(](?:[{numbers}]{{1,3}}|[一二三][、和及][二三四])期(?:工程|项目)?[）)]"
        phase = (
            rf"(?:{bracketed}|(?:[（(][^（）()\n]{{1,8}}[）)])?[{numbers}]期(?:工程|项目)?(?![间货待望限刊末中权满])"
            r"|[\p{Han}A-Z\d+]{2,8}至[\p{Han}A-Z\d+]{2,8}段)"
        )
        works = data["heads"]["works"]
        self._works_heads = frozenset(works)
        self._heads = regex.compile(rf"({alternation([*strong, *building, *works])})({phase})?")
        self._inside = frozenset(data["left"]["inside"])
        ends_any_name = frozenset(table("organizations")["stops"]["words"])
        self._stops = frozenset(data["left"]["stops"]) | (
            ends_any_name - self._inside - frozenset(data["left"]["nouns"])
        )
        self._works = frozenset(data["left"]["works"])
        self._lines = frozenset(data["left"]["lines"])
        self._signs = frozenset(data["left"]["signs"])
        self._actors = frozenset(data["left"]["actors"])
        self._makes = frozenset(data["left"]["makes"])
        self._class_before = regex.compile(rf"{alternation(data['generic']['class_before'])}$")
        self._count_behind = regex.compile(
            r"(?:共|有|达|约|共有|超|超过|近|就有|就达|已达|达到|累计)?(?:\d+|[一二三四五六七八九十百两]+)(?:余|多)?[个项条]"
            r"(?!重点|重大)(?!项目|工程)"
        )
        self._trim = frozenset(data["left"]["trim"])
        self._generic = frozenset(data["generic"]["words"])
        self._not_behind = regex.compile(alternation(data["generic"]["not_behind"]))
        self._building_not_behind = regex.compile(alternation(data["generic"]["building_not_behind"]))
        self._broad = frozenset(data["generic"]["broad"])
        self._policies = frozenset(data["generic"]["policies"])
        self._measures = frozenset(data["measures"]["inside"])
        self._counts = frozenset(data["measures"]["counts"])
        self._capacity = frozenset(data["measures"]["capacity"])

    def find(self, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> Iterator[ProjectName]:
        """Yield every candidate; which building heads are projects is for the sentence to say."""
        text = words.text
        for match in self._heads.finditer(text, overlapped=True):
            head, head_at = match[1], match.start()
            not_behind = self._not_behind if head in self._strong else self._building_not_behind
            if match[2] is None and not_behind.match(text, match.end(1)):
                continue
            if not self._ends_a_word(words, match.end(), head):
                continue
            name = self._name(words, match, money, orgs)
            if name is not None and head_at >= name.start:
                yield name

    def is_generic(self, word: str) -> bool:
        """Tell that the word names a class of projects."""
        return word in self._generic

    def left_edge(self, words: Words, at: int, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> int:
        """Return where a name that goes on to ``at`` starts, for names that no head closes (A至B段)."""
        walk = _Walk(at, at, "段", True)
        self._go_left(words, walk, money, orgs)
        self._drop_number(words.text, walk)
        return at if walk.counted else walk.start

    def _ends_a_word(self, words: Words, end: int, head: str) -> bool:
        """Tell that the head is not the start of a longer word (中心|城区, 铁路|局)."""
        return head in self._strong or words.is_border(end)

    def _name(self, words: Words, match: regex.Match[str], money: Sequence[Spanned],
              orgs: Sequence[Spanned]) -> ProjectName | None:  # fmt: skip
        head, head_at = match[1], match.start()
        phased = match[2] is not None and match[2].rstrip("）)").endswith(("工程", "项目"))
        walk = _Walk(head_at, head_at, head, head in self._strong or phased)
        self._go_left(words, walk, money, orgs)
        self._trim_left(words, walk)
        self._drop_number(words.text, walk)
        name = words.text[walk.start : match.end(1)]
        if walk.counted or walk.start == head_at or name in self._policies:
            return None
        if walk.strong and match[2] is None and self._is_class(words.text, name, match.end()):
            return None
        doubtful = not self._distinguishes(words.text, walk, phase=match[2] is not None)
        if doubtful and not (walk.strong and self._own(walk)):
            return None
        rule = "project.head" if walk.strong else "project.building"
        return ProjectName(
            walk.start, match.end(), head_at, walk.strong, rule, f"left edge: {walk.why}", doubtful
        )

    @staticmethod
    def _drop_number(text: str, walk: _Walk) -> None:
        """Drop a list number that opens the name: 2.德江至余庆高速公路."""
        match = _LEADING.match(text, walk.start)
        if match is not None and match.end() < walk.head_at:
            walk.start = match.end()

    def _is_class(self, text: str, name: str, end: int) -> bool:
        """Tell a class of projects by what ends it or is counted behind it: 重点项目, …类项目, 项目66个."""
        if self._count_behind.match(text, end):
            return True
        return self._class_before.search(name[:-2]) is not None and not name[:-2].endswith("升级")

    def _go_left(self, words: Words, walk: _Walk, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> None:
        text = words.text
        floor = max(0, walk.start - LONGEST)
        while walk.start > floor:
            quoted = self._enclosed(text, walk.start)
            if quoted is not None:
                walk.taken.append("“”")
                walk.start = quoted
                continue
            org = covering(orgs, walk.start - 1)
            if org is not None and org.end == walk.start:
                walk.taken.append("ORG")
                walk.start = org.start
                continue
            amount = covering(money, walk.start - 1)
            if amount is not None:
                walk.why = "an amount before it"
                return
            capacity = _CAPACITY.search(text, max(0, walk.start - 3), walk.start)
            if capacity is not None and walk.taken and _NUMBER.match(walk.taken[-1]):
                walk.taken.append(capacity[0])
                walk.start = capacity.start()
                continue
            at, word = words.left_of(walk.start)
            stop = self._stop(words, at, word, walk, orgs)
            if stop is not None:
                walk.why = stop
                return
            walk.taken.append(word)
            walk.start = at
        if floor > 0:
            walk.why, walk.counted = "too long", True

    @staticmethod
    def _enclosed(text: str, at: int) -> int | None:
        """Step over a quoted or bracketed part that ends here: “智汇谷”数字产业园项目."""
        pairs = {"”": "“", "」": "「", "）": "（", ")": "(", "’": "‘"}
        opening = pairs.get(text[at - 1])
        if opening is None:
            return None
        start = text.rfind(opening, max(0, at - 16), at)
        if start < 0 or any(char in _HARD for char in text[start:at]):
            return None
        inner = text[start + 1 : at - 1]
        return None if "项目" in inner or "称" in inner or _ENUMERATOR.fullmatch(text[start:at]) else start

    def _stop(self, words: Words, at: int, word: str, walk: _Walk, orgs: Sequence[Spanned]) -> str | None:
        """Say why the name cannot take this word; None when it can."""
        if self._between_places(words, at, word, walk):
            return None
        if word == "中" and walk.taken and walk.taken[-1][0] in _COUNTRY_SIGNS:
            return None
        if word == "中" and at and words.left_of(at)[1] in self._signs:
            return None
        if word[-1] in _HARD or word.isspace() or word in "“「（(‘”、）)":
            return None if word == "、" and self._inner_list(words, at, walk) else f"{word!r} before it"
        if word in _JOINERS:
            return None if self._joins(words, at, walk, orgs) else f"{word!r} between two"
        if _NUMBER.fullmatch(word):
            return self._number(words, at, word, walk)
        if word in self._counts and _COUNTED.search(words.text, max(0, at - 8), at + len(word)):
            walk.counted = walk.strong or word == "个"
            return f"count {word!r}"
        if walk.taken and walk.taken[-1] == "·":
            return None
        if _COUNT_WORD.fullmatch(word):
            walk.counted = True
            return f"count {word!r}"
        if word in self._makes and self._tells(walk):
            return f"{word!r} is the verb of the name"
        if word in self._actors:
            before = words.left_of(at)[1] if at else "\n"
            alone = (
                before[-1] in _HARD
                or before in _JOINERS
                or before in {"、", "了", "对", "及"}
                or before in self._makes
            )
            return None if alone and walk.taken else f"{word!r} is who does it"
        if word in self._strong and walk.taken and words.text[at + len(word)] != "（":
            return None if "期" in walk.taken[-1] else f"another name's head {word!r}"
        if word in self._inside or word in self._capacity or (word in self._building and walk.taken):
            return None
        if word in self._stops:
            return f"{word!r} is no part of a name"
        if word.endswith("期") or (not walk.taken and word in self._works):
            return None
        if len(word) > 1 and tag(word).startswith(_OUTSIDE_TAGS) and not is_rare(word) and not is_place(word):
            return None if word in self._generic or word in self._measures else f"{word!r} is no noun"
        return None

    def _between_places(self, words: Words, at: int, word: str, walk: _Walk) -> bool:
        """Tell that 至, 经 or a dash joins two places of one line, or that the word is a place's short sign.

        深圳至中山跨江通道, 哈密—重庆±800千伏特高压直流工程, 甬金衢上高速公路.
        """
        if walk.head in self._lines and len(word) == 1 and word in self._signs:
            return True
        if word not in {"至", "经", "—", "-", "－", "±"} or not walk.taken or at == 0:
            return False
        return word == "±" or (_is_where(walk.taken[-1]) and _is_where(words.left_of(at)[1]))

    def _tells(self, walk: _Walk) -> bool:
        """Tell that what has been taken already tells which project it is."""
        own = [word for word in walk.taken if word not in self._generic and word not in self._inside]
        return sum(map(len, own)) >= 2

    def _number(self, words: Words, at: int, word: str, walk: _Walk) -> str | None:
        """Keep a capacity or a number in a name; a count ends it (and makes 项目 a group)."""
        behind = walk.taken[-1] if walk.taken else walk.head
        if behind in self._counts and not self._is_measure(behind):
            walk.counted = True
            return f"count {word!r}"
        if word in {"一", "两", "几"} and behind != "期":
            return f"count {word!r}"
        if (
            any(behind.startswith(measure) for measure in self._measures)
            or _LATIN.match(behind)
            or len(word) <= 4
        ):
            return None
        return f"number {word!r}"

    def _is_measure(self, word: str) -> bool:
        return word in self._measures

    def _inner_list(self, words: Words, at: int, walk: _Walk) -> bool:
        """Tell that 、 is inside one name: …用LED外延材料、芯片及器件产业化项目."""
        text = words.text
        segment = text[at + 1 : walk.start + 8]
        joined = next((i for i, char in enumerate(segment[:6]) if char in _JOINERS), None)
        if joined is None or walk.head != "项目":
            return False
        previous = text.rfind("、", max(0, at - 40), at)
        before = text[max(previous + 1, at - 40) : at]
        return not before.endswith(("项目", "工程")) and 1 <= joined <= 5

    def _joins(self, words: Words, at: int, walk: _Walk, orgs: Sequence[Spanned]) -> bool:
        """Tell that 和 is inside one name: 总部及算力中心项目, but not A项目和B项目."""
        if at == 0:
            return False
        left = words.left_of(at)[1]
        if left in self._strong or left in self._stops or left[-1] in _HARD or left in "”）)":
            return False
        if not walk.strong and (left in self._building or covering(orgs, at - 1) is not None):
            return False
        if left in self._building and walk.taken and is_place(walk.taken[-1]):
            return False
        return bool(walk.taken) or walk.strong

    def _trim_left(self, words: Words, walk: _Walk) -> None:
        """Drop what cannot open a name: verbs, joiners, measure words that were left over."""
        while len(walk.taken) > 1:
            first = walk.taken[-1]
            droppable = (
                first in self._trim
                or first in _JOINERS
                or first in {"、", "级", "·"}
                or first in self._counts
            )
            if not droppable or (first == "大" and is_rare(walk.taken[-2])):
                return
            dropped = walk.taken.pop()
            walk.start += len(dropped)
            walk.why = f"{dropped!r} cannot open a name"

    def _names_it(self, word: str) -> bool:
        """Tell that a word by itself tells one project from others: a body, a place, letters, a capacity, a name."""
        if word in {"ORG", "“”"} or is_place(word) or _LATIN.search(word) or word in self._measures:
            return True
        return is_name_like(word) and (tag(word)[:2] in {"", "nr", "nz", "ns", "nt"} or len(word) >= 4)

    def _own(self, walk: _Walk) -> list[str]:
        """Return the words that are no part of a class's name."""
        return [w for w in walk.taken if w not in self._generic and w not in _JOINERS and w != "、"]

    def _distinguishes(self, text: str, walk: _Walk, *, phase: bool = False) -> bool:
        """Tell that the words tell which one it is, not which class."""
        if walk.taken == ["“”"]:
            return walk.head != "工程" and not is_known(text[walk.start + 1 : walk.head_at - 1])
        own = self._own(walk)
        if not own:
            return False
        if walk.head in self._lines and len(walk.taken) > 1 and walk.taken[-1] in self._signs:
            return True
        if walk.strong and all(is_place(word) for word in own) and set(walk.taken) - set(own) <= self._broad:
            return False
        sector = any(word in self._generic and word not in self._broad for word in walk.taken)
        if own == ["ORG"] and walk.strong and sector:
            return True
        if own == ["ORG"] and walk.strong and not text[: walk.head_at].endswith(_FACILITIES):
            return False
        named = any(self._names_it(word) for word in own)
        if all(_NUMBER.fullmatch(word) or word.endswith("期") for word in own):
            return False
        if walk.head in self._works_heads:
            return any(word == "ORG" or is_place(word) for word in own)
        if walk.strong:
            return named or sum(map(len, own)) >= 3 or phase or sum(map(len, walk.taken)) >= 6
        if walk.head in self._weak:
            return named
        return named or sum(map(len, own)) >= 2


def _is_where(word: str) -> bool:
    """Tell a place of the lexicon or of the dictionary (中山 is a name of people, too, but not beside 至)."""
    return is_place(word) or tag(word) == "ns"
