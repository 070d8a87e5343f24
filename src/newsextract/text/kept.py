"""What was found in a text, kept while the same text is asked about again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def kept(find: Callable[[str], T], most: int = 1) -> Callable[[str], T]:
    """Return ``find`` with its answers for the last ``most`` texts kept.

    ``functools.lru_cache`` compares a text with the one it holds character by character when they are equal but
    not one object; asked for each name, that costs the square of the length. Here only the object counts.
    """
    last: tuple[tuple[str, T], ...] = ()

    def found_in(text: str) -> T:
        nonlocal last
        for held, found in last:
            if held is text:
                return found
        found = find(text)
        last = ((text, found), *last)[:most]
        return found

    return found_in
