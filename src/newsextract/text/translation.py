"""Single characters put for others, at the cost of a look where a text has few of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_PLANE = 0x10000
_MANY = 32
"""Where more than one character in so many changes, asking the table for every character is sooner done."""


class Translation:
    """One character to one other. Built once, then read-only.

    ``str.translate`` asks a dictionary for every character, ten times as long as looking whether any is there.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = str.maketrans(dict(table))
        rest = "\U00010000-\U0010ffff" if any(code >= _PLANE for code in self._table) else ""
        # `re`, not `regex`: its sets are looked up in a table, as long as all is in the first plane.
        plain = "".join(re.escape(chr(code)) for code in self._table if code < _PLANE)
        self._set = plain + rest
        self._any = re.compile(f"[{self._set}]")

    def __call__(self, text: str) -> str:
        """Return ``text`` with the characters of the table replaced, in the same length."""
        few = len(text) // _MANY
        new, changed = self._any.subn(self._new, text, count=few + 1)
        return new if changed <= few else text.translate(self._table)

    @staticmethod
    def changing(*translations: Translation) -> Callable[[str], object]:
        """Return what tells in one look whether a text may have a character that one of them replaces."""
        return re.compile(f"[{''.join(each._set for each in translations)}]").search

    def _new(self, found: re.Match[str]) -> str:
        return found[0].translate(self._table)
