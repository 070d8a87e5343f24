"""What a run did, in numbers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from newsextract.batch.task import Task


@dataclass(slots=True)
class Summary:
    """The counts of a run so far: ``read`` is ``done`` + ``resumed`` + ``failed``.

    ``characters`` are those of articles that were worked on, not of those that an earlier run has done.
    """

    read: int = 0
    done: int = 0
    resumed: int = 0
    failed: int = 0
    warnings: int = 0
    characters: int = 0
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    def begin(self) -> None:
        """Start the clock again: the first article is asked for now, the pipeline is built."""
        self.started = time.monotonic()

    def count(self, task: Task) -> None:
        """Add one article: its record was made now, or by an earlier run."""
        self.read += 1
        failed = False
        if not task.is_all_well():
            self.warnings += len(task.made().warnings)
            failed = task.made().error is not None
        if task.resumed:
            self.resumed += 1
        else:
            self.failed += failed
            self.done += not failed
            self.characters += task.characters()
        self.seconds = time.monotonic() - self.started

    def line(self) -> str:
        """Return the line that ends a run."""
        return (
            f"read {self.read} done {self.done} resumed {self.resumed} failed {self.failed}"
            f" warnings {self.warnings} characters/s {self.speed()}"
        )

    def speed(self) -> int:
        """Return the characters a second so far."""
        return round(self.characters / self.seconds) if self.seconds else 0
