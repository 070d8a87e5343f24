"""Where a project is by what its list, its row or 在这里 shares with it (guideline, PROJECT ``location``).

A项目、B项目……海淀北部15个重大产业项目, 位于雄安新区的A、B和C, 在芜湖…，公司宣布在这里兴建X.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from newsextract.components.annotations import Found
from newsextract.components.looks import first_of, last_of
from newsextract.components.places import place_starting
from newsextract.components.project_places import ProjectPlaces, whole_places
from newsextract.text.kept import kept
from newsextract.text.sentences import sentence_around

_BEFORE, _EARLIER = 45, 160
_JOINS = frozenset(("、", "和", "及", "与", "以及"))
_JOIN_BEGINS, _JOIN_ENDS = first_of(_JOINS), last_of(_JOINS)
_LONGEST_JOIN = max(map(len, _JOINS))
# A项目、B项目……海淀北部15个重大产业项目今年将开工: the place of all of them.
_LISTS_ON = ("、", "…")
_CLOSED_BY = regex.compile(
    r"(?:、[^，。；、\n…]{2,30}){0,8}…{1,2}(?P<where>[\u4e00-\u9fd5]{2,10}?)(?:共有?|的)?\d+[个项]"
)
# A row of a table that became a line: X项目　　甲公司　　5.5亿元　　醴陵市.
_ROW = regex.compile(r"[^\n]{0,60}?[ \u3000\t]{2,}(?P<where>[\u4e00-\u9fd5]{2,8})[ \u3000\t]*(?=\n|\Z)")
# A sentence begins: 在广西崇左，; ——江苏苏州，
_ITEMS, _NOW, _AT = "—●■▲“", ("眼下，", "目前，", "如今，"), "在"
_OPENS = regex.compile(rf"[\s{_ITEMS}]*(?:{'|'.join(_NOW)})?{_AT}?")
_OPENERS = frozenset((*_ITEMS, *(word[0] for word in _NOW), _AT))
_COMMA = regex.compile(r"(?:境内|市区|郊外)?[，：]")
_TELLS = regex.compile(
    r"(?:今天|昨天|昨日|日前|近日|本周|上周|今年|上半年)?(?:又有|又添|又签下|再添|再传|迎来|引来|集中(?:开工|签约|动工)|一口气|的?\d+个项目)"
)
# 敦化市文旅“三步走”走得扎实：A投用，B开工
_COLON = regex.compile(r"(?!委|政府|人民政府)[^，。；：\n]{2,20}(?<![说示绍出为称道露析问强])：")
_HERE = re.compile(r"(?:在(?:这里|此|当地)|落户(?:这里|于此))")
_COMES = regex.compile(r"(?:在|走进|来到|位于|落户)")


class SharedPlaces:
    """Reads the places of lists, rows and 这里. Built once, then read-only."""

    def __init__(self, places: ProjectPlaces) -> None:
        self._places = places
        # The members of a list ask for the same place one after the other.
        self._of_runs = kept(_no_places)

    def of(self, text: str, projects: Sequence[Found], at: int) -> str | None:
        """Return the place that the project numbered ``at`` shares with others, or ``None``."""
        start, end = projects[at]["start"], projects[at]["end"]
        low = sentence_around(text, start)[0]
        return (
            self._here(text, low, start)
            or _closing(text, start, end)
            or self._of_run(text, projects, at)
            or self._opening(text, low, start)
        )

    def _opening(self, text: str, low: int, start: int) -> str | None:
        """Return the place whose news it is: 绍兴滨海新区又有两个项目动工——X; 在白城，座座风机拔地而起。X投产."""
        place = self._lead(text, low, start, _TELLS, _COLON)
        line = text.rfind("\n", max(0, low - 2), start) + 1
        if place is None and low - line > 1:
            before = sentence_around(text, max(line, low - 2))[0]
            place = self._lead(text, before, low, _COMMA)
        return place

    def _lead(self, text: str, low: int, high: int, *behind: regex.Pattern[str]) -> str | None:
        """Return the place that opens a sentence and is followed by what one of ``behind`` matches."""
        begin, opener = low, text[low : low + 1]
        if opener in _OPENERS or opener.isspace():
            opened = _OPENS.match(text, low, high)
            begin = low if opened is None else opened.end()
        end = self._places.end_at(text, begin)
        if not begin < end < high:
            return None
        for pattern in behind:
            if pattern.match(text, end):
                return text[begin:end]
        return None

    def _here(self, text: str, low: int, start: int) -> str | None:
        """Return the place that 这里 stands for: the last one that something was done at before it."""
        said = _HERE.search(text, max(low, start - _BEFORE), start)
        if said is None:
            return None
        low = max(0, said.start() - _EARLIER)
        low = max(low, text.rfind("\n", low, start) + 1)
        for match in reversed(list(_COMES.finditer(text, low, said.start()))):
            place = self._places.place_at(text, match.end())
            if place is not None:
                return place
        return None

    def _of_run(self, text: str, projects: Sequence[Found], at: int) -> str | None:
        """Return the place told of a list as of one: 位于雄安新区的|A、B和C."""
        start, end = projects[at]["start"], projects[at]["end"]
        if text[start - 1 : start] not in _JOIN_ENDS and text[end : end + 1] not in _JOIN_BEGINS:
            return None
        first = last = at
        while first and _joins(text, projects[first - 1]["end"], projects[first]["start"]):
            first -= 1
        while last + 1 < len(projects) and _joins(text, projects[last]["end"], projects[last + 1]["start"]):
            last += 1
        if first == last:
            return None
        start, end = projects[first]["start"], projects[last]["end"]
        read = self._of_runs(text)
        if (start, end) not in read:
            read[start, end] = self._places.of(text, start, end)
        return read[start, end]


def _no_places(_: str) -> dict[tuple[int, int], str | None]:
    """Return where the places of a text's lists are to be kept."""
    return {}


def _joins(text: str, start: int, end: int) -> bool:
    """Tell that nothing but a word that joins two members of a list stands between them."""
    return end - start <= _LONGEST_JOIN and text[start:end] in _JOINS


def _closing(text: str, start: int, end: int) -> str | None:
    """Return the place that closes the list or the row that the name stands in."""
    closed = _CLOSED_BY.match(text, end) if text.startswith(_LISTS_ON, end) else None
    if closed is not None and place_starting(text, closed.start("where")) is not None:
        return closed["where"]
    opens = start == 0 or text[start - 1] == "\n"
    row = _ROW.match(text, end) if opens else None
    if row is None or whole_places(text, row.start("where")) != row.end("where"):
        return None
    return row["where"]
