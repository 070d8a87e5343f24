"""Lexicons: the words, units and names as data files, and the one loader that checks them.

A lexicon is read once per process when it is first asked for and is never changed afterwards.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from newsextract.errors import LexiconError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the TOML lexicon ``name`` (without its ending); treat it as read-only.

    Raises :class:`LexiconError` with file and line when it is not valid TOML.
    """
    path = resources.files(__name__).joinpath(f"{name}.toml")
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}") from error
    return content


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of the text lexicon ``name`` (with its ending), comments and blank ones out."""
    content = resources.files(__name__).joinpath(name).read_text("utf-8")
    return tuple(line for raw in content.splitlines() if (line := raw.strip()) and not line.startswith("#"))


def files(folder: str) -> tuple[str, ...]:
    """Return the names of the text lexicons in ``folder``, sorted."""
    found = resources.files(__name__).joinpath(folder).iterdir()
    return tuple(sorted(f"{folder}/{item.name}" for item in found if item.name.endswith(".txt")))


@lru_cache(maxsize=1)
def checksum() -> str:
    """Name the content of all lexicon files in 16 hex digits: a changed word changes the fingerprint."""
    digest = hashlib.sha256()
    root = resources.files(__name__)
    names = sorted(item.name for item in root.iterdir() if item.name.endswith((".toml", ".txt")))
    for name in (*names, *files("organizations")):
        digest.update(name.encode())
        digest.update(root.joinpath(name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def alternation(words: Iterable[str]) -> str:
    """Return a regex that matches any of ``words``, the longest first; empty lists match nothing."""
    from regex import escape

    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(escape(word) for word in ordered) + ")" if ordered else r"(?!)"
