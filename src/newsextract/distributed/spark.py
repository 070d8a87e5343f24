"""Spark: a DataFrame of articles in, a DataFrame of records out (extra ``spark``, Java 17 or newer)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from newsextract.batch.limits import check_timeout
from newsextract.config import Settings
from newsextract.distributed.batches import extract_rows
from newsextract.errors import SettingsError
from newsextract.io.arrow import record_schema, row_of
from newsextract.io.extras import library
from newsextract.io.rows import Fields

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

_AT_A_TIME = 200


def extract(
    df: DataFrame,
    text: str = "text",
    id: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    settings: Settings | None = None,
    timeout: float | None = None,
) -> DataFrame:
    """Return the records of a DataFrame of articles, a row for a row, in the record's schema.

    ``text``, ``id`` and the others name its columns; without ``id``, a record's id is the text's hash. Each
    Python worker of Spark, where newsextract must be installed, builds the pipeline once. A row that is no
    article, that fails or takes longer than ``timeout`` seconds is a row with ``error``. Raises
    :class:`SettingsError` for a column that is not there.
    """
    check_timeout(timeout)
    given = {"text": text, "id": id, "title": title, "url": url, "published": published}
    named = {field: column for field, column in given.items() if column is not None}
    for field, column in named.items():
        if column not in df.columns:
            raise SettingsError(f"{field}={column!r}: no such column; there are: {', '.join(df.columns)}")
    columns = [df[column].alias(field) for field, column in named.items()]
    work = partial(_records, settings=settings or Settings(), timeout=timeout)
    return df.select(*columns).mapInPandas(work, schema())


def schema() -> StructType:
    """Return the record's schema as Spark's; amounts are DECIMAL(38, 12)."""
    made: StructType = library("pyspark.sql.pandas.types", "Spark").from_arrow_schema(record_schema())
    return made


def _records(
    frames: Iterator[pandas.DataFrame], settings: Settings, timeout: float | None
) -> Iterator[pandas.DataFrame]:
    """Turn the frames of one partition into frames of records, few at a time: records take memory."""
    import pandas

    for frame in frames:
        for begin in range(0, len(frame), _AT_A_TIME):
            rows = (_plain(row) for row in frame[begin : begin + _AT_A_TIME].to_dict("records"))
            made = [row_of(record) for record in extract_rows(rows, Fields(), settings, timeout)]
            yield pandas.DataFrame(made, columns=record_schema().names, dtype=object)


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row with None for every kind of missing value that pandas knows."""
    import pandas

    return {name: None if pandas.api.types.is_scalar(value) and pandas.isna(value) else value
            for name, value in row.items()}  # fmt: skip
