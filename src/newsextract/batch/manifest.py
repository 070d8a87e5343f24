"""What a run has done, on the disk beside its output: with it a stopped run goes on where it was.

A SQLite file of packed records, keyed by article id, content hash (the text and all else that the reader
gave), settings fingerprint and version. It is committed every second, so a kill, a power cut or a full
disk costs no more than that. Articles that failed are not in it: they are tried again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from newsextract.article import Article
from newsextract.batch.packed import unpack
from newsextract.errors import ManifestError, OutputError
from newsextract.records import ArticleRecord, Producer

_FORM = 1
_COMMIT_SECONDS = 1.0
_TABLE = """
create table if not exists done (
    id blob, content blob, fingerprint text, version text, run integer, record blob,
    primary key (id, content, fingerprint, version)
)"""

Key = tuple[bytes, bytes, str, str]


class Manifest:
    """The manifest of one output; one run at a time has it open."""

    def __init__(self, path: Path, producer: Producer, *, resume: bool) -> None:
        """Open ``path``, begun anew unless ``resume``.

        Raises :class:`ManifestError` for one that another run has open or that cannot be read, and
        :class:`OutputError` where none can be written.
        """
        self.path = path
        self._producer = producer
        self._committed = time.monotonic()
        self._reused: list[tuple[int]] = []
        if not resume:
            _remove_unreadable(path)
        with self._told():
            self._base = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                self._run = self._opened(resume)
            except BaseException:
                self._base.close()
                raise

    def _opened(self, resume: bool) -> int:
        """Lock the file, make sure of its form, and return this run's number."""
        self._base.execute("pragma auto_vacuum = full")
        self._base.execute("pragma locking_mode = exclusive")
        self._base.execute("begin exclusive")
        (form,) = self._base.execute("pragma user_version").fetchone()
        if form not in (0, _FORM) and resume:
            raise ManifestError(f"{self.path}: of another version; delete it to start from the beginning")
        if not resume:
            self._base.execute("drop table if exists done")
        self._base.execute(_TABLE)
        self._base.execute(f"pragma user_version = {_FORM}")
        (last,) = self._base.execute("select max(run) from done").fetchone()
        return (last or 0) + 1

    def find(self, article: Article) -> ArticleRecord | None:
        """Return the record of this very article, made with these settings by this version."""
        with self._told():
            found = self._base.execute(
                "select rowid, run, record from done"
                " where id = ? and content = ? and fingerprint = ? and version = ?",
                self._key(article),
            ).fetchone()
        if found is None:
            return None
        row, run, packed = found
        try:
            record = unpack(packed, article)
        except (zlib.error, ValueError):  # spoilt on the disk: made again
            return None
        if run != self._run:
            self._reused.append((row,))
            self._commit_when_due()
        return record

    def add(self, article: Article, packed: bytes) -> None:
        """Keep the packed record of an article that is done."""
        with self._told():
            self._base.execute(
                "insert or replace into done values (?, ?, ?, ?, ?, ?)",
                (*self._key(article), self._run, packed),
            )
        self._commit_when_due()

    def _key(self, article: Article) -> Key:
        id = article.key.encode("utf-8", "surrogatepass")
        return id, content_hash(article), self._producer.fingerprint, self._producer.version

    def _commit_when_due(self) -> None:
        if time.monotonic() - self._committed > _COMMIT_SECONDS:
            with self._told():
                self._commit()
                self._base.execute("begin exclusive")
            self._committed = time.monotonic()

    def _commit(self) -> None:
        if self._reused:
            self._base.executemany(f"update done set run = {self._run} where rowid = ?", self._reused)
            self._reused.clear()
        self._base.execute("commit")

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put all on the disk; after a whole run, forget what no article of it has used."""
        try:
            with self._told():
                if self._base.in_transaction:
                    self._commit()
                if kind is None:
                    self._base.execute("delete from done where run < ?", (self._run,))
        except OutputError:
            if kind is None:
                raise
        finally:
            self._close(kind is None)

    def _close(self, whole: bool) -> None:
        """Close the file; one that a stopped run has left empty is removed."""
        try:
            empty = not whole and self._base.execute("select 1 from done limit 1").fetchone() is None
        except sqlite3.DatabaseError:
            empty = False
        self._base.close()
        if empty:
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what SQLite has to complain of in our words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._complaint(error) from error

    def _complaint(self, error: sqlite3.DatabaseError) -> Exception:
        told = str(error)
        if "locked" in told:
            return ManifestError(f"{self.path}: another run is writing this output")
        if "unable to open" in told or "readonly" in told:
            return OutputError(f"{self.path}: cannot write there")
        if isinstance(error, sqlite3.OperationalError):
            return OutputError(f"{self.path}: {told}; make room or give another place, then --resume")
        return ManifestError(f"{self.path}: {told}; delete it to start from the beginning")


def content_hash(article: Article) -> bytes:
    """Return the sha256 of all that an article brings: a change of any of it changes the record."""
    about = (article.title, article.source.model_dump_json(), article.warnings)
    digest = hashlib.sha256(repr(about).encode("utf-8", "surrogatepass"))
    digest.update(article.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _remove_unreadable(path: Path) -> None:
    """Remove what stands in the way of a new manifest: a file that is none."""
    try:
        with path.open("rb") as file:
            begins = file.read(16)
        if begins and begins != b"SQLite format 3\0":
            path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}; cannot write there") from error
