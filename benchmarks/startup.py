"""Start-up, each time in a new process, the two in turns. Prints JSON.

python benchmarks/startup.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import texts as data

STEPS = """
import time
started = time.perf_counter()
import newsextract
imported = time.perf_counter()
nlp = newsextract.load()
loaded = time.perf_counter()
newsextract.extract({text!r}).to_json()
first = time.perf_counter()
newsextract.extract({text!r}).to_json()
print(imported - started, loaded - imported, first - loaded, time.perf_counter() - first)
"""
NAMES = ("import newsextract", "newsextract.load()", "first article", "the same again")


def first_line(command: list[str]) -> float:
    """Return the seconds until a command has written its first line (or ended)."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        took = time.perf_counter() - started
        process.stdout.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return took


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    text = data.articles()[0]
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "a.txt")
        article.write_text(text, "utf-8")
        commands = {
            "import jieba; jieba.initialize()": [sys.executable, "-c", "import jieba; jieba.initialize()"],
            "newsextract extract, to the first record": [sys.executable, "-m", "newsextract", "extract", str(article)],
        }  # fmt: skip
        found: dict[str, list[float]] = {name: [] for name in (*commands, *NAMES)}
        for turn in range(given.rounds + 1):
            for name in random.Random(turn).sample(list(commands), len(commands)):
                took = first_line(commands[name])
                # The first turn fills the caches of jieba and of the disk.
                found[name] += [took] if turn else []
            said = subprocess.run([sys.executable, "-c", STEPS.format(text=text)], capture_output=True,
                                  text=True, check=True)  # fmt: skip
            for name, took in zip(NAMES, map(float, said.stdout.split()), strict=True):
                found[name] += [took] if turn else []
    print(json.dumps(found))


if __name__ == "__main__":
    main()
