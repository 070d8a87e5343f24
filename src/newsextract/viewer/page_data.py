"""What the page knows of an article: its record, its text cut at the marks, and the marks."""

from __future__ import annotations

import json
from typing import Any

from newsextract.records import ArticleRecord
from newsextract.viewer.marks import marks, paragraphs, pieces
from newsextract.viewer.wording import amount, share

# Inside <script> only "<" could end the block; the others are for readers of other kinds.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page_data(record: ArticleRecord) -> dict[str, Any]:
    """Return the record as the page's script reads it.

    The fields are the record's own. Added are ``shown`` (an amount or percentage in a reader's form),
    ``pieces`` (the text: a string, or a string and the numbers of its marks, outermost first; null when
    the text was left out) and ``marks`` (list, item, start, end, paragraph, rule).
    """
    data = record.model_dump(mode="json", exclude_none=True, exclude={"text", "producer", "schema_version"})
    for item, money in zip(data["money"], record.money, strict=True):
        item["shown"] = amount(money)
    for item, percent in zip(data["percentages"], record.percentages, strict=True):
        item["shown"] = share(percent)
    found = marks(record)
    text = record.text
    if text is not None:
        data["pieces"] = [[p.text, *p.marks] if p.marks else p.text for p in pieces(text, found)]
    places = paragraphs(text, found) if text is not None else [0] * len(found)
    data["marks"] = [
        [mark.kind, mark.item, mark.start, mark.end, place, mark.rule]
        for mark, place in zip(found, places, strict=True)
    ]
    return data


def script_json(value: object) -> str:
    """Write a value as JSON that may stand inside ``<script>``: nothing in it can end the block."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
