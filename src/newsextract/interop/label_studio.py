"""Label Studio: tasks in its JSON form, read from an export and written for import.

Attributes are per-region controls (Choices, TextArea) of the labelling interface that ``interfaces``
writes; a region's own notes are its ``meta``; split, kind and tags of the article go along in the task's
``data``. Label Studio counts offsets in code points since 2022 (its issue 1008, its pull request 6135);
before, it counted UTF-16 units. Where a region says its text, that decides which of the two it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from newsextract.errors import GoldError, InputError
from newsextract.interop.marks import (
    ASIDE,
    CHOICES,
    LISTS,
    Attributes,
    Marked,
    MarkedLink,
    MarkedSpan,
    Units,
    aside,
    with_aside,
)
from newsextract.interop.offsets import Utf16
from newsextract.io.whole import write_whole
from newsextract.version import __version__

LABEL_CONTROL = "label"
TEXT_OBJECT = "text"


def write(
    articles: Iterable[Marked], path: Path, *, drafts: bool = False, units: Units | None = None
) -> list[str]:
    """Write tasks; ``drafts`` are predictions, which an annotator starts from, else annotations.

    Returns what the form cannot hold: nothing.
    """
    write_whole(path, _pieces(_task(article, drafts, units or "codepoints") for article in articles))
    return []


def _pieces(tasks: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    for number, task in enumerate(tasks):
        yield (",\n" if number else "\n") + json.dumps(task, ensure_ascii=False)
    yield "\n]\n"


def _task(article: Marked, drafts: bool, units: Units) -> dict[str, Any]:
    kept = {**aside(article), "spans": []}  # regions carry their attributes themselves
    data = {"text": article.text, "id": article.id, ASIDE: kept}
    result = list(_result(article, units))
    if drafts:
        prediction = {"model_version": f"newsextract {__version__}", "result": result}
        return {"data": data, "predictions": [prediction]}
    return {"data": data, "annotations": [{"result": result}]}


def _result(article: Marked, units: Units) -> Iterator[dict[str, Any]]:
    utf16 = Utf16(article.text) if units == "utf16" else None
    for span in article.spans:
        ends = (span.start, span.end)
        start, end = (utf16.from_points(one) for one in ends) if utf16 else ends
        place = {"start": start, "end": end}
        region = {"id": span.id, "to_name": TEXT_OBJECT}
        meta = {"meta": {"text": [span.attributes["notes"]]}} if "notes" in span.attributes else {}
        value = {**place, "text": article.words(span), "labels": [span.label]}
        yield {**region, "from_name": LABEL_CONTROL, "type": "labels", "value": value, **meta}
        for name, said in span.attributes.items():
            if name != "notes":
                yield {**region, "from_name": name, **_control(name, said, place)}
    for link in article.links:
        ends_of = {"from_id": link.source, "to_id": link.target}
        yield {"type": "relation", **ends_of, "direction": "right", "labels": [link.type]}


def _control(name: str, said: Any, place: dict[str, int]) -> dict[str, Any]:
    if name == "optional":
        return {"type": "choices", "value": {**place, "choices": ["yes"]}}
    if name in CHOICES:
        return {"type": "choices", "value": {**place, "choices": [said]}}
    return {"type": "textarea", "value": {**place, "text": list(said) if name in LISTS else [said]}}


def read(path: Path, *, units: Units | None = None) -> tuple[list[Marked], list[str]]:
    """Read an export of tasks; those without an annotation are left out, which the second list says.

    Raises ``InputError`` for what is no such export and ``GoldError`` for regions that cannot be placed.
    """
    try:
        tasks = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: no JSON: {error}") from error
    if not isinstance(tasks, list):
        raise InputError(f"{path}: no Label Studio export: a list of tasks is wanted (export as JSON)")
    articles, skipped = [], []
    for number, task in enumerate(tasks, 1):
        where = f"{path}: task {number}"
        try:
            article = _article(task, where, units)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise InputError(f"{where}: no task of Label Studio: {type(error).__name__}: {error}") from error
        if article is None:
            skipped.append(f"{where} has no annotation")
        else:
            articles.append(article)
    return articles, skipped


def _article(task: dict[str, Any], where: str, units: Units | None) -> Marked | None:
    annotation = _annotation(task, where)
    if annotation is None:
        return None
    data = task["data"]
    text = data[TEXT_OBJECT]
    if not isinstance(text, str):
        raise GoldError(f"{where}: data.text is no text")
    name = data.get("id", task.get("id"))
    fresh = count(1)
    results = [{**one, "id": one.get("id") or f"r{next(fresh)}"} for one in annotation["result"]]
    said = _attributes(results, where)
    spans = tuple(_span(one, text, said, where, units) for one in results if one["type"] == "labels")
    links = tuple(_links(results))
    marked = Marked(str(name), text, spans, links)
    return with_aside(marked, data.get(ASIDE))


def _annotation(task: dict[str, Any], where: str) -> dict[str, Any] | None:
    """Return the one annotation that counts: the ground truth, or the only one that was not cancelled."""
    given: list[dict[str, Any]] = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
    truths = [one for one in given if one.get("ground_truth")]
    left = truths or given
    if len(left) > 1:
        raise GoldError(f"{where} has {len(left)} annotations: mark one of them as ground truth")
    return left[0] if left else None


def _attributes(results: Iterable[dict[str, Any]], where: str) -> dict[str, Attributes]:
    found: dict[str, Attributes] = {}
    for one in results:
        said = found.setdefault(one["id"], {})
        if one.get("meta", {}).get("text"):
            said["notes"] = "\n".join(one["meta"]["text"])
        if one["type"] not in ("choices", "textarea"):
            continue
        name = one["from_name"]
        words = one["value"]["choices" if one["type"] == "choices" else "text"]
        words = [words] if isinstance(words, str) else words
        if name == "optional":
            said[name] = True
        elif name in LISTS:
            said[name] = words
        elif len(words) == 1:
            said[name] = words[0].strip()
        elif words:
            raise GoldError(f"{where}: the region {one['id']!r} says {name} {len(words)} times: {words}")
    return found


def _links(results: Iterable[dict[str, Any]]) -> Iterator[MarkedLink]:
    for one in results:
        if one["type"] == "relation":
            for label in one.get("labels") or ["investment"]:
                yield MarkedLink(label, one["from_id"], one["to_id"], {})


def _span(
    one: dict[str, Any], text: str, said: dict[str, Attributes], where: str, units: Units | None
) -> MarkedSpan:
    value = one["value"]
    labels = value["labels"]
    if len(labels) != 1:
        raise GoldError(f"{where}: a region has {len(labels)} labels, {labels}; it needs one")
    start, end = _placed(value, text, where, units)
    return MarkedSpan(one["id"], labels[0], start, end, said[one["id"]])


def _placed(value: dict[str, Any], text: str, where: str, units: Units | None) -> tuple[int, int]:
    """Return a region's place in code points; its text decides in which unit it was counted."""
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    utf16 = Utf16(text)
    read: dict[Units, tuple[int | None, int | None]] = {
        "codepoints": (start, end),
        "utf16": (utf16.to_points(start), utf16.to_points(end)),
    }
    for unit in (units,) if units else ("codepoints", "utf16"):
        first, last = read[unit]
        if first is None or last is None or not 0 <= first < last <= len(text):
            continue
        # a selection over a line break is saved with \n written out
        if words is None or text[first:last] in (words, str(words).replace("\\n", "\n")):
            return first, last
    raise GoldError(f"{where}: the region {start}..{end} is {text[start:end]!r} in the text, not {words!r}")
