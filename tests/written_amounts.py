"""Amounts and percentages as a writer writes them, each with what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from newsextract.lexicons import table
from written_numbers import (
    _DIGITS,
    SCALES,
    Written,
    arabic,
    chinese,
    compound,
    decimals,
    in_chinese,
    numbers,
    over,
    plain,
    scaled,
    widths,
)

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
