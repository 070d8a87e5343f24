"""What several commands share: options, and the settings that they make."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from newsextract.config import Settings


class ReportFormat(str, Enum):
    """How a report is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


Lexicon = Annotated[
    list[Path] | None, typer.Option("--lexicon", help="A file of your own rules or names; may be repeated.")
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings in a TOML file.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that work side by side.")]


def settings_of(config: Path | None, lexicon: Sequence[Path] | None) -> Settings:
    """Read the settings and the user's own rules, so that a fault in them is said before anything runs."""
    from newsextract.config import read_settings
    from newsextract.lexicons.own import own_words

    settings = read_settings(config, lexicon=tuple(lexicon) if lexicon else None)
    own_words(settings.lexicon)
    return settings
