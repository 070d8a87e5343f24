"""The record of an article that could not be processed, made without the pipeline."""

from __future__ import annotations

from newsextract.article import Article
from newsextract.config import Settings
from newsextract.lexicons import checksum
from newsextract.records import ArticleRecord, ProcessingError, Producer
from newsextract.text.scripts import replace_surrogates
from newsextract.version import __version__


def producer_of(settings: Settings) -> Producer:
    """Return what records made with these settings say of their maker."""
    return Producer(version=__version__, fingerprint=settings.fingerprint(checksum()))


def failed_record(article: Article, error: ProcessingError, producer: Producer) -> ArticleRecord:
    """Return the record of an article that could not be processed: its text, no mentions, the error."""
    title = article.title and replace_surrogates(article.title)[0]
    return ArticleRecord(id=replace_surrogates(article.key)[0], title=title, text=text_of(article),
                         source=article.source, warnings=article.warnings, error=error,
                         producer=producer)  # fmt: skip


def text_of(article: Article) -> str:
    """Return the text that an article's record carries: as given, lone surrogates replaced."""
    return replace_surrogates(article.text)[0]
