"""Words of several lists, found on one way through a text, as looking for each by itself finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsextract.text import numerals
from newsextract.text.lookout import Lookout

# Characters whose bytes are one another's turned round are where a match could begin inside a character.
CHARS = "乎乏仏年卌𠀀5a"
WORDS = st.sets(st.text(CHARS, min_size=1, max_size=3))


def places(words: set[str], text: str) -> list[tuple[int, int]]:
    return sorted(
        (at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at)
    )


@given(st.lists(WORDS, min_size=1), st.text(CHARS))
def test_each_list_gets_the_places_of_its_own_words(lists: list[set[str]], text: str) -> None:
    lookout = Lookout()
    watched = [lookout.watch(words) for words in lists]
    for words, wanted in zip(lists, watched, strict=True):
        assert sorted(lookout.find(wanted, text)) == places(words, text)


def test_of_one_start_the_longest_comes_last() -> None:
    lookout = Lookout()
    assert dict(lookout.find(lookout.watch(["工程", "工程项目"]), "工程项目")) == {0: 4}


def test_a_list_added_later_is_found_in_the_text_asked_about_last() -> None:
    lookout, text = Lookout(), "省道工程"
    first = lookout.watch(["工程"])
    assert lookout.find(first, text) == [(2, 4)]
    second = lookout.watch(["省道"])
    assert lookout.find(second, text) == [(0, 2)]
    assert lookout.find(first, text) == [(2, 4)]


def test_equal_lists_are_one_and_what_nobody_keeps_is_let_go() -> None:
    lookout = Lookout()
    first = lookout.watch(["工程"])
    assert lookout.watch(["工程"]) is first
    lookout.find(lookout.watch(["省道"]), "省道")
    lookout.find(lookout.watch(["国道"]), "国道")
    assert set(lookout._built.lists) == {first, frozenset(["国道"])}


def test_every_digit_can_begin_a_number() -> None:
    begins = re.compile(f"[{numerals._DIGIT_ROWS}]")
    assert all(begins.match(chr(code)) for code in range(0x110000) if chr(code).isdecimal())
