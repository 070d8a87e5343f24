"""Settings: frozen, from TOML or keywords, with a fingerprint that names them in every record."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsextract.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class Settings(BaseModel):
    """What a run can be told. Everything here that changes results is in :meth:`fingerprint`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    segmenter: Literal["auto", "jieba", "rjieba"] = Field(
        default="auto", description="auto takes rjieba when it is installed; the results are the same."
    )
    lexicon: tuple[Path, ...] = Field(
        default=(), description="Files of the user's own rules (.toml) or names."
    )
    max_chars: int = Field(
        default=50_000_000, gt=0, description="Articles longer than this are refused with an error record."
    )

    def fingerprint(self, data: str = "") -> str:
        """Name the settings and the lexicon data (``data``: its checksum) in 16 hex digits.

        The segmenter is left out: it changes the speed only, never a record.
        """
        parts = [data, str(self.max_chars)]
        parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.lexicon]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def read_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Read settings from a TOML file (``[newsextract]`` or top level); keywords that are not None win.

    Raises :class:`SettingsError` naming the file and the key that is wrong.
    """
    values: dict[str, Any] = {}
    if path is not None:
        values = _read_toml(path)
    values.update({key: value for key, value in overrides.items() if value is not None})
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path or 'settings'}: {key}: {first['msg']}") from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; give a readable TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    section = content.get("newsextract", content)
    if not isinstance(section, dict):
        raise SettingsError(f"{path}: newsextract must be a table")
    return dict(section)
