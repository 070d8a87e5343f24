"""Articles → records: in this process or in several, always in input order, none lost.

A worker process builds its pipeline once. Articles travel in chunks, of which only a few are under way
at a time, so memory stays bounded however long the input is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from newsextract.article import Article
from newsextract.batch.limits import check_timeout
from newsextract.batch.single import ready, record_of_article
from newsextract.batch.summary import Summary
from newsextract.batch.workers import run_in_workers
from newsextract.config import Settings
from newsextract.errors import ArticleError, SettingsError
from newsextract.io.rows import article_of, failed_article
from newsextract.records import ArticleRecord

OnError = Literal["record", "raise", "skip"]


def run(
    articles: Iterable[Article],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    on_error: OnError = "record",
    timeout: float | None = None,
    summary: Summary | None = None,
    tell: Callable[[ArticleRecord], None] | None = None,
) -> Iterator[ArticleRecord]:
    """Return the articles' records, lazily, in input order; ``summary`` is counted up on the way,
    and ``tell`` is called with every record, the skipped ones too.

    An article that fails, takes longer than ``timeout`` seconds or kills its worker is a record with
    ``error``; with ``on_error="skip"`` it is counted only, with ``"raise"`` it raises
    :class:`ArticleError`. Raises :class:`SettingsError` at once for settings that cannot be used.
    """
    if workers < 1:
        raise SettingsError(f"workers {workers}: give 1 or more")
    check_timeout(timeout)
    settings = settings or Settings()
    ready(settings)
    records = _records(articles, settings, workers, timeout)
    return _watched(records, on_error, Summary() if summary is None else summary, tell)


def _records(
    articles: Iterable[Article], settings: Settings, workers: int, timeout: float | None
) -> Iterator[ArticleRecord]:
    if workers == 1:
        return (record_of_article(article, settings, timeout) for article in articles)
    return run_in_workers(articles, settings, workers, timeout)


def _watched(
    records: Iterable[ArticleRecord],
    on_error: OnError,
    summary: Summary,
    tell: Callable[[ArticleRecord], None] | None,
) -> Iterator[ArticleRecord]:
    summary.begin()
    for record in records:
        summary.count(record)
        if record.error is not None and on_error == "raise":
            raise ArticleError(record.error.stage, f"{record.id}: {record.error.message}")
        if tell is not None:
            tell(record)
        if record.error is None or on_error == "record":
            yield record


def extract_many(
    texts: Iterable[str | Article | Mapping[str, Any]],
    *,
    workers: int = 1,
    settings: Settings | None = None,
) -> Iterator[ArticleRecord]:
    """Return the records of many texts, lazily and in order.

    Each is a text, an :class:`Article`, or a mapping with ``text`` and, if wanted, ``id``, ``title``,
    ``url`` and ``published``. An article that cannot be processed gives a record with ``error`` in its
    place. Raises ``TypeError`` for what is none of the three.
    """
    articles = (_article(item, number) for number, item in enumerate(texts, 1))
    return run(articles, settings, workers=workers)


def _article(item: str | Article | Mapping[str, Any], number: int) -> Article:
    if isinstance(item, Article):
        return item
    if isinstance(item, str):
        return Article(item)
    if not isinstance(item, Mapping):
        raise TypeError(f"expected a text, an Article or a mapping with 'text', not {type(item).__name__}")
    try:
        return article_of(item)
    except ArticleError as error:
        return failed_article(str(item.get("id") or f"item:{number}"), error)
