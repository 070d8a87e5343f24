"""Where in a TOML file something stands or is wrong: ``tomllib`` reads the values and forgets the lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# What may still be open where a file is cut: a list, a table in one line, both in each other.
_CLOSERS = ("", "]", "]}", "}", "}]", "]}]")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_QUOTED = re.compile(r"""\"(?:[^"\\\\]|\\\\.)*"|'[^']*'|#.*""")
# Marks of a Chinese keyboard, and what TOML wants in their place.
_MARKS = {
    **{chr(0xFEE0 + ord(mark)): mark for mark in ",[]=.{}#\"'-_"},
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    "、": ",",
    "【": "[",
    "】": "]",
    "「": '"',
    "」": '"',
    "　": "a plain space",
}
_HINTS = {
    "Cannot declare": "a table stands twice: put its keys under one heading",
    "Cannot overwrite": "a key stands twice: keep one of them",
    "Unclosed array": "close the list with ]",
    "Invalid value": 'write words in quotes, as "智造港"',
}


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


def syntax_fault(source: str, content: str, error: tomllib.TOMLDecodeError) -> str:
    """Say why a file is no TOML: ``own.toml:2: not valid TOML: …``, and what to write instead."""
    said = str(error)
    lines = content.splitlines() or [""]
    place = _PLACE.search(said)
    line = int(place[1]) if place is not None and place[1] else len(lines)
    column = f" (column {place[2]})" if place is not None and place[2] else ""
    told = f"{source}:{line}: not valid TOML: {_PLACE.sub('', said)}{column}"
    hint = _full_width(lines[min(line, len(lines)) - 1])
    hint = hint or next((words for begin, words in _HINTS.items() if said.startswith(begin)), "")
    return f"{told}; {hint}" if hint else told


def _full_width(line: str) -> str:
    """Name the first mark of a Chinese keyboard that stands outside of quotes."""
    before, _, behind = _QUOTED.sub("", line).partition('"')
    # Behind a quote that nothing closes all is text but for what was meant to close it.
    for mark in [*before, *(mark for mark in behind if _MARKS.get(mark) == '"')]:
        if mark in _MARKS:
            return f"the full-width {mark} is no mark of TOML: write {_MARKS[mark]}"
    return ""
