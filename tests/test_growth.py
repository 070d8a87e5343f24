"""Work grows in proportion to length, whatever the text: counted in steps of the interpreter, not in seconds.

What a pattern does inside the regex library is no step; ``benchmarks/growth.py`` times that, and here a
time limit far above what the texts take finds a pattern that explodes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from conftest import Run
from newsextract import Settings, extract
from newsextract.components.money import MoneyFinder
from newsextract.components.percentages import PercentFinder
from newsextract.text.numerals import find_runs, read
from newsextract.text.scripts import fold

LENGTH = 2_000
TIMES = 4
MOST = 1.15
"""How many times its share of steps a longer text may take: lists and groups are cut at other places in it."""

LONG = 100_000

WITHOUT_MARKS = (
    "当地政府表示今年一季度新开工项目三十个总投资达五亿元同比增长百分之八点五由青岛海风能源有限公司"
    "负责建设预计明年建成投用其中光伏电站项目投资2.6亿元占比达52%"
)

# What is repeated, then what ends the text (a pattern that only fails there may begin again everywhere).
HOSTILE: dict[str, tuple[str, str]] = {
    "nines": ("9", ""),
    "yi": ("亿", ""),
    "three_hundreds": ("三百", ""),
    "commas": ("1,", ""),
    "groups_of_three": (",234", "5"),
    "wide_groups_of_three": ("，234", ""),
    "spaced_groups_of_three": (" 234", "5"),
    "percent_of": ("百分之", ""),
    "open_ranges": ("1,234-", ""),
    "digits": ("一二三四五六七", ""),
    "spoken_digits": ("十几", ""),
    "brackets": ("（", ""),
    "titles": ("《", ""),
    "groups": ("集团", ""),
    "projects": ("项目", ""),
    "companies_and": ("公司和", ""),
    "list_marks": ("、", ""),
    "cities": ("青岛市", ""),
    "comparators": ("超过", ""),
    "spaces": (" ", ""),
    "line_breaks": ("\n", ""),
    "amounts": ("3亿元、", ""),
    "percentages": ("5%、", ""),
    "project_counts": ("总投资5亿元的30个项目，", ""),
    "named_projects": ("海风能源有限公司的风电项目总投资5亿元；", ""),
    "sentences": (WITHOUT_MARKS + "。\n", ""),
    "without_marks": (WITHOUT_MARKS, ""),
}


def hostile(name: str, length: int) -> str:
    """Return the named text in about ``length`` characters."""
    unit, end = HOSTILE[name]
    return (unit * (length // len(unit) + 1))[:length] + end


def _numbers(text: str) -> None:
    folded = fold(text)
    for start, end in find_runs(folded):
        read(folded[start:end])


def _whole(text: str) -> None:
    record = extract(text, settings=Settings(max_chars=10**8))
    assert record.error is None


STAGES: dict[str, Callable[[str], object]] = {
    "numbers": _numbers,
    "money": MoneyFinder().find,
    "percent": PercentFinder().find,
    "extract": _whole,
}


def _steps(work: Callable[[str], object], text: str) -> int:
    """Count the bytecodes that ``work`` takes for ``text``: the same number on every machine."""
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return step

    find_runs.cache_clear()
    held = sys.gettrace()
    # Python 3.12.1 tells of no opcode the first time that anything asks for them.
    for _ in range(2):
        sys.settrace(step)
        try:
            work(text)
        finally:
            sys.settrace(held)
        if count:
            break
        find_runs.cache_clear()
    return count


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_longer_text_takes_steps_in_proportion(stage: str, name: str) -> None:
    work = STAGES[stage]
    work(hostile(name, LENGTH))
    short, long = (_steps(work, hostile(name, length)) for length in (LENGTH, TIMES * LENGTH))
    share = long / (TIMES * short)
    assert share <= MOST, f"a text {TIMES} times as long takes {share * TIMES:.1f} times as many steps"


def test_work_in_proportion_to_the_square_is_seen() -> None:
    def pairs(text: str) -> None:
        assert len([1 for left in text for right in text if left == right]) > 0

    assert _steps(pairs, "亿" * 80) > 3 * MOST * _steps(pairs, "亿" * 40) / 2


def test_no_hostile_text_comes_near_a_time_limit(newsextract: Run, tmp_path: Path) -> None:
    for name in HOSTILE:
        (tmp_path / f"{name}.txt").write_text(hostile(name, LONG), encoding="utf-8")
    done = newsextract("extract", str(tmp_path), "--timeout", "60", "--quiet")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["id"]: record["error"] for record in records} == dict.fromkeys(sorted(HOSTILE))
