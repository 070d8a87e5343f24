"""Every mention of a text with the rule that found it and why: what ``explain`` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newsextract.components.annotations import found_in
from newsextract.config import Settings
from newsextract.pipeline import extractor
from newsextract.placement import LABELS, Placed, prepared, surface_of
from newsextract.text.scripts import replace_surrogates
from newsextract.viewer.wording import plain

_UNSHOWN = frozenset({"start", "end", "text", "rule", "why", "entity", "surface"})
# What is linked is named by its place in a list, which says nothing to a reader.
_AMOUNTS = ("investment", "total", "completed", "threshold", "also")
_BODIES = "orgs"


def found_by_label(text: str, settings: Settings | None = None) -> Mapping[str, Sequence[Placed]]:
    """Return the mentions of a text by label: read as ``extract`` reads it, placed in the text as given."""
    given = replace_surrogates(text)[0]
    placement, _ = prepared(given)
    doc = extractor(settings).nlp(placement.read)
    return placement.place({label: found_in(doc, label) for label in LABELS})


def show_rules(found: Mapping[str, Sequence[Placed]], out: Console) -> None:
    """Print every mention with what was read in it, the rule that found it and why."""
    rows = [(label, item) for label, items in found.items() for item in items]
    if not rows:
        out.print("no mention found")
        return
    linked = _linked(found)
    table = Table("at", "label", "text", "read as", "rule", "why")
    for label, item in sorted(rows, key=lambda row: (row[1]["start"], row[1]["end"])):
        cells = (surface_of(item), _read_as(item, linked), item["rule"], str(item.get("why") or ""))
        table.add_row(f"{item['start']}–{item['end']}", label, *(escape(plain(cell)) for cell in cells))
    out.print(table)


def _linked(found: Mapping[str, Sequence[Placed]]) -> dict[str, list[str]]:
    """Return, for each attribute that links, the words of all that it can point at, in its order."""
    amounts = [surface_of(item) for item in found.get("MONEY", ())]
    bodies: dict[int, str] = {}
    for item in found.get("ORG", ()):
        bodies.setdefault(item["entity"], item["name"])
    linked = {_BODIES: list(bodies.values())}
    linked.update((key, amounts) for key in _AMOUNTS)
    return linked


def _read_as(item: Placed, linked: Mapping[str, Sequence[str]]) -> str:
    kept = ((key, value) for key, value in item.items() if key not in _UNSHOWN)
    said = (
        (key, _words(value, linked.get(key))) for key, value in kept if value not in (None, [], "", "exact")
    )
    return ", ".join(f"{key} {value}" for key, value in said)


def _words(value: Any, linked: Sequence[str] | None) -> str:
    """Return an attribute in words; a link as the words of what it points at."""
    if linked is None:
        return str(value)
    places = value if isinstance(value, list) else [value]
    return "、".join(linked[at] for at in places)
