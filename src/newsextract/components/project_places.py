"""Where a project is, by the words around its name: 位于…, 在安达投资建设的…, 洋浦经济开发区：….

Source: guideline, PROJECT ``location``: a place said of the project, not one inside its name.
"""

from __future__ import annotations

import regex

from newsextract.components.places import chain_start, place_starting
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import sentence_around

_BEFORE, _BEHIND, _SAID = 45, 12, 30
_IN = regex.compile(r"(?<![所存正现旨])在")
_PART = regex.compile(r"[\u4e00-\u9fd5]{1,4}(?<![的了时后前中上里内年月日到边场产报说称看示露面去来])(?=，)")
_LIES = ("位于", "坐落", "地处", "选址")
_COMMA = regex.compile(r"[，：]")
_ACTS = regex.compile(
    r"(?:今年|明年|正|还|又|也|年内)?(?:已经?|将|拟|计划)?(?:重点|全力|集中|加快|陆续|先后|同步)?(?:加快推进|推进|推动|投资|建成|建设|新建|开工|启动|打造|上马|布局|引进|签下)"
)
_LEAD = regex.compile(r"[\s—●■▲]+")
_MARKS = frozenset("，。；：、！？\n—（ “")
_LABEL = regex.compile(r"(?<=^|\n)[^\n，。：]{2,16}(?=：)")


class ProjectPlaces:
    """Reads places. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        links = table("groups")["links"]
        self._where = regex.compile(
            rf"(?:{alternation(links['where'])})(?P<where>[^，。；、！？\s的（）()]{{2,16}})"
        )
        self._zone = regex.compile(rf"[\p{{Han}}]{{0,6}}?{alternation(links['zones'])}")
        self._then = regex.compile(rf"[，、的]|{alternation(links['then'])}")
        self._verbs = regex.compile(alternation(links["then"]))

    def of(self, text: str, start: int, end: int) -> str | None:
        """Return the place that the text says of the project named at ``[start, end)``, or ``None``."""
        low, high = sentence_around(text, start)
        said = self._said(text, low, start, end, high)
        if said is not None:
            return said
        before = [self._place(text, m.end()) for m in _IN.finditer(text, max(low, start - _BEFORE), start)]
        found = [place for place in before if place is not None]
        if found:
            return found[-1]
        owned = self._owning(text, low, start)
        if owned is not None:
            return owned
        acting = self._acting(text, low, start)
        if acting is not None:
            return acting
        behind = _IN.search(text, end, min(high, end + _BEHIND))
        if behind is not None and (place := self._place(text, behind.end())) is not None:
            return place
        return self._label(text, start) or self._opening(text, low, start)

    def _owning(self, text: str, low: int, start: int) -> str | None:
        """Return the place whose project it is: 北京亦庄的小米汽车工厂二期, 瑞安的瑞立集团扩建项目."""
        if text[start - 1 : start] != "的":
            return None
        at = chain_start(text, start - 1, low)
        if at is None or (at > low and text[at - 1] not in _MARKS):
            return None
        return text[at : start - 1]

    def _acting(self, text: str, low: int, start: int) -> str | None:
        """Return the place that builds, at the start of the clause: 天津投资11亿元的X, 平顶山已经建成X."""
        opens = [low - 1] if start - low <= 2 * _BEFORE else []
        commas = (m.start() for m in _COMMA.finditer(text, max(low, start - 2 * _BEFORE), start))
        for mark in [*opens, *commas][::-1]:
            end = self._whole(text, mark + 1)
            if end > mark + 1 and _ACTS.match(text, end) and start - end <= _BEFORE:
                return text[mark + 1 : end]
        return None

    @staticmethod
    def _whole(text: str, start: int) -> int:
        end = start
        while (further := place_starting(text, end)) is not None:
            end = further
        return end

    def _opening(self, text: str, low: int, start: int) -> str | None:
        """Return the place that opens the sentence: 枝江姚家港，三宁化工的…项目开工."""
        at = _LEAD.match(text, low)
        begin = low if at is None else at.end()
        end = self._end(text, begin)
        return (
            text[begin:end] if begin < end < start and text[end] == "，" and start - end <= _BEFORE else None
        )

    def _said(self, text: str, low: int, start: int, end: int, high: int) -> str | None:
        before = next(iter(list(self._where.finditer(text, low, start))[-1:]), None)
        if before is None or start - before.end() > _BEHIND:
            before = self._where.search(text, end, min(high, end + _SAID))
        if before is None:
            return None
        at_once = 0 <= before.start() - end <= 1 and before[0].startswith(
            _LIES
        )  # X地处…厂区内: whatever place
        known = self._end(text, before.start("where"))
        if known == before.start("where") and not at_once:
            return None
        verb = self._verbs.match(text, known)  # X在辽宁营口敲定协议
        return before["where"] if verb is None else text[before.start("where") : known]

    def _place(self, text: str, start: int) -> str | None:
        """Return the place that starts here, with its zone, if what follows makes it the place of an act."""
        end = self._end(text, start)
        return text[start:end] if end > start and self._then.match(text, end) else None

    def _end(self, text: str, start: int) -> int:
        end = start
        while (further := place_starting(text, end)) is not None:
            end = further
        zone = self._zone.match(text, end)
        if zone is not None:
            further_zone = self._zone.match(text, zone.end())  # 老城镇|工业区
            return zone.end() if further_zone is None else further_zone.end()
        # 在广州南沙，: a part of the place that no list has, closed by a mark.
        if end == start or self._then.match(text, end):
            return end
        further_part = _PART.match(text, end)
        return end if further_part is None else further_part.end()

    def _label(self, text: str, start: int) -> str | None:
        """Return the place that heads the paragraph of the name: 洋浦经济开发区：…."""
        line = text.rfind("\n", 0, start) + 1
        label = _LABEL.match(text, line)
        if label is None or label.end() >= start:
            return None
        place = label[0].lstrip("—").removesuffix("分会场")
        at = label.end() - len(label[0].lstrip("—"))
        return place if self._end(text, at) == at + len(place) else None
