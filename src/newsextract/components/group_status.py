"""At which stage a group of projects is (guideline, GROUP ``status``).

In this order: the words between the count and 项目, the words behind, the words before, the projects that
the group sums up (A、B两个项目), the group that it is a part of (其中工业项目19个), the clause before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from newsextract.components.annotations import Found, between
from newsextract.lexicons import alternation, table
from newsextract.text.numerals import read
from newsextract.text.sentences import sentence_around

_BEHIND, _BEFORE, _CLAUSE, _LIST, _PART_REACH, _PARAGRAPH = 16, 22, 60, 30, 80, 300
# 招商合作 in the sentence is a topic; only right before 项目 it tells a stage.
_TOPIC = "招商"
_STEP = re.compile(r"[。；]")
_SUMS_UP = re.compile(r"[^，。；\n]{0,8}?等?(?:这)?")
_LATER = re.compile(r"(?:要求|计划|将|拟|预计|力争|有望|准备|明年)[^，。；]{0,8}\Z")
# 计划实施重大项目611项, 力争全年引进项目150个.
_TO_COME = regex.compile(
    r"(?:计划|将|拟|力争|预计|明年|准备)[^，。；]{0,8}?(?:实施|滚动实施|争取|引进|推动|推进|新建|新增|建设|安排|启动|招引)[^，。；]{0,16}\Z"
    r"|(?:计划|将|拟)(?:拿出|投入|投资|安排)[^，。；]{2,12}，(?:用于)?(?:实施|建设|推进)[^，。；]{0,4}\Z"
)
# 四季度还将推动A、B等11项重大项目|开工; 确保再推30个项目|开工.
_WANTED = regex.compile(
    r"(?:将|计划|力争|争取|确保|要求|提出)[^。；]{0,14}(?:推动|促成|再推|推进)[^。；]{0,90}\Z"
)
# 未来五年，将建成A高速，新开工B高速和|12个改造项目
_IN_YEARS = regex.compile(
    r"(?:(?:未来|今后)[^，。；]{1,4}年|新的一年|今年|明年|\d{4}年)，[^。；]*(?:将|计划)[^。；]*\Z"
)
# 12个重大产业项目2012年将动工: what the headline has still to come.
_HEADLINE_TO_COME = regex.compile(r"[^\n]{0,60}(?<!即)将[^，。\n]{0,8}(?:动工|开工|开建|破土)")
# 铺排重点项目69个，目前已有51个开工: at no one stage.
_BEGUN = regex.compile(r"已有\d|已开工|已动工|已完工|已竣工")
# 募集资金投向“深海装备”等五大领域的|21个子项目
_RAISED = re.compile(r"(?:募集资金|募资|定增)[^。；]{0,24}(?:投向|投入|用于)[^。；]{0,40}\Z")
# 已投产11座大型水电站、|8个光伏项目
_DONE_LIST = regex.compile(r"已(?P<verb>投产|建成)了?(?:\d+[座个条][^，。；、]{2,10}、)+\Z")
# 续建项目28项，新开工|项目22项; 开工项目38个，竣工投产|29个
_OF_NEXT = regex.compile(r"(?:的|了)?(?:项目|工程)?[\d一二三四五六七八九十百两]+[余多]?[个项件]")
# 。两个项目|分别投资…, 上述4个项目|合计投资…
_POINTS_BACK = regex.compile(r"(?P<n>[二两三四五六七八九十\d]{1,2})[个项](?:重大|重点)?(?:项目|工程)")
_LONGEST_POINTER = 7
_POINTED = regex.compile(r"(?:[。；，\n]|上述|以上|这)\Z")
_SIBLING = regex.compile(r"(?:，[^。；\n]*)?；(?:(?![新复在续开竣]|目前|截至|已)\p{Han}){2,8}")
_THIS_YEAR = re.compile(r"(?:年内|年底前?|今年(?:内|年?底)?)[^，。；已]{0,4}\Z")
# 17个产业项目年内扎堆|动工
_WITHIN = re.compile(r"年内[^，。；已]{0,4}\Z")


class GroupStatus:
    """Reads statuses of groups. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")["status"]
        self._words: dict[str, str] = {word: name for name, words in data.items() for word in words}
        self._any = re.compile(alternation(self._words))

    def of(self, folded: str, span: tuple[int, int], projects: Sequence[Found], limit: int) -> str | None:
        """Return the status of the group at ``span`` by its own words; nothing at or behind ``limit`` counts."""
        start, end = span
        low, high = sentence_around(folded, start)
        beside = self._any.match(folded, end, min(high, limit))
        if beside is not None:
            status = self._of_future(folded, end, beside)
            wanted = status == "started" and _WANTED.search(folded, low, start)
            return "planned" if wanted else status
        inside = self._last(folded, start, end)
        if inside is not None:
            return inside
        behind = self._any.search(folded, end, min(high, end + _BEHIND, limit))
        if (
            behind is not None
            and behind.start() < _clause_end(folded, end, high)
            and not _OF_NEXT.match(folded, behind.end())
        ):
            return self._of_future(folded, end, behind)
        before = self._last(folded, _clause_start(folded, start, max(low, start - _BEFORE)), start)
        if before is not None:
            if before == "started" and _IN_YEARS.search(folded, low, start):
                return "planned"
            if before == "started" and _HEADLINE_TO_COME.match(folded):
                return "planned"
            begun = before == "planned" and _BEGUN.search(folded, end, high)
            return None if begun else before
        near = max(low, start - 40)
        done = _DONE_LIST.search(folded, near, start) if folded.find("已", near, start) >= 0 else None
        if done is not None:
            return "operating" if done["verb"] == "投产" else "completed"
        if _TO_COME.search(folded, max(low, start - 30), start) or _RAISED.search(folded, low, start):
            return "planned"
        return self._of_projects(folded, start, projects) or self._of_those_before(folded, span, projects)

    def of_clause(self, folded: str, start: int) -> str | None:
        """Return what the sentence said before the group: 一季度重大项目集中开工，326个项目总投资…."""
        low, high = sentence_around(folded, start)
        said = [m for m in self._any.finditer(folded, max(low, start - _CLAUSE), start) if m[0] != _TOPIC]
        near = folded[max(low, said[-1].start() - 24) : said[-1].end() + 10] if said else ""
        if "项目" not in near and "协议" not in near:
            return None
        status = self._of_future(folded, max(low, said[-1].start() - 12), said[-1])
        return None if status == "planned" and _BEGUN.search(folded, start, high) else status

    def _last(self, folded: str, low: int, high: int) -> str | None:
        found = list(self._any.finditer(folded, low, high))
        return self._of_future(folded, max(0, low - 12), found[-1]) if found else None

    def _of_future(self, folded: str, low: int, match: re.Match[str]) -> str | None:
        """Take back what is still to come: 计划开工 is planned, 年内完工 is being built."""
        status = self._words[match[0]]
        if status == "started" and _WITHIN.search(folded, low, match.start()):
            return "planned"
        if status in {"completed", "operating"} and _THIS_YEAR.search(folded, low, match.start()):
            return "under_construction"
        if _LATER.search(folded, low, match.start()):
            return None if status in {"completed", "operating"} else "planned"
        return status

    @staticmethod
    def _of_projects(folded: str, start: int, projects: Sequence[Found]) -> str | None:
        """Take the stage of the projects that the group sums up: A、B两个项目."""
        near = [p for p in between(projects, start - _LIST - 60, start) if p["end"] <= start]
        if not near or start - near[-1]["end"] > 10 or not _SUMS_UP.fullmatch(folded, near[-1]["end"], start):
            return None
        return near[-1]["status"]

    @staticmethod
    def _of_those_before(folded: str, span: tuple[int, int], projects: Sequence[Found]) -> str | None:
        """Take the one stage of the projects that a bare count points back to: A和B获得核准。两个项目分别投资…."""
        start, end = span
        if end - start > _LONGEST_POINTER:
            return None
        pointed = _POINTS_BACK.match(folded, start)
        number = None if pointed is None or pointed.end() != end else read(pointed["n"])
        if number is None or number.value is None or not _POINTED.search(folded, max(0, start - 3), start):
            return None
        low = folded.rfind("\n", max(0, start - _PARAGRAPH), start) + 1
        near = [p for p in between(projects, max(low, start - _PARAGRAPH), start) if p["end"] <= start]
        told = {folded[p["start"] : p["end"]]: p["status"] for p in near}
        stages = set(list(told.values())[-int(number.value) :])
        return stages.pop() if len(told) >= number.value > 1 and len(stages) == 1 else None


def is_sibling(folded: str, first_end: int, second_start: int) -> bool:
    """Tell that two counts stand side by side: 工业项目48个，总投资231亿元；|基础设施项目15个."""
    gap = folded[first_end:second_start]
    return len(gap) <= _PART_REACH and _SIBLING.fullmatch(gap) is not None


def is_part(folded: str, whole_end: int, part_start: int, *, chained: bool = False) -> bool:
    """Tell that a group is one of those counted before it: 集中签约27个项目…，其中工业项目19个、农旅类项目2个.

    ``chained``: the group before is a part itself, so that its siblings may follow a semicolon.
    """
    gap = folded[whole_end:part_start]
    if "\n" in gap or len(gap) > _PART_REACH:
        return False
    if chained and "。" not in gap:
        return True
    return "其中" in gap or "其余" in gap or not _STEP.search(gap)


def _clause_end(folded: str, at: int, high: int) -> int:
    """Return where the clause ends; a comma directly behind the count does not end it."""
    end = folded.find("，", at + 1, high)
    return high if end < 0 else end


def _clause_start(folded: str, start: int, low: int) -> int:
    comma, colon = folded.rfind("，", low, start), folded.rfind("：", low, start)
    return max(low, comma + 1, colon + 1, folded.rfind("、", low, start) + 1)
