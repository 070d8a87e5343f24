"""newsextract: projects, amounts, percentages and organizations out of Chinese news.

The face of the package. Nothing heavy is imported until a name is asked for (PEP 562), so that
``import newsextract`` is cheap and leaves jieba, spaCy and pandas unloaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsextract.version import __version__

if TYPE_CHECKING:
    from newsextract.article import Article
    from newsextract.batch.runner import extract_many
    from newsextract.config import Settings, read_settings
    from newsextract.errors import NewsExtractError
    from newsextract.io.frames import to_arrow, to_pandas, to_polars
    from newsextract.pipeline import Extractor, extract, load, record_of
    from newsextract.records import (
        ArticleRecord,
        Money,
        Organization,
        Percentage,
        Project,
        ProjectGroup,
        Source,
    )
    from newsextract.viewer.notebook import display

_HOMES = {
    "Article": "article",
    "Settings": "config",
    "read_settings": "config",
    "NewsExtractError": "errors",
    "Extractor": "pipeline",
    "extract": "pipeline",
    "extract_many": "batch.runner",
    "load": "pipeline",
    "record_of": "pipeline",
    "display": "viewer.notebook",
    "to_arrow": "io.frames",
    "to_pandas": "io.frames",
    "to_polars": "io.frames",
    "ArticleRecord": "records",
    "Money": "records",
    "Organization": "records",
    "Percentage": "records",
    "Project": "records",
    "ProjectGroup": "records",
    "Source": "records",
}

__all__ = [
    "Article",
    "ArticleRecord",
    "Extractor",
    "Money",
    "NewsExtractError",
    "Organization",
    "Percentage",
    "Project",
    "ProjectGroup",
    "Settings",
    "Source",
    "__version__",
    "display",
    "extract",
    "extract_many",
    "load",
    "read_settings",
    "record_of",
    "to_arrow",
    "to_pandas",
    "to_polars",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room on first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'newsextract' has no attribute {name!r}")
    value = getattr(import_module(f"newsextract.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
