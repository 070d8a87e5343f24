"""Lines of a fixed width, as mail, old sites and PDF exports break them, made paragraphs again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from newsextract.spans import Piece, edited
from newsextract.text.breaks import ends_sentence
from newsextract.text.cuts import word_across
from newsextract.text.furniture import is_caption, is_furniture, opens_item

_LEAST_WIDTH = 24
_SLACK = 3
_LEAST_LINES = 3
_PROVED = 0.2
_MOST_LONGER = 0.1
_WIDE = regex.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’—…]"
)


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    width: int


def unwrap(text: str) -> tuple[str, list[Piece], list[str]]:
    """Join lines that were broken at one width in mid-sentence; the last line of a paragraph may be short.

    A text is taken for wrapped when three lines at least share the width, few are longer, and a word stands
    across one in five of the breaks that no sentence mark explains.
    """
    blocks = [block for block in _blocks(text) if len(block) > 1]
    width = _shared_width([line.width for block in blocks for line in block[:-1]])
    if width is None:
        return text, [], []
    pairs = [pair for block in blocks for pair in _pairs(block, width)]
    proved = sum(word_across(left.text, right.text) is not None for left, right in pairs)
    if not proved or proved < _PROVED * len(pairs):
        return text, [], []
    changed, pieces = edited(
        text, [(left.end, right.start, _glue(left.text, right.text)) for left, right in pairs]
    )
    return changed, pieces, [f"layout: {len(pairs)} line breaks of a fixed width passed over"]


def _shared_width(widths: Sequence[int]) -> int | None:
    """Return the greatest width that lines with another line behind them share; None when they share none."""
    if not widths:
        return None
    common, _ = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    near = [width for width in widths if abs(width - common) <= _SLACK]
    longer = sum(width > common + _SLACK for width in widths)
    if common < _LEAST_WIDTH or len(near) < _LEAST_LINES or longer > _MOST_LONGER * len(widths):
        return None
    return max(near)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the lines between blank lines."""
    block: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        if kept := line.rstrip():
            block.append(_Line(start, start + len(kept), kept, _width(kept)))
        elif block:
            yield block
            block = []
        start += len(line) + 1
    if block:
        yield block


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _pairs(lines: Sequence[_Line], width: int) -> Iterator[tuple[_Line, _Line]]:
    for left, right in pairwise(lines):
        if abs(left.width - width) > _SLACK + 1 or ends_sentence(left.text) or right.text[:1].isspace():
            continue
        if (
            opens_item(right.text)
            or is_caption(left.text)
            or is_furniture(left.text)
            or is_furniture(right.text)
        ):
            continue
        yield left, right


def _glue(left: str, right: str) -> str:
    """Latin words had a space where the line broke."""
    return " " if _latin(left[-1]) and _latin(right[0]) else ""


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
