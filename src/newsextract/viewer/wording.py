"""How values are written for people: the same words in the terminal, the notebook and the page."""

from __future__ import annotations

from decimal import Decimal

from newsextract.records import ArticleRecord, Money, Percentage, plain_decimal

_SIGNS = {
    "about": "≈",
    "over": ">",
    "at_least": "≥",
    "nearly": "≲",
    "under": "<",
    "at_most": "≤",
    "exact": "",
}
_UNITS = ((10**8, "亿"), (10**4, "万"))
_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)}
_CONTROLS |= {0x7F: 0x2421, **dict.fromkeys([*range(0x80, 0xA0), 0x2028, 0x2029], 0xFFFD)}
_TURNS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)


def amount(item: Money) -> str:
    """Write an amount as a reader would: comparator, number in 亿 or 万, currency."""
    return f"{_quantity(item, short=True)} {item.currency}"


def share(item: Percentage) -> str:
    """Write a percentage: comparator, number, % or 个百分点."""
    return f"{_quantity(item, short=False)}{'%' if item.unit == 'percent' else '个百分点'}"


def heading(record: ArticleRecord) -> str:
    """Return what to call an article: its title, else its id."""
    return record.title or record.id


def origin(record: ArticleRecord) -> str:
    """Write where an article came from in one line."""
    source = record.source
    said = [record.id, source.publication, source.author, source.published, source.url, source.path]
    return " · ".join(part for part in said if part)


def plain(text: str) -> str:
    """Return a text that a terminal can be given: control characters as pictures, no turning of direction.

    Line ends and tabs stay; an escape sequence in an article would otherwise command the terminal.
    """
    return text.translate(_CONTROLS | _TURNS)


def _quantity(item: Money | Percentage, *, short: bool) -> str:
    write = _short if short else plain_decimal
    if item.value is not None:
        number = write(item.value)
    elif item.low is not None and item.high is not None:
        number = f"{write(item.low)}–{write(item.high)}"
    else:
        number = "?"
    return _SIGNS[item.comparator] + number


def _short(value: Decimal) -> str:
    """Write a large number in 亿 or 万 where that loses nothing worth reading."""
    for size, unit in _UNITS:
        if abs(value) >= size:
            return f"{plain_decimal((value / size).normalize())}{unit}"
    return plain_decimal(value)
