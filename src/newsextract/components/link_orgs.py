"""Which companies invest in a project or build it, by the words between them (guideline, "Links").

``由A公司投资建设``, ``A与B合建的X``, ``A把X放在…``, ``公司拟投资建设X`` (the company the text is about).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import regex

from newsextract.components.annotations import Found, between
from newsextract.components.link_lists import ended_before, last_ended, next_start
from newsextract.components.looks import first_of, last_of
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import sentence_around

_PARAGRAPH = 400
_REACH, _BEHIND, _LEAD, _MEMBERS = 50, 60, 200, 8
_NO_BUILDERS = frozenset({"media", "government", "party", "international"})
# 浙江信泰集团在红河的60万吨氧化铝项目.
_THERE = re.compile(r"在[\u4e00-\u9fd5]{2,10}的[“]?")
# 大唐集团旗下的X, 中建五局中标的X, 三一集团位于长沙县的X, 三星电子70亿美元的X.
_OWNS = regex.compile(
    r"(?:旗下|控股|参股|承接|承担|中标|接手|修筑|拿到|自建|共建|承建)(?:了|下)?的[“]?|位于[^，。；]{2,12}的|(?:总?投资)?[\d.]+[万亿]+(?:欧|美|日)?元(?:人民币)?的"
)
# 中科融谷与紫金县签下的X.
_SIGNED = re.compile(r"(?:与|同|和)[\u4e00-\u9fd5]{2,10}签(?:下|约|订|署)了?的?[“]?")
# 由A投资、B承建的
_JOINED = re.compile(r"(?:（[^（）]{2,20}）)?(?:投资|开发|总承包|建设|承建|施工)?(?:、|和|与|及|同|以及)")
# 由A设计、B承建: who draws, watches or lends builds nothing.
_TAKES_ON = ("负责", "承担")
_OF_PLANS = ("勘察", "勘测", "规划", "编制")
_DRAWN = ("设计(?![、和]?(?:施工|建设|建造|采购|承建|总承包))", "监理", "勘测", "勘察")
_DRAWS = regex.compile(f"(?:{'|'.join(_TAKES_ON)})?(?:{'|'.join(_OF_PLANS)})?(?:{'|'.join(_DRAWN)})")
_DRAWS_FIRST = first_of((*_TAKES_ON, *_OF_PLANS, *_DRAWN))
# 3 云岳三公司 江州医院二期工程: a row of a table.
_ROW = regex.compile(r"[ \t　]*\d{1,3}[ \t　.、]+\Z")
# …。该项目总投资5亿元，由A投资建设; …。工程业主为A; …。这座由A承建的泵站
_BUILDS = r"(?:投资|建设|承建|实施|开发|运营|牵头|负责|出资|施工|打造|承担|总承包|修建)"
_BUILT = (
    r"(?:项目|基地|工程|枢纽|水库|电站|园区|工厂|产业园|医院|高速|铁路"
    r"|公路|大桥|隧道|码头|航道|风电场|水厂|生产线|泵站|该楼|场馆|学校|中心|牧场|气田|工程总承包)"
)
_TITLES = (
    "业主",
    "投资方",
    "建设方",
    "承建方",
    "施工方",
    "总承包单位",
    "承建单位",
    "建设单位",
    "投资单位",
)
_NEXT = regex.compile(
    rf"(?:[^。；\n]{{0,60}}(?:[。；](?:该|这[个一座条项]?|整个)?|，这[个座条项][^，。；]{{0,14}}?)|\n\s*){_BUILT}[^。；\n]{{0,40}}?"
    rf"(?:由(?=[^。；，\n]{{2,30}}{_BUILDS})|(?:{'|'.join(_TITLES)})[为是]?)"
    rf"|[^。；\n]{{0,60}}[。；]这[个座条项]由(?=[^。；，\n]{{2,24}}{_BUILDS}的)"
)
# What stands before the company, wherever it matches.
_NEXT_ENDS = ("由", *(title + verb for title in _TITLES for verb in ("", "为", "是")))
_NEXT_LAST = last_of(_NEXT_ENDS)
# 南网储能公司披露，A投产，B封顶; 海螺水泥说，A…: who tells of its own works.
_TELLS = regex.compile(
    r"(?:公司)?(?:人士|负责人|董事长|董事会秘书|总经理|副总经理|总裁|副总裁|总工程师)?\p{Han}{0,4}?"
    r"(?:在[^，。]{2,8}上)?(?:今[日天]|昨[日天]|近日|日前|\d{1,2}日|周[一二三四五六日]|晚间|[早晚]间)?(?:公告称|公告|披露|透露|宣布|表示|介绍说?|告诉记者|称|说)，"
)
_TWO = regex.compile(r"(?:[、和][^，。；]{2,30})?(?:等)?[两二三四五六七八九\d]+(?:个|项|座|条)")
_JOINTS = frozenset("、和")
_BOUGHT = re.compile(r"(?:收购|买下|购|购得|拿下|收下)了?(?:的|的这个|的这座)?\Z")
# A计划投入28亿元用于扩建项目，其中新建|X: one of its parts is built by the same.
_PART_OF_IT = ("，其中新建", "，其中建设", "，其中扩建", "，其中包括")
# X项目　投资方：A
_FIELD = regex.compile(r"[\s　]*(?:投资方|投资单位|投资主体|建设单位|业主单位|业主)[：:]\Z")
# 作为X的投资方，|A将投入36亿元
_AS_ITS = re.compile(r"的(?:投资|建设|承建|施工|实施|总承包)(?:方|主体|单位|企业)，")
# X是A|在江州投资的首个项目
_IS_ITS = re.compile(r"(?:在[^，。；]{2,10})?(?:投资|建设|承建|打造|实施|开发)[^，。；]{0,6}的")
# 公司拟投资建设X, 该公司投资32亿元的X: one that is not named there.
_CALLED = ("公司", "集团", "企业")
_LONGEST_CALLED = max(map(len, _CALLED))
_COMPANY = regex.compile(rf"(?<![\u4e00-\u9fd5]{{2}})(?:该|本|这家)?(?:{'|'.join(_CALLED)})")


class OrgLinks:
    """Reads the companies of projects. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        links = table("groups")["links"]
        self._invests = re.compile(alternation(links["invests"]))
        self._raising = re.compile(alternation(table("status")["report"]["raising"]))
        self._by = re.compile(rf"(?:{alternation(links['by'])})(?:单位|方)?[为是系]?\Z")
        self._further_by = re.compile(rf"[，（](?:该?项目|工程)?{alternation(links['by_further'])}\Z")

    def of_all(
        self, folded: str, projects: Sequence[Found], orgs: Sequence[Found]
    ) -> Sequence[Sequence[int]]:
        """Return for each project the entities of the companies that invest in it or build it."""
        bodies = _Bodies(folded, orgs)
        if not bodies.every:
            return [()] * len(projects)
        out: list[Sequence[int]] = []
        # What is told of each but by its list.
        own: list[Sequence[int]] = []
        for at in range(len(projects)):
            told = self._of_itself(folded, projects, at, bodies, out)
            own.append(told or ())
            # Where nothing is told of it, what is told of its list counts.
            out.append(self._of_the_list(folded, projects, at, orgs, own) if told is None else told)
        return out

    def _of_itself(self, folded: str, projects: Sequence[Found], at: int, bodies: _Bodies,
                   told: Sequence[Sequence[int]]) -> Sequence[int] | None:  # fmt: skip
        """Return the entities of who builds the project, ``None`` when only its list can tell; ``told``: so far."""
        start = projects[at]["start"]
        low, high = sentence_around(folded, start)
        near = bodies.near(low, high)
        earlier = last_ended(projects, at, start, _PARAGRAPH)
        floor = low if earlier < 0 else max(low, projects[earlier]["end"])
        found: Sequence[Found] = ()
        if near and near[0]["start"] < start:
            found = self._before(folded, start, near, floor)
        if not found and folded[start - 1 : start] in _JOINTS:
            found = self._owner_of_list(folded, projects, at, bodies.every)
        if near and near[-1]["start"] >= start:
            found = self._with_those_behind(folded, projects, at, near, found)
        if found:
            return [o["entity"] for o in found]
        if earlier >= 0:
            if floor > low and folded.endswith(_PART_OF_IT, floor, start):
                return told[earlier]
            if _is_joined(folded, projects[earlier]["end"], start):
                return None
        found = (
            (bodies.titled and self._next_sentence(folded, projects, at, bodies))
            or (bodies.companies and self._unnamed(folded, floor, start, bodies.companies))
            or bodies.teller()
        )
        return [o["entity"] for o in found]

    def _before(self, folded: str, start: int, near: Sequence[Found], floor: int) -> Sequence[Found]:
        """Return who has a part in the project at ``start`` by what stands before it; ``near``: of its sentence."""
        before = [o for o in near if floor <= o["start"] and o["end"] <= start]
        return self._with_partners(folded, before, [o for o in before if self._acts(folded, o, start)])

    def _with_those_behind(self, folded: str, projects: Sequence[Found], at: int, near: Sequence[Found],
                           found: Sequence[Found]) -> Sequence[Found]:  # fmt: skip
        """Return what was found before the project and who builds it by its name or the words behind it."""
        project = projects[at]
        start, end = project["start"], project["end"]
        inside = [
            o for o in near if start <= o["start"] and o["end"] <= end and not _is_built(folded, o, project)
        ]
        # 甲公司收购|乙公司光伏项目: the name tells who sells it.
        if inside and not _BOUGHT.search(folded, max(sentence_around(folded, start)[0], start - 12), start):
            found = [*inside, *found]
        if near[-1]["start"] < end:
            return found
        following = next_start(projects, at)
        behind = [o for o in near if end <= o["start"] and (following is None or o["start"] < following)]
        by = [o for o in behind if self._is_by(folded, o, project)]
        by += [o for o in _builders(folded, behind) if o not in by]
        return [*found, *self._with_partners(folded, behind, by)]

    @staticmethod
    def _of_the_list(folded: str, projects: Sequence[Found], at: int, orgs: Sequence[Found],
                     told: Sequence[Sequence[int]]) -> Sequence[int]:  # fmt: skip
        """Return who builds the list: A拟建X和Y; what a name before has in it is its own.

        ``told``: what is told of each project before, but by its list.
        """
        start = projects[at]["start"]
        for number in islice(ended_before(projects, at, _PARAGRAPH), _MEMBERS):
            before = projects[number]
            if not _is_joined(folded, before["end"], start):
                break
            if told[number]:
                own = {o["entity"] for o in between(orgs, before["start"], before["end"])}
                found = [e for e in told[number] if e not in own]
                if found:
                    return found
            start = before["start"]
        return ()

    @staticmethod
    def _owner_of_list(folded: str, projects: Sequence[Found], at: int, orgs: Sequence[Found]) -> list[Found]:
        """Return whose the list is that the project stands in, a joint before it: A公司的X、Y两个项目."""
        start = projects[at]["start"]
        if _TWO.match(folded, projects[at]["end"]) is None:
            return []
        for number in ended_before(projects, at, _PARAGRAPH):
            if not _is_joined(folded, projects[number]["end"], start):
                break
            start = projects[number]["start"]
        owners = between(orgs, start - _REACH, start)
        return [o for o in owners[-1:] if folded[o["end"] : start] == "的"]

    @staticmethod
    def _with_partners(folded: str, near: Sequence[Found], acting: Sequence[Found]) -> list[Found]:
        """Return the companies that act and the ones that stand in one list with them: A、B和C."""
        if not acting:
            return []
        joined = list(acting)
        if len(joined) == len(near):
            return joined
        for org in [*near, *reversed(near)]:
            if org in joined:
                continue
            if any(
                _JOINED.fullmatch(folded, org["end"], o["start"])
                or _JOINED.fullmatch(folded, o["end"], org["start"])
                for o in joined
            ):
                joined.append(org)
        return joined

    def _acts(self, folded: str, org: Found, start: int) -> bool:
        """Tell that the words between a company and the project that begins at ``start`` make it the company's."""
        gap = folded[org["end"] : start]
        return (
            (len(gap) <= _REACH and self._invests.search(gap) is not None)
            or gap in {"的", "在", "就"}
            or (gap == "：" and folded[org["start"] - 1] == "【")
            or (gap.isspace() and _is_row(folded, org["start"]))
            or _THERE.fullmatch(gap) is not None
            or _SIGNED.fullmatch(gap) is not None
            or _OWNS.fullmatch(gap) is not None
        )

    def _is_by(self, folded: str, org: Found, project: Found) -> bool:
        """Tell X由A建设, and X，总投资9亿元，由A建设."""
        end = project["end"]
        if org["start"] <= end + 20 and (
            self._by.search(folded, end, org["start"])
            or _FIELD.fullmatch(folded, end, org["start"])
            or _AS_ITS.fullmatch(folded, end, org["start"])
            or (folded[end : org["start"]] == "是" and _IS_ITS.match(folded, org["end"]))
        ):
            return True
        return (
            org["start"] <= end + _BEHIND and self._further_by.search(folded, end, org["start"]) is not None
        )

    def _next_sentence(
        self, folded: str, projects: Sequence[Found], at: int, bodies: _Bodies
    ) -> Sequence[Found]:
        """Return who builds it by the sentence behind: X填筑到顶。电站总装机140万千瓦，由中国电建投资建设."""
        end, following = projects[at]["end"], next_start(projects, at)
        # The company stands before any further project, right behind a word that tells it.
        behind = between(bodies.titled, end, len(folded) if following is None else following + 1)
        told = _NEXT.match(folded, end) if behind else None
        if told is None or (following is not None and following < told.end()):
            return ()
        named = between(bodies.every, told.end(), told.end() + 1)
        near = between(bodies.orgs, told.end(), told.end() + _BEHIND)
        return self._with_partners(folded, near, named[:1])

    def issuer(self, folded: str, orgs: Sequence[Found]) -> int | None:
        """Return the company that a report on raised money is about: the one it names most, in its lead."""
        if self._raising.search(folded, 0, _LEAD) is None:
            return None
        lead = [o["entity"] for o in between(orgs, 0, _LEAD) if o["type"] == "company"]
        named = Counter(o["entity"] for o in orgs if o["entity"] in lead)
        return named.most_common(1)[0][0] if named else None

    def _unnamed(self, folded: str, floor: int, start: int, companies: Sequence[Found]) -> Sequence[Found]:
        """Return the company that 公司 stands for in 公司拟投资建设X: the last one said before it."""
        low = max(floor, start - _REACH - _LONGEST_CALLED)
        for word in _CALLED:
            if folded.find(word, low, start) >= 0:
                break
        else:
            return ()
        every = list(_COMPANY.finditer(folded, floor, start))
        said = every[-1] if every else None
        if said is None or start - said.end() > _REACH:
            return ()
        gap = folded[said.end() : start]
        if gap and self._invests.search(gap) is None:
            return ()
        line = folded.rfind("\n", 0, said.start()) + 1
        return between(companies, line, said.start())[-1:]


class _Bodies:
    """The bodies of one text that may build something, read once for all of its projects."""

    def __init__(self, folded: str, orgs: Sequence[Found]) -> None:
        self._folded = folded
        self.orgs = orgs
        self.every = [o for o in orgs if o["type"] not in _NO_BUILDERS]
        self.companies = [o for o in self.every if o["type"] == "company"]
        # Those that the sentence behind a project may tell.
        self.titled = [
            o
            for o in self.every
            if folded[o["start"] - 1 : o["start"]] in _NEXT_LAST
            and folded.endswith(_NEXT_ENDS, 0, o["start"])
        ]
        self._builders = [
            o
            for o in self.every
            if not (folded[o["end"] : o["end"] + 1] in _DRAWS_FIRST and _DRAWS.match(folded, o["end"]))
        ]
        self._low = self._high = -1
        self._near: Sequence[Found] = ()
        self._teller: Sequence[Found] | None = None

    def near(self, low: int, high: int) -> Sequence[Found]:
        """Return those in a sentence that do more than draw or watch; the last sentence's are kept."""
        if low != self._low or high != self._high:
            self._near = [o for o in between(self._builders, low, high + 1) if o["end"] <= high]
            self._low, self._high, self._teller = low, high, None
        return self._near

    def teller(self) -> Sequence[Found]:
        """Return the one that tells of its works in the sentence that was asked for last."""
        if self._teller is None:
            self._teller = _teller(self._folded, self._low, self._near)
        return self._teller


def _is_joined(folded: str, end: int, start: int) -> bool:
    """Tell that nothing but a joint stands between the end of one name and the start of the next."""
    return start - end == 1 and folded[end] in _JOINTS


# 3月26日，|科思创宣布
_DATED = regex.compile(
    r"[。；：\s“]{0,2}(?:(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚间?)?，?|(?:昨[日天]|今[日天]|近日|日前)，?)?"
)


def _teller(folded: str, low: int, near: Sequence[Found]) -> Sequence[Found]:
    """Return the company that the sentence begins with, or is heard from, and that tells of its works."""
    if not near or near[0]["type"] != "company":
        return ()
    first = near[0]
    opens = _DATED.fullmatch(folded, low, first["start"]) is not None and not first["text"].endswith("交所")
    told = opens and _TELLS.match(folded, first["end"])
    heard = folded.endswith("记者从", low, first["start"]) and _HEARD.match(folded, first["end"])
    return (first,) if told or heard else ()


# 记者从中国海油|获悉，X投产
_HEARD = re.compile(r"(?:获悉|了解到|了解)，")


# 江北医院|二期工程, 城东小学: a school or a hospital is what is built, not who builds it.
_ITSELF = frozenset({"education", "health"})
_PHASE_OF_IT = regex.compile(
    r"(?:[东南西北新]?(?:校区|院区|分院|分校)|(?:整体)?(?:搬迁|迁建|改扩建|扩建|新建|改造)|[（(]?[一二三四五]期[）)]?|建设|项目|工程)*"
)


def _is_built(folded: str, org: Found, project: Found) -> bool:
    """Tell that a body in a project's name is the thing that is built."""
    return org["type"] in _ITSELF and _PHASE_OF_IT.fullmatch(folded, org["end"], project["end"]) is not None


def _is_row(folded: str, start: int) -> bool:
    return _ROW.search(folded, folded.rfind("\n", max(0, start - 12), start) + 1, start) is not None


_JOINS = frozenset("，、和与")
# X投资65亿元，A、B参与施工.
_TAKE_PART = re.compile(
    r"等?(?:(?:参与|负责|承担|联合|共同)(?:施工|承建|建设|投资建设)|(?:承建|施工|总承包)[，。；])"
)


def _builders(folded: str, behind: Sequence[Found]) -> list[Found]:
    """Return the last of the companies that a clause behind the project has building it."""
    for org in behind:
        if folded[org["start"] - 1] in _JOINS and _TAKE_PART.match(folded, org["end"]):
            return [org]
    return []
