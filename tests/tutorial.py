"""The tutorial notebook: run it, and (``python tests/tutorial.py``) save it with what it put out."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

PATH = Path(__file__).resolve().parent.parent / "docs" / "tutorial.ipynb"


def read() -> NotebookNode:
    """Return the notebook as it is saved."""
    return nbformat.read(PATH, as_version=4)  # type: ignore[no-untyped-call, no-any-return]


def executed() -> NotebookNode:
    """Run every cell anew in a kernel of this Python and return the notebook with the outputs.

    What changes from run to run is left out: times, and the plain form of what is shown as HTML or SVG.
    """
    notebook = read()
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False,
                   resources={"metadata": {"path": str(PATH.parent)}}).execute()  # fmt: skip
    for cell in notebook.cells:
        cell.metadata.clear()
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).clear()
            data = output.get("data", {})
            if {"text/html", "image/svg+xml"} & set(data):
                data.pop("text/plain", None)
    notebook.metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
                         "language_info": {"name": "python"}}  # fmt: skip
    return notebook


if __name__ == "__main__":
    nbformat.write(executed(), PATH)  # type: ignore[no-untyped-call]
    print(f"{PATH}: saved with its outputs", file=sys.stderr)
