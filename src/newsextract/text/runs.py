"""Where the words of a text can have their borders, before any segmenter is asked.

A run of Chinese characters is left for the segmenter; a Latin run, a row of spaces and a row of line ends are one
word each; what is held whole is one, too. Every other character is a word by itself, for the segmenters as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from newsextract.text.occurrences import Place

_UNITS = "utf-16-le"
# What is held whole stands as these two: the first character of it and each one behind. They are in no run.
_HOLE, _INNER = "\ue000", "\ue100"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ0-9０-９"
_SPACE = r"\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_JOINED = rf"[.\-+&_'’@][{_LATIN}]+"
# Runs of more than one character besides the Chinese ones. The first part must be a set: `re` leaps to it.
_OTHERS = re.compile(
    rf"[{_LATIN}{_SPACE}\n](?:(?<=[{_LATIN}])(?:[{_LATIN}]+(?:{_JOINED})*|(?:{_JOINED})+)"
    rf"|(?<=\n)\n+|(?<=[{_SPACE}])[{_SPACE}]+)"
)
# The Chinese characters that the segmenters know end at U+9FD5: the first of a character's two bytes tells all but
# these. The second range is that of _INNER, the last has four bytes.
_ODD = "\u9fd6-\u9fff\ue100-\ue1ff\U00010000-\U0010ffff"
_ODD_ONE = re.compile(f"[{_ODD}]")
# The segmenters take these for a word; no dictionary has one.
GLUED = re.compile("[由向对经据被给从][省市县]")
# Both in one search, which leaps from one character of its set to the next.
_RARE = re.compile(rf"[由向对经据被给从{_ODD}](?:(?<=[{_ODD}])|[省市县])")
_CHINESE = bytes(0x4E <= byte <= 0x9F for byte in range(256))
_INSIDE = bytes(byte == ord(_INNER) >> 8 for byte in range(256))


class Runs(NamedTuple):
    """The runs of a text, each as one byte a character and one for the text's end."""

    borders: bytearray
    """1 where a run or a character that is in none starts, and at the text's end."""
    uncut: bytearray
    """1 where a run starts that the segmenter is to cut; it ends at the next border."""
    glued: bool
    """Whether two words that the segmenters take for one may be among them."""


def runs_of(text: str, whole: Iterable[Place]) -> Runs:
    """Return the runs of a text; ``whole``: in order, the places that are a word each."""
    glued = False
    plain = text
    if _RARE.search(text):
        glued = GLUED.search(text) is not None
        plain = _ODD_ONE.sub(_HOLE, text)
    held = _holding(plain, whole)
    rows = (held + _HOLE).encode(_UNITS)[1::2]
    size = len(rows)
    # All characters at once, as one number with a byte for each: a loop over them takes ten times as long.
    chinese = int.from_bytes(rows.translate(_CHINESE), "little")
    inside = chinese & (chinese << 8) | int.from_bytes(rows.translate(_INSIDE), "little")
    starts = chinese & (chinese >> 8) & ~(chinese << 8)
    every = int.from_bytes(b"\1" * size, "little")
    borders = bytearray((every ^ inside).to_bytes(size, "little"))
    for run in _OTHERS.finditer(held):
        start, end = run.span()
        borders[start + 1 : end] = bytes(end - start - 1)
    return Runs(borders, bytearray(starts.to_bytes(size, "little")), glued)


def _holding(text: str, whole: Iterable[Place]) -> str:
    """Return the text with a hole in each of the places."""
    pieces: list[str] = []
    done = 0
    for start, end in whole:
        pieces += text[done:start], _hole(end - start)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


@lru_cache(maxsize=64)
def _hole(length: int) -> str:
    return _HOLE + _INNER * (length - 1)
