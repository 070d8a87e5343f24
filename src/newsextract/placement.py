"""What was found in the text that was read, put back into the text as given.

The components read a text with its breaks repaired and its characters simplified. The record speaks of the
text as given: its offsets, its script, its order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from newsextract.components.annotations import Found
from newsextract.spans import OffsetMap
from newsextract.text.layout import repair
from newsextract.text.scripts import for_reading

LABELS = ("MONEY", "PERCENT", "ORG", "PROJECT", "GROUP")
_NEAR = 400
# What is said in words of the text itself, label by label.
_WORDS = {"MONEY": ("per",), "PERCENT": ("metric",), "ORG": ("name",), "PROJECT": ("name", "location"),
          "GROUP": ("filter",)}  # fmt: skip


class Placed(Found, total=False):
    """One mention in the text as given; ``surface``: its text without what the page put inside, where it did."""

    surface: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A text as given, the same repaired (``written``), and what was read (``read``, as long as ``written``)."""

    given: str
    written: str
    read: str
    offsets: OffsetMap

    def place(self, found: Mapping[str, Sequence[Found]]) -> Mapping[str, Sequence[Placed]]:
        """Return the mentions of every label in the order of the text as given, their links renumbered."""
        if self.offsets.is_identity:
            if self.written == self.read:
                return cast("Mapping[str, Sequence[Placed]]", found)
            return {label: [self._written(item, label) for item in items] for label, items in found.items()}
        moved = {label: [self._placed(item, label) for item in items] for label, items in found.items()}
        order = {label: sorted(range(len(m)), key=lambda at, m=m: (m[at]["start"], m[at]["end"]))  # type: ignore[misc]
                 for label, m in moved.items()}  # fmt: skip
        listed = {label: [moved[label][at] for at in ats] for label, ats in order.items()}
        _renumber(listed, order.get("MONEY", []), _entities(listed.get("ORG", [])))
        return listed

    def _placed(self, item: Found, label: str) -> Placed:
        """Return a mention with its offsets, its text and its words as given."""
        placed = self._written(item, label)
        there = self.offsets.to_given(item["start"], item["end"])
        placed["surface"] = placed["text"]
        placed["start"], placed["end"], placed["text"] = there.start, there.end, there.of(self.given)
        return placed

    def _written(self, item: Found, label: str) -> Placed:
        """Return a mention with its text and its words in the characters that the text as given has."""
        start, written = item["start"], self.written
        placed = cast("Placed", {**item, "text": written[start : item["end"]]})
        if written == self.read:
            return placed
        for key in _WORDS[label]:
            if isinstance(value := item.get(key), str):
                placed[key] = self._as_written(value, start)  # type: ignore[literal-required]
        return placed

    def _as_written(self, words: str, near: int) -> str:
        """Return words of the text that was read in the characters of the text as given."""
        at = self.read.find(words, max(0, near - _NEAR), near + _NEAR)
        if at < 0:
            at = self.read.find(words)
        return words if at < 0 else self.written[at : at + len(words)]


def prepared(given: str) -> tuple[Placement, Sequence[str]]:
    """Make a text ready to be read, its breaks repaired and its characters simplified.

    Returns where that was in the text as given, and what the repair has to say. Lone surrogates are replaced
    by whoever has the text.
    """
    repaired = repair(given)
    return Placement(given, repaired.text, for_reading(repaired.text), repaired.offsets), repaired.notes


def untouched(text: str) -> Placement:
    """Return the placement of a text that was read as it was given."""
    return Placement(text, text, text, OffsetMap())


def surface_of(item: Placed) -> str:
    """Return a mention's text without what the page put inside."""
    return item["surface"] if "surface" in item else item["text"]


def _entities(organizations: Sequence[Placed]) -> dict[int, int]:
    """Return entity → its place among the organizations, in the order of their first mentions."""
    numbers: dict[int, int] = {}
    for item in organizations:
        numbers.setdefault(item["entity"], len(numbers))
    return numbers


def _renumber(listed: Mapping[str, Sequence[Placed]], money: Sequence[int], orgs: Mapping[int, int]) -> None:
    """Point the links at the new places: amounts by their place in the list, organizations by their entity."""
    places = {old: new for new, old in enumerate(money)}
    for item in listed.get("PROJECT", []):
        if (at := item.get("investment")) is not None:
            item["investment"] = places[at]
        item["orgs"] = [orgs[org] for org in item.get("orgs", []) if org in orgs]
    for item in listed.get("GROUP", []):
        if (at := item.get("total")) is not None:
            item["total"] = places[at]
        if (at := item.get("completed")) is not None:
            item["completed"] = places[at]
        if (at := item.get("threshold")) is not None:
            item["threshold"] = places[at]
        if also := item.get("also"):
            item["also"] = [places[at] for at in also]
