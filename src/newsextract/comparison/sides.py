"""The page that shows two readings of a text: template, tables, and the text twice with its marks.

Everything that comes from an article is escaped; the page loads nothing and runs no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from importlib import resources

from newsextract.evaluation.report import Table
from newsextract.records import ArticleRecord
from newsextract.viewer.page import Mark, marked, marks

Place = tuple[str, int, int]
"""Label, start and end: what names a mention within an article."""

LABEL_OF = {"money": "MONEY", "percent": "PERCENT", "group": "GROUP", "org": "ORG", "project": "PROJECT"}

_HERE = "<!-- here -->"
_TITLE = "<!-- title -->"


def page(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield a whole page, piece by piece; ``blocks`` are HTML already."""
    template = resources.files("newsextract.comparison").joinpath("page.html").read_text("utf-8")
    before, _, after = template.replace(_TITLE, escape(title)).partition(_HERE)
    yield before
    yield from blocks
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
    """Return the text with the marks; those of empty places are left out."""
    return "".join(marked(text, [mark for mark in found if mark.start < mark.end]))


def record_marks(record: ArticleRecord, state: Callable[[Place], tuple[str, str, str]]) -> Iterator[Mark]:
    """Yield the marks of a record; ``state`` gives class, words and anchor to add for each place."""
    for mark in marks(record):
        added, words, anchor = state((LABEL_OF[mark.kind], mark.start, mark.end))
        title = f"{mark.title}\n{words}" if words else mark.title
        yield mark._replace(kind=f"{mark.kind} {added}".strip(), title=title, anchor=anchor)


def in_context(before: str, text: str, after: str) -> str:
    """Return a mention between the words around it, on one line."""
    return f"{_flat(before)}<mark>{_flat(text)}</mark>{_flat(after)}"


def _flat(text: str) -> str:
    return escape(" ".join(text.split("\n")))
