"""One project said several times is one record: with and without 项目, with and without its company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from newsextract.components.annotations import Found, between
from newsextract.components.places import place_starting
from newsextract.components.project_status import furthest
from newsextract.text.sentences import sentence_around

_HEADS = ("项目", "工程")
_TAIL = (*(f"建设{head}" for head in _HEADS), *_HEADS)
_GROUP_REACH = 160
# So many characters before 项目 must be the same in a short name and its full one.
_SHARED = 4
_BASES = ("产业基地", "生产基地", "制造基地")
_PHASE = regex.compile(r"[（(]?[一二三四五六七八九\dIVXⅠⅡⅢ]+期")


def unify(projects: Sequence[Found]) -> list[Found]:
    """Give the mentions of one project one entity, its fullest name and the furthest stage that one of them says."""
    if not projects:
        return []
    surfaces = list(dict.fromkeys(item["text"] for item in projects))
    owner = _owners(surfaces)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(owner[s] for s in surfaces))}
    told: dict[str, set[str]] = {}
    for item in projects:
        status = item["status"]
        if status is not None:
            told.setdefault(owner[item["text"]], set()).add(status)
    stages = {name: furthest(said) for name, said in told.items()}
    for item in projects:
        name = owner[item["text"]]
        item["name"], item["entity"] = name, numbers[name]
        item["status"] = stages.get(name)
    return list(projects)


def _owners(surfaces: Sequence[str]) -> dict[str, str]:
    """Return the fullest name of each surface; names are looked up by the end that they share."""
    if len(surfaces) == 1:
        return {surfaces[0]: surfaces[0]}
    owner = _lines(surfaces)
    bares = {surface: _bare(surface) for surface in surfaces}
    by_end: dict[str, list[str]] = {}
    for surface in sorted(surfaces, key=len, reverse=True):
        if surface in owner:
            continue
        held = by_end.setdefault(bares[surface][-_SHARED:], [])
        # A name may be the full one's by another that is between them: 西南产业基地, 甲公司西南(制冷)产业基地.
        owner[surface] = surface
        for longer in held:
            if _same(longer, surface, bares):
                owner[surface] = owner[longer]
                break
        held.append(surface)
    for short, full in _beginnings(sorted(set(owner.values()), key=bares.__getitem__), bares):
        owner.update((surface, full) for surface, held_by in list(owner.items()) if held_by == short)
    return owner


def _beginnings(fulls: Sequence[str], bares: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (short, full) where one name alone goes on from a short one: 动力锂电项目, 动力锂电正极材料项目.

    ``fulls``: in the order of their bare names, so that what goes on stands right behind.
    """
    for at, (short, full) in enumerate(pairwise(fulls)):
        begin = bares[short]
        if not bares[full].startswith(begin) or bares[full] == begin or len(begin) < _SHARED:
            continue
        if not (short.endswith(_HEADS) and full.endswith(_HEADS)) or _PHASE.search(full):
            continue
        if at + 2 == len(fulls) or not bares[fulls[at + 2]].startswith(begin):
            yield short, full


def _lines(surfaces: Sequence[str]) -> dict[str, str]:
    """Return the full name of each line that is said by the first signs of its ends: 绥大高速, 绥化至大庆高速公路."""
    full: dict[str, str] = {}
    for surface in surfaces:
        match = _BETWEEN.fullmatch(surface) if "至" in surface else None
        if match is not None:
            full.setdefault(match[1] + match[2], surface)
    if not full:
        return {}
    signs = ((surface, _BY_SIGNS.fullmatch(surface)) for surface in surfaces)
    return {s: full[match[1]] for s, match in signs if match is not None and match[1] in full}


_LINE = r"(?:高速公路|高速|铁路|高铁|公路|客专|城际铁路)(?:建设)?(?:项目|工程)?"
_BETWEEN = regex.compile(
    rf"(?:[\u4e00-\u9fd5]{{2,3}}省)?([\u4e00-\u9fd5])[\u4e00-\u9fd5]{{1,4}}至([\u4e00-\u9fd5])[\u4e00-\u9fd5]{{1,4}}{_LINE}"
)
_BY_SIGNS = regex.compile(rf"([\u4e00-\u9fd5]{{2}}){_LINE}")


def _same(full: str, short: str, bares: Mapping[str, str]) -> bool:
    """Tell that the shorter name is the longer one without its company, its place or its 项目."""
    if full == short:
        return True
    bare, end = bares[full], bares[short]
    return (
        len(end) >= _SHARED
        and (bare.endswith(end) or (bare == end and full.startswith(short)) or _is_base_in_full(full, short))
        and _PHASE.findall(full) == _PHASE.findall(short)
    )


def _is_base_in_full(full: str, short: str) -> bool:
    """Tell a base with and without what it makes: 格力电器西南(制冷)产业基地."""
    if not (full.endswith(_BASES) and short.endswith(_BASES)):
        return False
    tail = next(base for base in _BASES if short.endswith(base))
    stem = short[: -len(tail)]
    inner = full[len(stem) : -len(tail)]
    return (
        len(stem) >= _SHARED
        and full == f"{stem}{inner}{tail}"
        and 0 < len(inner) <= _SHARED
        and place_starting(inner, 0) is None
    )


# Quotation marks and what a bracket tells on the side: 动力锂电（镍钴锰）正极材料; 变速器（产能）扩建.
_ASIDE = regex.compile(r"[“”]|[（(][^（()）期]{1,14}[）)](?=[\u4e00-\u9fd5])|产能(?=扩)")
# Each of them begins with one of these.
_ASIDES = frozenset("“”（(产")


def _bare(name: str) -> str:
    if not _ASIDES.isdisjoint(name):
        name = _ASIDE.sub("", name)
    if name.endswith(_HEADS):
        for tail in _TAIL:
            if name.endswith(tail):
                return name[: -len(tail)]
    return name


def by_group(projects: Sequence[Found], groups: Sequence[Found]) -> None:
    """Give a project without a status that of the group named shortly before it: 12个项目集中签约 … 其中A."""
    if not groups:
        return
    stages: dict[int, str] = {}
    for project in projects:
        if project["status"] is not None:
            continue
        near = [g for g in between(groups, project["start"] - _GROUP_REACH, project["start"]) if g["status"]]
        status = near[-1]["status"] if near else None
        if status is not None:
            stages.setdefault(project["entity"], status)
    for project in projects:
        project["status"] = project["status"] or stages.get(project["entity"])


# A sentence that describes what was signed or begun: 就X开展合作; X占地1200亩, 建成后….
_DESCRIBES = regex.compile(r"投资|合作|协议|占地|建筑面积|建成后|达产后|投产后|建设内容|主要建设")


def by_headline(text: str, projects: Sequence[Found], stage: str | None) -> None:
    """Give the headline's stage to the projects that are described and of which nothing else is said."""
    if stage is None:
        return
    for project in projects:
        if project["status"] is None and (
            project["investment"] is not None
            or (stage == "signed" and _DESCRIBES.search(text, *sentence_around(text, project["start"])))
        ):
            project["status"] = stage
