"""Every number that the grammar claims, rendered and read back: one mention, exact value, exact edges.

Profiles (``HYPOTHESIS_PROFILE``, see ``conftest.py``): ``default`` takes 200 examples of each property,
``nightly`` 20,000.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsextract.components.money import MoneyFinder
from newsextract.components.percentages import PercentFinder
from newsextract.text.numerals import RUN, find_runs
from written_amounts import (
    LIST_WORDS,
    POINTS,
    _writers,
    amounts,
    change,
    percent_ranges,
    percentages,
    points,
    ranges,
    said_percent,
    signed_percent,
    tenths,
    with_currency,
    with_prefix,
    yuan,
)
from written_numbers import (
    _DIGITS,
    SCALES,
    Written,
    arabic,
    capitals,
    chinese,
    chinese_fraction,
    compound,
    decimals,
    full_width,
    in_chinese,
    over,
    pairs,
    place_by_place,
    plain,
    scaled,
    separated,
    spoken_yi,
    widths,
)

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
    "٣²①兆"
)


@example("投资3万亿兆亿元")
@example("投资" + "9" * 60 + "元")
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


@example(".٣7")
@given(st.text("0123456789٣.,， \u3000\n一二三十百千万亿兆几余多来个点分之半上数元%年月￥a", max_size=16))
def test_runs_are_where_their_pattern_matches(text: str) -> None:
    assert list(find_runs(text)) == [match.span() for match in RUN.finditer(text)]
