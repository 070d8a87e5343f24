"""Is the article cut between two paragraphs? Only what both sides prove counts.

Each rule has a name, which the warning says. The left side never ends with a mark that ends a sentence,
the right side never begins as something new (a bullet, a number, a caption); see ``may_break``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from newsextract.text.cuts import cut, head, tail, word_across
from newsextract.text.furniture import is_byline, is_caption, is_furniture, opens_item

CLOSERS = '”’」』）)》】〉"'
ENDS = frozenset("。！？!?；;：:…—~～")
_LEAST = 8
_LONG = 15
_NOT_FIRST = frozenset("，、；。：！？,;%％‰）》」』”’")
_OPENERS = frozenset("“‘（(《「『【〈")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"), ("(", ")"))
_QUOTED = 20
_LEAST_CLOSED = 4
# What cannot end a sentence: a word that needs another one behind it.
_NEEDS_MORE = frozenset({
    "的", "和", "与", "及", "以及", "或", "在", "把", "被", "对", "向", "从", "由", "以", "为", "是", "将",
    "而", "并", "于", "至", "约", "共", "按", "按照", "根据", "通过", "围绕", "随着", "其", "该", "各",
    "各类", "每", "包括", "例如", "如", "因", "因为", "由于", "关于", "对于", "成为", "作为", "不仅",
    "不断", "进一步", "已经", "正在", "可以", "能够", "加快", "推动",
})  # fmt: skip
_COUNTED = regex.compile(
    r"[的了][\d０-９一二三四五六七八九十百千]{1,6}(?:个|家|项|条|座|名|位|种|批|处|台|套)$"
)
_DIGIT = regex.compile(r"[\d０-９]")
_UNITS = frozenset({
    "亿", "万", "元", "亿元", "万元", "千瓦", "万千瓦", "个", "项", "家", "吨", "万吨", "公里", "平方米",
    "平方公里", "倍", "人", "名", "座", "年", "月", "日", "美元", "亩",
})  # fmt: skip
# What a sentence likes to begin with: then the left side may only have lost its mark.
_FRESH = regex.compile(
    r"据|今年|去年|近年|近日|日前|目前|同时|此外|另外|其中|记者|截至|当天|当日|随后|接下来|下一步|未来|首先|其次|最后|本报|"
    r"[一二三四五]是|第[一二三四五]|\d{4}年|\d{1,2}月|\d{1,2}日|在此|为此|对此|因此|但|然而|不过|如今|现在|作为|新华|他|她|我们|“|《"
)
_DONE = regex.compile(r"(?:[\d０-９一二三四五六七八九十百千万亿](?:多|余)?[^\d，]{0,4}|[了等吧吗呢啊者])$")
UNENDED = "a paragraph without its end"
"""The proof that holds only where the article's other paragraphs end with a mark."""
_INNER = regex.compile(r"[。！？](?!$)")
_MARKS = re.compile("[。！？；，]")


def ends_sentence(line: str) -> bool:
    """Tell that a line ends with a mark behind which a sentence is over, closing quotes aside."""
    if not line:
        return True
    last = line[-1]
    return last in ENDS or (last in CLOSERS and line.rstrip(CLOSERS)[-1:] in ENDS)


def may_break(left: str, right: str) -> bool:
    """Tell that an article may run on from ``left`` to ``right``: neither is of the page or something new."""
    if len(left) < _LEAST or ends_sentence(left) or is_caption(left) or opens_item(right):
        return False
    return not (is_byline(left) or is_byline(right) or is_furniture(left) or is_furniture(right))


def proof(left: str, right: str, *, closes: bool) -> str | None:
    """Return what proves that ``left`` goes on in ``right``, both stripped lines; None without proof.

    ``closes``: the article's long paragraphs all end with a mark, so one without is cut short.
    """
    if len(left) < _LEAST:
        return None
    # Most pairs have nothing to show: what the two lines are is asked of the others only.
    why = _reason(left, right, closes)
    return why if why is not None and may_break(left, right) else None


def _reason(left: str, right: str, closes: bool) -> str | None:
    """Return what speaks for going on, whatever the two lines are."""
    if word := _mid_word(left, right):
        return f"the word {word}"
    if right[0] in _NOT_FIRST and _fits(left, right):
        return f"{right[0]} begins no sentence"
    if left[-1] in _OPENERS or left[-1] == "、":
        return f"{left[-1]} ends no sentence"
    if len(left) > _LONG and _DIGIT.match(left[-1]) and cut(head(right)).words[:1] and _is_unit(right):
        return "a number and its unit"
    if mark := _closed_behind(left, right):
        return f"{mark} closed behind the break"
    return _by_the_left(left, right, closes)


def _mid_word(left: str, right: str) -> str | None:
    return word_across(left, right) if len(right) > _LONG or _MARKS.search(right) else None


def _fits(left: str, right: str) -> bool:
    for opener, closer in _PAIRS:
        if right[0] == closer:
            return left.count(opener) > left.count(closer)
    return left[-1] not in "，、" and len(left) > _LONG


def _is_unit(right: str) -> bool:
    return cut(head(right)).words[0] in _UNITS and ends_sentence(right)


def _closed_behind(left: str, right: str) -> str | None:
    for opener, closer in _PAIRS:
        if opener in left and left.count(opener) > left.count(closer):
            inside = right.partition(closer)[0]
            if (
                inside != right
                and len(inside) <= _QUOTED
                and opener not in inside
                and not _MARKS.search(inside)
            ):
                return opener
    return None


def _by_the_left(left: str, right: str, closes: bool) -> str | None:
    """Judge by a left side that cannot be complete, where the right side is prose that goes on."""
    if not ends_sentence(right) or not _MARKS.search(left, 0, len(left) - 1) or _FRESH.match(right):
        return None
    if left[-1] == "，":
        return "， ends no sentence" if len(left) > _LONG else None
    last = cut(tail(left)).words[-1:]
    if last and last[0] in _NEEDS_MORE:
        return f"{last[0]} ends no sentence"
    if _COUNTED.search(left):
        return "a count without what is counted"
    if closes and _INNER.search(left) and not _DONE.search(left) and tail(left) and head(right):
        return UNENDED
    return None


def closes_paragraphs(lines: Sequence[str]) -> bool:
    """Tell that the article's paragraphs of several sentences end with a mark, one aside, four at least."""
    long = [line for line in lines if len(line) > 40 and _INNER.search(line)]
    closed = sum(ends_sentence(line) or line[-1] in CLOSERS for line in long)
    return closed >= _LEAST_CLOSED and len(long) - closed <= max(1, 0.1 * len(long))
