"""Government and party bodies: place × level × department × head (guideline, ORG).

市发展改革委, 省科技厅, 青岛市委, 山东省政府 are names; a bare 市委 or 省政府 is none, nor is 有关部门.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.org_signs import Signs
from newsextract.components.places import chain_start, has_level, is_place
from newsextract.dictionary import tag
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import organizations, places
from newsextract.text.occurrences import matches_at
from newsextract.text.words import Words

_REACH = 26
_HEADS = {
    "局": r"(?<![格结布定僵大新开棋破全变危残时])局(?![部面势长限])",
    "厅": r"厅(?![堂长内])",
    "署": r"(?<![部签])署(?![长名])",
    "办公室": r"办公室(?!主任会)",
}
_ANY_DEPARTMENT = regex.compile("|".join(_HEADS.values()))
_LEVELS = frozenset({"省", "市", "县", "区", "州", "自治区"})
_DISTRICTS = "省市区县州旗盟"
_VERBAL = ("v", "d", "p", "r", "u", "y", "t")


_BODY_ENDS = frozenset("局厅委部署办院会司")


class Government:
    """Finds government and party bodies by their grammar. Built once, then read-only."""

    def __init__(self, stops: frozenset[str], signs: Signs) -> None:
        data = table("government")
        cores, heads = alternation(data["departments"]["cores"]), alternation(data["departments"]["heads"])
        whole, parts = alternation(data["departments"]["whole"]), alternation(data["departments"]["parts"])
        self._department = regex.compile(
            rf"(?:{whole}|{cores}(?:{heads}))(?:办公室|办公厅)?(?:{parts})?(?![门长属队员分级])"
        )
        self._behind_core = frozenset(head[0] for head in data["departments"]["heads"])
        self._levels: dict[str, list[str]] = {}
        for word in sorted(data["levels"]["words"], key=len, reverse=True):
            self._levels.setdefault(word[-1], []).append(word)
        self._before_body = frozenset(self._levels).union(place[-1] for place in places())
        """What stands right before a body's own words: the end of a level or of a place."""
        self._not_after = frozenset(data["levels"]["not_after"])
        self._bodies = data["party"]["bodies"]
        self._bare = frozenset(data["party"]["bare"])
        self._short_places = frozenset(data["party"]["short_places"])
        not_before = data["party"]["not_before"]
        self._body = regex.compile(rf"({alternation(self._bodies)})(?![{not_before}])")
        self._body_sign, self._head_sign = signs.watch(self._bodies), signs.watch(_HEADS)
        self._district = regex.compile(rf"[\u4e00-\u9fd5]{{2,5}}[{_DISTRICTS}]\Z")
        self._patterns = [
            (kind, regex.compile(pattern), signs.watch(_sign(pattern)))
            for kind, patterns in data["patterns"].items()
            for pattern in patterns
        ]
        self._stops = stops

    def find(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield the bodies of a text, longer and shorter ones over each other."""
        for start, end, kind in self._numbered(words.text, signs):
            yield Candidate(start, end, kind, "org.numbered", "a number or a pattern names it", priority=4)
        yield from self._departments(words)
        yield from self._other_departments(words, signs)
        yield from self._party_bodies(words, signs)

    def _numbered(self, text: str, signs: Standing) -> Iterator[tuple[int, int, str]]:
        """Yield what the patterns match from left to right, none over another; the first pattern wins a place."""
        found = [
            (match.start(), place, match.end(), kind)
            for place, (kind, pattern, sign) in enumerate(self._patterns)
            if signs[sign]
            for match in pattern.finditer(text)
        ]
        free = 0
        for start, _, end, kind in sorted(found):
            if start >= free:
                free = end
                yield start, end, kind

    def _departments(self, words: Words) -> Iterator[Candidate]:
        text = words.text
        last = -1
        starts = {start for start, _ in organizations().anchors(text, "department")}
        for start, end in organizations().anchors(text, "core"):
            if text[end : end + 1] in self._behind_core:
                starts.add(start)
        for match in matches_at(self._department, text, starts):
            edge = self._left_edge(words, match.start())
            # 市科委、教委、交通委: the level stands before the first of the list.
            if edge is None and text[match.start() - 1 : match.start()] == "、" and match.start() - 1 == last:
                edge = match.start()
            if edge is None:
                continue
            last = match.end()
            why = f"department {match[0]!r} behind {text[edge : match.start()]!r}"
            kind = "media" if match[0].endswith("融媒体中心") else "government"
            yield Candidate(edge, match.end(), kind, "org.government", why, priority=3)

    def _other_departments(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        """Yield departments whose core is in no lexicon: a place or a level, nouns, and 局, 厅 or 署 behind them."""
        text = words.text
        for match in matches_at(_ANY_DEPARTMENT, text, signs[self._head_sign]):
            if not words.is_border(match.end()):
                continue
            start = self._nouns_to_place(words, match.end())
            if start is not None:
                why = f"{match[0]!r} behind nouns and {text[start : start + 3]!r}"
                yield Candidate(start, match.end(), "government", "org.government", why, priority=3)

    def _nouns_to_place(self, words: Words, end: int) -> int | None:
        """Walk nouns leftward from a department's head to its place or level; None when another word comes."""
        at, count = end, 0
        while count < 7 and at > 0:
            start, word = words.left_of(at)
            if count and (is_place(word) or word in _LEVELS):
                if end - at < 3:
                    return None
                return self._left_edge(words, at)
            kind = tag(word)
            if word in {"和", "与"} and count:
                # 自治区农牧业厅和联合国开发计划署: the first body ends before the 和.
                if words.text[start - 1 : start] in _BODY_ENDS:
                    return None
                at, count = start, count + 1
                continue
            if word in self._stops or (kind.startswith(_VERBAL) and kind != "vn") or not _is_han(word):
                return None
            at, count = start, count + 1
        return None

    def _party_bodies(self, words: Words, signs: Standing) -> Iterator[Candidate]:
        text = words.text
        for match in matches_at(self._body, text, signs[self._body_sign]):
            body, at = match[1], match.start()
            if text[at - 1 : at] not in self._before_body:
                continue
            kind = self._bodies[body]
            place = self._place(words, at)
            if place is not None:
                level = has_level(text[place:at]) or body in self._short_places
                if level or (body.startswith("政府") and at - place > 1):
                    yield self._named(text, place, match.end(), kind, body)
            elif body not in self._bare and (level_start := self._level(text, at)) is not None:
                yield self._named(text, level_start, match.end(), kind, body)

    def _named(self, text: str, start: int, end: int, kind: str, body: str) -> Candidate:
        if text[max(0, start - 2) : start] == "中共":
            start -= 2
        return Candidate(start, end, kind, "org.party_or_council", f"{body!r} with its place", priority=3)

    def _left_edge(self, words: Words, at: int) -> int | None:
        """Return where the place or level before a department starts; None for a bare department."""
        if words.text[at - 1 : at] not in self._before_body:
            return None
        place = self._place(words, at)
        return place if place is not None else self._level(words.text, at)

    def _place(self, words: Words, at: int) -> int | None:
        text, floor = words.text, max(0, at - _REACH)
        start = chain_start(text, at, floor)
        if start is not None:
            return start
        level = self._level_start(text, at, floor)
        if level is None or text[level:at] == "国家":
            return None
        return self._unknown_place(words, level, at)

    def _level_start(self, text: str, at: int, floor: int) -> int | None:
        """Return where the longest level word that ends at ``at`` starts, at ``floor`` or later."""
        for word in self._levels.get(text[at - 1 : at], ()):
            if text.endswith(word, floor, at):
                return at - len(word)
        return None

    def _unknown_place(self, words: Words, level: int, at: int) -> int | None:
        """Read a place that is in no lexicon from the words: 云岭县, 江州市."""
        text = words.text
        if level == 0 or text[level - 1] in self._not_after or text[at - 1] not in _DISTRICTS:
            return None
        # Two characters make a place, Chinese ones: most often a mark stands here, and no word is asked for.
        if not _is_han(text[max(0, at - 3) : level]):
            return None
        start = words.start_at(level)
        if start == level:
            start, word = words.left_of(level)
            if len(word) == 1 and start and word not in self._stops:
                earlier, before = words.left_of(start)
                if len(before) == 1 and before not in self._stops and _is_han(before):
                    start, word = earlier, before + word
            if word[0] in _PREPOSITIONS or word[-1] in _PREPOSITIONS:
                return None
            if not 2 <= len(word) <= 3 or word in self._stops or not _is_han(word):
                return None
        word = text[start:at]
        if (
            "委" in word
            or word in self._stops
            or not self._district.fullmatch(word)
            or word.startswith(_STILL)
        ):
            return None
        return start if 3 <= len(word) <= 6 else None

    def _level(self, text: str, at: int) -> int | None:
        """Return where a level word directly before ``at`` starts, descriptions (全市, 该县) refused."""
        start = self._level_start(text, at, max(0, at - 4))
        return None if start and text[start - 1] in self._not_after else start


# 正待省|发改委: the segmenter glues them to the level.
_STILL = ("正待", "尚待", "正由", "拟由", "已由", "将由", "均由")
_PREPOSITIONS = frozenset("由从在向与和对及的了将被把给经据为让同是到于")


_HAN = "[\u4e00-\u9fd5]+"
_HAN_ONLY = re.compile("[\u4e00-\u9fd5]*")
# 中(?:铁|建)…, 农[一二]{1,2}师: how the words begin that a pattern begins with.
_OPENING = re.compile(
    rf"({_HAN})(?:\(\?:({_HAN}(?:\|{_HAN})+)\)|\[({_HAN})](?:{{[1-9]\d*,\d*}})?)(?![?*+{{])"
)


def _sign(pattern: str) -> list[str]:
    """Return words of which one stands in whatever a pattern matches: all that it can begin with, or one row inside.

    Raises ``ValueError`` for a pattern without any.
    """
    opening = _OPENING.match(pattern)
    if opening is not None and "|" not in _outside_groups(pattern):
        first, words, characters = opening.groups()
        return [first + each for each in (words.split("|") if words else characters)]
    bare = _outside_groups(pattern)
    rows = [] if "|" in bare else re.findall(f"{_HAN}(?![?*{{])", bare)
    return [max(rows, key=len)]


def _outside_groups(pattern: str) -> str:
    """Return a pattern with dots for its groups and classes."""
    bare = re.sub(r"\[[^]]*\]", ".", pattern)
    while bare != (outer := re.sub(r"\([^()]*\)", ".", bare)):
        bare = outer
    return bare


def _is_han(word: str) -> bool:
    return _HAN_ONLY.fullmatch(word) is not None
