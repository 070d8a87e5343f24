"""The figures as one picture: speeds beside ``jieba.cut``, and speed over length."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

import altair as alt
from pairs import Figures


def draw(path: Path, speeds: Figures, lengths: dict[str, Figures]) -> None:
    """Write the picture as SVG."""
    bars = [
        {"tool": name, "ratio": statistics.median(found["ratios"]), "ours": name.startswith("newsextract")}
        for name, found in speeds.items()
    ]
    lines = [
        {"length": size, "ratio": statistics.median(found["ratios"]), "text": way}
        for way, figures in lengths.items()
        for size, found in figures.items()
    ]
    both = _bars(bars) & _lines(lines)
    both.configure_view(stroke=None).save(str(path))


def _bars(rows: list[dict[str, Any]]) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("tool:N", sort="-x", title=None, axis=alt.Axis(labelLimit=300))
    )
    colour = alt.condition("datum.ours", alt.value("#0072B2"), alt.value("#BBBBBB"))
    marks = base.mark_point(filled=True, size=90).encode(
        x=alt.X("ratio:Q", scale=alt.Scale(type="log"), title="characters a second, jieba.cut = 1"),
        color=colour,
    )
    labels = base.mark_text(align="left", dx=8).encode(x="ratio:Q", text=alt.Text("ratio:Q", format=".2~f"))
    rule = alt.Chart(alt.Data(values=[{"at": 1}])).mark_rule(strokeDash=[4, 4]).encode(x="at:Q")
    return (rule + marks + labels).properties(width=420, title="Speed beside jieba.cut on the same articles")


def _lines(rows: list[dict[str, Any]]) -> alt.Chart:
    order = list(dict.fromkeys(row["length"] for row in rows))
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("length:N", sort=order, title="length", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("ratio:Q", scale=alt.Scale(zero=True), title="jieba.cut = 1"),
            color=alt.Color("text:N", title=None, scale=alt.Scale(range=["#0072B2", "#E69F00"])),
        )
        .properties(width=420, height=180, title="newsextract over length, full extraction")
    )
