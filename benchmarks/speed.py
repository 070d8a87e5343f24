"""Speed in characters a second: the segmenters alone and newsextract, in the same run.

python benchmarks/speed.py FOLDER [REPEATS]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from newsextract import extract
from newsextract.tokenizer import segmenter


def measure(name: str, work: Callable[[str], object], texts: list[str]) -> None:
    work(texts[0])
    started = time.perf_counter()
    for text in texts:
        work(text)
    seconds = time.perf_counter() - started
    print(f"{name:<14}{sum(map(len, texts)) / seconds:>14,.0f} characters/s")


def main(folder: str, repeats: str = "5") -> None:
    texts = [path.read_text("utf-8") for path in sorted(Path(folder).glob("*.txt"))] * int(repeats)
    if not texts:
        sys.exit(f"{folder}: no .txt in it")
    for name in ("jieba", "rjieba"):
        if find_spec(name) is not None:
            measure(f"{name}.cut", segmenter(name), texts)
    measure("newsextract", extract, texts)


if __name__ == "__main__":
    main(*sys.argv[1:])
