"""Lines of JSON → articles: one a line, a bad line an error in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.io.encodings import decode, marked
from newsextract.io.inputs import Input
from newsextract.io.rows import OTHER_FIELD, article_of


def read_lines(given: Input, first: bytes | None = None) -> Iterator[Article]:
    """Yield an article for every line of JSON that is not blank; ``first`` is a line already read."""
    if first is None:
        first = given.stream.readline(given.max_bytes + 1)
    for number, line in enumerate(_lines(given, first), 1):
        if line is None or line.strip():
            yield _line_article(given, number, line)


def is_object(line: bytes) -> bool:
    """Tell that a line is a JSON object."""
    try:
        return isinstance(_object(decode(line).text), dict)
    except ArticleError:
        return False


def _line_article(given: Input, number: int, line: bytes | None) -> Article:
    try:
        if line is None:
            raise given.too_long()
        text, encoding, warnings = decode(line)
        article = article_of(_object(text), given.fields, hint=OTHER_FIELD)
    except ArticleError as error:
        return given.row_failed(number, error)
    source = article.source.model_copy(update={"path": given.source.path, "encoding": encoding})
    return replace(article, source=source, warnings=(*warnings, *article.warnings))


def _lines(given: Input, line: bytes) -> Iterator[bytes | None]:
    """Yield the lines; None for one that is over the limit, passed over without being held in memory."""
    encoding = marked(line)
    if encoding is not None and encoding != "utf-8":
        yield from _wide_lines(given, line)
        return
    while line:
        whole = len(line) <= given.max_bytes
        yield line if whole else None
        while not whole and line and not line.endswith(b"\n"):
            line = given.stream.readline(1 << 20)
        line = given.stream.readline(given.max_bytes + 1)


def _wide_lines(given: Input, line: bytes) -> Iterator[bytes | None]:
    """Yield the lines of JSON in UTF-16 or UTF-32, where a line cannot be found byte by byte."""
    try:
        raw = given.rest(line)
    except ArticleError:
        yield None
        return
    yield from (one.encode("utf-8", "surrogatepass") for one in decode(raw).text.split("\n"))


def _object(text: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError("read", f"no JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ArticleError("read", "no JSON that can be read: nested too deep") from error
    except ValueError as error:
        raise ArticleError("read", f"no JSON that can be read: {error}") from error
    if not isinstance(row, dict):
        raise ArticleError("read", "a line must be one JSON object")
    return row
