"""Where a project's name starts: from the head leftward, word by word (guideline, PROJECT, "Left edge").

What stays in: places and companies that open the name, capacities (年产1000吨…), quoted parts. What stays
out: 总投资…的, 由…建设的, 新建, 其中, counts, ordinals. The words are in ``lexicons/projects.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from newsextract.components.looks import last_of, looks, remembered
from newsextract.components.places import is_place, place_starting
from newsextract.components.project_joints import (
    JOINERS,
    OPENING,
    Walk,
    drop_owners,
    enclosed,
    is_sized,
)
from newsextract.components.project_lead_ins import LEADS_IN, take_lead_in
from newsextract.components.project_stops import ABLE, COMPLEMENTS, KEPT, LATIN, Stops, is_number
from newsextract.dictionary import is_known, is_name_like, is_rare, tag
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.spans import Spanned, covering
from newsextract.text.words import Words

LONGEST = 48
# 国内首个, 亚洲最大的
_FIRST, _MOST = "个条座家", "大长高"
_FIRST_KIND = regex.compile(rf"(?:首[{_FIRST}]|最[{_MOST}]的?)\Z")
_ENDS_KIND, _ENDS_MOST = frozenset(_FIRST + _MOST + "的"), frozenset(_MOST)
_MAKES = ("产", "处理", "加工", "出栏", "存栏", "屠宰", "发电", "供", "吞吐", "生产")
_CAPACITY = regex.compile(rf"[年日月](?:{'|'.join(_MAKES)})\Z")
_MAKES_END = last_of(_MAKES)
_VERBS = frozenset({"v", "vd", "vi"})
# 建好|德阳…: the segmenter leaves 好 to the name.
_DOES_WELL = frozenset("建办管用修护")
# What the segmenter leaves to a name: 建好, 这一, 建, 修.
_LEFT_OVER = frozenset("好一建修")
_LEADING = regex.compile(
    r"(?:[（(]\d{1,2}[）)]|\d{1,2}(?:[.．、)）](?!\d))|[①-⑳]|其[一二三四五六七八九十]是)\s*"
)
_begins_item = looks(r"（(\d①-⑳其")


class Ground(NamedTuple):
    """A text's words with the amounts and bodies among them, in text order and not overlapping.

    ``noted``: 1 where a body ends, and at every place inside an amount and behind it; no word is taken there.
    """

    words: Words
    money: Sequence[Spanned]
    orgs: Sequence[Spanned]
    noted: bytearray

    @classmethod
    def of(cls, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> Ground:
        """Note where amounts and bodies are, once for all names of the text."""
        noted = bytearray(len(words.text) + 1)
        for org in orgs:
            noted[org.end] = 1
        for amount in money:
            start, end = amount.start, amount.end
            noted[start + 1 : end + 1] = b"\1" * (end - start)
        return cls(words, money, orgs, noted)


class LeftEdges:
    """Walks names to their left edges. Built once from the lexicon, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("projects")
        left = data["left"]
        stops = Stops(data)
        self._stops, self._alone, self._joints = stops, stops.alone, stops.joints
        self._trim = frozenset(left["trim"])
        self._inside = frozenset(left["inside"])
        self._opens_none = self._trim | JOINERS | {"、", "级", "·"} | frozenset(data["measures"]["counts"])
        self._verb_before = remembered(self._is_verb_before, KEPT)
        self._may_open = remembered(self._opens_as_it_is, KEPT)

    def first_word(self, ground: Ground, at: int) -> str | None:
        """Return the first word that a walk from ``at`` takes; an empty string where what stands around decides.

        None: the walk takes nothing. What stands there is a mark or a stop word.
        """
        words, _, _, noted = ground
        if at == 0 or noted[at]:
            return "" if at else None
        start, word = words.left_of(at)
        why, _ = self._alone(word)
        if why is None:
            return word
        return None if why and not self._stops.opens_place(words.text, start, word, at) else ""

    def find(self, ground: Ground, walk: Walk) -> None:
        """Walk on from ``walk.start`` to the left edge; ``walk`` tells what was taken and why it stopped.

        A walk that ended at a count, or took nothing, makes no name: its edge is left where it is.
        """
        self._go_left(ground, walk)
        if walk.counted or not walk.taken:
            return
        text = ground.words.text
        if not self._may_open(walk.taken[-1]):
            self._keep_all_but_verbs(text, walk)
            self._trim_left(walk)
            if _begins_item(text[walk.start]):
                _drop_number(text, walk)
        if len(walk.taken) > 3 and walk.taken[-1] == "ORG":
            drop_owners(text, walk, ground.orgs)
        before = text[walk.start - 1 : walk.start]
        if before in _ENDS_KIND and (before != "的" or text[walk.start - 2 : walk.start - 1] in _ENDS_MOST):
            self._drop_kind(text, walk)
            before = text[walk.start - 1 : walk.start]
        if before in LEADS_IN:
            take_lead_in(text, walk)

    def _drop_kind(self, text: str, walk: Walk) -> None:
        """Drop what kind of thing it is the first of: 国内首个量子人工智能计算中心|太湖量子智算中心."""
        if _FIRST_KIND.search(text, max(0, walk.start - 6), walk.start) is None:
            return
        at = walk.start
        for number, word in enumerate(reversed(walk.taken)):
            own = place_starting(text, at) is not None
            if number and own and self._joints.ends_building(text, at):
                walk.start, walk.why = at, "its kind is told before it"
                del walk.taken[len(walk.taken) - number :]
                return
            at += len(word)

    def reach(self, ground: Ground, walk: Walk) -> None:
        """Walk as far as words may belong to the name, and keep all but verbs at its edge."""
        self._go_left(ground, walk)
        self._keep_all_but_verbs(ground.words.text, walk)

    def _keep_all_but_verbs(self, text: str, walk: Walk) -> None:
        taken = walk.taken
        while len(taken) > 1 and taken[-1] in self._trim:
            walk.start += len(taken.pop())
        if _begins_item(text[walk.start : walk.start + 1]):
            _drop_number(text, walk)
        if taken and text[walk.start] in _LEFT_OVER:
            _drop_verb(text, walk)

    def _go_left(self, ground: Ground, walk: Walk) -> None:
        words, _, _, noted = ground
        taken, left_of, alone = walk.taken, words.left_of, self._alone
        start, floor = walk.start, walk.head_at - LONGEST
        floor = floor if floor > 0 else 0
        numbered = bool(taken) and is_number(taken[-1])
        while start > floor:
            if numbered or noted[start]:
                over = _step_over(ground, walk, numbered)
                if over is False:
                    return
                if over:
                    start, numbered = walk.start, is_number(taken[-1])
                    continue
            at, word = left_of(start)
            why, numbered = alone(word)
            if why is not None:
                if not self._goes_on(ground, at, word, why, walk):
                    return
                if walk.start < start:  # what is quoted is taken whole
                    start, numbered = walk.start, is_number(taken[-1])
                    continue
            taken.append(word)
            walk.start = start = at
        if floor > 0:
            walk.why, walk.counted = "too long", True

    def _goes_on(self, ground: Ground, at: int, word: str, why: str, walk: Walk) -> bool:
        """Tell that the name takes a word of which what stands around decides; else say why it ends there."""
        text, start, taken = ground.words.text, walk.start, walk.taken
        if why and not (taken and taken[-1] == "·"):
            if self._stops.opens_place(text, at, word, walk.head_at):
                return True
            walk.why = why
            return False
        if word[-1] in OPENING and _take_quoted(text, walk):
            return True
        if word in ABLE and taken and text.startswith("能繁", start - 1):
            taken[-1] = f"能{taken[-1]}"
            walk.start, walk.why = start - 1, "'的' before it"
            return False
        stop = self._stops.around(ground.words, at, word, walk, ground.orgs)
        if stop is not None:
            walk.why = stop
            return False
        if why or not self._stops.may_be_glued(word):
            return True
        if word[0] in JOINERS and not self._joints.ends_building(text, at):
            return True
        # The segmenter glues a particle to an unknown name: 建成|后邦普; 和 only behind another name.
        taken.append(word[1:])
        walk.start, walk.why = at + 1, f"{word[0]!r} before it"
        return False

    def _trim_left(self, walk: Walk) -> None:
        """Drop what cannot open a name: verbs, joiners, measure words that were left over."""
        taken = walk.taken
        while len(taken) > 1:
            first = taken[-1]
            if first not in self._opens_none and not (
                (when := self._verb_before(first)) and _is_named(taken[-2], when)
            ):
                return
            if first == "大" and (is_rare(taken[-2]) or is_sized(taken[-2])):
                return
            walk.start += len(taken.pop())
            walk.why = f"{first!r} cannot open a name"

    def _opens_as_it_is(self, word: str) -> bool:
        """Tell that nothing is dropped from a name which this word opens."""
        return not (
            word in {"ORG", "“”"}
            or word in self._opens_none
            or self._verb_before(word)
            or word[0] in _LEFT_OVER
            or _begins_item(word[0])
        )

    def _is_verb_before(self, word: str) -> str:
        """Tell before what a word is a verb: a ``name``, also before what is ``like`` one, or nothing (``""``).

        The last are those that no dictionary has as a word: 兴修, 投给, 算上.
        """
        if is_known(word):
            return "name" if len(word) > 1 and tag(word) in _VERBS and word not in self._inside else ""
        return "like" if len(word) == 2 and word[1] in COMPLEMENTS and tag(word[0]) == "v" else ""


def _is_named(word: str, when: str) -> bool:
    """Tell that a name begins with the word, or something ``like`` one."""
    named = word in {"ORG", "“”"} or is_place(word) or LATIN.match(word) is not None
    return named or (when == "like" and is_name_like(word))


def _step_over(ground: Ground, walk: Walk, numbered: bool) -> bool | None:
    """Take what is quoted or bracketed, a body or 年产 before a number, when one ends where the walk has come.

    ``numbered``: what was taken last begins with a number.
    Return False when an amount ends the walk there, None when nothing but words stand there.
    """
    text, start = ground.words.text, walk.start
    if text[start - 1] in OPENING and _take_quoted(text, walk):
        return True
    body = covering(ground.orgs, start - 1)
    if body is not None and body.end == start:
        walk.taken.append("ORG")
        walk.start = body.start
        return True
    amount = covering(ground.money, start - 1)
    if amount is not None:
        owner = covering(ground.orgs, amount.start - 1)
        if owner is not None and owner.end == amount.start and walk.strong and walk.taken:
            # 宝马|百亿元|动力电池项目落地沈阳
            walk.taken += ["ORG"]
            walk.start = owner.start
        walk.why = "an amount before it"
        return False
    return True if numbered and _take_capacity(text, walk) else None


def _take_quoted(text: str, walk: Walk) -> bool:
    quoted = enclosed(text, walk.start)
    if quoted is None or text[quoted : walk.start] == "（套）":  # 首台（套）|…工程
        return False
    walk.taken.append("“”")
    walk.start = quoted
    return True


def _take_capacity(text: str, walk: Walk) -> bool:
    """Take 年产 before a number."""
    if text[walk.start - 1] not in _MAKES_END:
        return False
    capacity = _CAPACITY.search(text, max(0, walk.start - 3), walk.start)
    if capacity is None:
        return False
    walk.taken.append(capacity[0])
    walk.start = capacity.start()
    return True


def _drop_verb(text: str, walk: Walk) -> None:
    """Drop the verb that the segmenter glued to an unknown name: 拟10月开工 建|麻柳湾至昭通高速."""
    first, before = text[walk.start], text[walk.start - 1 : walk.start]
    if (first == "好" and before in _DOES_WELL) or (first == "一" and before in {"这", "那"}):
        walk.taken[-1] = walk.taken[-1][1:]
        walk.start += 1
    if text[walk.start] not in "建修" or text[walk.start - 1 : walk.start] not in {" ", "\u3000"}:
        return
    if len(walk.taken[-1]) > 1 and is_rare(walk.taken[-1]) and place_starting(text, walk.start) is None:
        walk.taken[-1] = walk.taken[-1][1:]
        walk.start += 1


def _drop_number(text: str, walk: Walk) -> None:
    """Drop a list number that opens the name: 2.德江至余庆高速公路."""
    match = _LEADING.match(text, walk.start)
    if match is not None and match.end() < walk.head_at:
        walk.start = match.end()
