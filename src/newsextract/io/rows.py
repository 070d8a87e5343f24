"""A row (a JSON object, a dict, a line of a table) → an :class:`Article`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.records import ProcessingError, Source
from newsextract.text.scripts import replace_surrogates


def article_of(row: Mapping[str, Any]) -> Article:
    """Make an article of ``text`` and, where given, ``id``, ``title``, ``url`` and ``published``.

    The text stays as it is, lone surrogates too (the pipeline replaces them); other keys are not read.
    Raises :class:`ArticleError` (stage ``read``) when there is no text or a field is no plain value.
    """
    text = row.get("text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"is {type(text).__name__}, not a string"
        raise ArticleError("read", f"the field text {found}")
    warnings: list[str] = []
    field = {name: _plain(row, name, warnings) for name in ("id", "title", "url", "published")}
    source = Source(url=field["url"], published=field["published"])
    return Article(text, id=field["id"], title=field["title"], source=source, warnings=tuple(warnings))


def failed_article(id: str, error: ArticleError, source: Source | None = None) -> Article:
    """Return the article that stands for an input that could not be read."""
    problem = ProcessingError(stage=error.stage, message=replace_surrogates(error.message)[0])
    return Article("", id=id, source=source or Source(), error=problem)


def _plain(row: Mapping[str, Any], name: str, warnings: list[str]) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, (list, dict, bytes)):
        raise ArticleError("read", f"the field {name} is {type(value).__name__}, not a string")
    text, replaced = replace_surrogates(str(value))
    if replaced:
        warnings.append(f"{replaced} lone surrogates in {name} replaced by U+FFFD")
    return text
