"""Records in a notebook: the marked text of one with its tables, a summary of many.

The HTML brings its own style, runs no script and loads nothing; all that articles say in it is escaped.
Colours are half clear, so that it reads on a light notebook as well as on a dark one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from newsextract.records import ArticleRecord, Money
from newsextract.viewer.marks import LABELS, Mark, Piece, marks, pieces
from newsextract.viewer.wording import amount, heading, origin, share

_MOST_LINES = 200  # of a summary; a notebook is no place for thousands of rows
_STYLE = """
.newsextract { line-height: 1.5; }
.newsextract .text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2.05; max-width: 60em; }
.newsextract h4 { margin: .8em 0 .2em; } .newsextract .about { opacity: .75; margin: 0 0 .4em; }
.newsextract table { border-collapse: collapse; margin: .2em 0 .8em; font-size: inherit; }
.newsextract th, .newsextract td { text-align: left !important; padding: 2px 8px; vertical-align: top; }
.newsextract .wrong { color: #c3423f; }
"""


class Records(Sequence[ArticleRecord]):
    """Records that show themselves in a notebook as a summary: a line for each article."""

    def __init__(self, records: Iterable[ArticleRecord]) -> None:
        self._records = tuple(records)

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, at: Any) -> Any:
        """Return one record, or those of a slice as :class:`Records`."""
        found = self._records[at]
        return Records(found) if isinstance(at, slice) else found

    def __repr__(self) -> str:
        """Return the counts in one line."""
        counts = ", ".join(f"{sum(len(getattr(r, kind)) for r in self)} {kind}" for kind in LABELS)
        return f"<{len(self)} articles: {counts}>"

    def _repr_html_(self) -> str:
        return summary_html(self._records)


def display(records: ArticleRecord | Iterable[ArticleRecord]) -> None:
    """Show one record, or a summary of several, in the notebook; elsewhere as tables in the terminal.

    Raises ``TypeError`` for what is neither.
    """
    shown = records if isinstance(records, ArticleRecord) else Records(records)
    for record in shown if isinstance(shown, Records) else [shown]:
        if not isinstance(record, ArticleRecord):
            raise TypeError(f"display() takes records, as extract() gives them, not {type(record).__name__}")
    if _in_a_notebook():
        from IPython.display import display as display_here

        display_here(shown)  # type: ignore[no-untyped-call]
        return
    from newsextract.viewer.terminal import console, show_record

    out = console()
    for record in shown if isinstance(shown, Records) else [shown]:
        show_record(record, out)


def _in_a_notebook() -> bool:
    """Tell whether IPython runs and shows HTML; what has not been imported does not run."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")


def record_html(record: ArticleRecord) -> str:
    """Return one record as HTML: title, source, what was wrong, the marked text, a table for each kind."""
    from newsextract.viewer.terminal import listings

    parts = [f"<h3>{escape(heading(record))}</h3><p class='about'>{escape(origin(record))}</p>"]
    if record.error is not None:
        parts.append(f"<p class='wrong'>{escape(record.error.stage)}: {escape(record.error.message)}</p>")
    parts.extend(f"<p class='wrong'>{escape(warning)}</p>" for warning in record.warnings)
    if record.text is not None:
        found = marks(record)
        titles = [_title(record, mark) for mark in found]
        text = "".join(marked(pieces(record.text, found), found, titles))
        parts.append(f"<div class='text'>{text}</div>")
    for listing in listings(record):
        if listing.rows:
            parts.append(f"<h4>{listing.title} ({len(listing.rows)})</h4>")
            parts.append(_table(listing.header, listing.rows))
    return _framed(parts)


def marked(cut: Iterable[Piece], found: Sequence[Mark], titles: Sequence[str]) -> Iterator[str]:
    """Yield the HTML of a cut text; a mention is one ``<mark>`` unless it crosses another one."""
    open_now: list[int] = []
    for piece in [*cut, Piece("", ())]:
        same = 0
        while same < min(len(open_now), len(piece.marks)) and open_now[same] == piece.marks[same]:
            same += 1
        yield "</mark>" * (len(open_now) - same)
        for number in piece.marks[same:]:
            yield f'<mark class="ne-mark {found[number].kind}" title="{escape(titles[number])}">'
        open_now = list(piece.marks)
        yield escape(piece.text)


def _title(record: ArticleRecord, mark: Mark) -> str:
    """Say what a mention is in the words of a tooltip."""
    item = getattr(record, mark.kind)[mark.item]
    if mark.kind == "money":
        said = [amount(item), item.role]
    elif mark.kind == "percentages":
        said = [share(item), item.metric, item.direction]
    elif mark.kind == "project_groups":
        said = [f"{item.count} projects", item.status]
    else:
        said = [item.name, getattr(item, "type", None) or getattr(item, "status", None)]
    return " · ".join(str(part) for part in [LABELS[mark.kind], *said, mark.rule] if part)


def summary_html(records: Sequence[ArticleRecord]) -> str:
    """Return many records as one table: what each article is called and how much was found in it."""
    header = ("article", *LABELS, "largest investment", "")
    rows = [_summary_row(record) for record in records[:_MOST_LINES]]
    total = (
        f"{len(records)} articles",
        *(str(sum(len(getattr(r, kind)) for r in records)) for kind in LABELS),
        "",
        "",
    )
    parts = [_table(header, [*rows, total])]
    if len(records) > _MOST_LINES:
        parts.append(f"<p class='about'>{len(records) - _MOST_LINES} more articles are not listed</p>")
    return _framed(parts)


def _summary_row(record: ArticleRecord) -> tuple[str, ...]:
    counts = (str(len(getattr(record, kind))) for kind in LABELS)
    problem = f"{record.error.stage}: {record.error.message}" if record.error else " · ".join(record.warnings)
    return (heading(record), *counts, _largest(record), problem)


def _largest(record: ArticleRecord) -> str:
    """Say the largest investment of a project in each currency; currencies are never compared."""
    money = {item.id: item for item in record.money}
    largest: dict[str, Money] = {}
    for project in record.projects:
        item = money.get(project.investment or "")
        if item is not None and _size(item) > _size(largest.get(item.currency)):
            largest[item.currency] = item
    return " · ".join(amount(item) for item in largest.values())


def _size(item: Money | None) -> Decimal:
    if item is None:
        return Decimal(-1)
    return item.value if item.value is not None else item.low if item.low is not None else Decimal(0)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _framed(parts: Iterable[str]) -> str:
    from newsextract.viewer.page import colours, read

    style = colours().replace(":root", ".newsextract") + read("marks.css") + _STYLE
    return f"<div class='newsextract'><style>{style}</style>{''.join(parts)}</div>"
