"""Chinese marks that a page or a keyboard has written in half width: 开工,总投资5亿元;项目(二期)一期.

A comma is a comma in either width, but the grammars know one. One character for one, so offsets hold; what
stands between digits or Latin letters (1,234; 10:30; Inc., Ltd.) stays what it is.
"""

from __future__ import annotations

import re

_WIDE = dict(zip(",;:!?", "，；：！？", strict=True))
_HAN = "\u4e00-\u9fff"
# Beside a Chinese character, a Chinese mark or the end of a quantity (增长5%,达到); never between two digits.
# The mark stands first and is looked behind from there: `re` leaps from mark to mark, but asks a pattern that
# begins by looking behind at every character.
_MARK = re.compile(
    rf"[,;:!?](?:(?<=[{_HAN}“”‘’（）《》】、。…][,;:!?])(?!//)|(?=[{_HAN}“‘（《【])|(?<=[%％)][,;])(?=\d))"
)
_BRACKETED = re.compile(r"\(([^()\n]{1,80})\)")
_QUOTED = re.compile(rf'"([^"\n]{{0,60}}[{_HAN}][^"\n]{{0,60}})"')
_LAST = re.compile(rf"\.(?<=[{_HAN}”）]\.)(?=\s*(?:\n|\Z))")
_CHINESE = re.compile(f"[{_HAN}]")


def widen(text: str) -> str:
    """Return ``text`` with half-width marks of Chinese sentences in full width, character for character."""
    if "(" in text:
        text = _BRACKETED.sub(_bracket, text)
    if '"' in text:
        text = _QUOTED.sub(r"“\1”", text)
    if "." in text:
        text = _LAST.sub("。", text)
    for mark in _WIDE:
        if mark in text:
            return _MARK.sub(_wide, text)
    return text


def _wide(mark: re.Match[str]) -> str:
    return _WIDE[mark[0]]


def _bracket(found: re.Match[str]) -> str:
    """Widen a pair of brackets that holds Chinese, or that a Chinese character stands beside."""
    whole, start, end = found.string, found.start(), found.end()
    beside = whole[max(0, start - 1) : start] + whole[end : end + 1]
    return f"（{found[1]}）" if _CHINESE.search(found[1]) or _CHINESE.search(beside) else found[0]
