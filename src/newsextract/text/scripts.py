"""One character to one: full width to half width, and the traditional forms that numbers need.

Folding never changes a length, so every offset found in the folded text is an offset into the text
as given.
"""

from __future__ import annotations

import regex

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
_TABLE = str.maketrans({**_FULL_WIDTH, **_TRADITIONAL, **_VARIANTS})

_SURROGATE = regex.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """Return ``text`` with full-width and traditional number characters folded, same length."""
    return text if text.isascii() else text.translate(_TABLE)


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
