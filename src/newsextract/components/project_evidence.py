"""What a sentence says that makes a name a project (guideline, PROJECT, "Other heads").

A building is a project when it is planned, signed, invested in, built, extended, opened; a name whose words
may be a class of projects (光伏玻璃项目) is one when the sentence deals with it alone: its own amount, a verb
right beside it, an item of a list of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.components.places import place_starting
from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.spans import Span
from newsextract.text.sentences import clause_around, sentence_around

# Its size may stand between: X健康城，总占地80万平方米，总投资百亿元.
_COSTS = regex.compile(
    r"(?:\p{Han}{2,6}段)?(?:(?:放在|选址|位于|落户|坐落)[^，。；\n]{2,14})?(?:，(?:规划)?总?(?:占地|建筑面积|建设规模|用地|规划)[^，。；\n]{0,20}){0,3}[，（(](?:(?:项目|计划|概算|估算|工程)?(?:总)?投资|(?:批复)?(?:总)?(?:概算|估算|造价)(?:为|约)?\d)"
)
# 百亿级的X园区, 投资16亿元的X园.
_BILLIONS = regex.compile(r"(?:亿级|[亿万][^，。；]{0,4}元(?:人民币)?)的\Z")
# X计划投资3.2亿元, X由A公司投资建设.
_INVESTED = regex.compile(
    r"(?:今年|年度)?(?:计划|估算|概算|预计)?总?投资(?:规模|额|估算)?(?:约|近|超|达)?\d|累计[^，。；]{0,4}投资[^，。；]{0,4}\d|完成投资(?:约|近|超)?\d|，[是为][^，。；]{0,12}(?:项目|工程)(?:之一)?[，。]|的总?投资额?(?:则)?(?:分别)?[为是]|[（(]?(?:约|近|超)?\d[\d.]*[亿万][^，。；\d]{0,3}元|招标(?:金)?额(?:约|近|超)?\d|由[^，。；\n]{2,24}?(?:投资|建设|开发|承建|实施|代建|打造|牵头|承包|负责)"
)
# X的集热场、储热罐等施工同步展开.
_WORKS_ON = regex.compile(
    r"的[^，。；\n的]{2,14}(?:施工|浇筑|吊装|开挖|掘进|焊接)(?!单位|企业|队|方|能力|工艺|技术|设备)"
)
_SUBJECT = 2
_WHEN = regex.compile(
    r"[^，。；]{0,6}?(?:\d[日月年]|[今昨明前当]天|[今去明前]年|[今昨]日|上午|下午|晚|近期|目前|随后)"
)
_PARKS = ("园区", "开发区", "高新区", "工业园", "示范区", "新区")
_MADE_INTO = ("建设成", "建成", "打造成", "做成")
# 向贵州铝厂投资186亿元
_TOWARDS = regex.compile(r"(?r)(?<![投面转倾指])向\Z")
# 投资2.2亿元扩建X, 追加9亿元上马X.
_PAID_FOR = regex.compile(
    r"(?r)(?<!期)(?<!期，)(?:投资|投|投入|追加|斥资|出资)了?[^，。；]{0,8}[亿万][^，。；]{0,4}元[^，。；]{0,6}(?:，(?:就近|用于|用来|计划|将)?(?:在[^，。；]{2,8})?|在[^，。；]{2,8})?(?:建设|建|新建|扩建|改建|上马|建立|兴建|打造)的?\Z"
)
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
# Read backward: nearly all is told by the last character.
_DESCRIBES = regex.compile(
    r"(?r)(?:(?:这个|这座|这条|这项|该)总?投资[^，。；]{2,14}元的|(?:该|此|本|这个)(?:项目|工程)是[^。；，]{0,30}|是[^，。；]{0,20}首[个条座家][^，。；]{0,6}的|(?:[。；”，]|^)这(?:也|还)?是[^。；]{0,36}的|[\d一二三四五六七八九十两几]个(?:年)?产值[^，。；]{2,12}元的?|(?:一半以上|大部分|多数|部分|所有|全部|同类|类似|相应)的|作为[\u4e00-\u9fd5]{0,6}首[个座条家]|(?:是|(?<!作)为|成为|属于|系)[^，。；！？\n]{0,30}?(?:最[\u4e00-\u9fd5]{1,5}|唯一|重要)的"
    r"|[是系][^。；，]{2,16}(?:投资|斥资|花费|耗资|投入)[^，。；]{2,10}元(?:人民币)?(?:建成|建起|兴建|打造|建设)的(?:[^，。；]{2,6}首[个座家条])?|[\d二三四五六七八九十两几数多][家个项](?!月|工作日|小时)[^，。；、\n\d]{0,8}(?<!之一)的|(?:像|如)?这样的|在手的|手头的|储备的)(?<!个区县的|个省的|个市的|个县的|个省份的|个国家的|个乡镇的|个流域的|个省区的)\Z"
)
# 全球海拔最高的抽水蓄能电站——X, 地处铜仁的国家高速公路网联络线——Y.
_TOLD_OF = regex.compile(
    r"(?:最[\u4e00-\u9fd5]{1,5}的|(?<!之)最[大长高深宽]|首[个座条家]|唯一|之一的|(?:体系|规划|行动)的|(?:地处|位于)[^，。；]{2,10}的|又一[个座条])[^，。；]{0,12}\Z"
)
_MADE_OF = regex.compile(r"(?:组成|构成)(?=[，。；\n])")
# 我国首条时速400公里高铁 is told before its name; what is called a project has no other.
_FIRST_OF_ALL = regex.compile(r"(?:我国|国内|全国|全球|世界|亚洲|全省)首[条个座家]\Z")
# 首栋|厂房, 首座|10万吨级泊位, 这座跨越珠江口的|双层大桥 are parts, or another word for it.
_A_PART = regex.compile(r"(?<![国内球界洲省市区地西东南北])首[座栋段幢]\Z|这[座条项][^，。；]{2,10}的\Z")
_ITS_FIRST = regex.compile(r"首[座栋段幢条批台]")
# 全省十大航运枢纽之一的双港航运枢纽.
_ONE_OF_WORKS = ("项目之一的", "工程之一的", "枢纽之一的", "水库之一的", "通道之一的")
_DIVIDED = regex.compile(
    r"(?:按照?[^，。；]{2,10}(?:划分|分|类别|类型)|从[^，。；]{0,6}(?:类型|类别|结构)(?:上)?看)，"
)
# 24个项目集中招标，其中包括A系统、B平台.
_TENDER = regex.compile(r"招标[^。；]{0,60}(?:包括|包含|项目有|分别是|分别为)[^。；]*\Z")
# 建筑面积约86万平方米，内容有大马力拖拉机、采棉机和寒地农机试验中心: what is in it.
_LAID_OUT = regex.compile(
    r"建设内容(?:有|为|包括|是)[^。；]*\Z|(?:建筑面积|占地|用地)[^。；]{0,30}，(?:主要包括|主要有|内容有|内容为|(?:内)?设(?:有)?|规划了|规划有|分为|分设|包括|涵盖|含)[^。；]*\Z"
)
# 自动化码头、智慧公路等新型基础设施.
_FACILITIES = regex.compile(
    r"(?:[、和][^，。；、\n]{2,12}){0,3}等[^，。；、\n]{0,6}(?:领域|基础设施|公共设施|重点任务|重点部位|重点场所|重点区域)"
)
# 工厂主要包括线圈车间、铁心车间
_ITS_PARTS = regex.compile(r"(?:厂|基地|园区|中心|项目)(?:主要)?(?:”?，建设|包括|包含|设有|设)[^。；]*\Z")
_AMOUNT = regex.compile(r"(?:约|近|超)?\d[\d.]*[万亿]")
_SUM = regex.compile(r"(?:完成)?(?:投资)?(?:约|近|超)?\d")
_NATIONAL = ("国家", "全国", "我国", "全省", "全市", "长三角一体化", "京津冀协同")
_HOSTS = regex.compile(r"举行|(?:今年|去年|明年|计划|共){0,2}安排")
_KIND = 4
_LONG_NAME, _WHOLES = 5, ("工程", "项目", "机组")
_FIRSTS = ("高铁", "高速", "铁路", "公路", "高速铁路", "高速公路", "医院", "学校")
# 其中最受关注的是雅康高速, 最后一个是X.
_ONE_OF_THEM = regex.compile(
    r"(?:最[^，。；]{1,6}的|第[一二三四五六七八九十]个|最后一个|另一个|一个)(?:则)?(?:[是为]|当属|要数|要属|首推)\Z|(?:之隔|相邻|相望|毗邻|隔壁|对面)的(?:就)?是\Z"
)
_CLOSES = regex.compile(r"[，。；、）)！\n”]|\Z")

_MANNER = (
    r"(?:一起|一同|先后|陆续|相继|双双|同日|同步|同时|上周|本周|下周|率先|正式|会|全面|全线|去年|今年|年初|年底|上月|本月|上个月|下月|顺利|集中|也|还|又|上半年|下半年|于|有望[在于]?|预计[在于]?|昨日|今日|昨天|今天|日前|近日|上午|下午|破土(?=[动开])|已经|已|正在|正|将于?|即将|同时"
    r"|[\d一二三四五六七八九十年月日季度]{1,9}[前底初内]?(?!个))*+"
)


class ProjectEvidence:
    """Reads the words around candidates. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("projects")
        build = data["build"]
        self._before = regex.compile(rf"{alternation(build['before'])}[^。；！？\n]{{0,60}}\Z")
        right_before = alternation(build["right_before"])
        self._right_before = regex.compile(rf"{right_before}(?:了|的)?(?:一[家座个条])?\Z")
        # … directly, or behind a date: …基地，2018年5月投产.
        self._behind = regex.compile(
            rf"(?:[^，。；！？\n]{{0,12}}?|，(?:已|将|预计|计划)?于?[\d年月日前去今明底初份]{{2,11}}|，(?:将|正|预计|计划|力争)(?=[建投开竣完通]))"
            rf"{alternation(build['behind'])}"
        )
        # A long name of which work is told (…茶旅公路铺上了最后一车沥青) is no class.
        told = [*table("status")["behind"]["under_construction"], *table("status")["behind"]["completed"]]
        self._works = regex.compile(rf"(?!的)[^。；，、\n]{{0,24}}?{alternation(told)}")
        self._further = regex.compile(rf"[^。；！？\n]{{0,24}}?{alternation(build['further'])}")
        self._where = regex.compile(rf"{alternation(data['generic']['where'])}\Z")
        self._kinds = regex.compile(rf"{alternation(data['heads']['building'])}{{2}}")
        self._products = frozenset(data["heads"]["products"])
        self._works_heads = frozenset(data["heads"]["works"])
        self._own_works = frozenset(data["heads"]["works_of_their_own"])
        self._adjacent = regex.compile(
            rf"(?:在[\u4e00-\u9fd5]{{2,8}}?)?{_MANNER}{alternation(build['behind'])}"
        )
        # A社区、B公寓7月前动工: the whole list.
        self._list_begun = regex.compile(
            rf"(?:[、和][^，。；、\n]{{2,24}}?){{1,4}}{_MANNER}(?:{alternation(build['events'])}(?=[，。；\n])|的总?投资额?(?:则)?(?:分别)?[为是])"
        )
        self._event = regex.compile(
            rf"{_MANNER}(?:在[\u4e00-\u9fd5]{{2,16}}?)?{alternation(build['events'])}"
        )

    @staticmethod
    def is_description(text: str, name: ProjectName) -> bool:
        """Tell what is said of a thing from its name: 这是近十年投资最大的医疗项目, 5家超百亿元的新材料项目."""
        if not name.strong and (ProjectEvidence._is_part(text, name) or _is_aim(text, name)):
            return True
        if text.endswith(_MANY, 0, name.start) and place_starting(text, name.start) is None:
            return True
        if not name.strong and (
            _SO_MANY_GREAT.match(text, name.start)
            or _A_PART.search(text, max(0, name.start - 14), name.start)
            or _ITS_FIRST.match(text, name.start)
            or _EACH_ITS_OWN.search(text, max(0, name.start - 32), name.start)
            or _COUNTED.search(text, max(0, name.start - 24), name.start)
        ):
            return True
        if name.head in _FIRSTS and _FIRST_OF_ALL.search(text, max(0, name.start - 12), name.start):
            return True
        if name.strong and text.startswith("——", name.end) and text.startswith(_NATIONAL, name.start):
            return True  # 国家大型风光基地外送工程——X
        if text.startswith("——", name.end) and _TOLD_OF.search(text, max(0, name.start - 24), name.start):
            return True
        return _DESCRIBES.search(text, max(0, name.start - 40), name.start) is not None

    @staticmethod
    def _is_part(text: str, name: ProjectName) -> bool:
        """Tell what a works is made of: 由结构件车间、总装车间和公用设施组成."""
        low, high = sentence_around(text, name.start)
        if _LAID_OUT.search(text, low, name.start):
            return True
        if name.head.endswith(("车间", "筒仓")) and _ITS_PARTS.search(text, low, name.start):
            return True
        return (
            text.rfind("由", low, name.start) >= 0 and _MADE_OF.search(text, name.end, high + 1) is not None
        )

    def is_kind(self, text: str, name: ProjectName) -> bool:
        """Tell a kind of thing in a list of kinds: 建成饲料厂、火电厂."""
        if name.head.endswith(_PARKS) and _HOSTS.match(text, name.end):
            return True  # 高新区举行集中开工仪式, 科技园区今年安排新开工项目18项
        if not name.strong and text.endswith("把", 0, name.start) and text.startswith(_MADE_INTO, name.end):
            return True  # 把思山岭铁矿建设成为深井矿山
        if not name.strong and (
            _FACILITIES.match(text, name.end) or _TOWARDS.search(text, max(0, name.start - 2), name.start)
        ):
            return True
        listed = text[name.start - 1 : name.start] == "、" or text[name.end : name.end + 1] == "、"
        return listed and name.head in self._products and name.end - name.start <= _KIND

    def is_division(self, text: str, name: ProjectName) -> bool:
        """Tell one of the classes that a sum is divided into.

        按项目类型划分，防洪减灾项目投资366亿元; 枢纽船闸工程236亿元 is made of kinds of things.
        """
        if not name.strong or place_starting(text, name.start) is not None:
            return False
        if _AMOUNT.match(text, name.end) and self._kinds.fullmatch(text, name.start, name.head_at):
            return True
        if _SUM.match(text, name.end) is None:
            return False
        return _DIVIDED.search(text, sentence_around(text, name.start)[0], name.start) is not None

    def is_built(self, text: str, name: ProjectName) -> bool:
        """Tell that the sentence has the building planned, signed, built, opened."""
        if text.startswith(_SITES, name.end):
            return True
        if self._where.search(text, max(0, name.start - 3), name.start):
            return self._acted_on_there(text, name)
        item = text[name.end : name.end + 1] in {"。", "："} and _ITEM.search(
            text, max(0, name.start - 8), name.start
        )
        if name.head.endswith(_PARKS) and _HEADED.search(
            text, clause_around(text, name.start)[0], name.start
        ):
            return False  # 变速箱项目在余家|湖园区|开工
        if item or _PHASE_DONE.match(text, name.end):
            return True
        if _is_quoted(text, name) or _PHASED.search(text, name.start, name.end):
            return True
        if (
            name.head in self._own_works
            or self.is_row(text, name)
            or _BILLIONS.search(text, max(0, name.start - 8), name.start)
        ):
            return True
        if _WORKS_ON.match(text, name.end) or text.endswith(_APPOSED, 0, name.start):
            return True
        if _INVESTED.match(text, name.end) or text.endswith(_ONE_OF_WORKS, 0, name.start):
            return True
        if name.head in self._products:
            right = self._right_before.search(text, max(0, name.start - 8), name.start)
            low, _ = sentence_around(text, name.start)
            tendered = _TENDER.search(text, low, name.start)
            return bool(
                right
                or tendered
                or self._paid(text, name)
                or self._adjacent.match(text, name.end)
                or _COSTS.match(text, name.end)
            )
        low, _ = clause_around(text, name.start)
        if text[name.start - 1 : name.start] in _LISTED or text[name.end : name.end + 1] == "、":
            low, _ = sentence_around(text, name.start)
            if self._before.search(text, low, name.start) or _SHARES.match(text, name.end):
                return True
            return self._built_behind(text, name) or self._list_begun.match(text, name.end) is not None
        if self._before.search(text, max(low, name.start - 60), name.start):
            return True
        return self._built_behind(text, name)

    def _acted_on_there(self, text: str, name: ProjectName) -> bool:
        """Tell a project from the place where something else is built: 在X中心建设Y, A项目在B园区奠基."""
        clause, _ = clause_around(text, name.start)
        verb = self._adjacent.match(text, name.end)
        if verb is None or _HEADED.search(text, clause, name.start):
            return False
        in_it = text[name.start - 1 : name.start] == "在"
        if in_it and name.start - 1 - clause >= _SUBJECT and not _WHEN.match(text, clause):
            return False  # 特变电工|在白沙洲工业园|破土动工
        return _CLOSES.match(text, verb.end()) is not None

    def _built_behind(self, text: str, name: ProjectName) -> bool:
        if self._further.match(text, name.end) or _ONE_OF_THEM.search(
            text, max(0, name.start - 16), name.start
        ):
            return True
        if self._behind.match(text, name.end) is not None or _COSTS.match(text, name.end) is not None:
            return True
        inner = text[name.start : name.end - 2]
        whole = len(inner) >= _LONG_NAME and not any(part in inner for part in _WHOLES)
        return whole and self._works.match(text, name.end) is not None

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
        return self._event.match(text, name.end) is not None

    @staticmethod
    def _paid(text: str, name: ProjectName) -> bool:
        return _PAID_FOR.search(text, max(0, name.start - 40), name.start) is not None

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
            amount.end == edge and not _SO_MANY.search(text, max(0, amount.start - 8), amount.start)
            for amount in amounts
        )

    def _handled(self, text: str, name: ProjectName) -> bool:
        """Tell that a verb of building stands right before or behind the name: 新建X水库, X博物馆竣工."""
        if name.head in self._works_heads and _SPENT_ON.search(text, max(0, name.start - 20), name.start):
            return True
        if self._where.search(text, max(0, name.start - 3), name.start):
            return False
        body = name.rule == "project.institution"
        event = self._event.match(text, name.end)
        # A body that signs or opens its doors is no project; one whose house is begun or finished is.
        if event is not None and not (body and event[0].endswith(_OF_BODIES)):
            return True
        if name.rule == "project.institution" and (
            text[name.start - 1 : name.start] in _LISTED or text[name.end : name.end + 1] == "、"
        ):
            low, _ = sentence_around(text, name.start)
            return self._before.search(text, low, name.start) is not None
        if _PAID_FOR.search(text, max(0, name.start - 30), name.start):
            return True
        if _ONE_OF_THEM.search(text, max(0, name.start - 16), name.start):
            return True
        if _INVESTED.match(text, name.end) or _COSTS.match(text, name.end):
            return True
        if name.rule != "project.institution" and _WORKS_ON.match(text, name.end):
            return True
        if name.head in self._works_heads:
            return False
        return self._right_before.search(text, max(0, name.start - 8), name.start) is not None

    @staticmethod
    def is_row(text: str, name: ProjectName) -> bool:
        """Tell that the name opens a row of a table that was turned to lines, with its amount behind it."""
        line = text.rfind("\n", 0, name.start) + 1
        return (
            _BULLET.fullmatch(text, line, name.start) is not None and _ROW.match(text, name.end) is not None
        )


def _is_aim(text: str, name: ProjectName) -> bool:
    """Tell what a place wants to become: 打造全国新能源产能中心."""
    if _IMPORTANT.search(text, max(0, name.start - 24), name.start):
        return True
    if text.endswith("以", 0, name.start) and _LEADS.match(text, name.end):
        return True
    return text.startswith(_RANKS, name.start) and text.endswith(_BECOMES, 0, name.start)


_MANY = ("一批", "一大批", "一系列", "一些", "部分")
# 规划建设2个|50万辆乘用车生产基地
_COUNTED = regex.compile(
    r"(?<![第\d])[\d两三四五六七八九十]+[个座](?:[^，。；、\d]{2,12}超?[百千万]*亿元)?\Z"
)
# 60多家海工企业建成了|数字化车间
_EACH_ITS_OWN = regex.compile(
    r"\d+[多余]?[家户][^，。；]{0,12}(?:企业|公司|单位|农户)[^，。；]{0,4}(?:建成|建设|建起|拥有|建有)了?\Z"
)
# 三大牧场基地
_SO_MANY_GREAT = regex.compile(r"[两三四五六七八九十]大(?![桥坝堤坑])")
# 以西安区域科技创新中心建设为牵引
_LEADS = regex.compile(r"(?:的?建设)?为(?:牵引|引领|抓手|契机|引擎|龙头|核心)")
# 建设国内重要的|航空航天用铝材基地, 打造全国|能源资源战略保障基地
_IMPORTANT = regex.compile(
    r"(?:建设|打造|建成)(?:成为?)?(?:国内|全国|国际|世界|区域|西部|亚洲)[^，。；\d]{0,8}(?:重要|一流|领先|最大)的\Z|(?:打造|建设)(?:面向|辐射|服务)[^，。；]{0,10}的\Z|(?:打造|建设成?|建成)(?:全国|国内|世界|亚洲)\Z"
)
_RANKS = ("全国", "全球", "世界", "亚洲", "国际", "区域", "全省")
_BECOMES = ("打造", "打造成", "建设成", "建设成为", "建成", "成为", "争创")
# X基地，一期厂房提前两个月交付
_PHASE_DONE = regex.compile(
    r"，(?:[一二三]期|首期)[^，。；]{0,14}(?:交付|投产|封顶|开工|建成|完工|投用|达产|动工)"
)
# A机械厂（一期）
_PHASED = regex.compile(r"[（(][一二三四五]期[）)]\Z")
_SITES = ("工地，", "建设工地", "建设现场", "施工现场", "施工工地")
_APPOSED = ("项目——", "工程——")
_QUOTED = ("项目“", "工程“", "项目为“", "项目——“")
_OF_BODIES = ("签约", "揭牌", "落户", "获批")
_LISTED = frozenset("、和如")


def _is_quoted(text: str, name: ProjectName) -> bool:
    """Tell a name in its marks: 募投项目“港口装备研发中心二期”."""
    return text.endswith(_QUOTED, 0, name.start) and text[name.end : name.end + 1] == "”"
