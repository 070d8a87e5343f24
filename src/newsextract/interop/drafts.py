"""Records as a draft of gold: where an annotator starts from, instead of from an empty page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsextract.errors import GoldError
from newsextract.evaluation.gold import GoldArticle, checked
from newsextract.records import ArticleRecord, Money, Organization, Percentage, Project

_OWN = {"id", "rule"}


def draft(record: ArticleRecord) -> GoldArticle:
    """Return a record in the form of gold. Raises ``GoldError`` for a record without its text."""
    if record.text is None:
        raise GoldError(f"article {record.id!r}: the record has no text; extract without --no-text")
    money = {item.id: item for item in record.money}
    mentions = [*_quantities(record), *_organizations(record), *_projects(record)]
    links = [_link(project, money[project.investment]) for project in record.projects if project.investment]
    return checked(
        {
            "id": record.id,
            "text": record.text,
            "mentions": mentions,
            "groups": list(_groups(record, money)),
            "links": links,
            "source": record.source.model_dump(exclude_none=True) or None,
        }
    )


def _quantities(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    items: tuple[Money | Percentage, ...] = (*record.money, *record.percentages)
    for item in items:
        label = "MONEY" if isinstance(item, Money) else "PERCENT"
        yield {"label": label, **item.model_dump(exclude=_OWN, exclude_none=True)}


def _organizations(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    for org in record.organizations:
        for mention in org.mentions:
            fuller = {"canonical": org.name} if org.name != mention.text else {}
            place = {"start": mention.start, "end": mention.end, "text": mention.text}
            yield {"label": "ORG", **place, "type": org.type, **fuller}


def _projects(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    words = {org.id: _words(org) for org in record.organizations}
    for project in record.projects:
        orgs = [words[one] for one in project.organizations]
        said = {"status": project.status, "location": project.location, "orgs": orgs or None}
        kept = {name: value for name, value in said.items() if value is not None}
        for mention in project.mentions:
            place = {"start": mention.start, "end": mention.end, "text": mention.text}
            yield {"label": "PROJECT", **place, **kept}


def _words(item: Organization | Project) -> str:
    """Return the name where the article says it, else the words of the first mention."""
    said = [mention.text for mention in item.mentions]
    return item.name if item.name in said else said[0]


def _groups(record: ArticleRecord, money: dict[str, Money]) -> Iterator[dict[str, Any]]:
    for group in record.project_groups:
        amounts = {name: getattr(group, name) for name in ("total", "completed")}
        values = {name: money[one].value for name, one in amounts.items() if one is not None}
        said = group.model_dump(include={"count", "text", "status", "filter"}, exclude_none=True)
        yield {**said, **{name: value for name, value in values.items() if value is not None}}


def _link(project: Project, amount: Money) -> dict[str, Any]:
    return {"type": "investment", "project": _words(project), "money": amount.text}
