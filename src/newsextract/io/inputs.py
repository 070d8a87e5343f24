"""What a reader is given: an open input, its names and limits, and which fields of a row mean what."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.io import paths as files
from newsextract.io.encodings import decode
from newsextract.io.meter import Meter
from newsextract.io.rows import Fields, failed_article
from newsextract.records import Source

_FREE_BYTES = 100_000_000
_MOST_RATIO = 250


@dataclass(frozen=True, slots=True)
class Input:
    """An open input: its bytes, how it is called, and how much of it may be one article."""

    stream: BinaryIO
    name: str
    stem: str
    source: Source
    max_bytes: int
    fields: Fields = field(default_factory=Fields)

    def too_long(self) -> ArticleError:
        """Return what is said of an article over the limit."""
        return ArticleError("read", f"more than {self.max_bytes} bytes in one article")

    def row_failed(self, number: int, error: ArticleError) -> Article:
        """Return the article that stands for the row ``number`` that could not be read."""
        told = ArticleError(error.stage, f"{self.name}:{number}: {error.message}")
        return failed_article(f"{self.stem}:{number}", told, self.source)

    def rest(self, begun: bytes = b"") -> bytes:
        """Return ``begun`` and all that follows. Raises :class:`ArticleError` when it is over the limit."""
        raw = begun + self.stream.read(self.max_bytes + 1 - len(begun))
        if len(raw) > self.max_bytes:
            raise self.too_long()
        return raw


def read_text(given: Input, begun: bytes = b"") -> Iterator[Article]:
    """Yield the one article of a plain text that starts with ``begun``, named by the file's stem."""
    try:
        found = decode(given.rest(begun))
    except ArticleError as error:
        yield failed_article(given.stem, error, given.source)
        return
    source = given.source.model_copy(update={"encoding": found.encoding})
    yield Article(found.text, id=given.stem, source=source, warnings=found.warnings)


@contextmanager
def opened(path: str, meter: Meter) -> Iterator[BinaryIO]:
    """Open a file, unpacking ``.gz``; one that unpacks to far more than any text does is an ``OSError``."""
    with open(path, "rb") as raw, meter.following(raw, path):
        if not files.is_gz(path):
            yield raw
            return
        with _Unpacked(raw) as unpacked:
            yield cast(BinaryIO, unpacked)


class _Unpacked(gzip.GzipFile):
    """A gzip file that stops at a bomb: text shrinks to a tenth, deflate cannot do better than 1/1032."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(fileobj=raw)
        self._packed = raw
        self._length = 0

    def read(self, size: int | None = -1) -> bytes:
        """Read unpacked bytes. Raises ``OSError`` when they are out of all proportion."""
        return self._counted(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        """Read some unpacked bytes, see :meth:`read`."""
        return self._counted(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        """Read a line, see :meth:`read`."""
        return self._counted(super().readline(-1 if size is None else size))

    def _counted(self, data: bytes) -> bytes:
        self._length += len(data)
        if self._length > _FREE_BYTES and self._length > _MOST_RATIO * self._packed.tell():
            raise OSError(f"gzip data that unpacks to more than {_MOST_RATIO} times its size is not read on")
        return data
