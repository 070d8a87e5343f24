"""Articles → records: in this process or in several, always in input order, none lost.

Only a few articles are under way at a time, so memory stays bounded however long the input is. With a
manifest, what an earlier run has done is taken from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from newsextract.article import Article
from newsextract.batch.limits import check_timeout
from newsextract.batch.manifest import Manifest
from newsextract.batch.packed import pack
from newsextract.batch.process import extract_one
from newsextract.batch.summary import Summary
from newsextract.batch.task import Task
from newsextract.batch.workers import Pool
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
    isolate: bool = False,
    ahead: int | None = None,
    on_error: OnError = "record",
    timeout: float | None = None,
    manifest: Manifest | None = None,
    summary: Summary | None = None,
) -> Iterator[ArticleRecord]:
    """Return the articles' records, lazily, in input order; see :func:`run_tasks`."""
    done = run_tasks(
        articles,
        settings,
        workers=workers,
        isolate=isolate,
        ahead=ahead,
        on_error=on_error,
        timeout=timeout,
        manifest=manifest,
        summary=summary,
    )
    return (task.made() for task in done)


def run_tasks(
    articles: Iterable[Article],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    isolate: bool = False,
    ahead: int | None = None,
    on_error: OnError = "record",
    timeout: float | None = None,
    manifest: Manifest | None = None,
    summary: Summary | None = None,
    tell: Callable[[Task], None] | None = None,
) -> Iterator[Task]:
    """Return the articles' tasks, done, lazily, in input order; ``summary`` is counted up on the way,
    and ``tell`` is called with every one, the skipped ones too.

    One worker is this process itself, unless ``isolate`` gives it one of its own; no more than ``ahead``
    articles are then read before the first is answered. An article that fails, takes longer than
    ``timeout`` seconds or kills its worker is a record with ``error``; with ``on_error="skip"`` it is
    counted only, with ``"raise"`` it raises :class:`ArticleError`. What ``manifest`` has is not done
    again, what is done is added to it. Raises :class:`SettingsError` for settings that cannot be used.
    """
    if workers < 1:
        raise SettingsError(f"workers {workers}: give 1 or more")
    check_timeout(timeout)
    settings = settings or Settings()
    summary = Summary() if summary is None else summary
    tasks = (_task(article, manifest) for article in articles)
    if workers > 1 or isolate:
        done = Pool(settings, workers, timeout, extract_one, ahead, summary.begin).run(tasks)
    else:
        done = _in_this_process(tasks, settings, timeout)
    return _watched(_kept(done, manifest), on_error, summary, tell)


def _task(article: Article, manifest: Manifest | None) -> Task:
    if manifest is None or article.error is not None:
        return Task(article)
    record = manifest.find(article)
    return Task(article, record, resumed=record is not None)


def _in_this_process(tasks: Iterable[Task], settings: Settings, timeout: float | None) -> Iterator[Task]:
    from newsextract.batch.single import ready

    ready(settings)

    def done() -> Iterator[Task]:
        for task in tasks:
            if task.record is None:
                task.record = extract_one(task.article, settings, timeout)
            yield task

    return done()


def _kept(tasks: Iterable[Task], manifest: Manifest | None) -> Iterator[Task]:
    """Pass the tasks on; what is new and has no error is kept."""
    for task in tasks:
        if manifest is not None and not task.resumed and (task.is_all_well() or task.made().error is None):
            manifest.add(task.article, task.packed or pack(task.made()))
        yield task


def _watched(
    tasks: Iterable[Task],
    on_error: OnError,
    summary: Summary,
    tell: Callable[[Task], None] | None,
) -> Iterator[Task]:
    summary.begin()
    for task in tasks:
        error = None if task.is_all_well() else task.made().error
        summary.count(task)
        if error is not None and on_error == "raise":
            raise ArticleError(error.stage, f"{task.made().id}: {error.message}")
        if tell is not None:
            tell(task)
        if error is None or on_error == "record":
            yield task


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
