"""The page of an evaluation: figures, charts, every error as a link, gold and what was found side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from newsextract.comparison.runs import Place
from newsextract.comparison.sides import (
    Mark,
    both,
    in_context,
    page,
    record_marks,
    said,
    table,
    text_with_marks,
)
from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.report import tables
from newsextract.evaluation.scores import COUNTED, ArticleScore, Finding, Scores, Slice
from newsextract.records import ArticleRecord

_PLACE = {"label", "start", "end", "text", "notes", "tags"}
_HINT = (
    "Boxed: missed (dashed, in the gold) or false (solid, in what was found). Wavy: found with a wrong"
    " attribute. Dotted: optional, counts neither way. Rest the pointer on a mark to read its attributes."
)


class Pair(NamedTuple):
    """One labelled article and the record that was made of it."""

    gold: GoldArticle
    record: ArticleRecord


def evaluation_page(
    scores: Scores, pairs: Iterable[Pair], by: Sequence[Slice] = (), charts: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the page piece by piece; ``charts`` are SVG elements, pairs in the order of the scores."""
    return page("newsextract: evaluation", _blocks(scores, pairs, by, charts))


def _blocks(
    scores: Scores, pairs: Iterable[Pair], by: Sequence[Slice], charts: Sequence[str]
) -> Iterator[str]:
    yield f"<p class=id>{len(scores.articles)} articles · gold {scores.fingerprint[:16]}</p>\n"
    yield from (f"<div class=chart>{chart}</div>\n" for chart in charts)
    yield from map(table, tables(scores, by))
    numbers = {id(finding): f"e{number}" for number, finding in enumerate(scores.errors(), 1)}
    yield from _error_lists(scores, numbers)
    yield f"<h2>Articles</h2><p class=hint>{_HINT}</p>\n"
    for score, pair in zip(scores.articles, pairs, strict=True):
        yield _article(score, pair, numbers)


def _error_lists(scores: Scores, numbers: Mapping[int, str]) -> Iterator[str]:
    yield f"<h2>Errors ({len(numbers)})</h2>\n"
    for label in COUNTED:
        errors = [finding for finding in scores.errors() if finding.label == label]
        if not errors:
            continue
        counted = ", ".join(f"{_count(errors, kind)} {kind}" for kind in ("missed", "false", "wrong"))
        items = "".join(f"<li>{_error(finding, numbers[id(finding)])}</li>" for finding in errors)
        yield f"<details><summary>{label}: {counted}</summary><ol>{items}</ol></details>\n"


def _count(errors: Iterable[Finding], kind: str) -> int:
    return sum(_kind(finding) == kind for finding in errors)


def _kind(finding: Finding) -> str:
    if finding.outcome == "true":
        return "wrong" if finding.wrong else ""
    return finding.outcome


def _error(finding: Finding, anchor: str) -> str:
    kind = _kind(finding)
    words = _wrong_words(finding)
    shown = (
        escape(finding.text)
        if finding.label == "LINK"
        else in_context(finding.before, finding.text, finding.after)
    )
    head = f'<a href="#{anchor}">{escape(finding.article)}</a> <b class={kind}>{kind}</b> '
    return f"{head}{shown}{f' · {escape(words)}' if words else ''}"


def _wrong_words(finding: Finding) -> str:
    return "; ".join(
        f"{one.attribute}: {one.got or 'nothing'}, gold {one.expected or 'nothing'}" for one in finding.wrong
    )


def _article(score: ArticleScore, pair: Pair, numbers: Mapping[int, str]) -> str:
    gold, text = pair.gold, pair.gold.text or ""
    kinds = " · ".join(part for part in (gold.split, gold.kind, *gold.tags) if part)
    head = f"<h2>{escape(gold.id)}</h2><p class=id>{escape(kinds)}</p>"
    if score.error is not None:
        head += f"<p class=missed>{escape(score.error)}</p>"
    found = {(f.label, f.start, f.end): f for f in score.findings if f.label != "LINK"}
    anchors = {place: numbers.get(id(finding), "") for place, finding in found.items()}
    links = [finding for finding in score.findings if finding.label == "LINK" and _kind(finding)]
    left = [*_gold_marks(gold, found, anchors), *_link_marks(links, "missed", numbers)]

    def state(place: Place) -> tuple[str, str, str]:
        finding = found.get(place)
        if finding is None:  # a group is matched by its count, wherever it stands
            return ("", "", "") if place[0] == "GROUP" else ("optional", "optional in the gold", "")
        anchor = anchors[place] if finding.outcome == "false" else ""
        return _kind(finding), _wrong_words(finding) or _kind(finding), anchor

    right = [*record_marks(pair.record, state), *_link_marks(links, "false", numbers)]
    body = both(("Gold", text_with_marks(text, left)), ("Found", text_with_marks(text, right)))
    return f"<article>{head}{body}</article>\n"


def _gold_marks(
    gold: GoldArticle, found: Mapping[Place, Finding], anchors: Mapping[Place, str]
) -> Iterator[Mark]:
    for mention in gold.mentions:
        place = (mention.label, mention.start, mention.end)
        shown = mention.model_dump(mode="json", exclude_defaults=True, exclude=_PLACE)
        yield _gold_mark(place, said(mention.label, shown), mention.optional, found, anchors)
    for group in gold.groups:
        start = (gold.text or "").find(group.text)
        shown = group.model_dump(mode="json", exclude_defaults=True, exclude={"text", "notes"})
        where = ("GROUP", start, start + len(group.text))
        yield _gold_mark(where, said("GROUP", shown), group.optional, found, anchors)


def _gold_mark(
    place: Place, words: str, optional: bool, found: Mapping[Place, Finding], anchors: Mapping[Place, str]
) -> Mark:
    label, start, end = place
    finding = None if optional else found.get(place)
    kind = "optional" if optional else _kind(finding) if finding is not None else ""
    title = "\n".join(part for part in (words, kind) if part)
    return Mark(
        start, end, f"{label.lower()} {kind}".strip(), title, "" if optional else anchors.get(place, "")
    )


def _link_marks(links: Iterable[Finding], outcome: str, numbers: Mapping[int, str]) -> Iterator[Mark]:
    for finding in links:
        if finding.outcome == outcome:
            title = f"link {outcome}: {finding.text}"
            yield Mark(finding.start, finding.end, f"link {outcome}", title, numbers[id(finding)])
