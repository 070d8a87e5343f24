"""Records → outputs: JSON lines to stdout as they come, or files that are whole or not there.

What a file is to be is said by its ending or by ``format``. A file is written as ``NAME.part`` beside its
place and takes the name when all is on the disk.
"""

from __future__ import annotations

import gzip
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from newsextract.errors import OutputError
from newsextract.io.parts import complete, complete_folder, explained, new_folder, part_of
from newsextract.io.sinks import FlatCsv, FlatParquet, MentionCsv, NestedParquet, Sink
from newsextract.records import ArticleRecord

FORMATS = ("jsonl", "jsonl.gz", "parquet", "csv", "duckdb", "parquet-tables", "csv-tables")
"""The last two are folders of flat tables and are only had by ``format``."""

_BATCH_RECORDS = 500
_BATCH_CHARACTERS = 2_000_000


class Writer(Protocol):
    """What takes records; leaving the ``with`` block without an exception completes the output."""

    def write(self, record: ArticleRecord) -> None:
        """Write one record."""

    def __enter__(self) -> Writer: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class LineWriter(ABC):
    """Writes lines of JSON: of records, or such as another process has made of them."""

    def __init__(self, *, text: bool) -> None:
        self._text = text

    def write(self, record: ArticleRecord) -> None:
        """Write one record. Raises :class:`OutputError` when the disk or device takes no more."""
        self.write_line(line_of(record, text=self._text))

    @abstractmethod
    def write_line(self, line: bytes) -> None:
        """Write one line, which has its newline. Raises as :meth:`write` does."""


def open_writer(output: str | Path | None, *, format: str | None = None, text: bool = True) -> Writer:
    """Return the writer for an output (None or ``-``: stdout); ``text=False`` leaves the texts out.

    The format is ``format``, else the ending's. Raises :class:`OutputError` for one that nothing here
    writes, and for a place that cannot be written to.
    """
    if format is not None and format not in FORMATS:
        raise OutputError(f"format {format}: one of {', '.join(FORMATS)}")
    if output is None or str(output) == "-":
        if format not in (None, "jsonl"):
            raise OutputError(f"stdout takes jsonl, not {format}; give -o FILE for another format")
        return StreamWriter(sys.stdout.buffer, text=text)
    path = Path(os.path.realpath(output))
    kind = format or _format(path)
    if path.exists() and not path.is_file() and not kind.endswith("-tables"):
        return _special(path, kind, text)
    if kind.startswith("jsonl"):
        return FileWriter(path, packed=kind == "jsonl.gz", text=text)
    return TableWriter(path, kind, text=text)


def is_stream(output: str | Path | None) -> bool:
    """Tell that an output is no file of its own: stdout, a pipe, a device."""
    if output is None or str(output) == "-":
        return True
    path = Path(output)
    return path.exists() and not path.is_file() and not path.is_dir()


def _format(path: Path) -> str:
    name = path.name.lower()
    for format in sorted(FORMATS, key=len, reverse=True):
        if name.endswith(f".{format}"):
            return format
    if is_stream(path):
        return "jsonl"
    ending = path.suffix or "a name without ending"
    known = ", ".join(f".{format}" for format in FORMATS if not format.endswith("-tables"))
    raise OutputError(f"{path}: cannot write {ending}; supported now: {known} (or give --format)")


def _special(path: Path, kind: str, text: bool) -> Writer:
    """Open what is there and no plain file, such as a pipe or ``/dev/null``."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder; give a file, or --format parquet-tables or csv-tables")
    if kind != "jsonl":
        raise OutputError(f"{path} takes jsonl, not {kind}; give a file for another format")
    try:
        return StreamWriter(path.open("wb"), text=text, close=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def line_of(record: ArticleRecord, *, text: bool = True) -> bytes:
    """Return the record's line of JSONL, UTF-8 with its newline."""
    kept = record if text else record.model_copy(update={"text": None})
    return kept.to_line()


class StreamWriter(LineWriter):
    """Writes to an open stream, each record at once. A closed pipe is ``BrokenPipeError``."""

    def __init__(self, stream: BinaryIO, *, text: bool = True, close: bool = False) -> None:
        super().__init__(text=text)
        self._stream = stream
        self._close = close

    def write_line(self, line: bytes) -> None:
        """Write one line at once. Raises :class:`OutputError` when the disk or device takes no more."""
        try:
            self._stream.write(line)
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


class FileWriter(LineWriter):
    """Writes JSON lines to ``NAME.part``, which gets its name on success; after an exception it stays."""

    def __init__(self, path: Path, *, packed: bool = False, text: bool = True) -> None:
        super().__init__(text=text)
        self.path = path
        try:
            self._raw: BinaryIO = part_of(path).open("wb")
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}; cannot write there") from error
        self._packed = gzip.GzipFile("", "wb", fileobj=self._raw, mtime=0) if packed else None

    def write_line(self, line: bytes) -> None:
        """Write one line. Raises :class:`OutputError` when the disk takes no more."""
        with explained(self.path):
            (self._packed or self._raw).write(line)

    def __enter__(self) -> FileWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with explained(self.path):
                self._close()
                if kind is None:
                    complete(self.path)
        except OutputError:
            if kind is None:
                raise

    def _close(self) -> None:
        try:
            if self._packed is not None:
                self._packed.close()
        finally:
            self._raw.close()


class TableWriter:
    """Writes tables, a batch of records at a time, into a part; see :class:`FileWriter`."""

    def __init__(self, path: Path, kind: str, *, text: bool = True) -> None:
        self.path = path
        self._is_folder = kind.endswith("-tables")
        self._held: list[tuple[int, ArticleRecord]] = []
        self._characters = 0
        self._number = 0
        part = new_folder(path) if self._is_folder else part_of(path)
        try:
            self._sink = _sink(kind, part, text)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}; cannot write there") from error

    def write(self, record: ArticleRecord) -> None:
        """Write one record. Raises :class:`OutputError` when the disk takes no more."""
        self._number += 1
        self._held.append((self._number, record))
        self._characters += len(record.text or "")
        if len(self._held) >= _BATCH_RECORDS or self._characters >= _BATCH_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        batch, self._held, self._characters = self._held, [], 0
        with explained(self.path, *self._sink.errors):
            self._sink.add(batch)

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
            with explained(self.path, *self._sink.errors):
                self._sink.close()
                if kind is None:
                    (complete_folder if self._is_folder else complete)(self.path)
        except OutputError:
            if kind is None:
                raise


def _sink(kind: str, part: Path, text: bool) -> Sink:
    """Open the sink of a format."""
    if kind == "duckdb":
        from newsextract.io.database import Database

        return Database(part, text=text)
    kinds: dict[str, Callable[..., Sink]] = {
        "parquet": NestedParquet, "csv": MentionCsv, "parquet-tables": FlatParquet, "csv-tables": FlatCsv,
    }  # fmt: skip
    return kinds[kind](part, text=text)
