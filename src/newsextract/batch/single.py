"""One article → its record, whatever happens on the way."""

from __future__ import annotations

from functools import lru_cache

from newsextract.article import Article
from newsextract.batch.limits import time_limit
from newsextract.config import Settings
from newsextract.errors import ArticleError
from newsextract.pipeline import Extractor, extractor
from newsextract.records import ArticleRecord, ProcessingError

_WARM_UP = "甲集团投资1亿元建设乙项目，增长1%。"
_MOST_STRINGS = 50_000


@lru_cache(maxsize=4)
def ready(settings: Settings) -> Extractor:
    """Return the process's extractor with every lexicon read, so that no article's time goes into that."""
    made = extractor(settings)
    made(Article(_WARM_UP))
    return made


def record_of_article(article: Article, settings: Settings, timeout: float | None) -> ArticleRecord:
    """Return one article's record, an error record when it fails or takes too long."""
    process = ready(settings)
    # A vocabulary that is renewed now and then costs a little memory over spaCy's memory zones, which make
    # every word of every article anew and are slower (benchmarks/soak.md has the figures).
    if process.vocabulary > _MOST_STRINGS:
        process.renew()
    try:
        with time_limit(timeout):
            return process(article)
    except ArticleError as error:
        return process.failed(article, ProcessingError(stage=error.stage, message=error.message))
