"""One self-contained page: a list of the articles, each text with its mentions marked, its records beside it.

The page is put together from the files in ``template/``. What articles say is on it only as JSON, which the
page's script puts into text nodes; the content policy of the page lets no other script run and nothing load.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from importlib import resources
from pathlib import Path

from newsextract.colors import DISPLACY_COLORS
from newsextract.errors import OutputError
from newsextract.records import ArticleRecord
from newsextract.viewer.marks import LABELS
from newsextract.viewer.page_data import page_data, script_json

_RECORDS = "<!-- records -->"
_STYLES = ("marks.css", "page.css", "panes.css", "small.css")
_SCRIPTS = (
    "start.js", "exact.js", "words.js", "elements.js", "filters.js", "list.js", "text.js", "links.js", "tip.js",
    "tables.js", "charts.js", "overview.js", "article.js", "controls.js", "keys.js",
)  # fmt: skip


def write_page(records: Iterable[ArticleRecord], path: Path) -> int:
    """Write the page, whole or not at all, and return how many articles are on it.

    Records are taken one at a time and not kept. Raises :class:`OutputError` when the file cannot be
    written; ``path`` is untouched then.
    """
    before, after = template()
    part = Path(f"{path}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(before)
            for count, record in enumerate(records, 1):
                file.write(",\n" if count > 1 else "\n")
                file.write(script_json(page_data(record)))
            file.write(after)
        os.replace(part, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # where it could not be made, or is the page by now
            part.unlink()
    return count


def template() -> tuple[str, str]:
    """Return the page in front of the records and behind them."""
    style = colours() + "".join(map(read, _STYLES))
    script = '(() => {\n"use strict";\n' + "\n".join(map(read, _SCRIPTS)) + "start();\n})();\n"
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = read("page.html")
    parts = {"policy": policy, "style": style, "script": script, "words": _words()}
    for name, content in parts.items():
        page = page.replace(f"<!-- {name} -->", content, 1)
    before, _, after = page.partition(_RECORDS)
    return before, after


def read(name: str) -> str:
    """Return one of the page's files."""
    return resources.files("newsextract.viewer").joinpath("template").joinpath(name).read_text("utf-8")


def colours() -> str:
    """Return the labels' colours as CSS variables, ``--money`` and so on."""
    pairs = (f"--{kind}: {DISPLACY_COLORS[label]};" for kind, label in LABELS.items())
    return f":root {{ {' '.join(pairs)} }}\n"


def _words() -> str:
    """Return the words of both languages, on one line and without the blanks of their file."""
    return script_json(json.loads(read("words.json")))


def _hash(content: str) -> str:
    """Return the name under which a content policy lets this one style or script through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
