"""What the list or the headline says of the stage of what it names.

Sources: guideline, PROJECT ``status``; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from newsextract.components.looks import first_of, looks
from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import Listed
from newsextract.text.sentences import sentence_around

_NUMERALS = r"\d一二三四五六七八九十"
_ORDERS = "首先是|其次是|再次是|最后是|第[一二三四五六七八九十]是"
_SIGNS = rf"\s{_NUMERALS}（）()、．.①-⑳—\-●■◆▲★·"
_ITEM_SIGNS = "●■◆▲★☆·•△▪①-⑳"
_BULLET = regex.compile(rf"(?:其中[，,]?|{_ORDERS}|[一二三四五六]是|[{_SIGNS}])*+")
# A line that starts like an item of a list.
_ITEM = regex.compile(rf"\s*(?:——|{_ORDERS}|[{_ITEM_SIGNS}]|[（(]?[{_NUMERALS}]{{1,2}}[)）、．.])")
# Both begin with one of these.
_begins_item = looks(_SIGNS + _ITEM_SIGNS + "其" + "".join(first_of(_ORDERS.split("|"))))
# A field of a table gone to lines (总投资：86亿元) does not end the list that it stands in.
_FIELD = regex.compile(r"\s*[^，。：:\s]{2,10}[：:]")
_FIELD_REACH = 11
_NOT_YET = regex.compile(r"(?:将|要|拟|年内|计划|预|待|月|年)[^，。 ]{0,4}\Z")
# 湖北还将开工建设X等项目: what is to be started opens no list of what is.
_STILL_TO_COME = regex.compile(r"(?<!即)(?:原定|将|计划|拟|力争|争取|准备|(?<![主重需不])要)[^，。；]{0,6}\Z")
# No longer than so many characters.
_NEAR_VERB = 10
_HEADING, _HEADLINE = 40, 60
# 项目 and the sixteen characters that may stand between it and its verb.
_BEFORE = 18
_BEGINS = regex.compile(r"项目|工程")
_LISTS = "包括|包含|分别是|分别为|其中有"
_COLONS, _AMONG = "：:", "其中，"
_GOES_ON = re.compile("|".join((*_COLONS, _AMONG)))
_ENUMERATES = re.compile(_LISTS)
_COUNTED = r"等[\d一二三四五六七八九十]+个(?:项目|工程)(?=。)"
_CLOSES = regex.compile(_COUNTED)
# So many lines that are no items stand behind a list.
_ENDS_LIST = 2


class _Line(NamedTuple):
    """A line that a name stands in, with what it opens, whether it is an item and of what list."""

    said: str
    opened: tuple[str, int] | None
    listed: bool
    frame: str | None


# X等19个续建项目: the closer of the list tells the stage.
_CLOSER = regex.compile(
    r"等(?:\d+|[一二三四五六七八九十百]+)(?:余|多)?(?:个|项)(?:重点|重大)?(?P<what>续建|在建|新开工|竣工|投产|签约|拟建)(?:重点|重大)?(?:项目|工程)"
)
# 安排资金超960亿元，支持A、B等一批重大工程建设.
_SUPPORTED = regex.compile(r"等一批(?:重大|重点)?(?:水利|交通)?(?:工程|项目)(?:加快)?(?:建设|实施)")
_CLOSED = {
    "续建": "under_construction", "在建": "under_construction", "新开工": "started", "竣工": "completed",
    "投产": "operating", "签约": "signed", "拟建": "planned",
}  # fmt: skip


class ProjectFrames:
    """Reads the stages of lists and headlines. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        frames: dict[str, str] = {w: s for s, words in data["frame"].items() for w in words}
        verb = f"{alternation(frames)}(?!会(?!议))"  # 推介会 is where they were signed
        opening: dict[str, str] = {w: s for s, words in data["opening"].items() for w in words}
        self._stages = opening | frames
        # Neither pattern matches a line that has none of these.
        self.verbs = list(self._stages)
        self._event_words: dict[str, str] = {w: s for s, words in data["headline"].items() for w in words}
        self._event = re.compile(alternation(self._event_words))
        self._opens_first = re.compile(
            rf"(?P<verb>{verb})[^。；]{{0,30}}?(?:项目|工程|协议|投资意向|还有|重头戏|大单|特点|亮点|清单)[^。；]{{0,60}}?"
            r"(?:——|[：:]|包括|包含|分别是|分别为|有(?![效力望序关利限])|如|其中|中)"
        )
        opens = (
            rf"(?P<verb>{alternation(opening)})(?:的有|的是|的包括)?[{_COLONS}]"
            # 31个项目公开招标，其中包括X.
            rf"|(?P<behind>(?:项目|工程)[^。；]{{0,16}}(?P<verb>{verb})[^。；]{{0,40}}?(?:{_LISTS}))"
            # 近日签约的一批重大项目涵盖…，总投资428亿元。其中，X
            rf"|(?P<behind>(?P<verb>{verb})的(?:一批|\d+个|\d+项)[^。；]{{0,8}}项目[^。；]{{0,90}}。{_AMONG})"
        )
        self._opens = regex.compile(opens)
        self._opens_counted = regex.compile(rf"{opens}|(?P<verb>{verb})[^。；]{{0,140}}?{_COUNTED}")
        self._heading = regex.compile(
            rf"(?P<verb>{verb})(?:的)?[^。；，]{{0,6}}(?:项目|工程)|(?:项目|工程)[^。；，]{{0,6}}(?P<verb>{verb})"
        )

    def of(self, text: str, names: Sequence[ProjectName], verbs: Listed) -> list[str | None]:
        """Return for each name the status of the frame that it is listed in, if any; ``verbs``: ``self.verbs``."""
        out: list[str | None] = []
        lines: list[_Line | str] = []
        end, at = 0, 0
        for said in text.splitlines(keepends=True) if names else ():
            start, end, first = end, end + len(said), at
            while at < len(names) and names[at].start < end:
                at += 1
            if at == first:
                lines.append(said)
                continue
            opened = self._opened(text, start, end, verbs)
            listed = _is_listed(said, names[first].start - start)
            frame = self._frame_behind(text, lines, start, verbs) if listed else None
            for name in names[first:at]:
                out.append(opened[0] if opened is not None and opened[1] <= name.start else frame)
            if at == len(names):
                break
            lines.append(_Line(said, opened, listed, frame))
        return out

    def _frame_behind(self, text: str, lines: Sequence[_Line | str], end: int, verbs: Listed) -> str | None:
        """Return the status that the last of the lines to open a list gives to what comes next, at ``end``.

        Two lines that are no items end a list. What a line without a name opens is asked for only here.
        """
        quiet = 0
        for line in reversed(lines):
            named = None if isinstance(line, str) else line
            said = line if isinstance(line, str) else line.said
            start = end - len(said)
            opened = self._opened(text, start, end, verbs) if named is None else named.opened
            if opened is not None:
                return opened[0]
            if named is not None and named.listed:
                return named.frame
            if said.strip() and _FIELD.match(said) is None:
                quiet += 1
                if quiet == _ENDS_LIST:
                    return None
            end = start
        return None

    def _opened(self, text: str, start: int, end: int, listed: Listed) -> tuple[str, int] | None:
        """Return the status that the line gives to what it lists, and from where in the text."""
        begins = [at for at, _ in listed.longest_within(text, start, end)]
        if not begins:
            return None
        # It begins with a verb, or with 项目 or 工程 not far before one when it goes on with what lists.
        lists = _ENUMERATES.search(text, begins[0], end) is not None
        if lists:
            begins = sorted({at for verb in begins for at in _begins(text, max(start, verb - _BEFORE), verb)})
        closed = text.find("等", begins[0], end) >= 0 and _CLOSES.search(text, begins[0], end) is not None
        further = self._opens_counted if closed else self._opens
        # But for what is counted, all that it matches has one of these.
        may_go_on = closed or lists or _GOES_ON.search(text, begins[0], end) is not None
        match: re.Match[str] | regex.Match[str] | None = None
        for at in begins:
            match = self._opens_first.match(text, at, end)
            if match is None and may_go_on:
                match = further.match(text, at, end)
            if match is not None:
                break
        else:
            stripped = text[start:end].strip()
            if len(stripped) <= _HEADING and not stripped.endswith(("。", "；")):
                match = self._heading.search(text, start, end)
        if match is None:
            return None
        verb = match.start("verb")
        if _STILL_TO_COME.search(text, max(start, verb - _NEAR_VERB), verb):
            return None
        behind = match.groupdict().get("behind")
        return self._stages[match["verb"]], match.end("behind") if behind else match.start()

    def of_article(self, text: str) -> str | None:
        """Return the stage that the headline gives to what the article lists: …项目集中签约, …集中开工."""
        head = text[: 4 * _HEADLINE]
        if self._event.search(head) is None:
            return None
        lines = [line.strip() for line in head.splitlines() if line.strip()]
        # The first line, and the one below it that is a headline, too: no full stop ends it.
        second = [line for line in lines[1:2] if len(line) < _HEADING and not line.endswith("。")]
        headline = " ".join([*(line[:_HEADLINE] for line in lines[:1]), *second])
        found = [
            self._event_words[match[0]]
            for match in self._event.finditer(headline)
            if not _NOT_YET.search(headline, 0, match.start())
        ]
        return found[0] if len(set(found)) == 1 else None


def closed_by(text: str, start: int, end: int) -> str | None:
    """Return the stage that the closer of the list from ``start`` to ``end`` tells: X等19个续建项目."""
    if not text.startswith("等", end):
        return None
    closer = _CLOSER.match(text, end)
    if closer is not None:
        return _CLOSED[closer["what"]]
    if _SUPPORTED.match(text, end) is None:
        return None
    supported = text.find("支持", sentence_around(text, start)[0], start) >= 0
    return "under_construction" if supported else None


def _begins(text: str, low: int, verb: int) -> list[int]:
    """Return where what opens a list with the verb can begin."""
    return [*(match.start() for match in _BEGINS.finditer(text, low, verb)), verb]


def _is_listed(line: str, name: int) -> bool:
    """Tell that a line is an item of a list: nothing but its bullet stands before its first name, or it begins so."""
    if name == 0:
        return True
    if not _begins_item(line[0]):  # no white space, either
        head = line[:_FIELD_REACH]
        return ("：" in head or ":" in head) and _FIELD.match(head) is not None
    bullet = _BULLET.match(line)
    at_head = bullet is not None and bullet.end() >= name
    return at_head or _ITEM.match(line) is not None or _FIELD.match(line) is not None
