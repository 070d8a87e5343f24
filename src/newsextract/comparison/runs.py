"""Two runs over the same articles: what the newer has that the older has not, and the other way round.

Articles are paired by id (the second one of an id with the second). A mention is named by label and place;
it is lost, won, or there in both with another attribute. What belongs to a whole record (a project's
status, an organization's type) is compared once, on its first mention. The names of rules are not
compared: what counts is what was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from newsextract.records import ArticleRecord, Money, Percentage, plain_decimal

LABELS = ("MONEY", "PERCENT", "ORG", "PROJECT", "GROUP", "LINK", "ARTICLE")
"""What a change is about; ARTICLE is an article that only one run has, or that failed in one."""

Kind = Literal["lost", "won", "changed"]
KINDS: tuple[Kind, ...] = ("lost", "won", "changed")
_CONTEXT = 20

Place = tuple[str, int, int]
"""Label, start and end: what names a mention within an article."""

Attributes = Mapping[str, str | None]


class Fact(NamedTuple):
    """What a record says of one place."""

    text: str
    attributes: Attributes


class Change(NamedTuple):
    """One difference: ``changed`` holds attribute, old and new value; offsets into the article's text."""

    label: str
    kind: Kind
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""
    changed: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def words(self) -> str:
        """Return the changed attributes in words."""
        return "; ".join(
            f"{name}: {old or 'nothing'} → {new or 'nothing'}" for name, old, new in self.changed
        )


@dataclass(frozen=True)
class ArticleChanges:
    """An article that differs, with its records of both runs."""

    id: str
    changes: tuple[Change, ...]
    old: ArticleRecord | None
    new: ArticleRecord | None

    def count(self, kind: Kind) -> int:
        """Return the number of changes of a kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True)
class Comparison:
    """Two runs compared: the number of articles, and those that differ."""

    articles: int
    differing: tuple[ArticleChanges, ...]

    def changes(self) -> Iterator[tuple[str, Change]]:
        """Yield every change with the id of its article."""
        return ((article.id, change) for article in self.differing for change in article.changes)

    def by_label(self) -> dict[str, Counter[str]]:
        """Return the number of changes of each kind, by label."""
        counted = {label: Counter[str]() for label in LABELS}
        for _, change in self.changes():
            counted[change.label][change.kind] += 1
        return counted


def compare(old: Iterable[ArticleRecord], new: Iterable[ArticleRecord]) -> Comparison:
    """Compare two runs; memory holds the articles that differ, and those that the other run has later."""
    count = 0
    differing = []
    for before, after in _pairs(old, new):
        count += 1
        changes = tuple(_changes(before, after))
        if changes:
            record = before or after
            differing.append(ArticleChanges(record.id if record else "", changes, before, after))
    return Comparison(count, tuple(differing))


def _pairs(
    old: Iterable[ArticleRecord], new: Iterable[ArticleRecord]
) -> Iterator[tuple[ArticleRecord | None, ArticleRecord | None]]:
    """Yield the records of each article; runs in the same order are paired at once."""
    waiting: tuple[dict[tuple[str, int], ArticleRecord], ...] = ({}, {})
    seen: tuple[Counter[str], ...] = (Counter(), Counter())
    for records in zip_longest(old, new):
        for side, record in enumerate(records):
            if record is None:
                continue
            key = (record.id, seen[side][record.id])
            seen[side][record.id] += 1
            other = waiting[1 - side].pop(key, None)
            if other is None:
                waiting[side][key] = record
            else:
                yield (record, other) if side == 0 else (other, record)
    yield from ((record, None) for record in waiting[0].values())
    yield from ((None, record) for record in waiting[1].values())


def _changes(old: ArticleRecord | None, new: ArticleRecord | None) -> Iterator[Change]:
    whole = _article_change(old, new)
    if whole is not None:
        yield whole
    if old is None or new is None or (whole is not None and whole.changed[0][0] == "text"):
        return
    before, after = dict(facts(old)), dict(facts(new))
    text = new.text or old.text or ""
    for place in sorted(before.keys() | after.keys(), key=_in_order):
        change = _change(place, before.get(place), after.get(place), text)
        if change is not None:
            yield change


def _in_order(place: Place) -> tuple[int, int, int]:
    return LABELS.index(place[0]), place[1], place[2]


def _article_change(old: ArticleRecord | None, new: ArticleRecord | None) -> Change | None:
    if old is None or new is None:
        record = new or old
        return Change("ARTICLE", "won" if old is None else "lost", 0, 0, record.title or "" if record else "")
    if None not in (old.text, new.text) and old.text != new.text:
        return _whole("text", f"{len(old.text or '')} characters", f"{len(new.text or '')} characters")
    errors = [None if one.error is None else f"{one.error.stage}: {one.error.message}" for one in (old, new)]
    return None if errors[0] == errors[1] else _whole("error", *errors)


def _whole(name: str, old: str | None, new: str | None) -> Change:
    return Change("ARTICLE", "changed", 0, 0, "", changed=((name, old, new),))


def _change(place: Place, old: Fact | None, new: Fact | None, text: str) -> Change | None:
    label, start, end = place
    around = (text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT])
    if old is None or new is None:
        fact = new or old
        return Change(label, "won" if old is None else "lost", start, end, fact.text if fact else "", *around)
    names = {**old.attributes, **new.attributes}
    pairs = ((name, old.attributes.get(name), new.attributes.get(name)) for name in names)
    changed = tuple((name, before, after) for name, before, after in pairs if before != after)
    return Change(label, "changed", start, end, new.text, *around, changed) if changed else None


def facts(record: ArticleRecord) -> Iterator[tuple[Place, Fact]]:
    """Yield what a record says, place by place; a place that is said twice stands twice."""
    money = {item.id: item for item in record.money}
    for item in record.money:
        more = {"currency": item.currency, "role": item.role, "per": item.per}
        yield ("MONEY", item.start, item.end), Fact(item.text, {**_quantity(item), **more})
    for share in record.percentages:
        more = {
            "unit": share.unit,
            "direction": share.direction,
            "basis": share.basis,
            "metric": share.metric,
        }
        yield ("PERCENT", share.start, share.end), Fact(share.text, {**_quantity(share), **more})
    for group in record.project_groups:
        sums = {name: _words(money.get(getattr(group, name) or "")) for name in ("total", "completed")}
        said = {"count": str(group.count), "status": group.status, "filter": group.filter, **sums}
        yield ("GROUP", group.start, group.end), Fact(group.text, said)
    yield from _entities(record, money)


def _entities(record: ArticleRecord, money: Mapping[str, Money]) -> Iterator[tuple[Place, Fact]]:
    names = {org.id: org.name for org in record.organizations}
    for org in record.organizations:
        for at, mention in enumerate(org.mentions):
            said: dict[str, str | None] = {"name": org.name, **({"type": org.type} if at == 0 else {})}
            yield ("ORG", mention.start, mention.end), Fact(mention.text, said)
    for project in record.projects:
        builders = "、".join(names[one] for one in project.organizations) or None
        whole = {"status": project.status, "location": project.location, "organizations": builders}
        for at, mention in enumerate(project.mentions):
            own = whole if at == 0 else {}
            yield ("PROJECT", mention.start, mention.end), Fact(mention.text, {"name": project.name, **own})
        if project.investment is not None:
            first, amount = project.mentions[0], money[project.investment]
            link: Attributes = {"investment": _words(amount)}
            linked = Fact(f"{project.name} → {amount.text}", link)
            yield ("LINK", first.start, first.end), linked


def _quantity(item: Money | Percentage) -> dict[str, str | None]:
    value: str | None
    if item.low is not None and item.high is not None:
        value = f"{plain_decimal(item.low)}–{plain_decimal(item.high)}"
    else:
        value = None if item.value is None else plain_decimal(item.value)
    return {"value": value, "comparator": item.comparator}


def _words(amount: Money | None) -> str | None:
    return None if amount is None else f"{amount.text} at {amount.start}"
