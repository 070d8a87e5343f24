"""Scores: the counts of a scoring and the figures they make, added up by label, slice and bootstrap round.

An article's score is a bundle of counts (``ArticleScore``); everything else is a sum of those, so that a
slice or a bootstrap round costs no more than an addition per article. The scorer fills the bundles,
``report`` shows the sums.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from newsextract.evaluation.gold import LABELS

COUNTED = (*LABELS, "GROUP", "LINK")
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "MONEY": ("value", "currency", "comparator", "role", "per"),
    "PERCENT": ("value", "unit", "comparator", "direction", "basis", "metric"),
    "ORG": ("type", "canonical"),
    "PROJECT": ("status", "status_all", "location", "orgs"),
    "GROUP": ("total", "completed", "status", "filter", "text"),
}

Outcome = Literal["true", "false", "missed"]
Slice = Literal["split", "kind", "tag"]


class Counts(NamedTuple):
    """True, false and missed ones, and the figures they make; ``None`` where there is nothing to divide."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Return the share of what is right that was found."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of the two."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def plus(self, other: Counts) -> Counts:
        """Add two counts."""
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    def to_dict(self) -> dict[str, Any]:
        """Return counts and figures."""
        return {**self._asdict(), "precision": self.precision, "recall": self.recall, "f1": self.f1}


class Accuracy(NamedTuple):
    """How many of the compared attributes are right."""

    right: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """Return right by total."""
        return _share(self.right, self.total)

    def plus(self, other: Accuracy) -> Accuracy:
        """Add two accuracies."""
        return Accuracy(self.right + other.right, self.total + other.total)

    def to_dict(self) -> dict[str, Any]:
        """Return counts and share."""
        return {**self._asdict(), "accuracy": self.share}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class Wrong:
    """An attribute that is not what the gold says."""

    attribute: str
    expected: str | None
    got: str | None


@dataclass(frozen=True)
class Finding:
    """One mention (or group, or link) with its outcome; offsets into the article's text."""

    article: str
    label: str
    outcome: Outcome
    start: int
    end: int
    text: str
    before: str
    after: str
    wrong: tuple[Wrong, ...] = ()

    @property
    def key(self) -> str:
        """Return what names it from run to run."""
        return f"{self.article}:{self.label}:{self.start}:{self.end}"

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class ArticleScore:
    """The counts of one article. ``strict`` has GROUP and LINK beside the four labels."""

    id: str
    split: str | None
    kind: str | None
    tags: tuple[str, ...]
    fingerprint: str
    strict: Mapping[str, Counts]
    overlap: Mapping[str, Counts]
    attributes: Mapping[str, Accuracy]
    findings: tuple[Finding, ...]
    error: str | None = None


@dataclass(frozen=True)
class Scores:
    """The scores of a number of articles: sums, slices, intervals and errors."""

    articles: tuple[ArticleScore, ...]

    @cached_property
    def strict(self) -> dict[str, Counts]:
        """Counts by label, GROUP and LINK too."""
        return {label: _sum(a.strict[label] for a in self.articles) for label in COUNTED}

    @cached_property
    def overlap(self) -> dict[str, Counts]:
        """Counts by label where one shared character is enough."""
        return {label: _sum(a.overlap[label] for a in self.articles) for label in LABELS}

    @cached_property
    def attributes(self) -> dict[str, Accuracy]:
        """Accuracies by ``LABEL.attribute``."""
        sums = dict.fromkeys(_attribute_names(), Accuracy())
        for article in self.articles:
            for name, accuracy in article.attributes.items():
                sums[name] = sums[name].plus(accuracy)
        return sums

    @property
    def groups(self) -> Counts:
        """Counts of the project groups."""
        return self.strict["GROUP"]

    @property
    def links(self) -> Counts:
        """Counts of the investment links."""
        return self.strict["LINK"]

    @property
    def macro_f1(self) -> float | None:
        """Return the mean strict F1 of the labels that occur."""
        figures = [f1 for label in LABELS if (f1 := self.strict[label].f1) is not None]
        return sum(figures) / len(figures) if figures else None

    @property
    def micro(self) -> Counts:
        """Return the strict counts of the four labels together."""
        return _sum(self.strict[label] for label in LABELS)

    @property
    def fingerprint(self) -> str:
        """Return the sha256 of the gold that was scored, whatever its order."""
        parts = "\n".join(sorted(article.fingerprint for article in self.articles))
        return hashlib.sha256(parts.encode("ascii")).hexdigest()

    @property
    def failed(self) -> dict[str, str]:
        """Return the articles whose record is an error, with its message."""
        return {article.id: article.error for article in self.articles if article.error is not None}

    def findings(self, *outcomes: Outcome) -> Iterator[Finding]:
        """Yield the findings with these outcomes (all of them when none is named), in article order."""
        for article in self.articles:
            yield from (f for f in article.findings if not outcomes or f.outcome in outcomes)

    def errors(self) -> Iterator[Finding]:
        """Yield what is false, missed, or true with a wrong attribute."""
        return (f for f in self.findings() if f.outcome != "true" or f.wrong)

    def by(self, key: Slice) -> dict[str, Scores]:
        """Slice by split, kind or tag; an article with two tags stands in both slices."""
        slices: dict[str, list[ArticleScore]] = {}
        for article in self.articles:
            for name in _names(article, key):
                slices.setdefault(name, []).append(article)
        return {name: Scores(tuple(slices[name])) for name in sorted(slices)}

    def figures(self) -> dict[str, float]:
        """Return the figures that a baseline pins, by name; those with nothing to measure left out."""
        found = {f"{label}.f1": self.strict[label].f1 for label in COUNTED}
        found |= {name: accuracy.share for name, accuracy in self.attributes.items()}
        return {name: figure for name, figure in found.items() if figure is not None}

    def to_dict(self) -> dict[str, Any]:
        """Return all figures, always in the same order."""
        return {
            "articles": len(self.articles),
            "fingerprint": self.fingerprint,
            "strict": {label: counts.to_dict() for label, counts in self.strict.items()},
            "overlap": {label: counts.to_dict() for label, counts in self.overlap.items()},
            "macro_f1": self.macro_f1,
            "micro": self.micro.to_dict(),
            "attributes": {name: accuracy.to_dict() for name, accuracy in self.attributes.items()},
            "failed": self.failed,
        }


def _attribute_names() -> Iterator[str]:
    return (f"{label}.{name}" for label, names in ATTRIBUTES.items() for name in names)


def _sum(counts: Iterable[Counts]) -> Counts:
    columns = tuple(zip(*counts, strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


def _names(article: ArticleScore, key: Slice) -> Sequence[str]:
    if key == "tag":
        return sorted(set(article.tags)) or ("(none)",)
    return ((article.split if key == "split" else article.kind) or "(none)",)
