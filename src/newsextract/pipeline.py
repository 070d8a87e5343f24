"""Which components in which order, and ``Doc`` → :class:`ArticleRecord`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsextract.article import Article
from newsextract.components.annotations import Found, found_in
from newsextract.config import Settings
from newsextract.errors import ArticleError
from newsextract.lexicons import checksum
from newsextract.records import (
    ArticleRecord,
    Mention,
    Money,
    Organization,
    Percentage,
    ProcessingError,
    Producer,
    Project,
    ProjectGroup,
    Source,
)
from newsextract.text.front import read_front
from newsextract.text.scripts import replace_surrogates
from newsextract.version import __version__

COMPONENTS = (
    "newsextract_money",
    "newsextract_percent",
    "newsextract_org",
    "newsextract_project",
    "newsextract_groups",
    "newsextract_links",
    "newsextract_ents",
)


def load(settings: Settings | None = None) -> Language:
    """Return the spaCy ``Language`` with our tokenizer and all components, ready for any length of text."""
    settings = settings or Settings()
    config = {
        "nlp": {"tokenizer": {"@tokenizers": "newsextract.tokenizer.v1", "segmenter": settings.segmenter}}
    }
    nlp = spacy.blank("zh", config=config)
    nlp.max_length = sys.maxsize
    for name in COMPONENTS:
        nlp.add_pipe(name, config=_config(name, settings))
    return nlp


def _config(component: str, settings: Settings) -> dict[str, object]:
    if component == "newsextract_org":
        return {"lexicon": [str(path) for path in settings.lexicon]}
    return {}


class Extractor:
    """The whole way from an article to its record. Build one per process and use it for all articles."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.nlp = load(self.settings)
        self.producer = Producer(version=__version__, fingerprint=self.settings.fingerprint(checksum()))

    def __call__(self, article: Article) -> ArticleRecord:
        """Return the article's record; one that cannot be processed gets a record with ``error``."""
        if article.error is not None:
            return self.failed(article, article.error)
        try:
            return self._record(article)
        except ArticleError as error:
            return self.failed(article, ProcessingError(stage=error.stage, message=error.message))
        except Exception as error:  # noqa: BLE001 - a failing article is a record, never a lost one
            message = f"{type(error).__name__}: {error}"
            return self.failed(article, ProcessingError(stage="extract", message=message))

    def _record(self, article: Article) -> ArticleRecord:
        text, replaced = replace_surrogates(article.text)
        if len(text) > self.settings.max_chars:
            limit = self.settings.max_chars
            raise ArticleError("read", f"{len(text)} characters are more than max_chars = {limit}")
        warnings = list(article.warnings)
        if replaced:
            warnings.append(f"{replaced} lone surrogates replaced by U+FFFD")
        if "\0" in text:
            warnings.append(f"{text.count(chr(0))} NUL characters in the text")
        doc = self.nlp(text)
        front = read_front(text)
        source = article.source.model_copy(
            update={
                "publication": article.source.publication or front.publication,
                "author": article.source.author or front.author,
            }
        )
        return record_of(doc, id=article.key, title=article.title or front.title, source=source,
                         warnings=warnings, producer=self.producer)  # fmt: skip

    def failed(self, article: Article, error: ProcessingError) -> ArticleRecord:
        """Return the record of an article that could not be processed: its text, no mentions, the error."""
        text, _ = replace_surrogates(article.text)
        title = article.title and replace_surrogates(article.title)[0]
        return ArticleRecord(id=replace_surrogates(article.key)[0], title=title, text=text,
                             source=article.source, warnings=article.warnings, error=error,
                             producer=self.producer)  # fmt: skip


def record_of(
    doc: Doc,
    *,
    id: str,
    title: str | None = None,
    source: Source | None = None,
    warnings: Sequence[str] = (),
    producer: Producer | None = None,
) -> ArticleRecord:
    """Turn a ``Doc`` that our components have seen into its validated record."""
    producer = producer or Producer(version=__version__, fingerprint=Settings().fingerprint(checksum()))
    orgs = _organizations(found_in(doc, "ORG"))
    return ArticleRecord(
        id=id,
        title=title,
        text=doc.text,
        source=source or Source(),
        money=tuple(_money(number, item) for number, item in enumerate(found_in(doc, "MONEY"), 1)),
        percentages=tuple(_percent(number, item) for number, item in enumerate(found_in(doc, "PERCENT"), 1)),
        organizations=orgs,
        projects=_projects(found_in(doc, "PROJECT")),
        project_groups=tuple(_group(number, item) for number, item in enumerate(found_in(doc, "GROUP"), 1)),
        warnings=tuple(warnings),
        producer=producer,
    )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _money(number: int, item: Found) -> Money:
    return Money(
        id=f"m{number}", start=item["start"], end=item["end"], text=item["text"], rule=item["rule"],
        value=_decimal(item["value"]), low=_decimal(item["low"]), high=_decimal(item["high"]),
        currency=item["currency"], comparator=item["comparator"], per=item["per"], role=item["role"],
    )  # type: ignore[arg-type]  # fmt: skip


def _percent(number: int, item: Found) -> Percentage:
    return Percentage(
        id=f"p{number}", start=item["start"], end=item["end"], text=item["text"], rule=item["rule"],
        value=_decimal(item["value"]), low=_decimal(item["low"]), high=_decimal(item["high"]),
        unit=item["unit"], comparator=item["comparator"], direction=item["direction"],
        basis=item["basis"], metric=item["metric"],
    )  # type: ignore[arg-type]  # fmt: skip


def _mention(item: Found) -> Mention:
    return Mention(start=item["start"], end=item["end"], text=item["text"], rule=item["rule"])


def _by_entity(found: Sequence[Found]) -> dict[int, list[Found]]:
    """Gather mentions of one body or project; entities are numbered by their first mention."""
    entities: dict[int, list[Found]] = {}
    for item in found:
        entities.setdefault(item["entity"], []).append(item)
    return entities


def _organizations(found: Sequence[Found]) -> tuple[Organization, ...]:
    out = []
    for number, items in enumerate(_by_entity(found).values(), 1):
        name = items[0]["name"]
        aliases = tuple(dict.fromkeys(item["text"] for item in items if item["text"] != name))
        out.append(
            Organization(
                id=f"o{number}",
                name=name,
                type=items[0]["type"],
                aliases=aliases,
                mentions=tuple(_mention(item) for item in items),
            )  # type: ignore[arg-type]  # fmt: skip
        )
    return tuple(out)


def _projects(found: Sequence[Found]) -> tuple[Project, ...]:
    out = []
    for number, items in enumerate(_by_entity(found).values(), 1):
        first = items[0]
        money = first.get("investment")
        out.append(
            Project(
                id=f"j{number}",
                name=first["name"],
                status=first["status"],
                location=first["location"],
                investment=None if money is None else f"m{money + 1}",
                organizations=tuple(f"o{org + 1}" for org in first.get("orgs", [])),
                mentions=tuple(_mention(item) for item in items),
            )  # type: ignore[arg-type]  # fmt: skip
        )
    return tuple(out)


def _group(number: int, item: Found) -> ProjectGroup:
    total, completed = item.get("total"), item.get("completed")
    return ProjectGroup(
        id=f"g{number}", start=item["start"], end=item["end"], text=item["text"], rule=item["rule"],
        count=item["count"], filter=item["filter"], status=item["status"],
        total=None if total is None else f"m{total + 1}",
        completed=None if completed is None else f"m{completed + 1}",
    )  # type: ignore[arg-type]  # fmt: skip


@lru_cache(maxsize=4)
def extractor(settings: Settings | None = None) -> Extractor:
    """Return the process's extractor for these settings, built on first use."""
    return Extractor(settings)


def extract(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> ArticleRecord:
    """Extract everything from one article's text.

    Offsets in the record are half-open code points into ``text`` as given. Never raises for what is in
    the text: an article that cannot be processed has ``error`` set.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}; decode bytes first")
    article = Article(text=text, id=id, title=title, source=Source(url=url))
    return extractor(settings)(article)
