"""One self-contained page: each text with its mentions marked, the records beside it.

Everything that comes from an article is escaped; the page loads nothing and runs no script.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from newsextract.errors import OutputError
from newsextract.records import ArticleRecord
from newsextract.viewer.terminal import amount, share

_HERE = "<!-- articles -->"


class Mark(NamedTuple):
    """A place to mark: half-open code points, the class for its colour, what to say of it."""

    start: int
    end: int
    kind: str
    title: str


def write_page(records: Iterable[ArticleRecord], path: Path) -> int:
    """Write the page, whole or not at all, and return how many articles are on it.

    Raises :class:`OutputError` when the file cannot be written.
    """
    before, after = _template()
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(before)
            for count, record in enumerate(records, 1):  # noqa: B007 - the last one is the number of them
                file.write(article(record))
            file.write(after)
        os.replace(part, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error
    return count


def _template() -> tuple[str, str]:
    page = resources.files("newsextract.viewer").joinpath("page.html").read_text("utf-8")
    before, _, after = page.partition(_HERE)
    return before, after


def article(record: ArticleRecord) -> str:
    """Return the HTML of one article."""
    head = f"<h2>{escape(record.title or record.id)}</h2><p class=id>{escape(record.id)}</p>"
    notes = [f"<p class=warning>{escape(warning)}</p>" for warning in record.warnings]
    if record.error is not None:
        notes.append(f"<p class=error>{escape(record.error.stage)}: {escape(record.error.message)}</p>")
    text = "".join(marked(record.text or "", list(marks(record))))
    body = f"<div class=text>{text}</div><div class=side>{''.join(_lists(record))}</div>"
    return f"<article>{head}{''.join(notes)}<div class=both>{body}</div></article>\n"


def marks(record: ArticleRecord) -> Iterator[Mark]:
    """Yield every mention of a record with its words for a reader."""
    for money in record.money:
        yield Mark(money.start, money.end, "money", f"{amount(money)} · {money.role} · {money.rule}")
    for percent in record.percentages:
        yield Mark(percent.start, percent.end, "percent", f"{share(percent)} · {percent.rule}")
    for group in record.project_groups:
        yield Mark(group.start, group.end, "group", f"{group.count} projects · {group.rule}")
    for org in record.organizations:
        for mention in org.mentions:
            yield Mark(mention.start, mention.end, "org", f"{org.name} · {org.type} · {mention.rule}")
    for project in record.projects:
        for mention in project.mentions:
            said = f"{project.name} · {project.status or '–'} · {mention.rule}"
            yield Mark(mention.start, mention.end, "project", said)


def marked(text: str, found: list[Mark]) -> Iterator[str]:
    """Yield the text in pieces, each with the classes of all the mentions that it lies in."""
    edges = sorted({0, len(text), *(m.start for m in found), *(m.end for m in found)})
    starting: dict[int, list[Mark]] = {}
    for mark in found:
        starting.setdefault(mark.start, []).append(mark)
    open_now: list[Mark] = []
    for start, end in pairwise(edges):
        open_now = [mark for mark in open_now if mark.end > start] + starting.get(start, [])
        piece = escape(text[start:end])
        if open_now:
            kinds = " ".join(sorted({mark.kind for mark in open_now}))
            title = escape("\n".join(mark.title for mark in open_now), quote=True)
            piece = f'<mark class="{kinds}" title="{title}">{piece}</mark>'
        yield piece


def _lists(record: ArticleRecord) -> Iterator[str]:
    money = {item.id: amount(item) for item in record.money}
    yield _list("Projects", (
        " · ".join(part for part in (p.name, p.status, money.get(p.investment or "")) if part)
        for p in record.projects
    ))  # fmt: skip
    yield _list("Project groups", (
        " · ".join(part for part in (g.text, g.status, money.get(g.total or "")) if part)
        for g in record.project_groups
    ))  # fmt: skip
    yield _list("Amounts", (f"{m.text} = {amount(m)} · {m.role}" for m in record.money))
    yield _list("Percentages", (f"{p.text} = {share(p)} · {p.metric or '–'}" for p in record.percentages))
    yield _list("Organizations", (f"{o.name} · {o.type} · {len(o.mentions)}×" for o in record.organizations))


def _list(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h3>{title}</h3><ul>{items}</ul>" if items else ""
