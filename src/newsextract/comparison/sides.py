"""The page that shows two readings of a text: template, tables, and the text twice with its marks.

Everything that comes from an article is escaped; the page loads nothing and runs no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from importlib import resources
from typing import NamedTuple

from newsextract.comparison.runs import Attributes, Place, facts
from newsextract.evaluation.report import Table
from newsextract.records import ArticleRecord
from newsextract.viewer.marks import pieces

_HERE = "<!-- here -->"
_TITLE = "<!-- title -->"


class Mark(NamedTuple):
    """A place to mark: half-open code points, classes for its looks, what to say of it, what to link to."""

    start: int
    end: int
    kind: str
    title: str
    anchor: str = ""


def page(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield a whole page, piece by piece; ``blocks`` are HTML already."""
    template = resources.files("newsextract.comparison").joinpath("page.html").read_text("utf-8")
    before, _, after = template.replace(_TITLE, escape(title)).partition(_HERE)
    yield before
    for block in blocks:  # half a surrogate pair is shown as ?, there is no way to write it
        yield block.encode("utf-8", "replace").decode("utf-8")
    yield after


def table(content: Table) -> str:
    """Return a table of a report as HTML; its first column holds words, the others figures."""
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in content.header)
    rows = "".join(_row(row) for row in content.rows)
    caption = f"<caption>{escape(content.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"


def _row(row: tuple[str, ...]) -> str:
    first, *others = row
    return (
        f"<tr><th scope=row>{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in others)}</tr>"
    )


def both(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Return two columns, each a heading and the HTML under it."""
    columns = (
        f"<section><h3>{escape(head)}</h3><div class=text>{body}</div></section>"
        for head, body in (left, right)
    )
    return f"<div class=both>{''.join(columns)}</div>"


def text_with_marks(text: str, found: Iterable[Mark]) -> str:
    """Return the text with its marks, in pieces that each have the classes of all marks they lie in."""
    marks = [mark for mark in found if mark.start < mark.end]
    told: set[int] = set()
    written = []
    for piece in pieces(text, marks):
        opening = [marks[number] for number in piece.marks if number not in told]
        told.update(piece.marks)
        written.append(_piece(escape(piece.text), [marks[number] for number in piece.marks], opening))
    return "".join(written)


def _piece(words: str, marks: list[Mark], opening: list[Mark]) -> str:
    if not marks:
        return words
    kinds = " ".join(sorted({mark.kind for mark in marks}))
    title = escape("\n".join(mark.title for mark in marks), quote=True)
    anchors = "".join(f'<a id="{mark.anchor}"></a>' for mark in opening if mark.anchor)
    return f'<mark class="{kinds}" title="{title}">{anchors}{words}</mark>'


def said(label: str, attributes: Attributes) -> str:
    """Return label and attributes in words, for a mark to say."""
    return (
        f"{label} · {', '.join(f'{name} {value}' for name, value in attributes.items() if value is not None)}"
    )


def record_marks(record: ArticleRecord, state: Callable[[Place], tuple[str, str, str]]) -> Iterator[Mark]:
    """Yield the marks of a record; ``state`` gives class, words and anchor to add for each place."""
    for place, fact in facts(record):
        label, start, end = place
        if label == "LINK":
            continue
        added, words, anchor = state(place)
        title = "\n".join(part for part in (said(label, fact.attributes), words) if part)
        yield Mark(start, end, f"{label.lower()} {added}".strip(), title, anchor)


def in_context(before: str, text: str, after: str) -> str:
    """Return a mention between the words around it, on one line."""
    return f"{_flat(before)}<mark>{_flat(text)}</mark>{_flat(after)}"


def _flat(text: str) -> str:
    return escape(" ".join(text.split("\n")))
