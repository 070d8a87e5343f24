"""A pipeline that certain texts bring down: what worker processes run instead of the real one."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.article import Article
from newsextract.batch.process import extract_one as extract_healthy
from newsextract.batch.single import ready
from newsextract.config import Settings
from newsextract.records import ArticleRecord

RAISE, HANG, STUCK, EXIT, CRASH = "毒药：抛错", "毒药：死循环", "毒药：不可中断", "毒药：退出", "毒药：崩溃"


@Language.component("poison")
def poison(doc: Doc) -> Doc:
    """Raise, hang or end the process when the text says so."""
    if RAISE in doc.text:
        raise ValueError("poison")
    while HANG in doc.text:
        pass
    while STUCK in doc.text:  # what cannot be interrupted, as a call into C that does not return
        with suppress(Exception):
            time.sleep(60)
    if EXIT in doc.text:
        os._exit(9)
    if CRASH in doc.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    return doc


def extract_one(article: Article, settings: Settings, timeout: float | None) -> ArticleRecord:
    """Do what the real one does, with a component more."""
    nlp = ready(settings).nlp
    if "poison" not in nlp.pipe_names:
        nlp.add_pipe("poison")
    return extract_healthy(article, settings, timeout)


if __name__ == "__main__":
    import sys

    import newsextract.batch.runner as runner
    from newsextract.cli import main

    # By its name as a module, so that a worker finds it.
    from poison import extract_one as poisoned

    runner.__dict__["extract_one"] = poisoned
    main(sys.argv[1:])
