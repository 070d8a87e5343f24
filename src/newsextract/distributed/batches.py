"""A batch of rows in, a batch of records out: the plain functions that Ray Data, Dask and Spark call.

The pipeline is built once in each process that calls them. The columns of what comes out are the fields of
the record, nested as it is; a row that is no article is an error record in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from newsextract.article import Article
from newsextract.batch.limits import check_timeout
from newsextract.config import Settings
from newsextract.errors import ArticleError, SettingsError
from newsextract.io.arrow import record_schema, row_of
from newsextract.io.extras import library
from newsextract.io.rows import Fields, article_of, failed_article
from newsextract.records import ArticleRecord

if TYPE_CHECKING:
    import pandas
    import pyarrow


def extract_table(
    table: pyarrow.Table,
    *,
    fields: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    timeout: float | None = None,
) -> pyarrow.Table:
    """Return the records of a table of articles, a row for a row, in the record's schema.

    Its columns are ``text`` and, where there are such, ``id``, ``title``, ``url`` and ``published``;
    ``fields`` names those that are called otherwise: ``{"text": "content"}``. Raises
    :class:`SettingsError` when there is no column of texts.
    """
    names = _names(table.column_names, fields)
    records = extract_rows(table.to_pylist(), names, settings or Settings(), timeout)
    rows = [row_of(record) for record in records]
    made: pyarrow.Table = library("pyarrow", "extract_table").Table.from_pylist(rows, schema=record_schema())
    return made


def extract_frame(
    frame: pandas.DataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    timeout: float | None = None,
) -> pandas.DataFrame:
    """Return the records of a pandas frame of articles as a frame, see :func:`extract_table`."""
    arrow, kind = library("pyarrow", "extract_frame"), library("pandas", "extract_frame").ArrowDtype
    names = _names(frame.columns, fields)
    wanted = [name for name in names.columns() if name in frame.columns]
    table = arrow.Table.from_pandas(frame[wanted], preserve_index=False)
    made = extract_table(table, fields=fields, settings=settings, timeout=timeout)
    return cast("pandas.DataFrame", made.to_pandas(types_mapper=kind).set_axis(frame.index))


def extract_rows(
    rows: Iterable[Mapping[str, Any]], names: Fields, settings: Settings, timeout: float | None
) -> Iterator[ArticleRecord]:
    """Yield the record of every row."""
    from newsextract.batch.single import record_of_article

    check_timeout(timeout)
    for row in rows:
        yield record_of_article(_article(row, names), settings, timeout)


def _article(row: Mapping[str, Any], names: Fields) -> Article:
    try:
        return article_of(row, names)
    except ArticleError as error:
        return failed_article(str(row.get(names.id) or "row"), error)


def _names(columns: Iterable[str], fields: Mapping[str, str] | None) -> Fields:
    names = Fields.named(fields or {})
    listed = list(columns)
    if names.text not in listed and names.html not in listed:
        raise SettingsError(
            f"no column {names.text!r} or {names.html!r}; there are: {', '.join(map(str, listed))}"
        )
    return names
