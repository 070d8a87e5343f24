"""Project names: from the head leftward to the first distinguishing word (guideline, PROJECT, "Span").

The words are in ``lexicons/projects.toml``. What stays in: places and companies that open the name,
capacities (年产1000吨…), quoted parts, phases behind the head. What stays out: 总投资…的, 由…建设的,
新建, 其中, counts, ordinals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from newsextract.components.no_names import is_no_name
from newsextract.components.places import is_place
from newsextract.components.project_edges import LATIN, NUMBER, LeftEdges
from newsextract.components.project_joints import JOINERS, Walk, quoted_start
from newsextract.components.project_lead_ins import CAPACITY_OF
from newsextract.dictionary import is_known, is_name_like, tag
from newsextract.lexicons import alternation, table
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.spans import Spanned, covering
from newsextract.text.occurrences import Listed
from newsextract.text.words import Words

# A name of class words alone that is this long may still be one: 石化产业升级项目, 老旧电梯更新项目.
_CLASS_LENGTH = 5
_FACILITIES = ("酒店", "医院", "学校", "中学", "小学", "大学", "学院", "馆", "厂", "中心")
# 二季度能源化工项目, 全市磷石膏项目 are all of a kind.
# 128个重点|文旅康养项目 are so many of a kind.
_COUNTED_CLASS = regex.compile(
    r"(?:\d|[一二三四五六七八九十百])(?:余|多)?[个项](?:重点|重大|签约|合作)\Z|\d[个所座条项][^，。；、\d]{1,8}、\Z"
)
# 海南各市县项目
_EACH = (
    "第一批",
    "第二批",
    "第三批",
    "第四批",
    "第五批",
    "首批",
    "多地",
    "各市",
    "各县",
    "各地",
    "各省",
    "各区",
)
# 几内亚铁矿|项目: the name goes on.
_NAMED_ON = regex.compile(
    r"(?:扩产|扩建|改造|技改|建设|开发|升级)?项目(?![部组经])|工程(?![师局队车机学院大技公])"
)
# 这|条生产线, 筹建|期道路: the first character belongs to the word before.
_TORN = regex.compile(r"[这那该]条|建期")
# 中|标的环城高速公路: what the segmenter makes of 中标的|.
_WON = "中标的"
# 等高新技术产业项目, 该项目为集中供热项目 say what kind they are.
_IS_ONE_OF = regex.compile(
    r"等\Z|(?<!第[一二三四五六七八九十两]个|另一个|最后一个|最[\u4e00-\u9fd5]的)(?:项目|工程)(?:为|是|属于?|系)\Z"
)
_ALL = ("全市", "全省", "全国", "全县", "全区", "各地", "全州")
# As words of their own these make a class (新项目); inside another word they don't (更新项目).
_ADJECTIVES = frozenset("新老")
# The segmenter glues these to the head (石海电子材料|园因).
_PARTICLES = frozenset("因由将已是被也的")
# 5G全连接工厂就有108家: so many of a kind.
_MANY = regex.compile(
    r"(?:项目)?(?:共|有|已有|就有|达|已达|近|约|超|超过){0,2}\d+(?:余|多)?[家座个处所台](?!月)"
)
# 标准厂房|32万平方米: so much of a kind.
_AREA = regex.compile(r"[\d.]+万?(?:多|余)?(?:平方米|平米|㎡)(?!的)")
# 智能工厂|机器轰鸣: the machines are not its name.
_MACHINES = ("机器轰鸣", "机器人")
# 开化水库|大坝浇筑过半, …电站|地下厂房贯通 tell how far the whole is.
_PART = regex.compile(
    r"(?:水库|电站|枢纽|工程|项目|基地|[一二三四]期)(?:的)?(?:大坝|地下厂房|主?厂房|主?车间|主?隧洞|隧道|桥梁|大桥|航站楼|教学楼|门诊楼|综合楼|总干渠|主干渠)\Z|段(?:隧道|桥梁|大桥|路基)\Z"
)
_PARTS_END = frozenset("坝房间洞道梁桥基楼渠")
# 会泽至宣威高速公路|隧道全部贯通
_OF_A_LINE = regex.compile(r"(?:高速公路|高速|高铁|铁路|公路)(?:隧道|桥梁)\Z")
_ALL_OF_IT = ("全部", "全线", "均", "陆续", "相继")
# 狮子洋通道, 九曲河特大桥: they bear the name of the water or the hill.
_WATERS_AND_HILLS = frozenset("洋江河湖海湾峡岛岭山峰")
# 已建水库, 先建电站: an adverb and a verb that the segmenter takes for a word.
_TENSES = frozenset("已先再又将正拟欲需未")
# 由SK集团投资4.2亿美元建设的|汽车电子产业园
_PAID_BEFORE = regex.compile(r"投资[^，。；]{0,4}\d[^，。；]{0,6}元(?:人民币)?(?:建设|兴建|打造|新建)?的\Z")
_PAPERED = ("高速公路", "高速", "铁路", "公路", "大桥", "隧道", "项目")
_OF_PAPERS = regex.compile(r"可行性研究|可研|总承包合同|总承包，|总承包。")
_ROADS = ("公路", "高速公路", "铁路", "航道")


@dataclass(frozen=True, slots=True)
class ProjectName:
    """One name in its place; ``head`` starts at ``head_at``. ``strong``: 项目 or 工程.

    ``doubtful``: its words may name a class; the sentence must deal with it alone, or list it with another.
    ``vague``: nothing but class words; only an amount of its own proves it (总投资11.5亿元的汽车配套项目)."""

    start: int
    end: int
    head_at: int
    strong: bool
    rule: str
    why: str
    doubtful: bool = False
    vague: bool = False
    head: str = ""


class _Head(NamedTuple):
    """A head in its place and what goes on behind it up to ``until``: a phase, a part."""

    word: str
    at: int
    end: int
    behind: str | None
    until: int


class ProjectNames:
    """Finds candidates for project names. Built once from the lexicon, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("projects")
        strong, building = data["heads"]["strong"], data["heads"]["building"]
        self._strong = frozenset(strong)
        self._building = frozenset(building)
        self._weak = frozenset(data["heads"]["weak"])
        self._vague = frozenset(data["heads"]["vague"])
        numbers = data["phase"]["numbers"]
        part = r"[（(](?!简称|以下|原|见|图|含|又|即|下称)[\p{Han}A-Z]{2,6}[）)]"
        bracketed = rf"[（(](?:[{numbers}]{{1,3}}|[一二三][、和及][二三四])期(?:工程|项目)?[）)]"
        phase = (
            rf"(?:{bracketed}|(?:[（(][^（）()\n]{{1,8}}[）)])?(?!首期(?!工程|项目))[{numbers}]期(?:工程|项目)?(?![间货待望限刊末权满]|中(?!间))"
            r"|[\p{Han}A-Z\d+]{2,8}至[\p{Han}A-Z\d+]{2,8}段"
            # 西气东输四线工程（吐鲁番—中卫段）
            r"|[（(]\p{Han}{2,8}[—－\-～至]{1,2}\p{Han}{2,8}[）)]"
            # …高速公路（柳州段）, …电站（C1、C2标段）
            r"|[（(][^（()）\n，。；]{1,14}(?:段|[A-Z一二三四五东西南北]区)[）)])"
        )
        works = data["heads"]["works"]
        self._works_heads = frozenset(works)
        # A bracket behind 项目 names its part: …改造项目（安置区）.
        heads = [*strong, *building, *works]
        self._heads = Listed(heads)
        self._behind = regex.compile(rf"{phase}|(?<=项目|工程){part}")
        self._phase_begins = regex.compile(f"[（({numbers}]")
        self._edges = LeftEdges(own)
        self._lines = frozenset(data["left"]["lines"])
        self._signs = frozenset(data["left"]["signs"])
        self._trade = frozenset(table("organizations")["trade"]["words"])
        self._class_before = regex.compile(rf"{alternation(data['generic']['class_before'])}\Z")
        self._count_behind = regex.compile(
            r"(?:线路)?(?:共|有|达|约|共有|超|超过|近|就有|就达|已达|达到|累计)?(?:\d+|[一二三四五六七八九十百两]+)(?:余|多)?(?:个(?!月|标段|合同段|作业面|工区)|[项处宗]|条(?!主洞|隧洞|支洞|生产线|隧道))"
            r"(?!重点|重大)(?!项目|工程)"
        )
        self._generic = frozenset(data["generic"]["words"])
        self._not_behind = regex.compile(alternation(data["generic"]["not_behind"]))
        self._building_not_behind = regex.compile(alternation(data["generic"]["building_not_behind"]))
        self._always = frozenset(data["generic"]["always"])
        self._broad = frozenset(data["generic"]["broad"])
        self._policies = frozenset(data["generic"]["policies"])
        self._measures = frozenset(data["measures"]["inside"])
        self._known_works = tuple(data["known"]["works"])

    def find(self, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> Iterator[ProjectName]:
        """Yield every candidate; which building heads are projects is for the sentence to say."""
        text = words.text
        named = -1
        for head_at, head_end in self._heads.longest(text):
            head, behind = text[head_at:head_end], self._behind_head(text, head_end)
            end = head_end if behind is None else behind.end()
            if end == named and head not in self._strong:  # 生产基地 and 基地 lead to the same name
                continue
            if not self._ends_a_word(words, end, head):
                continue
            if head not in self._strong and behind is None and _NAMED_ON.match(text, end):
                continue
            if head == "工程" and _OF_PAPERS.match(text, head_end) and text.endswith(_PAPERED, 0, head_at):
                continue  # 高速公路|工程可行性研究报告; 项目|工程总承包合同
            not_behind = self._not_behind if head in self._strong else self._building_not_behind
            if behind is None and not_behind.match(text, end) and not text.startswith(_MACHINES, end):
                continue
            if head not in self._strong and _counts_it(words, end):
                continue
            org = covering(orgs, head_at)
            if org is not None and org.end > end:
                continue
            if text[head_end - 1] in _PARTS_END and _PART.search(text, max(0, head_end - 8), head_end):
                continue
            if text.startswith(_ALL_OF_IT, end) and _OF_A_LINE.search(text, max(0, end - 8), end):
                continue
            found = _Head(head, head_at, head_end, None if behind is None else behind[0], end)
            name = self._name(words, found, money, orgs)
            if name is not None and head_at >= name.start:
                named = -1 if name.doubtful else end
                yield name

    def _behind_head(self, text: str, end: int) -> regex.Match[str] | None:
        """Match the phase or the section behind a head; where none can begin it is not tried."""
        if "至" not in text[end + 2 : end + 9] and self._phase_begins.match(text, end) is None:
            return None
        return self._behind.match(text, end)

    def is_generic(self, word: str) -> bool:
        """Tell that the word names a class of projects."""
        return word in self._generic

    def is_head(self, word: str) -> bool:
        """Tell that the word is a head and nothing more."""
        return word in self._building or word in self._strong

    def left_edge(self, words: Words, at: int, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> int:
        """Return where a name that goes on to ``at`` starts, for names that no head closes (A至B段)."""
        walk = Walk(at, at, "段", True)
        self._edges.reach(words, walk, money, orgs)
        return at if walk.counted else _behind_won(words.text, walk.start)

    def _ends_a_word(self, words: Words, end: int, head: str) -> bool:
        """Tell that the head is not the start of a longer word (中心|城区, 铁路|局)."""
        glued = words.text[end : end + 1] in _PARTICLES
        return head in self._strong or words.is_border(end) or glued

    def _name(self, words: Words, found: _Head, money: Sequence[Spanned],
              orgs: Sequence[Spanned]) -> ProjectName | None:  # fmt: skip
        head, head_at, end, behind, until = found
        phased = behind is not None and behind.rstrip("）)").endswith(("工程", "项目"))
        walk = Walk(head_at, head_at, head, head in self._strong or phased)
        institution = self._institution(walk, end, orgs)
        quoted = None if institution else quoted_start(words.text, walk, until)
        if quoted is not None:
            walk.start = quoted
            walk.taken.append("“”")
        elif not institution:
            self._edges.find(words, walk, money, orgs)
        walk.start = _behind_won(words.text, walk.start)
        name = words.text[walk.start : end]
        if walk.counted or walk.start == head_at or is_no_name(name, head, self._policies, self._building):
            return None
        if _TORN.match(words.text, walk.start - 1):
            return None
        # 中粮集团规划|一期 tells of a phase, and not of which project.
        if head.endswith("期") and walk.taken and walk.taken[0] in self._generic:
            return None
        if walk.strong and (
            words.text.endswith(_ALL, 0, walk.start)
            or _COUNTED_CLASS.search(words.text, max(0, walk.start - 14), walk.start)
            or any(each in name for each in _EACH)
            or _IS_ONE_OF.search(words.text, max(0, walk.start - 8), walk.start)
        ):
            return None
        if walk.strong and behind is None and self._is_class(words.text, name, until, walk):
            return None
        doubtful = institution or not self._distinguishes(words.text, walk, phase=behind is not None)
        vague = doubtful and not institution and self._is_vague(walk)
        low = max(0, walk.start - 24)
        if vague and not walk.strong and not _PAID_BEFORE.search(words.text, low, walk.start):
            return None
        kind = "head" if walk.strong else ("institution" if institution else "building")
        return ProjectName(
            walk.start,
            until,
            head_at,
            walk.strong,
            f"project.{kind}",
            f"left edge: {walk.why}",
            doubtful,
            vague,
            head,
        )

    def _is_vague(self, walk: Walk) -> bool:
        """Tell that nothing but class words, or nothing but a place, tells which one it is."""
        own = self._own(walk)
        if not own:
            always = any(word in self._always for word in walk.taken)
            return always or sum(map(len, walk.taken)) < _CLASS_LENGTH
        return all(is_place(word) for word in own)

    @staticmethod
    def _institution(walk: Walk, end: int, orgs: Sequence[Spanned]) -> bool:
        """Take a body's whole name when the head ends it: 投资兴建的|北大国际医院."""
        org = covering(orgs, walk.head_at)
        if walk.strong or org is None or org.end != end or org.start >= walk.head_at:
            return False
        walk.start, walk.why = org.start, "the body's name"
        walk.taken.append("ORG")
        return True

    def _is_class(self, text: str, name: str, end: int, walk: Walk) -> bool:
        """Tell a class of projects by what ends it or is counted behind it: 重点项目, …类项目, 项目66个."""
        if self._count_behind.match(text, end):
            return True
        match = self._class_before.search(name[:-2])
        if (
            match is None
            or name[:-2].endswith("升级")
            or (match[0] in _ADJECTIVES and walk.taken[0] != match[0])
        ):
            return False
        return not (name[:-2].endswith("系列") and any(self._names_it(word) for word in walk.taken))

    def _names_it(self, word: str) -> bool:
        """Tell that a word by itself tells one project from others: a body, a place, letters, a capacity, a name."""
        if len(word) == 2 and word[0] in _TENSES and not is_place(word):
            return False
        if (
            word in {"ORG", "“”"}
            or CAPACITY_OF.match(word)
            or is_place(word)
            or LATIN.search(word)
            or word in self._measures
        ):
            return True
        if len(word) >= 3 and word[-1] in _WATERS_AND_HILLS and tag(word)[:1] not in {"v", "m"}:
            return True
        return is_name_like(word) and (tag(word)[:2] in {"", "nr", "nz", "ns", "nt"} or len(word) >= 4)

    def _own(self, walk: Walk) -> list[str]:
        """Return the words that are no part of a class's name."""
        return [w for w in walk.taken if w not in self._generic and w not in JOINERS and w != "、"]

    def _distinguishes(self, text: str, walk: Walk, *, phase: bool = False) -> bool:
        """Tell that the words tell which one it is, not which class."""
        if walk.taken == ["“”"]:
            inner = text[walk.start + 1 : walk.head_at - 1]
            return inner in self._known_works or not (walk.head == "工程" or "、" in inner or is_known(inner))
        if text.startswith(self._known_works, walk.start):
            return True  # 滇中引水二期
        own = self._own(walk)
        if not own:
            return False
        signs = len(walk.taken) == len("".join(walk.taken)) == 2  # 织|毕|铁路
        if walk.head in self._lines and (signs or (len(walk.taken) > 1 and walk.taken[-1] in self._signs)):
            return True
        if walk.strong and all(is_place(word) for word in own) and set(walk.taken) - set(own) <= self._broad:
            return False
        if walk.head in _ROADS and all(word == "“”" or is_place(word) for word in own) and "“”" in own:
            return False  # 甘肃省“十二五”公路
        sector = any(word in self._generic and word not in self._broad for word in walk.taken)
        if own == ["ORG"] and walk.strong and sector:
            return True
        if own == ["ORG"] and walk.strong and not phase and not _built_itself(text, walk.head_at):
            return False
        named = any(self._names_it(word) for word in own)
        if walk.strong and walk.taken[0] in self._building and len(own) > (walk.taken[0] in own):
            return True
        # 湖北十堰高速公路 are those of Shiyan; 十堰至房县, 青兰高速 are lines.
        where = [word for word in own if word not in self._building]
        if walk.head in _ROADS and where and all(is_place(word) and len(word) > 1 for word in where):
            return "至" in walk.taken
        if all(NUMBER.fullmatch(word) or word.endswith("期") for word in own):
            return False
        if walk.head in self._works_heads:
            # 青岛场桥涂装车间|迁建: works on a building that has a name
            on_it = walk.taken[0] in self._building and any(map(self._names_it, own))
            return on_it or any(word == "ORG" or is_place(word) for word in own)
        if walk.strong:
            return named or sum(map(len, own)) >= 3 or phase or sum(map(len, walk.taken)) >= 6
        if walk.head in self._weak:
            return named
        specific = sum(len(word) for word in own if word not in self._trade)
        return named or specific >= (3 if walk.head in self._vague else 2)


def _built_itself(text: str, head_at: int) -> bool:
    """Tell that the body before 项目 is a thing to build: 金江区中医医院建设|项目, 城东小学|项目."""
    return text.endswith((*_FACILITIES, *(f"{what}建设" for what in _FACILITIES)), 0, head_at)


def _counts_it(words: Words, end: int) -> bool:
    """Tell that a number behind counts such buildings (数据中心12个), not what stands there (基地3台|钻机)."""
    if _AREA.match(words.text, end):
        return True
    match = _MANY.match(words.text, end)
    if match is None:
        return False
    following = words.word_at(match.end()) if match.end() < len(words.text) else "，"
    return tag(following)[:1] != "n" or not words.is_border(match.end())


def _behind_won(text: str, start: int) -> int:
    return start + len(_WON) - 1 if text.startswith(_WON, start - 1) else start
