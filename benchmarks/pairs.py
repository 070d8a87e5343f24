"""Speed as a ratio: each work is timed beside the same base on the same texts, again and again, shuffled.

A machine that does other things meanwhile slows both; the ratio stays. Standard library only, because the
peers run in an environment of their own.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Work = Callable[[], object]
Figures = dict[str, dict[str, list[float]]]


def seconds(work: Work) -> float:
    """Return how long one run takes."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(works: Mapping[str, Work], base: Work, characters: int, rounds: int) -> Figures:
    """Return for each work its ratios to the base (2: twice as fast) and its characters a second, by round."""
    names = list(works)
    figures: Figures = {name: {"ratios": [], "rates": []} for name in names}
    chance = random.Random(1)
    for _ in range(rounds):
        chance.shuffle(names)
        for name in names:
            pair = [("base", base), ("work", works[name])]
            chance.shuffle(pair)
            took = {which: seconds(work) for which, work in pair}
            figures[name]["ratios"].append(took["base"] / took["work"])
            figures[name]["rates"].append(characters / took["work"])
    return figures


def over(function: Callable[[str], object], texts: Sequence[str]) -> Work:
    """Return the work of calling a function with every text; called once now, so that nothing is loaded later."""
    function(texts[0])

    def work() -> None:
        for text in texts:
            function(text)

    return work


def middle(values: Sequence[float]) -> str:
    """Write a median with the least and the greatest value."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"
