"""Places in running text: which place name ends or starts at a position."""

from __future__ import annotations

from collections import defaultdict

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


_Lengths = dict[str, tuple[int, ...]]
# The lengths of the places that begin, and of those that end, with two characters, the longest first. Filled when
# first asked, and asked a hundred times an article: no function stands between.
_STARTING: _Lengths = {}
_ENDING: _Lengths = {}


def _filled(lengths: _Lengths) -> _Lengths:
    """Return one of the two, both filled."""
    starting: dict[str, set[int]] = defaultdict(set)
    ending: dict[str, set[int]] = defaultdict(set)
    for place in places():
        if 1 < len(place) <= _LONGEST:
            starting[place[:2]].add(len(place))
            ending[place[-2:]].add(len(place))
    for held, found in ((_STARTING, starting), (_ENDING, ending)):
        # At once: another thread takes what is not empty for whole.
        held.update({edge: tuple(sorted(each, reverse=True)) for edge, each in found.items()})
    return lengths


def place_ending(text: str, end: int, floor: int = 0) -> int | None:
    """Return the start of the longest place name that ends at ``end`` and starts at ``floor`` or later."""
    lengths = (_ENDING or _filled(_ENDING)).get(text[max(floor, end - 2) : end])
    if lengths is None:
        return None
    names = places()
    for length in lengths:
        if end - length >= floor and text[end - length : end] in names:
            return end - length
    return None


def place_starting(text: str, start: int) -> int | None:
    """Return the end of the longest place name that starts at ``start``.

    Of a text that ends with the place the end given lies behind the text's: callers that ask whether a name
    is a place and nothing more are told that it goes on.
    """
    lengths = (_STARTING or _filled(_STARTING)).get(text[start : start + 2])
    if lengths is None:
        return None
    names = places()
    if len(text) - start < _LONGEST and text[start:] in names:
        return start + _LONGEST
    for length in lengths:
        if text[start : start + length] in names:
            return start + length
    return None


def begins_longer(pair: str) -> bool:
    """Tell whether a place of more than two characters, none too long to be looked for, begins with these two."""
    lengths = (_STARTING or _filled(_STARTING)).get(pair)
    return lengths is not None and lengths[0] > 2


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
