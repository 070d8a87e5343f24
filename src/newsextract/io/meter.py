"""How far the reading is, in bytes of the input files: what a progress bar goes by."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO


class Meter:
    """Bytes of all inputs (``total``, None where it cannot be known) and of those read so far."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._before = 0
        self._open: BinaryIO | None = None

    def expect(self, files: Iterable[str] | None) -> None:
        """Take the sizes of the files that will be read; None says that there is no telling."""
        if files is None:
            self.total = None
            return
        self.total = sum(_size(file) for file in files)

    @contextmanager
    def following(self, file: BinaryIO, path: str) -> Iterator[None]:
        """Count a file as read, by its position while it is open."""
        self._open = file
        try:
            yield
        finally:
            self._open = None
            self._before += _size(path)

    def position(self) -> int:
        """Return the bytes read so far."""
        here = self._open
        return self._before + (here.tell() if here is not None and not here.closed else 0)


def _size(path: str) -> int:
    """Return the size of a file, 0 for one that is gone: the reader will say so."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
