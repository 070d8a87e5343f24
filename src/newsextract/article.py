"""An article on its way in: the text and what is known of where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from newsextract.records import ProcessingError, Source


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader gives it.

    ``text`` is as decoded, nothing trimmed. ``error`` is set when the reader could not make an article
    of what it read; the pipeline then passes it on as an error record, so that none is lost.
    """

    text: str
    id: str | None = None
    title: str | None = None
    source: Source = field(default_factory=Source)
    warnings: tuple[str, ...] = ()
    error: ProcessingError | None = None

    @property
    def key(self) -> str:
        """The id: the one given, else the first 16 hex digits of the text's sha256."""
        return self.id if self.id is not None else text_id(self.text)


def text_id(text: str) -> str:
    """Name a text by the first 16 hex digits of its sha256 (lone surrogates are hashed as such)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
