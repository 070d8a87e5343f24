"""Gold and records made by hand, and their scores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Scores
from newsextract.records import ArticleRecord

PRODUCER = {"version": "0", "fingerprint": "test"}


def at(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """Return the place of the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def gold(text: str, mentions: Iterable[dict[str, Any]] = (), **more: Any) -> GoldArticle:
    return GoldArticle.model_validate({"id": "a", "text": text, "mentions": tuple(mentions), **more})


def record(text: str, **lists: Any) -> ArticleRecord:
    return ArticleRecord.model_validate({"id": "a", "text": text, "producer": PRODUCER, **lists})


def money(text: str, words: str, value: str | None = None, nth: int = 0, **more: Any) -> dict[str, Any]:
    return {**at(text, words, nth), "value": value, "currency": "CNY", **more}


def mentioned(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    return {**at(text, words, nth), "rule": "t"}


def ids(items: Iterable[dict[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Make records of mentions: an id and a rule each."""
    return [{"rule": "t", "id": f"{letter}{i}", **item} for i, item in enumerate(items, start=1)]


def scored(article: GoldArticle, made: ArticleRecord) -> Scores:
    return score([(article, made)])


SPANS = "甲公司、乙公司、丙公司、丁公司和戊港、己港、庚网。"


def orgs(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [
        {"id": f"o{i}", "name": SPANS[s:e], "type": "company", "mentions": [
            {"start": s, "end": e, "text": SPANS[s:e], "rule": "t"}]}
        for i, (s, e) in enumerate(spans, start=1)
    ]  # fmt: skip


def org(start: int, end: int, optional: bool = False) -> dict[str, Any]:
    place = {"start": start, "end": end, "text": SPANS[start:end]}
    return {"label": "ORG", **place, "type": "company", "optional": optional}


AMOUNTS = "投资12亿元，产值约30亿元，补贴5至8万元，每吨300元，收入7亿美元，利润9亿元。"
