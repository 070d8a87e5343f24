"""JSON Schema of what goes out and of what the gold holds, made from the models themselves."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from newsextract.errors import OutputError
from newsextract.evaluation.gold import GoldArticle
from newsextract.records import ArticleRecord

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return file name → JSON Schema, keys sorted, the same bytes for the same models."""
    return {
        "gold.schema.json": _written(GoldArticle, "validation"),
        "record.schema.json": _written(ArticleRecord, "serialization"),
    }


def _written(model: type[BaseModel], mode: str) -> str:
    made = model.model_json_schema(mode="serialization" if mode == "serialization" else "validation")
    return json.dumps({"$schema": _DIALECT, **made}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into ``folder`` and return the files. Raises :class:`OutputError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in schemas().items():
            (folder / name).write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error
    return [folder / name for name in schemas()]


def outdated(folder: Path) -> list[Path]:
    """Return the schema files in ``folder`` that are missing or not what the models say now."""
    return [folder / name for name, content in schemas().items() if _read(folder / name) != content]


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
