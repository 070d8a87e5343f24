"""What ``evaluate`` does: gold through the pipeline, scored, shown, and held against a baseline.

Stands above ``batch`` and ``evaluation``, which do not know each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast, get_args

from newsextract.article import Article
from newsextract.batch.runner import run
from newsextract.batch.summary import Summary
from newsextract.config import Settings
from newsextract.errors import InputError, OutputError, SettingsError
from newsextract.evaluation import (
    GoldArticle,
    Scores,
    check,
    errors_jsonl,
    read_baseline,
    read_gold,
    score,
    to_json,
    to_markdown,
    to_text,
    update,
)
from newsextract.evaluation.scores import Slice


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


def scores(gold: Sequence[GoldArticle], settings: Settings, workers: int, summary: Summary) -> Scores:
    """Extract the records of labelled articles and score them."""
    given = (Article(article.text or "", id=article.id) for article in gold)
    return score(zip(gold, run(given, settings, workers=workers, summary=summary), strict=True))


def report(scored: Scores, format: str, by: Sequence[Slice], *, colour: bool = False) -> str:
    """Return the report as ``text``, ``json`` or ``markdown``."""
    if format == "text":
        return to_text(scored, by, colour=colour)
    return to_json(scored, by) if format == "json" else to_markdown(scored, by)


def write_errors(path: Path, scored: Scores) -> None:
    """Write all that is false, missed or wrong, one finding a line. Raises :class:`OutputError`."""
    try:
        path.write_bytes(errors_jsonl(scored).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def pin(scored: Scores, baseline: Path, reason: str | None) -> None:
    """Write the figures into the baseline; one that goes down needs a reason."""
    update(baseline, scored, reason)


def broken(scored: Scores, baseline: Path) -> list[str]:
    """Return the floors that the figures break, in words, with the mentions that were lost and won."""
    return [str(regression) for regression in check(scored, read_baseline(baseline))]
