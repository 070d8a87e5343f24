"""Links: which amount is which project's investment, which company invests in it or builds it, and where.

Source: guideline, "Links". Works on what the other components found; adds to the PROJECT mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

from newsextract.components.annotations import Found, found_in, put
from newsextract.components.link_amounts import AmountLinks
from newsextract.components.link_lists import LinkLists, close_behind
from newsextract.components.link_orgs import OrgLinks
from newsextract.components.link_topics import TOPIC_ROLES, TopicLinks, adjusted
from newsextract.components.project_frames import ProjectFrames
from newsextract.components.project_places import ProjectPlaces
from newsextract.components.project_reports import ProjectReports
from newsextract.components.same_project import by_group, by_headline, unify
from newsextract.components.shared_places import SharedPlaces
from newsextract.text.scripts import fold
from newsextract.tokenizer import D, Draft, view

# What fields tell of a project: the index of its amount, the entities of its companies.
Told: TypeAlias = tuple[int | None, list[int]]
_PARAGRAPH = 400
_WITHIN_IT = ("的投资额中", "的总投资中", "的投资总额中", "投资额之内")
# An amount that a headline ends with.
_SUM = re.compile(r"总投资|总额|合计")
_HEADLINE = re.compile(r"(?:人民币)?[ \u3000]*\n")


class Linker:
    """Reads links. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        self._places = ProjectPlaces()
        self._lists = LinkLists()
        self._amounts = AmountLinks()
        self._topics = TopicLinks()
        self._orgs = OrgLinks()
        self._shared = SharedPlaces(self._places)

    def link(self, text: str, projects: list[Found], money: Sequence[Found], orgs: Sequence[Found],
             groups: Sequence[Found]) -> list[Found]:  # fmt: skip
        """Return the project mentions with ``investment``, ``orgs`` and ``location`` filled in."""
        folded = _without_names(fold(text), orgs)
        investment, fields = self._investments(folded, projects, money, orgs, groups)
        invested: dict[int, list[int]] = {}
        where: dict[int, str] = {}
        companies = self._orgs.of_all(folded, projects, orgs)
        for at, project in enumerate(projects):
            entity = project["entity"]
            mine = invested.setdefault(entity, [])
            told = companies[at]
            if entity in fields:
                told = [*told, *fields[entity][1]]
            if told:
                mine += [o for o in dict.fromkeys(told) if o not in mine]
            if entity in where:
                continue
            place = self._places.of(text, project["start"], project["end"]) or self._shared.of(
                text, projects, at
            )
            if place is not None:
                where[entity] = place
        issuer = self._orgs.issuer(folded, orgs)
        for project in projects:
            entity = project["entity"]
            mine = invested[entity]
            if issuer is not None and not mine and project["status"] in {None, "planned"}:
                mine.append(issuer)
            project["investment"] = investment.get(entity)
            project["orgs"] = sorted(mine)
            project["location"] = where.get(entity)
        return projects

    def _investments(self, folded: str, projects: Sequence[Found], money: Sequence[Found], orgs: Sequence[Found],
                     groups: Sequence[Found]) -> tuple[dict[int, int], dict[int, Told]]:  # fmt: skip
        """Return the amount of each entity that has one, and what fields tell of entities."""
        taken = _of_others(folded, money, groups)
        close = close_behind(money)
        investment = self._listed(folded, money, projects, taken, close)
        fields = self._of_fields(folded, projects, money, orgs, taken)
        investment.update((entity, at) for entity, (at, _) in fields.items() if at is not None)
        for at in _costs_first(money, taken):
            project = self._amounts.project_of(folded, money[at], projects, groups, investment)
            if project is not None:
                investment.setdefault(project["entity"], at)
        for old, new in adjusted(folded, money, close):
            for entity in [e for e, at in investment.items() if at == old]:
                investment[entity] = new
        if len(investment) == len({project["entity"] for project in projects}):
            return investment, fields
        # What is nobody's yet is of what its sentence is about.
        used = {*taken, *investment.values(), *(g["threshold"] for g in groups)}
        for at, item in enumerate(money):
            if item["role"] in TOPIC_ROLES and at not in used:
                for project in self._topics.projects_of(folded, item, projects, groups, orgs):
                    investment.setdefault(project["entity"], at)
        return investment, fields

    def _listed(self, folded: str, money: Sequence[Found], projects: Sequence[Found],
                taken: set[int | None], close: Sequence[int]) -> dict[int, int]:  # fmt: skip
        """Return the amounts of lists in order; they are nobody else's."""
        out: dict[int, int] = {}
        for pair in self._lists.pairs(folded, money, projects, close):
            if pair.money not in taken:
                out[pair.entity] = pair.money
                taken.add(pair.money)
        return out

    def _of_fields(self, folded: str, projects: Sequence[Found], money: Sequence[Found],
                   orgs: Sequence[Found], taken: set[int | None]) -> dict[int, Told]:  # fmt: skip
        """Return amount and companies of the projects that a field names; the fields end at the next name."""
        named = self._lists.fields(folded, projects)
        out = {}
        for project, following in zip_longest(named, named[1:]):
            end = len(folded) if following is None else following["start"]
            until = min(end, project["end"] + _PARAGRAPH)
            amount, companies = self._lists.of_fields(folded, project, money, orgs, until)
            out[project["entity"]] = (amount, companies)
            taken.add(amount)
        return out


def _of_others(folded: str, money: Sequence[Found], groups: Sequence[Found]) -> set[int | None]:
    """Return the amounts that are no project's: those of groups, and of what others are a part of."""
    taken: set[int | None] = {g["total"] for g in groups} | {g["completed"] for g in groups}
    taken.update(at for g in groups for at in g.get("also", ()))
    taken.update(_of_groups_again(folded, money, taken))
    # 未计算在118亿元的投资额中
    taken.update(at for at, item in enumerate(money) if folded.startswith(_WITHIN_IT, item["end"]))
    return taken


def _costs_first(money: Sequence[Found], taken: set[int | None]) -> list[int]:
    """Return the amounts that are free: what something costs before what is raised for it, wherever they are told."""
    free = [at for at in range(len(money)) if at not in taken]
    raised = [at for at in free if money[at]["role"] == "financing"]
    return [at for at in free if money[at]["role"] != "financing"] + raised if raised else free


def _of_groups_again(folded: str, money: Sequence[Found], taken: set[int | None]) -> list[int]:
    """Return the amounts of headlines that are a group's total said again: 示范区项目总投资突破200亿美元."""
    totals = {(money[at]["value"], money[at]["currency"]) for at in taken if at is not None}
    if not totals:
        return []
    return [
        at
        for at, item in enumerate(money)
        if (item["value"], item["currency"]) in totals
        and _HEADLINE.match(folded, item["end"])
        and _SUM.search(folded, max(0, item["start"] - 14), item["start"])
    ]


def _without_names(folded: str, orgs: Sequence[Found]) -> str:
    """Blank the word 投资 where it is part of a company's name: no amount behind it is invested by that."""
    parts, done = [], 0
    for org in orgs:
        if "投资" in org["text"] and org["start"] >= done:
            parts += [folded[done : org["start"]], org["text"].replace("投资", "＿＿")]
            done = org["end"]
    return "".join(parts) + folded[done:] if done else folded


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
def _frames() -> ProjectFrames:
    return ProjectFrames()


@lru_cache(maxsize=1)
def _reports() -> ProjectReports:
    return ProjectReports()


class LinksComponent:
    """Adds investment, companies and place to the projects of a ``Doc``."""

    def __init__(self, name: str = "newsextract_links") -> None:
        self.name = name

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        projects = unify(found_in(doc, "PROJECT"))
        groups = found_in(doc, "GROUP")
        if not projects and not groups:
            return doc
        by_group(projects, groups)
        text = view(doc).text
        money = found_in(doc, "MONEY")
        if projects:
            _linker().link(text, projects, money, found_in(doc, "ORG"), groups)
        _name_investments(projects, groups, money)
        if not projects:
            return put(doc, "PROJECT", projects)
        by_headline(text, projects, _frames().of_article(text))
        _reports().fill(text, projects)
        # On a draft they are what stands there already, changed in place; a Doc shows them anew.
        return doc if isinstance(doc, Draft) else put(doc, "PROJECT", projects)
