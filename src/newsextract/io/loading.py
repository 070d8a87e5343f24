"""Records back from the JSONL that was written of them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pydantic import ValidationError

from newsextract.errors import InputError
from newsextract.io.paths import ending, is_gz, shown
from newsextract.records import ArticleRecord


def read_records(path: str | Path) -> Iterator[ArticleRecord]:
    """Yield the records of a ``.jsonl`` or ``.jsonl.gz`` file, checked as any record is.

    Raises :class:`InputError` naming file and line for what is no record.
    """
    name = shown(str(path))
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, f"{name}:{number}")
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; give records that extract has written") from error
    except (OSError, EOFError) as error:
        raise InputError(f"{name}: {getattr(error, 'strerror', None) or error}") from error


def holds_records(path: str | Path) -> bool:
    """Tell whether a file's first line is a record rather than an article."""
    if ending(str(path)) != ".jsonl" or not Path(path).is_file():
        return False
    try:
        next(read_records(path), None)
    except InputError:
        return False
    return True


def _open(path: str | Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if is_gz(str(path)) else open(path, "rb")


def _record(line: bytes, where: str) -> ArticleRecord:
    try:
        return ArticleRecord.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "line"
        raise InputError(f"{where}: no record of newsextract: {place}: {first['msg']}") from error
