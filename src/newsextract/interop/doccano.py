"""doccano: the JSONL of a sequence labelling project with relations, for import and from export.

doccano has labels and relations and no attributes: those travel in a field of their own, which doccano
keeps as the example's metadata and writes out again. They come back to the spans that still stand where
they stood; a span that was moved or is new has none. doccano counts UTF-16 units (its issue 2290), unless
the project counts grapheme clusters, which nothing here can read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from newsextract.errors import GoldError, InputError
from newsextract.interop.marks import ASIDE, Marked, MarkedLink, MarkedSpan, Units, aside, with_aside
from newsextract.interop.offsets import Utf16
from newsextract.io.whole import write_whole


def write(
    articles: Iterable[Marked], path: Path, *, drafts: bool = False, units: Units | None = None
) -> list[str]:
    """Write one example a line, ``drafts`` no different. Returns what the form cannot hold: nothing.

    doccano shows no attribute to the annotator; they are kept only where spans are not moved.
    """
    numbers = count(1)  # doccano wants the numbers of spans to be unique in the file
    lines = (json.dumps(_row(article, numbers, units), ensure_ascii=False) + "\n" for article in articles)
    write_whole(path, lines)
    return ["doccano shows no attributes: they come back only for spans that are not moved"]


def _row(article: Marked, numbers: Iterator[int], units: Units | None) -> dict[str, Any]:
    utf16 = None if units == "codepoints" else Utf16(article.text)
    ids = {span.id: next(numbers) for span in article.spans}
    entities = [
        {
            "id": ids[span.id],
            "label": span.label,
            "start_offset": utf16.from_points(span.start) if utf16 else span.start,
            "end_offset": utf16.from_points(span.end) if utf16 else span.end,
        }
        for span in article.spans
    ]
    relations = [
        {"id": next(numbers), "from_id": ids[link.source], "to_id": ids[link.target], "type": link.type}
        for link in article.links
    ]
    return {"text": article.text, "entities": entities, "relations": relations, ASIDE: aside(article)}


def read(path: Path, *, units: Units | None = None) -> tuple[list[Marked], list[str]]:
    """Read an export, with relations (``entities``) or without (``label``).

    Raises ``InputError`` for a line that is none and ``GoldError`` for offsets that cannot be placed.
    """
    articles = []
    for number, line in _lines(path):
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            articles.append(_article(row, str(row.get("id", number)), where, units))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise InputError(f"{where}: no example of doccano: {type(error).__name__}: {error}") from error
    return articles, []


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from error
    return ((number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip())


def _article(row: dict[str, Any], name: str, where: str, units: Units | None) -> Marked:
    text = row["text"] if "text" in row else row["data"]
    if not isinstance(text, str):
        raise TypeError("text is no string")
    utf16 = Utf16(text)
    spans = []
    for at, (id_, label, start, end) in enumerate(_entities(row)):
        ends = (start, end) if units == "codepoints" else (utf16.to_points(start), utf16.to_points(end))
        if ends[0] is None or ends[1] is None or not 0 <= ends[0] < ends[1] <= len(text):
            raise GoldError(
                f"{where}: {label} {start}..{end} is no place in the text, in UTF-16 units or at all"
            )
        spans.append(MarkedSpan(id_ or f"n{at}", label, ends[0], ends[1], {}))
    links = tuple(
        MarkedLink(one["type"], str(one["from_id"]), str(one["to_id"]), {})
        for one in row.get("relations", [])
    )
    return with_aside(Marked(name, text, tuple(spans), links), row.get(ASIDE))


def _entities(row: dict[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    if "entities" in row:
        for one in row["entities"]:
            yield str(one["id"]), one["label"], int(one["start_offset"]), int(one["end_offset"])
    else:
        for start, end, label in row["label"] if "label" in row else row["labels"]:
            yield "", label, int(start), int(end)
