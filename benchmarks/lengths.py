"""Time over length: 10 KB to 10 MB in one article and in many. Prints JSON.

python benchmarks/lengths.py [--most 10000000] [--rounds 3]

The base is ``jieba.cut`` on 100 KB each time, so that a busy minute of the machine changes no row.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial

import texts as data
from ours import extraction
from pairs import Figures, compare, over

SIZES = {"10 KB": 10**4, "100 KB": 10**5, "1 MB": 10**6, "10 MB": 10**7}


def cut_to(texts: list[str], least: int) -> list[str]:
    """Return articles of together about ``least`` bytes."""
    kept: list[str] = []
    length = 0
    for text in data.repeated(texts, least):
        if length < least:
            kept.append(text)
            length += len(text.encode())
    return kept


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=10**7)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    once = data.articles()
    whole = extraction("auto")
    short = data.in_one(once, 10**5)
    base = over(data.jieba_cut(), [short])
    rows: dict[str, Figures] = {}
    ways: dict[str, Callable[[int], list[str]]] = {
        "one article": lambda least: [data.in_one(once, least)],
        "many articles": partial(cut_to, once),
    }
    for name, make in ways.items():
        rows[name] = {}
        for label, least in SIZES.items():
            if least <= given.most:
                texts = make(least)
                figures = compare({label: over(whole, texts)}, base, sum(map(len, texts)), given.rounds)
                longer = sum(map(len, texts)) / len(short)
                figures[label]["ratios"] = [ratio * longer for ratio in figures[label]["ratios"]]
                rows[name] |= figures
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
