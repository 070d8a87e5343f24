"""Gold: articles labelled by hand, one a line of JSONL, read with every fault named by file and line.

A gold file that is quietly wrong makes every figure wrong, so nothing doubtful is let in: an offset
that misses its text by one, a value that is no exact decimal, a key nobody knows, a text that has
changed since it was labelled. All faults of all files are reported at once (``GoldError``).
Offsets are half-open code points into the article's text as decoded (a byte-order mark aside).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError, model_validator

from newsextract.errors import GoldError, InputError
from newsextract.records import (
    Basis,
    Comparator,
    Currency,
    Direction,
    ExactDecimal,
    OrgType,
    PercentUnit,
    Role,
    Status,
)

Label = Literal["MONEY", "PERCENT", "ORG", "PROJECT"]
LABELS: tuple[Label, ...] = ("MONEY", "PERCENT", "ORG", "PROJECT")

BUGS = "bugs"
"""The split of articles that each hold one error that was reported; what is right there stays right."""

_PLACE = frozenset({"label", "start", "end", "text", "optional", "tags", "notes"})
_QUANTITY = frozenset({"value", "low", "high", "comparator"})
LABEL_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "MONEY": _QUANTITY | {"currency", "per", "role"},
    "PERCENT": _QUANTITY | {"unit", "direction", "basis", "metric"},
    "ORG": frozenset({"type", "canonical"}),
    "PROJECT": frozenset({"status", "location", "orgs"}),
}
_SHOWN_FAULTS = 50
_MOST_DIGITS = 30


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldMention(_Gold):
    """A place in the text with what it means; the attributes that its label has not are refused."""

    label: Label
    start: StrictInt = Field(ge=0, description="First code point, counted from 0.")
    end: StrictInt = Field(description="Code point behind the last one.")
    text: str = Field(description="The characters text[start:end] of the article.")
    optional: StrictBool = Field(default=False, description="Two careful readers could decide either way.")
    value: ExactDecimal | None = None
    low: ExactDecimal | None = None
    high: ExactDecimal | None = None
    comparator: Comparator = "exact"
    currency: Currency | None = None
    per: str | None = None
    role: Role | None = None
    unit: PercentUnit = "percent"
    direction: Direction | None = None
    basis: Basis | None = None
    metric: str | None = None
    type: OrgType | None = None
    canonical: str | None = None
    status: Status | None = None
    location: str | None = None
    orgs: tuple[str, ...] | None = Field(
        default=None, description="Words of the ORG mentions that invest in or build the project."
    )
    tags: tuple[str, ...] = ()
    notes: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> GoldMention:
        if self.end <= self.start:
            raise ValueError(f"empty or reversed span {self.start}..{self.end}")
        foreign = self.model_fields_set - _PLACE - LABEL_ATTRIBUTES[self.label]
        if foreign:
            raise ValueError(f"{self.label} has no {', '.join(sorted(foreign))}")
        if self.label == "MONEY" and self.currency is None:
            raise ValueError("MONEY needs its currency")
        self._check_range()
        return self

    def _check_range(self) -> None:
        if self.value is not None and (self.low is not None or self.high is not None):
            raise ValueError("a quantity has a value or a range, not both")
        if (self.low is None) != (self.high is None):
            raise ValueError("a range needs low and high")
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number and abs(number.adjusted()) > _MOST_DIGITS:
                raise ValueError(f"{name} {number} is no amount that a newspaper prints")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")


class GoldGroup(_Gold):
    """A number of projects spoken of together; ``total`` and ``completed`` are amounts."""

    count: StrictInt = Field(ge=0)
    text: str = Field(min_length=1, description="The words that hold the count, as in the article.")
    total: ExactDecimal | None = None
    completed: ExactDecimal | None = None
    status: Status | None = None
    filter: str | None = None
    optional: StrictBool = False
    notes: str | None = None


class GoldLink(_Gold):
    """A project and the money that is its investment, both by their words in the article."""

    type: Literal["investment"]
    project: str
    money: str
    optional: StrictBool = False
    notes: str | None = None


class GoldArticle(_Gold):
    """One labelled article: its text (or the file that holds it) and all that is right in it."""

    id: str = Field(min_length=1)
    text: str | None = Field(default=None, description="The article; or give file.")
    file: str | None = Field(default=None, min_length=1, description="The UTF-8 file that holds the article.")
    sha256: str | None = Field(default=None, description="Of the file's bytes (of the text in UTF-8).")
    split: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] = ()
    mentions: tuple[GoldMention, ...] = ()
    groups: tuple[GoldGroup, ...] = ()
    links: tuple[GoldLink, ...] = ()
    notes: str | None = None
    source: Any = Field(default=None, description="Where it came from; free form, nothing reads it.")

    @model_validator(mode="after")
    def _true_to_its_text(self) -> GoldArticle:
        problems = [*self._slices(), *self._overlaps(), *self._loose_ends()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _slices(self) -> Iterator[str]:
        if self.text is None:
            return
        half = next((at for at, one in enumerate(self.text) if "\ud800" <= one <= "\udfff"), None)
        if half is not None:
            yield f"half a surrogate pair at {half} of the text: no file can hold it"
        for mention in self.mentions:
            found = self.text[mention.start : mention.end]
            if found != mention.text:
                yield f"{_place(mention)} is {mention.text!r} in the gold, {found!r} in the text"
        for group in self.groups:
            if group.text not in self.text:
                yield f"the words of a group, {group.text!r}, are not in the text"

    def _overlaps(self) -> Iterator[str]:
        for label in LABELS:
            same = (mention for mention in self.mentions if mention.label == label)
            ordered = sorted(same, key=lambda m: (m.start, m.end))
            for one, other in pairwise(ordered):
                if (one.start, one.end) == (other.start, other.end):
                    yield f"{_place(one)} is labelled twice"
                elif other.start < one.end:
                    yield f"{_place(one)} and {_place(other)} overlap"

    def _loose_ends(self) -> Iterator[str]:
        known = {(mention.label, mention.text) for mention in self.mentions}
        for mention in self.mentions:
            for org in mention.orgs or ():
                if ("ORG", org) not in known:
                    yield f"{_place(mention)} names the organization {org!r}, which is no ORG mention"
        for link in self.links:
            if ("PROJECT", link.project) not in known:
                yield f"a link names the project {link.project!r}, which is no PROJECT mention"
            if ("MONEY", link.money) not in known:
                yield f"a link names the money {link.money!r}, which is no MONEY mention"

    def fingerprint(self) -> str:
        """Return the sha256 of all that is scored: the text and the labels, not how the file is written."""
        unscored = {"file", "sha256", "notes", "source"}
        content = self.model_dump(mode="json", exclude=unscored, exclude_defaults=True)
        written = json.dumps(content, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(written.encode("ascii")).hexdigest()


def _place(mention: GoldMention) -> str:
    return f"{mention.label} {mention.start}..{mention.end}"


def read_gold(
    paths: str | Path | Iterable[str | Path],
    text_dir: str | Path | None = None,
) -> list[GoldArticle]:
    """Read gold files with their texts, in the order given; a folder stands for the ``.jsonl`` files in it.

    A text named by ``file`` is looked for under ``text_dir`` (when given), then beside the gold file,
    then in the ``articles`` folder beside it. Raises ``InputError`` for a gold file that cannot be
    opened and ``GoldError`` for one that breaks its rules, with file, line and reason of every fault.
    """
    listed = [paths] if isinstance(paths, (str, Path)) else list(paths)
    articles: list[GoldArticle] = []
    faults: list[str] = []
    homes: dict[str, str] = {}
    for path in _files(listed):
        for number, line in _lines(path):
            where = f"{path}:{number}"
            try:
                article = _read_line(line, path, None if text_dir is None else Path(text_dir))
                if article.id in homes:
                    raise GoldError(f"the article id {article.id!r} already stands in {homes[article.id]}")
            except GoldError as error:
                faults.append(f"{where}: {error}")
                continue
            homes[article.id] = where
            articles.append(article)
    if faults:
        raise GoldError(_listing(faults))
    if not articles:
        raise GoldError(f"no gold article in {', '.join(map(str, listed)) or 'no file'}")
    return articles


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        inside = sorted(path.glob("*.jsonl"))
        if not inside:
            raise InputError(f"no gold in the folder {path}: it has no .jsonl file")
        yield from inside


def _listing(faults: list[str]) -> str:
    more = len(faults) - _SHOWN_FAULTS
    return "\n".join(faults[:_SHOWN_FAULTS] + ([f"… and {more} more"] if more > 0 else []))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"cannot read the gold file {path}: no such file or folder") from error
    except OSError as error:
        raise InputError(f"cannot read the gold file {path}: {error.strerror or error}") from error
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")) and content.strip():
        raise GoldError(f"{path}:1: no gold: want JSONL in UTF-8, a labelled article in each line")
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _read_line(line: bytes, path: Path, text_dir: Path | None) -> GoldArticle:
    data = _parse(line)
    if data.get("text") is not None and data.get("file") is not None:
        raise GoldError("give text or file, not both")
    raw, text = _raw_and_text(data, path, text_dir)
    expected = data.get("sha256")
    found = hashlib.sha256(raw).hexdigest()
    if isinstance(expected, str) and expected.lower() != found:
        raise GoldError(f"the text has changed since it was labelled: sha256 {found}, expected {expected}")
    return checked({**data, "text": text})


def checked(data: dict[str, Any]) -> GoldArticle:
    """Return the article that the fields of a gold line make. Raises ``GoldError`` with every reason."""
    try:
        return GoldArticle.model_validate(data)
    except ValidationError as error:
        raise GoldError(_reasons(error, data)) from error


def _parse(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"), object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as error:
        raise GoldError(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise GoldError(f"no JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise GoldError("JSON nested too deep") from error
    if not isinstance(data, dict):
        raise GoldError("a line must be one JSON object")
    return data


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise GoldError("a key stands twice in one object")
    return found


def _raw_and_text(data: dict[str, Any], path: Path, text_dir: Path | None) -> tuple[bytes, str]:
    text, name = data.get("text"), data.get("file")
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass"), text
    if not isinstance(name, str) or not name:
        raise GoldError("no text: give text or file, as a string")
    folders = [*([text_dir] if text_dir else []), path.parent, path.parent / "articles"]
    for file in (folder / name for folder in folders):
        if file.is_file():
            return _decode(file)
    tried = ", ".join(str(folder) for folder in folders)
    raise GoldError(f"no text: the file {name!r} is not in {tried}")


def _decode(file: Path) -> tuple[bytes, str]:
    try:
        raw = file.read_bytes()
        return raw, raw.decode("utf-8-sig")
    except OSError as error:
        raise GoldError(f"no text: cannot read {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"the text {file} is not UTF-8 at byte {error.start}: convert it") from error


def _reasons(error: ValidationError, data: dict[str, Any]) -> str:
    return "; ".join(
        _reason(detail["loc"], detail["msg"], data) for detail in error.errors(include_url=False)
    )


def _reason(loc: tuple[int | str, ...], message: str, data: dict[str, Any]) -> str:
    message = message.removeprefix("Value error, ")
    if not loc:
        return message
    return f"{'.'.join(map(str, loc))}{_words(loc, data)}: {message}"


def _words(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """Return the text of the mention or group that an error is in, to find it by."""
    if len(loc) < 2 or not isinstance(loc[1], int):
        return ""
    item = data[str(loc[0])][loc[1]]
    text = item.get("text") if isinstance(item, dict) else None
    return f" ({text!r})" if isinstance(text, str) else ""
