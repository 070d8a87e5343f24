"""Numbers as a writer writes them, each with what it says: strategies for the properties of numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex
from hypothesis import strategies as st


@dataclass(frozen=True)
class Written:
    """A number as text and what it says; ``scale`` names the multiplier at its end (亿 in 8亿)."""

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    said: str = "exact"
    currency: str = "CNY"
    kind: str = "percent"

    def times(self, factor: Decimal) -> Written:
        value, low, high = (None if x is None else x * factor for x in (self.value, self.low, self.high))
        return replace(self, value=value, low=low, high=high)

    def unit(self, behind: str, factor: Decimal = Decimal(1), before: str = "") -> Written:
        return replace(self.times(factor), text=f"{before}{self.text}{behind}")


# --- Renderers -------------------------------------------------------------------------------------

_DIGITS = "零一二三四五六七八九"
_MARKS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789.%-~$ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
SCALES = {
    "": Decimal(1),
    "万": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
}


def chinese(number: int) -> str:
    """Write a number below 10¹⁶ as Chinese newspapers do."""
    spelled = _spelled(number)
    return spelled[1:] if spelled.startswith("一十") else spelled


def _spelled(number: int) -> str:
    for size, mark in _MARKS:
        if number >= size:
            head, rest = divmod(number, size)
            zero = "零" if 0 < rest < size // 10 else ""
            return _spelled(head) + mark + zero + (_spelled(rest) if rest else "")
    return _DIGITS[number]


def with_liang(text: str) -> str:
    return regex.sub(r"(?<!十)二(?=[百千万亿])", "两", text)


def full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def plain(value: Decimal) -> str:
    return f"{value:f}"


# --- Numbers ---------------------------------------------------------------------------------------


@st.composite
def decimals(draw: st.DrawFn, most: int = 10**6, places: int = 4) -> Decimal:
    """Numbers as papers print them: from 0 on, up to ``places`` places, trailing zeros included (10.10)."""
    exponent = draw(st.integers(0, places))
    return Decimal(draw(st.integers(0, most))).scaleb(-exponent)


widths: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, full_width])


@st.composite
def arabic(draw: st.DrawFn, most: int = 10**6) -> Written:
    value = draw(decimals(most))
    return Written(draw(widths)(plain(value)), value)


@st.composite
def scaled(draw: st.DrawFn, scales: Sequence[str] = tuple(SCALES), most: int = 10**6) -> Written:
    """3.26亿, 5000 万, 1.2万亿, with the space that layouts put before the multiplier."""
    scale = draw(st.sampled_from(scales))
    space = draw(st.sampled_from(["", "", " ", "\u3000"])) if scale else ""
    return draw(arabic(most)).unit(space + scale, SCALES[scale])


@st.composite
def separated(draw: st.DrawFn) -> Written:
    """1,234.5万 and 1，234万 and 3 000万. A wide comma is no separator before other words than 万, 亿, 元."""
    whole = draw(st.integers(1_000, 10**10))
    fraction = draw(st.sampled_from(["", "", ".5", ".08", ".125"]))
    separator = draw(st.sampled_from([",", "，", " ", "\u3000"]))
    text = draw(widths)(f"{whole:,}".replace(",", separator) + fraction)
    scale = draw(st.sampled_from(["万", "亿"] if separator == "，" and not fraction else ["", "万", "亿"]))
    return Written(text, Decimal(f"{whole}{fraction}")).unit(scale, SCALES[scale])


@st.composite
def spoken_yi(draw: st.DrawFn) -> Written:
    """3个亿, 三个亿, 半个亿."""
    if draw(st.booleans()):
        return draw(arabic(10**4)).unit("个亿", SCALES["亿"])
    number = draw(st.integers(1, 99))
    return draw(st.sampled_from([
        Written(with_liang(f"{chinese(number)}个亿" if number != 2 else "两个亿"), Decimal(number) * 10**8),
        Written("半个亿", Decimal(5) * 10**7),
    ]))  # fmt: skip


@st.composite
def compound(draw: st.DrawFn) -> Written:
    """2亿5000万, 1万5千, 3千5百, 12万3000, 1万亿2000亿: a part in every lower place."""
    head = draw(st.integers(1, 9999))
    rest = draw(st.integers(1, 9999))
    form = draw(st.sampled_from(["亿万", "万千", "千百", "万", "亿万元"]))
    if form == "亿万":
        written = Written(f"{head}亿{rest}万", Decimal(head) * 10**8 + Decimal(rest) * 10**4)
    elif form == "亿万元":
        last = draw(st.integers(1000, 9999))
        written = Written(f"{head}亿{rest}万{last}", Decimal(head * 10**8 + rest * 10**4 + last))
    elif form == "万千":
        digit = draw(st.integers(1, 9))
        written = Written(f"{head}万{digit}千", Decimal(head * 10**4 + digit * 1000))
    elif form == "千百":
        first, second = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        written = Written(f"{first}千{second}百", Decimal(first * 1000 + second * 100))
    else:
        # 万 and one digit is another form, the spoken tail (1万5 is 15,000).
        written = Written(f"{head}万{max(rest, 10)}", Decimal(head * 10**4 + max(rest, 10)))
    return replace(written, text=draw(widths)(written.text))


@st.composite
def in_chinese(draw: st.DrawFn) -> Written:
    """三千五百万, 一万二千亿, 两百零五, 一百〇五."""
    significant = draw(st.integers(1, 99_999_999))
    number = significant * draw(st.sampled_from([1, 1, 10**2, 10**4, 10**6, 10**8]))
    text = chinese(number)
    if draw(st.booleans()):
        text = with_liang(text)
    if draw(st.booleans()):
        text = text.replace("零", "〇")
    return Written(text, Decimal(number))


@st.composite
def chinese_fraction(draw: st.DrawFn) -> Written:
    """三点二五亿, 十二点零五万."""
    whole = draw(st.integers(0, 999))
    digits = draw(st.text("0123456789", min_size=1, max_size=3))
    scale = draw(st.sampled_from(["", "万", "亿", "万亿"]))
    text = chinese(whole) + "点" + "".join(_DIGITS[int(digit)] for digit in digits)
    return Written(text, Decimal(f"{whole}.{digits}")).unit(scale, SCALES[scale])


@st.composite
def place_by_place(draw: st.DrawFn) -> Written:
    """二〇〇万, 一二〇亿: digits side by side are read place by place when one of them is a zero."""
    first = draw(st.sampled_from("123456789"))
    digits = first + "".join(sorted(draw(st.text("0123456789", max_size=2)), reverse=True)) + "0"
    zero = draw(st.sampled_from("零〇"))
    text = "".join(_DIGITS[int(digit)] for digit in digits).replace("零", zero)
    scale = draw(st.sampled_from(["万", "亿"]))
    return Written(text, Decimal(digits)).unit(scale, SCALES[scale])


@st.composite
def capitals(draw: st.DrawFn) -> Written:
    """壹佰贰拾万: as on cheques, always with 壹 before 拾."""
    number = draw(st.integers(1, 999_999)) * draw(st.sampled_from([1, 100, 10**4, 10**6]))
    return Written(_spelled(number).translate(_CAPITALS), Decimal(number))


@st.composite
def over(draw: st.DrawFn) -> Written:
    """80余万, 10多亿, 3000余, 三百多万, 十几亿, 二十几万, 5万多, 一亿余."""
    more = draw(st.sampled_from("余多"))
    scale = draw(st.sampled_from(["万", "亿", "万亿"]))
    tens = draw(st.integers(1, 99)) * 10
    form = draw(st.sampled_from(["arabic", "chinese", "few", "behind", "chinese_behind", "unscaled"]))
    if form == "arabic":
        return Written(f"{tens}{more}{scale}", tens * SCALES[scale], said="over")
    if form == "chinese":
        return Written(f"{chinese(tens)}{more}{scale}", tens * SCALES[scale], said="over")
    if form == "few":
        ten = draw(st.integers(1, 9)) * 10
        return Written(f"{chinese(ten)}几{scale}", ten * SCALES[scale], said="over")
    if form == "behind":
        return Written(f"{tens}{scale}{more}", tens * SCALES[scale], said="over")
    if form == "chinese_behind":
        return Written(f"{chinese(tens)}{scale}{more}", tens * SCALES[scale], said="over")
    return Written(f"{tens}{more}", Decimal(tens), said="over")


@st.composite
def pairs(draw: st.DrawFn) -> Written:
    """二三十, 三五万, 两三百万, 五六亿, 十七八万: two neighbouring digits are a range."""
    first = draw(st.integers(1, 8))
    second = 5 if first == 3 and draw(st.booleans()) else first + 1
    words = _DIGITS[first] + ("两" if (first, second) == (1, 2) and draw(st.booleans()) else _DIGITS[second])
    if first == 2 and draw(st.booleans()):
        words = "两" + words[1:]
    scale = draw(st.sampled_from(["十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿"]))
    factor = Decimal(1)
    for char in scale:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    if (
        scale in {"万", "亿"}
        and second < 10
        and first >= 2
        and not words.startswith("两")
        and draw(st.booleans())
    ):
        return Written(f"十{words}{scale}", None, (10 + first) * factor, (10 + second) * factor)
    return Written(words + scale, None, first * factor, second * factor)


exact_numbers = st.one_of(
    arabic(),
    scaled(),
    separated(),
    compound(),
    in_chinese(),
    chinese_fraction(),
    place_by_place(),
    capitals(),
)
numbers = st.one_of(exact_numbers, over(), pairs())
