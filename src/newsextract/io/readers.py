"""Paths → articles: lazily, in a stable order, every input either an article or an error in its place.

``.txt``, ``.html``, ``.jsonl``, ``.csv``, ``.parquet``, each with ``.gz`` too, folders, globs and ``-``.
Another kind of file is one more entry of ``KINDS``: a function from an open input to articles.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from newsextract.article import Article
from newsextract.errors import ArticleError, OutputError
from newsextract.io import paths as files
from newsextract.io.html import looks_like_page, read_html
from newsextract.io.inputs import Input, opened, read_text
from newsextract.io.lines import is_object, read_lines
from newsextract.io.meter import Meter
from newsextract.io.rows import Fields, failed_article
from newsextract.io.tables import read_csv, read_parquet
from newsextract.records import Source

MAX_BYTES = 200_000_000


def read_articles(
    paths: Iterable[str | Path],
    *,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article]:
    """Return the articles of files, folders, globs and ``-`` (stdin), read as they are asked for.

    The paths are checked at once: :class:`InputError` for one that is missing or that nothing here reads.
    What is wrong inside a file is an article with ``error``. A text (or a row) of more than ``max_bytes``,
    decompressed, is refused so. An id that comes twice is kept and warned about. ``fields`` says what the
    fields of JSON lines, CSV and Parquet are called where it is not ``id``, ``text`` or ``html``, ``title``,
    ``url``, ``published``: ``{"text": "content"}``. ``meter`` is kept informed of how far the reading is.
    """
    names = Fields.named(fields or {})
    found = [path for argument in paths for path in files.given(str(argument), KINDS)]
    if meter is None:
        meter = Meter()
    else:
        meter.expect(None if files.STDIN in found else (file for path in found for file in _files(path)))
    return _told_apart(
        article for path in found for article in _articles(path, max_bytes, stdin, names, meter)
    )


def passed_over(paths: Iterable[str | Path]) -> list[str]:
    """Return a line for each folder or glob that holds files which :func:`read_articles` leaves out."""
    return [line for argument in paths for line in files.passed_over(str(argument), KINDS)]


def _files(path: str) -> Iterator[str]:
    """Yield a path itself, or the files of a folder."""
    if Path(path).is_dir():
        yield from files.walk(path, KINDS)
    else:
        yield path


def _articles(
    path: str, max_bytes: int, stdin: BinaryIO | None, names: Fields, meter: Meter
) -> Iterator[Article]:
    if path == files.STDIN:
        stream = stdin or sys.stdin.buffer
        yield from _read_stdin(Input(stream, "stdin", "stdin", Source(), max_bytes, names))
        return
    for file in _files(path):
        yield from _read_file(file, max_bytes, names, meter)


def _told_apart(articles: Iterable[Article]) -> Iterator[Article]:
    """Give every article its id, and a warning to those whose id another one has.

    The ids that were seen are in a database without a name, which SQLite holds in memory while they are
    few and in a file that nobody sees when they are many.
    """
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as seen:
        seen.execute("create table ids (id blob primary key) without rowid")
        seen.execute("begin")
        for article in articles:
            id = article.key
            warnings = article.warnings
            if not _is_new(seen, id):
                warnings = (*warnings, f"the id {id!r} stands twice in this input")
            yield replace(article, id=id, warnings=warnings)


def _is_new(seen: sqlite3.Connection, id: str) -> bool:
    name = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    try:
        return seen.execute("insert or ignore into ids values (?)", (name,)).rowcount > 0
    except sqlite3.OperationalError as error:
        raise OutputError(f"{tempfile.gettempdir()}: {error}; make room for temporary files") from error


def _read_file(path: str, max_bytes: int, names: Fields, meter: Meter) -> Iterator[Article]:
    """Yield a file's articles; one that cannot be opened or decompressed ends with an error in its place."""
    stem, name = files.stem(path), files.shown(path)
    source = Source(path=name)
    try:
        with opened(path, meter) as stream:
            yield from KINDS[files.ending(path)](Input(stream, name, stem, source, max_bytes, names))
    except ArticleError as error:
        yield failed_article(stem, ArticleError(error.stage, f"{name}: {error.message}"), source)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield failed_article(stem, ArticleError("read", f"{name}: {reason}"), source)


def _read_stdin(given: Input) -> Iterator[Article]:
    """Read stdin: JSON lines when its first line is a JSON object, a page when it opens as one, else a text."""
    first = given.stream.readline(given.max_bytes + 1)
    if is_object(first):
        yield from read_lines(given, first)
        return
    reader = read_html if looks_like_page(first) else read_text
    for article in reader(given, first):
        yield article if article.error is not None and reader is read_html else replace(article, id=None)


Reader = Callable[[Input], Iterator[Article]]
KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".html": read_html,
        ".htm": read_html,
        ".jsonl": read_lines,
        ".csv": read_csv,
        ".parquet": read_parquet,
    }
)
