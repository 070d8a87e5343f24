"""Amounts told without the name beside them: of the one thing that a sentence, or the item of a list, is about.

Source: guideline, "Links": the total of a project *wherever in the article it is said*. Read last, when no
word next to the amount has told whose it is (X正抓紧施工，估算在60亿至70亿元之间; X。这是…，计划36亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from newsextract.components.annotations import Found, between
from newsextract.components.link_lists import ended
from newsextract.lexicons import alternation, table

_SENTENCE = 160
_PARAGRAPH = 400
_LONGEST = 50
# What no word measures may be told by one further off (预算, 拿出); no other amount is asked about.
TOPIC_ROLES = frozenset({"investment", "other", "trade"})
_STOPS = "。！？；\n"
_STOP = re.compile(f"[{_STOPS}]")
_LAST_STOP = regex.compile(rf"(?r){_STOP.pattern}")
_LAST_MARK = regex.compile(f"(?r)[，：（({_STOPS}]")
# 其中医院投资4.8亿元: the end of a longer name.
_SHORT = re.compile(
    r"^(?:其中|而)?(?P<name>[\u4e00-\u9fd5]{2,8}?)(?:的)?(?:计划|概算|估算|静态|动态)?总?(?:投资|造价)(?:额)?(?:为|达|约|近|超)?\Z"
)
# 这是…最大的一笔投资; 这个总投资超过200亿元的….
_THIS = regex.compile(r"[ \u3000]*(?:——)?(?:这|该|此)")
# 这座装机120万千瓦的电站总投资93亿元, 这项投资2亿元的工程: of the one above that ends so, in the next paragraph, too.
_POINTS = regex.compile(
    r"[ \u3000]*(?:这|该)(?:座|条|项|个|一|处|段)?[^，。；]{0,30}?"
    r"(?P<head>电站|水库|风电场|铁路|高速|公路|大桥|隧道|机场|码头|医院|学校|工厂|基地|产业园|管道|枢纽|泵站|水厂|工程|项目)"
)
# A、B，投资都在百亿元上下; 总投资均超百亿元的A、B.
_EACH = re.compile(r"(?:投资|造价)(?:额)?(?:都|均)(?:是|为|在|达|超|近|约|逾|过)*\Z")
_EACH_OF = re.compile(r"(?:以上|左右|上下)?的")
_LISTED = regex.compile(r"(?:[（(][^（()）\n]{1,20}[）)])?(?:、|和|及|与|以及)(?:[^、，。；\n]{2,14}的)?")
# 投入的9800万元中，7800万元为国债资金.
_PART = re.compile(r"元[^，。；]{0,6}[中里]，\Z")
_BOUGHT = ("，占股", "，持股", "，占比", "竞得", "拍得", "收购", "中标", "成交", "受让", "买下")
# X上月底动工，国网供电公司出资7600万元.
_PAYS = re.compile(r"(?:预计|计划|已|将|拟|共|总共)?(?:投资|出资|拿出|投入|斥资|拟投|计划投|独资)")
# 投资由4.2亿元调整为5.1亿元: the latter.
_WAS = regex.compile(r"(?:投资|概算|造价|预算)(?:额|估算|概算)?(?:也)?(?:由|从)[^，。；]{0,8}\Z")
_MOVED = re.compile(r"(?:一路)?(?:调整|提高|提升|增加|调增|上调|追加|扩大|压缩|核减|调减)(?:为|至|到)")


class TopicLinks:
    """Reads whose an amount is from what its sentence is about. Built once, then read-only."""

    def __init__(self) -> None:
        words = table("groups")["topic"]
        self._not_total = re.compile(alternation(words["not_total"]))
        self._told = re.compile(alternation(words["told"]))

    def projects_of(self, folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found],
                    orgs: Sequence[Found]) -> list[Found]:  # fmt: skip
        """Return the projects whose total the amount is: one, each of a list, or none."""
        start = item["start"]
        low = max(0, start - _SENTENCE)
        mark = _LAST_MARK.search(folded, low, start)
        clause = folded[low if mark is None else mark.end() : start]
        if ("均" in clause or "都" in clause) and _EACH.search(clause):
            return self._each(folded, item, projects)
        if folded.startswith(_BOUGHT, item["end"]) or self._not_total.search(clause):
            return []
        if folded.endswith("，", low, start) and _PART.search(folded, _sentence_start(folded, start), start):
            return []
        short = self._by_short_name(clause, start, projects)
        if short is not None:
            return [short]
        if item["role"] != "investment" and not self._told.search(clause):
            return []
        low = _sentence_start(folded, start)
        if between(groups, low, start):
            return []
        inside = between(projects, low, _sentence_end(folded, item["end"]))
        if inside:
            return self._of_sentence(folded, item, inside, orgs)
        if _THIS.match(folded, low) or (
            between(projects, low - _LONGEST, low)[-1:] and _closed(folded, projects, low)
        ):
            return self._of_item(folded, item, low, projects, groups)
        return []

    @staticmethod
    def _each(folded: str, item: Found, projects: Sequence[Found]) -> list[Found]:
        """Return the projects of a list that cost as much each."""
        listed = list(_chain_before(folded, item["start"], projects))
        if len(listed) > 1:
            return listed
        of = _EACH_OF.match(folded, item["end"])
        return [] if of is None else list(_chain_behind(folded, of.end(), projects))

    @staticmethod
    def _by_short_name(clause: str, start: int, projects: Sequence[Found]) -> Found | None:
        """Return the only project before the amount whose name ends in what the clause calls it."""
        match = _SHORT.search(clause) if "投资" in clause or "造价" in clause else None
        if match is None:
            return None
        before, name = ended(projects, start, _PARAGRAPH), match["name"]
        named = [p for p in before if p["text"] != name and p["text"].endswith(name)]
        return named[-1] if len({p["entity"] for p in named}) == 1 else None

    @staticmethod
    def _of_sentence(folded: str, item: Found, inside: Sequence[Found], orgs: Sequence[Found]) -> list[Found]:
        """Take the only project of the sentence when it stands before and no company acts in between."""
        if len({p["entity"] for p in inside}) > 1 or inside[0]["end"] > item["start"]:
            return []
        if folded.startswith("等", inside[0]["end"]):
            return []  # 算上X等配套项目，总投资超70亿元
        named = between(orgs, inside[0]["end"], item["start"])
        acting = [org for org in named if not folded.startswith("的", org["end"])]
        if acting and not _PAYS.match(folded, acting[-1]["end"]):
            return []
        return [inside[0]]

    def _of_item(
        self, folded: str, item: Found, low: int, projects: Sequence[Found], groups: Sequence[Found]
    ) -> list[Found]:
        """Take the only project of the paragraph so far, or of the one above, for what begins with 这 or 该."""
        line = folded.rfind("\n", 0, low) + 1
        opens = line == low
        if opens:
            line = folded.rfind("\n", 0, low - 1) + 1
        before = between(projects, max(line, low - _PARAGRAPH), low)
        if len({p["entity"] for p in before}) != 1 or between(groups, line, item["start"]):
            return []
        return _pointed_at(folded, item, low, before) if opens else [before[-1]]


def _closed(folded: str, projects: Sequence[Found], low: int) -> bool:
    """Tell that the sentence before ends in a name, so that what follows is told of it: 最重的是X。A集团拟投3亿元."""
    last = between(projects, low - _LONGEST, low)[-1]
    return folded[last["end"] : low] in {"。", "”。", "——", "；"}


def _pointed_at(folded: str, item: Found, low: int, before: Sequence[Found]) -> list[Found]:
    """Return the last name of the paragraph above ``low`` that ends in what the new one points at."""
    points = _POINTS.match(folded, low)
    if points is None or points.end() > item["end"] + _LONGEST:
        return []
    return [p for p in before if p["text"].rstrip("）)").endswith(points["head"])][-1:]


def adjusted(folded: str, money: Sequence[Found], close: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (old, new): the indices of two amounts of which the second replaces the first (由4亿元调整为5亿元).

    ``close``: of the second ones that stand close to the ones before.
    """
    for at in close:
        start, end = money[at - 1]["start"], money[at - 1]["end"]
        if _MOVED.fullmatch(folded, end, money[at]["start"]) and _WAS.search(
            folded, max(0, start - 20), start
        ):
            yield at - 1, at


def _sentence_start(folded: str, start: int) -> int:
    """Return where the sentence of an amount begins, as far as it matters."""
    low = max(0, start - _SENTENCE)
    stop = _LAST_STOP.search(folded, low, start)
    return low if stop is None else stop.end()


def _sentence_end(folded: str, end: int) -> int:
    """Return where the sentence of an amount ends, as far as it matters."""
    closing = _STOP.search(folded, end, end + _SENTENCE)
    return end + _SENTENCE if closing is None else closing.start()


def _chain_before(folded: str, position: int, projects: Sequence[Found]) -> Iterator[Found]:
    """Yield the projects of the list that ends in the clause before ``position``, last first."""
    following = position
    for project in reversed(ended(projects, position, _SENTENCE)):
        gap = folded[project["end"] : following]
        joined = _LISTED.fullmatch(gap) if following != position else gap.startswith("，") and len(gap) < 20
        if not joined or _STOP.search(gap):
            return
        yield project
        following = project["start"]


def _chain_behind(folded: str, position: int, projects: Sequence[Found]) -> Iterator[Found]:
    """Yield the projects of the list that begins at ``position``."""
    for project in between(projects, position, position + _PARAGRAPH):
        gap = folded[position : project["start"]]
        if gap and not _LISTED.fullmatch(gap):
            return
        yield project
        position = project["end"]
