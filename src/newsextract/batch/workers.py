"""Worker processes: articles out, records back in order, a dead worker's article named.

Each worker has a pipe of its own and answers article by article, so it is always known what it was working
on. One that dies is replaced; the article is tried once more, alone, and is an error record when that
kills a worker, too. One that is over its time and cannot be interrupted from inside is killed.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from newsextract.batch.limits import over_time
from newsextract.batch.packed import pack
from newsextract.batch.process import READY, Work, serve
from newsextract.batch.task import Task
from newsextract.config import Settings
from newsextract.errors import SettingsError, WorkerError
from newsextract.failure import failed_record, producer_of
from newsextract.records import ProcessingError

_CHUNK_ARTICLES = 32
_CHUNK_CHARACTERS = 100_000
_AHEAD_ARTICLES = 4 * _CHUNK_ARTICLES
_AHEAD_CHARACTERS = 4_000_000
_LOW = 4
_GRACE = 2.0
_MOST_STARTS = 3
_MOST_KILLED_STARTS = 30
_MOST_DEATHS = 2
_HINT = "a script that uses workers does so under if __name__ == '__main__':"


@dataclass(slots=True, eq=False)
class _Worker:
    """The parent's end of one process: what it was given and has not answered, and since when."""

    process: BaseProcess
    link: Connection
    given: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    ready: bool = False

    def hungry(self) -> bool:
        """Tell that it should be given more; one that was given a suspect gets nothing beside it."""
        return len(self.given) < _LOW and not any(task.deaths for task in self.given)

    def give(self, chunk: list[Task]) -> None:
        """Send articles; when the process is gone, reading its answer will say so."""
        if not self.given:
            self.since = time.monotonic()
        self.given.extend(chunk)
        try:
            self.link.send([task.article for task in chunk])
        except OSError:
            return

    def end(self) -> int | None:
        """Kill the process and return its exit code."""
        self.process.kill()
        self.process.join()
        self.link.close()
        return self.process.exitcode


class Pool:
    """Worker processes for one run.

    ``ahead``: how many articles may be read before the first is answered. ``begun`` is called when the
    first worker is ready to work.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int,
        timeout: float | None,
        work: Work,
        ahead: int | None = None,
        begun: Callable[[], None] | None = None,
    ) -> None:
        # Not fork: a copy of a process that has threads (a progress bar, a database) may hang.
        self._context = get_context("spawn") if sys.platform == "win32" else get_context("forkserver")
        self._settings, self._timeout, self._work = settings, timeout, work
        self._producer = producer_of(settings)
        self._size = workers
        self._begun = begun
        self._ahead = ahead or workers * _AHEAD_ARTICLES
        self._starts = 0
        self._window: deque[Task] = deque()
        self._characters = 0
        self._waiting: deque[list[Task]] = deque()
        self._workers: list[_Worker] = []

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield the tasks in order, each with its record; those that have one pass through."""
        coming = iter(tasks)
        try:
            self._workers = [self._start() for _ in range(self._size)]
            while True:
                for worker in self._workers:
                    while worker.hungry() and (chunk := self._next_chunk(coming)):
                        worker.give(chunk)
                if not self._window:
                    return
                if not self._window[0].done():
                    self._listen()
                while self._window and self._window[0].done():
                    task = self._window.popleft()
                    self._characters -= len(task.article.text)
                    yield task
                    self._listen(patience=0)
        finally:
            for worker in self._workers:
                worker.end()

    def _next_chunk(self, coming: Iterator[Task]) -> list[Task]:
        """Return what a worker gets next: what another one left, else articles read now; neither many nor long."""
        if self._waiting:
            return self._waiting.popleft()
        chunk: list[Task] = []
        characters = 0
        while self._may_read() and len(chunk) < _CHUNK_ARTICLES and characters < _CHUNK_CHARACTERS:
            task = next(coming, None)
            if task is None:
                break
            self._window.append(task)
            self._characters += len(task.article.text)
            if not task.done():
                chunk.append(task)
                characters += len(task.article.text)
        return chunk

    def _may_read(self) -> bool:
        return len(self._window) < self._ahead and self._characters < _AHEAD_CHARACTERS

    def _listen(self, patience: float | None = None) -> None:
        """Take in the answers that are there; wait for one, or till an article is over its time."""
        if patience is None:
            patience = self._time_left()
        by_link: dict[object, _Worker] = {worker.link: worker for worker in self._workers}
        for link in wait([worker.link for worker in self._workers], patience):
            self._take(by_link[link])
        for worker in list(self._workers):
            if self._is_over_time(worker):
                self._too_slow(worker)

    def _take(self, worker: _Worker) -> None:
        try:
            answer = worker.link.recv_bytes()
        except (EOFError, OSError):
            self._died(worker)
            return
        worker.since = time.monotonic()
        if worker.ready:
            worker.given.popleft().packed = answer
        elif answer == READY:
            worker.ready = True
            self._starts = 0
            if self._begun is not None:
                self._begun()
                self._begun = None
        else:
            raise SettingsError(answer.decode("utf-8"))

    def _time_left(self) -> float | None:
        """Return how long to wait for the first article that may be over its time."""
        if self._timeout is None:
            return None
        limit = self._timeout + _GRACE
        begun = [worker.since for worker in self._workers if worker.ready and worker.given]
        return max(0.0, min(begun) + limit - time.monotonic()) if begun else None

    def _is_over_time(self, worker: _Worker) -> bool:
        if self._timeout is None or not worker.ready or not worker.given or worker.link.poll():
            return False
        return time.monotonic() - worker.since > self._timeout + _GRACE

    def _died(self, worker: _Worker) -> None:
        """Replace a dead worker; what it was working on is tried once more, then given up."""
        if not worker.ready:
            self._starts += 1
        elif worker.given:
            worker.given[0].deaths += 1
        code = self._replace(worker)
        if self._starts >= (_MOST_KILLED_STARTS if code and code < 0 else _MOST_STARTS):
            raise WorkerError(f"no worker process could start, the last one {_ending(code)}; {_HINT}")
        if worker.given and worker.given[0].deaths >= _MOST_DEATHS:
            self._give_up(
                worker.given.popleft(), "worker", f"the worker process {_ending(code)} on this article"
            )
        self._again(worker.given)

    def _too_slow(self, worker: _Worker) -> None:
        """Replace a worker whose article is over its time and cannot be interrupted."""
        self._replace(worker)
        late = over_time(self._timeout or 0)
        self._give_up(worker.given.popleft(), late.stage, late.message)
        self._again(worker.given)

    def _replace(self, worker: _Worker) -> int | None:
        code = worker.end()
        self._workers[self._workers.index(worker)] = self._start()
        return code

    def _give_up(self, task: Task, stage: str, message: str) -> None:
        problem = ProcessingError(stage=stage, message=message)
        task.packed = pack(failed_record(task.article, problem, self._producer))

    def _again(self, left: deque[Task]) -> None:
        """Put what a worker left first in the queue, a suspect in a chunk of its own."""
        suspects = [[task] for task in left if task.deaths]
        others = [task for task in left if not task.deaths]
        self._waiting.extendleft([others] if others else [])
        self._waiting.extendleft(suspects)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        arguments = (there, self._settings, self._timeout, self._work)
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)


def start_deaf() -> None:
    """Let workers ignore Ctrl-C from their first moment on, by starting what starts them so.

    For a program of our own only: it is so for all that the process starts in this way.
    """
    if sys.platform == "win32":
        return
    from multiprocessing import forkserver

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)


def _ending(code: int | None) -> str:
    """Say how a process ended."""
    if code is None or code >= 0:
        return f"ended with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
