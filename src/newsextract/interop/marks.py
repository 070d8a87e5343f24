"""The common form between gold and others' tools: spans with attributes, links between them.

A group of projects is a span here (label GROUP), since annotators mark it in the text like a mention.
Attributes are strings as the gold writes them, lists of strings, or ``True``; defaults are left out.
Offsets are half-open code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from newsextract.errors import GoldError
from newsextract.evaluation.gold import LABEL_ATTRIBUTES, LABELS, GoldArticle, GoldLink, GoldMention, checked
from newsextract.records import Basis, Comparator, Direction, OrgType, PercentUnit, Role, Status

Units = Literal["codepoints", "utf16"]
"""What a tool counts its offsets in."""

ASIDE = "newsextract"
"""The name of the field in which a tool keeps what it has no field for."""

GROUP = "GROUP"
INVESTMENT = "investment"
SPAN_LABELS = (*LABELS, GROUP)
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **LABEL_ATTRIBUTES,
    GROUP: frozenset({"count", "total", "completed", "status", "filter"}),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator), "role": get_args(Role), "unit": get_args(PercentUnit),
    "direction": get_args(Direction), "basis": get_args(Basis), "type": get_args(OrgType),
    "status": get_args(Status),
}  # fmt: skip
LISTS = frozenset({"orgs", "tags"})
"""The attributes that hold several words."""

_PLACE = {"label", "start", "end", "text"}
_ABOUT = ("split", "kind", "tags", "notes", "source")

Attributes = dict[str, Any]


class MarkedSpan(NamedTuple):
    """A marked place; ``id`` names it within its article."""

    id: str
    label: str
    start: int
    end: int
    attributes: Attributes


class MarkedLink(NamedTuple):
    """A link between two spans, by their ids."""

    type: str
    source: str
    target: str
    attributes: Attributes


@dataclass(frozen=True)
class Marked:
    """One article with its marks; ``about`` holds split, kind, tags, notes and source where given."""

    id: str
    text: str
    spans: tuple[MarkedSpan, ...] = ()
    links: tuple[MarkedLink, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    def words(self, span: MarkedSpan) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]


def to_marks(article: GoldArticle) -> Marked:
    """Return the common form of a gold article that has its text."""
    text = article.text or ""
    numbered = enumerate([*_mention_spans(article), *_group_spans(article, text)], 1)
    spans = tuple(span._replace(id=f"s{number}") for number, span in numbered)
    about = article.model_dump(mode="json", include=set(_ABOUT), exclude_defaults=True)
    links = tuple(_link(link, spans, text) for link in article.links)
    return Marked(article.id, text, spans, links, about)


def _mention_spans(article: GoldArticle) -> Iterator[MarkedSpan]:
    for mention in article.mentions:
        yield MarkedSpan("", mention.label, mention.start, mention.end, _attributes(mention))


def _attributes(mention: GoldMention) -> Attributes:
    return mention.model_dump(mode="json", exclude_defaults=True, exclude=_PLACE)


def _group_spans(article: GoldArticle, text: str) -> Iterator[MarkedSpan]:
    seen: Counter[str] = Counter()
    for group in article.groups:
        start = text.find(group.text)
        for _ in range(seen[group.text]):  # the second group of the same words stands at their second place
            start = max(start, text.find(group.text, start + 1))
        seen[group.text] += 1
        said = group.model_dump(mode="json", exclude_defaults=True, exclude={"text"})
        attributes = {**said, "count": str(group.count)}
        yield MarkedSpan("", GROUP, start, start + len(group.text), attributes)


def _link(link: GoldLink, spans: Iterable[MarkedSpan], text: str) -> MarkedLink:
    """Return the link between the two spans of its words that stand closest together."""
    ends: dict[str, list[MarkedSpan]] = {"PROJECT": [], "MONEY": []}
    for span in spans:
        wanted = {"PROJECT": link.project, "MONEY": link.money}.get(span.label)
        if wanted is not None and text[span.start : span.end] == wanted:
            ends[span.label].append(span)
    pairs = ((project, money) for project in ends["PROJECT"] for money in ends["MONEY"])
    project, money = min(pairs, key=lambda pair: (abs(pair[1].start - pair[0].end), pair[0].start))
    attributes = link.model_dump(mode="json", include={"optional", "notes"}, exclude_defaults=True)
    return MarkedLink(link.type, project.id, money.id, attributes)


def from_marks(marked: Marked) -> GoldArticle:
    """Return the gold article of a common form. Raises ``GoldError`` naming article and every reason."""
    spans = {span.id: span for span in marked.spans}
    data: dict[str, Any] = {
        "id": marked.id,
        "text": marked.text,
        **{name: marked.about[name] for name in _ABOUT if name in marked.about},
        "mentions": [_mention(marked, span) for span in marked.spans if span.label != GROUP],
        "groups": [_group(marked, span) for span in marked.spans if span.label == GROUP],
        "links": _links(marked, spans),
    }
    try:
        return checked(data)
    except GoldError as error:
        raise GoldError(f"article {marked.id!r}: {error}") from error


def _mention(marked: Marked, span: MarkedSpan) -> dict[str, Any]:
    place = {"label": span.label, "start": span.start, "end": span.end, "text": marked.words(span)}
    return {**place, **span.attributes}


def _group(marked: Marked, span: MarkedSpan) -> dict[str, Any]:
    count = str(span.attributes.get("count", "")).strip()
    if not (count.isascii() and count.isdigit()):
        words = marked.words(span)
        raise GoldError(f"article {marked.id!r}: the group {words!r} needs count, a number, not {count!r}")
    return {**span.attributes, "count": int(count), "text": marked.words(span)}


def _links(marked: Marked, spans: Mapping[str, MarkedSpan]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for link in marked.links:
        if link.type != INVESTMENT:
            raise GoldError(
                f"article {marked.id!r}: a link of type {link.type!r}; there is only {INVESTMENT}"
            )
        ends = [spans[one] for one in (link.source, link.target) if one in spans]
        by_label = {span.label: marked.words(span) for span in ends}
        if set(by_label) != {"PROJECT", "MONEY"}:
            joined = " and ".join(f"{span.label} {marked.words(span)!r}" for span in ends) or "nothing"
            raise GoldError(f"article {marked.id!r}: a link joins {joined}; it needs a PROJECT and a MONEY")
        words = (by_label["PROJECT"], by_label["MONEY"])
        found.setdefault(
            words, {"type": link.type, "project": words[0], "money": words[1], **link.attributes}
        )
    return list(found.values())


def aside(marked: Marked) -> dict[str, Any]:
    """Return what a tool has no field for, for a place that it keeps untouched: see :func:`with_aside`."""
    spans = {span.id: span for span in marked.spans}
    kept = [[s.label, s.start, s.end, s.attributes] for s in marked.spans if s.attributes]
    links = [
        [link.type, marked.words(spans[link.source]), marked.words(spans[link.target]), link.attributes]
        for link in marked.links
        if link.attributes
    ]
    return {"id": marked.id, "about": dict(marked.about), "spans": kept, "links": links}


def with_aside(marked: Marked, kept: Any) -> Marked:
    """Put back what :func:`aside` took: attributes of the spans that still stand where they stood.

    A span that was moved or is new has none. Raises ``GoldError`` when ``kept`` is of another form.
    """
    if kept is None:
        return marked
    try:
        places = {(label, start, end): said for label, start, end, said in kept["spans"]}
        ends = {(type_, source, target): said for type_, source, target, said in kept["links"]}
        spans = tuple(
            span._replace(
                attributes={**places.get((span.label, span.start, span.end), {}), **span.attributes}
            )
            for span in marked.spans
        )
        words = {span.id: marked.words(span) for span in spans}
        links = tuple(
            link._replace(
                attributes=ends.get((link.type, words.get(link.source), words.get(link.target)), {})
            )
            for link in marked.links
        )
        return Marked(str(kept["id"]), marked.text, spans, links, dict(kept["about"]))
    except (TypeError, KeyError, ValueError) as error:
        raise GoldError(f"article {marked.id!r}: the field newsextract was changed: {error}") from error
