"""Speed over length: characters a second from 10 KB to 10 MB, on news and on hostile texts.

python benchmarks/growth.py [SECONDS]

Prints Markdown. A row whose figures fall from left to right does not grow in proportion to its length.
A text that would take more than SECONDS (20), judged by the one before it, is not run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from newsextract import Settings, extract
from newsextract.components.money import MoneyFinder
from newsextract.components.percentages import PercentFinder

SIZES = {"10 KB": 10**4, "100 KB": 10**5, "1 MB": 10**6, "10 MB": 10**7}

SENTENCE = (
    "记者昨日获悉，海风能源有限公司的光伏电站项目总投资2.6亿元，建成后预计年产值突破3.5亿元，同比增长12.5%，"
    "可带动就业百分之八以上。当地有关负责人表示，要素保障已经到位，各项手续正在办理之中。\n"
)
TEXTS = {
    "news": SENTENCE,
    "news on one line, no marks": "".join(char for char in SENTENCE if char.isalnum() or char in ".%"),
    "9": "9",
    "亿": "亿",
    "三百": "三百",
    "1,": "1,",
    ",234": ",234",
    "，234": "，234",
    "百分之": "百分之",
    "1,234-": "1,234-",
    "一二三四五六七": "一二三四五六七",
    "（": "（",
    "《": "《",
    "集团": "集团",
    "项目": "项目",
    "公司和": "公司和",
    "、": "、",
    "青岛市": "青岛市",
    "3亿元、": "3亿元、",
    "5%、": "5%、",
    "30个项目，": "30个项目，",
}
ENDS = {",234": "5"}
"""What ends a text so that a number seen as whole from its start is none at its end."""

ENOUGH_SECONDS = 0.05

Work = Callable[[str], object]


def of_size(unit: str, size: int) -> str:
    """Return ``unit`` again and again, in about ``size`` bytes of UTF-8."""
    return unit * max(1, size // len(unit.encode())) + ENDS.get(unit, "")


def timed(work: Work, text: str) -> float:
    """Return the seconds of one run; of a short one, the mean of several."""
    runs, started = 0, time.perf_counter()
    while not runs or time.perf_counter() - started < ENOUGH_SECONDS:
        work(text)
        runs += 1
    return (time.perf_counter() - started) / runs


def row(work: Work, unit: str, most: float) -> list[str]:
    """Return the characters a second for each size; a dash where it would take too long."""
    cells: list[str] = []
    seconds, done = 0.0, 0
    for size in SIZES.values():
        text = of_size(unit, size)
        # Judged as if it grew in proportion to its length.
        if seconds * len(text) / max(done, 1) > most:
            cells.append("–")
            continue
        seconds, done = timed(work, text), len(text)
        cells.append(f"{done / seconds:,.0f}")
    return cells


def stages() -> dict[str, Work]:
    money, percent = MoneyFinder(), PercentFinder()
    settings = Settings(max_chars=10**9)

    def numbers(text: str) -> object:
        return money.find(text), percent.find(text)

    def whole(text: str) -> object:
        record = extract(text, settings=settings)
        if record.error is not None:
            sys.exit(f"{record.error.stage}: {record.error.message}")
        return record

    return {"Money and percent alone": numbers, "Whole extraction": whole}


def main(most: str = "20") -> None:
    for name, work in stages().items():
        work(SENTENCE)
        print(f"## {name}, characters a second\n")
        print("| text |", " | ".join(SIZES), "|")
        print("|---|", "|".join("---:" for _ in SIZES), "|", sep="")
        for title, unit in TEXTS.items():
            print(f"| {title} |", " | ".join(row(work, unit, float(most))), "|", flush=True)
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
