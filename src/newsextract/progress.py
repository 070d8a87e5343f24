"""What a run shows while it goes on: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from types import TracebackType
from typing import Any

from newsextract.article import Article
from newsextract.batch.summary import Summary
from newsextract.io.meter import Meter

_PLAIN_SECONDS = 15.0
_BAR_SECONDS = 0.1


class Progress:
    """How far a run is, by the bytes of its input. Give it the articles on their way in, and the records."""

    def __init__(self, summary: Summary, meter: Meter, say: Callable[[str], None] | None) -> None:
        """``say`` writes a plain line; None shows nothing."""
        self._summary = summary
        self._meter = meter
        self._say = say
        self._read: deque[int] = deque()
        self._bytes = 0
        self._started = self._shown = time.monotonic()
        self._every = _PLAIN_SECONDS

    def watched(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Pass articles on, and remember how much of the input each of them is."""
        for article in articles:
            self._read.append(self._meter.position())
            yield article

    def advance(self) -> None:
        """Take note that the next article is done; show it when the last showing was long enough ago."""
        self._bytes = self._read.popleft()
        now = time.monotonic()
        if now - self._shown >= self._every:
            self._shown = now
            self._show()

    def _show(self) -> None:
        if self._say is not None:
            self._say(self.line())

    def line(self) -> str:
        """Return how far the run is, in words."""
        done = self._summary
        parts = [f"{done.read} articles", f"{done.failed} failed", f"{done.speed()} characters/s"]
        if self._meter.total:
            share = min(1.0, self._bytes / self._meter.total)
            parts.append(f"{share:.0%}")
            if share > 0:
                left = (time.monotonic() - self._started) * (1 - share) / share
                parts.append(f"{timedelta(seconds=round(left))} left")
        return "progress: " + ", ".join(parts)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing has to be put away."""


class Bar(Progress):
    """The same as a bar on a terminal."""

    def __init__(self, summary: Summary, meter: Meter, console: Any) -> None:
        super().__init__(summary, meter, None)
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Shown

        numbers = TextColumn("{task.fields[read]:,} articles, {task.fields[failed]:,} failed")
        speed = TextColumn("{task.fields[speed]:,} characters/s")
        self._bar = Shown(
            numbers,
            BarColumn(),
            TaskProgressColumn(),
            speed,
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=meter.total, read=0, failed=0, speed=0)
        self._every = _BAR_SECONDS

    def _show(self) -> None:
        done = self._summary
        self._bar.update(
            self._task, completed=self._bytes, read=done.read, failed=done.failed, speed=done.speed()
        )

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def progress(summary: Summary, meter: Meter, say: Callable[[str], None] | None, *, bar: bool) -> Progress:
    """Return the bar when stderr is a terminal that can show it, else plain lines; nothing without ``say``."""
    if say is None or not bar:
        return Progress(summary, meter, say)
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        return Progress(summary, meter, say)
    return Bar(summary, meter, console)
