"""Work grows in proportion to length: twice the text takes about twice the time, whatever the text.

No absolute seconds: each measure compares a text with its double on the same machine in the same minute.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import newsextract
from newsextract import Settings
from newsextract.components.money import MoneyFinder
from newsextract.components.percentages import PercentFinder
from newsextract.text.numerals import find_runs, read
from newsextract.text.scripts import fold

MOST = 2.8
"""How many times as long a text twice as long may take."""

ENOUGH_SECONDS = 0.05
LONGEST = 400_000
TRIES = 2
REPEATS = 3

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

_RUNS = "numerals.RUN reads a long chain of groups of three again from every group"
_GROUPS = "groups._NUMBER starts again at every character of a long Chinese numeral"
_NEIGHBOURS = "components walk over all amounts, percentages or groups for each of them"
SUPER_LINEAR: dict[tuple[str, str], str] = {
    **{
        (stage, name): _RUNS
        for stage in ("numbers", "money", "percent", "extract")
        for name in ("groups_of_three", "wide_groups_of_three", "spaced_groups_of_three")
    },
    ("extract", "three_hundreds"): _GROUPS,
    ("extract", "digits"): _GROUPS,
    ("extract", "percentages"): _NEIGHBOURS,
    ("extract", "project_counts"): _NEIGHBOURS,
}
"""(stage, text) → why its time grows faster than its length today. Mended, the line goes."""


def hostile(name: str, length: int) -> str:
    """Return the named text in about ``length`` characters."""
    unit, end = HOSTILE[name]
    return (unit * (length // len(unit) + 1))[:length] + end


def _numbers(text: str) -> None:
    folded = fold(text)
    for start, end in find_runs(folded):
        read(folded[start:end])


def _whole(text: str) -> None:
    record = newsextract.extract(text, settings=Settings(max_chars=10**8))
    assert record.error is None


STAGES: dict[str, Callable[[str], object]] = {
    "numbers": _numbers,
    "money": MoneyFinder().find,
    "percent": PercentFinder().find,
    "extract": _whole,
}


def _seconds(work: Callable[[str], object], text: str, repeats: int) -> float:
    """Return the median time of ``repeats`` runs, the garbage collector being off and nothing kept."""
    taken = []
    for _ in range(repeats):
        find_runs.cache_clear()
        gc.collect()
        gc.disable()
        try:
            started = time.perf_counter()
            work(text)
            taken.append(time.perf_counter() - started)
        finally:
            gc.enable()
    return statistics.median(taken)


def _length(work: Callable[[str], object], name: str) -> int:
    """Return the shortest power of two (from 1,000 on) that is long enough to be timed."""
    length = 1_000
    while length < LONGEST and _seconds(work, hostile(name, length), 1) < ENOUGH_SECONDS:
        length *= 2
    return length


def _growth(work: Callable[[str], object], name: str, length: int) -> float:
    """Return the smallest of some measures: noise makes one larger, super-linear work makes all large."""
    once, twice = hostile(name, length), hostile(name, 2 * length)
    smallest = float("inf")
    for repeats in (1, *[REPEATS] * TRIES):
        smallest = min(smallest, _seconds(work, twice, repeats) / _seconds(work, once, repeats))
        if smallest <= MOST:
            break
    return smallest


def _pairs() -> Iterator[Any]:
    for stage in STAGES:
        for name in HOSTILE:
            reason = SUPER_LINEAR.get((stage, name))
            marks = () if reason is None else pytest.mark.xfail(strict=False, reason=reason)
            yield pytest.param(stage, name, id=f"{stage}-{name}", marks=marks)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    for work in STAGES.values():
        work(WITHOUT_MARKS)


@pytest.mark.parametrize(("stage", "name"), list(_pairs()))
def test_twice_the_text_takes_about_twice_the_time(stage: str, name: str) -> None:
    work = STAGES[stage]
    length = _length(work, name)
    growth = _growth(work, name, length)
    assert growth <= MOST, f"{2 * length} characters take {growth:.1f} times as long as {length}"


@pytest.mark.parametrize("stage", ["numbers", "money", "percent"])
def test_a_line_of_a_megabyte_without_marks(stage: str) -> None:
    length = 10**6 // len(WITHOUT_MARKS.encode()) * len(WITHOUT_MARKS) // 2
    assert _growth(STAGES[stage], "without_marks", length) <= MOST
