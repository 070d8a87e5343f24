"""Clean articles broken as pages break them, and what must be found all the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from conftest import CORPUS
from newsextract import ArticleRecord, extract
from newsextract.text.breaks import closes_paragraphs, proof
from newsextract.text.layout import repair

# Breaking clean articles: each way returns the broken text and where every character of the clean one went.

STAFF = ("记者", "报道", "编辑", "消息", "摄影", "通讯员", "实习")

Broken = tuple[str, list[int]]


def wrapped(text: str, columns: int) -> str:
    return wrap(text, columns)[0]


def wrap(text: str, columns: int) -> Broken:
    """Break every paragraph at a width of so many columns; a mark that opens no line hangs."""
    inserts = []
    width = 0
    for at, char in enumerate(text):
        size = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        inside = (
            at > 0 and char.isascii() and char.isalnum() and text[at - 1].isascii() and text[at - 1].isalnum()
        )
        if char == "\n":
            width = 0
        elif (
            width + size > columns
            and char not in "，。、；：！？”）》%％."
            and not text[at - 1].isspace()
            and not char.isspace()
            and not inside
        ):
            inserts.append(at)
            width = size
        else:
            width += size
    return insert(text, inserts, "\n")


def insert(text: str, places: list[int], what: str) -> Broken:
    parts = []
    where = []
    moved = 0
    marked = set(places)
    for at, char in enumerate(text):
        if at in marked:
            parts.append(what)
            moved += len(what)
        parts.append(char)
        where.append(at + moved)
    return "".join(parts), where


def lines_of(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def provable(text: str) -> list[int]:
    """Return the places inside sentences where a word stands across, or the sentence cannot end."""
    closes = closes_paragraphs([line.strip() for line in text.split("\n") if line.strip()])
    found = []
    for start, end in lines_of(text):
        for at in range(start + 12, end - 12):
            left, right = text[start:at], text[at:end]
            if (
                not left[-1].isspace()
                and not right[0].isspace()
                and proof(left.strip(), right.strip(), closes=closes)
            ):
                found.append(at)
    return found


def spaceable(text: str) -> list[int]:
    """Return the places inside clauses that are neither first nor last in their line, one a clause."""
    found = []
    for start, end in lines_of(text):
        if end - start < 40 or text[end - 1] not in "。！？":
            continue
        marks = [at for at in range(start, end) if text[at] in "，。；"]
        for left, right in pairwise(marks):
            clause = text[left + 1 : right]
            plain = len(clause) >= 6 and all("\u4e00" <= char <= "\u9fff" for char in clause)
            if plain and not any(word in clause for word in STAFF):
                found.append((left + right) // 2)
    return found


@lru_cache(maxsize=128)
def clean_article(number: int) -> tuple[str, ArticleRecord]:
    texts = [path.read_bytes().decode("utf-8").replace("\r\n", "\n") for path in sorted(CORPUS.glob("*.txt"))]
    usable = [text for text in texts if repair(text).offsets.is_identity]
    text = usable[number % len(usable)]
    return text, extract(text)


@lru_cache(maxsize=128)
def places_in(number: int, way: Callable[[str], list[int]]) -> list[int]:
    return way(clean_article(number)[0])


def told(record: ArticleRecord, where: list[int] | None = None) -> list[tuple[object, ...]]:
    """Return every mention with its place in the broken text and all that is said of it but its words."""

    def place(start: int, end: int) -> tuple[int, int]:
        return (start, end) if where is None else (where[start], where[end - 1] + 1)

    found: list[tuple[object, ...]] = []
    for money in record.money:
        found.append(
            (place(money.start, money.end), money.value, money.low, money.high, money.currency, money.role)
        )
    for percent in record.percentages:
        found.append(
            (place(percent.start, percent.end), percent.value, percent.comparator, percent.direction)
        )
    for body in record.organizations:
        found += [(place(m.start, m.end), body.name, body.type) for m in body.mentions]
    for project in record.projects:
        found += [
            (place(m.start, m.end), project.name, project.status, project.investment)
            for m in project.mentions
        ]
    found += [(place(g.start, g.end), g.count, g.total, g.completed) for g in record.project_groups]
    return sorted(found, key=repr)


def check(number: int, broken: Broken) -> None:
    _, record = clean_article(number)
    again = extract(broken[0])
    assert again.error is None
    assert again.warnings
    assert told(again) == told(record, broken[1])
