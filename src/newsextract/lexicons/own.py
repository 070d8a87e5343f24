"""The user's own rules (``--lexicon``): names in a text file, or words and patterns in TOML.

:class:`OwnWords` is what all the user's files say together. Components read the package's tables through
it and so see the user's words among the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import regex

from newsextract.errors import ArticleError, LexiconError
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import Name, names_of, read_names
from newsextract.lexicons.own_file import OwnFile, read_own_file
from newsextract.spans import Span, Spanned, covering

# Where the package's tables have what a user's file calls so: key → table, way in it.
HOMES = {
    ("organizations", "heads"): ("organizations", ("heads",)),
    ("projects", "heads"): ("projects", ("heads", "building")),
    ("measures", "roles"): ("roles", ("before",)),
    ("measures", "per"): ("roles", ("per", "units")),
    ("measures", "counts"): ("money", ("bare", "measures")),
}
# A pattern may take this long for a paragraph; the files are checked, this is the last guard.
_SECONDS, _CHARACTERS = 1.0, 100_000


Placed = TypeVar("Placed", bound=Spanned)


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """A regular expression of the user's for one label, and what a mention found by it says of it."""

    label: str
    type: str
    match: str
    why: str


@dataclass(frozen=True, slots=True)
class OwnMatch:
    """A name that one of the user's patterns has found: half-open code points."""

    start: int
    end: int
    type: str
    why: str


@dataclass(frozen=True)
class OwnWords:
    """What the user's files say together; equal when their contents are.

    ``tables``: additions to the package's tables. ``never``: by label, what no mention may be.
    """

    digest: str = ""
    names: tuple[Name, ...] = field(default=(), compare=False)
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)
    patterns: tuple[OwnPattern, ...] = field(default=(), compare=False)
    never: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def table(self, name: str) -> Mapping[str, Any]:
        """Return the package's TOML lexicon ``name`` with the user's words in it; read-only."""
        added = self.tables.get(name)
        return table(name) if added is None else _joined(table(name), added)

    def allowed(self, label: str, text: str, found: Iterable[Placed]) -> list[Placed]:
        """Return what was found but for that which is, or is part of, what the user says is no such name."""
        words = self.never.get(label)
        if not words:
            return list(found)
        barred = [Span(*match.span()) for match in regex.finditer(alternation(words), text)]
        inside = ((item, covering(barred, item.start)) for item in found)
        return [item for item, bar in inside if bar is None or item.end > bar.end]

    def find(self, label: str, text: str) -> Iterator[OwnMatch]:
        """Yield what the user's patterns for ``label`` match, none of it crossing a line of ``text``.

        Raises :class:`ArticleError` when a pattern takes too long.
        """
        mine = self._compiled.get(label, ())
        start = 0
        for line in text.splitlines(keepends=True) if mine else ():
            for own, compiled in mine:
                for low, high in _matches(compiled, line):
                    yield OwnMatch(start + low, start + high, own.type, own.why)
            start += len(line)

    @cached_property
    def _compiled(self) -> dict[str, list[tuple[OwnPattern, regex.Pattern[str]]]]:
        by_label: dict[str, list[tuple[OwnPattern, regex.Pattern[str]]]] = {}
        for own in self.patterns:
            by_label.setdefault(own.label, []).append((own, regex.compile(own.match)))
        return by_label


NO_OWN_WORDS = OwnWords()


def _matches(compiled: regex.Pattern[str], line: str) -> list[tuple[int, int]]:
    try:
        found = compiled.finditer(line, timeout=_SECONDS + len(line) / _CHARACTERS)
        return [match.span() for match in found if match.end() > match.start()]
    except TimeoutError as error:
        message = f"the own pattern {compiled.pattern!r} takes too long; mend it or take it out"
        raise ArticleError("lexicon", message) from error


def _joined(held: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """Return both tables in one: lists one behind the other, tables key by key."""
    out = dict(held)
    for key, value in added.items():
        if isinstance(value, Mapping):
            out[key] = _joined(out.get(key, {}), value)
        else:
            out[key] = [*out.get(key, ()), *value]
    return out


def own_words(paths: Iterable[Path | str]) -> OwnWords:
    """Read the user's files, ``.toml`` or text files of names.

    Raises :class:`LexiconError` for one that is missing, not UTF-8, or wrong in a line.
    """
    files = tuple((str(path), content_of(Path(path))) for path in paths)
    return _read(files) if files else NO_OWN_WORDS


def content_of(path: Path) -> str:
    """Return the text of a lexicon file; raises :class:`LexiconError` when it is missing or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}; give a readable lexicon file") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, str], ...]) -> OwnWords:
    names: list[Name] = []
    tables: dict[str, Any] = {}
    patterns: list[OwnPattern] = []
    never: dict[str, frozenset[str]] = {}
    for source, content in files:
        if not source.lower().endswith(".toml"):
            names.extend(read_names(source, content.splitlines()))
            continue
        own = read_own_file(source, content)
        names.extend(_names(own))
        tables = _joined(tables, _tables(own))
        patterns.extend(_patterns(own))
        for label, words in (("ORG", own.organizations.never), ("PROJECT", own.projects.never)):
            never[label] = never.get(label, frozenset()) | frozenset(words)
    told = "\0".join(f"{Path(source).suffix}\0{content}" for source, content in files)
    digest = hashlib.sha256(told.encode()).hexdigest()
    return OwnWords(digest, tuple(names), tables, tuple(patterns), never)


def _names(own: OwnFile) -> Iterator[Name]:
    for kind, lines in own.organizations.names.items():
        for line in lines:
            yield from names_of(line, kind)


def _patterns(own: OwnFile) -> Iterator[OwnPattern]:
    for pattern in own.organizations.patterns:
        yield OwnPattern("ORG", pattern.type, pattern.match, f"own pattern {pattern.match}")
    for match in own.projects.patterns:
        yield OwnPattern("PROJECT", "", match, f"own pattern {match}")
    if own.projects.names:
        yield OwnPattern("PROJECT", "", alternation(own.projects.names), "an own name")


def _tables(own: OwnFile) -> dict[str, Any]:
    """Return the user's words where the package's tables have theirs."""
    currencies = [
        {
            **entry.model_dump(exclude={"minor"}),
            "minor": {word: str(part) for word, part in entry.minor.items()},
        }
        for entry in own.currencies
    ]
    tables: dict[str, Any] = {"currencies": {"currency": currencies}}
    for (part, key), (name, way) in HOMES.items():
        value = getattr(getattr(own, part), key)
        for step in reversed(way):
            value = {step: value}
        tables[name] = _joined(tables.get(name, {}), value)
    return tables
