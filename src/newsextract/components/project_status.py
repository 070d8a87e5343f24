"""At which stage a project is: verbs in its clause, then the frame that it is listed in.

Sources: guideline, PROJECT ``status``; "what is only announced for the future is at the stage it is in
now, or none"; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import sentence_around

_NEAR = 26


class ProjectStatus:
    """Reads statuses. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        self._behind_words: dict[str, str] = {
            word: status for status, words in data["behind"].items() for word in words
        }
        self._before_words: dict[str, str] = {
            word: status for status, words in data["before"].items() for word in words
        }
        self._behind = regex.compile(alternation(self._behind_words))
        self._before = regex.compile(alternation(self._before_words))
        self._future = regex.compile(rf"{alternation(data['future']['words'])}[^，。；]{{0,6}}$")
        self._frame_words: dict[str, str] = {
            word: status for status, words in data["frame"].items() for word in words
        }
        self._frame = regex.compile(
            rf"(?P<verb>{alternation(self._frame_words)})[^。\n]{{0,14}}项目[^。\n]{{0,14}}(?:——|：|:|包括|分别是|有)[^\n]{{0,4}}$"
        )

    def of(self, text: str, names: Sequence[ProjectName]) -> dict[str, str | None]:
        """Return the status of each surface: the one that most of its mentions say, the earliest on a tie."""
        votes: dict[str, Counter[str]] = {}
        framed: str | None = None
        for at, name in enumerate(names):
            surface = text[name.start : name.end]
            counter = votes.setdefault(surface, Counter())
            end = names[at + 1].start if at + 1 < len(names) else len(text)
            own = self._own(text, name, end)
            framed = self._framed(text, name, names[at - 1].end if at else 0, framed)
            status = own or framed
            if status is not None:
                counter[status] += 2 if own else 1
        return {
            surface: (counter.most_common(1)[0][0] if counter else None) for surface, counter in votes.items()
        }

    def _own(self, text: str, name: ProjectName, limit: int) -> str | None:
        low, high = sentence_around(text, name.start)
        behind = text[name.end : min(high, name.end + _NEAR, max(limit, name.end))]
        first = self._first(behind)
        if first is not None:
            return first
        before = text[max(low, name.start - _NEAR) : name.start]
        last = None
        for match in self._before.finditer(before):
            last = self._before_words[match[0]]
        return last

    def _first(self, behind: str) -> str | None:
        for match in self._behind.finditer(behind):
            if self._future.search(behind, 0, match.start()):
                return None
            if behind[match.end() : match.end() + 1] in {"后", "前"}:
                continue
            return self._behind_words[match[0]]
        return None

    def _framed(self, text: str, name: ProjectName, floor: int, held: str | None) -> str | None:
        """Return the frame's status: a heading or sentence with 项目 and a colon or dash before the list."""
        window = text[max(floor, name.start - 60) : name.start]
        for line in reversed(window.splitlines() or [""]):
            match = self._frame.search(line)
            if match is not None:
                return self._frame_words[match["verb"]]
        gap = text[floor : name.start]
        return held if len(gap) < 160 else None
