"""Signs of rules: found on one way through a text, where each by itself would be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.components.government import _sign
from newsextract.components.looks import first_of
from newsextract.components.org_signs import Signs

_WORDS = st.lists(st.text("甲乙丙a😀", min_size=1, max_size=4), min_size=1, max_size=5)


@given(st.text("甲乙丙a😀", max_size=20), st.lists(_WORDS, min_size=1, max_size=3))
def test_each_rule_is_told_where_one_of_its_words_starts(text: str, rules: list[list[str]]) -> None:
    signs = Signs()
    numbers = [signs.watch(words) for words in rules]
    for number, words in zip(numbers, rules, strict=True):
        expected = [at for at in range(len(text)) if text.startswith(tuple(words), at)]
        assert list(signs.starts(text)[number]) == expected


def test_first_characters_are_those_of_all_words() -> None:
    assert first_of(["公司", "集团", "公告"]) == {"公", "集"}


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        ("武警[\u4e00-\u9fd5]{2,4}(?:总队|支队)", "武警"),
        ("兵团第?[一二三]{1,3}师", "兵团"),
        ("国务院[\u4e00-\u9fd5]{1,4}委(?:员会|会)?办公室", "国务院"),
        ("(?<=[到由])[省市](?:[甲乙]{2}(?:防治|整治))办公室", "办公室"),
    ],
)
def test_a_sign_stands_in_whatever_the_pattern_matches(pattern: str, sign: str) -> None:
    assert _sign(pattern) == [sign]


def test_a_pattern_of_choices_alone_has_no_sign() -> None:
    with pytest.raises(ValueError, match="empty"):
        _sign("(?:甲|乙)[丙丁]?")
