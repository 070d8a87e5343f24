"""On which line of a TOML file something stands: ``tomllib`` reads the values and forgets the lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# What may still be open where a file is cut: a list, a table in one line, both in each other.
_CLOSERS = ("", "]", "]}", "}", "}]", "]}]")


def line_of(content: str, place: Sequence[str | int]) -> int:
    """Return the line (from 1) on which ``place`` ends in a valid TOML ``content``.

    ``place`` is a way of keys and list positions. A longer beginning of the file holds all that a shorter
    one holds, so the shortest one that holds the place is found by halving.
    """
    lines = content.splitlines()
    low, high = 1, max(1, len(lines))
    while low < high:
        middle = (low + high) // 2
        if _holds(_beginning(lines, middle), place):
            high = middle
        else:
            low = middle + 1
    return low


def _beginning(lines: Sequence[str], count: int) -> dict[str, Any]:
    """Read the first ``count`` lines, or fewer where they end in the middle of a value."""
    for end in range(count, 0, -1):
        beginning = "\n".join(lines[:end])
        for closer in _CLOSERS:
            try:
                content: dict[str, Any] = tomllib.loads(beginning + closer)
            except tomllib.TOMLDecodeError:
                continue
            return content
    return {}


def _holds(content: Any, place: Sequence[str | int]) -> bool:
    for part in place:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
