"""Surfaces in a text: whichever way they are looked for, the same places."""

from __future__ import annotations

from itertools import accumulate

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsextract.lexicons import alternation
from newsextract.lexicons.names import Name, Names
from newsextract.text import occurrences as rooms
from newsextract.text.occurrences import Surfaces, matches_at, occurrences
from newsextract.text.translation import Translation
from newsextract.text.words import Words

_TEXT = st.text("甲乙丙a😀", max_size=20)
_WORDS = st.lists(st.text("甲乙丙a😀", min_size=1, max_size=4), max_size=6)


@given(_TEXT, _WORDS)
def test_every_way_finds_what_the_alternation_finds(text: str, words: list[str]) -> None:
    expected = [match.span() for match in regex.finditer(alternation(words), text)]
    assert Surfaces(words).find(text) == expected
    assert occurrences(text, words) == expected
    assert Names(Name(word, "company", word) for word in words).find(text) == expected


@given(_TEXT, _WORDS)
def test_many_surfaces_are_found_as_few_are(text: str, words: list[str]) -> None:
    few = occurrences(text, words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "_LITTLE", -1)
        assert occurrences(text, words) == few


@given(_TEXT, _WORDS, st.booleans())
def test_a_pattern_tried_where_it_can_begin_matches_where_a_plain_one_does(
    text: str, words: list[str], overlapped: bool
) -> None:
    pattern = rf"{alternation(words)}(?:甲|a+)?(?!乙)"
    expected = [match.span() for match in regex.finditer(pattern, text, overlapped=overlapped)]
    starts = [at for at in range(len(text) + 1) if text.startswith(tuple(words), at) or not words]
    found = matches_at(regex.compile(pattern), text, starts, overlapped=overlapped)
    assert [match.span() for match in found] == expected


def test_sure_names_are_found_inside_doubtful_ones() -> None:
    names = Names([Name("华新", "company", "华新"), Name("华新水泥", "company", "华新水泥", ambiguous=True)])
    assert names.find("在华新水泥厂") == [(1, 5)]
    assert names.find("在华新水泥厂", sure=True) == [(1, 3)]


@given(st.text("甲乙１２𠮷a", max_size=12))
def test_a_translation_is_what_translate_does(text: str) -> None:
    table = dict(zip("１乙𠮷", "1甲吉", strict=True))
    assert Translation(table)(text) == text.translate(str.maketrans("１乙𠮷", "1甲吉"))


@given(
    st.lists(st.text("甲乙a😀", min_size=1, max_size=4), min_size=1, max_size=6), st.sets(st.integers(-2, 30))
)
def test_more_borders_cut_words_and_nothing_else(words: list[str], edges: set[int]) -> None:
    text = "".join(words)
    before = Words.from_words(text, words)
    after = before.with_borders(edges)
    assert "".join(after.all()) == text
    inner = {edge for edge in edges if 0 < edge < len(text)}
    assert _starts(after) == _starts(before) | inner
    assert before.all() == words
    before.add_borders(edges)
    assert before.all() == after.all()


def _starts(words: Words) -> set[int]:
    return set(accumulate(map(len, words.all()), initial=0))
