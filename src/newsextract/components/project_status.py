"""At which stage a project is: verbs in its sentence, then the frame that it is listed in.

Sources: guideline, PROJECT ``status``; "what is only announced for the future is at the stage it is in
now, or none"; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import clause_around, sentence_around

_NEAR, _FAR, _BEFORE = 26, 110, 26
_BULLET = regex.compile(
    r"(?:其中[，,]?|[一二三四五六]是|[\s\d一二三四五六七八九十（）()、．.①-⑳—\-●■◆▲★·])*+"
)
# Between two names of a list: the first one's amount in brackets, the second one's before it.
_LIST_GAP = regex.compile(
    r"(?:[（(][^（()）\n]{1,30}[）)])?[、，]?[和及与]?(?:以及)?(?:总?投资(?:额)?[^、，。；\n]{2,16}的)?"
)
# A line that starts like an item of a list.
_ITEM = regex.compile(r"\s*(?:——|[●■◆▲★☆·•△▪①-⑳]|[（(]?[\d一二三四五六七八九十]{1,2}[)）、．.])")
_HEADING = 40


class ProjectStatus:
    """Reads statuses. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        self._behind_words: dict[str, str] = {w: s for s, words in data["behind"].items() for w in words}
        self._before_words: dict[str, str] = {w: s for s, words in data["before"].items() for w in words}
        self._frame_words: dict[str, str] = {w: s for s, words in data["frame"].items() for w in words}
        self._behind = regex.compile(alternation(self._behind_words))
        self._before = regex.compile(alternation(self._before_words))
        self._future = regex.compile(rf"{alternation(data['future']['words'])}[^，。；]{{0,8}}$")
        self._planned = regex.compile(rf"{alternation(data['intent']['before'])}[^，。；]{{0,12}}$")
        self._intent = regex.compile(
            rf"{alternation(data['intent']['words'])}[^。；]{{0,40}}{alternation(data['intent']['builds'])}[^，。；]{{0,6}}$"
        )
        verb = alternation(self._frame_words)
        self._opens = regex.compile(
            rf"(?P<verb>{verb})[^。；]{{0,30}}?(?:项目|工程|协议|还有|大单|特点|亮点|清单)[^。；]{{0,60}}?"
            r"(?:——|[：:]|包括|包含|分别是|分别为|有|如|其中|中)"
        )
        self._heading = regex.compile(
            rf"(?P<verb>{verb})(?:的)?[^。；，]{{0,6}}(?:项目|工程)|(?:项目|工程)[^。；，]{{0,6}}(?P<verb>{verb})"
        )

    def of(self, text: str, names: Sequence[ProjectName]) -> dict[str, str | None]:
        """Return the status of each surface: the furthest that a mention says, else its list's frame."""
        votes: dict[str, Counter[str]] = {}
        frame_votes: dict[str, Counter[str]] = {}
        frames = self._frames(text, names)
        for at, name in enumerate(names):
            counter = votes.setdefault(text[name.start : name.end], Counter())
            own = self._own(text, names, at)
            if own is not None:
                counter[own] += 1
            framed = frames[at]
            if own is None and framed is not None:
                frame_votes.setdefault(text[name.start : name.end], Counter())[framed] += 1
        return {surface: _most(own or frame_votes.get(surface, Counter())) for surface, own in votes.items()}

    def _own(self, text: str, names: Sequence[ProjectName], at: int) -> str | None:
        first, last = _list_around(text, names, at)
        start, end = names[first].start, names[last].end
        low, high = sentence_around(text, start)
        high = max(high, sentence_around(text, end)[1])
        limit = names[last + 1].start if last + 1 < len(names) else len(text)
        near = self._first(text[end : min(high, end + _NEAR, max(limit, end))])
        if near is not None:
            return self._advanced(text, near, end, min(limit, end + _FAR))
        before = self._last_before(text, low, start)
        if before is not None:
            return before
        paragraph = text.find("\n", end)
        far = min(limit, end + _FAR, len(text) if paragraph < 0 else paragraph)
        return self._first(text[end + _NEAR : far]) if far > end + _NEAR else None

    def _advanced(self, text: str, status: str, end: int, limit: int) -> str:
        """Move 开工 on to under_construction when work done since is told behind it."""
        if status != "started":
            return status
        return "under_construction" if _SINCE.search(text, end, max(end, limit)) else status

    def _last_before(self, text: str, low: int, start: int) -> str | None:
        clause = max(low, clause_around(text, start)[0], start - _BEFORE)
        window = text[clause:start]
        found = [
            "planned" if self._planned.search(window, 0, match.start()) else self._before_words[match[0]]
            for match in self._before.finditer(window)
        ]
        sentence = text[max(low, start - 70) : start]
        if _SIGNS.search(sentence):
            return "signed"
        if found:
            return found[-1]
        return "planned" if self._intent.search(sentence) else None

    def _first(self, behind: str) -> str | None:
        for match in self._behind.finditer(behind):
            if behind[match.end() : match.end() + 1] in {"后", "前", "时"}:
                continue
            if self._future.search(behind, 0, match.start()):
                return None
            return self._behind_words[match[0]]
        return None

    def _frames(self, text: str, names: Sequence[ProjectName]) -> list[str | None]:
        """Return for each name the status of the frame that it is listed in, if any."""
        out: list[str | None] = []
        frame: str | None = None
        line_start, at = 0, 0
        quiet = 0
        for line in text.splitlines(keepends=True):
            line_end = line_start + len(line)
            mine = []
            while at < len(names) and names[at].start < line_end:
                mine.append(names[at])
                at += 1
            opened = self._opened(line)
            at_head = bool(mine) and line_start + _bullet_end(line) >= mine[0].start
            listed = at_head or (bool(mine) and _ITEM.match(line) is not None)
            if opened is None and line.strip() and not listed:
                quiet += 1
                frame = frame if quiet < 2 else None
            elif listed:
                quiet = 0
            for name in mine:
                here = opened if opened is not None and opened[1] <= name.start - line_start else None
                out.append(here[0] if here is not None else (frame if listed else None))
            if opened is not None:
                frame, quiet = opened[0], 0
            line_start = line_end
        return out

    def _opened(self, line: str) -> tuple[str, int] | None:
        """Return the status that a line gives to what it lists, and from where in the line."""
        stripped = line.strip()
        match = self._opens.search(line)
        if match is None and len(stripped) <= _HEADING and not stripped.endswith(("。", "；")):
            match = self._heading.search(line)
        return None if match is None else (self._frame_words[match["verb"]], match.start())


_ORDER = ("planned", "signed", "started", "under_construction", "completed", "operating")
_SINCE = regex.compile(r"以来|已完成投资|累计完成|贯通|已完成[^，。]{0,8}工程量|完成投资|进度")
_SIGNS = regex.compile(r"(?:签下|签署|签订|签约)[^。；]{0,50}(?:建设|新建|打造|投资|布局)[^，。；]{0,8}$")


def _bullet_end(line: str) -> int:
    match = _BULLET.match(line)
    return 0 if match is None else match.end()


def _most(counter: Counter[str]) -> str | None:
    """Return the furthest stage that the mentions say: a project signed and then started is started."""
    return max(counter, key=_ORDER.index) if counter else None


def _list_around(text: str, names: Sequence[ProjectName], at: int) -> tuple[int, int]:
    """Return the first and last name of the 、-list that the name stands in."""
    first = last = at
    while first > 0 and _LIST_GAP.fullmatch(text, names[first - 1].end, names[first].start):
        first -= 1
    while last + 1 < len(names) and _LIST_GAP.fullmatch(text, names[last].end, names[last + 1].start):
        last += 1
    return first, last
