"""Tables → articles, row by row: CSV with any usual separator, Parquet with pyarrow (extra ``tables``)."""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.io.encodings import decode, marked
from newsextract.io.inputs import Input
from newsextract.io.rows import OTHER_FIELD, article_of

_BLOCK = 1 << 20
_ROWS = 64
_SEPARATORS = ",\t;|"
_SHOWN = 12


def read_csv(given: Input) -> Iterator[Article]:
    """Yield an article a row; the first row names the columns. A bad row is an error in its place."""
    first = given.stream.read(_BLOCK)
    encoding = _encoding(first)
    lines = _text_lines(given, first, encoding)
    header = next(lines, "")
    separator = max(_SEPARATORS, key=header.count)
    columns = next(csv.reader([header], delimiter=separator), [])
    columns = [column.strip().lstrip("\ufeff") for column in columns]
    _check_columns(given, columns)
    rows = csv.reader(lines, delimiter=separator)
    number = 1
    while True:
        number += 1
        try:
            row = _next_row(rows, given.max_bytes)
        except (csv.Error, ArticleError) as error:
            yield given.row_failed(number, ArticleError("read", f"no row that can be read: {error}"))
            return
        if row is None:
            return
        if row:
            yield _row_article(given, number, dict(zip(columns, row, strict=False)), encoding)


def _encoding(first: bytes) -> str:
    """Return what a table is encoded in, by its first block up to the last whole line."""
    name = marked(first)
    if name is not None:
        return name
    return decode(first[: first.rfind(b"\n") + 1] or first).encoding


def _text_lines(given: Input, block: bytes, encoding: str) -> Iterator[str]:
    """Yield decoded lines with their ends; a line over the limit is an :class:`ArticleError`."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    held: list[str] = []
    length = 0
    while block:
        text = decoder.decode(block)
        *whole, rest = text.split("\n")
        for line in whole:
            yield "".join([*held, line, "\n"]).lstrip("\ufeff")
            held, length = [], 0
        held.append(rest)
        length += len(rest)
        if length > given.max_bytes:
            raise given.too_long()
        block = given.stream.read(_BLOCK)
    if last := "".join([*held, decoder.decode(b"", final=True)]):
        yield last.lstrip("\ufeff")


def _next_row(rows: Iterator[list[str]], most: int) -> list[str] | None:
    """Return the next row with fields as long as an article may be; the csv module's own limit is put back."""
    before = csv.field_size_limit(most)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _check_columns(given: Input, columns: list[str]) -> None:
    names = given.fields
    if names.text not in columns and names.html not in columns:
        shown = ", ".join(map(repr, columns[:_SHOWN])) or "none"
        raise ArticleError(
            "read", f"no column {names.text!r} or {names.html!r}; its columns: {shown}{OTHER_FIELD}"
        )


def _row_article(given: Input, number: int, row: Mapping[str, Any], encoding: str | None) -> Article:
    try:
        article = article_of(row, given.fields, hint=OTHER_FIELD)
    except ArticleError as error:
        return given.row_failed(number, error)
    source = article.source.model_copy(update={"path": given.source.path, "encoding": encoding})
    broken = article.text.count("\ufffd") if encoding is not None else 0
    said = (f"{broken} characters U+FFFD, undecodable bytes among them ({encoding})",) if broken else ()
    return replace(article, source=source, warnings=(*article.warnings, *said))


def read_parquet(given: Input) -> Iterator[Article]:
    """Yield an article a row, a batch of rows in memory at a time. Needs pyarrow (extra ``tables``)."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ArticleError("read", "Parquet needs pyarrow: pip install 'newsextract[tables]'") from error
    with tempfile.TemporaryFile() as spool:
        try:
            table = parquet.ParquetFile(_seekable(given, cast(BinaryIO, spool)))
            columns = table.schema_arrow.names
            _check_columns(given, columns)
            wanted = [name for name in given.fields.columns() if name in columns]
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _row_article(given, number, row, None)
        except (pyarrow.ArrowException, ValueError) as error:
            raise ArticleError("read", f"no Parquet that can be read: {error}") from error


def _seekable(given: Input, spool: BinaryIO) -> BinaryIO:
    """Return the stream itself when it is a plain file, else its content on the disk, bounded."""
    from newsextract.io import paths as files

    if not files.is_gz(given.name):
        return given.stream
    written = 0
    while block := given.stream.read(_BLOCK):
        written += spool.write(block)
        if written > 10 * given.max_bytes:
            raise ArticleError("read", f"more than {10 * given.max_bytes} bytes unpacked")
    spool.seek(0)
    return spool
