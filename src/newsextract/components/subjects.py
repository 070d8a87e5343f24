"""The words that name what a percentage measures: the nearest subject, through lists and 分别.

Source: guideline, PERCENT ``metric`` ("the words that say what was measured"). The clause is cut into
words; the subject ends at the first verb of measure or comparison and begins behind time, place and
reporting words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import regex

from newsextract.components.looks import last_of, remembered
from newsextract.components.places import is_place
from newsextract.components.quantities import Listed
from newsextract.dictionary import is_known, tag
from newsextract.lexicons import table
from newsextract.tokenizer import segmenter

MARKS = "，。；！？,;\n：:"
"""What parts the clauses that name a metric."""
_MARKS = re.compile(f"[{MARKS}]")
_LAST_MARK = regex.compile(f"(?r)[{MARKS}]")
_PARTING = frozenset(MARKS)
_BACK = 110
_JOINED = regex.compile(r"[、和及与]")
_NOUNS = frozenset({"增幅", "降幅", "涨幅", "跌幅", "增速", "增量", "升幅"})
_AFTER_DIGITS = frozenset({"年", "月", "日", "份", "个", "家"})
_LAST, _GONE = "上", "去"
_TRAILING = (
    "始终保持",
    "保持",
    "已达到",
    "已达",
    "达到",
    "达",
    "为",
    "已",
    "超过",
    "超",
    "约",
    "近",
    "仅",
    "将",
)
_TRAIL = regex.compile(
    rf"(?<=..)(?:(?:与[{_LAST}{_GONE}]年|[比较][{_LAST}{_GONE}]).*|{'|'.join(_TRAILING)})\Z"
)
_TRAIL_ENDS = last_of(_TRAILING)
_COMPARES = frozenset({"高于", "低于", "高出", "超出", "快于", "慢于"})
_GLUED = regex.compile(r"(.+?)(已达|达|已|为|超|约|近|占|仅|比)\Z")
_GLUE_ENDS = frozenset("达已为超约近占仅比")
_MEASURES = frozenset("率额量值")
_MENDED = _GLUE_ENDS | {"率"}
"""How the words of more than one character end that :func:`_whole` may part or join."""
_JOINS = _MEASURES | {"比"}
"""The words of one character that it may join to the one before."""
_OF_WHAT = regex.compile(r"(?!左右|以上|以下|左右|以内)的?(?P<of>[\u4e00-\u9fd5]{2,14})")
_AMOUNT = regex.compile(
    r"[\d.,]+(?![\d.,]|年|月|日|—|季|个省|世纪)[万亿千百]*(?:多|余)?(?:元|美元|欧元|港元|吨|千瓦时|人次|人|辆次|辆|台|家|个|件|平方米|万吨|公里|立方米|亩|户|套|亿|万)*(?:人民币)?"
)


class Known(Protocol):
    """What has been read of an earlier percentage."""

    @property
    def metric(self) -> str | None:
        """Return the words that named its metric."""


class Subjects:
    """Reads metrics. Built once from the lexicon, then read-only."""

    def __init__(self, directions: Iterable[str]) -> None:
        data = table("percent")["metric"]
        self._directions = frozenset(directions)
        self._cuts = frozenset(data["cuts"]) | self._directions
        self._openers = frozenset(data["openers"])
        self._skipped = frozenset(data["skipped"])
        self._ends = (self._cuts | {"#"}) - (self._directions - _COMPARES)
        self._trailing = self._cuts | {"了", "幅度"}
        # The members of a list, and percentages that follow one another, ask for the same clauses.
        self._subject = lru_cache(maxsize=64)(self._subject_of)
        self._tells_no_metric = remembered(self._is_time_or_place, 4096)

    def of(
        self,
        folded: str,
        percents: Sequence[Listed],
        at: int,
        members: Sequence[int],
        last: Known | None,
        clause: str | None,
    ) -> str | None:
        """Return the metric of the percentage number ``at``; ``members``: its list, ``last``: the one before it.

        ``clause``: what was read before it, if it leads its list; the nearest one if a mark of ours opens it.
        """
        percent = percents[at]
        head = members[0] if members else at
        first, floor = percents[head].start, percents[head - 1].end if head else 0
        if len(members) > 1:
            shared = self._shared(self._clauses(folded, first, floor), len(members))
            if shared is not None:
                return shared[members.index(at)]
        nearest = clause
        if nearest is None or folded[(begin := first - len(nearest)) - 1 : begin] not in _PARTING:
            nearest = _nearest(folded, first, floor)
        own = self._subject(nearest)
        if own:
            return own
        behind = self._behind(folded, percent.end, nearest)
        if behind:
            return behind
        clauses = self._clauses(folded, first, floor)
        continues = (
            at > 0 and len(clauses) > 1 and "%" in folded[percents[at - 1].start : percents[at - 1].end + 1]
        )
        for clause in clauses[1:3]:
            subject = self._subject(clause)
            if subject:
                return subject
        if last is not None and (continues or percent.start - percents[at - 1].end < 30):
            return last.metric
        return None

    def _clauses(self, folded: str, start: int, floor: int) -> list[str]:
        """Return the clauses before ``start``, the nearest first, back to the last percentage or the sentence."""
        window = folded[max(floor, start - _BACK) : start]
        stop = max(window.rfind("。"), window.rfind("\n"), window.rfind("；"))
        return _MARKS.split(window[stop + 1 :])[::-1]

    def _shared(self, clauses: list[str], count: int) -> list[str] | None:
        """Align a list with its subjects: A和B分别增长x和y; A为…，B为…，同比分别增长x和y."""
        subject = self._subject(clauses[0])
        if subject:
            parts = [part for part in _JOINED.split(subject) if len(part) > 1]
            return parts if len(parts) == count else None
        if "分别" not in clauses[0] or len(clauses) <= count:
            return None
        earlier = [self._subject(clause) for clause in clauses[1 : count + 1]]
        return list(reversed(earlier)) if all(earlier) else None

    def _subject_of(self, clause: str) -> str:
        words = _whole(_words(clause))
        begin = 0 if self._openers.isdisjoint(words) else self._beginning(words)
        count, dated, cuts = len(words), False, self._cuts
        while begin < count and (word := words[begin]) not in cuts and self._skips(words, begin, dated):
            dated = word[-1].isdigit()
            begin += 1
        subject = "".join(self._cut(words[begin:] if begin else words))
        if not subject:
            return ""
        if subject[-1] in _TRAIL_ENDS or _LAST in subject or _GONE in subject:
            subject = _TRAIL.sub("", subject)
        subject = subject.strip('"、和及与的了# \u3000')
        return subject if 2 <= len(subject) <= 24 else ""

    def _beginning(self, words: list[str]) -> int:
        """Return the place behind the last word that opens a subject; there must be one behind it."""
        openers = self._openers
        for place in range(len(words) - 1, 0, -1):
            if words[place - 1] in openers:
                return place
        return 0

    def _cut(self, words: list[str]) -> list[str]:
        """Cut behind the subject: at the last word of change, before it at the first of comparison or measure."""
        if not words or (words[0] in self._cuts and words[0] not in _NOUNS):
            return []
        end = len(words)
        directions, trailing, ends = self._directions, self._trailing, self._ends
        for place in range(end - 1, -1, -1):
            word = words[place]
            if word in directions:
                end = place
                break
            if word not in trailing:
                break
        for place in range(1, end):
            if words[place] in ends:
                end = place
                break
        while end > 1 and words[end - 1] in directions and words[end - 1] not in _NOUNS:
            end -= 1
        return words[:end]

    def _skips(self, words: list[str], at: int, dated: bool) -> bool:
        """Tell that a word opens the clause and is no part of the metric: time, place, pronoun, 全国."""
        word = words[at]
        if word in _AFTER_DIGITS:
            return dated
        if word[-1] == "期" or word == "再" or (at + 1 < len(words) and words[at + 1] == "期"):
            return False
        return self._tells_no_metric(word)

    def _is_time_or_place(self, word: str) -> bool:
        """Tell that a word says when, where, whose or how, and not what."""
        if word in self._skipped or is_place(word) or word[0].isdigit():
            return True
        return tag(word).startswith(("t", "r", "d", "c", "p", "u", "y", "f"))

    def _behind(self, folded: str, end: int, clause: str) -> str:
        """Read the metric behind the number: 80%的结算, 100%股权, 近两成的五金产品."""
        # Mostly a mark follows, and no Chinese character.
        match = (
            _OF_WHAT.match(folded, end, end + 20) if "\u4e00" <= folded[end : end + 1] <= "\u9fd5" else None
        )
        if match is None or (clause.strip() and self._cut(segmenter_words(clause))):
            return ""
        words: list[str] = []
        for word in segmenter_words(match["of"]):
            if words and not tag(word).startswith("n"):
                break
            if word in self._cuts or word in self._directions:
                break
            words.append(word)
        return "".join(words[:3])


def _nearest(folded: str, start: int, floor: int) -> str:
    """Return the clause that ends at ``start``, back to the last percentage."""
    low = max(floor, start - _BACK)
    mark = _LAST_MARK.search(folded, low, start)
    return folded[low if mark is None else mark.end() : start]


def _words(clause: str) -> list[str]:
    """Cut a clause into words, each amount in it as ``#``."""
    if clause.isalpha():
        return list(segmenter("auto")(clause))
    return segmenter_words(_AMOUNT.sub("#", clause))


def _whole(words: list[str]) -> list[str]:
    """Mend what the segmenter parts or glues around words of measure: 占|比, 到账|率达."""
    out: list[str] = []
    for word in words:
        # Most words end otherwise, and need neither the dictionary nor the pattern.
        if word[-1] not in _MENDED if len(word) > 1 else word not in _JOINS:
            out.append(word)
            continue
        glued = _GLUED.fullmatch(word) if len(word) > 1 and not is_known(word) else None
        for part in glued.groups() if glued else (word,):
            if out and _is_measure(part, out[-1]):
                out[-1] += part
            else:
                out.append(part)
    return out


def _is_measure(word: str, before: str) -> bool:
    """Tell that a word belongs to the one before it."""
    if word == "比":
        return before == "占"
    measure = word in _MEASURES or (word[-1] == "率" and not is_known(word))
    return measure and before not in {"同", "较"}


def segmenter_words(text: str) -> list[str]:
    """Cut a clause into words."""
    return [word for word in segmenter("auto")(text) if word.strip()]
