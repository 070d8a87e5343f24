"""Records for people in a terminal: tables or, where it is narrow, lists; and the text with its marks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newsextract.records import ArticleRecord
from newsextract.viewer.marks import LABELS, Mark, marks, pieces
from newsextract.viewer.wording import amount, heading, origin, plain, share

_NARROW = 72  # columns; a table of five columns has no room in fewer


class Listing(NamedTuple):
    """The records of one kind: a title, what the columns are called, the cells."""

    title: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


def console() -> Console:
    """Return a console for stdout; into a pipe it writes wide and plain lines."""
    # Unlike rich, this takes COLUMNS=0 for "unknown", as a terminal without a size says it.
    known = shutil.get_terminal_size(fallback=(160, 50)).columns if _has_size() else 160
    return Console(file=sys.stdout, width=known, highlight=False, soft_wrap=False)


def _has_size() -> bool:
    return sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()


def show_record(record: ArticleRecord, out: Console, *, text: bool = False) -> None:
    """Print one article: title, projects, groups, amounts, percentages, organizations, what was wrong.

    With ``text`` its text stands in front of the tables, every mention marked.
    """
    out.print(f"[bold]{_safe(heading(record))}[/bold]")
    out.print(_safe(origin(record)), style="dim")
    if record.error is not None:
        out.print(f"[red]{_safe(record.error.stage)}: {_safe(record.error.message)}[/red]")
    for warning in record.warnings:
        out.print(f"[yellow]{_safe(warning)}[/yellow]")
    if text:
        _print_text(record, out)
    for listing in listings(record):
        _print(out, listing)
    out.print()


def listings(record: ArticleRecord) -> Iterator[Listing]:
    """Yield the tables of a record, also the empty ones."""
    money = {item.id: amount(item) for item in record.money}
    names = {item.id: item.name for item in record.organizations}
    yield Listing("Projects", ("project", "status", "investment", "organizations", "location"), [
        (p.name, p.status or "", money.get(p.investment or "", ""),
         "、".join(names[o] for o in p.organizations), p.location or "")
        for p in record.projects
    ])  # fmt: skip
    yield Listing("Project groups", ("text", "count", "status", "total", "completed"), [
        (g.text, str(g.count), g.status or "", money.get(g.total or "", ""), money.get(g.completed or "", ""))
        for g in record.project_groups
    ])  # fmt: skip
    yield Listing("Amounts", ("text", "amount", "role", "per", "at"), [
        (m.text, amount(m), m.role, m.per or "", str(m.start)) for m in record.money
    ])  # fmt: skip
    yield Listing("Percentages", ("text", "share", "metric", "direction", "basis", "at"), [
        (p.text, share(p), p.metric or "", p.direction or "", p.basis or "", str(p.start))
        for p in record.percentages
    ])  # fmt: skip
    yield Listing("Organizations", ("name", "type", "also", "mentions"), [
        (o.name, o.type, "、".join(o.aliases), str(len(o.mentions))) for o in record.organizations
    ])  # fmt: skip


def _safe(text: str) -> str:
    """Return what rich may print of an article's words: no markup, nothing that commands the terminal."""
    return escape(plain(text))


def _print(out: Console, listing: Listing) -> None:
    if not listing.rows:
        return
    title = f"{listing.title} ({len(listing.rows)})"
    if out.width < _NARROW:
        _print_list(out, title, listing)
        return
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in listing.header:
        table.add_column(name, overflow="fold")
    for row in listing.rows:
        table.add_row(*map(_safe, row))
    out.print(table)


def _print_list(out: Console, title: str, listing: Listing) -> None:
    """Print a record in two lines: what the text says, and beneath it what is known of it."""
    out.print(f"[bold]{title}[/bold]")
    for first, *others in listing.rows:
        out.print(f"• {_safe(first)}", overflow="fold")
        said = (f"{name} {value}" for name, value in zip(listing.header[1:], others, strict=True) if value)
        known = Text(plain(" · ".join(said)), style="dim", overflow="fold")
        for line in known.wrap(out, max(out.width - 2, 1)):
            out.print(Text("  ") + line)


def _print_text(record: ArticleRecord, out: Console) -> None:
    if record.text is None:
        out.print("the text was left out (--no-text)", style="dim")
        return
    found = marks(record)
    coloured = out.color_system is not None and not out.no_color
    written = _coloured(record.text, found) if coloured else _bracketed(record, found)
    out.print(written, overflow="fold", soft_wrap=not out.is_terminal)
    if coloured:
        key = Text("  ").join(Text(label, style=_style(kind)) for kind, label in LABELS.items())
        out.print(key)
    out.print()


def _coloured(text: str, found: Sequence[Mark]) -> Text:
    """Return the text with each mention in its label's colour; in a nested one the inner colour stands."""
    written = Text(overflow="fold")
    for piece in pieces(text, found):
        style = _style(found[piece.marks[-1]].kind) if piece.marks else ""
        written.append(plain(piece.text), f"{style} underline" if len(piece.marks) > 1 else style)
    return written


def _style(kind: str) -> str:
    from newsextract.colors import DISPLACY_COLORS

    return f"black on {DISPLACY_COLORS[LABELS[kind]]}"


def _bracketed(record: ArticleRecord, found: Sequence[Mark]) -> Text:
    """Return the text with each mention in brackets and its record's id: ``投资[12亿元|m1]``."""
    closing: dict[int, list[Mark]] = {}
    for mark in reversed(found):
        closing.setdefault(mark.end, []).append(mark)
    written, at = Text(overflow="fold"), 0
    for piece in pieces(record.text or "", found):
        written.append("[" * sum(found[number].start == at for number in piece.marks))
        written.append(plain(piece.text))
        at += len(piece.text)
        for mark in closing.get(at, ()):
            written.append(f"|{getattr(record, mark.kind)[mark.item].id}]")
    return written
