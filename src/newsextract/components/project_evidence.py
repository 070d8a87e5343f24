"""What a sentence says that makes a name a project (guideline, PROJECT, "Other heads").

A building is a project when it is planned, signed, invested in, built, extended, opened; a name whose words
may be a class of projects (光伏玻璃项目) is one when the sentence deals with it alone: its own amount, a verb
right beside it, an item of a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import regex

from newsextract.components.looks import by_first, first_of, last_of, looks, within
from newsextract.components.places import place_starting
from newsextract.components.project_descriptions import is_description
from newsextract.components.project_manners import MANNER, begins_manner
from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.spans import Span
from newsextract.text.sentences import clause_around, clause_start, sentence_around

# Its size may stand between: X健康城，总占地80万平方米，总投资百亿元.
_COSTS = regex.compile(
    r"(?:\p{Han}{2,6}段)?(?:(?:放在|选址|位于|落户|坐落)[^，。；\n]{2,14})?(?:，(?:规划)?总?(?:占地|建筑面积|建设规模|用地|规划)[^，。；\n]{0,20}){0,3}[，（(](?:(?:项目|计划|概算|估算|工程)?(?:总)?投资|(?:批复)?(?:总)?(?:概算|估算|造价)(?:为|约)?\d)"
)
_COSTS_BEGINS = frozenset("，（(放选位落坐")
# 百亿级的X园区, 投资16亿元的X园.
_BILLIONS = regex.compile(r"(?:亿级|[亿万][^，。；]{0,4}元(?:人民币)?)的\Z")
# X计划投资3.2亿元, X由A公司投资建设.
_INVESTED = regex.compile(
    r"(?:今年|年度)?(?:计划|估算|概算|预计)?总?投资(?:规模|额|估算)?(?:约|近|超|达)?\d|累计[^，。；]{0,4}投资[^，。；]{0,4}\d|完成投资(?:约|近|超)?\d|，[是为][^，。；]{0,12}(?:项目|工程)(?:之一)?[，。]|的总?投资额?(?:则)?(?:分别)?[为是]|[（(]?(?:约|近|超)?\d[\d.]*[亿万][^，。；\d]{0,3}元|招标(?:金)?额(?:约|近|超)?\d|由[^，。；\n]{2,24}?(?:投资|建设|开发|承建|实施|代建|打造|牵头|承包|负责)"
)
_begins_invested = looks(r"\d今年计估概预总投累完，的（(约近超招由")
# … and of these a second character says more.
_INVESTED_NEXT = {"，": frozenset("是为"), "的": frozenset("总投")}
# X的集热场、储热罐等施工同步展开.
_WORKS_ON = regex.compile(
    r"的[^，。；\n的]{2,14}(?:施工|浇筑|吊装|开挖|掘进|焊接)(?!单位|企业|队|方|能力|工艺|技术|设备)"
)
_SUBJECT, _VERB_REACH = 2, 60
_WHEN = regex.compile(
    r"[^，。；]{0,6}?(?:\d[日月年]|[今昨明前当]天|[今去明前]年|[今昨]日|上午|下午|晚|近期|目前|随后)"
)
_PARKS = ("园区", "开发区", "高新区", "工业园", "示范区", "新区")
_MADE_INTO = ("建设成", "建成", "打造成", "做成")
# 向贵州铝厂投资186亿元
_FACES = frozenset("投面转倾指")
# 投资2.2亿元扩建X, 追加9亿元上马X.
_PAID_FOR = regex.compile(
    r"(?r)(?<!期)(?<!期，)(?:投资|投|投入|追加|斥资|出资)了?[^，。；]{0,8}[亿万][^，。；]{0,4}元[^，。；]{0,6}(?:，(?:就近|用于|用来|计划|将)?(?:在[^，。；]{2,8})?|在[^，。；]{2,8})?(?:建设|建|新建|扩建|改建|上马|建立|兴建|打造)的?\Z"
)
_PAID_FOR_ENDS = frozenset("设建马立造的")
# 4.3亿元用于X技术改造, 投入2.6亿元实施X改造.
_SPENT_ON = regex.compile(r"[亿万][^，。；]{0,4}元[^，。；]{0,4}(?:用于|投向|实施|建设|进行)\Z")
# 投资近百亿元启动为期三年的|清水工程.
_FUNDED = regex.compile(
    r"(?:投资|拿出|砸下|投入|斥资)[^，。；]{0,6}[百千\d十][亿万][^，。；]{0,4}(?:启动|实施|推进|铺开|打造)(?:[^，。；]{2,8}的)?\Z"
)
_SHARES = regex.compile(r"[^。；\n]{0,60}?投资[^。；\n]{0,12}?\d")
# Where X项目在Y园区奠基, the park is the place.
_HEADED = regex.compile(r"(?:项目|工程|基地|工厂|新厂|[一二三四]期)[^，。；]{0,4}在[^，。；]*\Z")
_BULLET = regex.compile(r"[\s\d（）()、．.—\-●■◆▲★·①-⑳]*")
_ROW = regex.compile(r"[ \u3000：:]+[^\n]{0,40}?\d[\d.,，—－-]*[万亿]")
_ROW_BEGINS = frozenset(" \u3000：:")
_ITEM = regex.compile(
    r"(?:^|[\n；。：]\s*)(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）、．.]|[一二三四五六七八九十]是|——|[●■◆▲★·①-⑳])\s*\Z"
)
_OWN_COST = regex.compile(
    r"(?:[，（(](?:项目|计划|概算|估算|匡算|工程)?|项目|计划)?总?投[资入](?:额)?(?:则)?(?:为|约|达|近|超)?[^，。；]{0,4}?[\d一二三四五六七八九十]"
)
# 总投资12.8亿元、建设工期28个月的X项目.
_AND_SIZE = regex.compile(r"、(?:占地|建设|工期|全长|总长|总?建筑面积|年产)[^，。；、]{2,14}\Z")
# 5家超百亿元的锂电新材料项目 are five.
_SO_MANY = regex.compile(r"[\d一二三四五六七八九十两几数多][家个项]?(?:总投资|投资)?(?:超|超过|近|约)?\Z")
# 全省十大航运枢纽之一的双港航运枢纽.
_ONE_OF_WORKS = ("项目之一的", "工程之一的", "枢纽之一的", "水库之一的", "通道之一的")
_DIVIDED = regex.compile(
    r"(?:按照?[^，。；]{2,10}(?:划分|分|类别|类型)|从[^，。；]{0,6}(?:类型|类别|结构)(?:上)?看)，"
)
# 24个项目集中招标，其中包括A系统、B平台.
_TENDER = regex.compile(r"招标[^。；]{0,60}(?:包括|包含|项目有|分别是|分别为)[^。；]*\Z")
# 自动化码头、智慧公路等新型基础设施.
_FACILITIES = regex.compile(
    r"(?:[、和][^，。；、\n]{2,12}){0,3}等[^，。；、\n]{0,6}(?:领域|基础设施|公共设施|重点任务|重点部位|重点场所|重点区域)"
)
_FACILITIES_BEGIN = frozenset("、和等")
_AMOUNT = regex.compile(r"(?:约|近|超)?\d[\d.]*[万亿]")
_SUM = regex.compile(r"(?:完成)?(?:投资)?(?:约|近|超)?\d")
_begins_sum = looks(r"\d完投约近超")
_HOSTS = regex.compile(r"举行|(?:今年|去年|明年|计划|共){0,2}安排")
_HOSTS_BEGINS = frozenset("举今去明计共安")
_KIND = 4
_LONG_NAME, _WHOLES = 5, ("工程", "项目", "机组")
# 其中最受关注的是雅康高速, 最后一个是X.
_ONE_OF_THEM = regex.compile(
    r"(?:最[^，。；]{1,6}的|第[一二三四五六七八九十]个|最后一个|另一个|一个)(?:则)?(?:[是为]|当属|要数|要属|首推)\Z|(?:之隔|相邻|相望|毗邻|隔壁|对面)的(?:就)?是\Z"
)
_ONE_OF_THEM_ENDS = frozenset("是为属数推")
_CLOSES = regex.compile(r"[，。；、）)！\n”]|\Z")


class ProjectEvidence:
    """Reads the words around candidates. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("projects")
        build = data["build"]
        verb = alternation(build["before"])
        self._verb = re.compile(verb)
        self._before = regex.compile(rf"{verb}[^。；！？\n]{{0,{_VERB_REACH}}}\Z")
        right_before = alternation(build["right_before"])
        self._right_before = regex.compile(rf"{right_before}(?:了|的)?(?:一[家座个条])?\Z")
        self._right_before_ends = last_of(build["right_before"]) | frozenset("了的家座个条")
        # … directly, or behind a date: …基地，2018年5月投产.
        self._told_behind = within(build["behind"], 12, "，。；！？\n")
        self._told_later = regex.compile(
            r"，(?:(?:已|将|预计|计划)?于?[\d年月日前去今明底初份]{2,11}|(?:将|正|预计|计划|力争)(?=[建投开竣完通]))"
            rf"{alternation(build['behind'])}"
        )
        # A long name of which work is told (…茶旅公路铺上了最后一车沥青) is no class.
        told = [*table("status")["behind"]["under_construction"], *table("status")["behind"]["completed"]]
        self._works = within(told, 24, "。；，、\n")
        self._further = within(build["further"], 24, "。；！？\n")
        self._where = tuple(data["generic"]["where"])
        self._where_ends = last_of(self._where)
        self._kinds = regex.compile(rf"{alternation(data['heads']['building'])}{{2}}")
        self._products = frozenset(data["heads"]["products"])
        self._works_heads = frozenset(data["heads"]["works"])
        self._own_works = frozenset(data["heads"]["works_of_their_own"])
        self._adjacent = regex.compile(
            rf"(?:在[\u4e00-\u9fd5]{{2,8}}?)?{MANNER}{alternation(build['behind'])}"
        )
        # A社区、B公寓7月前动工: the whole list.
        self._list_begun = regex.compile(
            rf"(?:[、和][^，。；、\n]{{2,24}}?){{1,4}}{MANNER}(?:{alternation(build['events'])}(?=[，。；\n])|的总?投资额?(?:则)?(?:分别)?[为是])"
        )
        self._behind = by_first(build["behind"])
        self._events = by_first(build["events"])
        self._event = regex.compile(rf"{MANNER}(?:在[\u4e00-\u9fd5]{{2,16}}?)?{alternation(build['events'])}")

    is_description = staticmethod(is_description)

    def is_kind(self, text: str, name: ProjectName) -> bool:
        """Tell a kind of thing in a list of kinds: 建成饲料厂、火电厂."""
        start, end = name.start, name.end
        before, behind = text[start - 1 : start], text[end : end + 1]
        if behind in _HOSTS_BEGINS and name.head.endswith(_PARKS) and _HOSTS.match(text, end):
            return True  # 高新区举行集中开工仪式, 科技园区今年安排新开工项目18项
        if not name.strong:
            if before == "把" and text.startswith(_MADE_INTO, end):
                return True  # 把思山岭铁矿建设成为深井矿山
            if behind in _FACILITIES_BEGIN and _FACILITIES.match(text, end):
                return True
            if before == "向" and text[max(0, start - 2) : start - 1] not in _FACES:
                return True
        return (before == "、" or behind == "、") and name.head in self._products and end - start <= _KIND

    def is_division(self, text: str, name: ProjectName) -> bool:
        """Tell one of the classes that a sum is divided into.

        按项目类型划分，防洪减灾项目投资366亿元; 枢纽船闸工程236亿元 is made of kinds of things.
        """
        if not name.strong or not _begins_sum(text[name.end : name.end + 1]):
            return False
        if place_starting(text, name.start) is not None:
            return False
        if _AMOUNT.match(text, name.end) and self._kinds.fullmatch(text, name.start, name.head_at):
            return True
        if _SUM.match(text, name.end) is None:
            return False
        return _DIVIDED.search(text, sentence_around(text, name.start)[0], name.start) is not None

    def is_built(self, text: str, name: ProjectName) -> bool:
        """Tell that the sentence has the building planned, signed, built, opened."""
        start, end = name.start, name.end
        before, behind = text[start - 1 : start], text[end : end + 1]
        if behind in _SITES_BEGIN and text.startswith(_SITES, end):
            return True
        if before in self._where_ends and self._stands_there(text, start):
            return self._acted_on_there(text, name)
        item = behind in _ENDS_ITEM and _ITEM.search(text, max(0, start - 8), start)
        if name.head.endswith(_PARKS) and _HEADED.search(text, clause_around(text, start)[0], start):
            return False  # 变速箱项目在余家|湖园区|开工
        if item or name.head in self._own_works:
            return True
        if (behind in _PHASED_BEHIND or text[end - 1] in _BRACKETED) and _is_phased(text, name):
            return True
        if behind in _ROW_BEGINS and self.is_row(text, name):
            return True
        if before == "的":
            if _BILLIONS.search(text, max(0, start - 8), start) or text.endswith(_ONE_OF_WORKS, 0, start):
                return True
        elif before == "—" and text.endswith(_APPOSED, 0, start):
            return True
        if behind == "的" and _WORKS_ON.match(text, end):
            return True
        if _is_invested(text, end, behind):
            return True
        if name.head in self._products:
            return self._is_product_built(text, name)
        return self._is_told_of(text, name)

    def _stands_there(self, text: str, start: int) -> bool:
        """Tell that the words before a place say that something is there: 落户|…, 在|…."""
        return text[start - 1 : start] in self._where_ends and text.endswith(
            self._where, max(0, start - 3), start
        )

    def _is_product_built(self, text: str, name: ProjectName) -> bool:
        """Tell what may be a product from one that is built: its verb stands right beside it."""
        return bool(
            self._right_before.search(text, max(0, name.start - 8), name.start)
            or _TENDER.search(text, sentence_around(text, name.start)[0], name.start)
            or self._paid(text, name)
            or self._verb_beside(text, name.end)
            or _costs(text, name.end)
        )

    def _is_told_of(self, text: str, name: ProjectName) -> bool:
        """Tell that the clause, or the sentence around a list, has a verb of building."""
        start, end = name.start, name.end
        if text[start - 1 : start] in _LISTED or text[end : end + 1] == "、":
            low, _ = sentence_around(text, start)
            if self._before.search(text, low, start) or _SHARES.match(text, end):
                return True
            if self._built_behind(text, name):
                return True
            return text[end : end + 1] in _LISTS_ON and self._list_begun.match(text, end) is not None
        low = clause_start(text, sentence_around(text, start)[0], start)
        if self._verb.search(text, max(low, start - _VERB_REACH), start):
            return True
        return self._built_behind(text, name)

    def _verb_beside(self, text: str, end: int) -> regex.Match[str] | None:
        """Return the verb of building right behind a name, with when and how before it."""
        return self._adjacent.match(text, end) if _may_tell(text, end, self._behind) else None

    def _event_beside(self, text: str, end: int) -> regex.Match[str] | None:
        """Return what happens to it right behind a name, with when, how and where before it."""
        return self._event.match(text, end) if _may_tell(text, end, self._events) else None

    def _acted_on_there(self, text: str, name: ProjectName) -> bool:
        """Tell a project from the place where something else is built: 在X中心建设Y, A项目在B园区奠基."""
        clause, _ = clause_around(text, name.start)
        verb = self._verb_beside(text, name.end)
        if verb is None or _HEADED.search(text, clause, name.start):
            return False
        in_it = text[name.start - 1 : name.start] == "在"
        if in_it and name.start - 1 - clause >= _SUBJECT and not _WHEN.match(text, clause):
            return False  # 特变电工|在白沙洲工业园|破土动工
        return _CLOSES.match(text, verb.end()) is not None

    def _built_behind(self, text: str, name: ProjectName) -> bool:
        end = name.end
        if self._told_behind(text, end) or self._further(text, end) or _is_one_of_them(text, name.start):
            return True
        if (text.startswith("，", end) and self._told_later.match(text, end)) or _costs(text, end):
            return True
        inner = text[name.start : end - 2]
        whole = len(inner) >= _LONG_NAME and not any(part in inner for part in _WHOLES)
        return whole and not text.startswith("的", end) and self._works(text, end)

    def is_one(self, text: str, name: ProjectName, amounts: Sequence[Span]) -> bool:
        """Tell that the sentence deals with a doubtful name as with one project of its own."""
        if self._introduced_by_amount(text, name, amounts):
            return True
        if name.vague and not name.strong:
            return text.endswith("的", 0, name.start) and self._paid(text, name)
        if name.vague:
            return False
        if _is_quoted(text, name):
            return True
        if not name.strong:
            return self._handled(text, name)
        if _FUNDED.search(text, max(0, name.start - 40), name.start) or self._paid(text, name):
            return True
        if _OWN_COST.match(text, name.end) or _ITEM.search(text, max(0, name.start - 8), name.start):
            return True
        return self._event_beside(text, name.end) is not None

    @staticmethod
    def _paid(text: str, name: ProjectName, reach: int = 40) -> bool:
        start = name.start
        if text[start - 1 : start] not in _PAID_FOR_ENDS:
            return False
        return _PAID_FOR.search(text, max(0, start - reach), start) is not None

    @staticmethod
    def _introduced_by_amount(text: str, name: ProjectName, amounts: Sequence[Span]) -> bool:
        """Tell 总金额超800亿元的|石化项目, 60亿元|风电轴承项目."""
        of_it = text[name.start - 1 : name.start] == "的"
        if not (of_it or name.strong) or text.startswith("资金", name.end):
            return False  # 2000亿元设备更新项目|资金 is what is paid for all of them
        edge = name.start - 1 if of_it else name.start
        told = _AND_SIZE.search(text, max(0, edge - 20), edge) if of_it else None
        edge = edge if told is None else told.start()
        return any(
            not _SO_MANY.search(text, max(0, amount.start - 8), amount.start)
            for amount in amounts
            if amount.end == edge
        )

    def _handled(self, text: str, name: ProjectName) -> bool:
        """Tell that a verb of building stands right before or behind the name: 新建X水库, X博物馆竣工."""
        if name.head in self._works_heads and _SPENT_ON.search(text, max(0, name.start - 20), name.start):
            return True
        if self._stands_there(text, name.start):
            return False
        body = name.rule == "project.institution"
        event = self._event_beside(text, name.end)
        # A body that signs or opens its doors is no project; one whose house is begun or finished is.
        if event is not None and not (body and event[0].endswith(_OF_BODIES)):
            return True
        if body and (text[name.start - 1 : name.start] in _LISTED or text[name.end : name.end + 1] == "、"):
            low, _ = sentence_around(text, name.start)
            return self._before.search(text, low, name.start) is not None
        if self._paid(text, name, 30) or _is_one_of_them(text, name.start):
            return True
        behind = text[name.end : name.end + 1]
        if _is_invested(text, name.end, behind) or _costs(text, name.end):
            return True
        if not body and behind == "的" and _WORKS_ON.match(text, name.end):
            return True
        if name.head in self._works_heads or text[name.start - 1 : name.start] not in self._right_before_ends:
            return False
        return self._right_before.search(text, max(0, name.start - 8), name.start) is not None

    @staticmethod
    def is_row(text: str, name: ProjectName) -> bool:
        """Tell that the name opens a row of a table that was turned to lines, with its amount behind it."""
        line = text.rfind("\n", 0, name.start) + 1
        return (
            _BULLET.fullmatch(text, line, name.start) is not None and _ROW.match(text, name.end) is not None
        )


# X基地，一期厂房提前两个月交付
_PHASE_DONE = regex.compile(
    r"，(?:[一二三]期|首期)[^，。；]{0,14}(?:交付|投产|封顶|开工|建成|完工|投用|达产|动工)"
)
# A机械厂（一期）
_PHASED = regex.compile(r"[（(][一二三四五]期[）)]\Z")
_SITES = ("工地，", "建设工地", "建设现场", "施工现场", "施工工地")
_SITES_BEGIN = first_of(_SITES)
_ENDS_ITEM = frozenset("。：")
_APPOSED = ("项目——", "工程——")
_QUOTED = ("项目“", "工程“", "项目为“", "项目——“")
_OF_BODIES = ("签约", "揭牌", "落户", "获批")
_LISTED = frozenset("、和如")
_PHASED_BEHIND, _BRACKETED = frozenset("，”"), frozenset("）)")
_LISTS_ON = frozenset("、和")


def _may_tell(text: str, end: int, verbs: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell that one of the verbs, or what may stand before it (how, 在 and a place), begins at ``end``."""
    behind = text[end : end + 1]
    return behind == "在" or begins_manner(behind) or text.startswith(verbs.get(behind, ()), end)


def _is_quoted(text: str, name: ProjectName) -> bool:
    """Tell a name in its marks: 募投项目“港口装备研发中心二期”."""
    return text.startswith("”", name.end) and text.endswith(_QUOTED, 0, name.start)


def _is_invested(text: str, end: int, behind: str) -> bool:
    """Tell X计划投资3.2亿元, X由A公司投资建设; ``behind``: the character at ``end``."""
    if not _begins_invested(behind):
        return False
    following = _INVESTED_NEXT.get(behind)
    if following is not None and text[end + 1 : end + 2] not in following:
        return False
    return _INVESTED.match(text, end) is not None


def _is_phased(text: str, name: ProjectName) -> bool:
    """Tell a building whose phase is told, or a name in its marks: X基地，一期厂房交付; A机械厂（一期）."""
    if text.startswith("，", name.end) and _PHASE_DONE.match(text, name.end):
        return True
    if _is_quoted(text, name):
        return True
    return text[name.end - 1] in _BRACKETED and _PHASED.search(text, name.start, name.end) is not None


def _is_one_of_them(text: str, start: int) -> bool:
    """Tell the one that is pointed out of several: 最后一个是|X."""
    if text[start - 1 : start] not in _ONE_OF_THEM_ENDS:
        return False
    return _ONE_OF_THEM.search(text, max(0, start - 16), start) is not None


def _costs(text: str, end: int) -> bool:
    """Tell that what it costs is told behind it, perhaps behind the section or the place that it is at."""
    if text[end : end + 1] not in _COSTS_BEGINS and text.find("段", end + 2, end + 7) < 0:
        return False
    return _COSTS.match(text, end) is not None
