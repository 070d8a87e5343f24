"""Links: which amount is which project's investment, which company invests in it or builds it, and where.

Source: guideline, "Links". Works on what the other components found; adds to the PROJECT mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex
from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import Found, found_in, put, register
from newsextract.components.same_project import unify
from newsextract.lexicons import alternation, table
from newsextract.text.scripts import fold
from newsextract.text.sentences import sentence_around

_REACH = 120
_AFTER = 34


class Linker:
    """Reads links. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("groups")
        total = data["money"]["total"]
        self._total = regex.compile(rf"(?:{alternation(total)})[^，。；！？\n]{{0,8}}$")
        self._not_total = regex.compile(alternation(data["money"]["not_total"]))
        self._exceptions = tuple(data["money"]["exceptions"])
        links = data["links"]
        self._to_project = regex.compile(
            rf"[^，。；！？\n]{{0,16}}?(?:{alternation(links['to_project'])})[^，。；！？\n]{{0,8}}$"
        )
        self._invests = regex.compile(alternation(links["invests"]))
        self._by = regex.compile(rf"(?:{alternation(links['by'])})$")
        self._where = regex.compile(
            rf"(?:{alternation(links['where'])})(?P<where>[^，。；、！？\n的（）()]{{2,16}})"
        )

    def link(self, text: str, projects: list[Found], money: Sequence[Found], orgs: Sequence[Found],
             groups: Sequence[Found]) -> list[Found]:  # fmt: skip
        """Return the project mentions with ``investment``, ``orgs`` and ``location`` filled in."""
        folded = fold(text)
        taken = {g["total"] for g in groups} | {g["completed"] for g in groups}
        investment: dict[int, int] = {}
        for at, item in enumerate(money):
            if at in taken or not self._is_investment(folded, item):
                continue
            project = self._project_of(folded, item, projects, groups)
            if project is not None:
                investment.setdefault(project["entity"], at)
        invested: dict[int, list[int]] = {}
        where: dict[int, str] = {}
        for project in projects:
            mine = invested.setdefault(project["entity"], [])
            mine += [o for o in self._orgs_of(folded, project, projects, orgs) if o not in mine]
            place = self._place_of(text, project)
            if place is not None:
                where.setdefault(project["entity"], place)
        for project in projects:
            project["investment"] = investment.get(project["entity"])
            project["orgs"] = sorted(invested[project["entity"]])
            project["location"] = where.get(project["entity"])
        return projects

    def _is_investment(self, folded: str, item: Found) -> bool:
        """Tell that the amount can be one project's investment: by its words, not a threshold, not a year's share."""
        if item["role"] not in {"investment", "completed_investment"} or item["comparator"] == "at_least":
            return False
        clause = regex.split(r"[，。；：\n（(]", folded[max(0, item["start"] - 18) : item["start"]])[-1]
        if clause.endswith(self._exceptions):
            return "今年" not in clause
        return self._total.search(clause) is not None and not self._not_total.search(clause)

    def _project_of(
        self, folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found]
    ) -> Found | None:
        after = next((p for p in projects if p["start"] >= item["end"]), None)
        if after is not None and after["start"] - item["end"] <= _AFTER:
            gap = folded[item["end"] : after["start"]]
            if self._to_project.fullmatch(gap):
                return after
        return self._before(folded, item, projects, groups)

    def _before(
        self, folded: str, item: Found, projects: Sequence[Found], groups: Sequence[Found]
    ) -> Found | None:
        """Take the nearest project before the amount in its paragraph, unless a group or a list stands between."""
        before = [p for p in projects if p["end"] <= item["start"] and item["start"] - p["end"] <= _REACH]
        if not before:
            return None
        nearest = before[-1]
        gap = folded[nearest["end"] : item["start"]]
        if "\n" in gap.strip("\n") or any(nearest["end"] <= g["start"] < item["start"] for g in groups):
            return None
        if gap.startswith(("、", "和")) or (gap.startswith("等") and "项目" in gap):
            return None
        return nearest

    def _orgs_of(
        self, folded: str, project: Found, projects: Sequence[Found], orgs: Sequence[Found]
    ) -> list[int]:
        """Return the entities of the companies that invest in it or build it."""
        low, high = sentence_around(folded, project["start"])
        floor = max([low, *[p["end"] for p in projects if p["end"] <= project["start"]]])
        found: list[int] = []
        for org in orgs:
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

    def _place_of(self, text: str, project: Found) -> str | None:
        low, high = sentence_around(text, project["start"])
        before = next(iter(list(self._where.finditer(text, low, project["start"]))[-1:]), None)
        if before is not None and project["start"] - before.end() <= 12:
            return before["where"]
        behind = self._where.search(text, project["end"], min(high, project["end"] + 30))
        return behind["where"] if behind is not None else None


@lru_cache(maxsize=1)
def _linker() -> Linker:
    return Linker()


class LinksComponent:
    """Adds investment, companies and place to the projects of a ``Doc``."""

    def __init__(self, name: str = "newsextract_links") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        projects = unify(found_in(doc, "PROJECT"))
        if not projects:
            return doc
        linked = _linker().link(
            doc.text, projects, found_in(doc, "MONEY"), found_in(doc, "ORG"), found_in(doc, "GROUP")
        )
        return put(doc, "PROJECT", linked)


@Language.factory("newsextract_links", requires=["doc.spans"])
def make_links(nlp: Language, name: str) -> LinksComponent:
    """Build the component; it needs the ones for money, organizations, projects and groups before it."""
    return LinksComponent(name)
