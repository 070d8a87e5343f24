"""Records for people in a terminal: tables, drawn by rich."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newsextract.records import ArticleRecord, Money, Percentage, plain_decimal

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SIGNS = {
    "about": "≈",
    "over": ">",
    "at_least": "≥",
    "nearly": "≲",
    "under": "<",
    "at_most": "≤",
    "exact": "",
}
_UNITS = ((10**8, "亿"), (10**4, "万"))
_KINDS = {"MONEY": "money", "PERCENT": "percent", "ORG": "org", "PROJECT": "project", "GROUP": "group"}
_UNSHOWN = frozenset({"start", "end", "text", "rule", "why", "entity"})


def console() -> Console:
    """Return a console for stdout; into a pipe it writes wide and plain lines."""
    wide = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
    return Console(file=sys.stdout, width=wide, highlight=False, soft_wrap=False)


def show_record(record: ArticleRecord, out: Console) -> None:
    """Print one article: title, projects, groups, amounts, percentages, organizations, what was wrong."""
    out.print(f"[bold]{escape(record.title or record.id)}[/bold]")
    source = record.source
    said = [record.id, source.publication, source.author, source.published, source.url, source.path]
    out.print(escape(" · ".join(part for part in said if part)), style="dim")
    if record.error is not None:
        out.print(f"[red]{escape(record.error.stage)}: {escape(record.error.message)}[/red]")
    for warning in record.warnings:
        out.print(f"[yellow]{escape(warning)}[/yellow]")
    for title, header, rows in _tables(record):
        _print(out, title, header, rows)
    out.print()


def _tables(record: ArticleRecord) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    money = {item.id: amount(item) for item in record.money}
    names = {item.id: item.name for item in record.organizations}
    yield "Projects", ("project", "status", "investment", "organizations", "location"), [
        (p.name, p.status or "", money.get(p.investment or "", ""),
         "、".join(names[o] for o in p.organizations), p.location or "")
        for p in record.projects
    ]  # fmt: skip
    yield "Project groups", ("text", "count", "status", "total", "completed"), [
        (g.text, str(g.count), g.status or "", money.get(g.total or "", ""), money.get(g.completed or "", ""))
        for g in record.project_groups
    ]  # fmt: skip
    yield "Amounts", ("text", "amount", "role", "per", "at"), [
        (m.text, amount(m), m.role, m.per or "", str(m.start)) for m in record.money
    ]  # fmt: skip
    yield "Percentages", ("text", "share", "metric", "direction", "basis", "at"), [
        (p.text, share(p), p.metric or "", p.direction or "", p.basis or "", str(p.start))
        for p in record.percentages
    ]  # fmt: skip
    yield "Organizations", ("name", "type", "also", "mentions"), [
        (o.name, o.type, "、".join(o.aliases), str(len(o.mentions))) for o in record.organizations
    ]  # fmt: skip


def _print(out: Console, title: str, header: Iterable[str], rows: list[tuple[str, ...]]) -> None:
    if not rows:
        return
    table = Table(title=f"{title} ({len(rows)})", title_justify="left", title_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


def amount(item: Money) -> str:
    """Write an amount as a reader would: comparator, number in 亿 or 万, currency."""
    return f"{_quantity(item, short=True)} {item.currency}"


def share(item: Percentage) -> str:
    """Write a percentage: comparator, number, % or 个百分点."""
    return f"{_quantity(item, short=False)}{'%' if item.unit == 'percent' else '个百分点'}"


def _quantity(item: Money | Percentage, *, short: bool) -> str:
    write = _short if short else plain_decimal
    if item.value is not None:
        number = write(item.value)
    elif item.low is not None and item.high is not None:
        number = f"{write(item.low)}–{write(item.high)}"
    else:
        number = "?"
    return _SIGNS[item.comparator] + number


def _short(value: Decimal) -> str:
    """Write a large number in 亿 or 万 where that loses nothing worth reading."""
    for size, unit in _UNITS:
        if abs(value) >= size:
            return f"{plain_decimal((value / size).normalize())}{unit}"
    return plain_decimal(value)


def show_rules(doc: Doc, out: Console) -> None:
    """Print every mention of a ``Doc`` with what was read in it, the rule that found it and why."""
    from newsextract.components.annotations import found_in

    rows = [(label, found) for label in _KINDS for found in found_in(doc, label)]
    if not rows:
        out.print("no mention found")
        return
    table = Table("at", "label", "text", "read as", "rule", "why")
    for label, found in sorted(rows, key=lambda row: (row[1]["start"], row[1]["end"])):
        cells = (found["text"], _read_as(found), found["rule"], str(found.get("why") or ""))
        table.add_row(f"{found['start']}–{found['end']}", label, *map(escape, cells))
    out.print(table)


def _read_as(found: Any) -> str:
    kept = ((key, value) for key, value in found.items() if key not in _UNSHOWN)
    return ", ".join(f"{key} {value}" for key, value in kept if value not in (None, [], "", "exact"))
