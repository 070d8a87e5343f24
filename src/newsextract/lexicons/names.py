"""Names of organizations and places from the lexicon files, in automata that find them in one pass.

The form of a names file is the user's, too (see ``own``): ``[type]`` opens a block, one body a line,
its fullest name first, short names behind ``|``; a ``?`` behind a name says that the words around must
prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from newsextract.errors import LexiconError
from newsextract.lexicons import files, lines, table
from newsextract.records import OrgType
from newsextract.text.lookout import LOOKOUT
from newsextract.text.occurrences import Place, longest

ORG_TYPES = frozenset(get_args(OrgType))


@dataclass(frozen=True, slots=True)
class Name:
    """One surface of one body: its type, the body's full name, whether the words around must prove it."""

    surface: str
    type: str
    full: str
    ambiguous: bool = False


class Names:
    """A set of names; ``find`` gives the longest ones, left to right.

    ``anchors`` are words that are looked for on the same way through the text, by their kind.
    """

    def __init__(self, names: Iterable[Name], anchors: Mapping[str, Iterable[str]] | None = None) -> None:
        self._names: dict[str, Name] = {}
        for name in names:
            held = self._names.get(name.surface)
            if held is None or (held.ambiguous and not name.ambiguous):
                self._names[name.surface] = name
        self._sure = LOOKOUT.watch(name.surface for name in self._names.values() if not name.ambiguous)
        self._ambiguous = LOOKOUT.watch(name.surface for name in self._names.values() if name.ambiguous)
        self._anchors = {kind: LOOKOUT.watch(words) for kind, words in (anchors or {}).items()}
        self._fitting = lru_cache(maxsize=1)(self._find_fitting)

    def __len__(self) -> int:
        return len(self._names)

    def get(self, surface: str) -> Name | None:
        """Return the name with that surface, if any."""
        return self._names.get(surface)

    def values(self) -> Iterable[Name]:
        """Return all names."""
        return self._names.values()

    def find(
        self, text: str, *, sure: bool = False, fits: Callable[[str, int, int], bool] | None = None
    ) -> list[Place]:
        """Return the longest names that do not overlap, as half-open code points, left to right.

        ``sure`` leaves out the names that the words around must prove. A name that does not fit hides none
        behind it: of 其中交通运输部, 中交 is an accident and 交通运输部 none.
        """
        found, unsure = self._fitting(text, fits)
        return longest(found if sure else [*found, *unsure])

    def _find_fitting(
        self, text: str, fits: Callable[[str, int, int], bool] | None
    ) -> tuple[list[Place], list[Place]]:
        """Find all names that fit, also inside others; the tokenizer and the organizations ask for the same.

        Those that the words around must prove come second.
        """
        found, unsure = LOOKOUT.find(self._sure, text), LOOKOUT.find(self._ambiguous, text)
        if fits is None:
            return found, unsure
        return (
            [each for each in found if fits(text, each[0], each[1])],
            [each for each in unsure if fits(text, each[0], each[1])],
        )

    def anchors(self, text: str, kind: str) -> list[Place]:
        """Return all places of the anchors of a kind, those that overlap, too, in no order."""
        return LOOKOUT.find(self._anchors[kind], text)


def read_names(source: str, content: Iterable[str]) -> Iterator[Name]:
    """Read a names file; raises :class:`LexiconError` naming file, line and what is wrong."""
    kind: str | None = None
    for number, raw in enumerate(content, 1):
        line = raw.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1].strip()
            if kind not in ORG_TYPES:
                known = ", ".join(sorted(ORG_TYPES))
                raise LexiconError(f"{source}:{number}: unknown type {kind!r}; one of: {known}")
            continue
        try:
            yield from names_of(line, kind or "company")
        except ValueError as error:
            raise LexiconError(f"{source}:{number}: {error}") from error


def names_of(line: str, kind: str) -> list[Name]:
    """Read one body's line (``full | short | short?``); raises ``ValueError`` saying what is wrong with it."""
    surfaces = [part.strip() for part in line.split("|")]
    if not all(surfaces):
        raise ValueError("empty name between two |" if "|" in line else "empty name")
    short = [surface for surface in surfaces if len(surface.rstrip("?")) < 2]
    if short:
        raise ValueError(f"{short[0]!r} is too short: a name has two characters")
    full = surfaces[0].rstrip("?")
    return [Name(surface.rstrip("?"), kind, full, surface.endswith("?")) for surface in surfaces]


@lru_cache(maxsize=1)
def organizations() -> Names:
    """Return all organizations of the package's lexicon.

    Their anchors are what the grammars of organizations hang on: ``head``, ``trade``, ``department`` and the
    ``core`` of one.
    """
    words, departments = table("organizations"), table("government")["departments"]
    anchors = {
        "head": [head for heads in words["heads"].values() for head in heads],
        "trade": [*words["trade"]["closing"], *words["aliases"]["products"]],
        "department": departments["whole"],
        "core": departments["cores"],
    }
    names = (name for file in files("organizations") for name in read_names(file, lines(file)))
    return Names(names, anchors)


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Return every place name of ``places.txt`` with its kind (country, province, prefecture, county …)."""
    kinds: dict[str, str] = {}
    kind = "place"
    for line in lines("places.txt"):
        if line.startswith("["):
            kind = line[1:-1]
            continue
        for name in line.split("|"):
            kinds.setdefault(name.strip(), kind)
    return kinds
