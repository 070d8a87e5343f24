"""Places in running text: which place name ends or starts at a position."""

from __future__ import annotations

from functools import lru_cache

from newsextract.lexicons.names import places

_LONGEST = 12
_LEVELS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "街道",
)


@lru_cache(maxsize=1)
def _longest() -> int:
    return min(_LONGEST, max(map(len, places())))


def place_ending(text: str, end: int, floor: int = 0) -> int | None:
    """Return the start of the longest place name that ends at ``end`` and starts at ``floor`` or later."""
    known = places()
    for length in range(min(_longest(), end - floor), 1, -1):
        if text[end - length : end] in known:
            return end - length
    return None


def place_starting(text: str, start: int) -> int | None:
    """Return the end of the longest place name that starts at ``start``."""
    known = places()
    for length in range(_longest(), 1, -1):
        if text[start : start + length] in known:
            return start + length
    return None


def is_place(word: str) -> bool:
    """Tell whether the whole word is a place of the lexicon."""
    return word in places()


def has_level(place: str) -> bool:
    """Tell that the name carries its level (青岛市, not 青岛): only then 委 or 政府 make a body of it."""
    return place.endswith(_LEVELS)


def chain_start(text: str, end: int, floor: int = 0) -> int | None:
    """Return the start of a chain of places that ends at ``end``: 山东省青岛市, 江西南昌."""
    start = place_ending(text, end, floor)
    if start is None:
        return None
    while (earlier := place_ending(text, start, floor)) is not None:
        start = earlier
    return start
