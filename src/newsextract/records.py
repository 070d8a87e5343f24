"""The records: what comes out of an article, as Pydantic models that refuse what cannot be true.

Field names and meanings are the record contract's. Every mention carries ``start`` and ``end``
(half-open code points into the record's ``text``) and ``text`` (the characters there); amounts are
exact ``Decimal`` in Python and strings in JSON, never a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

SCHEMA_VERSION = "1"

Comparator = Literal["exact", "about", "over", "at_least", "nearly", "under", "at_most"]
Role = Literal[
    "investment", "completed_investment", "financing", "revenue", "output", "profit", "tax", "trade",
    "price", "subsidy", "saving", "loss", "other",
]  # fmt: skip
OrgType = Literal[
    "company", "government", "party", "education", "research", "health", "association", "media",
    "international", "military", "other",
]  # fmt: skip
Status = Literal["planned", "signed", "started", "under_construction", "completed", "operating"]
PercentUnit = Literal["percent", "percentage_point"]
Direction = Literal["up", "down"]
Basis = Literal["yoy", "qoq", "mom"]


def plain_decimal(value: Decimal) -> str:
    """Write a decimal without exponent: ``Decimal("4.382E+11")`` as ``438200000000``."""
    return format(value, "f")


def _refuse_float(value: Any) -> Any:
    if isinstance(value, (float, bool)):
        raise ValueError(f"{value!r} is not exact: give a Decimal, an int or a string")
    return value


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes that a record may carry (the current ones and four that old news has)."""
    listing = resources.files("newsextract").joinpath("iso4217.txt").read_text("utf-8")
    return frozenset(listing.split())


def _known_currency(value: str) -> str:
    if value not in currency_codes():
        raise ValueError(f"{value!r} is no ISO 4217 code")
    return value


ExactDecimal = Annotated[
    Decimal,
    Field(allow_inf_nan=False),
    BeforeValidator(_refuse_float),
    PlainSerializer(plain_decimal, return_type=str, when_used="json"),
]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$"), BeforeValidator(_known_currency)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse_span(start: int, end: int, text: str) -> None:
    """Say what is wrong with a span that has no characters or others than it says."""
    if end <= start:
        raise ValueError(f"empty or reversed span {start}..{end}")
    raise ValueError(f"{text!r} does not fill the span {start}..{end}")


class Mention(_Model):
    """A place in the text that proves a record."""

    start: int = Field(ge=0, description="First code point, counted from 0.")
    end: int = Field(description="Code point behind the last one.")
    text: str = Field(description="The characters text[start:end] of the article.")
    rule: str = Field(description="Name of the rule that found it.")

    @model_validator(mode="after")
    def _possible(self) -> Mention:
        start, end = self.start, self.end
        if start >= end or len(self.text) != end - start:
            _refuse_span(start, end, self.text)
        return self


class _Quantity(Mention):
    id: str
    value: ExactDecimal | None = None
    low: ExactDecimal | None = None
    high: ExactDecimal | None = None
    comparator: Comparator = "exact"

    @model_validator(mode="after")
    def _possible(self) -> _Quantity:
        # In the place of the mention's own validator, which would be a second call for each amount.
        start, end = self.start, self.end
        if start >= end or len(self.text) != end - start:
            _refuse_span(start, end, self.text)
        low, high = self.low, self.high
        if low is None and high is None:
            return self
        if self.value is not None:
            raise ValueError("a quantity has a value or a range, not both")
        if low is None or high is None:
            raise ValueError("a range needs both ends")
        if low > high:
            raise ValueError(f"low {low} is above high {high}")
        return self


class Money(_Quantity):
    """An amount of money, in the currency's main unit."""

    currency: Currency
    per: str | None = Field(default=None, description="What it is the price of one of: 吨, 平方米, 人·年.")
    role: Role = Field(default="other", description="What the amount is.")


class Percentage(_Quantity):
    """A share or a change, in percent."""

    unit: PercentUnit = "percent"
    direction: Direction | None = None
    basis: Basis | None = None
    metric: str | None = Field(default=None, description="The words that name what was measured.")


class Organization(_Model):
    """One body with all its mentions."""

    id: str
    name: str = Field(description="The fullest name in the article.")
    type: OrgType
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = Field(min_length=1)


class Project(_Model):
    """One investment, construction or industrial project with all its mentions."""

    id: str
    name: str
    status: Status | None = None
    location: str | None = None
    investment: str | None = Field(default=None, description="Id of the money that is its investment.")
    organizations: tuple[str, ...] = Field(default=(), description="Ids of those that invest or build.")
    mentions: tuple[Mention, ...] = Field(min_length=1)


class ProjectGroup(Mention):
    """A number of projects spoken of together."""

    id: str
    count: int = Field(ge=0)
    filter: str | None = None
    status: Status | None = None
    total: str | None = Field(default=None, description="Id of the money they cost together.")
    completed: str | None = Field(default=None, description="Id of the money spent so far.")


class Source(_Model):
    """Where the article came from."""

    path: str | None = None
    url: str | None = None
    publication: str | None = None
    author: str | None = None
    published: str | None = None
    encoding: str | None = None


class ProcessingError(_Model):
    """Why an article has no records."""

    stage: str
    message: str


class Producer(_Model):
    """What made the record."""

    name: str = "newsextract"
    version: str
    fingerprint: str


class ArticleRecord(_Model):
    """Everything found in one article; one line of the JSONL output."""

    schema_version: Literal["1"] = "1"
    id: str
    title: str | None = None
    text: str | None = Field(description="The article as decoded; null with --no-text.")
    source: Source = Source()
    money: tuple[Money, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    organizations: tuple[Organization, ...] = ()
    projects: tuple[Project, ...] = ()
    project_groups: tuple[ProjectGroup, ...] = ()
    warnings: tuple[str, ...] = ()
    error: ProcessingError | None = None
    producer: Producer

    @model_validator(mode="after")
    def _true_to_its_text_and_links(self) -> ArticleRecord:
        self._check_slices()
        self._check_links()
        return self

    def _check_slices(self) -> None:
        text = self.text
        if text is None:
            return
        for mention in self.mentions():
            # Each is as long as its span by itself.
            if not text.startswith(mention.text, mention.start):
                found = text[mention.start : mention.end]
                raise ValueError(
                    f"mention {mention.start}..{mention.end} says {mention.text!r}, the text {found!r}"
                )

    def _check_links(self) -> None:
        items: tuple[Money | Percentage | Organization | Project | ProjectGroup, ...]
        items = (*self.money, *self.percentages, *self.organizations, *self.projects, *self.project_groups)
        if len({item.id for item in items}) != len(items):
            raise ValueError("an id stands twice in the record")
        if not (self.projects or self.project_groups):
            return
        money = {item.id for item in self.money}
        organizations = {item.id for item in self.organizations}
        for project in self.projects:
            _exists(project.investment, money, project.id)
            for organization in project.organizations:
                _exists(organization, organizations, project.id)
        for group in self.project_groups:
            _exists(group.total, money, group.id)
            _exists(group.completed, money, group.id)

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention of every list, list by list."""
        return chain(
            self.money,
            self.percentages,
            *[organization.mentions for organization in self.organizations],
            *[project.mentions for project in self.projects],
            self.project_groups,
        )

    def _repr_html_(self) -> str:
        """Show the record in a notebook: its text with every mention marked, and its tables."""
        from newsextract.viewer.notebook import record_html

        return record_html(self)

    def to_json(self) -> str:
        """Write the record as one line of JSON, the same bytes for the same record."""
        return self.model_dump_json()

    def to_line(self) -> bytes:
        """Write the record as a line of JSONL: :meth:`to_json` in UTF-8 with a newline behind it."""
        return self.__pydantic_serializer__.to_json(self) + b"\n"


def _exists(link: str | None, known: set[str], owner: str) -> None:
    if link is not None and link not in known:
        raise ValueError(f"{owner} points to {link!r}, which is not in the record")
