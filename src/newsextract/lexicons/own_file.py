"""The form of a user's own lexicon in TOML, and everything that can be wrong with one.

Every fault is named with its file, line and key, all of them at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, get_args

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from newsextract.errors import LexiconError
from newsextract.lexicons import table
from newsextract.lexicons.names import names_of
from newsextract.lexicons.own_patterns import checked_pattern
from newsextract.records import Currency, ExactDecimal, OrgType, Role
from newsextract.toml_places import line_of, syntax_fault

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_MARKS = regex.compile(r"[\s，。；：！？、“”《》【】|]")
_Place = tuple[str | int, ...]
# What stands in the file as a table each, and as a table by another word.
_TABLES = frozenset({"organizations.patterns", "currencies", "cases"})
_KEYED = {
    "organizations.names": "type",
    "organizations.heads": "type",
    "measures.roles": "role",
    "currencies.minor": "word",
}
_EXAMPLES = {
    "organizations.names": 'names.company = ["…"]',
    "organizations.heads": 'heads.company = ["…"]',
    "measures.roles": 'roles.profit = ["…"]',
    "currencies.minor": 'minor = {"…" = "0.01"}',
}


def _word(value: str) -> str:
    if not value:
        raise ValueError("empty word")
    mark = _MARKS.search(value)
    if mark is not None:
        raise ValueError(f"{value!r} holds {mark[0]!r}: a word has no spaces and no punctuation")
    return value


def _long_word(value: str) -> str:
    if len(_word(value)) < 2:
        raise ValueError(f"{value!r} is too short: two characters or more")
    return value


def _name_line(value: str) -> str:
    names_of(value, "company")
    return value


Word = Annotated[str, AfterValidator(_word)]
LongWord = Annotated[str, AfterValidator(_long_word)]
NameLine = Annotated[str, AfterValidator(_name_line)]
Pattern = Annotated[str, AfterValidator(checked_pattern)]
Factor = Annotated[ExactDecimal, Field(gt=0, lt=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganizationPattern(_Part):
    """A regular expression whose match is an organization's whole name."""

    type: OrgType
    match: Pattern


class Organizations(_Part):
    """Names (``full | short | short?``), what names end with, patterns, and what is no organization."""

    names: dict[OrgType, tuple[NameLine, ...]] = {}
    heads: dict[OrgType, tuple[LongWord, ...]] = {}
    patterns: tuple[OrganizationPattern, ...] = ()
    never: tuple[LongWord, ...] = ()


class Projects(_Part):
    """Whole names, what names of things built end with, patterns, and what is no project."""

    names: tuple[LongWord, ...] = ()
    heads: tuple[LongWord, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    never: tuple[LongWord, ...] = ()


class Measures(_Part):
    """Words that say what an amount is, units of reference (3元/件), and what bare 万 and 亿 only count."""

    roles: dict[Role, tuple[LongWord, ...]] = {}
    per: tuple[Word, ...] = ()
    counts: tuple[Word, ...] = ()


class OwnCurrency(_Part):
    """A currency's words behind and before the number; ``minor`` ones with their factor, in quotes."""

    code: Currency
    units: tuple[Word, ...] = ()
    prefixes: tuple[Word, ...] = ()
    minor: dict[Word, Factor] = {}


class OwnCase(_Part):
    """A text and the surfaces that must be found in it, all of them, for each label that is given."""

    text: str = Field(min_length=1)
    organizations: tuple[str, ...] | None = None
    projects: tuple[str, ...] | None = None
    money: tuple[str, ...] | None = None


class OwnFile(_Part):
    """All that a user's own lexicon may hold."""

    organizations: Organizations = Organizations()
    projects: Projects = Projects()
    measures: Measures = Measures()
    currencies: tuple[OwnCurrency, ...] = ()
    cases: tuple[OwnCase, ...] = ()


def read_own_file(source: str, content: str) -> OwnFile:
    """Read a lexicon in TOML; raises :class:`LexiconError`, a line for each fault: file:line: key: fault."""
    try:
        raw = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(syntax_fault(source, content, error)) from error
    own, faults = _checked(raw)
    if not faults:
        return own
    told = [(line_of(content, place), place, fault) for place, fault in faults]
    lines = [_at(source, line, place, fault) for line, place, fault in sorted(told, key=lambda one: one[0])]
    raise LexiconError("\n".join(lines))


def at(source: str, content: str, place: Sequence[str | int], what: str) -> str:
    """Say something of a place in a file: ``own.toml:7: organizations.heads.company[0]: …``."""
    return _at(source, line_of(content, place), place, what)


def _at(source: str, line: int, place: Sequence[str | int], what: str) -> str:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return f"{source}:{line}: {key.removeprefix('.') or 'file'}: {what}"


def _checked(raw: dict[str, Any]) -> tuple[OwnFile, list[tuple[_Place, str]]]:
    """Return what a file says and all its faults: those of its form, and what the rest contradicts.

    What has a fault of form is left out for the rest, key by key, so that one kind of fault does not
    hide the other.
    """
    faults: list[tuple[_Place, str]] = []
    while True:
        try:
            own = OwnFile.model_validate(raw)
        except ValidationError as error:
            told = [_told(fault) for fault in error.errors()]
            faults += [one for one in told if not _is_known(one[0], faults)]
            left = raw
            for place, _ in told:
                left = _without(left, place)
            if left == raw:  # never so: every fault stands at a key
                return OwnFile(), faults
            raw = left
        else:
            rest = (one for one in _contradictions(own) if not _is_known(one[0], faults))
            return own, [*faults, *rest]


def _is_known(place: _Place, faults: Sequence[tuple[_Place, str]]) -> bool:
    """Tell that a fault was found at a place or in it: what is said of the place may be a consequence."""
    return any(known[: len(place)] == place for known, _ in faults)


def _without(content: Any, place: _Place) -> Any:
    """Return a copy of a table without the key that ``place`` is in; places in lists stay what they are."""
    if not any(isinstance(part, str) for part in place[1:]):
        return {key: value for key, value in content.items() if key != place[0]}
    first, *rest = place
    if isinstance(content, list) and isinstance(first, int):
        return [_without(one, tuple(rest)) if at == first else one for at, one in enumerate(content)]
    if isinstance(content, dict) and first in content:
        return {**content, first: _without(content[first], tuple(rest))}
    return content


def _told(fault: Any) -> tuple[_Place, str]:
    """Return where a fault of the form stands and what it is, in words."""
    place = tuple(part for part in fault["loc"] if part != "[key]")
    if fault["type"] == "extra_forbidden":
        return place, _unknown(str(place[-1]), list(_fields(place[:-1])))
    if fault["type"] == "literal_error":
        known = OrgType if "company" in fault["ctx"]["expected"] else Role
        return place, _unknown(str(fault["input"]), list(get_args(known)))
    if fault["type"] == "missing":
        return place[:-1], f"{place[-1]} is missing"
    return place, _wanted(place, fault["type"], fault["input"]) or fault["msg"].removeprefix("Value error, ")


def _wanted(place: _Place, type: str, given: Any) -> str:
    """Return what should stand at a place where a value of another kind stands; empty where it is none."""
    name = ".".join(part for part in place if isinstance(part, str))
    if type == "tuple_type":
        if name in _TABLES:
            return f"write a table for each, under [[{name}]]"
        shown = json.dumps(given, ensure_ascii=False) if isinstance(given, str) else '"…"'
        return f"a list in [ ] is wanted: write [{shown}]"
    if type in ("dict_type", "model_type"):
        if name in _KEYED:
            return f"a table is wanted, by {_KEYED[name]}: write {_EXAMPLES[name]}"
        heading = f"[[{name}]]" if name in _TABLES else f"[{name}]"
        return f"a table is wanted: write its keys under {heading}"
    if type == "string_type":
        return (
            f'a word in quotes is wanted: write "{given}"'
            if isinstance(given, (int, float))
            else "a word in quotes is wanted"
        )
    if isinstance(given, float) and place[-2:-1] == ("minor",):
        return f'{given} is not exact: write "{given}", in quotes'
    return ""


def _unknown(given: str, known: Sequence[str]) -> str:
    near = get_close_matches(given, known, 1)
    meant = f"; {near[0]}?" if near else ""
    return f"unknown: {given!r}{meant} (one of: {', '.join(known)})"


def _fields(place: Sequence[str | int]) -> Iterator[str]:
    """Yield the keys that may stand at a place of the form."""
    model: type[BaseModel] = OwnFile
    for part in place:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            inner = [annotation, *get_args(annotation)]
            model = next(kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel))
    yield from model.model_fields


def _contradictions(own: OwnFile) -> Iterator[tuple[_Place, str]]:
    """Yield what is well formed and cannot be so, or not together."""
    for number, case in enumerate(own.cases):
        for kind in ("organizations", "projects", "money"):
            for at, surface in enumerate(getattr(case, kind) or ()):
                if surface not in case.text:
                    yield ("cases", number, kind, at), f"{surface!r} does not stand in the case's text"
    bodies = {
        name.surface: kind
        for kind, lines in own.organizations.names.items()
        for line in lines
        for name in names_of(line, kind)
    }
    for kind, named in (("organizations", bodies), ("projects", own.projects.names)):
        for at, word in enumerate(getattr(own, kind).never):
            if word in named:
                yield (kind, "never", at), f"{word!r} is also among the names: it cannot be both"
    roles: dict[str, str] = {}
    for role, words in own.measures.roles.items():
        for at, word in enumerate(words):
            if roles.setdefault(word, role) != role:
                yield ("measures", "roles", role, at), f"{word!r} is also said to be {roles[word]}"
    yield from _taken_units(own)


def _taken_units(own: OwnFile) -> Iterator[tuple[_Place, str]]:
    """Yield words of a currency that are another one's, in the package's lexicon or in this file."""
    for kind in ("units", "prefixes"):
        held = {word: entry["code"] for entry in table("currencies")["currency"] for word in entry[kind]}
        for number, currency in enumerate(own.currencies):
            for at, word in enumerate(getattr(currency, kind)):
                if held.setdefault(word, currency.code) != currency.code:
                    yield ("currencies", number, kind, at), f"{word!r} is {held[word]} already"
    for number, currency in enumerate(own.currencies):
        if not (currency.units or currency.prefixes or currency.minor):
            yield ("currencies", number), "no units, no prefixes, no minor: nothing would be found by it"
