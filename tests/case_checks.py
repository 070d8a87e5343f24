"""What a row of a case table expects, held against the record of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from cases import Case, Expected
from newsextract.records import ArticleRecord, Organization, Project
from newsextract.spans import Span


class Difference(NamedTuple):
    """One thing that is not as the row says; ``kind`` is short and the same for the same sort of fault."""

    kind: str
    message: str


class Found(NamedTuple):
    """One mention that was found, with everything that a row can say of it."""

    start: int
    end: int
    attributes: Mapping[str, Any]


Check = Callable[[Case, ArticleRecord], Iterable[Difference]]

_NUMBERS: dict[str, Any] = {"value": None, "low": None, "high": None, "comparator": "exact"}
_MONEY: dict[str, Any] = {**_NUMBERS, "currency": "CNY", "per": None, "role": "other"}
_PERCENT: dict[str, Any] = {**_NUMBERS, "unit": "percent", "direction": None, "basis": None}
_GROUP = ("count", "text", "filter", "status", "total", "completed")


def money(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every amount with all its attributes; what a row leaves out has its default."""
    found = [Found(item.start, item.end, item.model_dump()) for item in record.money]
    yield from _mentions(case, found, _MONEY)


def percent(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every percentage with all its attributes but ``metric``, which counts where the row has it."""
    found = [Found(item.start, item.end, item.model_dump()) for item in record.percentages]
    yield from _mentions(case, found, _PERCENT)


def organizations(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every organization's edges and type, and its fullest name where the row has it."""
    found = [
        Found(mention.start, mention.end, {"type": body.type, "canonical": body.name})
        for body in record.organizations
        for mention in body.mentions
    ]
    yield from _mentions(case, found, {})


def projects(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every project's edges, and its status and location where the row has them."""
    found = [
        Found(mention.start, mention.end, {"status": project.status, "location": project.location})
        for project in record.projects
        for mention in project.mentions
    ]
    yield from _mentions(case, found, {})


def groups(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every group of projects, in text order."""
    amounts = {item.id: item.value for item in record.money}
    found = [item.model_dump(include=set(_GROUP)) for item in record.project_groups]
    for group in found:
        for name in ("total", "completed"):
            group[name] = group[name] and amounts[group[name]]
    expected = case.row["groups"]
    if [group["count"] for group in found] != [group["count"] for group in expected]:
        yield Difference("count", f"groups {found}, expected {expected}")
        return
    for group, right in zip(found, expected, strict=True):
        yield from _attributes(right, group, right["text"])


def links(case: Case, record: ArticleRecord) -> Iterator[Difference]:
    """Every link of a project to its investment and to who invests in it or builds it."""
    expected = [
        (link["type"], link["project"], link["money"] if link["type"] == "investment" else link["org"])
        for link in case.row["links"]
    ]
    found = list(_links(record))
    for kind, project, other in expected:
        if not any(kind == was and project in names and other in ends for was, names, ends in found):
            yield Difference(f"{kind} missed", f"missed link {kind}({project}, {other})")
    for was, names, ends in found:
        if not any(kind == was and project in names and other in ends for kind, project, other in expected):
            yield Difference(f"{was} false", f"false link {was}({'/'.join(names)}, {'/'.join(ends)})")


def _links(record: ArticleRecord) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield type, the project's surfaces and the surfaces of what it is linked to."""
    amounts = {item.id: item for item in record.money}
    bodies = {item.id: item for item in record.organizations}
    for project in record.projects:
        if project.investment is not None:
            yield "investment", _surfaces(project), [amounts[project.investment].text]
        for body in project.organizations:
            yield "org", _surfaces(project), _surfaces(bodies[body])


def _surfaces(item: Organization | Project) -> list[str]:
    return list(dict.fromkeys([item.name, *(mention.text for mention in item.mentions)]))


def _mentions(case: Case, found: Sequence[Found], defaults: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare places, then attributes; what overlaps only optional mentions counts neither way."""
    places = {(mention.start, mention.end): mention for mention in found}
    right = {(expected.start, expected.end): expected for expected in case.expected}
    false = [mention for mention in found if (mention.start, mention.end) not in right]
    false = [mention for mention in false if not _only_optional(mention, case.expected)]
    for place, expected in right.items():
        if expected.optional:
            continue
        surface = case.text[expected.start : expected.end]
        if place in places:
            yield from _attributes({**defaults, **expected.attributes}, places[place].attributes, surface)
        else:
            near = any(_overlap(expected, mention) for mention in found)
            yield Difference("edges" if near else "missed", f"missed {surface!r} at {place}")
    for mention in false:
        near = any(_overlap(mention, expected) for expected in case.expected)
        surface = case.text[mention.start : mention.end]
        yield Difference("edges" if near else "false", f"false {surface!r} at {mention.start}..{mention.end}")


def _only_optional(mention: Found, expected: Iterable[Expected]) -> bool:
    touched = [one for one in expected if _overlap(mention, one)]
    return bool(touched) and all(one.optional for one in touched)


def _overlap(one: Found | Expected, other: Found | Expected) -> bool:
    return Span(one.start, one.end).overlaps(Span(other.start, other.end))


def _attributes(expected: Mapping[str, Any], got: Mapping[str, Any], surface: str) -> Iterator[Difference]:
    for name, value in expected.items():
        right = Decimal(value) if isinstance(got[name], Decimal) and value is not None else value
        if right != got[name]:
            yield Difference(name, f"{surface!r}: {name} is {got[name]!s}, expected {value!s}")


CHECKS: dict[str, Check] = {
    "money": money,
    "percent": percent,
    "organizations": organizations,
    "projects": projects,
    "groups": groups,
    "links": links,
}
COMPLETE = ("money", "percent")
"""Tables of which every row passes: no row of theirs may be a known failure."""
