"""Words that no list has, by jieba's model: the likeliest row of beginnings, middles, ends and words of one character.

jieba finds the same row with lists and dictionaries for each character; here four numbers go along.
"""

from __future__ import annotations

from collections.abc import Mapping

_NEVER = -3.14e100
"""What jieba takes for the logarithm of nothing."""

Table = Mapping[str, float]


class UnlistedWords:
    """Cuts rows of Chinese characters that make no words of the list."""

    def __init__(
        self, start: Mapping[str, float], follow: Mapping[str, Table], shape: Mapping[str, Table]
    ) -> None:
        """Take the model: logarithms of how likely a row starts in a state (B, M, E, S), of how likely one state
        follows another, and of how likely a state has a character.
        """
        self._start = tuple(start[state] for state in "BMES")
        self._shape = tuple(shape[state].get for state in "BMES")
        self._follow = tuple(
            follow[before].get(state, _NEVER)
            for before, state in ("BM", "BE", "MM", "ME", "EB", "ES", "SB", "SS")
        )

    def __call__(self, row: str) -> list[str]:
        """Return the words of a row of two characters at least; joined they are the row."""
        words: list[str] = []
        done = 0
        for at, state in enumerate(self._states(row), 1):
            if state in "ES":
                words.append(row[done:at])
                done = at
        return words

    def _states(self, row: str) -> str:
        """Return the likeliest states; of two that are equally likely jieba takes the later letter."""
        shape_b, shape_m, shape_e, shape_s = self._shape
        b_m, b_e, m_m, m_e, e_b, e_s, s_b, s_s = self._follow
        b, m, e, s = (
            begins + shape(row[0], _NEVER) for begins, shape in zip(self._start, self._shape, strict=True)
        )
        before: list[tuple[str, str, str, str]] = []
        for char in row[1:]:
            in_b, in_m, in_e, in_s = (
                shape_b(char, _NEVER), shape_m(char, _NEVER), shape_e(char, _NEVER), shape_s(char, _NEVER)
            )  # fmt: skip
            from_e, from_s = e + e_b + in_b, s + s_b + in_b
            to_b, of_b = (from_s, "S") if from_s >= from_e else (from_e, "E")
            from_b, from_m = b + b_m + in_m, m + m_m + in_m
            to_m, of_m = (from_m, "M") if from_m >= from_b else (from_b, "B")
            from_b, from_m = b + b_e + in_e, m + m_e + in_e
            to_e, of_e = (from_m, "M") if from_m >= from_b else (from_b, "B")
            from_e, from_s = e + e_s + in_s, s + s_s + in_s
            to_s, of_s = (from_s, "S") if from_s >= from_e else (from_e, "E")
            b, m, e, s = to_b, to_m, to_e, to_s
            before.append((of_b, of_m, of_e, of_s))
        states = ["S" if s >= e else "E"]
        for came in reversed(before):
            states.append(came["BMES".index(states[-1])])
        return "".join(reversed(states))
