"""Outputs read back, each in its own way, into the records that were written."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from pyarrow import parquet

from newsextract.io.loading import read_records
from newsextract.records import ArticleRecord

Rows = Sequence[Mapping[str, Any]]

KINDS = ("money", "percentages", "organizations", "projects", "project_groups")
TABLES = ("articles", *KINDS, "mentions")
_LISTS = ("warnings", "aliases", "organizations")


def rebuilt(tables: Mapping[str, Rows]) -> list[ArticleRecord]:
    """Put records together from flat tables."""
    found = []
    for number, article in enumerate(tables["articles"], 1):
        assert int(article["article"]) == number
        source = ("path", "url", "publication", "author", "published", "encoding")
        error = {name: article[f"error_{name}"] for name in ("stage", "message")}
        row: dict[str, Any] = {
            **{name: article[name] for name in ("id", "title", "text", "warnings")},
            "source": {name: article[name] for name in source},
            "error": error if error["stage"] else None,
            "producer": {name: article[name] for name in ("version", "fingerprint")},
        }
        mentions = [without_key(m) for m in tables["mentions"] if int(m["article"]) == number]
        for kind in KINDS:
            row[kind] = [without_key(one) for one in tables[kind] if int(one["article"]) == number]
            for one in row[kind] if kind in ("organizations", "projects") else ():
                one["mentions"] = [
                    {k: v for k, v in m.items() if k not in ("label", "entity")}
                    for m in mentions
                    if m["entity"] == one["id"]
                ]
        record = ArticleRecord.model_validate(row)
        assert len(list(record.mentions())) == len(mentions)
        found.append(record)
    return found


def without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("article", "article_id")}


def from_jsonl(path: Path) -> list[ArticleRecord]:
    return list(read_records(path))


def from_parquet(path: Path) -> list[ArticleRecord]:
    return [ArticleRecord.model_validate(row) for row in parquet.read_table(path).to_pylist()]


def from_duckdb(path: Path) -> list[ArticleRecord]:
    with duckdb.connect(str(path), read_only=True) as base:
        return rebuilt({name: rows_of(base, f"select * from {name} order by rowid") for name in TABLES})


def rows_of(base: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = base.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def from_parquet_tables(path: Path) -> list[ArticleRecord]:
    return rebuilt({name: parquet.read_table(path / f"{name}.parquet").to_pylist() for name in TABLES})


def from_csv_tables(path: Path) -> list[ArticleRecord]:
    return rebuilt({name: csv_rows(path / f"{name}.csv") for name in TABLES})


def csv_rows(path: Path) -> list[dict[str, Any]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: json.loads(cell or "[]") if name in _LISTS else cell or None for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


BACK: Mapping[str, Callable[[Path], list[ArticleRecord]]] = {
    "jsonl": from_jsonl,
    "jsonl.gz": from_jsonl,
    "parquet": from_parquet,
    "duckdb": from_duckdb,
    "parquet-tables": from_parquet_tables,
    "csv-tables": from_csv_tables,
}
