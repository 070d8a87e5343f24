"""What ``evaluate`` does: gold through the pipeline, scored, shown, and held against a baseline.

Stands above ``batch``, ``evaluation`` and ``comparison``, which do not know each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import cast, get_args

from newsextract.article import Article
from newsextract.batch.runner import run
from newsextract.batch.summary import Summary
from newsextract.comparison.charts import by_label, inline, over_time
from newsextract.comparison.evaluation_page import Pair, evaluation_page
from newsextract.comparison.history import point_of, read_reports, table_of
from newsextract.comparison.runs import Comparison, compare
from newsextract.comparison.runs_report import runs_page
from newsextract.comparison.runs_report import to_json as runs_to_json
from newsextract.comparison.runs_report import to_markdown as runs_to_markdown
from newsextract.comparison.runs_report import to_text as runs_to_text
from newsextract.config import Settings
from newsextract.errors import InputError, SettingsError
from newsextract.evaluation import (
    GoldArticle,
    Scores,
    check,
    errors_jsonl,
    read_baseline,
    read_gold,
    to_json,
    to_markdown,
    to_text,
    update,
)
from newsextract.evaluation.bootstrap import intervals
from newsextract.evaluation.report import draw
from newsextract.evaluation.scores import Slice
from newsextract.io.loading import read_records
from newsextract.io.whole import write_whole


def slices(names: Iterable[str] | None) -> list[Slice]:
    """Return the slices that a report is asked for. Raises :class:`SettingsError` for an unknown one."""
    listed = list(names or ())
    for name in listed:
        if name not in get_args(Slice):
            raise SettingsError(f"--by {name}: one of {', '.join(get_args(Slice))}")
    return cast("list[Slice]", listed)


def articles(gold: Sequence[Path], text_dir: Path | None, split: str | None) -> list[GoldArticle]:
    """Return the labelled articles, those of one split when it is given.

    Raises :class:`InputError` when there are none and ``GoldError`` for gold that breaks its rules.
    """
    found = [article for article in read_gold(gold, text_dir) if split in (None, article.split)]
    if not found:
        raise InputError(f"no article of split {split!r} in the gold")
    return found


def pairs(gold: Sequence[GoldArticle], settings: Settings, workers: int, summary: Summary) -> list[Pair]:
    """Extract the records of labelled articles; each beside its gold."""
    given = (Article(article.text or "", id=article.id) for article in gold)
    records = run(given, settings, workers=workers, summary=summary)
    return [Pair(article, record) for article, record in zip(gold, records, strict=True)]


def report(scored: Scores, format: str, by: Sequence[Slice], *, colour: bool = False) -> str:
    """Return the report as ``text``, ``json`` or ``markdown``."""
    if format == "text":
        return to_text(scored, by, colour=colour)
    return to_json(scored, by) if format == "json" else to_markdown(scored, by)


def write_errors(path: Path, scored: Scores) -> None:
    """Write all that is false, missed or wrong, one finding a line. Raises :class:`OutputError`."""
    write_whole(path, [errors_jsonl(scored)])


def write_page(
    path: Path,
    scored: Scores,
    made: Sequence[Pair],
    by: Sequence[Slice],
    history: Sequence[Path] = (),
    warn: Callable[[str], None] = print,
) -> None:
    """Write the page of an evaluation, with the figures over time when saved reports are given.

    Without matplotlib (extra ``charts``) the page has no chart and ``warn`` is told; a page without
    pictures is better than none where only the errors are looked for.
    """
    points = [*read_reports(history), point_of(scored)] if history else []
    try:
        charts = [by_label(scored, intervals(scored.articles)), *([over_time(points)] if points else [])]
    except SettingsError as error:
        warn(f"{path} has no chart: {error}")
        charts = []
    write_whole(path, evaluation_page(scored, made, by, [inline(chart) for chart in charts]))


def history_table(reports: Sequence[Path], output: Path | None) -> str:
    """Return the figures of saved reports as a table; draw them into ``output`` when it is given.

    Raises :class:`InputError` for what is no report, :class:`SettingsError` for a picture of unknown
    format and where matplotlib is missing.
    """
    points = read_reports(reports)
    if output is not None:
        write_whole(output, [over_time(points, output.suffix.lower().lstrip("."))])
    return draw([table_of(points)])


def pin(scored: Scores, baseline: Path, reason: str | None) -> None:
    """Write the figures into the baseline; one that goes down needs a reason."""
    update(baseline, scored, reason)


def broken(scored: Scores, baseline: Path) -> list[str]:
    """Return the floors that the figures break, in words, with the mentions that were lost and won."""
    return [str(regression) for regression in check(scored, read_baseline(baseline))]


def broken_markdown(broken: Sequence[str]) -> str:
    """Return the broken floors as Markdown, word for word."""
    lines = [f"    {line}" for one in broken for line in one.splitlines()]
    return "\n### Below the floor\n\n" + "\n".join(lines) + "\n"


def compare_runs(old: Path, new: Path) -> Comparison:
    """Compare two files of records. Raises :class:`InputError` for what holds none."""
    return compare(read_records(old), read_records(new))


def runs_report(compared: Comparison, format: str, limit: int, *, colour: bool = False) -> str:
    """Return the comparison as ``text``, ``json`` or ``markdown``; JSON lists every change."""
    if format == "text":
        return runs_to_text(compared, limit, colour=colour)
    return runs_to_json(compared) if format == "json" else runs_to_markdown(compared, limit)


def write_runs_page(path: Path, compared: Comparison) -> None:
    """Write the page of two runs. Raises :class:`OutputError`."""
    write_whole(path, runs_page(compared))
