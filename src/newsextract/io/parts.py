"""Outputs that are whole or not there: written as ``NAME.part`` and renamed when all is on the disk.

What a stopped run leaves is called ``.part`` and never taken for a whole one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsextract.errors import OutputError

WHOLE = ".newsextract"
"""What a folder of tables holds beside them, so that it is known for ours when it is to be replaced."""


def part_of(path: Path) -> Path:
    """Return where an output is written until it is whole."""
    return path.with_name(path.name + ".part")


@contextmanager
def explained(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what the disk (or a library that writes to it) complains of into :class:`OutputError`."""
    caught: tuple[type[Exception], ...] = (OSError, *kinds)
    try:
        yield
    except caught as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise OutputError(f"{path}: {reason}; what was written is in {part_of(path).name}") from error


def complete(path: Path) -> None:
    """Give the part of ``path``, a file, its name; all of it is on the disk before. May raise ``OSError``."""
    part = part_of(path)
    _sync(part)
    os.replace(part, path)
    sync_folder(path.parent)


def complete_folder(path: Path) -> None:
    """Give the part of ``path``, a folder, its name, in the place of an older one of ours."""
    part = part_of(path)
    (part / WHOLE).touch()
    for file in part.iterdir():
        _sync(file)
    sync_folder(part)
    older = path.with_name(path.name + ".old")
    if path.exists():
        os.replace(path, older)
    os.replace(part, path)
    sync_folder(path.parent)
    shutil.rmtree(older, ignore_errors=True)


def new_folder(path: Path) -> Path:
    """Return an empty part of ``path``; raises :class:`OutputError` when a folder not ours is in its place."""
    if path.exists() and not (path / WHOLE).is_file() and (not path.is_dir() or any(path.iterdir())):
        raise OutputError(f"{path} is there and was not written by newsextract; give another place")
    part = part_of(path)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}; cannot write there") from error
    return part


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put new names on the disk, too, where the system can (a folder cannot be opened on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
