"""What runs inside a worker process: the pipeline built once, then articles in and packed records out."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue

from newsextract.article import Article
from newsextract.batch.packed import pack
from newsextract.config import Settings
from newsextract.errors import NewsExtractError
from newsextract.records import ArticleRecord

Work = Callable[[Article, Settings, "float | None"], ArticleRecord]

READY = b"ready"


def extract_one(article: Article, settings: Settings, timeout: float | None) -> ArticleRecord:
    """Return one article's record; the pipeline is imported where it works, which the parent does not."""
    from newsextract.batch.single import record_of_article

    return record_of_article(article, settings, timeout)


def serve(link: Connection, settings: Settings, timeout: float | None, work: Work) -> None:
    """Answer every article that comes down ``link`` with its packed record, in order, until it closes.

    The first answer is :data:`READY`, or what is wrong with the settings. Ctrl-C is the parent's business.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _offer_itself()
    from newsextract.batch.single import ready

    try:
        try:
            ready(settings)
        except NewsExtractError as error:
            link.send_bytes(str(error).encode("utf-8", "replace"))
            return
        link.send_bytes(READY)
        given: SimpleQueue[Sequence[Article]] = SimpleQueue()
        threading.Thread(target=_listen, args=(link, given), daemon=True).start()
        while True:
            for article in given.get():
                link.send_bytes(pack(work(article, settings, timeout)))
    except OSError:  # nobody is there to take the answer
        return


def _listen(link: Connection, given: SimpleQueue[Sequence[Article]]) -> None:
    """Take in what comes, so that the next articles are there when the last are done.

    When the parent is gone, this process ends at once, whatever it is working on.
    """
    try:
        while True:
            given.put(link.recv())
    except (EOFError, OSError):
        os._exit(0)


def _offer_itself() -> None:
    """When memory runs out, let Linux end a worker, which costs one article, and not the parent."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")
