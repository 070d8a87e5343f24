"""The tutorial runs from its first cell to its chart, and its saved output is what comes out."""

from __future__ import annotations

import re

import pytest
from nbformat import NotebookNode

import tutorial


@pytest.fixture(scope="module")
def run() -> NotebookNode:
    return tutorial.executed()


def said(cell: NotebookNode) -> list[str]:
    """Return what a cell put out: its words, without style, tags and the places of a drawing."""
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        markup = data.get("text/html") or data.get("image/svg+xml")
        text = output.get("text") or data.get("text/plain") or markup
        if markup:
            text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", markup, flags=re.DOTALL)
        found.append(" ".join(str(text).split()))
    return found


def test_the_saved_output_is_what_comes_out(run: NotebookNode) -> None:
    saved, fresh = (
        [cell for cell in book.cells if cell.cell_type == "code"] for book in (tutorial.read(), run)
    )
    assert len(fresh) > 5
    for old, new in zip(saved, fresh, strict=True):
        assert said(old) == said(new), "run make tutorial, then look at what has changed"


def test_the_tutorial_shows_marked_text_a_summary_and_a_chart(run: NotebookNode) -> None:
    shown = [output.data for cell in run.cells for output in cell.get("outputs", ()) if "data" in output]
    pages = [data["text/html"] for data in shown if "text/html" in data]
    assert sum("class='newsextract'" in page for page in pages) == 2
    assert any("ne-mark projects" in page for page in pages)
    drawings = [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]
    assert len(drawings) == 1
    for name in ("蓝湾码头项目", "东湖芯片产业园项目"):
        assert name in drawings[0]


def test_no_cell_failed(run: NotebookNode) -> None:
    kinds = {output.output_type for cell in run.cells for output in cell.get("outputs", ())}
    assert "error" not in kinds
    assert all(output.get("name") != "stderr" for cell in run.cells for output in cell.get("outputs", ()))
