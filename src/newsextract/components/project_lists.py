"""Projects named in lists: ``A、B、C等项目`` names one with each member (guideline, PROJECT).

Also the sections and lines that are built by themselves: 淮蚌高铁、巢马城际铁路等5条线路, 61省道至329国道段.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

import regex

from newsextract.components.places import is_place
from newsextract.components.project_closers import closers
from newsextract.components.project_joints import JOINERS
from newsextract.components.project_names import ProjectName, ProjectNames
from newsextract.dictionary import is_coined, tag
from newsextract.lexicons import table
from newsextract.spans import Spanned
from newsextract.text.numerals import read
from newsextract.text.sentences import sentence_around
from newsextract.text.words import Words

_STATION = "电站"
_STATIONS = regex.compile(
    rf"等(?:\d+|[一二三四五六七八九十多数]+)?座?(?:大型|中型|巨型)?(?:水|抽水蓄能)?{_STATION}"
)
_MEMBER = regex.compile(r"[\u4e00-\u9fd5A-Za-z0-9·“”（）()\-—~.+]{4,40}")
_BEFORE_SECTIONS = (
    "至|—|河|江|渠|堤|溪|线|地铁|城际|轻轨|轨道交通|号线|大桥|通道|高铁|铁路|高速|公路|工程"
    "|枢纽|电站|水库|运河|灌区|管道|项目|一期|二期|三期"
)
_ROADS = "公路|高速公路|高速|铁路|高铁"
_PARTS = (
    "环线|互通|隧道|特大桥|大桥|交通桥|干渠|支线|联络线|连接线"
    "|地涵|泵站|换流站|变电站|船闸|水闸|节制闸|渡槽|航站楼|管网"
)
_SECTION = regex.compile(
    r"(?:至|(?<=[\u4e00-\u9fd5）)])—(?!—))(?:(?!等)[\u4e00-\u9fd5A-Z0-9]){1,7}?(?:段(?:延长线)?(?:(?:提质|扩容)?改造|改扩建|改建|砌护|护砌|衬砌|护岸|(?:治理|整治|加固|清淤|拓宽|扩宽|疏浚|扩容)(?=工程|项目))?(?:工程|项目)?"
    rf"|{_ROADS})"
    r"|(?:高铁|铁路|高速|公路|运河|灌区|管道|线|工程|项目|[一二三]期)\K(?:(?!的)[\u4e00-\u9fd5]{2,6}?|[东西南北中首])段(?:工程|项目)?(?:[（(][一二三四五]期[）)])?"
    r"|(?:高铁|铁路|高速|公路|工程|枢纽)\K(?:(?!的|沿线|送端|受端)[\u4e00-\u9fd5]{2,5}?|[\u4e00-\u9fd5]{2,4}\d{1,2}号)"
    rf"(?:{_PARTS})"
    r"|工程\K[一二三四]回线|工程\K[东西南北]干渠|工程\K\d{1,2}号[\u4e00-\u9fd5]{2,6}(?:项目|工程)"
    r"|(?:铁路|地铁|城际|轻轨|轨道交通)\K[A-Z]?\d{1,2}号?线|轨道交通\K[\u4e00-\u9fd5]{2,3}线"
    r"|(?:河|江|渠|堤|溪)\K[\u4e00-\u9fd5]{2,4}段(?=是|，|工程|治理|整治|改造)"
    r"|(?:城际|高铁|铁路|地铁|号线)\K[东西南北]?延(?:长|伸)?线"
    r"|(?:大桥|通道)\K[东西南北主副]?航道桥|(?:高速公路|高速)\K[\u4e00-\u9fd5]{2,4}枢纽"
    r"|(?:电站|水库|枢纽)\K库区[\u4e00-\u9fd5]{0,4}(?:公路|道路|大桥)"
    r"|工程\K[\u4e00-\u9fd5]{2,3}片区?(?=[\u4e00-\u9fd5，。])"
)
# It begins with one of the words before sections; not so far behind its beginning one of these starts.
_TAIL = f"段|{_ROADS}|{_PARTS}|线|号|航道桥|枢纽|库区|片"
_TAILS, _TAIL_FIRST = re.compile(_TAIL), frozenset(word[0] for word in _TAIL.split("|"))
_SECTION_REACH = 10
# Of each no more than one character is taken: the next one may begin another.
_SECTION_BEGINS = re.compile("|".join(f"{word[0]}(?={word[1:2]})" for word in _BEFORE_SECTIONS.split("|")))
_IS_SECTION = regex.compile(
    r"段(?:延长线)?(?:(?:提质|扩容)?改造|改扩建|改建|砌护|护砌|衬砌|护岸|(?:治理|整治|加固|清淤|拓宽|扩宽|疏浚|扩容)(?=工程|项目))?(?:工程|项目)?(?:[（(][一二三四五]期[）)])?\Z"
)
_SO_MANY = regex.compile(r"[\d两三四五六七八九十][条个座项]")
_WATERS = frozenset("河江渠溪")
_WORKS = regex.compile(r"工程|整治|治理|改造|开工|动工|竣工|完工")
# Signs that are numbers or verbs elsewhere: 新渝万.
_MORE_SIGNS = "万荣开"
# 黄河大跨越段 holds a verb, 上月完成甘孜段 a time.
_SHORT_SECTION, _NOT_WHERE = 5, frozenset("tdpcm")
# Verbs, adverbs, prepositions, conjunctions, numbers.
_DOING = frozenset("vdpcm")
# 铁路控制性工程刘家山隧道: the tunnel is called so, not the works.
_PART = regex.compile(r"(?:控制性|关键性?|重点|配套|节点|主体)工程\Z")
_NO_SECTION = (
    *("洞进口段", "洞出口段", "洞身段", "首段", "阶段", "时段", "路段"),
    *("地段", "标段", "手段", "年龄段", "波段", "频段"),
)


class ProjectLists:
    """Finds listed projects and sections. Built once, then read-only."""

    def __init__(self, names: ProjectNames) -> None:
        self._names = names
        self._known = frozenset(table("projects")["known"]["works"])
        self._known_or_papers = (*self._known, _PAPERS)
        self._signs = frozenset(table("projects")["left"]["signs"])

    @staticmethod
    def is_headed(name: str) -> bool:
        """Tell that a listed name ends in a head of its own."""
        return _HEADED.search(name) is not None

    def find(self, words: Words, found: Sequence[ProjectName], money: Sequence[Spanned],
             orgs: Sequence[Spanned]) -> Iterator[ProjectName]:  # fmt: skip
        """Yield what lists and sections add to the names already found."""
        text = words.text
        for match in closers(text):
            etc = match[0].startswith("等")
            if not (etc or _is_joined(words, _member_start(words, match.start()))):
                continue  # 投资建设|3个项目: a single member is no list
            members = list(self._counted(words, match)) or list(self._members(words, match, money, orgs))
            if etc or len(members) > 1:
                yield from members
        if _TO_TENDER in text:
            yield from _tendered(text)
        for match in _IN_CHINA.finditer(text) if _SO_MANYETH in text else ():
            yield ProjectName(
                match.start("name"), match.end(), match.end() - 2, True, "project.list", "the next one here"
            )
        for match in _STATIONS.finditer(text) if _STATION in text else ():
            yield from self._named_only(words, match.start())
        for match in _sections(text):
            if not self._tells_where(words, match):
                continue
            start = self._names.left_edge(words, match.start(), money, orgs)
            if text[start] == "条":  # 这条铁路广西段
                continue
            yield from self._shared(words, match, start)
            if match.start() - start >= 2 and not match[0].endswith(_NO_SECTION):
                yield ProjectName(
                    start, match.end(), match.end() - 1, True, "project.section", "a section built by itself"
                )

    def _shared(self, words: Words, match: regex.Match[str], start: int) -> Iterator[ProjectName]:
        """Yield the lines before the last of a list that share its head: 河池至都安、河池至百色高速公路."""
        if not match[0].endswith(_LINES):
            return
        text, end = words.text, start - 1
        while end > 0 and text[end] == "、":
            low = _member_start(words, end)
            begin = self._first_member(words, low, end)
            if not _BETWEEN.fullmatch(text, begin, end):
                return
            yield ProjectName(
                begin, end, begin, True, "project.list", "its head stands behind the last of the list"
            )
            end = low - 1

    def _tells_where(self, words: Words, match: regex.Match[str]) -> bool:
        """Tell that what stands before a section's head names it (鄂拉山隧道) and is no class word (全线隧道)."""
        if match[0][0] in "至—":
            return _SO_MANY.search(match[0]) is None  # 宜州至河池两条高速公路
        if words.text[match.start() - 1] in _WATERS and not self._is_works(words.text, match.start()):
            return False
        if _IS_SECTION.search(match[0]):
            long = words.within(match.start(), match.end())[:-1]
            return len(match[0]) <= _SHORT_SECTION or not any(tag(word)[:1] in _NOT_WHERE for word in long)
        if match[0].endswith("回线") or match[0].startswith("库区"):
            return True
        if _PART.search(words.text, max(0, match.start() - 6), match.start()) or "建设" in match[0]:
            return False
        inner = words.within(match.start(), match.end())
        named = [word for word in inner[:-1] if not word.isdigit()]
        return not any(self._names.is_generic(word) or tag(word)[:1] in _DOING for word in named)

    @staticmethod
    def _is_works(text: str, at: int) -> bool:
        """Tell that the sentence of a river's section is about works on it."""
        return _WORKS.search(text, *sentence_around(text, at)) is not None

    def _counted(self, words: Words, match: regex.Match[str]) -> Iterator[ProjectName]:
        """Yield the members of a list as long as its closer says: 随岳、岳常、岳长3条高速公路建设."""
        said = _SAID.search(match[0])
        number = read(said[0]) if said is not None else None
        if number is None or number.value is None or not 2 <= number.value <= _MOST:
            return
        text = words.text
        spans, start = _split(words, match.start(), number.value)
        if len(spans) != number.value or text[max(0, start - 1) : start] == "、":
            spans, start = _split(words, match.start(), number.value, joined=True)
        if len(spans) != number.value or text[max(0, start - 1) : start] == "、":
            return
        if "、" not in text[start : match.start()] and not all(_HEADED.search(text, *span) for span in spans):
            return
        low = self._first_member(words, *spans[-1])
        if text.endswith("连接", 0, low):
            return  # 该工程连接|吴中、相城两座变电站: what it joins stands already
        spans[-1] = (low, spans[-1][1])
        shortest = _SHORTEST.get(match[0][-2:], 2)
        if all(
            stop - begin >= shortest and _SHORT_MEMBER.fullmatch(text, begin, stop) for begin, stop in spans
        ):
            for begin, stop in spans:
                yield ProjectName(begin, stop, begin, True, "project.list", "as many as the closer says")

    @staticmethod
    def _named_only(words: Words, end: int) -> Iterator[ProjectName]:
        """Yield the bare names of stations before 等电站 when all are names: 叶巴滩、旭龙、硬梁包等多座大型水电站."""
        found: list[ProjectName] = []
        while end > 0:
            start = _member_start(words, end)
            member = words.text[start:end]
            if not (2 <= len(member) <= 4 and (is_coined(member) or is_place(member))):
                break
            found.append(
                ProjectName(start, end, start, True, "project.list", "a station by its name, its head behind")
            )
            if start == 0 or words.text[start - 1] != "、":
                break
            end = start - 1
        if len(found) > 1:
            yield from found

    @staticmethod
    def _first_member(words: Words, start: int, end: int) -> int:
        """Return where the first member starts: behind the verb that opens the list (先后启动|随岳)."""
        at = start
        for match in _OPENS.finditer(words.text, start, end - 1):
            at = match.end()
        return at

    def _is_line(self, member: str) -> bool:
        """Tell the name of a line by a sign for each of its places, or by its two ends."""
        signs = 2 <= len(member) <= 4 and all(char in self._signs or char in _MORE_SIGNS for char in member)
        return signs or _BETWEEN.fullmatch(member) is not None

    def _is_dealt(self, words: Words, begin: int, end: int) -> bool:
        """Tell a named project without a head (钙钛矿组件) from a kind of work, in a sentence that deals with it."""
        low, high = sentence_around(words.text, begin)
        if _DEALT.search(words.text, low, high) is None:
            return False
        return any(not self._names.is_generic(word) for word in words.within(begin, end))

    def _is_kind(self, words: Words, begin: int, end: int) -> bool:
        """Tell that nothing but words of kinds and a head make the member."""
        inner = words.within(begin, end)
        return all(self._names.is_generic(word) or self._names.is_head(word) for word in inner)

    def _may_be_headed(self, text: str, start: int, end: int, closer: str) -> bool:
        """Tell that a member ends like a project; one that does not is none before a closer that says its kind."""
        return (
            _HEADED.search(text, start, end) is not None
            or text.endswith(self._known_or_papers, start, end)
            or ("水" in closer and text.endswith(_LEADS_WATER, start, end))
        )

    def _members(self, words: Words, match: regex.Match[str], money: Sequence[Spanned],
                 orgs: Sequence[Spanned]) -> Iterator[ProjectName]:  # fmt: skip
        """Walk the list backwards from 等; a first member loses the words that open the list."""
        text, end = words.text, match.start()
        lines, plain = match[0].endswith(_LINES), _PLAIN.fullmatch(match[0]) is not None
        while end > 0:
            start = _member_start(words, end)
            if not (lines or plain or self._may_be_headed(text, start, end, match[0])):
                return
            begin = start
            # Behind a project all of it is the member, whatever it is made of (国道227线扁都口隧道).
            if not (
                text[max(0, start - 1) : start] == "、"
                and _HEADED.search(text, max(0, start - 40), start - 1)
            ):
                begin = max(start, self._names.left_edge(words, end, money, orgs))
                begin = self._first_member(words, begin, end) if lines else begin
            end -= len(_PAPERS) if text.endswith(_PAPERS, begin, end) else 0
            begin += 2 if text.startswith(("新建", "改建"), begin) and end - begin > _BARE else 0
            amount = _COSTING.match(text, begin, end)
            begin = begin if amount is None else amount.end()
            member = text[begin:end]
            headed = (
                member in self._known
                or _HEADED.search(member) is not None
                or (lines and self._is_line(member))
                or ("水" in match[0] and member.endswith(_LEADS_WATER))
            )
            dealt = plain and not lines and not headed and _MEMBER.fullmatch(member) is not None
            if not (headed or (dealt and self._is_dealt(words, begin, end))):
                return
            if self._names.is_head(member) or self._is_kind(words, begin, end):
                return  # 机场、集装箱码头等基础设施项目: kinds of things
            yield ProjectName(begin, end, begin, True, "project.list", "listed before 等…项目")
            if (begin > start and amount is None) or not _is_joined(words, start):
                return
            end = start - (2 if text.endswith("以及", 0, start) else 1)


def _sections(text: str) -> Iterator[regex.Match[str]]:
    """Yield where sections begin: at a word that they can begin with, not far before one that is their tail."""
    done = 0
    tails = [tail.span() for tail in _TAILS.finditer(text)]
    for (start, end), (following, _) in zip_longest(tails, tails[1:], fillvalue=(len(text), 0)):
        low, done = max(done, start - _SECTION_REACH), end
        # What begins with the tail itself has another one behind it, not far off or overlapping with it.
        own = following < end + _SECTION_REACH or not _TAIL_FIRST.isdisjoint(text[start + 1 : end])
        stop = end if own else start
        for begins in _SECTION_BEGINS.finditer(text, low, stop + 1):
            at = begins.start()
            match = _SECTION.match(text, at) if at < stop else None
            if match is not None:
                yield match


def _tendered(text: str) -> Iterator[ProjectName]:
    """Yield what a call for tenders lists, counts and all: 招标…，其中包括136座水库监测系统、数字资源库等."""
    for match in _TENDER.finditer(text):
        at = match.start("list")
        for member in match["list"].split("、"):
            if _SYSTEM.search(member):
                yield ProjectName(
                    at, at + len(member), at, True, "project.list", "a call for tenders lists it"
                )
            at += len(member) + 1
    for match in _TENDERED.finditer(text):
        named = _SYSTEM_BEFORE.match(text, max(0, match.start() - 27), match.start())
        if named is not None:
            yield ProjectName(
                named.start(), named.end(), named.start(), True, "project.list", "it is put to tender"
            )


# 总投资30亿元的A项目、15亿元的|B项目等12个项目
_COSTING = regex.compile(r"(?:总?投资)?(?:约|近|超)?\d[\d.]*[万亿]+元(?:人民币)?的")
# 新增投资21亿元建设|在华第三工厂
_SO_MANYETH = "在华第"
_IN_CHINA = regex.compile(
    rf"(?:建设|新建|投建|兴建|启用|开工|打造)了?(?:其|的)?(?P<name>{_SO_MANYETH}[二三四五六七八九十](?:座|个)?(?:工厂|园区|生产基地|基地|研发中心))"
)
_TO_TENDER = "招标"
_TENDER = regex.compile(
    rf"{_TO_TENDER}[^。；\n]{{0,60}}?(?:包括|包含)(?P<list>[^。；，\n]{{6,120}}?)等?(?=[。；，\n])"
)
# 市环卫设施运行监管系统招标金额1.15亿元
_TENDERED = regex.compile(rf"{_TO_TENDER}(?:金额|额|资金)\S{{0,3}}\d")
_SYSTEM_BEFORE = regex.compile(r"(?r)(?<=[，。、；\n])\p{Han}{4,24}(?:系统|平台)")
_SYSTEM = regex.compile(r"^.{6,40}(?:系统|平台|网|库|改造|升级|建设|中心|项目|工程|扩容|博物馆)\Z")


def _split(
    words: Words, end: int, count: Decimal, *, joined: bool = False
) -> tuple[list[tuple[int, int]], int]:
    """Return the last ``count`` members of the list that ends at ``end``, last first, and where they start.

    ``joined``: 和 and 与 stand inside members (冻干粉针剂与小容量注射剂), only 、 parts them.
    """
    start, spans = end, list[tuple[int, int]]()
    while len(spans) < count and start > 0:
        start = _member_start(words, end, joined=joined)
        spans.append((start, end))
        if not _is_joined(words, start):
            break
        end = start - (2 if words.text.endswith("以及", 0, start) else 1)
    return spans, start


def _member_start(words: Words, end: int, *, joined: bool = False) -> int:
    """Return where the member of a list that ends at ``end`` starts."""
    text = words.text
    for at in range(end - 1, -1, -1):
        char = text[at]
        if char in _MARKS or (char in JOINERS and not joined and _is_joiner(words, at)):
            return at + 1
    return 0


def _is_joined(words: Words, start: int) -> bool:
    """Tell that another member stands before the one that starts at ``start``."""
    return start > 0 and words.text[start - 1] in "、和及与"


def _is_joiner(words: Words, at: int) -> bool:
    """Tell that the 和 at ``at`` is a word of its own; that of 共和机场 is none."""
    return words.is_border(at + 1) and (words.is_border(at) or words.text[at - 1] == "以")


_MARKS = frozenset("、，。；：！？…\n")
_SAID = regex.compile(r"\d+|[两三四五六七八九十]+")
_MOST, _BARE = 12, 8
_PAPERS = "前期工作"
# Lines are known by two places (随岳高速); what is called a project has a longer name.
_SHORTEST = {"项目": 4, "工程": 4}
_SHORT_MEMBER = regex.compile(r"[\u4e00-\u9fd5A-Za-z0-9·“”（）()\-—~.+]{2,40}")
_OPENS = regex.compile(
    r"其中|连接|(?<=工程|项目)由|(?<=[长任记人理])对|着手整治|着手|开建|动建|上马|新上|兴修|用在|投给|算上|促成|推动|争取|改造|开通|续建|启动|布局|计划|打造|谋划|落户|新建|投向|建设|推进|包括|开工|实施|建成|签约|引进|涵盖|涉及|用于|分别是|分别为|即|有|为|的"
)
# 滇中引水、渝西水资源配置等多个引调水工程
_LEADS_WATER = ("引水", "调水", "供水", "输水", "水资源配置")
_LINES = ("线路", "公路", "高速", "铁路", "高铁", "铁路干线")
# The names of lines, a sign for each place: 渝昆、新渝万等多条铁路干线.
_BETWEEN = regex.compile(r"[\u4e00-\u9fd5]{2,6}至[\u4e00-\u9fd5]{2,6}(?:[（(][\u4e00-\u9fd5]{2,4}[）)])?")
# What lists projects by bare names says no kind and no great number (智能网联汽车等142个项目 lists fields).
_PLAIN = regex.compile(
    r"(?:等)?(?:\d|1\d|[一二两三四五六七八九十几数多]+)?(?:个|项|条|大)?(?:重点|重大)?(?:项目|工程)"
)
# A list of bare names is one of projects when the sentence signs, starts or opens them.
_DEALT = regex.compile(
    r"募资|筹资|融资|募集|定增|增发|筹集|签约|开工|奠基|动工|投产|竣工|落户|在建|推进|复工|进展"
)
_HEADED = regex.compile(
    r"(?:工程|项目|基地|产业园|园区|中心|总部|工厂|净化厂|处理厂|水厂|储气库|生产线|电站|电厂|风电场|码头|机场|铁路|高铁|高速|公路|大桥|隧道|水库|枢纽|管道|改造|扩建|二期|一期|段|港|城|[东南西北]区|综合体|号线|闸|泵站|车站|站|桥|连通|修复|整治|治理|清淤|加固|区块开发|开发|至[\u4e00-\u9fd5]{2,6})\Z"
)
