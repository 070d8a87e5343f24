"""Bootstrap intervals: how far a figure would move if other articles of the same kind had been labelled.

A round draws as many articles as there are, with replacement. Every figure is a quotient of two sums over
articles, so that a thousand rounds are one multiplication of matrices. Labels that share a round share
its articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsextract.evaluation.gold import LABELS
from newsextract.evaluation.scores import COUNTED, ArticleScore, Counts

Interval = tuple[float, float]


def intervals(
    articles: Sequence[ArticleScore], rounds: int = 1000, seed: int = 0, level: float = 0.95
) -> dict[str, Interval]:
    """Return the interval of each figure: strict F1 by label, ``micro``, ``macro``, attribute accuracies.

    Figures that no round could measure are left out. The same seed gives the same intervals.
    """
    if not articles:
        return {}
    import numpy as np

    count = len(articles)
    quotients = [_quotients(article) for article in articles]
    names = [*COUNTED, "micro", *sorted({name for one in quotients for name in one if "." in name})]
    parts = np.array([[one.get(name, (0, 0)) for name in names] for one in quotients], dtype=float)
    drawn = np.random.default_rng(seed).multinomial(count, [1 / count] * count, size=rounds)
    above, below = (drawn @ parts[:, :, side] for side in (0, 1))
    shares = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    measured = {name: shares[:, at] for at, name in enumerate(names)}
    measured["macro"] = _mean(np, shares[:, : len(LABELS)])
    sides = {name: np.sort(column[~np.isnan(column)]) for name, column in measured.items()}
    return {name: _middle(column, level) for name, column in sides.items() if len(column)}


def _quotients(article: ArticleScore) -> dict[str, tuple[int, int]]:
    """Return each figure of an article as what stands above and below the line."""
    found = {label: _f1(article.strict[label]) for label in COUNTED}
    labels = [found[label] for label in LABELS]
    found["micro"] = (sum(above for above, _ in labels), sum(below for _, below in labels))
    accuracies: Mapping[str, Any] = article.attributes
    return {**found, **{name: (one.right, one.total) for name, one in accuracies.items()}}


def _f1(counts: Counts) -> tuple[int, int]:
    return 2 * counts.tp, 2 * counts.tp + counts.fp + counts.fn


def _mean(np: Any, columns: Any) -> Any:
    """Return the mean of what each round could measure; nothing where it measured none."""
    there = ~np.isnan(columns)
    total, number = np.where(there, columns, 0.0).sum(axis=1), there.sum(axis=1)
    return np.divide(total, number, out=np.full_like(total, np.nan), where=number > 0)


def _middle(ordered: Any, level: float) -> Interval:
    cut = int((1 - level) / 2 * len(ordered))
    return float(ordered[cut]), float(ordered[-1 - cut])
