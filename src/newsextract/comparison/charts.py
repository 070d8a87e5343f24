"""Charts of evaluations as SVG or PNG, drawn by matplotlib (extra ``charts``).

Matplotlib and not Vega: it writes the picture itself, without a browser or a script in the page, and the
same bytes for the same figures. Words stay text, so that the reader's own fonts show Chinese.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from newsextract.errors import SettingsError
from newsextract.evaluation.bootstrap import Interval
from newsextract.evaluation.scores import COUNTED, Scores

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png")
# Okabe and Ito: told apart by the colour-blind, too. Each label has its marker besides.
_COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#b8ab00", "#0072b2")
_MARKERS = ("o", "s", "^", "D", "v", "P")


class Point(NamedTuple):
    """One report of a series: its name, the fingerprint of its gold, its figures by name (0 to 1)."""

    name: str
    fingerprint: str
    figures: Mapping[str, float]


def by_label(scores: Scores, spread: Mapping[str, Interval]) -> bytes:
    """Return an SVG of precision, recall and F1 by label, F1 with its interval."""
    with _matplotlib() as figure_of:
        figure, axes = figure_of(len(COUNTED) * 0.45 + 1.2)
        for row, label in enumerate(reversed(COUNTED)):
            _label_row(axes, row, scores, label, spread.get(label))
        axes.set_yticks(range(len(COUNTED)), list(reversed(COUNTED)))
        axes.set_xlabel("%")
        axes.grid(axis="x", alpha=0.3)
        axes.plot([], [], "|", color="#444444", label="precision")
        axes.plot([], [], "x", color="#444444", label="recall")
        axes.plot([], [], "o", color="#444444", label="F1, 95% interval")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.18), ncols=3, frameon=False)
        return _written(figure, "svg")


def _label_row(axes: Any, row: int, scores: Scores, label: str, interval: Interval | None) -> None:
    counts, colour = scores.strict[label], _COLOURS[COUNTED.index(label)]
    if interval is not None:
        axes.plot([100 * end for end in interval], [row, row], color=colour, linewidth=3, alpha=0.5)
    for share, marker in ((counts.precision, "|"), (counts.recall, "x"), (counts.f1, "o")):
        if share is not None:
            axes.plot([100 * share], [row], marker, color="#444444" if marker != "o" else colour)


def over_time(points: Sequence[Point], format: str = "svg") -> bytes:
    """Return a picture of the strict F1 of each label over the reports, in the order given.

    A dotted line stands where the gold is another one than before: figures on both sides of it say
    nothing about each other. Raises :class:`SettingsError` for a format that is none of ``FORMATS``.
    """
    if format not in FORMATS:
        raise SettingsError(
            f"a chart is written as {' or '.join(FORMATS)}, not as {format or 'a file without ending'}"
        )
    with _matplotlib() as figure_of:
        figure, axes = figure_of(4.0)
        for label, colour, marker in zip(COUNTED, _COLOURS, _MARKERS, strict=True):
            there = [(at, one.figures.get(f"{label}.f1")) for at, one in enumerate(points)]
            drawn = [(at, 100 * figure) for at, figure in there if figure is not None]
            if drawn:
                axes.plot(*zip(*drawn, strict=True), color=colour, marker=marker, label=label)
        for at in range(1, len(points)):
            if points[at].fingerprint != points[at - 1].fingerprint:
                axes.axvline(at - 0.5, color="#666666", linestyle=":")
        names = [one.name for one in points]
        axes.set_xticks(range(len(names)), names, rotation=30, ha="right", parse_math=False)
        axes.set_ylabel("strict F1, %")
        axes.grid(axis="y", alpha=0.3)
        if axes.lines:
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.15), ncols=len(COUNTED), frameon=False)
        return _written(figure, format)


@contextmanager
def _matplotlib() -> Iterator[Any]:
    """Give a maker of one figure of a height in inches; no state of matplotlib is left changed."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SettingsError("charts need matplotlib: pip install 'newsextract[charts]'") from error

    def figure_of(height: float) -> tuple[Figure, Any]:
        figure = Figure(figsize=(8.0, height), layout="constrained")
        return figure, figure.add_subplot()

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "newsextract", "font.size": 9}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # The font that measures the words may lack Chinese; the one that shows them is the reader's.
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        yield figure_of


def _written(figure: Figure, format: str) -> bytes:
    out = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type")) if format == "svg" else {"Software": None}
    figure.savefig(out, format=format, metadata=nothing, dpi=150)
    return out.getvalue()


def inline(svg: bytes) -> str:
    """Return an SVG picture as an element for a page."""
    text = svg.decode("utf-8")
    return text[text.index("<svg") :]
