"""What was found in a text is kept for that text, never compared character by character."""

from __future__ import annotations

from newsextract.text.kept import kept
from newsextract.text.sentences import clause_around, sentence_around


def test_an_answer_is_kept_for_the_object_only() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    find = kept(length, 2)
    one, same = "".join(["投资", "5亿元"]), "".join(["投资5", "亿元"])
    assert [find(one), find(one), find(same), find(same), find(one)] == [5, 5, 5, 5, 5]
    assert len(asked) == 2
    find("第三篇")
    find(one)
    assert len(asked) == 4


def test_texts_that_are_asked_about_in_turn_do_not_mix() -> None:
    first, second = "甲，乙。丙", "甲乙，丙丁。戊"
    for _ in range(2):
        assert (sentence_around(first, 0), clause_around(first, 0)) == ((0, 3), (0, 1))
        assert (sentence_around(second, 0), clause_around(second, 0)) == ((0, 5), (0, 2))
