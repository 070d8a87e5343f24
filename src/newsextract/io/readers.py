"""Paths → articles: lazily, in a stable order, every input either an article or an error in its place.

Now ``.txt`` and ``.jsonl``, ``.gz`` of both, folders, globs and ``-``. Another kind of file is one more
entry of ``KINDS``: a function from an open input to articles.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.io import paths as files
from newsextract.io.encodings import decode, marked
from newsextract.io.rows import article_of, failed_article
from newsextract.records import Source

MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """An open input: its bytes, how it is called, and how much of it may be one article."""

    stream: BinaryIO
    name: str
    stem: str
    source: Source
    max_bytes: int

    def too_long(self) -> ArticleError:
        """Return what is said of an article over the limit."""
        return ArticleError("read", f"more than {self.max_bytes} bytes in one article")


def read_articles(
    paths: Iterable[str | Path], *, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """Return the articles of files, folders, globs and ``-`` (stdin), read as they are asked for.

    The paths are checked at once: :class:`InputError` for one that is missing or that nothing here reads.
    What is wrong inside a file is an article with ``error``. A text (or a line of JSON) of more than
    ``max_bytes``, decompressed, is refused so. An id that comes twice is kept and warned about.
    """
    found = [path for argument in paths for path in files.given(str(argument), KINDS)]
    return _told_apart(article for path in found for article in _articles(path, max_bytes, stdin))


def _articles(path: str, max_bytes: int, stdin: BinaryIO | None) -> Iterator[Article]:
    if path == files.STDIN:
        stream = stdin or sys.stdin.buffer
        yield from _read_stdin(Input(stream, "stdin", "stdin", Source(), max_bytes))
    elif Path(path).is_dir():
        for file in files.walk(path, KINDS):
            yield from _read_file(file, max_bytes)
    else:
        yield from _read_file(path, max_bytes)


def _told_apart(articles: Iterable[Article]) -> Iterator[Article]:
    """Give every article its id, and a warning to those whose id another one has."""
    seen: set[int] = set()
    for article in articles:
        id = article.key
        warnings = article.warnings
        if hash(id) in seen:
            warnings = (*warnings, f"the id {id!r} stands twice in this input")
        seen.add(hash(id))
        yield replace(article, id=id, warnings=warnings)


def _read_file(path: str, max_bytes: int) -> Iterator[Article]:
    """Yield a file's articles; one that cannot be opened or decompressed ends with an error in its place."""
    stem, name = files.stem(path), files.shown(path)
    source = Source(path=name)
    try:
        with _opened(path) as stream:
            yield from KINDS[files.ending(path)](Input(stream, name, stem, source, max_bytes))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield failed_article(stem, ArticleError("read", f"{name}: {reason}"), source)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    with open(path, "rb") as raw:
        if not files.is_gz(path):
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield cast(BinaryIO, unpacked)


def _read_stdin(given: Input) -> Iterator[Article]:
    """Read stdin: JSON lines when its first line is a JSON object, else all of it as one text."""
    first = given.stream.readline(given.max_bytes + 1)
    if _is_object(first):
        yield from _read_lines(given, first)
    else:
        yield replace(_article(given, first), id=None)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except ArticleError:
        return False


def _read_text(given: Input) -> Iterator[Article]:
    """Yield the one article of a plain text, named by the file's stem."""
    yield _article(given, b"")


def _article(given: Input, begun: bytes) -> Article:
    """Return the text that starts with ``begun`` and goes on in the stream."""
    try:
        raw = begun + given.stream.read(given.max_bytes + 1 - len(begun))
        if len(raw) > given.max_bytes:
            raise given.too_long()
        found = decode(raw)
    except ArticleError as error:
        return failed_article(given.stem, error, given.source)
    source = given.source.model_copy(update={"encoding": found.encoding})
    return Article(found.text, id=given.stem, source=source, warnings=found.warnings)


def _read_lines(given: Input, first: bytes | None = None) -> Iterator[Article]:
    """Yield an article for every line of JSON that is not blank; a bad line is an error in its place."""
    if first is None:
        first = given.stream.readline(given.max_bytes + 1)
    number = 0
    for number, line in enumerate(_lines(given, first), 1):
        if line is None or line.strip():
            yield _line_article(given, number, line)


def _line_article(given: Input, number: int, line: bytes | None) -> Article:
    try:
        if line is None:
            raise given.too_long()
        text, encoding, warnings = decode(line)
        article = article_of(_object(text))
    except ArticleError as error:
        told = ArticleError(error.stage, f"{given.name}:{number}: {error.message}")
        return failed_article(f"{given.stem}:{number}", told, given.source)
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
    raw = line + given.stream.read(given.max_bytes + 1)
    if len(raw) > given.max_bytes:
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


def _parse(line: bytes) -> Mapping[str, Any]:
    return _object(decode(line).text)


Reader = Callable[[Input], Iterator[Article]]
KINDS: Mapping[str, Reader] = MappingProxyType(
    {".txt": _read_text, ".jsonl": partial(_read_lines, first=None)}
)
