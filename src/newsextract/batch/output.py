"""Where a run writes to: its output, and beside a file the manifest with which a stopped run goes on."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from newsextract.batch.manifest import Manifest
from newsextract.batch.task import Task
from newsextract.errors import SettingsError
from newsextract.io.writers import LineWriter, is_stream, open_writer
from newsextract.records import Producer


class Output:
    """The output of a run; leaving the ``with`` block without an exception completes it."""

    def __init__(
        self, path: Path | None, producer: Producer, *, format: str | None, text: bool, resume: bool
    ) -> None:
        """Open the output ``path`` (None: stdout) and ``path.manifest``, which says what is done.

        Raises :class:`OutputError` for a place or a format that cannot be written, ``ManifestError`` when
        another run is writing there, :class:`SettingsError` for ``resume`` without a file.
        """
        self.manifest: Manifest | None = None
        self._text = text
        with ExitStack() as opened:
            if path is not None and not is_stream(path):
                self.manifest = Manifest(manifest_of(path), producer, resume=resume)
                opened.enter_context(self.manifest)
            elif resume:
                raise SettingsError("--resume needs an output file: -o FILE")
            self._writer = opened.enter_context(open_writer(path, format=format, text=text))
            self._opened = opened.pop_all()

    def write(self, task: Task) -> None:
        """Write one record: as the line that it came as, where lines are written."""
        if isinstance(self._writer, LineWriter):
            self._writer.write_line(task.line(text=self._text))
        else:
            self._writer.write(task.made())

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, error, trace)


def manifest_of(path: Path) -> Path:
    """Return where the manifest of an output is."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ".manifest")
