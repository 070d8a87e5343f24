"""What a sentence says that makes of a project's name a description, a part of something or an aim.

Source: guideline, PROJECT, "Not a project". Each pattern is tried only where the character beside the name is
one that it ends in or begins with.
"""

from __future__ import annotations

import re

import regex

from newsextract.components.looks import last_of
from newsextract.components.places import place_starting
from newsextract.components.project_names import ProjectName
from newsextract.text.sentences import sentence_around

# Read backward: nearly all is told by the last character.
_DESCRIBES = regex.compile(
    r"(?r)(?:(?:这个|这座|这条|这项|该)总?投资[^，。；]{2,14}元的|(?:该|此|本|这个)(?:项目|工程)是[^。；，]{0,30}|是[^，。；]{0,20}首[个条座家][^，。；]{0,6}的|(?:[。；”，]|^)这(?:也|还)?是[^。；]{0,36}的|[\d一二三四五六七八九十两几]个(?:年)?产值[^，。；]{2,12}元的?|(?:一半以上|大部分|多数|部分|所有|全部|同类|类似|相应)的|作为[\u4e00-\u9fd5]{0,6}首[个座条家]|(?:是|(?<!作)为|成为|属于|系)[^，。；！？\n]{0,30}?(?:最[\u4e00-\u9fd5]{1,5}|唯一|重要)的"
    r"|[是系][^。；，]{2,16}(?:投资|斥资|花费|耗资|投入)[^，。；]{2,10}元(?:人民币)?(?:建成|建起|兴建|打造|建设)的(?:[^，。；]{2,6}首[个座家条])?|[\d二三四五六七八九十两几数多][家个项](?!月|工作日|小时)[^，。；、\n\d]{0,8}(?<!之一)的|(?:像|如)?这样的|在手的|手头的|储备的)(?<!个区县的|个省的|个市的|个县的|个省份的|个国家的|个乡镇的|个流域的|个省区的)\Z"
)
_DESCRIBES_ENDS = frozenset("的元个座条家")
# 全球海拔最高的抽水蓄能电站——X, 地处铜仁的国家高速公路网联络线——Y.
_TOLD_OF = regex.compile(
    r"(?:最[\u4e00-\u9fd5]{1,5}的|(?<!之)最[大长高深宽]|首[个座条家]|唯一|之一的|(?:体系|规划|行动)的|(?:地处|位于)[^，。；]{2,10}的|又一[个座条])[^，。；]{0,12}\Z"
)
_NATIONAL = ("国家", "全国", "我国", "全省", "全市", "长三角一体化", "京津冀协同")
_MADE_OF = regex.compile(r"(?:组成|构成)(?=[，。；\n])")
# 我国首条时速400公里高铁 is told before its name; what is called a project has no other.
_FIRST_OF_ALL = regex.compile(r"(?:我国|国内|全国|全球|世界|亚洲|全省)首[条个座家]\Z")
_FIRSTS = frozenset({"高铁", "高速", "铁路", "公路", "高速铁路", "高速公路", "医院", "学校"})
# 首栋|厂房, 首座|10万吨级泊位, 这座跨越珠江口的|双层大桥 are parts, or another word for it.
_A_PART = regex.compile(r"(?<![国内球界洲省市区地西东南北])首[座栋段幢]\Z|这[座条项][^，。；]{2,10}的\Z")
_A_PART_ENDS = frozenset("座栋段幢的")
_ITS_FIRST = ("首座", "首栋", "首段", "首幢", "首条", "首批", "首台")
# 建筑面积约86万平方米，内容有大马力拖拉机、采棉机和寒地农机试验中心: what is in it.
_SIZES = "建筑面积|占地|用地"
_OF_LAYOUT = re.compile(rf"建设内容|{_SIZES}")
_LAID_OUT = regex.compile(
    rf"建设内容(?:有|为|包括|是)[^。；]*\Z|(?:{_SIZES})[^。；]{{0,30}}，(?:主要包括|主要有|内容有|内容为|(?:内)?设(?:有)?|规划了|规划有|分为|分设|包括|涵盖|含)[^。；]*\Z"
)
# 工厂主要包括线圈车间、铁心车间
_ITS_PARTS = regex.compile(r"(?:厂|基地|园区|中心|项目)(?:主要)?(?:”?，建设|包括|包含|设有|设)[^。；]*\Z")
_MANY = ("一批", "一大批", "一系列", "一些", "部分")
_MANY_ENDS = last_of(_MANY)
# 规划建设2个|50万辆乘用车生产基地
_COUNTED = regex.compile(
    r"(?<![第\d])[\d两三四五六七八九十]+[个座](?:[^，。；、\d]{2,12}超?[百千万]*亿元)?\Z"
)
_COUNTED_ENDS = frozenset("个座元")
# 60多家海工企业建成了|数字化车间
_EACH_ITS_OWN = regex.compile(
    r"\d+[多余]?[家户][^，。；]{0,12}(?:企业|公司|单位|农户)[^，。；]{0,4}(?:建成|建设|建起|拥有|建有)了?\Z"
)
_OWN_ENDS = frozenset("成设起有了")
# 三大牧场基地
_SO_MANY_GREAT = regex.compile(r"[两三四五六七八九十]大(?![桥坝堤坑])")
# 以西安区域科技创新中心建设为牵引
_LEADS = regex.compile(r"(?:的?建设)?为(?:牵引|引领|抓手|契机|引擎|龙头|核心)")
# 建设国内重要的|航空航天用铝材基地, 打造全国|能源资源战略保障基地
_IMPORTANT = regex.compile(
    r"(?:建设|打造|建成)(?:成为?)?(?:国内|全国|国际|世界|区域|西部|亚洲)[^，。；\d]{0,8}(?:重要|一流|领先|最大)的\Z|(?:打造|建设)(?:面向|辐射|服务)[^，。；]{0,10}的\Z|(?:打造|建设成?|建成)(?:全国|国内|世界|亚洲)\Z"
)
_IMPORTANT_ENDS = frozenset("的国内界洲")
_RANKS = ("全国", "全球", "世界", "亚洲", "国际", "区域", "全省")
_BECOMES = ("打造", "打造成", "建设成", "建设成为", "建成", "成为", "争创")
_BECOMES_ENDS = last_of(_BECOMES)


def is_description(text: str, name: ProjectName) -> bool:
    """Tell what is said of a thing from its name: 这是近十年投资最大的医疗项目, 5家超百亿元的新材料项目."""
    start, end = name.start, name.end
    before = text[start - 1 : start]
    if not name.strong and (
        _is_one_of_them(text, start, before) or _is_aim(text, name, before) or _is_part(text, name)
    ):
        return True
    if before in _MANY_ENDS and text.endswith(_MANY, 0, start) and place_starting(text, start) is None:
        return True
    if name.head in _FIRSTS and _FIRST_OF_ALL.search(text, max(0, start - 12), start):
        return True
    if text.startswith("——", end):
        if name.strong and text.startswith(_NATIONAL, start):
            return True  # 国家大型风光基地外送工程——X
        if _TOLD_OF.search(text, max(0, start - 24), start):
            return True
    low = start - 40 if start > 40 else 0
    if before not in _DESCRIBES_ENDS and (
        text.find("是", low, start) < 0
        or (text.find("项目是", low, start) < 0 and text.find("工程是", low, start) < 0)
    ):
        return False  # only 该项目是… ends in anything
    return _DESCRIBES.search(text, low, start) is not None


def _is_one_of_them(text: str, start: int, before: str) -> bool:
    """Tell a building that is one of several: 三大|…, 首栋|厂房, 2个|…, each firm's own."""
    return (
        (text.startswith("大", start + 1) and _SO_MANY_GREAT.match(text, start) is not None)
        or text.startswith(_ITS_FIRST, start)
        or (before in _A_PART_ENDS and _A_PART.search(text, max(0, start - 14), start) is not None)
        or (before in _OWN_ENDS and _EACH_ITS_OWN.search(text, max(0, start - 32), start) is not None)
        or (before in _COUNTED_ENDS and _COUNTED.search(text, max(0, start - 24), start) is not None)
    )


def _is_part(text: str, name: ProjectName) -> bool:
    """Tell what a works is made of: 由结构件车间、总装车间和公用设施组成."""
    low, high = sentence_around(text, name.start)
    if _OF_LAYOUT.search(text, low, name.start) and _LAID_OUT.search(text, low, name.start):
        return True
    if name.head.endswith(("车间", "筒仓")) and _ITS_PARTS.search(text, low, name.start):
        return True
    return text.rfind("由", low, name.start) >= 0 and _MADE_OF.search(text, name.end, high + 1) is not None


def _is_aim(text: str, name: ProjectName, before: str) -> bool:
    """Tell what a place wants to become: 打造全国新能源产能中心."""
    start = name.start
    if before in _IMPORTANT_ENDS and _IMPORTANT.search(text, max(0, start - 24), start):
        return True
    if before == "以" and _LEADS.match(text, name.end):
        return True
    return before in _BECOMES_ENDS and text.startswith(_RANKS, start) and text.endswith(_BECOMES, 0, start)
