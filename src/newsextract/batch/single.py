"""One article → its record, whatever happens on the way."""

from __future__ import annotations

from newsextract.article import Article
from newsextract.batch.limits import time_limit
from newsextract.config import Settings
from newsextract.errors import ArticleError
from newsextract.pipeline import extractor
from newsextract.records import ArticleRecord, ProcessingError


def record_of_article(article: Article, settings: Settings, timeout: float | None) -> ArticleRecord:
    """Return one article's record, an error record when it fails or takes too long."""
    process = extractor(settings)
    try:
        with time_limit(timeout):
            return process(article)
    except ArticleError as error:
        return process.failed(article, ProcessingError(stage=error.stage, message=error.message))
