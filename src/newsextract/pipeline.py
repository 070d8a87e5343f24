"""Which components in which order, and ``Doc`` → :class:`ArticleRecord`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, TypeAlias, cast

from newsextract.article import Article
from newsextract.components.annotations import found_in
from newsextract.components.groups import GroupsComponent
from newsextract.components.links import LinksComponent
from newsextract.components.money import MoneyComponent
from newsextract.components.organizations import OrgComponent
from newsextract.components.percentages import PercentComponent
from newsextract.components.projects import ProjectComponent
from newsextract.config import Settings
from newsextract.errors import ArticleError
from newsextract.failure import failed_record, producer_of
from newsextract.lexicons.own import OwnWords, own_words
from newsextract.placement import LABELS, Placed, Placement, prepared, surface_of, untouched
from newsextract.records import (
    ArticleRecord,
    ProcessingError,
    Producer,
    Source,
)
from newsextract.text.front import read_front
from newsextract.text.scripts import replace_surrogates
from newsextract.tokenizer import Cutter, Draft, NewsTokenizer, create_tokenizer, view

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHOW = "newsextract_ents"
COMPONENTS = (
    "newsextract_money",
    "newsextract_percent",
    "newsextract_org",
    "newsextract_project",
    "newsextract_groups",
    "newsextract_links",
    SHOW,
)
Component: TypeAlias = Callable[[Draft], Draft]
# These read the user's own rules.
_TAUGHT = frozenset({"newsextract_money", "newsextract_org", "newsextract_project"})


def load(settings: Settings | None = None) -> Language:
    """Return the spaCy ``Language`` with our tokenizer and all components, ready for any length of text."""
    import spacy
    from spacy.util import registry

    import newsextract.components.factories  # noqa: F401 - makes the components known to spaCy

    settings = settings or Settings()
    registry.tokenizers("newsextract.tokenizer.v1", func=create_tokenizer)
    config = {
        "nlp": {"tokenizer": {"@tokenizers": "newsextract.tokenizer.v1", "segmenter": settings.segmenter}}
    }
    nlp = spacy.blank("zh", config=config)
    nlp.max_length = sys.maxsize
    for name in COMPONENTS:
        nlp.add_pipe(name, config=_config(name, settings))
    return nlp


def _config(component: str, settings: Settings) -> dict[str, object]:
    if component in _TAUGHT:
        return {"lexicon": [str(path) for path in settings.lexicon]}
    return {}


def _components(settings: Settings) -> list[Component]:
    """Return the components in their order, without spaCy around them."""
    lexicon = [str(path) for path in settings.lexicon]
    return [
        MoneyComponent(lexicon=lexicon),
        PercentComponent(),
        OrgComponent(lexicon=lexicon),
        ProjectComponent(lexicon=lexicon),
        GroupsComponent(),
        LinksComponent(),
    ]


class Extractor:
    """The whole way from an article to its record. Build one per process and use it for all articles."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._nlp: Language | None = None
        self._cutter = Cutter(self.settings.segmenter)
        self._components = _components(self.settings)
        self.producer = producer_of(self.settings)

    @property
    def nlp(self) -> Language:
        """The spaCy pipeline, built when it is first asked for; from then on articles go through its components."""
        if self._nlp is None:
            self._nlp = load(self.settings)
        return self._nlp

    @property
    def vocabulary(self) -> int:
        """How many strings spaCy's vocabulary holds; none before :attr:`nlp` was asked for."""
        return 0 if self._nlp is None else len(self._nlp.vocab.strings)

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
        if not text.strip("\ufeff \t\r\n\v\f\u3000\xa0"):
            warnings.append("no text")
        if "\0" in text:
            warnings.append(f"{text.count(chr(0))} NUL characters in the text")
        placement, notes = prepared(text)
        draft = self._read(placement.read)
        front = read_front(text)
        known = article.source
        source = known.model_copy(update={field: getattr(known, field) or getattr(front, field)
                                          for field in ("publication", "author", "published")})  # fmt: skip
        return record_of(draft, id=article.key, title=article.title or front.title, source=source,
                         warnings=[*warnings, *notes], producer=self.producer,
                         placement=placement)  # fmt: skip

    def _read(self, text: str) -> Doc | Draft:
        """Send a text through the components without spaCy's objects, which only its users need.

        A component that somebody has added to :attr:`nlp` gets the ``Doc`` that it was written for.
        """
        if self._nlp is not None and tuple(self._nlp.pipe_names) != COMPONENTS:
            return self._nlp(text)
        cutter, components = self._cutter, self._components
        if self._nlp is not None:
            cutter = cast(NewsTokenizer, self._nlp.tokenizer)
            pipeline = [pipe for name, pipe in self._nlp.pipeline if name != SHOW]
            components = cast("list[Component]", pipeline)
        draft = cutter.draft(text)
        for component in components:
            draft = component(draft)
        return draft

    def failed(self, article: Article, error: ProcessingError) -> ArticleRecord:
        """Return the record of an article that could not be processed: its text, no mentions, the error."""
        return failed_record(article, error, self.producer)

    def renew(self) -> None:
        """Start a new vocabulary: spaCy's keeps every word it has met. Takes a hundredth of a second."""
        if self._nlp is not None:
            self._nlp = load(self.settings)


def record_of(
    doc: Doc | Draft,
    *,
    id: str,
    title: str | None = None,
    source: Source | None = None,
    warnings: Sequence[str] = (),
    producer: Producer | None = None,
    placement: Placement | None = None,
) -> ArticleRecord:
    """Turn a ``Doc`` (or a draft) that our components have seen into its validated record.

    ``placement`` says what the article's text was before it was repaired and simplified for reading.
    """
    producer = producer or producer_of(Settings())
    placement = placement or untouched(view(doc).text)
    placed = placement.place({label: found_in(doc, label) for label in LABELS})
    # One validation for all that was found: a model handed in would be checked a second time.
    return ArticleRecord.model_validate(
        {
            "id": id,
            "title": title,
            "text": placement.given,
            "source": source or Source(),
            "money": tuple(map(_money, count(1), placed["MONEY"])),
            "percentages": tuple(map(_percent, count(1), placed["PERCENT"])),
            "organizations": tuple(map(_organization, count(1), _by_entity(placed["ORG"]))),
            "projects": tuple(map(_project, count(1), _by_entity(placed["PROJECT"]))),
            "project_groups": tuple(map(_group, count(1), placed["GROUP"])),
            "warnings": tuple(warnings),
            "producer": producer,
        }
    )


Unchecked: TypeAlias = dict[str, object]
"""What a component found under the names of a model's fields; the record validates it."""

# The fields are written out: an article has some forty mentions, and every general way to pick keys out of a
# dictionary takes three times as long as saying which.


def _mention(item: Placed) -> Unchecked:
    return {"start": item["start"], "end": item["end"], "text": item["text"], "rule": item["rule"]}


def _money(number: int, item: Placed) -> Unchecked:
    return {
        "start": item["start"],
        "end": item["end"],
        "text": item["text"],
        "rule": item["rule"],
        "id": f"m{number}",
        "value": item["value"],
        "low": item["low"],
        "high": item["high"],
        "comparator": item["comparator"],
        "currency": item["currency"],
        "per": item["per"],
        "role": item["role"],
    }


def _percent(number: int, item: Placed) -> Unchecked:
    return {
        "start": item["start"],
        "end": item["end"],
        "text": item["text"],
        "rule": item["rule"],
        "id": f"p{number}",
        "value": item["value"],
        "low": item["low"],
        "high": item["high"],
        "comparator": item["comparator"],
        "unit": item["unit"],
        "direction": item["direction"],
        "basis": item["basis"],
        "metric": item["metric"],
    }


def _money_id(at: int | None) -> str | None:
    """Return the id of the amount that a component names by its place among the amounts."""
    return None if at is None else f"m{at + 1}"


def _by_entity(found: Sequence[Placed]) -> list[list[Placed]]:
    """Gather the mentions of one body or project; entities stand in the order of their first mention."""
    entities: dict[int, list[Placed]] = {}
    for item in found:
        entity = item["entity"]
        if entity in entities:
            entities[entity].append(item)
        else:
            entities[entity] = [item]
    return list(entities.values())


def _organization(number: int, items: Sequence[Placed]) -> Unchecked:
    name = items[0]["name"]
    aliases = dict.fromkeys(map(surface_of, items))
    aliases.pop(name, None)
    return {
        "id": f"o{number}",
        "name": name,
        "type": items[0]["type"],
        "aliases": tuple(aliases),
        "mentions": tuple(map(_mention, items)),
    }


def _project(number: int, items: Sequence[Placed]) -> Unchecked:
    first = items[0]
    return {
        "id": f"j{number}",
        "name": first["name"],
        "status": first["status"],
        "location": first["location"],
        "investment": _money_id(first.get("investment")),
        "organizations": tuple(dict.fromkeys([f"o{org + 1}" for org in first.get("orgs", ())])),
        "mentions": tuple(map(_mention, items)),
    }


def _group(number: int, item: Placed) -> Unchecked:
    return {
        **_mention(item),
        "id": f"g{number}",
        "count": item["count"],
        "filter": item["filter"],
        "status": item["status"],
        "total": _money_id(item.get("total")),
        "completed": _money_id(item.get("completed")),
    }


def extractor(settings: Settings | None = None) -> Extractor:
    """Return the process's extractor for these settings, built on first use and when a lexicon file changes."""
    settings = settings or Settings()
    return _extractor(settings, own_words(settings.lexicon))


@lru_cache(maxsize=4)
def _extractor(settings: Settings, own: OwnWords) -> Extractor:
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
