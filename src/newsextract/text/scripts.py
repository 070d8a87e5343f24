"""One character to one: full width to half width, traditional to simplified.

Folding never changes a length, so every offset found in the folded text is an offset into the text
as given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import resources

import regex

from newsextract.text.marks import widen
from newsextract.text.translation import Translation

_TRADITIONAL = dict(
    zip("億萬圓圜兩幾餘點幣個數歐鎊臺約過達", "亿万元元两几余点币个数欧镑台约过达", strict=True)
)
# Full-width forms that mean the same inside a number, a name or a unit. The full-width comma,
# semicolon, colon and brackets are Chinese punctuation and stay what they are.
_FULL_WIDTH = {chr(0xFEE0 + ord(c)): c for c in map(chr, range(0x21, 0x7F)) if c not in ",;:()!?"}
_VARIANTS = {
    "￥": "¥",
    "￡": "£",
    "￦": "₩",
    "﹪": "%",
    "％": "%",
    "〜": "~",
    "∼": "~",
    "－": "-",
    "−": "-",
    "﹣": "-",
}
_FOLD = Translation({**_FULL_WIDTH, **_TRADITIONAL, **_VARIANTS})

_SURROGATE = regex.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """Return ``text`` with full-width and traditional number characters folded, same length.

    Every component that reads numbers asks for the same; the last answer is kept.
    """
    return text if text.isascii() else _FOLD(text)


def replace_surrogates(text: str) -> tuple[str, int]:
    """Replace lone surrogates by U+FFFD, one for one; return the text and how many there were.

    No encoder accepts a lone surrogate, so nothing downstream could be written.
    """
    if text.isascii():
        return text, 0
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.subn("\ufffd", text)
    return text, 0


# 圓 is a currency's unit behind a number and a circle elsewhere (圓明園).
_YUAN = regex.compile(r"(?<=[\d０-９億亿萬万千百十餘余多幾几數数美歐日港韓加澳])[圓圜]")
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_SAMPLE = 20_000
_TRADITIONAL_SHARE = 0.05


@lru_cache(maxsize=2)
def _simplified(mainly: bool) -> Translation:
    """Return the translation for an article that is mainly traditional, or for any other."""
    listing = resources.files("newsextract.text").joinpath("traditional.txt").read_text("utf-8")
    lines = [line for line in listing.splitlines() if not line.startswith("#")]
    end = len(lines) if mainly else lines.index("[traditional]")
    pairs = [pair for line in lines[:end] if not line.startswith("[") for pair in line.split()]
    return Translation({pair[0]: pair[1] for pair in pairs})


def simplify(text: str) -> str:
    """Return ``text`` in simplified characters, one for one, for matching: the same length, same offsets.

    Characters that simplified text has too (著, 乾) change only where one in twenty Chinese characters of
    the article is traditional. Words that differ (軟體, 軟件) stay what they are.
    """
    if text.isascii():
        return text
    plain = _simplified(False)(text)
    if plain == text:
        return text
    sample = text[:_SAMPLE]
    changed = sum(a != b for a, b in zip(sample, plain[:_SAMPLE], strict=True))
    if changed >= _TRADITIONAL_SHARE * len(_HAN.findall(sample)):
        text = _YUAN.sub("元", text)
        return _simplified(True)(text)
    return _simplified(False)(_YUAN.sub("元", text))


_NARROW = Translation({wide: half for wide, half in _FULL_WIDTH.items() if half.isalnum() or half in ".%&+@"})


def for_reading(text: str) -> str:
    """Return ``text`` as the components read it: simplified, half-width letters, digits and dots, Chinese marks.

    One character for one, so offsets hold. Full-width punctuation and dashes stay what they are.
    """
    if text.isascii():
        return text
    return widen(_NARROW(simplify(text)) if _changing()(text) else text)


@lru_cache(maxsize=1)
def _changing() -> Callable[[str], object]:
    """Return what tells that a text has anything to simplify or narrow: few have."""
    return Translation.changing(_simplified(False), _NARROW)
