"""Settings: frozen, from TOML or keywords, with a fingerprint that names them in every record."""

from __future__ import annotations

import hashlib
import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsextract.errors import SettingsError
from newsextract.toml_places import line_of, syntax_fault

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_SECTION = "newsextract"


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
    content = "" if path is None else _content(path)
    values = {} if path is None else _section(path, content)
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**{**values, **given})
    except ValidationError as error:
        faults = []
        for fault in error.errors():
            key = fault["loc"][0]
            in_file = path is not None and key not in given
            where = f"{path}:{_line(content, key)}" if in_file else "settings"
            faults.append(f"{where}: {'.'.join(map(str, fault['loc']))}: {_told(fault)}")
        raise SettingsError("\n".join(faults)) from error


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; give a readable TOML file") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _section(path: Path, content: str) -> dict[str, Any]:
    """Return the settings of a file: its table ``newsextract``, else all of it."""
    try:
        read = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(syntax_fault(str(path), content, error)) from error
    section = read.get(_SECTION, read)
    if not isinstance(section, dict):
        raise SettingsError(
            f"{path}:{line_of(content, (_SECTION,))}: {_SECTION}: write it as a table, [{_SECTION}]"
        )
    return section


def _line(content: str, key: str | int) -> int:
    return line_of(content, (_SECTION, key) if _SECTION in tomllib.loads(content) else (key,))


def _told(fault: Any) -> str:
    """Return what is wrong with a setting, in words."""
    if fault["type"] == "extra_forbidden":
        known = list(Settings.model_fields)
        near = get_close_matches(str(fault["loc"][0]), known, 1)
        return f"unknown{f'; {near[0]}?' if near else ''} (one of: {', '.join(known)})"
    if fault["type"] == "tuple_type":
        return (
            f"a list in [ ] is wanted: write [{json.dumps(fault['input'], ensure_ascii=False, default=str)}]"
        )
    return str(fault["msg"])
