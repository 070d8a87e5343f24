"""A row (a JSON object, a dict, a line of a table) → an :class:`Article`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from newsextract.article import Article
from newsextract.errors import ArticleError, SettingsError
from newsextract.records import ProcessingError, Source
from newsextract.text.scripts import replace_surrogates

OTHER_FIELD = "; if another one holds it, name it: --field text=NAME"


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a row are called; ``html`` is read where there is no text."""

    id: str = "id"
    text: str = "text"
    html: str = "html"
    title: str = "title"
    url: str = "url"
    published: str = "published"

    @classmethod
    def named(cls, names: Mapping[str, str]) -> Fields:
        """Return the usual names with some of them changed: ``{"text": "content"}``.

        Raises :class:`SettingsError` for a field that no article has.
        """
        known = [field.name for field in fields(cls)]
        for name in names:
            if name not in known:
                raise SettingsError(f"field {name!r}: one of {', '.join(known)}")
        return cls(**names)

    def columns(self) -> tuple[str, ...]:
        """Return the names to look for."""
        return tuple(getattr(self, field.name) for field in fields(self))


def article_of(row: Mapping[str, Any], names: Fields | None = None, *, hint: str = "") -> Article:
    """Make an article of ``text`` (or ``html``) and, where given, ``id``, ``title``, ``url``, ``published``.

    The text stays as it is, lone surrogates too (the pipeline replaces them); other keys are not read.
    Raises :class:`ArticleError` (stage ``read``) when there is no text, with ``hint`` what to do about it, or
    a field is no plain value.
    """
    names = names or Fields()
    text, page = row.get(names.text), row.get(names.html)
    warnings: list[str] = []
    field = {key: _plain(row, getattr(names, key), warnings) for key in ("id", "title", "url", "published")}
    source = Source(url=field["url"], published=field["published"])
    if not text and isinstance(page, str) and page:
        return _from_page(page, field, source, warnings)
    if not isinstance(text, str):
        found = f"is missing{hint}" if text is None else f"is {type(text).__name__}, not a string"
        raise ArticleError("read", f"the field {names.text} {found}")
    return Article(text, id=field["id"], title=field["title"], source=source, warnings=tuple(warnings))


def _from_page(html: str, field: Mapping[str, str | None], source: Source, warnings: list[str]) -> Article:
    """Make an article of a page; what the row says of it wins over what the page says."""
    from newsextract.io.html import read_page

    try:
        page = read_page(html)
    except ArticleError as error:
        if field["id"] is None:
            raise
        return failed_article(field["id"], error, source)
    source = source.model_copy(update={
        "published": source.published or page.published, "author": page.author, "publication": page.publication,
    })  # fmt: skip
    title = field["title"] or page.title
    return Article(page.text, id=field["id"], title=title, source=source, warnings=tuple(warnings))


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
