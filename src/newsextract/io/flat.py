"""Records as flat tables: one for the articles, one for each kind of what was found, one for all mentions.

Every row carries ``article``, the article's place in the run from 1, and ``article_id``. Together with
``id`` the first is a key: an id alone may come twice in an input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from newsextract.io.arrow import fields_of, row_of
from newsextract.io.extras import library
from newsextract.records import (
    ArticleRecord,
    Mention,
    Money,
    Organization,
    Percentage,
    ProcessingError,
    Producer,
    Project,
    ProjectGroup,
    Source,
)

Row = dict[str, Any]

_ENTITIES: dict[str, tuple[type[BaseModel], str]] = {
    "money": (Money, "MONEY"),
    "percentages": (Percentage, "PERCENT"),
    "organizations": (Organization, "ORG"),
    "projects": (Project, "PROJECT"),
    "project_groups": (ProjectGroup, "GROUP"),
}
TABLES = ("articles", *_ENTITIES, "mentions")


@lru_cache(maxsize=1)
def schemas() -> Mapping[str, Any]:
    """Return table name → ``pyarrow.Schema``."""
    arrow = library("pyarrow", "a table of records")
    key = [("article", arrow.int64()), ("article_id", arrow.string())]
    of: dict[str, Any] = {"articles": arrow.schema([key[0], *_article_fields(arrow)])}
    for name, (model, _) in _ENTITIES.items():
        fields = fields_of(model, without=("id", "mentions"))
        of[name] = arrow.schema([*key, ("id", arrow.string()), *fields])
    labels = [("label", arrow.string()), ("entity", arrow.string())]
    of["mentions"] = arrow.schema([*key, *labels, *fields_of(Mention)])
    return of


def _article_fields(arrow: Any) -> list[tuple[str, Any]]:
    errors = [(f"error_{name}", kind) for name, kind in fields_of(ProcessingError)]
    plain = [("id", arrow.string()), ("title", arrow.string()), ("text", arrow.string())]
    maker = fields_of(Producer, without=("name",))
    return [*plain, *fields_of(Source), ("warnings", arrow.list_(arrow.string())), *errors, *maker]


def rows_of(record: ArticleRecord, number: int, *, text: bool = True) -> dict[str, list[Row]]:
    """Return the rows of the article that stands at place ``number`` of the run, table by table."""
    row = row_of(record, text=text)
    key = {"article": number, "article_id": row["id"]}
    rows: dict[str, list[Row]] = {"articles": [_article_row(row, number)]}
    for name in _ENTITIES:
        rows[name] = [{**key, **{k: v for k, v in item.items() if k != "mentions"}} for item in row[name]]
    rows["mentions"] = [{**key, **mention} for mention in _mentions(row)]
    return rows


def _article_row(row: Row, number: int) -> Row:
    error = row["error"] or {}
    told = {f"error_{name}": error.get(name) for name in ProcessingError.model_fields}
    plain = {name: row[name] for name in ("id", "title", "text", "warnings")}
    maker = {name: row["producer"][name] for name in ("version", "fingerprint")}
    return {"article": number, **plain, **row["source"], **told, **maker}


def _mentions(row: Row) -> Iterator[Row]:
    """Yield every mention with its label and the id of what it mentions, list by list."""
    places = tuple(Mention.model_fields)
    for name, (_, label) in _ENTITIES.items():
        for item in row[name]:
            for mention in item.get("mentions", (item,)):
                yield {"label": label, "entity": item["id"], **{field: mention[field] for field in places}}


def tables_of(
    records: Iterable[tuple[int, ArticleRecord]], *, text: bool = True, names: Iterable[str] = TABLES
) -> dict[str, Any]:
    """Return table name → ``pyarrow.Table`` of numbered records, all held in memory."""
    arrow = library("pyarrow", "a table of records")
    gathered: dict[str, list[Row]] = {name: [] for name in names}
    for number, record in records:
        for name, rows in rows_of(record, number, text=text).items():
            if name in gathered:
                gathered[name] += rows
    return {name: arrow.Table.from_pylist(rows, schema=schemas()[name]) for name, rows in gathered.items()}
