"""Records → a DuckDB database: flat tables with keys, ready for SQL (extra ``tables``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsextract.errors import OutputError
from newsextract.io.extras import library
from newsextract.io.flat import TABLES, schemas, tables_of
from newsextract.io.sinks import Batch

_KEYS = {
    "articles": ("primary key (article)",),
    "money": ("primary key (article, id)",),
    "percentages": ("primary key (article, id)",),
    "organizations": ("primary key (article, id)",),
    "projects": (
        "primary key (article, id)",
        "foreign key (article, investment) references money (article, id)",
    ),
    "project_groups": (
        "primary key (article, id)",
        "foreign key (article, total) references money (article, id)",
        "foreign key (article, completed) references money (article, id)",
    ),
    "mentions": (),
}
_MEMORY_MB = 128
"""What DuckDB may keep in memory; without a limit it keeps what it has written."""

_TO_ARTICLE = "foreign key (article) references articles (article)"


class Database:
    """A DuckDB file with the tables of ``flat``; amounts are DECIMAL(38, 12)."""

    def __init__(self, part: Path, *, text: bool) -> None:
        self._text = text
        duckdb = library("duckdb", "a .duckdb output")
        self.errors: tuple[type[Exception], ...] = (duckdb.Error,)
        for left in (part, part.with_name(part.name + ".wal")):
            left.unlink(missing_ok=True)
        try:
            # One thread: rows stay in the order of the articles, and the workers keep the processors.
            self._base = duckdb.connect(str(part), config={"threads": 1, "memory_limit": f"{_MEMORY_MB}MB"})
            for name in TABLES:
                self._base.execute(_definition(name))
        except duckdb.Error as error:
            raise OutputError(f"{part}: {str(error).splitlines()[0]}; cannot write there") from error

    def add(self, batch: Batch) -> None:
        """Write a batch, all of it or nothing."""
        tables = tables_of(batch, text=self._text)
        # One huge article needs more.
        most = _MEMORY_MB + 8 * sum(table.nbytes for table in tables.values()) // 1_000_000
        self._base.execute(f"set memory_limit = '{most}MB'")
        self._base.execute("begin")
        for name, table in tables.items():
            self._base.register("batch", table)
            self._base.execute(f"insert into {name} select * from batch")
            self._base.unregister("batch")
        self._base.execute("commit")

    def close(self) -> None:
        """Put all into the one file and close it; closing alone would not say that the disk is full."""
        try:
            self._base.execute("checkpoint")
        finally:
            self._base.close()


def _definition(name: str) -> str:
    columns = [f'"{field.name}" {_sql_type(field.type)}' for field in schemas()[name]]
    keys = (*_KEYS[name], *(() if name == "articles" else (_TO_ARTICLE,)))
    return f"create table {name} ({', '.join((*columns, *keys))})"


def _sql_type(kind: Any) -> str:
    """Return DuckDB's name for an Arrow type."""
    arrow = library("pyarrow", "a .duckdb output")
    if arrow.types.is_list(kind):
        return _sql_type(kind.value_type) + "[]"
    if arrow.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    return {"string": "varchar", "int64": "bigint"}[str(kind)]
