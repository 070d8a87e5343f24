"""One project said several times is one record: with and without 项目, with and without its company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from newsextract.components.annotations import Found, between

_TAIL = ("建设项目", "建设工程", "项目", "工程")
_GROUP_REACH = 160
_PHASE = regex.compile(r"[（(]?[一二三四五六七八九\dIVXⅠⅡⅢ]+期")


def unify(projects: Sequence[Found]) -> list[Found]:
    """Give the mentions of one project one entity, its fullest name and one status."""
    surfaces = list(dict.fromkeys(item["text"] for item in projects))
    owner: dict[str, str] = {}
    for surface in sorted(surfaces, key=len, reverse=True):
        owner[surface] = next(
            (held for held in dict.fromkeys(owner.values()) if _same(held, surface)), surface
        )
    numbers = {name: number for number, name in enumerate(dict.fromkeys(owner[s] for s in surfaces))}
    votes: dict[str, Counter[str]] = {}
    for item in projects:
        status = item["status"]
        if status is not None:
            votes.setdefault(owner[item["text"]], Counter())[status] += 1
    out = []
    for item in projects:
        name = owner[item["text"]]
        counter = votes.get(name)
        item["name"], item["entity"] = name, numbers[name]
        item["status"] = item["status"] or (counter.most_common(1)[0][0] if counter else None)
        out.append(item)
    return out


def _same(full: str, short: str) -> bool:
    """Tell that the shorter name is the longer one without its company, its place or its 项目."""
    if full == short:
        return True
    if _PHASE.findall(full) != _PHASE.findall(short):
        return False
    bare = _bare(full)
    return len(_bare(short)) >= 4 and (
        bare.endswith(_bare(short)) or (full.startswith(short) and bare == _bare(short))
    )


def _bare(name: str) -> str:
    for tail in _TAIL:
        if name.endswith(tail):
            return name[: -len(tail)]
    return name


def by_group(projects: Sequence[Found], groups: Sequence[Found]) -> None:
    """Give a project without a status that of the group named shortly before it: 12个项目集中签约 … 其中A."""
    stages: dict[int, str] = {}
    for project in projects:
        near = [g for g in between(groups, project["start"] - _GROUP_REACH, project["start"]) if g["status"]]
        status = near[-1]["status"] if near else None
        if project["status"] is None and status is not None:
            stages.setdefault(project["entity"], status)
    for project in projects:
        project["status"] = project["status"] or stages.get(project["entity"])
