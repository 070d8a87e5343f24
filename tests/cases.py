"""The case tables: marked texts and what must be found in them, every mention with its attributes.

A row's ``text`` carries ⟦ ⟧ around each expected mention of the table's label, ⟦? ⟧ around an optional one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

FOLDER = Path(__file__).with_name("cases")
_MARK = regex.compile(r"⟦(\??)|⟧")


@dataclass(frozen=True)
class Expected:
    start: int
    end: int
    optional: bool
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Case:
    number: int
    phenomenon: str
    text: str
    expected: tuple[Expected, ...]
    row: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.phenomenon}:{self.number}"


def read_cases(table: str) -> list[Case]:
    lines = (FOLDER / f"{table}.jsonl").read_text("utf-8").splitlines()
    return [parse_case(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]


def parse_case(number: int, row: dict[str, Any]) -> Case:
    text, spans = unmark(row["text"])
    mentions = row.get("mentions", [])
    assert len(spans) == len(mentions) or "mentions" not in row, f"row {number}: marks and mentions differ"
    expected = tuple(
        Expected(start, end, optional, mention)
        for (start, end, optional), mention in zip(spans, mentions, strict=False)
    )
    return Case(number, row["phenomenon"], text, expected, row)


def unmark(marked: str) -> tuple[str, list[tuple[int, int, bool]]]:
    """Return the text without marks and the marked spans, in order of their starts."""
    text = ""
    spans: list[tuple[int, int, bool]] = []
    open_at: list[tuple[int, bool, int]] = []
    done = 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        done = match.end()
        if match[0] == "⟧":
            start, optional, at = open_at.pop()
            spans[at] = (start, len(text), optional)
        else:
            open_at.append((len(text), bool(match[1]), len(spans)))
            spans.append((0, 0, False))
    return text + marked[done:], spans
