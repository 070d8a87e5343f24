"""The comparison of two runs for people: tables, a list of the changes, JSON, and a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape

from newsextract.comparison.runs import KINDS, LABELS, ArticleChanges, Change, Comparison, Place
from newsextract.comparison.sides import Mark, both, in_context, page, record_marks, table, text_with_marks
from newsextract.evaluation.report import Table, draw, markdown
from newsextract.records import ArticleRecord


def tables(comparison: Comparison) -> list[Table]:
    """Return the number of changes by label and by article."""
    counted = comparison.by_label()
    labels = tuple((label, *(str(counted[label][kind]) for kind in KINDS)) for label in LABELS)
    differing = comparison.differing
    articles = tuple((one.id, *(str(one.count(kind)) for kind in KINDS)) for one in differing)
    title = f"Changes in {len(differing)} of {comparison.articles} articles"
    return [Table(title, ("label", *KINDS), labels), Table("By article", ("article", *KINDS), articles)]


def to_text(comparison: Comparison, most: int = 200, *, colour: bool = False) -> str:
    """Return the tables and the first ``most`` changes, one a line (0: all of them)."""
    lines = [line_of(article, change) for article, change in comparison.changes()]
    shown = lines[:most] if most else lines
    more = len(lines) - len(shown)
    rest = [f"… and {more} more (--limit 0 shows all)"] if more else []
    return draw(_filled(comparison), colour=colour) + "".join(f"{line}\n" for line in [*shown, *rest])


def to_markdown(comparison: Comparison, most: int = 200) -> str:
    """Return the tables and the first ``most`` changes as a table (0: all of them)."""
    rows = [
        (article, change.label, change.kind, change.text, change.words)
        for article, change in comparison.changes()
    ]
    shown = rows[:most] if most else rows
    title = "Changes" if len(shown) == len(rows) else f"The first {len(shown)} of {len(rows)} changes"
    listed = [Table(title, ("article", "label", "kind", "text", "attributes"), tuple(shown))] if rows else []
    return markdown([*_filled(comparison), *listed])


def _filled(comparison: Comparison) -> list[Table]:
    labels, articles = tables(comparison)
    return [labels, articles] if articles.rows else [labels]


def line_of(article: str, change: Change) -> str:
    """Return a change as one line."""
    place = f" {change.start}..{change.end}" if change.label != "ARTICLE" else ""
    words = f" {change.words}" if change.changed else ""
    return " ".join(f"{change.kind:7} {article} {change.label}{place} “{change.text}”{words}".split("\n"))


def to_json(comparison: Comparison) -> str:
    """Return everything as JSON, keys in a fixed order."""
    content = {
        "articles": comparison.articles,
        "differing": len(comparison.differing),
        "labels": {
            label: {kind: counts[kind] for kind in KINDS} for label, counts in comparison.by_label().items()
        },
        "changes": [
            {"article": article, **change._asdict(), "changed": [list(one) for one in change.changed]}
            for article, change in comparison.changes()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def runs_page(comparison: Comparison) -> Iterator[str]:
    """Yield the page of two runs piece by piece: tables, every change as a link, the texts side by side."""
    return page("newsextract: two runs", _blocks(comparison))


def _blocks(comparison: Comparison) -> Iterator[str]:
    yield from map(table, _filled(comparison))
    numbered = _numbered(comparison.differing)
    yield "<h2>Changes</h2>\n"
    for label in LABELS:
        items = [
            f"<li>{_item(one.id, change, anchor)}</li>"
            for one, changes in numbered
            for change, anchor in changes
            if change.label == label
        ]
        if items:
            yield f"<details><summary>{label}: {len(items)}</summary><ol>{''.join(items)}</ol></details>\n"
    yield "<h2>Articles</h2><p class=hint>Boxed: lost (dashed, old) or won (solid, new). Wavy: changed.</p>\n"
    for one, changes in numbered:
        yield _article(one, changes)


Numbered = list[tuple[Change, str]]


def _numbered(differing: Iterable[ArticleChanges]) -> list[tuple[ArticleChanges, Numbered]]:
    return [
        (one, [(change, f"c{number}-{at}") for at, change in enumerate(one.changes)])
        for number, one in enumerate(differing)
    ]


def _item(article: str, change: Change, anchor: str) -> str:
    shown = escape(change.text)
    if change.label not in ("LINK", "ARTICLE"):
        shown = in_context(change.before, change.text, change.after)
    words = f" · {escape(change.words)}" if change.changed else ""
    return (
        f'<a href="#{anchor}">{escape(article)}</a> <b class={change.kind}>{change.kind}</b> {shown}{words}'
    )


def _article(one: ArticleChanges, changes: Numbered) -> str:
    record = one.new or one.old
    head = f"<h2>{escape((record.title if record else None) or one.id)}</h2><p class=id>{escape(one.id)}</p>"
    head += "".join(
        f'<p id="{anchor}"><b class={change.kind}>{change.kind}</b> {escape(change.words or "article")}</p>'
        for change, anchor in changes
        if change.label == "ARTICLE"
    )
    sides = both(("Old", _side(one.old, changes, "lost")), ("New", _side(one.new, changes, "won")))
    return f"<article>{head}{sides}</article>\n"


def _side(record: ArticleRecord | None, changes: Numbered, own: str) -> str:
    """Return the text with the marks of a record; ``own`` are the changes that only this side has."""
    if record is None or record.text is None:
        return "<i>not in this run</i>" if record is None else "<i>written without its text</i>"
    here = {
        (change.label, change.start, change.end): (change, anchor)
        for change, anchor in changes
        if change.kind in (own, "changed")
    }

    def state(place: Place) -> tuple[str, str, str]:
        if place not in here:
            return "", "", ""
        change, anchor = here[place]
        linked = own == "lost" and change.kind == "changed"  # a page may have an anchor only once
        return change.kind, f"{change.kind} {change.words}".strip(), "" if linked else anchor

    links = (
        Mark(change.start, change.end, f"link {change.kind}", f"link {change.text} {change.words}", anchor)
        for (label, _, _), (change, anchor) in here.items()
        if label == "LINK" and not (own == "lost" and change.kind == "changed")
    )
    return text_with_marks(record.text, [*record_marks(record, state), *links])
