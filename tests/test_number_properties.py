"""Every number that the grammar claims, rendered and read back: one mention, exact value, exact edges.

Profiles (``HYPOTHESIS_PROFILE``, see ``conftest.py``): ``default`` takes 200 examples of each property,
``nightly`` 20,000.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsextract.components.money import MoneyFinder
from newsextract.components.percentages import PercentFinder
from newsextract.lexicons import table
from newsextract.text.numerals import RUN, find_runs

MONEY = MoneyFinder()
PERCENT = PercentFinder()


class Found(Protocol):
    """What an amount and a percentage have in common."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def comparator(self) -> str: ...


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

# --- Money -----------------------------------------------------------------------------------------

_CURRENCIES = table("currencies")["currency"]
# 块 is money only beside words of price; it has its own property.
UNITS = [
    (word, entry["code"], Decimal(1))
    for entry in _CURRENCIES
    for word in entry["units"]
    if not word.startswith("块")
] + [
    (word, entry["code"], Decimal(factor))
    for entry in _CURRENCIES
    for word, factor in entry.get("minor", {}).items()
]
PREFIXES = [(word, entry["code"]) for entry in _CURRENCIES for word in entry["prefixes"]]
CONNECTORS = table("quantities")["range"]["connectors"]
# 3/5亿元 is a fraction or a ratio to a reader, no list.
LIST_WORDS = [word for word in table("quantities")["enumeration"]["connectors"] if word != "/"]


@st.composite
def yuan(draw: st.DrawFn, forms: st.SearchStrategy[Written] = numbers) -> Written:
    number = draw(forms)
    behind = draw(st.sampled_from(["元", "元", "元", "元人民币", " 元", "\n元"]))
    if set(number.text) & set("壹贰叁肆伍陆柒捌玖"):
        behind = draw(st.sampled_from(["元", "元整"]))
    return number.unit(behind)


@st.composite
def with_currency(draw: st.DrawFn) -> Written:
    """4.5亿美元, 3000 日元, 八十万英镑."""
    word, code, factor = draw(st.sampled_from(UNITS))
    number = draw(st.one_of(scaled(), compound(), in_chinese(), over()))
    if len(number.text) == 1 and not number.text.isdigit():
        # 五人民币, 三比尔: a single Chinese digit before a word that is not 元 may end another word.
        number = replace(number, text="十" + number.text, value=Decimal(10) + (number.value or 0))
    space = draw(st.sampled_from(["", "", " "]))
    return replace(number.unit(space + word, factor), currency=code)


@st.composite
def with_prefix(draw: st.DrawFn) -> Written:
    """人民币5亿元, US$4.5亿, 港币3000万元, ¥ 300万."""
    word, code = draw(st.sampled_from(PREFIXES))
    number = draw(st.one_of(scaled(), compound(), in_chinese()))
    behind = draw(st.sampled_from(["", "元"]))
    space = draw(st.sampled_from(["", "", " "])) if word[-1].isascii() else ""
    return replace(number.unit(behind, before=word + space), currency=code)


_writers: st.SearchStrategy[Callable[[int], str]] = st.sampled_from([str, chinese])


@st.composite
def change(draw: st.DrawFn) -> Written:
    """3元5角, 十二元五角六分."""
    yuans, jiao, fen = draw(st.integers(1, 99)), draw(st.integers(1, 9)), draw(st.integers(0, 9))
    write = draw(_writers)
    text = f"{write(yuans)}元{write(jiao)}{draw(st.sampled_from('角毛'))}"
    text += f"{write(fen)}分" if fen else ""
    return Written(text, Decimal(yuans) + Decimal(jiao) / 10 + Decimal(fen) / 100)


@st.composite
def ranges(draw: st.DrawFn) -> Written:
    """5至8亿元, 10亿—20亿元, 100万元到200万元, 三至五亿元, 5000万~1亿元."""
    connector = draw(st.sampled_from(CONNECTORS))
    scale = draw(st.sampled_from(["", "万", "亿"]))
    factor = SCALES[scale]
    form = draw(st.sampled_from(["shared", "own", "units", "mixed", "chinese"]))
    if form == "chinese":
        low = draw(st.integers(1, 98))
        high = draw(st.integers(low + 1, 99))
        mark = draw(st.sampled_from(["百万", "千万", "万", "亿"])) if low < 10 and high < 10 else scale
        left, right, factor = chinese(low), chinese(high) + mark, SCALES[mark]
        return Written(f"{left}{connector}{right}元", None, low * factor, high * factor)
    less, more = sorted([draw(decimals(9999, 2)), draw(decimals(9999, 2))])
    if less == more:
        more += 1
    left, right = plain(less), plain(more)
    if form == "mixed":
        # The left end is the smaller amount by its own multiplier.
        return (
            Written(f"{left}万{connector}{right}亿元", None, less * 10**4, max(more, Decimal(1)) * 10**8)
            if more >= 1
            else Written(f"{left}万{connector}1亿元", None, less * 10**4, Decimal(10**8))
        )
    if form == "own":
        left += scale
    elif form == "units":
        left += scale + "元"
    return Written(f"{left}{connector}{right}{scale}元", None, less * factor, more * factor)


amounts = st.one_of(yuan(), with_currency(), with_prefix(), change(), ranges())

# --- Percentages -----------------------------------------------------------------------------------

POINTS = [(word, Decimal(factor)) for word, factor in table("percent")["units"]["percentage_point"].items()]
_FRACTIONS = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}


@st.composite
def signed_percent(draw: st.DrawFn) -> Written:
    """79.3%, ３０％, -3.2%, 2.5‰, 负1.5%."""
    value = draw(decimals(99_999, 3))
    sign = draw(st.sampled_from(["", "", "", "-", "+", "负", "－"]))
    unit, factor = draw(st.sampled_from([("%", Decimal(1)), ("％", Decimal(1)), ("‰", Decimal("0.1"))]))
    text = f"{sign}{draw(widths)(plain(value))}{draw(st.sampled_from(['', '', ' ']))}{unit}"
    return Written(text, value * factor * (-1 if sign in {"-", "负", "－"} else 1))


@st.composite
def said_percent(draw: st.DrawFn) -> Written:
    """百分之三十, 百分之三点五, 百分之百, 千分之三, 百分之30多."""
    word, factor = draw(st.sampled_from(list(_FRACTIONS.items())))
    number = draw(st.integers(1, 300))
    tail = draw(st.text("0123456789", max_size=2))
    text = chinese(number) + ("点" + "".join(_DIGITS[int(digit)] for digit in tail) if tail else "")
    said = draw(st.sampled_from([
        Written(text, Decimal(f"{number}.{tail or '0'}")),
        Written("百", Decimal(100)),
        Written(plain(Decimal(f"{number}.{tail or '0'}")), Decimal(f"{number}.{tail or '0'}")),
        Written(f"{chinese(number * 10)}多", Decimal(number * 10), said="over"),
    ]))  # fmt: skip
    return said.unit("", factor, before=word)


@st.composite
def points(draw: st.DrawFn) -> Written:
    """3个百分点, 1.5 个百分点, 25个基点, 两个百分点, 30多个基点."""
    word, factor = draw(st.sampled_from(POINTS))
    small = draw(st.integers(1, 99))
    number = draw(st.one_of(
        arabic(10**4),
        st.just(Written("两" if small == 2 else chinese(small), Decimal(small))),
        st.just(Written(f"{small * 10}{draw(st.sampled_from('余多'))}", Decimal(small * 10), said="over")),
    ))  # fmt: skip
    return replace(number.unit(word, factor), kind="percentage_point")


@st.composite
def tenths(draw: st.DrawFn) -> Written:
    """三成, 七成五, 3成, 三成多, 两三成, 三至五成, 三成—五成."""
    first = draw(st.integers(1, 8))
    second = draw(st.integers(1, 9))
    last = draw(st.integers(first + 1, 9))
    connector = draw(st.sampled_from(CONNECTORS))
    return draw(st.sampled_from([
        Written(f"{_DIGITS[first]}成", Decimal(first * 10)),
        Written(f"{first}成", Decimal(first * 10)),
        Written(f"{_DIGITS[first]}成{_DIGITS[second]}", Decimal(first * 10 + second)),
        Written(f"{_DIGITS[first]}成多", Decimal(first * 10), said="over"),
        Written(f"{_DIGITS[first]}{_DIGITS[first + 1]}成", None, Decimal(first * 10), Decimal(first * 10 + 10)),
        Written(f"{_DIGITS[first]}{connector}{_DIGITS[last]}成", None, Decimal(first * 10), Decimal(last * 10)),
        Written(f"{_DIGITS[first]}成{connector}{_DIGITS[last]}成", None, Decimal(first * 10), Decimal(last * 10)),
    ]))  # fmt: skip


@st.composite
def percent_ranges(draw: st.DrawFn) -> Written:
    """20%~30%, 5-20%, 3到5个百分点, 百分之二十至百分之三十, 百分之二十至三十."""
    connector = draw(st.sampled_from(CONNECTORS))
    less, more = sorted([draw(decimals(9999, 2)), draw(decimals(9999, 2))])
    if less == more:
        more += 1
    unit, factor = draw(st.sampled_from([("%", Decimal(1)), ("‰", Decimal("0.1")), *POINTS]))
    kind = "percent" if unit in "%‰" else "percentage_point"
    low = draw(st.integers(1, 98))
    high = draw(st.integers(low + 1, 99))
    spoken = Decimal(low), Decimal(high)
    return draw(st.sampled_from([
        Written(f"{plain(less)}{unit}{connector}{plain(more)}{unit}", None, less, more, kind=kind).times(factor),
        Written(f"{plain(less)}{connector}{plain(more)}{unit}", None, less, more, kind=kind).times(factor),
        Written(f"百分之{chinese(low)}{connector}百分之{chinese(high)}", None, *spoken),
        Written(f"百分之{chinese(low)}{connector}{chinese(high)}", None, *spoken),
    ]))  # fmt: skip


percentages = st.one_of(signed_percent(), said_percent(), points(), tenths(), percent_ranges())

# --- Sentences -------------------------------------------------------------------------------------

# What stands around is neutral: no comparator, no other number, no word that a currency continues.
MONEY_SENTENCES = [
    "记者了解到，这笔款项共{}，已经拨付。",
    "数额是{}。",
    "{}，这是最后的数额。",
    "（{}）",
    "金额：{}\n",
]
BARE_SENTENCES = ["项目总投资{}。", "今年融资{}，用于扩产。", "营收突破{}。"]
PERCENT_SENTENCES = [
    "记者了解到，占比共{}，与预期相同。",
    "比例是{}。",
    "{}，这是最后的比例。",
    "（{}）",
    "占比：{}\n",
]


def check(found: Sequence[Found], written: Written, text: str) -> None:
    start = text.index(written.text)
    assert [text[f.start : f.end] for f in found] == [written.text]
    (mention,) = found
    assert (mention.start, mention.end) == (start, start + len(written.text))
    assert (mention.value, mention.low, mention.high) == (written.value, written.low, written.high)


def check_money(sentence: str, written: Written, *, said: bool = True) -> None:
    text = sentence.format(written.text)
    found = MONEY.find(text)
    check(found, written, text)
    assert found[0].currency == written.currency
    if said:
        assert found[0].comparator == written.said


def check_percent(sentence: str, written: Written) -> None:
    text = sentence.format(written.text)
    found = PERCENT.find(text)
    check(found, written, text)
    assert found[0].unit == written.kind
    assert found[0].comparator == written.said


money_sentences = st.sampled_from(MONEY_SENTENCES)
percent_sentences = st.sampled_from(PERCENT_SENTENCES)


# --- Render and read back --------------------------------------------------------------------------


@given(money_sentences, yuan(arabic()))
def test_arabic(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(scaled()))
def test_multipliers(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(separated()))
def test_thousands_separators(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, st.integers(1_000, 10**10), widths)
def test_wide_separators_directly_before_yuan(sentence: str, value: int, width: Callable[[str], str]) -> None:
    check_money(sentence, Written(width(f"{value:,}".replace(",", "，")) + "元", Decimal(value)))


@given(st.sampled_from(BARE_SENTENCES), spoken_yi())
def test_spoken_yi(sentence: str, written: Written) -> None:
    check_money(sentence, written, said=False)


@given(st.sampled_from(BARE_SENTENCES), scaled(["万", "亿", "万亿"]))
def test_bare_amounts_beside_words_of_money(sentence: str, written: Written) -> None:
    check_money(sentence, written, said=False)


@given(st.sampled_from(BARE_SENTENCES), st.integers(1, 99), st.integers(1, 9), st.booleans())
def test_spoken_tail(sentence: str, head: int, tail: int, in_words: bool) -> None:
    text = f"{chinese(head)}万{_DIGITS[tail]}" if in_words else f"{head}万{tail}"
    check_money(sentence, Written(text, Decimal(head * 10_000 + tail * 1000)), said=False)


@given(money_sentences, yuan(compound()))
def test_compound(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(in_chinese()))
def test_chinese(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(chinese_fraction()))
def test_chinese_fraction(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(place_by_place()))
def test_digits_place_by_place(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(capitals()))
def test_financial_capitals(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(over()))
def test_over(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, yuan(pairs()))
def test_two_neighbouring_digits(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@pytest.mark.parametrize("sentence", MONEY_SENTENCES[:3])
@pytest.mark.parametrize("scale", ["百万", "千万", "亿", "百亿", "千亿", "万亿"])
def test_implicit_one(sentence: str, scale: str) -> None:
    check_money(sentence, Written(f"{scale}元", SCALES[scale]))
    check_money(sentence, Written(f"上{scale}元", SCALES[scale], said="at_least"))
    check_money(sentence, Written(f"数{scale}元"))
    check_money(sentence, Written(f"几{scale}元"))


@given(money_sentences, with_currency())
def test_currency_behind(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, with_prefix())
def test_currency_before(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(money_sentences, change())
def test_change(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(st.integers(1, 99), st.integers(0, 9), _writers)
def test_kuai_beside_words_of_price(yuans: int, jiao: int, write: Callable[[int], str]) -> None:
    text = f"{write(yuans)}块{write(jiao) if jiao else ''}"
    check_money("现在每斤卖{}。", Written(text, Decimal(yuans) + Decimal(jiao) / 10))


@given(money_sentences, ranges())
def test_ranges(sentence: str, written: Written) -> None:
    check_money(sentence, written)


@given(st.lists(decimals(9999, 2), min_size=2, max_size=5), st.data())
def test_lists_carry_the_unit_back(values: list[Decimal], data: st.DataObject) -> None:
    """1.2、3.4和5.6亿元, 3亿、5亿和8亿美元: as many amounts as members, each with the last one's unit."""
    scale = data.draw(st.sampled_from(["万", "亿", "万亿"]))
    unit, code = data.draw(st.sampled_from([("元", "CNY"), ("美元", "USD"), ("港元", "HKD")]))
    own = data.draw(st.booleans())
    text = "数额分别是" + plain(values[0]) + (scale if own else "")
    for value in values[1:]:
        text += data.draw(st.sampled_from(LIST_WORDS)) + plain(value) + (scale if own else "")
    text += ("" if own else scale) + unit + "。"
    found = MONEY.find(text)
    assert [amount.value for amount in found] == [value * SCALES[scale] for value in values]
    assert {amount.currency for amount in found} == {code}
    edges = [plain(value) + (scale if own else "") for value in values]
    edges[-1] += ("" if own else scale) + unit
    assert [text[amount.start : amount.end] for amount in found] == edges


@given(percent_sentences, signed_percent())
def test_percent_signs(sentence: str, written: Written) -> None:
    check_percent(sentence, written)


@given(percent_sentences, said_percent())
def test_percent_in_words(sentence: str, written: Written) -> None:
    check_percent(sentence, written)


@given(percent_sentences, points())
def test_points(sentence: str, written: Written) -> None:
    check_percent(sentence, written)


@given(percent_sentences, tenths())
def test_tenths(sentence: str, written: Written) -> None:
    check_percent(sentence, written)


@given(percent_sentences, percent_ranges())
def test_percent_ranges(sentence: str, written: Written) -> None:
    check_percent(sentence, written)


@given(st.lists(decimals(9999, 2), min_size=2, max_size=5), st.booleans(), st.data())
def test_percent_lists(values: list[Decimal], own: bool, data: st.DataObject) -> None:
    """5%、8%和12%, 5、8和12个百分点."""
    unit, factor = data.draw(st.sampled_from([("%", Decimal(1)), ("‰", Decimal("0.1")), *POINTS]))
    edges = [plain(value) + (unit if own or at == len(values) - 1 else "") for at, value in enumerate(values)]
    text = "比例分别是" + edges[0]
    for edge in edges[1:]:
        text += data.draw(st.sampled_from(LIST_WORDS)) + edge
    found = PERCENT.find(text + "。")
    assert [text[percent.start : percent.end] for percent in found] == edges
    assert [percent.value for percent in found] == [value * factor for value in values]


# --- What must not matter --------------------------------------------------------------------------


def moved(
    found: Sequence[Found], by: int
) -> list[tuple[int, int, Decimal | None, Decimal | None, Decimal | None]]:
    return [(f.start + by, f.end + by, f.value, f.low, f.high) for f in found]


# Characters without a numeral: an amount of its own in the text before may rightly say what currency
# a bare one has.
_NUMERALS = "〇零一二三四五六七八九两十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟几数半億萬兩幾數"
before_text = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters=_NUMERALS),
        st.sampled_from("元角分块成超约近过负之到至和，；：（）《》“”"),
    ),
    max_size=40,
)
money_texts = st.builds(str.format, money_sentences, st.builds(lambda w: w.text, amounts))
percent_texts = st.builds(str.format, percent_sentences, st.builds(lambda w: w.text, percentages))
FINDERS = (MONEY, PERCENT)


@given(before_text, st.one_of(money_texts, percent_texts))
def test_text_before_moves_the_places(before: str, text: str) -> None:
    before += "。\n"
    for finder in FINDERS:
        assert moved(finder.find(before + text), 0) == moved(finder.find(text), len(before))


@given(st.one_of(money_texts, percent_texts))
def test_full_width_is_half_width(text: str) -> None:
    for finder in FINDERS:
        assert finder.find(full_width(text)) == finder.find(text)


@given(st.lists(st.one_of(money_texts, percent_texts), min_size=2, max_size=6))
def test_sentences_in_any_order(texts: list[str]) -> None:
    """Each sentence says the same wherever it stands: the whole is the sentences, one behind the other."""
    ended = [text.rstrip("\n") + "。\n" for text in texts]
    for arrangement in (ended, ended[::-1]):
        for finder in FINDERS:
            expected = []
            done = 0
            for text in arrangement:
                expected += moved(finder.find(text), done)
                done += len(text)
            assert moved(finder.find("".join(arrangement)), 0) == expected


_ALPHABET = (
    "0123456789０１９.．,， \u3000\n〇零一二三五八九十百千万亿两廿几数半余多来上个点元块角分"
    "美港人民币$%％‰成之百分点基至到—-~、和负第年"
    "٣²①"
)


@given(st.text(_ALPHABET, max_size=40))
def test_any_text_gives_mentions_in_order_and_apart(text: str) -> None:
    for finder in FINDERS:
        done = 0
        for mention in finder.find(text):
            assert done <= mention.start < mention.end <= len(text)
            done = mention.end
            assert (mention.low is None) == (mention.high is None)
            if mention.low is not None and mention.high is not None:
                assert mention.value is None
                assert mention.low <= mention.high
            for value in (mention.value, mention.low, mention.high):
                assert value is None or value.is_finite()


@given(st.text("0123456789.,， \u3000\n一二三十百千万亿兆几余多来个点分之半上数元%年月￥a", max_size=16))
def test_runs_are_where_their_pattern_matches(text: str) -> None:
    assert list(find_runs(text)) == [match.span() for match in RUN.finditer(text)]
