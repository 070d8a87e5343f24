"""Names proven by their company: A、B、C等50余家企业.

What stands in a list that says what its members are is one (guideline, ORG: 百胜中国及蓝湾同创、中粮集团
等50余家…企业); descriptions before the first member are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.places import is_place
from newsextract.dictionary import is_known, is_name_like, tag
from newsextract.lexicons import alternation, table
from newsextract.text.words import Words

_REACH = 90
_MEMBER = regex.compile(r"[\u4e00-\u9fd5A-Za-z0-9（）()·&\-]{2,18}")


_JOINS = frozenset("、和")
_BEFORE_IT = regex.compile(r"(?<=[、，。：“；\n的]|^)(?P<name>[\u4e00-\u9fd5]{2,4})[、和]\Z")
_BEHIND_IT = regex.compile(r"[、和](?P<name>[\u4e00-\u9fd5]{2,4})(?=[、等和，。三两四五六]|及)")


_SHARE = regex.compile(r"(?<=[\u4e00-\u9fd5）)])(?:所持|持有)?的?\d+(?:\.\d+)?[%％]的?(?:股权|股份)")
# One of these stands in every match of the pattern, which takes longer to look for.
_HELD = re.compile("[%％]的?股")
_MARKS = frozenset("、，。；：！？\n“”《》和及与")
_COMMON = frozenset({"n", "b", "v", "vn"})
_HAN = regex.compile(r"[\u4e00-\u9fd5]+")


# 高端铝材、轨道装备、海工装备和现代医药等8个产业集群 are fields.
_LISTING = "、和及与"
_OPENS_FIELDS = frozenset(f"{_LISTING}等")
_FIELDS = regex.compile(
    rf"(?:[{_LISTING}][^，。；、\n]{{2,10}}){{0,6}}等(?:\d+|[一二三四五六七八九十几多]+)?(?:大|个|条|类)?[^，。；、家\n]{{0,6}}(?:产业|集群|领域|行业|环节|板块|赛道|方向|业态|产品)"
)


def lists_fields(text: str, end: int) -> bool:
    """Tell that the word which ends at ``end`` stands in a list that is closed as one of fields."""
    return text[end : end + 1] in _OPENS_FIELDS and _FIELDS.match(text, end) is not None


def _is_thing(member: str) -> bool:
    """Tell a common noun of the dictionary, which names nobody."""
    return tag(member) in _COMMON and is_known(member) and (len(member) > 2 or not is_name_like(member))


def _neighbours(text: str, candidate: Candidate, before: bool, behind: bool) -> Iterator[tuple[int, int]]:
    """Yield the words of two to four characters that a join parts from a name, on the sides asked for."""
    if before:
        left = _BEFORE_IT.search(text, max(0, candidate.start - 7), candidate.start)
        if left is not None:
            yield left.span("name")
    if behind:
        right = _BEHIND_IT.match(text, candidate.end)
        if right is not None:
            yield right.span("name")


class NameLists:
    """Finds the members of lists of names. Built once, then read-only."""

    def __init__(self, stops: frozenset[str]) -> None:
        data = table("organizations")
        closers = alternation(data["lists"]["closers"])
        self._closer = re.compile(
            rf"等(?:\d+|[一二三四五六七八九十百两几数多]+)?(?:余|多)?(?:家|所|个)?(?P<kind>[^，。；、！？\n]{{0,12}}?)({closers})(?!高层|高管|领导|负责人|代表|员工|职工)"
        )
        self._types = data["lists"]["closer_types"]
        self._topics = regex.compile(alternation(data["lists"]["topics"]))
        self._heads = frozenset(word for words in data["heads"].values() for word in words)
        self._generic = frozenset(data["generic"]["words"])
        self._stops = stops

    def find(self, words: Words) -> Iterator[Candidate]:
        """Yield the members of every list that a closer such as 等…家企业 ends."""
        text = words.text
        for match in self._closer.finditer(text):
            if self._topics.search(match["kind"]) or match[0] in {"等厂商", "等供应商"}:
                continue
            kind = self._types.get(match[2], "company")
            members = list(self._members(words, match.start()))
            # 整机、发动机、航电等企业 are what the companies make.
            if not members or any(_is_thing(text[start:end]) for start, end in members):
                continue
            for start, end in members:
                yield Candidate(start, end, kind, "org.list", f"listed before {match[0]!r}", needs_proof=True)

    def shares(self, words: Words) -> Iterator[Candidate]:
        """Yield what shares are held of: 收购海尔模具100%股权、大连精密制品90%股权."""
        text = words.text
        if "股" not in text or _HELD.search(text) is None:
            return
        for match in _SHARE.finditer(text):
            if text.endswith(("所持", "持有"), 0, match.start()):
                continue
            start = match.start()
            while start > 0 and text[start - 1] not in _MARKS:
                start -= 1
            begin = self._edge(words, max(start, match.start() - 18), match.start())
            if (
                begin is not None
                and match.start() - begin >= 4
                and _HAN.fullmatch(text, begin, match.start())
            ):
                yield Candidate(
                    begin, match.start(), "company", "org.shares", "shares of it are held", needs_proof=True
                )

    def beside_known(self, words: Words, known: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the rare words that stand in a list with companies already found: 物美、永辉、超市发等.

        ``known`` are in text order and none overlaps another.
        """
        text = words.text
        for number, candidate in enumerate(known):
            start, end = candidate.start, candidate.end
            joins_before, joins_behind = text[start - 1] in _JOINS, text[end : end + 1] in _JOINS
            if not (joins_before or joins_behind) or candidate.type != "company":
                continue
            # What a join parts from it is most often known itself.
            if number and known[number - 1].end == start - 1:
                joins_before = False
            if number + 1 < len(known) and known[number + 1].start == end + 1:
                joins_behind = False
            for begin, stop in _neighbours(text, candidate, joins_before, joins_behind):
                surface = text[begin:stop]
                if (
                    words.is_border(begin)
                    and words.is_border(stop)
                    and not is_place(surface)
                    and is_name_like(surface)
                    and not lists_fields(text, stop)
                    and not surface.endswith(("项目", "工程", "基地", "铁路", "公路"))
                ):
                    yield Candidate(
                        begin, stop, "company", "org.list", "in a list with a known company", needs_proof=True
                    )

    def _members(self, words: Words, end: int) -> Iterator[tuple[int, int]]:
        """Walk a list backwards from its 等; stop where a member is no name."""
        text = words.text
        floor = max(0, end - _REACH)
        while end > floor:
            start = end
            while start > floor and text[start - 1] not in "、，。；：！？\n“”《》和及与":
                start -= 1
            begin = self._edge(words, start, end)
            if begin is None:
                return
            yield begin, end
            if begin > start or start == 0 or text[start - 1] not in "、和及与":
                return
            end = start - 1

    def _ends_name(self, words: Words, at: int, word: str, start: int) -> bool:
        """Tell that a word at a place cannot be part of the member that starts at ``start`` or later."""
        if word == "中":  # opens a name where the member does, and behind a verb: 请来|中|电顾问
            return at > start and not tag(words.left_of(at)[1]).startswith("v")
        return word in self._stops or (at < start and word[: start - at] in self._stops)

    def _edge(self, words: Words, start: int, end: int) -> int | None:
        """Return where the member starts: behind the last word that cannot be part of a name."""
        text = words.text
        begin = end
        while begin > start:
            at, word = words.left_of(begin)
            if self._ends_name(words, at, word, start):
                break
            begin = max(at, start)
        member = text[begin:end]
        if (
            not _MEMBER.fullmatch(member)
            or is_place(member)
            or member in self._generic
            or member in self._heads
        ):
            return None
        return begin if not member[0].isdigit() or member[-1].isalpha() else None
