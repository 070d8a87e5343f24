"""Libraries that are extras: imported when they are needed, or named in the error."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from newsextract.errors import SettingsError

_EXTRA = {"pyarrow": "tables", "duckdb": "tables", "pandas": "tables", "polars": "tables", "pyspark": "spark"}


def library(name: str, what: str) -> Any:
    """Return the module ``name``; raises :class:`SettingsError` saying which extra ``what`` needs."""
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise SettingsError(
            f"{what} needs {package}: pip install 'newsextract[{_EXTRA[package]}]'"
        ) from error
