"""One tree of errors. Each message says what was wrong, where, and what to do about it."""

from __future__ import annotations


class NewsExtractError(Exception):
    """Anything that newsextract refuses; catch this to catch them all."""


class SettingsError(NewsExtractError):
    """Settings, options or a configuration file that cannot be used."""


class LexiconError(NewsExtractError):
    """A lexicon file that cannot be read; the message names file and line."""


class InputError(NewsExtractError):
    """An input that cannot be opened at all (a missing path, an unknown ending)."""


class ArticleError(NewsExtractError):
    """One article that cannot be processed.

    Becomes the ``error`` of that article's record; the run goes on.
    """

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
        self.message = message


class OutputError(NewsExtractError):
    """Records that cannot be written (full disk, unknown format)."""


class WorkerError(NewsExtractError):
    """Worker processes that cannot be started."""


class ManifestError(NewsExtractError):
    """A manifest that cannot be read, or that another run is using."""


class GoldError(NewsExtractError):
    """A gold file that breaks its own rules; the message names line and reason."""
