"""Records → JSONL: to stdout as they come, or to a file that is whole or not there.

A file is written as ``NAME.part`` beside its place and takes the name when all is on the disk; what a
stopped run leaves is called ``.part`` and never taken for a whole one.
"""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from newsextract.errors import OutputError
from newsextract.records import ArticleRecord

FORMATS = ("jsonl", "jsonl.gz")


class Writer(Protocol):
    """What takes records; leaving the ``with`` block without an exception completes the output."""

    def write(self, record: ArticleRecord) -> None:
        """Write one record."""

    def __enter__(self) -> Writer: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_writer(output: str | Path | None, *, format: str | None = None, text: bool = True) -> Writer:
    """Return the writer for an output (None or ``-``: stdout); ``text=False`` leaves the texts out.

    The format is ``format``, else the ending's. Raises :class:`OutputError` for one that nothing here
    writes, and for a place that cannot be written to.
    """
    if output is None or str(output) == "-":
        if format not in (None, "jsonl"):
            raise OutputError(f"stdout takes jsonl, not {format}; give -o FILE for another format")
        return StreamWriter(sys.stdout.buffer, text=text)
    path = Path(os.path.realpath(output))
    packed = (format or _format(path)) == "jsonl.gz"
    if path.exists() and not path.is_file():
        return _special(path, text)
    return FileWriter(path, packed=packed, text=text)


def _format(path: Path) -> str:
    name = path.name.lower()
    for format in sorted(FORMATS, key=len, reverse=True):
        if name.endswith(f".{format}"):
            return format
    if path.exists() and not path.is_file() and not path.is_dir():
        return "jsonl"
    ending = path.suffix or "a name without ending"
    known = ", ".join(f".{format}" for format in FORMATS)
    raise OutputError(f"{path}: cannot write {ending}; supported now: {known} (or give --format)")


def _special(path: Path, text: bool) -> Writer:
    """Open what is there and no plain file, such as a pipe or ``/dev/null``."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder; give a file")
    try:
        return StreamWriter(path.open("wb"), text=text, close=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def line_of(record: ArticleRecord, *, text: bool = True) -> bytes:
    """Return the record's line of JSONL, UTF-8 with its newline."""
    kept = record if text else record.model_copy(update={"text": None})
    return kept.to_json().encode("utf-8") + b"\n"


class StreamWriter:
    """Writes to an open stream, each record at once. A closed pipe is ``BrokenPipeError``."""

    def __init__(self, stream: BinaryIO, *, text: bool = True, close: bool = False) -> None:
        self._stream = stream
        self._text = text
        self._close = close

    def write(self, record: ArticleRecord) -> None:
        """Write one record. Raises :class:`OutputError` when the disk or device takes no more."""
        try:
            self._stream.write(line_of(record, text=self._text))
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"cannot write to the output: {error.strerror or error}") from error

    def __enter__(self) -> StreamWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._close:
            return
        try:
            self._stream.close()
        except OSError as problem:
            if kind is None:
                raise OutputError(f"cannot write to the output: {problem.strerror or problem}") from problem


class FileWriter:
    """Writes ``NAME.part`` and renames it on success; after an exception the part stays and says so."""

    def __init__(self, path: Path, *, packed: bool = False, text: bool = True) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self._text = text
        try:
            self._raw: BinaryIO = self.part.open("wb")
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}; cannot write there") from error
        self._packed = gzip.GzipFile("", "wb", fileobj=self._raw, mtime=0) if packed else None

    def write(self, record: ArticleRecord) -> None:
        """Write one record. Raises :class:`OutputError` when the disk takes no more."""
        line = line_of(record, text=self._text)
        try:
            (self._packed or self._raw).write(line)
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> FileWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close()
            if kind is None:
                os.replace(self.part, self.path)
                _sync_folder(self.path.parent)
        except OSError as problem:
            if kind is None:
                raise self._failed(problem) from problem

    def _close(self) -> None:
        try:
            if self._packed is not None:
                self._packed.close()
            self._raw.flush()
            os.fsync(self._raw.fileno())
        finally:
            self._raw.close()

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: {error.strerror or error}; what was written is in {self.part.name}")


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk, too, where the system can (a folder cannot be opened on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
