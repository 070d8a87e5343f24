"""Numbers as Chinese writes them, read into exact decimals.

``find_runs`` finds the stretches of a folded text that are made of number characters; ``read``
turns one into a :class:`Number`. Both are pure, know no unit and cost time in proportion to length.

What the words mean (guideline, MONEY): 余, 多 and 几 behind a number say *over* it; 数 and 几 before
a multiplier give no value; 上 says *at least*; two neighbouring digits (二三十, 三五万) are a range.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

import regex

DIGITS = dict(zip("〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖",
                  (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))  # fmt: skip
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
MULTIPLIERS = {
    "十": Decimal(10), "拾": Decimal(10), "百": Decimal(100), "佰": Decimal(100), "千": Decimal(1000),
    "仟": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(10**8), "兆": Decimal(10**12),
}  # fmt: skip
ONE = Decimal(1)
"""The factor that changes nothing, by identity: what is multiplied by it need not be."""
MAX_LENGTH = 28
"""A longer run of number characters is no number that a newspaper prints, and beyond 28 digits
``Decimal`` would round."""

# 百分点, 百分之, 千分之 are units of percentages, not the multipliers 百 and 千.
_MULTIPLIER = r"(?:[十拾佰仟亿兆]|[百千万](?!分[点之]))"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,9}+(?!,?\d)(?:\.\d++)?"
    r"|\d{1,3}(?:，\d{3}){1,9}+(?!\d)(?=\.\d|[万亿元])(?:\.\d++)?"
    r"|\d{1,3}(?:[ \u3000]\d{3}){1,9}+(?![ \u3000]?\d)(?:\.\d++)?"
    r"|\d++\.[ \u3000]\d++(?=[ \u3000]?[万亿元])"
    r"|\d++(?:[ \u3000]?\.\d++)?)"
)
_CHINESE = r"[〇零一二三四五六七八九两廿卅卌壹贰叁肆伍陆柒捌玖]"
_INSIDE = (
    rf"(?:{_CHINESE}|{_MULTIPLIER}|(?:[ \u3000]|\s?\n)?{_MULTIPLIER}|几(?={_MULTIPLIER}|[亿元块%个])"
    rf"|[ \u3000]?[余多来](?=[ \u3000]?(?:{_MULTIPLIER}|[元块]))|[余多来](?!次|样|家|年|米尼加)"
    rf"|个(?=[余多]?{_MULTIPLIER})|点(?={_CHINESE})|{_ARABIC})"
)
RUN = regex.compile(
    rf"(?<![\d.])(?:{_ARABIC}|半个(?=亿|百万|千万)|{_CHINESE}|{_MULTIPLIER}|[几数](?={_MULTIPLIER}|亿)|(?<![迈跃登站冲踏踩])上(?={_MULTIPLIER}))"
    rf"{_INSIDE}*+"
)

_MARKS = f"{_CHINESE[1:-1]}十拾百佰千仟万亿兆"
# What may carry a run on: a number that one of these stands behind is left to RUN.
_GOES_ON = rf"(?:[\s]?[\d.,，\s{_MARKS}几余多来分]|个[余多]?{_MULTIPLIER}|点[{_CHINESE[1:-1]}])"
# Where a run can begin, and all of it where nothing behind could carry it on, as for most. `re` goes over the
# text in a tenth of the time that trying RUN everywhere takes; its first part must be a set for that, and one that
# names its characters: `\d` would be asked of every other one. The rows that hold the other digits stand for them.
_DIGIT_ROWS = r"0-9\u0100-\u1fff\ua000-\ufaff\uff10-\uff19\U00010000-\U0010ffff"
_NEXT = re.compile(
    rf"[{_DIGIT_ROWS}半{_MARKS}几数上](?<![\d.].)"
    rf"(?:((?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?|(?<=[{_MARKS}]))[{_MARKS}]*(?!{_GOES_ON}))"
    rf"|(?<=[\d{_MARKS}])(?!(?<=[百千万])分[点之])|(?<=半)(?=个)|(?<=[几数上])(?=[十拾百佰千仟万亿兆]))"
)

_ZEROS = {"百": 2, "千": 3, "万": 4, "亿": 8}
# Digits and up to two multipliers, so few that no place is lost.
_DIGITS_FIRST = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,9}))?([百千万亿]{0,2})")
_PLACES = {"".join(pair): (prod(map(MULTIPLIERS.__getitem__, pair), start=ONE), sum(map(_ZEROS.__getitem__, pair)))
           for count in range(3) for pair in product(_ZEROS, repeat=count)}  # fmt: skip
_TOKEN = regex.compile(rf"(?P<arabic>{_ARABIC})|(?P<other>.)", regex.DOTALL)


class Number(NamedTuple):
    """A number as it was said.

    ``value`` or ``low``/``high``; all three empty when the text gives none (数亿). ``said`` is what
    the words add: exact, over, at_least, about. ``scale`` is the product of the multipliers at its
    end (亿 in 8亿), which a neighbour without one may borrow; ``bare`` tells that it has none,
    ``large`` that 万 or 亿 is in it.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    said: str = "exact"
    scale: Decimal = ONE
    bare: bool = False
    implicit: bool = False
    arabic: bool = False
    large: bool = False

    def times(self, factor: Decimal) -> Number:
        """Return the number multiplied by a unit's or a borrowed multiplier's factor; a minus turns a range."""
        if factor is ONE or factor == 1:
            return self
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            low, high = high, low
        return self._replace(value=None if self.value is None else self.value * factor, low=low, high=high)


@lru_cache(maxsize=1)
def find_runs(folded: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of all runs of number characters, in order.

    The tokenizer, the amounts and the percentages of an article ask for the same; the last answer is kept.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at >= 0:
        at = _runs_from(folded, at, found)
    return tuple(found)


def _runs_from(folded: str, at: int, found: list[tuple[int, int]]) -> int:
    """Add the runs from ``at`` on; return where the search must begin anew behind one of RUN's, or -1."""
    add = found.append
    for opening in _NEXT.finditer(folded, at):
        if opening.lastindex is not None:
            add(opening.span())
            continue
        run = RUN.match(folded, opening.start())
        if run is not None:
            add(run.span())
            return run.end()
    return -1


@lru_cache(maxsize=4096)
def read(run: str) -> Number | None:
    """Read one run (folded); ``None`` when it is no number."""
    if len(run) > MAX_LENGTH:
        return None
    plain = _DIGITS_FIRST.fullmatch(run)
    if plain is not None:
        return _of_digits(plain[1], plain[2] or "", plain[3])
    text = "".join(run.split()).replace(",", "").replace("，", "")
    said, core = _said(text)
    for short, long in _TENS.items():
        core = core.replace(short, long)
    if core.startswith("半个"):
        core = "0.5" + core[2:]
    core = core.replace("个", "")
    if not core:
        return None
    if core[0] in "几数":
        return (
            Number(None, scale=_scale(core), large=_scale(core) >= 10_000)
            if _is_multipliers(core[1:])
            else None
        )
    number = _read_core(core)
    return None if number is None else number._replace(said=said)


def _of_digits(whole: str, fraction: str, multipliers: str) -> Number | None:
    """Read what most runs are, digits and what they are multiplied by, by moving the point."""
    if len(whole) + len(fraction) > _LARGEST:
        return None
    scale, places = _PLACES[multipliers]
    fraction = fraction.rstrip("0")
    places -= len(fraction)
    value = Decimal(f"{whole}{fraction}{'0' * places}" if places >= 0 else f"{whole}{fraction}E{places}")
    large = "万" in multipliers or "亿" in multipliers
    return Number(value, None, None, "exact", scale, not multipliers, False, True, large)


def _said(text: str) -> tuple[str, str]:
    """Take the words for *over*, *at least* and *about* out of a run."""
    if text.startswith("上"):
        return "at_least", text[1:]
    if "来" in text:
        return "about", text.replace("来", "")
    stripped = text.translate(_OVER_WORDS)
    if stripped != text:
        return "over", stripped
    if "几" in text[1:]:
        return "over", text[0] + text[1:].replace("几", "")
    return "exact", text


_OVER_WORDS = str.maketrans("", "", "余多")


# Money fits a decimal exactly; what is larger (兆兆兆元, forty digits) is no amount.
_LARGEST = 24


def _read_core(core: str) -> Number | None:
    tokens = _tokens(core)
    if tokens is None:
        return None
    arabic = any(isinstance(token, Decimal) for token in tokens)
    pair = _pair(tokens)
    if pair is not None:
        at, first, second = pair
        low = _sum([*tokens[:at], first, *tokens[at + 2 :]])
        high = _sum([*tokens[:at], second, *tokens[at + 2 :]])
        if low is None or high is None or low > high or high.adjusted() > _LARGEST:
            return None
        return Number(
            None, low, high, scale=_scale(core), bare=_scale(core) == 1, large=_scale(core) >= 10_000
        )
    value = _sum(tokens)
    if value is None or value.adjusted() > _LARGEST:
        return None
    scale = _scale(core)
    implicit = _is_multipliers(core) and core[0] not in "十拾"
    return Number(_tidy(value), scale=scale, bare=scale == 1, implicit=implicit, arabic=arabic,
                  large="万" in core or "亿" in core)  # fmt: skip


def _tokens(core: str) -> list[Decimal | str] | None:
    """Split into arabic numbers (``Decimal``) and single characters; digits behind 点 join their number."""
    out: list[Decimal | str] = []
    for match in _TOKEN.finditer(core):
        if match["arabic"]:
            out.append(Decimal(match["arabic"]))
        elif match["other"] in DIGITS or match["other"] in MULTIPLIERS or match["other"] == "点":
            out.append(match["other"])
        else:
            return None
    return _join_fraction(_join_positions(out))


def _join_positions(tokens: list[Decimal | str]) -> list[Decimal | str]:
    """Read digits that stand side by side place by place when they hold a zero: 二〇〇万 is 200万."""
    out: list[Decimal | str] = []
    run = ""
    for token in [*tokens, ""]:
        if isinstance(token, str) and token in DIGITS:
            run += str(DIGITS[token])
            continue
        if len(run) > 1 and "0" in run[1:] and not (out and out[-1] == "点"):
            out.append(Decimal(run))
        else:
            out.extend(_digits(run))
        run = ""
        if token != "":
            out.append(token)
    return out


def _digits(run: str) -> list[str]:
    return ["零一二三四五六七八九"[int(digit)] for digit in run]


def _join_fraction(tokens: list[Decimal | str]) -> list[Decimal | str] | None:
    if "点" not in tokens:
        return tokens
    at = tokens.index("点")
    end = at + 1
    fraction = ""
    while end < len(tokens) and isinstance(tokens[end], str) and tokens[end] in DIGITS:
        fraction += str(DIGITS[str(tokens[end])])
        end += 1
    whole = _sum(tokens[:at])
    if not fraction or whole is None:
        return None
    return [whole + Decimal(f"0.{fraction}"), *tokens[end:]]


def _pair(tokens: list[Decimal | str]) -> tuple[int, Decimal, Decimal] | None:
    """Find two neighbouring digits that mean a range: 二三, 三五, 一两; not in a number read digit by digit."""
    digits = [DIGITS.get(token) if isinstance(token, str) else None for token in tokens]
    found = None
    for at in range(len(tokens) - 1):
        first, second = digits[at], digits[at + 1]
        if first is None or second is None:
            continue
        if found is not None or first == 0 or not (second - first == 1 or (first, second) == (3, 5)):
            return None
        found = (at, Decimal(first), Decimal(second))
    return found


def _sum(tokens: list[Decimal | str]) -> Decimal | None:
    """Add up: a multiplier takes all smaller parts before it (三千五百|万), or one when there is none."""
    if len(tokens) > 1 and all(isinstance(token, str) and token in DIGITS for token in tokens):
        return Decimal("".join(str(DIGITS[str(token)]) for token in tokens))
    if tokens and tokens[0] == 0 and all(token in MULTIPLIERS for token in tokens[1:]):
        return Decimal(0)
    parts: list[Decimal] = []
    last = Decimal(1)
    loose = False
    previous: Decimal | str = ""
    for at, token in enumerate(tokens):
        previous = tokens[at - 1] if at else ""
        if isinstance(token, Decimal) or token in DIGITS:
            if loose and parts and parts[-1] != 0:
                return None
            parts.append(token if isinstance(token, Decimal) else Decimal(DIGITS[token]))
            loose = True
            continue
        factor = MULTIPLIERS[token]
        smaller = parts.pop() if parts and (loose or previous in MULTIPLIERS) else Decimal(0)
        while parts and parts[-1] < factor:
            smaller += parts.pop()
        parts.append((smaller or Decimal(1)) * factor)
        last, loose = factor, False
    return _spoken_tail(tokens, parts, last)


def _spoken_tail(tokens: list[Decimal | str], parts: list[Decimal], last: Decimal) -> Decimal:
    """Read the digit behind the last multiplier as the next lower place: 十二万五 is 125,000, 1万5 15,000."""
    tail = tokens[-1]
    single = (isinstance(tail, str) and tail in DIGITS) or (isinstance(tail, Decimal) and tail < 10)
    before = tokens[-2] if len(tokens) > 1 else None
    if single and last >= 100 and isinstance(before, str) and MULTIPLIERS.get(before) == last:
        parts[-1] *= last / 10
    return sum(parts, Decimal(0))


def _is_multipliers(core: str) -> bool:
    return bool(core) and all(char in MULTIPLIERS for char in core)


def _scale(core: str) -> Decimal:
    """Return the product of the multipliers at the end, 十 aside: it belongs to the digits before it."""
    scale = Decimal(1)
    for char in reversed(core):
        factor = MULTIPLIERS.get(char)
        if factor is None or factor == 10:
            break
        scale *= factor
    return scale


def _tidy(value: Decimal) -> Decimal:
    """Drop trailing zeros without going to an exponent: 10.10 is 10.1, 300 stays 300."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    return normal.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else normal
