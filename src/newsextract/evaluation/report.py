"""Reports: the scores as text, Markdown and JSON, and the errors as a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Drawn

from newsextract.evaluation.bootstrap import Interval, intervals
from newsextract.evaluation.gold import LABELS
from newsextract.evaluation.scores import COUNTED, Counts, Scores, Slice


class Table(NamedTuple):
    """One table of a report: the first column holds words, the others figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(scores: Scores, by: Sequence[Slice] = ()) -> list[Table]:
    """Return the tables of a report: labels, groups and links, attributes, and a slice for each key."""
    spread = intervals(scores.articles)
    made = [_counts_table(scores, spread), _overlap_table(scores), _attribute_table(scores, spread)]
    made += [_slice_table(key, scores.by(key)) for key in by]
    if scores.failed:
        made.append(Table("Articles that failed", ("article", "error"), tuple(scores.failed.items())))
    return made


def _counts_table(scores: Scores, spread: Mapping[str, Interval]) -> Table:
    rows = [_counts_row(label, scores.strict[label], spread.get(label)) for label in COUNTED]
    rows.insert(len(LABELS), _counts_row("micro", scores.micro, spread.get("micro")))
    macro = ("macro", "", "", "", "", "", _percent(scores.macro_f1), _range(spread.get("macro")))
    rows.insert(len(LABELS) + 1, macro)
    header = ("strict", "true", "false", "missed", "P", "R", "F1", "95% of F1")
    return Table(f"Mentions, groups and links in {len(scores.articles)} articles", header, tuple(rows))


def _counts_row(name: str, counts: Counts, interval: Interval | None) -> tuple[str, ...]:
    figures = map(_percent, (counts.precision, counts.recall, counts.f1))
    return (name, *map(str, counts), *figures, _range(interval))


def _overlap_table(scores: Scores) -> Table:
    rows = tuple(_counts_row(label, counts, None)[:-1] for label, counts in scores.overlap.items())
    return Table(
        "At least one character shared", ("overlap", "true", "false", "missed", "P", "R", "F1"), rows
    )


def _attribute_table(scores: Scores, spread: Mapping[str, Interval]) -> Table:
    rows = tuple(
        (name, str(accuracy.right), str(accuracy.total), _percent(accuracy.share), _range(spread.get(name)))
        for name, accuracy in scores.attributes.items()
        if accuracy.total
    )
    return Table("Attributes of the matched", ("attribute", "right", "of", "accuracy", "95%"), rows)


def _slice_table(key: Slice, slices: Mapping[str, Scores]) -> Table:
    rows = tuple(
        (name, str(len(part.articles)), *(_percent(part.strict[label].f1) for label in COUNTED))
        for name, part in slices.items()
    )
    return Table(f"Strict F1 by {key}", (key, "articles", *COUNTED), rows)


def _range(interval: Interval | None) -> str:
    return "–".join(map(_percent, interval)) if interval else ""


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"


def to_text(scores: Scores, by: Sequence[Slice] = (), *, colour: bool = False, width: int = 100) -> str:
    """Write the report for a terminal; plain characters unless ``colour`` is asked for."""
    return draw(tables(scores, by), colour=colour, width=width)


def draw(tables: Iterable[Table], *, colour: bool = False, width: int = 100) -> str:
    """Draw tables for a terminal of so many columns."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    for table in tables:
        drawn = Drawn(title=escape(table.title), title_justify="left", box=SIMPLE)
        for number, column in enumerate(table.header):
            drawn.add_column(column, justify="right" if number else "left", no_wrap=bool(number))
        for row in table.rows:
            drawn.add_row(*map(escape, row))
        console.print(drawn)
    return out.getvalue()


def to_markdown(scores: Scores, by: Sequence[Slice] = ()) -> str:
    """Write the report as Markdown tables, for a job summary or a file."""
    return markdown(tables(scores, by))


def markdown(tables: Iterable[Table]) -> str:
    """Write tables as Markdown, each under its title."""
    blocks = []
    for table in tables:
        rule = ("---", *("---:" for _ in table.header[1:]))
        lines = (f"| {' | '.join(map(_cell, row))} |" for row in (table.header, rule, *table.rows))
        blocks.append(f"### {table.title}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(blocks)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def to_json(scores: Scores, by: Sequence[Slice] = ()) -> str:
    """Write all figures as JSON, keys in a fixed order, so that two reports can be compared by line."""
    content = scores.to_dict()
    content["intervals"] = intervals(scores.articles)
    content["slices"] = {key: {name: part.to_dict() for name, part in scores.by(key).items()} for key in by}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def errors_jsonl(scores: Scores) -> str:
    """Write what is false, missed, or true with a wrong attribute: one finding a line."""
    return "".join(json.dumps(f.to_dict(), ensure_ascii=False) + "\n" for f in scores.errors())
