"""The scorer: what was found against what is right, mention by mention.

Rules (record contract, "Scoring"):

* a match has the same label, start and end; ``overlap`` asks only for one shared character, one to one;
* a prediction that overlaps only optional gold of its label counts neither way, and optional gold is
  never missed;
* attributes are compared on strict matches with gold that is not optional, and only where the gold says
  something, except value, comparator, unit, direction and basis, where "none" is an answer too;
* groups match by count, links by a project's words and an amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from newsextract.errors import GoldError
from newsextract.evaluation.gold import LABELS, GoldArticle, GoldGroup, GoldLink, GoldMention
from newsextract.evaluation.scores import (
    ATTRIBUTES,
    COUNTED,
    Accuracy,
    ArticleScore,
    Counts,
    Finding,
    Outcome,
    Scores,
    Wrong,
)
from newsextract.records import ArticleRecord, Money, Organization, Project, ProjectGroup, plain_decimal
from newsextract.spans import Span

_ALWAYS = frozenset({"value", "comparator", "unit", "direction", "basis", "status_all", "text"})
_CONTEXT = 30


def score(pairs: Iterable[tuple[GoldArticle, ArticleRecord]]) -> Scores:
    """Score each record against its gold. Raises ``GoldError`` where the two have different texts."""
    return Scores(tuple(score_article(article, record) for article, record in pairs))


def score_article(article: GoldArticle, record: ArticleRecord) -> ArticleScore:
    """Score one article."""
    tally = _Tally(article)
    _same_text(tally.text, article.id, record)
    found = list(_found(record))
    overlap: dict[str, Counts] = {}
    for label in LABELS:
        gold = [mention for mention in article.mentions if mention.label == label]
        same = [one for one in found if one.label == label]
        _match_mentions(tally, gold, same)
        overlap[label] = _count_overlaps(gold, same)
    _match_groups(tally, article.groups, record)
    _match_links(tally, article, record)
    return ArticleScore(
        id=article.id,
        split=article.split,
        kind=article.kind,
        tags=article.tags,
        fingerprint=article.fingerprint(),
        strict=tally.counts(),
        overlap=overlap,
        attributes=tally.accuracies(),
        findings=tuple(sorted(tally.findings, key=_in_order)),
        error=None if record.error is None else f"{record.error.stage}: {record.error.message}",
    )


def _in_order(finding: Finding) -> tuple[int, int, int, str]:
    return COUNTED.index(finding.label), finding.start, finding.end, finding.outcome


def _same_text(text: str, article_id: str, record: ArticleRecord) -> None:
    same = all(text[m.start : m.end] == m.text for m in record.mentions())
    if not same or (record.error is None and record.text not in (None, text)):
        raise GoldError(f"{article_id}: the record was made from another text than the gold")


class _Found(NamedTuple):
    """One predicted mention with the record that it belongs to."""

    label: str
    start: int
    end: int
    text: str
    item: Any
    builders: tuple[frozenset[str], ...] = ()


def _found(record: ArticleRecord) -> Iterator[_Found]:
    for money in record.money:
        yield _Found("MONEY", money.start, money.end, money.text, money)
    for percentage in record.percentages:
        yield _Found("PERCENT", percentage.start, percentage.end, percentage.text, percentage)
    for organization in record.organizations:
        for mention in organization.mentions:
            yield _Found("ORG", mention.start, mention.end, mention.text, organization)
    names = {org.id: _names(org) for org in record.organizations}
    for project in record.projects:
        builders = tuple(names[org] for org in project.organizations)
        for mention in project.mentions:
            yield _Found("PROJECT", mention.start, mention.end, mention.text, project, builders)


def _names(org: Organization) -> frozenset[str]:
    return frozenset({org.name, *org.aliases, *(mention.text for mention in org.mentions)})


class _Tally:
    """The findings of one article while it is scored."""

    def __init__(self, article: GoldArticle) -> None:
        if article.text is None:
            raise GoldError(f"{article.id}: gold without its text cannot be scored")
        self.article, self.text = article.id, article.text
        self.findings: list[Finding] = []
        self.compared: Counter[str] = Counter()

    def add(self, label: str, outcome: Outcome, span: tuple[int, int], text: str) -> None:
        self.findings.append(self._finding(label, outcome, span, text, ()))

    def add_true(self, label: str, span: tuple[int, int], gold: Any, got: Callable[[str], object]) -> None:
        """Add a match, its attributes compared wherever the gold says something."""
        wrong = []
        for name in ATTRIBUTES[label]:
            expected = _attribute(gold, name)
            if expected is None and name not in _ALWAYS:
                continue
            self.compared[f"{label}.{name}"] += 1
            if expected != got(name):
                wrong.append(Wrong(name, _shown(expected), _shown(got(name))))
        self.findings.append(self._finding(label, "true", span, gold.text, tuple(wrong)))

    def _finding(
        self, label: str, outcome: Outcome, span: tuple[int, int], text: str, wrong: tuple[Wrong, ...]
    ) -> Finding:
        start, end = span
        before, after = self.text[max(0, start - _CONTEXT) : start], self.text[end : end + _CONTEXT]
        return Finding(self.article, label, outcome, start, end, text, before, after, wrong)

    def counts(self) -> dict[str, Counts]:
        seen = Counter((finding.label, finding.outcome) for finding in self.findings)
        return {
            label: Counts(seen[label, "true"], seen[label, "false"], seen[label, "missed"])
            for label in COUNTED
        }

    def accuracies(self) -> dict[str, Accuracy]:
        wrong = Counter(f"{f.label}.{w.attribute}" for f in self.findings for w in f.wrong)
        return {name: Accuracy(total - wrong[name], total) for name, total in self.compared.items()}


def _attribute(item: Any, name: str) -> object:
    """Return an attribute of a gold mention or of a record, under the gold's name for it."""
    if name == "value":
        return (item.value, item.low, item.high)
    if name == "status_all":
        return item.status
    if name == "orgs":
        return None if item.orgs is None else frozenset(item.orgs)
    if name == "canonical" and not isinstance(item, GoldMention):
        return item.name
    return getattr(item, name)


def _got(one: _Found, gold: GoldMention, name: str) -> object:
    """Return an attribute of what was found; organizations by the words that the gold has for them."""
    if name != "orgs":
        return _attribute(one.item, name)
    wanted = frozenset(gold.orgs or ())
    return frozenset(word for names in one.builders for word in (names & wanted or {min(names)}))


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        exact, low, high = value
        return _shown(exact) if low is None else f"{_shown(low)}–{_shown(high)}"
    if isinstance(value, frozenset):
        return "、".join(sorted(value)) or None
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return None if value is None else str(value)


def _match_mentions(tally: _Tally, gold: Sequence[GoldMention], found: Sequence[_Found]) -> None:
    open_gold = {(mention.start, mention.end): mention for mention in gold if not mention.optional}
    for one in found:
        span = (one.start, one.end)
        match = open_gold.pop(span, None)
        if match is not None:
            tally.add_true(one.label, span, match, partial(_got, one, match))
        elif not _only_optional(one, gold):
            tally.add(one.label, "false", span, one.text)
    for span, missed in open_gold.items():
        tally.add(missed.label, "missed", span, missed.text)


def _only_optional(one: _Found, gold: Iterable[GoldMention]) -> bool:
    span = Span(one.start, one.end)
    touched = [mention.optional for mention in gold if span.overlaps(mention)]
    return bool(touched) and all(touched)


def _count_overlaps(gold: Sequence[GoldMention], found: Iterable[_Found]) -> Counts:
    """Pair each gold mention with at most one prediction that shares a character, as many as can be.

    Gold mentions do not overlap, so taking the prediction that ends first never costs a later pair.
    """
    left, true, missed = list(found), 0, 0
    for mention in sorted((m for m in gold if not m.optional), key=lambda m: m.start):
        touching = [one for one in left if one.start < mention.end and mention.start < one.end]
        if touching:
            left.remove(min(touching, key=lambda one: one.end))
            true += 1
        else:
            missed += 1
    return Counts(true, sum(not _only_optional(one, gold) for one in left), missed)


def _match_groups(tally: _Tally, gold: Iterable[GoldGroup], record: ArticleRecord) -> None:
    """Match groups by count: those with the same words first, and what is left with optional ones last."""
    money = {item.id: item for item in record.money}
    words = {(one.count, one.text) for one in record.project_groups}
    left = list(record.project_groups)
    for group in sorted(gold, key=lambda g: (g.optional, (g.count, g.text) not in words)):
        match = _take_group(left, group)
        if group.optional:
            continue
        start = tally.text.find(group.text)
        span = (start, start + len(group.text))
        if match is None:
            tally.add("GROUP", "missed", span, group.text)
        else:
            tally.add_true("GROUP", span, group, _group_attribute(match, money))
    for one in left:
        tally.add("GROUP", "false", (one.start, one.end), one.text)


def _take_group(left: list[ProjectGroup], group: GoldGroup) -> ProjectGroup | None:
    """Take a group with the same count out of ``left``, one with the same words if there is one."""
    fitting = [one for one in left if one.count == group.count]
    if not fitting:
        return None
    taken = next((one for one in fitting if one.text == group.text), fitting[0])
    left.remove(taken)
    return taken


def _group_attribute(group: ProjectGroup, money: Mapping[str, Money]) -> Callable[[str], object]:
    def attribute(name: str) -> object:
        value = getattr(group, name)
        return money[value].value if name in ("total", "completed") and value is not None else value

    return attribute


class _Link(NamedTuple):
    """A gold link with the amounts that its words of money stand for, and the place of its project."""

    gold: GoldLink
    amounts: frozenset[object]
    span: tuple[int, int]

    @property
    def shown(self) -> str:
        return f"{self.gold.project} → {self.gold.money}"

    def says(self, project: Project, money: Money) -> bool:
        """Tell whether a record says the same: one of the project's names, and the words or the amount."""
        named = self.gold.project in {project.name, *(mention.text for mention in project.mentions)}
        return named and (money.text == self.gold.money or _attribute(money, "value") in self.amounts)


def _gold_links(article: GoldArticle) -> list[_Link]:
    """Return the gold links, one for each project's words and amount; required before optional ones."""
    links: dict[object, _Link] = {}
    for gold in sorted(article.links, key=lambda link: link.optional):
        money = [m for m in article.mentions if m.label == "MONEY" and m.text == gold.money]
        amounts = frozenset(_attribute(m, "value") for m in money) - {(None, None, None)}
        first = next(m for m in article.mentions if m.label == "PROJECT" and m.text == gold.project)
        links.setdefault(
            (gold.project, amounts or gold.money), _Link(gold, amounts, (first.start, first.end))
        )
    return list(links.values())


def _match_links(tally: _Tally, article: GoldArticle, record: ArticleRecord) -> None:
    """Match gold links one to one with the project records that have an investment.

    A gold link that a matched record says too (the same project under another of its names) is said once:
    it is neither a second match nor missed.
    """
    money = {item.id: item for item in record.money}
    said = [(project, money[project.investment]) for project in record.projects if project.investment]
    links, left = _gold_links(article), list(said)
    for link in links:
        match = next((one for one in left if link.says(*one)), None)
        if match is not None:
            left.remove(match)
        if link.gold.optional:
            continue
        if match is not None:
            tally.add("LINK", "true", link.span, link.shown)
        elif not any(link.says(*one) for one in said):
            tally.add("LINK", "missed", link.span, link.shown)
    for project, amount in left:
        mention = project.mentions[0]
        tally.add("LINK", "false", (mention.start, mention.end), f"{project.name} → {amount.text}")
