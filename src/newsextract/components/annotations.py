"""Where components leave what they found: spaCy spans for everybody, their attributes beside them.

``doc.spans["money"]`` and so on hold the spans; their attributes (plain strings, so that ``DocBin``,
worker processes and ``to_bytes`` carry them) are in ``doc.user_data`` and are read as
``span._.newsextract``. ``start`` and ``end`` in them are the exact code points, also where a foreign
tokenizer's borders made the spaCy span wider.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict, cast

from newsextract.tokenizer import D, Draft, with_borders

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

KEY = "newsextract"
GROUPS = {"MONEY": "money", "PERCENT": "percent", "ORG": "org", "PROJECT": "project", "GROUP": "group"}


class Found(TypedDict, total=False):
    """One mention's attributes; the keys that every label has are start, end, text, rule."""

    start: int
    end: int
    text: str
    rule: str
    why: str
    value: str | None
    low: str | None
    high: str | None
    currency: str
    comparator: str
    per: str | None
    role: str
    unit: str
    direction: str | None
    basis: str | None
    metric: str | None
    type: str
    name: str
    status: str | None
    location: str | None
    investment: int | None
    orgs: list[int]
    entity: int
    count: int
    filter: str | None
    total: int | None
    completed: int | None
    threshold: int | None
    also: list[int]


start_of: Callable[[Found], int] = itemgetter("start")
"""Where a mention starts, as a key to sort and to look up by."""


def attributes_of(span: Span) -> Found | None:
    """Return what ``span._.newsextract`` shows: the attributes of the mention that a span holds."""
    listed = found_in(span.doc, span.label_)
    at = bisect_left(listed, span.start_char, key=start_of)
    if at < len(listed) and listed[at]["end"] <= span.end_char:
        return listed[at]
    return None


def found_in(doc: Doc | Draft, label: str) -> list[Found]:
    """Return what a component found under ``label``, in text order; empty when it has not run."""
    store = doc.user_data.get(KEY, {})
    return cast("list[Found]", store.get(label, []))


def between(found: Sequence[Found], low: int, high: int) -> Sequence[Found]:
    """Return the mentions (sorted by start) that start at ``low`` or later and before ``high``."""
    if not found:
        return found
    first = bisect_left(found, low, key=start_of)
    return found[first : bisect_left(found, high, lo=first, key=start_of)]


def put(doc: D, label: str, found: Iterable[Found]) -> D:
    """Store the mentions of one label and show them as ``doc.spans[...]``; return the ``Doc`` that has them.

    A ``Doc`` of our own tokenizer gets a token border at every edge, which makes it a new ``Doc``. A draft
    has no spans to show.
    """
    listed = list(found)
    fresh = with_borders(doc, [edge for item in listed for edge in (item["start"], item["end"])])
    store: dict[str, list[Found]] = fresh.user_data.setdefault(KEY, {})
    store[label] = listed
    if isinstance(fresh, Draft):
        return fresh
    for name in store if fresh is not doc else (label,):
        _show(fresh, name, store[name])
    return fresh


def _show(doc: Doc, label: str, listed: Iterable[Found]) -> None:
    from spacy.tokens import SpanGroup

    spans = [_span(doc, item, label) for item in listed]
    doc.spans[GROUPS[label]] = SpanGroup(doc, name=GROUPS[label], spans=[s for s in spans if s is not None])


def _span(doc: Doc, found: Found, label: str) -> Span | None:
    return doc.char_span(found["start"], found["end"], label=label, alignment_mode="expand")


def show_entities(doc: Doc) -> Doc:
    """Set ``doc.ents`` to the view without overlaps, ``doc.spans["newsextract"]`` to all mentions.

    Of two mentions that overlap the longer one is an entity; displaCy's span style draws both.
    """
    from spacy.tokens import SpanGroup
    from spacy.util import filter_spans

    every = [span for name in GROUPS.values() for span in doc.spans.get(name, [])]
    doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=sorted(every))
    spans = [span for name in ("money", "percent", "org", "project") for span in doc.spans.get(name, [])]
    doc.ents = tuple(filter_spans([*spans, *doc.ents]))
    return doc
