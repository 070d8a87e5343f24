"""The forms by name: which one a file is in, and from any of them into any other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from newsextract.errors import GoldError, InputError, SettingsError
from newsextract.evaluation.gold import GoldArticle, read_gold
from newsextract.interop import brat, docbin, doccano, interfaces, label_studio
from newsextract.interop.drafts import draft
from newsextract.interop.marks import SPAN_LABELS, Marked, Units, from_marks, to_marks
from newsextract.io.loading import holds_records, read_records
from newsextract.io.whole import write_whole

Format = Literal["gold", "records", "label-studio", "doccano", "spacy", "brat"]
_TOOLS = {"label-studio": label_studio, "doccano": doccano, "spacy": docbin, "brat": brat}
_ENDINGS: Mapping[str, Format] = {".json": "label-studio", ".spacy": "spacy"}
_INTERFACES: Mapping[str, Callable[[], str]] = {
    "label-studio": interfaces.label_studio,
    "doccano": interfaces.doccano,
    "brat": interfaces.brat_configuration,
}


class Converted(NamedTuple):
    """What a conversion did: number of articles, and what was left out or cannot be held."""

    articles: int
    warnings: tuple[str, ...]


def convert(
    source: Path,
    target: Path,
    read_as: str | None = None,
    write_as: str | None = None,
    *,
    labels: Sequence[str] = (),
    currency: str | None = None,
    units: Units | None = None,
) -> Converted:
    """Read ``source`` in one form and write ``target`` in another; forms not named are told by the names.

    ``labels`` renames (``PER=ORG``) or drops (``PER=``) labels on the way, ``currency`` stands for amounts
    that carry none, ``units`` is what the tool counts offsets in. Every article is checked as gold, on
    the way in and on the way out. Raises ``InputError``, ``GoldError``, ``SettingsError``, ``OutputError``.
    """
    if target.exists() and source.exists() and target.samefile(source):
        raise SettingsError(f"{target} is read and would be written over; give another output")
    given = _known(read_as) if read_as else guess_input(source)
    wanted = _known(write_as) if write_as else guess_output(target)
    if wanted == "records":
        raise SettingsError("records are made by extract; gold can be written as gold and for other tools")
    articles, warnings = _read(given, source, units, _Cleaner(labels, currency))
    if not articles:
        raise InputError(f"{source}: no labelled article in it" + "".join(f"; {one}" for one in warnings[:3]))
    if wanted == "gold":
        write_whole(target, (f"{gold_line(article)}\n" for article in articles))
    else:
        marked = map(to_marks, articles)
        drafts = given == "records"
        warnings += _TOOLS[wanted].write(marked, target, drafts=drafts, units=units)
    return Converted(len(articles), tuple(warnings))


def write_interface(format: str | None, target: Path, path: Path) -> None:
    """Write what the tool of ``target`` must know: labels, attributes and their values."""
    name = _known(format) if format else guess_output(target)
    if name not in _INTERFACES:
        raise SettingsError(f"{name} has no labelling interface; only {', '.join(_INTERFACES)}")
    write_whole(path, [_INTERFACES[name]()])


def gold_line(article: GoldArticle) -> str:
    """Return a gold article as a line of JSON, its text in it."""
    content = article.model_dump(mode="json", exclude_defaults=True, exclude={"file", "sha256"})
    return json.dumps(content, ensure_ascii=False)


def _known(name: str) -> Format:
    if name not in get_args(Format):
        raise SettingsError(f"unknown format {name!r}: one of {', '.join(get_args(Format))}")
    return cast(Format, name)


def guess_input(path: Path) -> Format:
    """Tell a form by the name, and JSONL by its first line. Raises ``SettingsError`` where that is unclear."""
    if path.is_dir():
        return "brat"
    if path.suffix.lower() in _ENDINGS:
        return _ENDINGS[path.suffix.lower()]
    if holds_records(path):
        return "records"
    if path.suffix.lower() == ".jsonl":
        keys = _first_keys(path)
        if "mentions" in keys or "file" in keys:
            return "gold"
        if keys & {"entities", "label", "labels"}:
            return "doccano"
    raise SettingsError(f"{path}: unclear what form it is in; say it with --from")


def _first_keys(path: Path) -> set[str]:
    try:
        with path.open("rb") as file:
            first = json.loads(next((line for line in file if line.strip()), b"null"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:1: no JSON: {error}") from error
    return set(first) if isinstance(first, dict) else set()


def guess_output(path: Path) -> Format:
    """Tell a form by the name: .json, .spacy, .jsonl (gold), or a folder. Raises ``SettingsError``."""
    if path.suffix.lower() in _ENDINGS:
        return _ENDINGS[path.suffix.lower()]
    if path.suffix.lower() == ".jsonl":
        return "gold"
    if path.is_dir() or not path.suffix:
        return "brat"
    raise SettingsError(f"{path}: unclear what form to write; say it with --to")


class _Cleaner:
    """Renames and drops labels, and gives amounts their currency; counts what it dropped."""

    def __init__(self, labels: Sequence[str], currency: str | None) -> None:
        wrong = [pair for pair in labels if "=" not in pair or not pair.partition("=")[0]]
        if wrong:
            raise SettingsError(f"--label {wrong[0]}: want THEIRS=OURS, or THEIRS= to leave a label out")
        self._ours = dict(pair.partition("=")[::2] for pair in labels)
        unknown = {ours for ours in self._ours.values() if ours and ours not in SPAN_LABELS}
        if unknown:
            raise SettingsError(f"--label …={min(unknown)}: ours are {', '.join(SPAN_LABELS)}")
        self._currency = {"currency": currency} if currency else {}
        self.dropped: Counter[str] = Counter()

    def clean(self, article: Marked) -> Marked:
        """Return the article in our labels. Raises ``GoldError`` for a label that is not ours."""
        kept = []
        for span in article.spans:
            label = self._ours.get(span.label, span.label)
            if not label:
                self.dropped[span.label] += 1
                continue
            if label not in SPAN_LABELS:
                words = article.words(span)
                raise GoldError(
                    f"article {article.id!r}: the label {label!r} ({words!r}) is none of {', '.join(SPAN_LABELS)};"
                    f" rename it with --label {label}=ORG, or drop it with --label {label}="
                )
            more = self._currency if label == "MONEY" else {}
            kept.append(span._replace(label=label, attributes={**more, **span.attributes}))
        gone = {span.id for span in article.spans} - {span.id for span in kept}
        links = tuple(link for link in article.links if not {link.source, link.target} & gone)
        return replace(article, spans=tuple(kept), links=links)


def _read(
    format: Format, path: Path, units: Units | None, cleaner: _Cleaner
) -> tuple[list[GoldArticle], list[str]]:
    if format == "gold":
        return read_gold(path), []
    if format == "records":
        return _drafts(path)
    marked, warnings = _TOOLS[format].read(path, units=units)
    articles = _all_checked(marked, cleaner)
    dropped = [f"{number} spans {label} left out" for label, number in cleaner.dropped.items()]
    return articles, [*warnings, *dropped]


def _all_checked(marked: Iterable[Marked], cleaner: _Cleaner) -> list[GoldArticle]:
    articles, faults = [], []
    for article in marked:
        try:
            articles.append(from_marks(cleaner.clean(article)))
        except GoldError as error:
            faults.append(str(error))
    if faults:
        raise GoldError("\n".join(faults))
    return articles


def _drafts(path: Path) -> tuple[list[GoldArticle], list[str]]:
    made, failed = [], []
    for record in read_records(path):
        if record.error is not None:
            failed.append(f"{record.id} failed ({record.error.stage}) and is left out")
        else:
            made.append(draft(record))
    return made, failed
