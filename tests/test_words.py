"""Words that are cut where somebody asks are the words that a text has when all of it is cut."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from newsextract.text.words import Words
from newsextract.tokenizer import Cutter

_PIECES = (
    *("总投资12.5亿元", "的项目", "由省公路建设管理局", "海洋组织", "增长3%", "龘昊"),
    *("\n\n", "ABC-1", "  ", "，", "😀", "\ue000"),
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


def _fresh(text: str) -> Words:
    return Cutter().words(text)[0]


@given(_TEXTS, st.lists(st.integers(0, 80), max_size=8))
def test_asking_here_and_there_finds_the_same_words(text: str, places: list[int]) -> None:
    every = _fresh(text).all()
    starts = list(accumulate(map(len, every), initial=0))
    assert "".join(every) == text
    asked = _fresh(text)
    for place in places:
        if place < len(text):
            number = max(at for at, start in enumerate(starts[:-1]) if start <= place)
            assert asked.word_at(place) == every[number]
            assert (asked.start_at(place), asked.end_at(place)) == (starts[number], starts[number + 1])
        assert asked.is_border(place) == (place in starts)
        if 0 < place <= len(text):
            start = max(start for start in starts if start < place)
            assert asked.left_of(place) == (start, text[start:place])
    assert asked.all() == every


@given(_TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_the_words_of_a_stretch_are_those_that_touch_it(text: str, one: int, other: int) -> None:
    low, high = sorted((min(one, len(text)), min(other, len(text))))
    if low == high:
        return
    touched, at = [], 0
    for word in _fresh(text).all():
        if at < high and at + len(word) > low:
            touched.append(word)
        at += len(word)
    assert _fresh(text).within(low, high) == touched


@given(_TEXTS, st.sets(st.integers(-1, 60)))
def test_a_border_more_does_not_change_how_the_rest_is_cut(text: str, edges: set[int]) -> None:
    words = _fresh(text)
    words.add_borders(edges)
    before = set(accumulate(map(len, _fresh(text).all()), initial=0))
    inside = {edge for edge in edges if 0 < edge < len(text)}
    assert set(accumulate(map(len, words.all()), initial=0)) == before | inside
