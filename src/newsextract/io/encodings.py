"""Bytes → text: which encoding a file is in, and what could not be decoded.

The order of proof: a byte-order mark; strict UTF-8; UTF-8 with a few broken bytes; then GB18030, Big5
and UTF-16 without a mark, the one in which the text reads as Chinese. Newlines stay as they are.
"""

from __future__ import annotations

import codecs
from functools import lru_cache
from typing import NamedTuple

import regex

from newsextract.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
)
_CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
# Bytes that no text has: the control characters except tab, line feeds, carriage return and escape.
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROL = 0.05
_MOST_BROKEN = 0.1
_READS_AS_CHINESE = 0.15
# What any Chinese page is full of, simplified and traditional: in the wrong encoding these are rare.
_FOREIGN = regex.compile(r"[^\x00-\x7f]++")
_COMMON = (
    "，。、：；“”（）《》　的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "同工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力里如水化高自二理起小物现实加量都两体制"
    "机当使点从业本去把性好应开合还因由其些然前外天政四日那社事平形相全表间样与关各重新线内数正心明看原利比或"
    "但质气第向道变条只没结解问意建月公无系军情者最立代想已通并提直题党程展五果料员位入常文总次品式活设及管特"
    "件长求基资边流路级少图山统接知较将组见计别手期根论运农指几九区强放决西被干做必先回则任取据处南给光门即保"
    "北造百规热领七海口东导器世金增济油思术极交受联认六共权收证改清美再采转更单风切教速带安场身车例真务具万每"
    "目至达走积示议声报完类八离华名确才科信马节话米整空元况今集传土许步群广石记需段研界林投项企亿市省县园目"
    "這個為時來們對會發動過說產種後學經進電裡現實兩體機當點從業應開還關與數義線間樣質氣變條沒結問題無軍總設"
    "長資邊級圖統將組見計論運農幾區強據處給門規熱領東導術極聯認權證轉單風帶場車務萬達積議報類離華確節話況傳"
    "許廣記項億縣園億臺灣"
)


class Decoded(NamedTuple):
    """A text, the name of the codec that decoded it (a mark aside), and what has to be said of it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Decode a file's bytes; a byte-order mark is left out of the text, everything else is kept.

    Bytes that cannot be decoded become U+FFFD and are counted in a warning.
    Raises :class:`ArticleError` (stage ``read``) when the bytes are no text at all.
    """
    encoding = marked(raw)
    if encoding is not None:
        return _lenient(raw[_mark_length(raw) :], encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_binary(raw, sure=_magic(raw) is not None)
        return _foreign(raw)
    _refuse_binary(raw, sure=False)
    return _without_nul_noise(raw, text)


def marked(raw: bytes) -> str | None:
    """Return the encoding that a byte-order mark at the front of ``raw`` says, if there is one."""
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def _mark_length(raw: bytes) -> int:
    return next((len(mark) for mark, _ in _MARKS if raw.startswith(mark)), 0)


def _magic(raw: bytes) -> str | None:
    return next((what for magic, what in _MAGIC if raw.startswith(magic)), None)


def _refuse_binary(raw: bytes, *, sure: bool) -> None:
    sample = raw[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if not sure and (control <= _MOST_CONTROL * len(sample) or _utf16(raw) is not None):
        return
    what = _magic(raw)
    about = f"it looks like {what}" if what else f"{control} control bytes in the first {len(sample)}"
    raise ArticleError("read", f"binary content, no text: {about}")


def _without_nul_noise(raw: bytes, text: str) -> Decoded:
    """UTF-16 of plain ASCII is valid UTF-8 with a NUL beside every letter; take it for what it is."""
    if b"\0" in raw[:_SAMPLE]:
        found = _utf16(raw)
        if found is not None:
            return found
    return Decoded(text, "utf-8")


def _utf16(raw: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark, only where the result is plainly a text: letters, no NUL left."""
    if len(raw) % 2 or len(raw) < 4:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        plain = sum(_plain(char) for char in sample)
        if "\0" not in sample and plain >= 0.9 * len(sample):
            return Decoded(text, encoding)
    return None


def _plain(char: str) -> bool:
    return (
        " " <= char <= "~" or char in "\t\n\r" or "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
    )


def _foreign(raw: bytes) -> Decoded:
    """Decode what is not UTF-8: nearly UTF-8, or the Chinese encoding in which it reads best."""
    as_utf8 = _lenient(raw, "utf-8")
    broken = as_utf8.text.count("\ufffd")
    whole = sum(char > "\x7f" for char in as_utf8.text) - broken
    if broken <= _MOST_BROKEN * whole:
        return as_utf8
    found = [(_chinese(text), -at, name, text) for at, (name, text) in enumerate(_strict(raw))]
    if found:
        likeness, _, name, text = max(found)
        if likeness >= _READS_AS_CHINESE:
            return Decoded(text, name)
    return _best_guess(raw, as_utf8)


def _strict(raw: bytes) -> list[tuple[str, str]]:
    found = []
    for name in _CHINESE:
        try:
            found.append((name, raw.decode(name)))
        except UnicodeDecodeError:
            continue
    return found


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_COMMON)


def _chinese(text: str) -> float:
    """Return the share of common Chinese characters and punctuation among those that are not ASCII."""
    sample = "".join(_FOREIGN.findall(text))[:_SAMPLE]
    common = _common()
    return sum(char in common for char in sample) / len(sample) if sample else 0.0


def _best_guess(raw: bytes, as_utf8: Decoded) -> Decoded:
    """Decode with replacement: what charset-normalizer says, or what reads most like Chinese."""
    from charset_normalizer import from_bytes

    names = ["gb18030", "big5hkscs"]
    best = from_bytes(raw[:_SAMPLE], cp_isolation=["gb18030", "big5", "big5hkscs", "cp1252"]).best()
    if best is not None and best.encoding not in names:
        names.append(best.encoding)
    tries = [as_utf8, *(_lenient(raw, name) for name in names)]
    return max(tries, key=_likeness)


def _likeness(tried: Decoded) -> float:
    broken = tried.text.count("\ufffd")
    return _chinese(tried.text) - broken / max(1, len(tried.text))


def _lenient(raw: bytes, encoding: str) -> Decoded:
    """Decode; U+FFFD stands for each sequence that cannot be, and a warning counts them."""
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    own = raw.decode(encoding, "ignore").count("\ufffd")
    replaced = text.count("\ufffd") - own
    return Decoded(
        text, encoding, (f"{replaced} undecodable byte sequences replaced by U+FFFD ({encoding})",)
    )
