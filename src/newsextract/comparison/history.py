"""A series of saved reports: ``evaluate --format json`` files, read back and shown over time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsextract.comparison.charts import Point
from newsextract.errors import InputError
from newsextract.evaluation.report import Table
from newsextract.evaluation.scores import COUNTED, Scores


def read_reports(paths: Iterable[Path]) -> list[Point]:
    """Return the reports in the order given; a folder stands for its ``.json`` files, sorted by name.

    Raises :class:`InputError` for what cannot be read or is no report.
    """
    return [_point(path) for path in _files(paths)]


def point_of(scores: Scores, name: str = "now") -> Point:
    """Return the figures of a scoring as the last point of a series."""
    return Point(name, scores.fingerprint, scores.figures())


def table_of(points: Iterable[Point]) -> Table:
    """Return the strict F1 by report and label."""
    rows = tuple(
        (one.name, *(_percent(one.figures.get(f"{label}.f1")) for label in COUNTED)) for one in points
    )
    return Table("Strict F1 by report", ("report", *COUNTED), rows)


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(path.glob("*.json"))
        if not inside:
            raise InputError(f"no report in the folder {path}: save some with evaluate --format json")
        yield from inside


def _point(path: Path) -> Point:
    try:
        report = json.loads(path.read_text("utf-8"))
        return Point(path.stem, str(report["fingerprint"]), dict(_figures(report)))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file or folder; give reports of evaluate --format json") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(
            f"{path}: no report of evaluate --format json ({type(error).__name__}: {error})"
        ) from error


def _figures(report: Any) -> Iterator[tuple[str, float]]:
    for label in COUNTED:
        if (figure := report["strict"][label]["f1"]) is not None:
            yield f"{label}.f1", float(figure)
    for name, accuracy in report["attributes"].items():
        if accuracy["accuracy"] is not None:
            yield name, float(accuracy["accuracy"])
