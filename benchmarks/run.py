"""Every measure in one go: writes ``benchmarks/results.md`` and ``benchmarks/results.svg``.

python benchmarks/run.py [--quick] [--peers benchmarks/.venv/bin/python] [--output DIR]

``--quick``: the articles once, three rounds, no peers, no long texts; prints and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pairs import Figures, middle

HERE = Path(__file__).resolve().parent
OURS = ("newsextract", "jieba", "rjieba", "spacy", "pydantic", "regex", "ahocorasick-rs")


def asked(script: str, *options: str, python: str = sys.executable) -> Any:
    """Run one measure in a process of its own and read the JSON of its last line."""
    print(f"{script} {' '.join(options)}", file=sys.stderr)
    done = subprocess.run(
        [python, str(HERE / script), *options], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; all columns but the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def speeds(figures: Figures, what: str) -> str:
    """Return a table of speeds on ``what``: the ratio to ``jieba.cut``, and characters a second."""
    rows = [
        [name, middle(found["ratios"]), f"{statistics.median(found['rates']):,.0f}"]
        for name, found in figures.items()
    ]
    return table([what, "jieba.cut = 1", "characters a second"], rows)


def machine(peers: dict[str, str]) -> str:
    """Say on what all this was measured."""
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")] if Path("/proc/cpuinfo").exists() else [platform.processor()]  # fmt: skip
    said = [f"{names[0] if names else platform.machine()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}, "
            f"Python {platform.python_version()}."]  # fmt: skip
    said.append("Ours: " + ", ".join(f"{name} {_version(name)}" for name in OURS) + ".")
    if peers:
        said.append("Peers: " + ", ".join(f"{name} {number}" for name, number in peers.items()) + ".")
    return "\n".join(said) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def named(figures: Figures, words: str) -> Figures:
    """Return the figures under names that say whose they are."""
    return {
        name if name.startswith("rjieba") else f"newsextract: {name}{words}": found
        for name, found in figures.items()
    }


def stage_table(fast: Figures, plain: Figures) -> str:
    """Return what each stage takes, in units of ``jieba.cut``: they add up."""

    def cost(found: dict[str, list[float]]) -> list[float]:
        return [1 / ratio for ratio in found["ratios"]]

    rows = [[name, middle(cost(fast[name])), middle(cost(plain[name]))] for name in fast]
    sums = [sum(statistics.median(cost(found)) for found in figures.values()) for figures in (fast, plain)]
    rows.append(["together", *(f"{value:.2f}" for value in sums)])
    return table(["stage", "with rjieba", "without"], rows)


def start_table(found: dict[str, list[float]]) -> str:
    base = found["import jieba; jieba.initialize()"]
    rows = [
        [name, middle(took), f"{statistics.median(took) / statistics.median(base):.2f}"]
        for name, took in found.items()
    ]
    return table(["", "seconds", "jieba.initialize() = 1"], rows)


def memory_table(runs: dict[str, dict[str, float]]) -> str:
    rows = [[name, f"{run['rate']:,.0f}", f"{run['peak']:.0f}", f"{run['worker']:.0f}" if run["worker"] else "–"]
            for name, run in runs.items()]  # fmt: skip
    return table(["5 MB", "characters a second", "peak MB", "peak MB of a worker"], rows)


def lengths_table(found: dict[str, Figures]) -> str:
    sizes = list(dict.fromkeys(size for figures in found.values() for size in figures))
    rows = [[way, *(middle(figures[size]["ratios"]) for size in sizes)] for way, figures in found.items()]
    return table(["jieba.cut = 1", *sizes], rows)


def quick() -> None:
    """Print the speeds and stages of the articles, read once."""
    options = ("--bytes", "1", "--rounds", "3", "--sample", "20000")
    fast, plain = asked("ours.py", *options), asked("ours.py", "--without-fast", *options)
    print(
        speeds(
            {**named(fast["articles"], ", rjieba"), **named(plain["articles"], ", jieba alone")}, "articles"
        )
    )
    print(stage_table(fast["stages"], plain["stages"]))


def full(peers_python: str | None, output: Path) -> None:
    """Measure all and write the page and its picture."""
    from plot import draw

    fast, plain = asked("ours.py"), asked("ours.py", "--without-fast")
    peers = (
        asked("peers.py", python=peers_python) if peers_python else {"sample": {}, "long": {}, "versions": {}}
    )
    lengths = asked("lengths.py")
    runs = {
        "1 worker": asked("memory.py"),
        "2 workers": asked("memory.py", "--workers", "2"),
        "one article of 5 MB": asked("memory.py", "--one"),
        "jieba.lcut": asked("memory.py", "--jieba"),
    }
    articles = {**named(fast["articles"], ", rjieba"), **named(plain["articles"], ", jieba alone")}
    sample = {**named(fast["sample"], ""), **peers["sample"]}
    long = {**named(fast["1 MB in one text"], ", 1 MB"), **{
        f"{name}, {peers['long bytes'][name] / 1e6:g} MB": found for name, found in peers["long"].items()}}  # fmt: skip
    draw(output / "results.svg", {**articles, **peers["sample"]}, lengths)
    size = fast["size"]
    page = [
        "# Speed", "Written by `make bench`. " + machine(peers["versions"]),
        "A ratio is a speed beside `jieba.cut` (HMM, its list) on the same texts in the same process in the same minute:\n"
        "median of the rounds, least and greatest in brackets. 2 is twice as fast as cutting the words.\n",
        "![Speed beside jieba.cut, and over length](results.svg)\n",
        f"## {size['articles']} articles, repeated to {size['bytes'] / 1e6:.1f} MB\n", speeds(articles, "all articles"),
        f"## Peers on a sample of the articles ({size['sample']:,} characters)\n", speeds(sample, "one process, the same articles"),
        "## In one long text\n", speeds(long, "one long text"),
        "## Stages: what each takes, in units of jieba.cut\n",
        "A word is cut when a stage asks for it: `tokenize` finds what must stay whole, most of the cutting is in `org` and `project`.\n",
        stage_table(fast["stages"], plain["stages"]),
        "## Time over length\n", lengths_table(lengths),
        "## Start-up, seconds\n", start_table(asked("startup.py")),
        "## Memory and workers\n", memory_table(runs),
    ]  # fmt: skip
    (output / "results.md").write_text("\n".join(page), "utf-8")
    print(output / "results.md")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", help="The Python of an environment with requirements.txt.")
    parser.add_argument("--output", type=Path, default=HERE)
    given = parser.parse_args()
    quick() if given.quick else full(given.peers, given.output)


if __name__ == "__main__":
    main()
