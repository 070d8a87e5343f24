"""What the report lets see of the stage of a project of which no verb says it.

Source: guideline, PROJECT ``status``: "what is only announced for the future is at the stage it is in now".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from newsextract.components.annotations import Found
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import sentence_around

_LEAD, _SHORTEST = 200, 3
_AT_WORK = {"started", "under_construction", "completed"}


class ProjectReports:
    """Reads stages from what is told around a project. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")["report"]
        self._site = re.compile(alternation(data["site"]))
        self._raising = re.compile(alternation(data["raising"]))
        # 年底前完成一期 is a part's end.
        ends = rf"{alternation(data['ends'])}(?!了?[一二三四首]期)"
        # X年底前收工, X有望明年通车: what has an end in sight is being built.
        self._ends = re.compile(rf"{alternation(data['in_sight'])}[^，。；]{{0,12}}?{ends}")
        # 今年年底前，X、Y将相继完工.
        self._till = regex.compile(r"(?:[年月季]底?前|年内|[上下]半年)[，]?[^，。；]*\Z")
        self._then = regex.compile(rf"[^，。；]{{0,20}}?{ends}")
        self._open = re.compile(alternation(data["still_open"]))

    def fill(self, text: str, projects: Sequence[Found]) -> None:
        """Give what is still without a stage the one that its sentence, its parts or the report lets see.

        Work at a site (施工现场里, 盾构机掘进2000米) is building, and so is what has its end in sight or of which a
        part is at work; what a report on raised money names is planned.
        """
        self._put(projects, "under_construction", self._at_site(text, projects))
        self._put(projects, "under_construction", _of_parts(projects))
        self._put(projects, "planned", self._raised(text, projects))
        self._put(projects, "under_construction", self._in_sight(text, projects))

    def _put(self, projects: Sequence[Found], stage: str, entities: Iterator[int]) -> None:
        found = set(entities)
        for project in projects:
            if project["entity"] in found:
                project["status"] = stage

    def _at_site(self, text: str, projects: Sequence[Found]) -> Iterator[int]:
        for p in _without_stage(projects):
            if self._site.search(text, *sentence_around(text, p["start"])):
                yield p["entity"]

    def _raised(self, text: str, projects: Sequence[Found]) -> Iterator[int]:
        opened = self._raising.search(text, 0, _LEAD) is not None
        for p in _without_stage(projects):
            if opened or self._raising.search(text, *_paragraph(text, p["start"])):
                yield p["entity"]

    def _in_sight(self, text: str, projects: Sequence[Found]) -> Iterator[int]:
        for p in _without_stage(projects):
            low, high = sentence_around(text, p["start"])
            if self._open.search(text, low, high):
                continue
            till = self._till.search(text, low, p["start"]) and self._then.match(text, p["end"])
            if till or self._ends.search(text, p["end"], high):
                yield p["entity"]


def _without_stage(projects: Sequence[Found]) -> Iterator[Found]:
    return (project for project in projects if project["status"] is None)


def _of_parts(projects: Sequence[Found]) -> Iterator[int]:
    """Yield the wholes of which a part is at work: 西十高铁陕西段全部贯通, 产业园一期竣工."""
    at_work = sorted({p["name"] for p in projects if p["status"] in _AT_WORK})
    for project in _without_stage(projects):
        name = project["name"]
        # What starts with the name stands right behind it in the order.
        at = bisect_right(at_work, name)
        if len(name) >= _SHORTEST and at < len(at_work) and at_work[at].startswith(name):
            yield project["entity"]


def _paragraph(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
