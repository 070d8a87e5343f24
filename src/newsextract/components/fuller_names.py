"""Which longer name in the article a short one stands for: 恒越新材 for 江苏恒越新材料科技有限公司.

Source: guideline, ORG ``canonical``: "the fullest name of the same body in the article". A short form keeps
the first two characters of the distinguishing part together and takes the others in order; a department
without its place (市交通运输局) stands for the one with it, when the article names only one such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from newsextract.components.candidates import Candidate
from newsextract.components.places import place_starting
from newsextract.lexicons.names import organizations

_LEVELS = frozenset("省市县区州")
_LEGAL = (
    "集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "株式会社", "集团公司", "公司",
    "集团", "股份",
)  # fmt: skip
_FOREIGN_LEGAL = "株式会社"
# Besides companies these have short forms, which begin with a level: 市交通运输局.
_BODIES = frozenset({"government", "party"})
_OFFICES = ("处", "办公室", "科")
_SHORTEST = 3
_FEW = 8
_OWNED = 8
"""The end of a company's name is looked up behind so many characters at most of place and owner."""


def fuller_names(surfaces: Sequence[str], mentions: Sequence[Candidate]) -> dict[str, str]:
    """Return the fuller name of each surface that the article also writes out; offsets play no part."""
    # Of mentions that are written alike the first one tells the kind.
    kinds = {
        surface: mention.type for surface, mention in zip(reversed(surfaces), reversed(mentions), strict=True)
    }
    out: dict[str, str] = {}
    for surface, found in _fuller_ones(kinds).items():
        if 1 < len(found) <= _FEW:
            found -= {inner for inner in found for outer in found if inner != outer and inner in outer}
        if len(found) == 1:
            out[surface] = _without_office(found.pop(), surface)
    return out


def _fuller_ones(kinds: Mapping[str, str]) -> dict[str, set[str]]:
    """Return all names that each surface can stand for.

    Only a company with its legal form has shorter names, only what begins with a level stands for another body.
    """
    companies: dict[str, list[str]] = {}
    bodies: dict[str, dict[str, list[str]]] = {}
    fulls: list[tuple[str, str]] = []
    for surface, kind in kinds.items():
        if kind == "company":
            companies.setdefault(surface[:2], []).append(surface)
            if surface.endswith(_LEGAL) or surface.startswith(_FOREIGN_LEGAL):
                fulls.append((surface, kind))
        elif kind in _BODIES:
            fulls.append((surface, kind))
            if surface[0] in _LEVELS and len(surface) >= _SHORTEST:
                bodies.setdefault(kind, {}).setdefault(surface[:2], []).append(surface)
    found: dict[str, set[str]] = {}
    for name, kind in fulls:
        starting = companies if kind == "company" else bodies.get(kind)
        if not starting:
            continue
        for key in _starts(name, kind):
            for surface in starting.get(key, ()):
                if len(name) > len(surface) and (
                    _stands_for(surface, name, kind) or _closes(surface, name, kind)
                ):
                    found.setdefault(surface, set()).add(name)
    return found


def _without_office(full: str, short: str) -> str:
    """Return 四川省财政厅 of 四川省财政厅预算处 for 省财政厅: what follows the short name is an office of it."""
    at = full.find(short)
    return full[: at + len(short)] if at > 0 and full.endswith(_OFFICES) else full


@lru_cache(maxsize=4096)
def _starts(full: str, kind: str) -> frozenset[str]:
    """Return the two characters that each short form of a name starts with."""
    keys = {full[:2]}
    place = place_starting(full, 0)
    if place is not None and place < len(full):
        rest = full[place - 1 :] if kind in _BODIES else full[place:]
        keys.add(rest[:2])
    if kind == "company" and full.endswith(_LEGAL):
        keys.update([full[at : at + 2] for at in range(1, min(_OWNED, len(full) - _SHORTEST))])
    if full.startswith(_FOREIGN_LEGAL):
        keys.add(full[4:6])
    return frozenset(keys)


def _stands_for(short: str, full: str, kind: str) -> bool:
    """Tell that the characters of the short name stand in the full one in order."""
    if kind in _BODIES:
        return short[0] in _LEVELS and len(short) >= _SHORTEST and _in_order(short, full)
    if kind != "company" or len(short) < _SHORTEST or not full.endswith(_LEGAL):
        return False
    bare, opening = _bare(short), short[:2]
    if len(bare) < 2 or not _in_order(bare, full):
        return False
    return full.startswith(opening) or full.startswith(opening, place_starting(full, 0) or 0)


def _closes(short: str, full: str, kind: str) -> bool:
    """Tell that the short name ends the full one: 福田汽车 and 北汽福田汽车股份有限公司, 明治 and 株式会社明治."""
    if kind != "company":
        return False
    bare = _bare(short)
    if len(bare) >= 2 and full == _FOREIGN_LEGAL + bare:
        return True
    whole = _bare(full)
    if len(bare) < _SHORTEST or whole == full or not whole.endswith(bare):
        return False
    return _is_place_or_owner(whole[: -len(bare)])


def _is_place_or_owner(before: str) -> bool:
    """Tell that the words are places and perhaps a known company; 芜湖瑞泰|阿斯泰克 is a venture of two."""
    at = 0
    while at < len(before) and (place := place_starting(before, at)) is not None:
        at = place
    return at >= len(before) or organizations().get(before[at:]) is not None


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """Return a company's name without its legal form."""
    return next((name[: -len(legal)] for legal in _LEGAL if name.endswith(legal)), name)


def _in_order(short: str, full: str) -> bool:
    at = 0
    for char in short:
        at = full.find(char, at) + 1
        if at == 0:
            return False
    return True
