"""Worker processes: chunks of articles out, records back in order, a dead worker's article named."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from newsextract.article import Article
from newsextract.batch.single import ready, record_of_article
from newsextract.config import Settings
from newsextract.records import ArticleRecord, ProcessingError

Chunk = Sequence[Article]
_CHUNK_ARTICLES = 32
_CHUNK_CHARACTERS = 100_000
_CHUNKS_PER_WORKER = 2


def run_in_workers(
    articles: Iterable[Article], settings: Settings, workers: int, timeout: float | None
) -> Iterator[ArticleRecord]:
    """Yield the records of ``articles`` in order, made in ``workers`` processes.

    A worker that dies costs the one article that killed it, which becomes an error record.
    """
    pool = _Pool(settings, workers, timeout)
    under_way: deque[tuple[Chunk, Future[list[ArticleRecord]]]] = deque()
    try:
        for chunk in chunks(articles):
            under_way.append((chunk, pool.submit(chunk)))
            if len(under_way) >= workers * _CHUNKS_PER_WORKER:
                yield from pool.finish(under_way)
        while under_way:
            yield from pool.finish(under_way)
    finally:
        pool.close()


def chunks(articles: Iterable[Article]) -> Iterator[Chunk]:
    """Cut articles into chunks that are neither many nor long."""
    chunk: list[Article] = []
    characters = 0
    for article in articles:
        chunk.append(article)
        characters += len(article.text)
        if len(chunk) >= _CHUNK_ARTICLES or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


class _Pool:
    """The processes, and new ones when one of them has died."""

    def __init__(self, settings: Settings, workers: int, timeout: float | None) -> None:
        self._settings = settings
        self._workers = workers
        self._timeout = timeout
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, initializer=_begin, initargs=(self._settings,))

    def submit(self, chunk: Chunk) -> Future[list[ArticleRecord]]:
        try:
            return self._executor.submit(_work, chunk, self._settings, self._timeout)
        except BrokenProcessPool as error:
            broken: Future[list[ArticleRecord]] = Future()
            broken.set_exception(error)
            return broken

    def finish(self, under_way: deque[tuple[Chunk, Future[list[ArticleRecord]]]]) -> list[ArticleRecord]:
        """Return the records of the first chunk under way, done article by article if a worker has died."""
        chunk, future = under_way.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self._restart()
        records = [self._alone(article) for article in chunk]
        again = [(other, done if _whole(done) else self.submit(other)) for other, done in under_way]
        under_way.clear()
        under_way.extend(again)
        return records

    def _alone(self, article: Article) -> ArticleRecord:
        try:
            return self.submit([article]).result()[0]
        except BrokenProcessPool:
            self._restart()
            problem = ProcessingError(stage="worker", message="the worker process died on this article")
            return ready(self._settings).failed(article, problem)

    def _restart(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._start()

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


def _whole(future: Future[list[ArticleRecord]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _begin(settings: Settings) -> None:
    """Make a worker ready: the pipeline built, and Ctrl-C ending it without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ready(settings)


def _work(chunk: Chunk, settings: Settings, timeout: float | None) -> list[ArticleRecord]:
    return [record_of_article(article, settings, timeout) for article in chunk]
