"""A page's markup as characters: is it whole, how deep is it nested, which lines does it show.

Everything here is linear in the page's length, so that a hostile page is refused before a parser sees it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import regex

from newsextract.errors import ArticleError

DEEPEST = 250
"""What libxml2 reads is cut off at 256 elements inside each other; deeper pages would lose text silently."""

_RAW = regex.compile(r"<(script|style|textarea|template|noscript|svg)\b[^>]*+>", regex.IGNORECASE)
_TAG = regex.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])))*+>"
)
_OPEN = regex.compile(r"<[A-Za-z/!?]")
_NESTING = frozenset({
    "div", "section", "article", "main", "table", "ul", "ol", "dl", "blockquote", "span", "font", "b", "i", "u", "em",
    "strong", "center", "form", "fieldset", "big", "small", "sub", "sup", "aside", "header", "footer", "nav", "a",
})  # fmt: skip
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "em",
        "font",
        "i",
        "label",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)
_DATA = regex.compile(r"data:[a-z/+-]{3,40};base64,[A-Za-z0-9+/=\s]{200,}+", regex.IGNORECASE)
_SPACES = regex.compile(r"[ \t\r\u00a0\u3000]+")
_DECLARED = regex.compile(r"\A\s*<\?xml[^>]*>|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?[^>]*+>", regex.IGNORECASE)


def stripped(page: str) -> str:
    """Return a page without what no article is in: scripts, styles, comments, embedded pictures, declarations.

    Raises :class:`ArticleError` for a page that ends inside a tag or comment, or nests deeper than a parser
    reads.
    """
    parts = [text for kind, text in _pieces(_DECLARED.sub("", _DATA.sub("", page))) if kind != "raw"]
    return "".join(parts)


def visible_lines(page: str) -> list[str]:
    """Return the lines that a stripped page shows, without their markup; inline tags do not break a line."""
    parts = []
    for kind, text in _pieces(page):
        if kind == "text":
            parts.append(html.unescape(text).replace("\n", " "))
        elif kind == "tag" and _name(text) not in _INLINE:
            parts.append("\n")
        else:
            parts.append(" ")
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def link_texts(page: str) -> set[str]:
    """Return what the links of a stripped page say."""
    found: set[str] = set()
    inside: list[str] | None = None
    for kind, text in _pieces(page):
        if kind == "text" and inside is not None:
            inside.append(text)
        elif kind == "tag" and _name(text) == "a":
            if inside is not None:
                found.add(_SPACES.sub(" ", html.unescape("".join(inside))).strip())
            inside = None if text.startswith("</") else []
    return found


def _name(tag: str) -> str:
    match = _TAG.match(tag)
    return match["name"].lower() if match else ""


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """Yield a page as ("text" | "tag" | "raw", characters), in order."""
    at = depth = 0
    while (opened := _OPEN.search(page, at)) is not None:
        start = opened.start()
        if start > at:
            yield "text", page[at:start]
        raw, end = _raw_end(page, start)
        if raw:
            yield "raw", page[start:end]
        else:
            tag = page[start:end]
            depth = _deeper(depth, tag)
            yield "tag", tag
        at = end
    yield "text", page[at:]


def _raw_end(page: str, start: int) -> tuple[bool, int]:
    """Return where the tag at ``start`` ends, with its content where that is no text, and whether it is such."""
    if page.startswith("<!--", start):
        return True, _after(page, "-->", start + 4, start)
    if page[start + 1] in "!?":
        return True, _after(page, ">", start, start)
    match = _TAG.match(page, start)
    if match is None:
        if page.startswith("</", start):
            return True, _after(page, ">", start, start)
        raise _cut_short(page, start)
    raw = None if match["close"] else _RAW.match(page, start)
    if raw is None:
        return False, match.end()
    close = regex.compile(rf"</{raw[1]}\s*>", regex.IGNORECASE).search(page, match.end())
    if close is None:
        raise _cut_short(page, start)
    return True, close.end()


def _after(page: str, mark: str, at: int, start: int) -> int:
    found = page.find(mark, at)
    if found < 0:
        raise _cut_short(page, start)
    return found + len(mark)


def _cut_short(page: str, start: int) -> ArticleError:
    shown = page[start : start + 30].replace("\n", " ")
    return ArticleError(
        "read", f"the page is cut short: it ends inside {shown!r}, begun at character {start}"
    )


def _deeper(depth: int, tag: str) -> int:
    if _name(tag) not in _NESTING or tag.endswith("/>"):
        return depth
    depth = max(0, depth - 1) if tag.startswith("</") else depth + 1
    if depth > DEEPEST:
        raise ArticleError("read", f"the page nests more than {DEEPEST} elements inside each other")
    return depth


_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "caption"})
_CELLED = frozenset({"p", "div", "h1", "h2", "h3", "center", "ul", "section", "article"})
_LONGEST_CELL = 80


def without_layout_tables(page: str) -> str:
    """Return a stripped page whose tables are tables of data: those that old pages are laid out by become divs.

    A table is layout when it holds another table, a paragraph, or a cell of more text than data has.
    """
    pieces = list(_pieces(page))
    inside: list[list[int]] = []
    layout: set[int] = set()
    cell = 0
    for at, (kind, text) in enumerate(pieces):
        name = _name(text) if kind == "tag" else ""
        cell = 0 if name in _TABLE else cell + (len(text.strip()) if kind == "text" else 0)
        closing = text.startswith("</")
        if name == "table" and not closing:
            layout.update(own[0] for own in inside[-1:])
            inside.append([at])
        elif name in _TABLE and inside:
            inside[-1].append(at)
        if inside and (name in _CELLED or cell > _LONGEST_CELL):
            layout.add(inside[-1][0])
        if name == "table" and closing and inside:
            _rename(pieces, inside.pop(), layout)
    for left in reversed(inside):
        _rename(pieces, left, layout)
    return "".join(text for _, text in pieces)


def _rename(pieces: list[tuple[str, str]], own: list[int], layout: set[int]) -> None:
    if own[0] in layout:
        for at in own:
            pieces[at] = ("tag", "</div>" if pieces[at][1].startswith("</") else "<div>")


_LEAVES = frozenset({"section", "center"})
_OPENING_NAME = regex.compile(r"(?<=^</?)[A-Za-z]+")


def with_paragraphs(page: str) -> str:
    """Return a page whose innermost sections and centred lines are paragraphs, as editors on phones mean them."""
    pieces = list(_pieces(page))
    last: int | None = None
    for at, (kind, text) in enumerate(pieces):
        if kind != "tag" or (name := _name(text)) in _INLINE or name in {"br", "img"}:
            continue
        if not text.startswith("</"):
            last = at if name in _LEAVES else None
        elif last is not None and name in _LEAVES:
            for side in (last, at):
                pieces[side] = ("tag", _OPENING_NAME.sub("p", pieces[side][1]))
            last = None
        else:
            last = None
    return "".join(text for _, text in pieces)
