"""Single characters put for others, at the cost of a look where a text has none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLANE = 0x10000


class Translation:
    """One character to one other. Built once, then read-only.

    ``str.translate`` asks a dictionary for every character, ten times as long as looking whether any is there.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = str.maketrans(dict(table))
        rest = "\U00010000-\U0010ffff" if any(code >= _PLANE for code in self._table) else ""
        # `re`, not `regex`: its sets are looked up in a table, as long as all is in the first plane.
        plain = "".join(re.escape(chr(code)) for code in self._table if code < _PLANE)
        self._any = re.compile(f"[{plain}{rest}]")

    def __call__(self, text: str) -> str:
        """Return ``text`` with the characters of the table replaced, in the same length."""
        return text.translate(self._table) if self._any.search(text) else text
