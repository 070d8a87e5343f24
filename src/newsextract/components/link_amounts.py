"""Which project an amount is the investment of: beside it, before it, behind it (guideline, "Links").

The amount's own clause decides first (投资50亿元建设X, X（950万元）), then a phase (二期总投资16亿元), then the
nearest project before a total, unless a group, a list or another project stands between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence

import regex

from newsextract.components.annotations import Found, start_of
from newsextract.components.link_before import nearest_before
from newsextract.components.link_lists import LONGEST, ended, last_ended
from newsextract.lexicons import alternation, table

_AFTER = 34
_PARAGRAPH = 400
_ROW_REACH = 60
_ROLES = frozenset({"investment", "completed_investment"})
_NEAR, _CLAUSE = 20, 18
# Behind a project: its amount in a bracket, X工程（950万元）.
_IN_BRACKET = re.compile(r"[（(](?:总|计划|概算)?(?:投资)?(?:额)?(?:约|近|超|超过|逾)?")
_ANOTHER = regex.compile(r"(?<![（(约])(?<![（(]约)(?<!\d)\d[\d.]*[万亿]+元(?!人民币）)")
_ONCE_BUILT = ("，建成后", "，投产后", "，达产后", "，项目建成后")
# 总投资金额47亿，投给A、B等项目: not of the one named before.
_FOR_OTHERS = re.compile(r"，(?:将|拟|全部)?(?:用于|用在|投给|投向|投入)")
_CLOSES = frozenset("，。；\n（")
_CLOSES_BRACKET = frozenset("）)，；")
_ENDS_USE = frozenset("；;。")
_APPOSED = re.compile(r"(?:（[^（）]{1,8}）)?，(?:约|近|超|超过|逾)?")
# 二期总投资16亿元: of the project that has the phase in its name.
_PHASE = re.compile(r"(?:其中|而)?(?P<phase>[一二三四五]期)(?:工程|项目)?(?:计划|概算|预计)?(?:总)?投资")
# A总投资78亿元，B 90亿元; 投资合计1200亿元，其中B约为780亿元.
_RIGHT_BEHIND = re.compile(r"[则也将]?(?:约为|约|为|达|近|超)?")
_LONGEST_LEAD = 3
_GOES_ON = regex.compile(r"总?投资[^，。；]{0,10}元[，、]\Z|投资[^。；]{0,40}，其中\Z")
_INDENT = 4
# Right behind a name: X预算3.85亿元.
_COSTS = re.compile(r"(?:项目|工程)?(?:总)?(?:预算|概算|匡算|估算|造价|初步估算)(?:约|要|为|近|超)?")
# 今年粤港澳大湾区铁路投资计划超720亿元: a year's share.
_THIS_YEARS = regex.compile(
    r"(?:今年|(?<!\d)年内|全年)[^，。；：\n]{0,24}投资(?:计划|预计|规模)?(?:预计)?(?:超|突破|达|约|为|近)?\Z"
)
_USES = regex.compile(r"(?:投向|用于|运用)(?:包括|以下|如下)?[：:][^。\n]*\Z")
# X项目，拟使用募集资金不超过9.5亿元
_RAISED_FOR = re.compile(r"，(?:拟|计划)?(?:使用|投入|动用)募集资金(?:金额)?(?:约|不超过)?")
_SUMS = re.compile(r"总额|合计|共计|总投资")
_SO_MANY_LISTED = regex.compile(
    r"(?:[、和][^，。；\d]{2,24})+等(?:\d+|[一二三四五六七八九十]+)(?:余|多)?[个项]"
)
# Threshold, no total: 10亿元以上项目.
_OR_MORE = ("以上", "及以上")
_THRESHOLD = re.compile(rf"(?:{'|'.join(_OR_MORE)})(?:的)?[^，。；！？\n]{{0,12}}?(?:项目|工程)")
# 追加9亿元上马X: more money for a new thing is that thing's.
_FOR_NEW = re.compile(r"，?(?:在[^，。；]{2,10})?(?:上马|新建|扩建|兴建|建设|建)[^，。；]{0,2}")
# 追加1500万美元用于稳定杆生产线技改: so is what renews an old one.
_RENEWED = ("技改", "技术改造", "改造", "扩建", "改扩建", "扩产", "扩能", "升级")
# 一期投资4亿元建设X: not all that X costs.
_FIRST_STAGE = re.compile(r"(?:一期|首期|先期)(?:计划|将|拟)?(?:投资|拿出|投入)[^，。；]{0,4}\Z")
_ANY_PHASE = re.compile(r"[一首]期")
# 募集资金不超过25亿元，其中18亿元用于X.
_IS_FOR = re.compile(r"(?:将|拟)?(?:用于|投向|投入)")
_LEAD = 60
# SL-7项目的8.6亿美元都将用在当地
_ALL_OF_IT = re.compile(r"(?:投资)?(?:都|将|全部|均|里|中，|中不)")
# 中广核12亿购澳大利亚风电项目
_BUYS = frozenset({"购", "收购", "购入", "买下"})
# 以28亿美元的总预算拿下X
_AT_A_PRICE = re.compile(r"的总?(?:投资|预算|造价|概算)")
# 公司原计划为该项目投入15亿加元.
_FOR_IT = re.compile(r"为(?:该|这个|此)项目(?:总?投资|投入)[^，。；]{0,4}\Z")
# X由A公司和B公司共同出资11亿元.
_PAID_BY = re.compile(r"(?:^由[^，。；]{2,24}|共同)出资(?:约|近|超)?\Z")


class AmountLinks:
    """Reads which project an amount belongs to. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")
        self._total = re.compile(rf"(?:{alternation(data['money']['total'])})[^，。；！？\n]{{0,8}}\Z")
        self._not_total = re.compile(alternation(data["money"]["not_total"]))
        self._more = re.compile(alternation(data["money"]["more"]))
        self._exceptions = tuple(data["money"]["exceptions"])
        self._spends = re.compile(
            rf"(?:{alternation(data['links']['spends'])})(?:以?自有资金|(?:自筹)?资金)?(?:约|近|超过?|不超过)?\Z"
        )
        builds = alternation(set(data["links"]["to_project"]) - {"的"})
        self._to_project = re.compile(
            rf"(?!以上[^建设]{{0,4}}项目)[^，。；！？\n]{{0,16}}?(?:的|{builds})[^，。；！？\n]{{0,14}}"
            rf"|[^，。；！？\n]{{0,4}}，(?:将|用于|拟|计划|最终|力争|并|以|就近|就地|同步)?(?:用[^，。；]{{1,4}}时间|分[两三四]期|分期)?(?:在[^，。；]{{2,16}})?{builds}[^，。；！？\n]{{0,10}}"
            rf"|，力争[^，。；！？\n]{{2,12}}，{builds}[^，。；！？\n]{{0,10}}"
            rf"|重点对|对|，(?:落户|落地|选址|位于|坐落于)[^，。；！？\n]{{2,16}}的"
        )

    def project_of(self, folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found],
                   told: Container[int]) -> Found | None:  # fmt: skip
        """Return the project whose investment the amount is, ``None`` when it is nobody's total.

        ``told``: the entities that have an amount, whose projects are not looked for.
        """
        start, at = item["start"], bisect_left(projects, item["start"], key=start_of)
        if not _is_near(projects, at, item, told):
            return None
        if at and projects[at - 1]["start"] >= start - _AFTER:
            holding = _holding(projects, at, item)
            if holding is not None:
                return holding
        near = last_ended(projects, at, start, _ROW_REACH)
        if near >= 0 and _in_bracket_or_row(folded, item, projects[near]):
            return projects[near]
        clause: str | None = None
        after = _behind(projects, at, item["end"])
        if after is not None:
            clause = _clause(folded, start)
            if self._goes_on_to(folded, item, after, clause):
                return after
        beside = last_ended(projects, at, start, _NEAR) if near >= 0 else -1
        if beside < 0 and not (
            _may_be_total(folded, item) and last_ended(projects, at, start, _PARAGRAPH) >= 0
        ):
            return None
        if clause is None:
            clause = _clause(folded, start)
        project = _of_phase(folded, item, projects, clause)
        if project is not None:
            return project
        named = last_ended(projects, at, start, len(clause) - 1) if beside >= 0 else -1
        names = projects[beside] if beside >= 0 else None, projects[named] if named >= 0 else None
        if self._is_total(folded, item, names, clause) and not _FOR_OTHERS.match(folded, item["end"]):
            return nearest_before(folded, item, projects, groups, clause)
        return None

    def _goes_on_to(self, folded: str, item: Found, after: Found, clause: str) -> bool:
        """Tell that the amount's own clause goes on to a project: 投资50亿元在渝建设X, 总投资4亿元的X."""
        gap = folded[item["end"] : after["start"]]
        # 拿出的是52亿元的X项目, 总金额超800亿元的X项目: no other measure stands between.
        whole = gap == "的" and after["rule"] != "project.building" and item["role"] in {"other", "trade"}
        priced = _is_price(folded, item["start"], clause, gap)
        if item["role"] not in _ROLES and not whole and not priced and not self._spends.search(clause):
            return False
        if "累计" in clause and gap != "的":
            return False  # 三年来累计投资210亿元，建成了A、B等一批项目
        if "期" in clause and _FIRST_STAGE.search(clause) and not _ANY_PHASE.search(after["text"]):
            return False
        if "投资" in clause and gap == "的":
            clause = clause.replace("其中", "")
        if ("元" in gap and _ANOTHER.search(gap)) or gap.startswith(_ONCE_BUILT):
            return False  # 118亿元投资的合作项目包括总投资26亿元的|X; 总投资9亿元，建成后|X
        new = _FOR_NEW.fullmatch(gap) or (gap == "用于" and after["text"].endswith(_RENEWED))
        more = self._more.search(clause) is not None and not new and not priced
        if more or not self._to_project.fullmatch(gap):
            return False
        # 总额316亿元的A产业园、B算力谷等11个项目: of all of them.
        if gap == "的" and _SUMS.search(clause) and _SO_MANY_LISTED.match(folded, after["end"]):
            return False
        # 募资40亿元，用于A项目、B等项目: the amount is of all of them.
        return not ("用于" in gap and folded[after["end"] : after["end"] + 1] in {"、", "等"})

    def _is_total(
        self, folded: str, item: Found, names: tuple[Found | None, Found | None], clause: str
    ) -> bool:
        """Tell that the amount is somebody's total by its words: not a threshold, not a year's share.

        ``names``: the name near before it and the one in its clause. Only what stands behind that one counts:
        其中T3B工程概算投资248.6亿元.
        """
        start, (near, named) = item["start"], names
        if ("为" in clause and _FOR_IT.search(clause)) or ("出资" in clause and _PAID_BY.search(clause)):
            return True
        if folded.startswith(_OR_MORE, item["end"]) and _THRESHOLD.match(folded, item["end"]):
            return False
        if named is not None:
            clause = folded[named["end"] : start]
        if near is not None and _RAISED_FOR.fullmatch(folded, near["end"], start):
            return True
        if named and clause == "的" and _ALL_OF_IT.match(folded, item["end"]):
            return True
        if item["role"] not in _ROLES and not (named and _COSTS.fullmatch(clause)):
            return False
        if clause.endswith(self._exceptions):
            is_total = "今年" not in clause
        else:
            is_total = self._total.search(clause) is not None and not self._not_total.search(clause)
        return is_total and not self._is_years_share(folded, start)

    @staticmethod
    def _is_years_share(folded: str, start: int) -> bool:
        low = max(0, start - 40)
        return folded.find("年", low, start) >= 0 and _THIS_YEARS.search(folded, low, start) is not None


def _is_near(projects: Sequence[Found], at: int, item: Found, told: Container[int]) -> bool:
    """Tell that a project without an amount is near enough to have this one, on any ground.

    ``at``: the first project behind its start; ``told``: the entities that have an amount.
    """
    number, floor, ceiling = at, item["start"] - _PARAGRAPH - LONGEST, item["end"] + _AFTER
    while number and projects[number - 1]["start"] >= floor:
        number -= 1
        if projects[number]["entity"] not in told:
            return True
    while at < len(projects) and projects[at]["start"] <= ceiling:
        if projects[at]["entity"] not in told:
            return True
        at += 1
    return False


def _holding(projects: Sequence[Found], at: int, item: Found) -> Found | None:
    """Return the project that has the amount in its name: 宝马百亿元动力电池项目; ``at``: the first behind its start."""
    while at and projects[at - 1]["start"] >= item["start"] - _AFTER:
        at -= 1
        if projects[at]["end"] > item["end"]:
            return projects[at]
    return None


def _may_be_total(folded: str, item: Found) -> bool:
    """Tell that the amount can be a total although no name is near it: by its role, or what pays for it before it."""
    if item["role"] in _ROLES:
        return True
    lead = folded[max(0, item["start"] - _CLAUSE) : item["start"]]
    return "为" in lead or "出资" in lead  # _FOR_IT, _PAID_BY


def _behind(projects: Sequence[Found], at: int, end: int) -> Found | None:
    """Return the first project, from number ``at`` on, that starts behind an amount, if it is near."""
    while at < len(projects) and projects[at]["start"] < end:
        at += 1
    return projects[at] if at < len(projects) and projects[at]["start"] <= end + _AFTER else None


def _in_bracket_or_row(folded: str, item: Found, before: Found) -> bool:
    """Tell that the amount stands behind a project in a bracket or in a table's row."""
    gap, following = folded[before["end"] : item["start"]], folded[item["end"] : item["end"] + 1]
    if gap.startswith(("（", "(", "，")):
        if following in _CLOSES_BRACKET and _IN_BRACKET.fullmatch(gap):
            return True
        # X风电场，约11亿元，由…开发: nothing but the amount stands between two marks.
        if following in _CLOSES and _APPOSED.fullmatch(gap):
            return True
    # 募集资金投向包括：A改造14.8亿元；
    if gap == "" and following in _ENDS_USE:
        line = folded.rfind("\n", 0, before["start"]) + 1
        if _USES.search(folded, max(line, before["start"] - 160), before["start"]):
            return True
    if (
        len(gap) <= _LONGEST_LEAD
        and _RIGHT_BEHIND.fullmatch(gap)
        and _GOES_ON.search(folded, max(0, before["start"] - 60), before["start"])
    ):
        return True
    wide = "\u3000" in gap or "\t" in gap or "  " in gap
    if not wide or _ENDS_ROW.search(gap):
        return False
    return before["start"] - folded.rfind("\n", 0, before["start"]) <= _INDENT + 1


def _of_phase(folded: str, item: Found, projects: Sequence[Found], clause: str) -> Found | None:
    """Return the last project before the amount that is the phase whose investment is told."""
    match = _PHASE.match(clause) if "期" in clause and item["role"] in _ROLES else None
    if match is None:
        return None
    before = reversed(ended(projects, item["start"], _PARAGRAPH))
    return next((p for p in before if match["phase"] in folded[p["start"] : p["end"]]), None)


_MARK = re.compile(r"[，。；：\n（(]")
_ENDS_ROW = regex.compile(r"[\n。；\d]")


def _is_price(folded: str, start: int, clause: str, gap: str) -> bool:
    """Tell that the words between the amount at ``start`` and a project make it the project's, whatever its role."""
    if gap in _BUYS or (clause.endswith("以") and _AT_A_PRICE.match(gap)):
        return True
    used = clause.endswith("其中") and _IS_FOR.fullmatch(gap)
    return bool(used) and "募" in folded[max(0, start - _LEAD) : start]


def _clause(folded: str, end: int) -> str:
    """Return the end of the clause before an amount."""
    return _MARK.split(folded[max(0, end - _CLAUSE) : end])[-1]
