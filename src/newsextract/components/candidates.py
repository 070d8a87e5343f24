"""A stretch of text that one rule takes for an organization, and the choice between such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

Standing = Sequence[Sequence[int]]
"""By the number of their rule, where its signs stand in a text."""


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
    # By start; at the same one the longest first, of those as long the highest priority.
    given.sort(key=_PRIORITY, reverse=True)
    given.sort(key=_END, reverse=True)
    given.sort(key=_START)
    kept: list[Candidate] = []
    free = 0
    for candidate in given:
        start = candidate.start
        if start < free:
            while kept and kept[-1].end > start and _better(candidate, kept[-1]):
                kept.pop()
            if kept and kept[-1].end > start:
                continue
        kept.append(candidate)
        free = candidate.end
    return kept


_START, _END, _PRIORITY = attrgetter("start"), attrgetter("end"), attrgetter("priority")
# A walk to the left of a head, and the grammar of government bodies.
_WALK_AND_GRAMMAR = frozenset({(2, 3), (3, 2)})


def _better(new: Candidate, old: Candidate) -> bool:
    if new.end == old.end and (new.priority, old.priority) in _WALK_AND_GRAMMAR:
        # The government grammar knows its left edge better than the walk from the same head.
        return new.priority > old.priority
    return (new.end - new.start, new.priority) > (old.end - old.start, old.priority)
