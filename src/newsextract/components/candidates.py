"""A stretch of text that one rule takes for an organization, and the choice between such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Candidate(NamedTuple):
    """What one rule found: half-open code points, the type, the rule's name and the reason of its edge.

    ``full`` names the body when the rule knows it (a lexicon's full name, what an abbreviation stands
    for). A higher ``priority`` wins over an overlapping candidate of the same length.
    """

    start: int
    end: int
    type: str
    rule: str
    why: str = ""
    full: str | None = None
    priority: int = 1
    needs_proof: bool = False


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the longest of those that overlap (guideline: "the longest one stands"), in text order."""
    given = list(candidates)
    free = 0
    for candidate in given:
        if candidate.start < free:
            break
        free = candidate.end
    else:
        return given
    kept: list[Candidate] = []
    for start, _, _, number in sorted([(c.start, -c.end, -c.priority, n) for n, c in enumerate(given)]):
        candidate = given[number]
        while kept and kept[-1].end > start and _better(candidate, kept[-1]):
            kept.pop()
        if not kept or kept[-1].end <= start:
            kept.append(candidate)
    return kept


def _better(new: Candidate, old: Candidate) -> bool:
    if new.end == old.end and {new.priority, old.priority} == {2, 3}:
        # The government grammar knows its left edge better than the walk from the same head.
        return new.priority > old.priority
    return (new.end - new.start, new.priority) > (old.end - old.start, old.priority)
