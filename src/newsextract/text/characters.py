"""Characters that a page adds to a text: entities, invisible marks, odd spaces, spaces inside words."""

from __future__ import annotations

import html
import re

import regex

from newsextract.spans import Piece, edited
from newsextract.text.breaks import CLOSERS, ends_sentence
from newsextract.text.cuts import cut, word_across
from newsextract.text.furniture import is_byline, is_furniture, keys_in
from newsextract.text.sentences import around
from newsextract.text.translation import Translation

Step = tuple[str, list[Piece], list[str]]
_ENTITY = regex.compile(r"&(?:amp;)?(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,9});")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a-\u202e\ufeff"
_ODD = regex.compile(rf"(?P<entity>{_ENTITY.pattern})|(?P<none>[{_INVISIBLE}]++)")
_PLAIN = {**dict.fromkeys(map(chr, [0xA0, *range(0x2002, 0x200B), 0x202F, 0x205F]), " "),
          **dict.fromkeys("\u2028\u2029\x85\v\f", "\n")}  # fmt: skip
_SPACES = Translation(_PLAIN)
_PRESENT = re.compile(rf"[&{_INVISIBLE}]")
_TO_CLEAN = re.compile(rf"[&{_INVISIBLE}{''.join(_PLAIN)}]")
_GAP = regex.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_SPACED = regex.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff]){3,}(?![\u4e00-\u9fff])")
_CLAUSE_MARK = "。！？；，、：,;:!?"
_EDGE = frozenset(_CLAUSE_MARK + "“”‘’「」『』（）()《》〈〉【】[]…—\n")
_LEAST_SPELT = 3
_LONGEST_CLAUSE = 60
_LONGEST_LINE = 1000
_LEAST_PROSE = 20
_FIELDS = ("记者", "通讯员", "编辑", "摄影", "报道", "实习", "消息")
_FIELD = regex.compile(rf"{'|'.join(_FIELDS)}|[日社报网][讯电]$|^[讯电摄文图]$")


def clean_characters(text: str) -> Step:
    """Read entities, take out invisible marks, make every space a plain one and every line end a newline."""
    if not _TO_CLEAN.search(text):
        return text, [], []
    plain = text if text.isascii() else _SPACES(text)
    if not _PRESENT.search(plain):
        return plain, [Piece(0, len(text), 0, len(text))] if text else [], []
    edits = []
    entities = invisible = 0
    for match in _ODD.finditer(plain):
        if match["none"]:
            invisible += len(match[0])
            edits.append((match.start(), match.end(), ""))
        elif (char := _character(match[0])) is not None:
            entities += 1
            edits.append((match.start(), match.end(), char))
    changed, pieces = edited(plain, edits)
    said = [(entities, "HTML entities read as their characters"), (invisible, "invisible marks passed over")]
    return changed, pieces, [f"layout: {count} {what}" for count, what in said if count]


def _character(entity: str) -> str | None:
    """Return the one character that an entity stands for; None when it is none that a text has."""
    found = _SPACES(html.unescape(html.unescape(entity)))
    if found in ("\u00ad", "\u200b", "\u200c", "\u200d", "\ufeff"):
        return ""
    return found if len(found) == 1 and found != "\ufffd" and (found.isprintable() or found == "\n") else None


def close_spaces(text: str) -> Step:
    """Take out spaces inside words, and end the line where the page's own words begin inside it."""
    edits: list[tuple[int, int, str]] = []
    split = 0
    for match in keys_in(text):
        if _inside_prose(text, match.start()):
            edits.append((match.start(), match.end(), "\n"))
            split += 1
    gaps = [match.start() for match in _GAP.finditer(text)] if " " in text else []
    runs = (
        [match for match in _SPACED.finditer(text) if _is_spelt(match[0])]
        if len(gaps) >= _LEAST_SPELT
        else []
    )
    spaced = {at for match in runs for at in _spaces(match)}
    closed = [at for at in gaps if at in spaced or _is_inside(text, at)]
    if not edits and not closed:
        return text, [], []
    edits += [(at, at + 1, "") for at in closed]
    changed, pieces = edited(text, sorted(edits))
    said = [(len(closed), "spaces between Chinese characters passed over"),
            (split, "pieces of page furniture kept out of the sentence before them")]  # fmt: skip
    return changed, pieces, [f"layout: {count} {what}" for count, what in said if count]


def _inside_prose(text: str, at: int) -> bool:
    """Tell that the line up to ``at`` is a sentence without its mark, and none of the page's own rows."""
    line = text[_line_start(text, at) : at].strip()
    return len(line) >= _LEAST_PROSE and "，" in line and not ends_sentence(line) and not is_furniture(line)


def _spaces(match: regex.Match[str]) -> range:
    return range(match.start() + 1, match.end(), 2)


def _is_spelt(run: str) -> bool:
    """Tell that single characters with spaces between are words spelt out, and no row of fields."""
    words = cut(run.replace(" ", "")[:24]).words
    return sum(len(word) for word in words if len(word) > 1) >= 0.75 * sum(map(len, words))


def _is_inside(text: str, at: int) -> bool:
    """Tell that the space at ``at`` stands inside a sentence, or inside a word of any line."""
    if text.endswith(_FIELDS, 0, at) or text.startswith(_FIELDS, at + 1):
        return False  # as most are: 记者 张三
    low, high = around(text, at, _EDGE, _LONGEST_CLAUSE)
    clause = text[low:high]
    if clause.count(" ") > 1:
        return False
    left, right = text[low:at], text[at + 1 : high]
    if _FIELD.search(left) or _FIELD.match(right):
        return False
    return word_across(left, right) is not None or _inside_paragraph(text, low, at, high)


def _inside_paragraph(text: str, low: int, at: int, high: int) -> bool:
    """Tell that the clause around ``at`` stands between two marks of a line that is prose."""
    if text[low - 1 : low] not in ("，", "。", "；", "、") or text[high : high + 1] not in (
        "，",
        "。",
        "；",
        "、",
    ):
        return False
    line = text[_line_start(text, at) : _line_end(text, at)].strip()
    return len(line) >= _LEAST_PROSE and _closed(line) and not is_byline(line) and not is_furniture(line)


def _closed(line: str) -> bool:
    return ends_sentence(line) or line[-1] in CLOSERS


def _line_start(text: str, at: int) -> int:
    floor = max(0, at - _LONGEST_LINE)
    return max(text.rfind("\n", floor, at) + 1, floor)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at, at + _LONGEST_LINE)
    return found if found >= 0 else min(len(text), at + _LONGEST_LINE)
