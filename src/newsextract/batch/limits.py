"""A time limit for one article, by the process's alarm clock."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from newsextract.errors import ArticleError, SettingsError


def check_timeout(seconds: float | None) -> None:
    """Raise :class:`SettingsError` for a limit that is none or that this system cannot hold."""
    if seconds is None:
        return
    if not seconds > 0:
        raise SettingsError(f"timeout {seconds:g}: give a number of seconds above 0")
    if not hasattr(signal, "setitimer"):
        raise SettingsError("timeout: this system has no alarm clock for processes")


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise :class:`ArticleError` (stage ``timeout``) in the block when it takes longer than ``seconds``.

    Works in a main thread only, which is where workers and the command line run; elsewhere there is no
    limit. A single call into C is not interrupted, only what follows it.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise over_time(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def over_time(seconds: float) -> ArticleError:
    """Return what is said of an article that took longer than ``seconds``."""
    return ArticleError("timeout", f"took longer than {seconds:g} s")
