"""The form of a user's own lexicon in TOML, and everything that can be wrong with one.

Every fault is named with its file, line and key, all of them at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, get_args

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from newsextract.errors import LexiconError
from newsextract.lexicons import table
from newsextract.lexicons.names import names_of
from newsextract.lexicons.toml_places import line_of
from newsextract.records import Currency, ExactDecimal, OrgType, Role

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Far more than a pattern without a repeat in a repeat takes for the texts that it is tried on.
_SECONDS = 0.5
_MARKS = regex.compile(r"[\s，。；：！？、“”《》【】|]")
_FILLERS = ("国", "集团公司", "A1", "12", " ")
_LITERAL = regex.compile(r"[\p{Han}A-Za-z0-9]")
_Place = tuple[str | int, ...]


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


def _pattern(value: str) -> str:
    try:
        compiled = regex.compile(value)
    except regex.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    try:
        found = (match for text in _hostile(value) for match in compiled.finditer(text, timeout=_SECONDS))
        nothing = any(match.start() == match.end() for match in found)
    except TimeoutError as error:
        raise ValueError(f"{value!r} takes for ever: no repeat inside a repeat, as in (甲+)+") from error
    if nothing or compiled.search("") is not None:
        raise ValueError(f"{value!r} matches nothing at all, and so everywhere")
    return value


def _hostile(pattern: str) -> Iterator[str]:
    """Yield texts on which a pattern with a repeat in a repeat takes for ever: much of one thing, no end."""
    literals = _LITERAL.findall(pattern)
    for filler in (*_FILLERS, *dict.fromkeys(literals[:8])):
        many = filler * (2000 // len(filler))
        yield many
        yield f"{many}{''.join(literals)}\0"


Word = Annotated[str, AfterValidator(_word)]
LongWord = Annotated[str, AfterValidator(_long_word)]
NameLine = Annotated[str, AfterValidator(_name_line)]
Pattern = Annotated[str, AfterValidator(_pattern)]
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
        raise LexiconError(f"{source}: not valid TOML: {error}") from error
    try:
        own = OwnFile.model_validate(raw)
    except ValidationError as error:
        faults = [_told(fault) for fault in error.errors()]
    else:
        faults = list(_contradictions(own))
        if not faults:
            return own
    raise LexiconError("\n".join(at(source, content, place, fault) for place, fault in faults))


def at(source: str, content: str, place: Sequence[str | int], what: str) -> str:
    """Say something of a place in a file: ``own.toml:7: organizations.heads.company[0]: …``."""
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return f"{source}:{line_of(content, place)}: {key.removeprefix('.') or 'file'}: {what}"


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
    return place, fault["msg"].removeprefix("Value error, ")


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
