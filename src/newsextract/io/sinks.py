"""Where batches of records go: Parquet as the record is nested, flat tables as Parquet or CSV, one CSV.

A sink writes into a part (see ``parts``); ``close`` ends what it writes, whole or not.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TextIO

from newsextract.io.arrow import record_schema, row_of
from newsextract.io.extras import library
from newsextract.io.flat import TABLES, Row, rows_of, schemas, tables_of
from newsextract.records import ArticleRecord, plain_decimal

Batch = Sequence[tuple[int, ArticleRecord]]

MENTION_COLUMNS = (
    "article", "article_id", "title", "publication", "published", "url", "path", "error",
    "label", "entity", "start", "end", "text", "rule",
    "name", "type", "aliases", "value", "low", "high", "comparator", "currency", "per", "role",
    "unit", "direction", "basis", "metric", "status", "location", "investment", "organizations",
    "count", "filter", "total", "completed",
)  # fmt: skip


class Sink(Protocol):
    """What takes numbered records, batch by batch."""

    errors: tuple[type[Exception], ...]
    """What its library raises, besides ``OSError``, when it cannot write."""

    def add(self, batch: Batch) -> None:
        """Write a batch."""

    def close(self) -> None:
        """End the writing."""


class NestedParquet:
    """One Parquet file, a row a record; a batch is a row group."""

    def __init__(self, part: Path, *, text: bool) -> None:
        self._text = text
        self._arrow = library("pyarrow", "Parquet")
        self.errors: tuple[type[Exception], ...] = (self._arrow.ArrowException,)
        self._file = _parquet(part, record_schema())

    def add(self, batch: Batch) -> None:
        """Write a batch."""
        rows = [row_of(record, text=self._text) for _, record in batch]
        self._file.write_table(self._arrow.Table.from_pylist(rows, schema=record_schema()))

    def close(self) -> None:
        """Write the footer."""
        self._file.close()


class FlatParquet:
    """A folder of Parquet files, one a table."""

    def __init__(self, part: Path, *, text: bool) -> None:
        self._text = text
        self.errors: tuple[type[Exception], ...] = (library("pyarrow", "Parquet").ArrowException,)
        self._files = {name: _parquet(part / f"{name}.parquet", schemas()[name]) for name in TABLES}

    def add(self, batch: Batch) -> None:
        """Write a batch."""
        for name, table in tables_of(batch, text=self._text).items():
            self._files[name].write_table(table)

    def close(self) -> None:
        """Write the footers."""
        _close_all(self._files.values())


def _parquet(path: Path, schema: Any) -> Any:
    return library("pyarrow.parquet", "Parquet").ParquetWriter(path, schema, compression="zstd")


class FlatCsv:
    """A folder of CSV files, one a table; lists are JSON in their cell."""

    errors: tuple[type[Exception], ...] = ()

    def __init__(self, part: Path, *, text: bool) -> None:
        self._text = text
        self._columns = {name: schemas()[name].names for name in TABLES}
        self._files = {name: _csv(part / f"{name}.csv", self._columns[name]) for name in TABLES}

    def add(self, batch: Batch) -> None:
        """Write a batch."""
        for number, record in batch:
            for name, rows in rows_of(record, number, text=self._text).items():
                _write_rows(self._files[name], self._columns[name], rows)

    def close(self) -> None:
        """Close the files."""
        _close_all(self._files.values())


class MentionCsv:
    """One CSV, a row a mention with all that is known of it; an article without any has a row of its own.

    The articles' texts are not in it. It starts with a byte-order mark, which Excel needs to read Chinese.
    """

    errors: tuple[type[Exception], ...] = ()

    def __init__(self, part: Path, *, text: bool) -> None:
        self._file = _csv(part, MENTION_COLUMNS)

    def add(self, batch: Batch) -> None:
        """Write a batch."""
        for number, record in batch:
            _write_rows(self._file, MENTION_COLUMNS, mention_rows(number, record))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def mention_rows(number: int, record: ArticleRecord) -> list[Row]:
    """Return the rows of :class:`MentionCsv` for one article."""
    article = {
        "article": number, "article_id": record.id, "title": record.title,
        "publication": record.source.publication, "published": record.source.published,
        "url": record.source.url, "path": record.source.path,
        "error": record.error and f"{record.error.stage}: {record.error.message}",
    }  # fmt: skip
    items = (record.money, record.percentages, record.organizations, record.projects, record.project_groups)
    about = {item.id: item.model_dump(exclude={"id", "mentions"}) for kind in items for item in kind}
    mentions = rows_of(record, number, text=False)["mentions"]
    return [{**article, **about[mention["entity"]], **mention} for mention in mentions] or [article]


def _csv(path: Path, columns: Iterable[str]) -> TextIO:
    file = path.open("w", encoding="utf-8-sig", newline="")
    csv.writer(file, lineterminator="\n").writerow(columns)
    return file


def _write_rows(file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    csv.writer(file, lineterminator="\n").writerows(
        [_cell(row.get(name)) for name in columns] for row in rows
    )


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, (list, tuple)):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def _close_all(files: Iterable[Any]) -> None:
    """Close every file, the others too when closing one fails."""
    problems: list[Exception] = []
    for file in files:
        try:
            file.close()
        except Exception as problem:  # noqa: BLE001 - the first is raised when all are closed
            problems.append(problem)
    if problems:
        raise problems[0]
