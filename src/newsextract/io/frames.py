"""Records → tables in memory for pyarrow, pandas and polars (extra ``tables``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from newsextract.io.extras import library
from newsextract.io.flat import TABLES, tables_of
from newsextract.records import ArticleRecord

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_AT_A_TIME = 500


def to_arrow(records: Iterable[ArticleRecord], *, mentions: bool = False) -> dict[str, pyarrow.Table]:
    """Return records as flat ``pyarrow`` tables.

    They are ``articles``, ``money``, ``percentages``, ``organizations``, ``projects`` and
    ``project_groups``, with ``mentions`` also a table of every single mention. The column ``article``
    (the record's place, from 1) joins them; amounts are ``decimal128(38, 12)``. Raises
    :class:`SettingsError` when pyarrow is not installed.
    """
    arrow = library("pyarrow", "to_arrow")
    names = [name for name in TABLES if mentions or name != "mentions"]
    parts = [tables_of(batch, names=names) for batch in _batches(records)] or [tables_of((), names=names)]
    return {name: arrow.concat_tables(part[name] for part in parts) for name in names}


def to_pandas(records: Iterable[ArticleRecord], *, mentions: bool = False) -> dict[str, pandas.DataFrame]:
    """Return records as pandas frames, see :func:`to_arrow`; the columns have Arrow's types, so that
    amounts stay exact decimals and a missing value is ``pd.NA``, never a float."""
    kind = library("pandas", "to_pandas").ArrowDtype
    tables = to_arrow(records, mentions=mentions)
    return {name: table.to_pandas(types_mapper=kind) for name, table in tables.items()}


def to_polars(records: Iterable[ArticleRecord], *, mentions: bool = False) -> dict[str, polars.DataFrame]:
    """Return records as polars frames, see :func:`to_arrow`."""
    read = library("polars", "to_polars").from_arrow
    return {name: read(table) for name, table in to_arrow(records, mentions=mentions).items()}


def _batches(records: Iterable[ArticleRecord]) -> Iterator[list[tuple[int, ArticleRecord]]]:
    numbered = enumerate(records, 1)
    while batch := list(islice(numbered, _AT_A_TIME)):
        yield batch
