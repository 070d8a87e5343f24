"""An article on its way to its record, and from there to the output.

A record that a worker answers with was validated where it was made. Where a line of JSON is all that is
wanted, it stays the JSON it came as; an object is made of it only for those who ask.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from pydantic_core import to_json

from newsextract.article import Article
from newsextract.batch.packed import unpack
from newsextract.failure import text_of
from newsextract.io.writers import line_of
from newsextract.records import ArticleRecord

# No string of JSON holds these bytes: a quotation mark inside one has a backslash before it.
_NO_TEXT = b',"text":null,"source":{'
_ALL_WELL = b',"warnings":[],"error":null,"producer":{'


@dataclass(slots=True, eq=False)
class Task:
    """An article and its record, which is there already (``record``) or comes ``packed``."""

    article: Article
    record: ArticleRecord | None = None
    packed: bytes | None = None
    resumed: bool = False
    deaths: int = 0
    _json: bytes | None = None

    def done(self) -> bool:
        """Tell that there is a record."""
        return self.packed is not None or self.record is not None

    def made(self) -> ArticleRecord:
        """Return the record of a task that is done."""
        if self.record is None:
            self.record = unpack(self.packed or b"", self.article)
        return self.record

    def is_all_well(self) -> bool:
        """Tell that the record has neither an error nor a warning."""
        if self.record is None:
            return _ALL_WELL in self._bare()
        return self.record.error is None and not self.record.warnings

    def line(self, *, text: bool = True) -> bytes:
        """Return the record's line of JSONL, UTF-8 with its newline; ``text=False`` leaves the text out."""
        if self.record is not None:
            return line_of(self.record, text=text)
        before, null, behind = self._bare().partition(_NO_TEXT)
        said = null.replace(b"null", to_json(text_of(self.article)), 1) if text else null
        return b"".join((before, said, behind, b"\n"))

    def characters(self) -> int:
        """Return how long the record's text is."""
        return len(self.article.text) if self.record is None else len(self.record.text or "")

    def _bare(self) -> bytes:
        """Return the record's JSON without the text."""
        if self._json is None:
            self._json = zlib.decompress(self.packed or b"")
        return self._json
