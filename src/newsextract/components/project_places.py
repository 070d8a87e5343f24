"""Where a project is, by the words around its name: 位于…, 在安达投资建设的…, 洋浦经济开发区：….

Source: guideline, PROJECT ``location``: a place said of the project, not one inside its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from newsextract.components.looks import last_of
from newsextract.components.places import chain_start, place_ending, place_starting
from newsextract.dictionary import is_known, tag
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import sentence_around

_BEFORE, _BEHIND, _SAID, _SUBJECT = 45, 12, 30, 110
_LONGEST_PART, _SHORT_CITY = 5, 3
# 动员大会在南昌召开: a meeting's place is not its project's.
_IN = regex.compile(r"(?<![所存正现旨会议])在")
_PART = regex.compile(
    r"(?!宣布|举行|召开|介绍|透露|发布|签约|考察|调研|出席|主持|会见|强调|指出|采访)[\u4e00-\u9fd5]{1,4}(?<![的了时后前中上里内年月日到边场产报说称看示露面去来开行办])(?=，)"
)
_LIES = ("位于", "坐落", "地处", "选址")
_SETTLES = ("落户", "定址", "落子")
_ACTS = regex.compile(
    r"(?:今年|去年|明年|正|还|又|也|年内)?(?:已经?|将|拟|计划)?(?:重点|全力|集中力量|集中|加快|陆续|先后|同步)?(?:加快推进|推进|推动|总?投资|建成|开发建设|建设|新建|开工|启动|打造|上马|布局|引进|签下)"
)
# 在墨西哥科阿韦拉州建设, 在云天化码头旁建: a place of no lexicon, told by how it ends.
_UNKNOWN = (
    r"(?!公司|项目|会议|上述|全[国省市县球]|本|该|这|那|各|国内|海外|境外|其)"
    r"(?:(?!举行|举办|召开|开工|奠基|签[约署])[\u4e00-\u9fd5“”]){2,14}?"
    r"(?:州|省|市|县|区|镇|乡|村|岛|港|湾|(?<=国.{2,3})府|园区?|基地|半岛|盆地|腹地|海域|境内|旁|以[东西南北]|[河江海湖]畔)(?<!地区|园区的)"
)
# 草堂科技产业基地，; 民乐县生态工业园区内，
_ZONES = ("园区", "产业园", "开发区", "经开区", "高新区", "工业园", "新区", "街道", "产业基地")
_ZONES_ON = ("内", "里", "上", "区内")
_ZONE_FIRST = regex.compile(
    rf"(?:在)?(?P<where>[\u4e00-\u9fd5“”]{{2,14}}(?:{'|'.join(_ZONES)}))(?:{'|'.join(_ZONES_ON)})?，"
)
# 河北石家庄栾城生物医药谷内，; 在毕节威宁新能源基地里，: behind a known place, closed by 内 or 里.
_SITES_ON = ("内", "里")
_SITE_FIRST = regex.compile(
    rf"在?(?P<where>[\u4e00-\u9fd5“”]{{4,18}}?(?:园区|园|城|谷|港|片区|基地|厂区|小镇|新区|开发区))(?:{'|'.join(_SITES_ON)})，"
)
# 在左岭，: at the head of a sentence, a word that no dictionary has, or one that it has as a place.
_HEADED_IN = regex.compile(r"(?:^|(?<=[。；\n]))在(?P<where>[\u4e00-\u9fd5]{2,4})，")
# 在江津珞璜工业园|高压研究院内|兴建
_WITHIN = r"(?:[\u4e00-\u9fd5]{0,8}?[内里])?"
_LONGEST_ZONE, _LONGEST_SAID, _ZONE_NAME = 30, 16, 6
_LITTLE = ("在", "”在")
# 向西到宜昌，; 对岸靖江，
_TOWARDS = regex.compile(r"[\u4e00-\u9fd5]{0,4}?[到岸往赴至的]?")
_INSIDE = ("", "内", "里", "境内", "等地", "一带", "那边")
_SIGNED_WITH = regex.compile(r"(?:与|同|和|跟)(?P<at>)[\u4e00-\u9fd5]{2,10}?签")
# …X。项目落户九江经济技术开发区: told in the next sentence.
_ITSELF = ("项目", "基地", "工程", "枢纽", "水库", "电站", "园区", "工厂", "产业园", "医院")
_NEXT = regex.compile(
    rf"[^。；\n]{{0,60}}[。；](?:该|这[个一座条项]?)?(?:{'|'.join(_ITSELF)})"
    r"(?:由[^。；，\n]{2,24}(?:建设|开发|实施|承建)，)?(?:选址(?:于|在)?|位于|坐落于|坐落在|落户(?:于|在)?|建在)"
    r"(?P<where>[^，。；、！？\s的（）()]{2,16})"
)
# The sentence behind begins with one of these, a mark before it.
_MARK = re.compile(r"[。；\n]")
_NEXT_BEGINS, _NEXT_REACH = ("该", "这", *_ITSELF), 61
# 位于澳大利亚风能条件较好|的南澳大利亚州: what is said of the place stands before it.
_BETTER = regex.compile(r"的(?P<where>[\u4e00-\u9fd5]{2,8}?(?:州|省|市|县|区|镇|村|岛))(?=[，。；、\n])")
# 分别是|高新区|的X、Y: the zone of the city that the article is about.
_BARE_ZONE = regex.compile(
    r"(?<=[，、；：。\n是有])(?:高新|经开|开发|经济开发|经济技术开发|高新技术产业开发|工业园|综保|临港|空港|化工园)区\Z"
)
# …开发区|内, …区南区|奠基, …区|核心地带
_TAIL = regex.compile(r"(?<=[区园])(?:内|里|奠基|开工|核心地带|核心区域?)\Z|(?<=[省市县区州旗])境内\Z")
# 甘肃省将引导现有电石炉改造，谋划建设|X: who will do it is where it is.
_WILL = regex.compile(r"(?:今年|明年)?(?:将|拟|计划|正|要)")
_MAKES = ("建设", "启动", "新建", "开工", "打造", "推进", "兴建")
_NOT_IN_PLACE = frozenset("上下中内外又再也还首新全所")
_NO_PLACE = ("会", "会上", "上", "中", "下", "后", "前", "时", "内", "期间")
_REGIONS = frozenset(
    ("西南", "西北", "东北", "华东", "华南", "华北", "华中", "黄土高原", "长三角", "中部", "西部")
)
# 陕西咸阳的这条|X
_OF = ("的", *(f"的{one}{of}" for one in "这一" for of in "条家座个项"))
_ITEMS = "—●■▲"
_LEAD = regex.compile(rf"[\s{_ITEMS}]+")
_MARKS = frozenset("，。；：、！？\n—（ “")
_LONGEST_LABEL = 20
# What closes the clauses that a zone, a site or a place opens the sentence with.
_ZONE_ENDS = last_of((*_ZONES, *_ZONES_ON))
_SITE_ENDS = last_of(_SITES_ON)
_INSIDE_ENDS = frozenset(word[-1] for word in _INSIDE if word)
_LABEL = regex.compile(r"(?<=^|\n)[^\n，。：]{2,16}(?=：)")


class ProjectPlaces:
    """Reads places. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        links = table("groups")["links"]
        where = alternation(links["where"])
        self._where = regex.compile(
            rf"(?:{where})++(?P<where>[^，。；、！？\s的（）()]{{2,{_LONGEST_SAID}}})"
        )
        self._where_word = re.compile(where)
        # So far before the end of what is said the last of its words can begin.
        self._reach = _LONGEST_SAID + max(map(len, links["where"]))
        then = rf"(?!建[材筑]){alternation(links['then'])}"  # 在西南|建材物流园
        self._zone = regex.compile(rf"[\p{{Han}}]{{0,{_ZONE_NAME}}}?{alternation(links['zones'])}")
        self._zone_word = re.compile(alternation(links["zones"]))
        self._zone_ends = frozenset(zone[-1] for zone in links["zones"])
        self._zone_reach = _ZONE_NAME + max(map(len, links["zones"]))
        self._then = regex.compile(rf"[，、的]|{then}")
        self._acts_there = re.compile(rf"[\u4e00-\u9fd5]{{2}}{then}")
        self._verbs = regex.compile(then)
        # X在槐林投产: a town that no list has, right behind the name.
        self._little = regex.compile(
            rf"(?:{'|'.join(_LITTLE)})(?P<where>(?![今去明年全国上下])[\u4e00-\u9fd5]{{2,4}}){then}"
        )
        within = rf"{_WITHIN}{then}"
        self._within = regex.compile(within)
        self._unknown = regex.compile(rf"{_UNKNOWN}(?={within})")

    def of(self, text: str, start: int, end: int) -> str | None:
        """Return the place that the text says of the project named at ``[start, end)``, or ``None``."""
        low, high = sentence_around(text, start)
        said = self._said(text, low, start, end, high)
        if said is not None:
            return said
        acted = self._acted_at(text, low, start)
        if acted is not None:
            return acted
        owned = self._owning(text, low, start)
        if owned is not None:
            return owned
        commas = _commas(text, max(low, start - 2 * _BEFORE), start)
        acting = self._acting(text, low, start, commas)
        if acting is not None:
            return acting
        behind = self._behind(text, end, high)
        if behind is not None:
            return behind
        lead = _lead(text, low)
        return (
            self._label(text, start)
            or self._opening(text, lead, start)
            or self._clause(text, low, lead, start, commas)
            or self._next(text, end)
        )

    def _acted_at(self, text: str, low: int, start: int) -> str | None:
        """Return the last place before the name that something is done at: 在安达投资建设的X."""
        low = max(low, start - _BEFORE)
        if text.find("在", low, start) < 0:
            return None
        for match in reversed(list(_IN.finditer(text, low, start))):
            place = self.place_at(text, match.end())
            if place is not None:
                return place
        return None

    def _behind(self, text: str, end: int, high: int) -> str | None:
        """Return the place right behind the name that something is done at: X在槐林投产."""
        high = min(high, end + _BEHIND)
        behind = _IN.search(text, end, high) if text.find("在", end, high) >= 0 else None
        if behind is not None and (place := self.place_at(text, behind.end())) is not None:
            return place
        little = self._little.match(text, end) if text.startswith(_LITTLE, end) else None
        return little["where"] if little is not None and _is_place_like(little["where"]) else None

    def _clause(self, text: str, low: int, lead: int, start: int, commas: Sequence[int]) -> str | None:
        """Return the place that a clause before the name is: 向西到宜昌，X; 民乐县生态工业园区内，X; 与紫金县签下的X."""
        zone = self._zone_first(text, lead, start)
        if zone is not None and zone.end() <= start and start - zone.end() <= _BEFORE:
            return zone["where"].partition("的")[0]
        for mark in commas:
            if mark < start - _BEFORE:
                break
            # No place has a comma in it: one of them ends here, or before 内.
            if text[mark - 1] not in _INSIDE_ENDS and place_ending(text, mark, low) is None:
                continue
            place = _closed(text, low, mark)
            if place is not None:
                return place
        if text.find("签", max(low, start - 2 * _BEFORE), start) < 0:
            return None
        with_it = _SIGNED_WITH.search(text, max(low, start - 2 * _BEFORE), start)
        if with_it is None:
            return None
        end = whole_places(text, with_it.start("at"))
        return text[with_it.start("at") : end] if text.startswith("签", end) else None

    def _zone_first(self, text: str, lead: int, start: int) -> regex.Match[str] | None:
        """Match the zone or the site that opens the sentence; a comma closes it."""
        comma = text.find("，", lead, min(start, lead + _LONGEST_ZONE))
        if comma <= lead:
            return None
        closer = text[comma - 1]
        zone = _ZONE_FIRST.match(text, lead) if closer in _ZONE_ENDS else None
        if zone is None and (closer in _SITE_ENDS or text[lead] == "在"):
            return self._site(text, lead)
        return zone

    @staticmethod
    def _site(text: str, lead: int) -> regex.Match[str] | None:
        """Match what opens the sentence as the place that its projects stand in."""
        headed = _HEADED_IN.match(text, lead)
        if headed is not None:
            word = headed["where"]
            return headed if _is_place_like(word) else None
        site = _SITE_FIRST.match(text, lead)
        return site if site is not None and place_starting(text, site.start("where")) is not None else None

    def _next(self, text: str, end: int) -> str | None:
        mark = _MARK.search(text, end, end + _NEXT_REACH)
        begins = mark is not None and text.startswith(_NEXT_BEGINS, mark.end())
        told = _NEXT.match(text, end) if begins else None
        if told is None or self.end_at(text, told.start("where")) == told.start("where"):
            return None
        return told["where"]

    def _owning(self, text: str, low: int, start: int) -> str | None:
        """Return the place whose project it is: 北京亦庄的小米汽车工厂二期, 瑞安的瑞立集团扩建项目."""
        if not text.endswith(_OF, max(low, start - 4), start):
            return None
        start = start if text[start - 1] == "的" else start - 2
        bare = _BARE_ZONE.search(text, max(low, start - 10), start - 1)
        if bare is not None:
            return bare[0]
        at = chain_start(text, start - 1, low)
        if at is not None and (at == low or text[at - 1] in _MARKS or text[at - 1] in "到在于向"):
            return text[at : start - 1]
        mark = max(text.rfind(char, low, start) for char in "，。；：、")
        begin = _lead(text, max(low, mark + 1))
        named = whole_places(text, begin) > begin and self.end_at(text, begin) == start - 1
        return text[begin : start - 1] if named else None

    def _acting(self, text: str, low: int, start: int, commas: Sequence[int]) -> str | None:
        """Return the place that builds, at the start of the clause: 天津投资11亿元的X, 平顶山已经建成X."""
        for mark in [*commas, low - 1] if start - low <= 2 * _BEFORE else commas:
            end = place_starting(text, mark + 1)
            if end is None:
                continue
            end = whole_places(text, end)
            if start - end <= _BEFORE and _ACTS.match(text, end):
                return text[mark + 1 : end]
        end = whole_places(text, low) if text.endswith(_MAKES, low, start) else low
        return text[low:end] if low < end and start - end <= _SUBJECT and _WILL.match(text, end) else None

    def _opening(self, text: str, begin: int, start: int) -> str | None:
        """Return the place that opens the sentence: 枝江姚家港，三宁化工的…项目开工."""
        if text.find("，", max(begin, start - _BEFORE), start) < 0:
            return None
        end = self.end_at(text, begin)
        return (
            text[begin:end] if begin < end < start and text[end] == "，" and start - end <= _BEFORE else None
        )

    def _said(self, text: str, low: int, start: int, end: int, high: int) -> str | None:
        reach = self._reach + (_SAID if text.endswith("——", 0, start) else _BEHIND)
        if self._where_word.search(text, max(low, start - reach), max(start, min(high, end + _SAID))) is None:
            return None
        before = next(iter(list(self._where.finditer(text, low, start))[-1:]), None)
        told_of = before is not None and text.endswith("——", 0, start) and start - before.end() <= _SAID
        if before is None or (start - before.end() > _BEHIND and not told_of):
            before = self._where.search(text, end, min(high, end + _SAID))
        if before is None:
            return None
        at_once = 0 <= before.start() - end <= 1 and (
            before[0].startswith(_LIES)  # X地处…厂区内: whatever place
            or (
                before[0].startswith(_SETTLES)
                and len(before["where"]) <= 4
                and _is_place_like(before["where"])
            )
        )
        known = self.end_at(text, before.start("where"))
        if known == before.start("where") and not at_once:
            return None
        verb = self._verbs.match(text, known)  # X在辽宁营口敲定协议
        if verb is not None:
            return text[before.start("where") : known]
        better = _BETTER.match(text, before.end()) if known < before.end() else None
        return better["where"] if better is not None else _TAIL.sub("", before["where"].removeprefix("位于"))

    def place_at(self, text: str, start: int) -> str | None:
        """Return the place that starts here, with its zone, if what follows makes it the place of an act."""
        end = self.end_at(text, start)
        if end > start and (self._then.match(text, end) or self._within.match(text, end)):
            return text[start:end]
        unknown = self._unknown.match(text, start)
        return unknown[0] if unknown is not None else None

    def end_at(self, text: str, start: int) -> int:
        """Return where the place that starts here ends, with its zone; ``start`` when none does."""
        end = whole_places(text, start)
        zone = self._zone_at(text, end)
        if zone is not None:
            further_zone = self._zone_at(text, zone)  # 老城镇|工业区
            return zone if further_zone is None else further_zone
        # 在广州南沙，: a part of the place that no list has, closed by a mark.
        if end == start or self._then.match(text, end):
            return end
        further_part = _PART.match(text, end) if text.find("，", end, end + _LONGEST_PART) >= 0 else None
        if further_part is not None:
            return further_part.end()
        # 在昭通|彝良|浇下: a county that no list has, behind its city.
        if end - start > _SHORT_CITY:
            return end
        county = text[end : end + 2]
        named = county[:1] not in _NOT_IN_PLACE and (tag(county)[:2] == "ns" or not is_known(county))
        return end + 2 if named and self._acts_there.match(text, end) else end

    def _zone_at(self, text: str, start: int) -> int | None:
        """Return where the zone ends that stands at ``start`` or behind the first characters of its name."""
        if self._zone_ends.isdisjoint(text[start : start + self._zone_reach]):
            return None
        if self._zone_word.search(text, start, start + self._zone_reach) is None:
            return None
        zone = self._zone.match(text, start)
        return None if zone is None else zone.end()

    def _label(self, text: str, start: int) -> str | None:
        """Return the place that heads the paragraph of the name: 洋浦经济开发区：…."""
        line = text.rfind("\n", 0, start) + 1
        colon = text.find("：", line, min(start, line + _LONGEST_LABEL)) >= 0
        label = _LABEL.match(text, line) if colon else None
        if label is None or label.end() >= start:
            return None
        place = label[0].lstrip("—").removesuffix("分会场")
        at = label.end() - len(label[0].lstrip("—"))
        return place if self.end_at(text, at) == at + len(place) else None


def whole_places(text: str, start: int) -> int:
    """Return where the places that stand one behind the other from ``start`` on end."""
    end = start
    while (further := place_starting(text, end)) is not None:
        end = further
    return end


def _commas(text: str, low: int, high: int) -> list[int]:
    """Return where commas and colons stand between two places, the last first."""
    found = list[int]()
    comma, colon = text.rfind("，", low, high), text.rfind("：", low, high)
    while comma >= 0 or colon >= 0:
        if comma > colon:
            found.append(comma)
            comma = text.rfind("，", low, comma)
        else:
            found.append(colon)
            colon = text.rfind("：", low, colon)
    return found


def _closed(text: str, low: int, mark: int) -> str | None:
    """Return the place that the clause before the comma or colon at ``mark`` is."""
    begin = max(text.rfind(char, low, mark) for char in "，：；") + 1 or low
    site = _SITE_FIRST.match(text, begin, mark + 1) if text[mark - 1] in _SITE_ENDS else None
    if site is not None and place_starting(text, site.start("where")) is not None:
        return site["where"].partition("的")[0]  # 中卫|的新能源园区里，
    for at in range(begin, min(begin + 5, mark - 1)):
        end = whole_places(text, at)
        inside = end > at and text[end:mark] in _INSIDE
        if inside and _TOWARDS.fullmatch(text, begin, at) and text[at:end] not in _REGIONS:
            return text[at:end]
    return None


def _is_place_like(word: str) -> bool:
    """Tell that a word behind 在 may be a place: the dictionary has it as one, as a name or not at all."""
    return tag(word)[:2] in {"ns", "nr"} or not (is_known(word) or word.endswith(_NO_PLACE))


def _lead(text: str, low: int) -> int:
    """Step over the mark of an item: ——, ●."""
    opener = text[low : low + 1]
    if not (opener in _ITEMS or opener.isspace()):
        return low
    lead = _LEAD.match(text, low)
    return low if lead is None else lead.end()
