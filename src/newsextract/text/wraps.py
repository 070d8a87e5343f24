"""Lines of a fixed width, as mail, old sites and PDF exports break them, made paragraphs again."""

from __future__ import annotations

import re
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
_PROVED_APART = 0.1
_MOST_LONGER = 0.1
_APART = 0.95
# What no line is broken in: a Latin word or number, a character with the closing marks behind it.
_HANGING = "，。、；：！？”）》」%％"
_PIECE = regex.compile(rf"\s*(?:[A-Za-z0-9.%]++|[“（《「]*.)[{_HANGING}]*")
_MARKS = regex.compile(r"[，。；、：]")
_NARROW = re.compile(
    r"[^\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’—…]"
)


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    width: int


def unwrap(text: str) -> tuple[str, list[Piece], list[str]]:
    """Join lines that were broken at one width in mid-sentence; the last line of a paragraph may be short.

    A text is taken for wrapped when three lines at least share the width, few are longer, and a word stands
    across one in five of the breaks that no sentence mark explains (one in ten where blank lines part the
    paragraphs and all lines but their last are full).
    """
    every = [line.rstrip() for line in text.split("\n")]
    broken = [(left, right) for left, right in pairwise(every) if left and right]
    if len(broken) < _LEAST_LINES or not _may_be_broken(broken):
        return text, [], []
    width = _shared_width([left for left, _ in broken])
    if width is None:
        return text, [], []
    rows = [row for row in _rows(text) if len(row) > 1]
    blocks = [[_Line(at, at + len(line), line, _width(line)) for at, line in row] for row in rows]
    inner = [pair for block in blocks for pair in pairwise(block)]
    apart = sum(_is_full(left, right, width) for left, right in inner) >= _APART * len(inner)
    pairs = [pair for block in blocks for pair in _pairs(block, width, apart)]
    told = [pair for pair in pairs if not ends_sentence(pair[0].text)]
    proved = sum(word_across(left.text, right.text) is not None for left, right in told)
    if not proved or proved < (_PROVED_APART if apart else _PROVED) * len(told):
        return text, [], []
    changed, pieces = edited(
        text, [(left.end, right.start, _glue(left.text, right.text)) for left, right in pairs]
    )
    return changed, pieces, [f"layout: {len(pairs)} line breaks of a fixed width passed over"]


def _shared_width(lines: Sequence[str]) -> int | None:
    """Return the greatest width that lines with another line behind them share; None when they share none."""
    widths = [_width(line) for line in lines]
    common, _ = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    near = [width for width in widths if abs(width - common) <= _SLACK]
    longer = sum(width > common + _SLACK for width in widths)
    if common < _LEAST_WIDTH or len(near) < _LEAST_LINES or longer > _MOST_LONGER * len(widths):
        return None
    return max(near)


def _may_be_broken(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell that a line without a sentence's end may be full: most articles have none but headings, and are done.

    All but few lines are no wider than the shared width, and none is narrower than it has characters or wider
    than twice as many. ``pairs``: the lines with another line behind them, each with that.
    """
    lengths = sorted([len(left) for left, _ in pairs])
    least = lengths[-1 - int(_MOST_LONGER * len(lengths))] - 2 * _SLACK
    return any(
        not ends_sentence(left) and 2 * (len(left) + len(_piece(right))) > least for left, right in pairs
    )


def _piece(line: str) -> str:
    """Return what of a line's beginning goes into the line before it whole or not at all."""
    if "\u4e00" <= line[0] <= "\u9fff" and line[1:2] not in _HANGING:
        return line[0]
    first = _PIECE.match(line)
    return first[0] if first else line[0]


def _rows(text: str) -> list[list[tuple[int, str]]]:
    """Return the lines between blank lines, each with its place."""
    row: list[tuple[int, str]] = []
    rows = [row]
    start = 0
    for line in text.split("\n"):
        if kept := line.rstrip():
            row.append((start, kept))
        elif row:
            row = []
            rows.append(row)
        start += len(line) + 1
    return rows


def _width(line: str) -> int:
    return 2 * len(line) - len(_NARROW.findall(line))


def _pairs(lines: Sequence[_Line], width: int, apart: bool) -> Iterator[tuple[_Line, _Line]]:
    """Yield the lines of a block that go on in the next one.

    ``apart``: blank lines stand between the paragraphs, so that all full lines go on. Otherwise one that
    ends a sentence may end its paragraph, and one that begins a paragraph without any mark may be a heading.
    """
    begins = True
    for left, right in pairwise(lines):
        indented = right.text[: 2 if apart else 1].isspace()
        on = _is_full(left, right, width) and not indented and not _is_own(left, right)
        if on and not apart:
            on = not ends_sentence(left.text) and not is_caption(left.text)
            if on and begins and not _MARKS.search(left.text):
                on = word_across(left.text, right.text) is not None
        if on:
            yield left, right
        begins = not on


def _is_full(left: _Line, right: _Line, width: int) -> bool:
    """Tell that nothing of the next line had room in this one; a closing mark may hang over."""
    more = _width(_piece(right.text))
    return left.width + more > width - _SLACK and left.width <= width + _SLACK + 1


def _is_own(left: _Line, right: _Line) -> bool:
    """Tell that one of the two is a line by itself: an item, a caption, of the page."""
    return opens_item(right.text) or is_furniture(left.text) or is_furniture(right.text)


def _glue(left: str, right: str) -> str:
    """Latin words had a space where the line broke."""
    return " " if _latin(left[-1]) and _latin(right[0]) else ""


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
