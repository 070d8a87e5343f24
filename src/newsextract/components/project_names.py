"""Project names: from the head leftward to the first distinguishing word (guideline, PROJECT, "Span").

The words are in ``lexicons/projects.toml``. What stays in: places and companies that open the name,
capacities (年产1000吨…), quoted parts, phases behind the head. What stays out: 总投资…的, 由…建设的,
新建, 其中, counts, ordinals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from newsextract.components.looks import by_first, first_of, last_of, looks
from newsextract.components.no_names import is_no_name
from newsextract.components.project_classes import ProjectClasses
from newsextract.components.project_edges import Ground, LeftEdges
from newsextract.components.project_heads import Head, Heads
from newsextract.components.project_joints import Walk, quoted_start
from newsextract.dictionary import tag
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.spans import Spanned
from newsextract.text.words import Words

# 二季度能源化工项目, 全市磷石膏项目 are all of a kind.
# 128个重点|文旅康养项目 are so many of a kind.
_COUNTED_CLASS = regex.compile(
    r"(?:\d|[一二三四五六七八九十百])(?:余|多)?[个项](?:重点|重大|签约|合作)\Z|\d[个所座条项][^，。；、\d]{1,8}、\Z"
)
_COUNTED_ENDS = frozenset("点大约作、")
# All that stands behind a head begins with one of these, or has 期 or, so near, 至 in it.
_BRACKETS, _AHEAD = frozenset("（("), 9
# 海南各市县项目
_EACH = regex.compile(r"第[一二三四五]批|首批|多地|各[市县地省区]")
# 几内亚铁矿|项目: the name goes on.
_WORKS_ON_IT = ("扩产", "扩建", "改造", "技改", "建设", "开发", "升级")
_NAMED_ON = regex.compile(rf"(?:{'|'.join(_WORKS_ON_IT)})?项目(?![部组经])|工程(?![师局队车机学院大技公])")
_NAMED_ON_BEGINS = first_of((*_WORKS_ON_IT, "项目", "工程"))
# 这|条生产线, 筹建|期道路: the first character belongs to the word before.
_TORN = ("这条", "那条", "该条", "建期")
# 中|标的环城高速公路: what the segmenter makes of 中标的|.
_WON = "中标的"
# What the second character of these is.
_TORN_FROM = frozenset(word[1] for word in (*_TORN, _WON))
# 等高新技术产业项目, 该项目为集中供热项目 say what kind they are.
_IS_ONE_OF = regex.compile(
    r"等\Z|(?<!第[一二三四五六七八九十两]个|另一个|最后一个|最[\u4e00-\u9fd5]的)(?:项目|工程)(?:为|是|属于?|系)\Z"
)
_KIND_ENDS = frozenset("等为是属于系")
_ALL = ("全市", "全省", "全国", "全县", "全区", "各地", "全州")
_ALL_END = last_of(_ALL)
# The segmenter glues these to the head (石海电子材料|园因).
_PARTICLES = frozenset("因由将已是被也的")
# 5G全连接工厂就有108家: so many of a kind.
_AS_MANY_AS = ("共", "有", "已有", "就有", "达", "已达", "近", "约", "超", "超过")
_MANY = regex.compile(rf"(?:项目)?(?:{'|'.join(_AS_MANY_AS)}){{0,2}}\d+(?:余|多)?[家座个处所台](?!月)")
# 标准厂房|32万平方米: so much of a kind.
_AREA = regex.compile(r"[\d.]+万?(?:多|余)?(?:平方米|平米|㎡)(?!的)")
_begins_count = looks(r"\d." + "".join(first_of((*_AS_MANY_AS, "项目"))))
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
_ALL_BEGINS = first_of(_ALL_OF_IT)
# 由SK集团投资4.2亿美元建设的|汽车电子产业园
_PAID_BEFORE = regex.compile(r"投资[^，。；]{0,4}\d[^，。；]{0,6}元(?:人民币)?(?:建设|兴建|打造|新建)?的\Z")
_PAPERED = ("高速公路", "高速", "铁路", "公路", "大桥", "隧道", "项目")
_PAPERS = ("可行性研究", "可研", "总承包合同", "总承包，", "总承包。")


class ProjectName(NamedTuple):
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


class ProjectNames:
    """Finds candidates for project names. Built once from the lexicon, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("projects")
        strong, building = data["heads"]["strong"], data["heads"]["building"]
        self._strong = frozenset(strong)
        self._building = frozenset(building)
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
        # A bracket behind 项目 names its part: …改造项目（安置区）.
        self._heads = Heads(strong, [*building, *works], _PARTS_END)
        self._behind = regex.compile(rf"{phase}|(?<=项目|工程){part}")
        self._edges = LeftEdges(own)
        self._ground = Ground.of(Words.from_words("", []), (), ())
        self._not_behind = by_first(data["generic"]["not_behind"])
        self._building_not_behind = by_first(data["generic"]["building_not_behind"])
        self._policies = frozenset(data["generic"]["policies"])
        self._generic = frozenset(data["generic"]["words"])
        self._classes = ProjectClasses(data)

    def find(self, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> list[ProjectName]:
        """Return every candidate; which building heads are projects is for the sentence to say."""
        text, ground = words.text, self._ground_of(words, money, orgs)
        found: list[ProjectName] = []
        first_word, body = self._edges.first_word, -1
        lines, named, bodies, org_end = "至" in text, -1, len(orgs), -1
        for head_at, head_end, head in self._heads.find(text):
            end, strong, phased = head_end, head.strong, False
            ahead = text[end : end + _AHEAD]
            following = ahead[:1]
            if following in _BRACKETS or ahead[1:2] == "期" or (lines and "至" in ahead):
                behind = self._behind.match(text, end)
                if behind is not None:
                    end, phased = behind.end(), _is_phased(behind[0])
                    following = text[end : end + 1]
            if not strong and end == named:  # 生产基地 and 基地 lead to the same name
                continue
            while org_end <= head_at:  # the first body that ends behind it
                body += 1
                org_end = orgs[body].end if body < bodies else len(text) + 1
            org = orgs[body] if body < bodies and orgs[body].start <= head_at else None
            if org is not None and org.end > end:
                continue
            if strong:  # what the characters tell is asked before words
                if not self._is_strong_head(text, head_at, head, end, following):
                    continue
            elif not self._is_building(words, end, following, end > head_end):
                continue
            if (head.part or following in _ALL_BEGINS) and _is_part(text, head_end, end):
                continue
            first = "" if org is not None or following == "”" else first_word(ground, head_at)
            if first is None or not (strong or following in _PARTICLES or words.is_border(end)):
                continue
            taken = [first] if first else []
            walk = Walk(head_at - len(first), head_at, head.word, strong or phased, end, taken)
            name = self._name(ground, walk, org)
            if name is not None and head_at >= name.start:
                named = -1 if name.doubtful else end
                found.append(name)
        return found

    def _is_strong_head(self, text: str, at: int, head: Head, end: int, following: str) -> bool:
        """Tell that 项目 or 工程 here opens no word of another topic: 工程师, 项目经理."""
        head_end = at + len(head.word)
        if head.word == "工程" and text.startswith(_PAPERS, head_end) and text.endswith(_PAPERED, 0, at):
            return False  # 高速公路|工程可行性研究报告; 项目|工程总承包合同
        topics = self._not_behind.get(following)
        if topics is None or end > head_end:
            return True
        return not text.startswith(topics, end) or text.startswith(_MACHINES, end)

    def _is_building(self, words: Words, end: int, following: str, goes_on: bool) -> bool:
        """Tell that behind a head no word of another topic stands (中心|主任) and no count of such buildings."""
        text = words.text
        if not goes_on:
            if following in _NAMED_ON_BEGINS and _NAMED_ON.match(text, end):
                return False
            topics = self._building_not_behind.get(following)
            if topics and text.startswith(topics, end) and not text.startswith(_MACHINES, end):
                return False
        return not (_begins_count(following) and _counts_it(words, end))

    def is_generic(self, word: str) -> bool:
        """Tell that the word names a class of projects."""
        return word in self._generic

    def is_head(self, word: str) -> bool:
        """Tell that the word is a head and nothing more."""
        return word in self._building or word in self._strong

    def left_edge(self, words: Words, at: int, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> int:
        """Return where a name that goes on to ``at`` starts, for names that no head closes (A至B段)."""
        walk = Walk(at, at, "段", True, at, [])
        self._edges.reach(self._ground_of(words, money, orgs), walk)
        return at if walk.counted else _behind_won(words.text, walk.start)

    def _ground_of(self, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> Ground:
        """Return what is noted of a text; the last one's is kept, for each of its lists and sections asks."""
        ground = self._ground
        if ground.words is not words or ground.money is not money or ground.orgs is not orgs:
            self._ground = ground = Ground.of(words, money, orgs)
        return ground

    def _name(self, ground: Ground, walk: Walk, org: Spanned | None) -> ProjectName | None:
        """Walk from a head to the left; ``org``: the body that covers its first character."""
        text, at, word = ground.words.text, walk.head_at, walk.head
        end = at + len(word)
        institution = org is not None and org.end == end and org.start < at and not walk.strong
        if org is not None and institution:  # 投资兴建的|北大国际医院
            walk.start, walk.why = org.start, "the body's name"
            walk.taken.append("ORG")
        else:
            quoted = None if walk.taken else quoted_start(text, walk)
            if quoted is None:
                self._edges.find(ground, walk)
            else:
                walk.start = quoted
                walk.taken.append("“”")
            if walk.counted or not walk.taken:
                return None
        start = walk.start
        if text[start] in _TORN_FROM:
            if text.startswith(_TORN, start - 1):
                return None
            walk.start = start = _behind_won(text, start)
        name = text[start:end]
        if start == at or is_no_name(name, word, self._policies, self._building):
            return None
        # 中粮集团规划|一期 tells of a phase, and not of which project.
        if word[-1] == "期" and walk.taken[0] in self._generic:
            return None
        if walk.strong and (
            _is_one_of_many(text, start, name)
            or (walk.until == end and self._classes.is_class(text, name, end, walk))
        ):
            return None
        return self._told(text, walk, institution)

    def _told(self, text: str, walk: Walk, institution: bool) -> ProjectName | None:
        """Return the name with what is to be proved of it; None when nothing can prove it."""
        start, until, strong, vague = walk.start, walk.until, walk.strong, False
        doubtful = institution
        if not institution:
            classes = self._classes
            own = classes.own(walk)
            if not classes.distinguishes(text, walk, own, phase=until > walk.head_at + len(walk.head)):
                doubtful, vague = True, classes.is_vague(walk, own)
        if vague and not strong:
            paid = text.startswith("的", start - 1)
            if not paid or not _PAID_BEFORE.search(text, max(0, start - 24), start):
                return None
        rule = "project.head" if strong else "project.institution" if institution else "project.building"
        why = f"left edge: {walk.why}"
        return ProjectName(start, until, walk.head_at, strong, rule, why, doubtful, vague, walk.head)


def _is_phased(behind: str) -> bool:
    """Tell that what stands behind a head makes a project of it: 二期工程, （一期项目）."""
    return behind.rstrip("）)").endswith(("工程", "项目"))


def _is_part(text: str, head_end: int, end: int) -> bool:
    """Tell how far a whole is told to be by a part of it: 开化水库|大坝浇筑过半, 高速公路|隧道全部贯通."""
    if text[head_end - 1] in _PARTS_END and _PART.search(text, max(0, head_end - 8), head_end):
        return True
    return text.startswith(_ALL_OF_IT, end) and _OF_A_LINE.search(text, max(0, end - 8), end) is not None


def _is_one_of_many(text: str, start: int, name: str) -> bool:
    """Tell a class by what is before 项目 and its words: 全市|…, 各县…, 128个重点|…, 等|…, 该项目为|…."""
    before = text[start - 1 : start]
    return (
        (before in _ALL_END and text.endswith(_ALL, 0, start))
        or (before in _COUNTED_ENDS and _COUNTED_CLASS.search(text, max(0, start - 14), start) is not None)
        or (before in _KIND_ENDS and _IS_ONE_OF.search(text, max(0, start - 8), start) is not None)
        or (("批" in name or "各" in name or "多地" in name) and _EACH.search(name) is not None)
    )


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
