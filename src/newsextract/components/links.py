"""Links: which amount is which project's investment, which company invests in it or builds it, and where.

Source: guideline, "Links". Works on what the other components found; adds to the PROJECT mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

import regex
from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import Found, between, found_in, put, register
from newsextract.components.link_lists import LinkLists, ended
from newsextract.components.project_places import ProjectPlaces
from newsextract.components.project_status import ProjectStatus
from newsextract.components.same_project import by_group, by_headline, unify
from newsextract.lexicons import alternation, table
from newsextract.text.scripts import fold
from newsextract.text.sentences import sentence_around
from newsextract.tokenizer import view

# What fields tell of a project: the index of its amount, the entities of its companies.
Told: TypeAlias = tuple[int | None, list[int]]
_REACH = 120
_AFTER = 34


_PARAGRAPH = 400
_ROW_REACH = 60
_ROLES = frozenset({"investment", "completed_investment"})
# Behind a project: its amount in a bracket, X工程（950万元）.
_IN_BRACKET = regex.compile(r"[（(](?:总|计划|概算)?(?:投资)?(?:额)?(?:约|近|超|超过|逾)?")
# 终点接X高速: what the project only meets.
_TOUCHED = ("接", "连接", "起于", "起自", "止于", "毗邻", "紧邻", "距离")
_APPOSED = regex.compile(r"(?:（[^（）]{1,8}）)?，(?:约|近|超|超过|逾)?")
# 均推迟…，涉及投资额合计约4亿美元: the amount of several projects together.
_JOINT = regex.compile(r"(?<![平年])均|(?<![成首])都(?![市会])|合计|共计|一并|三者|两者")
# 二期总投资16亿元: of the project that has the phase in its name.
_PHASE = regex.compile(r"^(?:其中|而)?(?P<phase>[一二三四五]期)(?:工程|项目)?(?:计划|概算|预计)?(?:总)?投资")
# … but 项目总投资8亿元 behind 泵站等20处 is the project's again.
_ONE = regex.compile(r"(?:项目|工程|基地)(?:计划|概算|估算|预计)?(?:总?投资)[^，。；]*$")
_WIDE = regex.compile(r"[\t\u3000]| {2,}")
# 该项目, 项目总投资: one that is called 项目 rather than a building named in between.
_THE_PROJECT = regex.compile(r"^(?:该|此|这)?(?:项目|工程)")
# 该项目总投资…, 项目投资…: the project is the one that the paragraph is about.
_SAID_AGAIN = regex.compile(r"^(?:该|此|这)?(?:项目|工程|基地|产业园)|^该|^(?:概算|估算|计划)?总投资")


def _clause(folded: str, end: int) -> str:
    """Return the end of the clause before an amount."""
    return regex.split(r"[，。；：\n（(]", folded[max(0, end - 18) : end])[-1]


class Linker:
    """Reads links. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")
        total = data["money"]["total"]
        self._total = regex.compile(rf"(?:{alternation(total)})[^，。；！？\n]{{0,8}}$")
        self._not_total = regex.compile(alternation(data["money"]["not_total"]))
        self._more = regex.compile(alternation(data["money"]["more"]))
        self._exceptions = tuple(data["money"]["exceptions"])
        links = data["links"]
        builds = alternation(set(links["to_project"]) - {"的"})
        self._to_project = regex.compile(
            rf"(?!以上[^建设]{{0,4}}项目)[^，。；！？\n]{{0,16}}?(?:的|{builds})[^，。；！？\n]{{0,10}}"
            rf"|[^，。；！？\n]{{0,4}}，(?:将|用于|拟|计划)?(?:在[^，。；]{{2,8}})?{builds}[^，。；！？\n]{{0,10}}"
            rf"|重点对|对"
        )
        self._invests = regex.compile(alternation(links["invests"]))
        self._by = regex.compile(rf"(?:{alternation(links['by'])})$")
        self._places = ProjectPlaces()
        self._lists = LinkLists()

    def link(self, text: str, projects: list[Found], money: Sequence[Found], orgs: Sequence[Found],
             groups: Sequence[Found]) -> list[Found]:  # fmt: skip
        """Return the project mentions with ``investment``, ``orgs`` and ``location`` filled in."""
        folded = fold(text)
        taken: set[int | None] = {g["total"] for g in groups} | {g["completed"] for g in groups}
        taken.update(at for g in groups for at in g.get("also", ()))
        investment = self._listed(folded, money, projects, taken)
        fields = self._of_fields(folded, projects, money, orgs, taken)
        investment.update((entity, at) for entity, (at, _) in fields.items() if at is not None)
        for at, item in enumerate(money):
            if at in taken:
                continue
            project = self._directly(folded, item, projects)
            project = project or self._of_phase(folded, item, projects)
            if project is None and self._is_total(folded, item, projects):
                project = self._before(folded, item, projects, groups)
            if project is not None:
                investment.setdefault(project["entity"], at)
        invested: dict[int, list[int]] = {}
        where: dict[int, str] = {}
        for project in projects:
            mine = invested.setdefault(project["entity"], [])
            told = [
                *self._orgs_of(folded, project, projects, orgs),
                *fields.get(project["entity"], (0, []))[1],
            ]
            mine += [o for o in dict.fromkeys(told) if o not in mine]
            place = self._places.of(text, project["start"], project["end"])
            if place is not None:
                where.setdefault(project["entity"], place)
        for project in projects:
            project["investment"] = investment.get(project["entity"])
            project["orgs"] = sorted(invested[project["entity"]])
            project["location"] = where.get(project["entity"])
        return projects

    def _listed(
        self, folded: str, money: Sequence[Found], projects: Sequence[Found], taken: set[int | None]
    ) -> dict[int, int]:
        """Return the amounts of lists in order; they are nobody else's."""
        out: dict[int, int] = {}
        for pair in self._lists.pairs(folded, money, projects):
            if pair.money not in taken:
                out[pair.entity] = pair.money
                taken.add(pair.money)
        return out

    def _of_fields(self, folded: str, projects: Sequence[Found], money: Sequence[Found],
                   orgs: Sequence[Found], taken: set[int | None]) -> dict[int, Told]:  # fmt: skip
        """Return amount and companies of the projects that a field names; the fields end at the next name."""
        named = [project for project in projects if self._lists.is_field(folded, project["start"])]
        out = {}
        for project, following in zip_longest(named, named[1:]):
            end = len(folded) if following is None else following["start"]
            until = min(end, project["end"] + _PARAGRAPH)
            amount, companies = self._lists.of_fields(folded, project, money, orgs, until)
            out[project["entity"]] = (amount, companies)
            taken.add(amount)
        return out

    def _directly(self, folded: str, item: Found, projects: Sequence[Found]) -> Found | None:
        """Take the project that the amount's own clause goes on to: 投资50亿元在渝建设X, 总投资4亿元的X."""
        beside = self._in_bracket_or_row(folded, item, projects)
        if beside is not None:
            return beside
        after = next(iter(between(projects, item["end"], item["end"] + _AFTER + 1)), None)
        if after is None or after["start"] - item["end"] > _AFTER or item["role"] not in _ROLES:
            return None
        gap = folded[item["end"] : after["start"]]
        clause = _clause(folded, item["start"])
        if "总投资" in clause and gap == "的":
            clause = clause.replace("其中", "")
        if not self._to_project.fullmatch(gap) or self._more.search(clause):
            return None
        # 募资40亿元，用于A项目、B等项目: the amount is of all of them.
        if "用于" in gap and folded[after["end"] : after["end"] + 1] in {"、", "等"}:
            return None
        return after

    @staticmethod
    def _in_bracket_or_row(folded: str, item: Found, projects: Sequence[Found]) -> Found | None:
        """Take the project that the amount stands behind in a bracket or in a table's row."""
        before = next(reversed(ended(projects, item["start"], _ROW_REACH)), None)
        if before is None or item["start"] - before["end"] > _ROW_REACH:
            return None
        gap = folded[before["end"] : item["start"]]
        if _IN_BRACKET.fullmatch(gap) and folded[item["end"] : item["end"] + 1] in {"）", ")", "，", "；"}:
            return before
        # X风电场，约11亿元，由…开发: nothing but the amount stands between two marks.
        if _APPOSED.fullmatch(gap) and folded[item["end"] : item["end"] + 1] in set("，。；\n（"):
            return before
        line = folded.rfind("\n", 0, before["start"]) + 1
        row = _WIDE.search(gap) and not regex.search(r"[\n。；\d]", gap) and before["start"] - line <= 4
        return before if row else None

    @staticmethod
    def _of_phase(folded: str, item: Found, projects: Sequence[Found]) -> Found | None:
        """Take the last project before the amount that is the phase whose investment is told."""
        match = _PHASE.search(_clause(folded, item["start"]))
        if match is None or item["role"] not in _ROLES:
            return None
        before = reversed(ended(projects, item["start"], _PARAGRAPH))
        return next((p for p in before if match["phase"] in folded[p["start"] : p["end"]]), None)

    def _is_total(self, folded: str, item: Found, projects: Sequence[Found]) -> bool:
        """Tell that the amount is somebody's total by its words: not a threshold, not a year's share.

        Only what stands behind the last name counts: 其中T3B工程概算投资248.6亿元.
        """
        if item["role"] not in _ROLES or item["comparator"] == "at_least":
            return False
        clause = _clause(folded, item["start"])
        named = ended(projects, item["start"], len(clause) - 1)
        if named:
            if self._not_total.search(clause.replace("其中", "")):
                return False
            clause = folded[named[-1]["end"] : item["start"]]
        if clause.endswith(self._exceptions):
            return "今年" not in clause
        return self._total.search(clause) is not None and not self._not_total.search(clause)

    def _before(
        self, folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found]
    ) -> Found | None:
        """Take the nearest project before the amount in its paragraph, unless a group or a list stands between."""
        named = _SAID_AGAIN.search(_clause(folded, item["start"])) is not None
        reach = _PARAGRAPH if named else _REACH
        before = [
            p for p in ended(projects, item["start"], reach) if not folded.endswith(_TOUCHED, 0, p["start"])
        ]
        if not before:
            return None
        nearest = before[-1]
        if nearest["rule"] == "project.building" and _THE_PROJECT.search(_clause(folded, item["start"])):
            line = folded.rfind("\n", 0, item["start"])
            named_so = (p for p in reversed(before) if p["rule"] != "project.building" and p["start"] > line)
            nearest = next(named_so, nearest)
        gap = folded[nearest["end"] : item["start"]]
        if "\n" in gap.strip("\n") or between(groups, nearest["end"], item["start"]):
            return None
        if gap.startswith(("、", "和")) or (gap.startswith("等") and "项目" in gap):
            return None
        if _JOINT.search(gap) or self._of_a_list(folded, before, gap):
            return None
        return nearest

    @staticmethod
    def _of_a_list(folded: str, before: Sequence[Found], gap: str) -> bool:
        """Tell that the nearest project ends a list, so that what its sentence goes on to say is of all."""
        if len(before) < 2 or "。" in gap or "；" in gap:
            return False
        between_names = folded[before[-2]["end"] : before[-1]["start"]]
        if _ONE.search(gap):
            return False
        return between_names in {"、", "和", "及", "与", "以及"} and gap.startswith(("，", "等"))

    def _orgs_of(
        self, folded: str, project: Found, projects: Sequence[Found], orgs: Sequence[Found]
    ) -> list[int]:
        """Return the entities of the companies that invest in it or build it."""
        low, high = sentence_around(folded, project["start"])
        floor = max([low, *[p["end"] for p in ended(projects, project["start"], _PARAGRAPH)]])
        found: list[int] = []
        for org in between(orgs, low, high + 1):
            if org["type"] in {"media", "government", "party", "international"} or org["end"] > high:
                continue
            if project["start"] <= org["start"] and org["end"] <= project["end"]:
                found.append(org["entity"])
            elif floor <= org["start"] and org["end"] <= project["start"]:
                if self._acts(folded, org, project):
                    found.append(org["entity"])
            elif project["end"] <= org["start"] <= project["end"] + 20 and self._by.search(
                folded, 0, org["start"]
            ):
                found.append(org["entity"])
        return found

    def _acts(self, folded: str, org: Found, project: Found) -> bool:
        gap = folded[org["end"] : project["start"]]
        return gap in {"的", "在"} or (len(gap) <= 50 and self._invests.search(gap) is not None)


@lru_cache(maxsize=1)
def _linker() -> Linker:
    return Linker()


def _name_investments(projects: Sequence[Found], groups: Sequence[Found], money: Sequence[Found]) -> None:
    """Call an amount an investment that is linked as one and that no word beside it measures."""
    linked = {project["investment"] for project in projects}
    linked |= {at for group in groups for at in (group["total"], group["threshold"])}
    for at in linked:
        if at is not None and money[at]["role"] in {"other", "trade"}:
            money[at]["role"] = "investment"


@lru_cache(maxsize=1)
def _status() -> ProjectStatus:
    return ProjectStatus()


class LinksComponent:
    """Adds investment, companies and place to the projects of a ``Doc``."""

    def __init__(self, name: str = "newsextract_links") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        projects = unify(found_in(doc, "PROJECT"))
        groups = found_in(doc, "GROUP")
        if not projects and not groups:
            return doc
        by_group(projects, groups)
        text = view(doc).text
        linked = _linker().link(
            text, projects, found_in(doc, "MONEY"), found_in(doc, "ORG"), found_in(doc, "GROUP")
        )
        _name_investments(linked, groups, found_in(doc, "MONEY"))
        by_headline(linked, _status().of_article(text))
        return put(doc, "PROJECT", linked)


@Language.factory("newsextract_links", requires=["doc.spans"])
def make_links(nlp: Language, name: str) -> LinksComponent:
    """Build the component; it needs the ones for money, organizations, projects and groups before it."""
    return LinksComponent(name)
