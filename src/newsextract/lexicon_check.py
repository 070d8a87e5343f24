"""What a user's lexicon file holds, which of its words change nothing, and whether its cases hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from newsextract.config import Settings
from newsextract.lexicons import table
from newsextract.lexicons.names import names_of, organizations, read_names
from newsextract.lexicons.own import HOMES, content_of
from newsextract.lexicons.own_file import OwnCase, OwnFile, at, read_own_file
from newsextract.pipeline import extract
from newsextract.records import ArticleRecord

_COUNTED = ("organizations", "projects", "measures", "currencies", "cases")


def inventory(path: Path) -> str:
    """Return how much the file holds, in one line; raises :class:`LexiconError` when it is wrong."""
    own = _toml(path)
    if own is None:
        return f"{path}: {len(list(read_names(str(path), content_of(path).splitlines())))} names"
    counts = {name: _entries(getattr(own, name)) for name in _COUNTED}
    said = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    return f"{path}: {said or 'nothing'}"


def notes(path: Path) -> list[str]:
    """Return a line for each entry of the file that changes nothing.

    A word that the package knows as well, one that stands twice in its list, a case that expects nothing.
    """
    own = _toml(path)
    if own is None:
        return []
    content = content_of(path)
    said = [(place, "known without it") for place in _known(own)]
    said += [(place, "stands twice in this list; take one out") for place in _doubled(own, ())]
    said += [
        (("cases", number), "nothing is checked; say which organizations, projects or money it must give")
        for number, case in enumerate(own.cases)
        if case.organizations is None and case.projects is None and case.money is None
    ]
    return [at(str(path), content, place, what) for place, what in said]


def broken_cases(path: Path) -> list[str]:
    """Return a line for each label of a case in which something else is found than the file says."""
    own = _toml(path)
    content = content_of(path)
    broken = []
    for number, case in enumerate(own.cases if own is not None else ()):
        record = extract(case.text, settings=Settings(lexicon=(path,)))
        for label, expected, found in _compared(case, record):
            if sorted(expected) != sorted(found):
                what = f"expected {_listed(expected)}, found {_listed(found)}"
                broken.append(at(str(path), content, ("cases", number, label), what))
    return broken


def _toml(path: Path) -> OwnFile | None:
    return read_own_file(str(path), content_of(path)) if path.suffix.lower() == ".toml" else None


def _entries(part: Any) -> int:
    """Count the words, patterns and entries of a part of the file."""
    if isinstance(part, Mapping):
        return sum(map(_entries, part.values()))
    if isinstance(part, tuple):
        return len(part)
    return sum(_entries(getattr(part, name)) for name in type(part).model_fields)


def _doubled(part: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of words that stand in their list already, but for those that a case expects."""
    if isinstance(part, OwnCase):
        return
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _doubled(getattr(part, name), (*place, name))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _doubled(value, (*place, key))
    elif isinstance(part, tuple):
        seen: set[str] = set()
        for number, value in enumerate(part):
            if not isinstance(value, str):
                yield from _doubled(value, (*place, number))
            elif value in seen:
                yield (*place, number)
            else:
                seen.add(value)


def _known(own: OwnFile) -> Iterator[tuple[str | int, ...]]:
    for kind, lines in own.organizations.names.items():
        for number, line in enumerate(lines):
            held = [organizations().get(name.surface) for name in names_of(line, kind)]
            if all(name is not None and name.type == kind and not name.ambiguous for name in held):
                yield ("organizations", "names", kind, number)
    for (part, key), (name, way) in HOMES.items():
        held_words: Any = table(name)
        for step in way:
            held_words = held_words[step]
        given = getattr(getattr(own, part), key)
        if isinstance(given, Mapping):
            for inner, words in given.items():
                for number, word in enumerate(words):
                    if word in held_words.get(inner, ()):
                        yield (part, key, inner, number)
        else:
            yield from ((part, key, number) for number, word in enumerate(given) if word in held_words)


def _compared(case: OwnCase, record: ArticleRecord) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Yield label, what the case expects, what was found; only for the labels that the case speaks of."""
    found = {
        "organizations": [m.text for body in record.organizations for m in body.mentions],
        "projects": [m.text for project in record.projects for m in project.mentions],
        "money": [amount.text for amount in record.money],
    }
    for label, surfaces in found.items():
        expected = getattr(case, label)
        if expected is not None:
            yield label, expected, surfaces


def _listed(surfaces: tuple[str, ...] | list[str]) -> str:
    return "、".join(surfaces) or "nothing"
