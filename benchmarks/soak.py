"""A long run of the command line: memory of the parent and of each worker over time, and throughput.

python benchmarks/soak.py [--articles 20000] [--write benchmarks/soak.md] [FOLDER…]

The articles are those of the folders (corpus/articles and, where present, ../shared/real/unlabelled), taken
again and again with other numbers and other names in them. Reads /proc, so it needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsextract.article import Article
from newsextract.batch import single
from newsextract.config import Settings
from newsextract.version import __version__

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "corpus" / "articles", ROOT.parent / "shared" / "real" / "unlabelled")
SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)
STRATEGIES = {
    f"renewed past {single._MOST_STRINGS:,} words": "renew",
    "a memory zone for each article": "zone",
    "left to grow": "grow",
}


def articles(folders: Sequence[Path], count: int) -> Iterator[Article]:
    """Yield articles with other digits than the ones they are made of, and a name that is in no other."""
    texts = [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    if not texts:
        sys.exit("no .txt in " + ", ".join(map(str, folders)))
    chance = random.Random(1)
    for number in range(count):
        text = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), texts[number % len(texts)])
        name = "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(3))
        yield Article(f"{text}\n{name}集团昨日宣布。", id=str(number))


@dataclass
class Watch:
    """Resident memory in MB, second by second, of a process and of the workers below it; seconds of CPU."""

    seconds: list[float] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    worker: list[int] = field(default_factory=list)
    parent_cpu: float = 0.0
    workers_cpu: float = 0.0

    def look(self, pid: int, started: float) -> None:
        parent = resident(pid)
        workers = [grandchild for child in children(pid) for grandchild in children(child)]
        if parent and any(map(resident, workers)):
            self.seconds.append(time.monotonic() - started)
            self.parent.append(parent)
            self.worker.append(max(map(resident, workers)))
            self.parent_cpu = cpu(pid)
            self.workers_cpu = max(self.workers_cpu, sum(map(cpu, workers)))

    def at(self, share: float) -> tuple[int, int]:
        """Return parent and largest worker when that share of the time had passed."""
        place = min(len(self.seconds) - 1, int(share * len(self.seconds)))
        return self.parent[place], self.worker[place]


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(source: Path, output: Path, workers: int) -> tuple[Watch, int]:
    """Run the command line; return its memory and its characters a second."""
    command = [sys.executable, "-m", "newsextract", "extract", str(source), "-o", str(output),
               "--workers", str(workers), "--quiet"]  # fmt: skip
    watch, started = Watch(), time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            time.sleep(1)
            watch.look(process.pid, started)
        assert process.stderr is not None
        last = process.stderr.read().decode().splitlines()[-1]
    print(f"{workers} workers, {output.name}: {last}", flush=True)
    if process.returncode:
        sys.exit(f"the run failed: {last}")
    return watch, int(last.rsplit(" ", 1)[1])


def vocabulary(folders: Sequence[Path], count: int, strategy: str) -> str:
    """Return speed and growth of one process with one way to hold spaCy's vocabulary."""
    if strategy != "renew":
        single._MOST_STRINGS = sys.maxsize
    nlp = single.ready(Settings()).nlp
    characters, before, started = 0, resident(os.getpid()), time.process_time()
    for article in articles(folders, count):
        if strategy == "zone":
            with nlp.memory_zone():
                single.record_of_article(article, Settings(), None)
        else:
            single.record_of_article(article, Settings(), None)
        characters += len(article.text)
    speed = characters / (time.process_time() - started)
    return f"{speed:,.0f} | {before} | {resident(os.getpid())}"


def report(folders: Sequence[Path], count: int, compared: int) -> Iterator[str]:
    load = os.getloadavg()[0]
    yield f"# A long run\n\nnewsextract {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores."
    yield f"Load of the machine before it: {load:.1f} (2 is what it does itself with two workers). Written by `python benchmarks/soak.py --write FILE`.\n"
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "in.jsonl"
        characters = 0
        with source.open("w", encoding="utf-8") as file:
            for article in articles(folders, count):
                characters += len(article.text)
                file.write(json.dumps({"id": article.id, "text": article.text}, ensure_ascii=False) + "\n")
        yield f"{count:,} articles, {characters:,} characters.\n"
        yield "| workers | output | characters/s | load | CPU of parent / workers, s | peak of parent, MB | of a worker, MB |"
        yield "|--:|---|--:|--:|--:|--:|--:|"
        seen, speeds = [], {}
        for workers, output in ((1, "out.jsonl"), (2, "out.jsonl"), (2, "out.parquet"), (2, "out.duckdb")):
            watch, speed = run(source, Path(scratch) / output, workers)
            times = f"{watch.parent_cpu:.0f} / {watch.workers_cpu:.0f}"
            peaks = f"{max(watch.parent)} | {max(watch.worker)}"
            yield f"| {workers} | {output} | {speed:,} | {os.getloadavg()[1]:.1f} | {times} | {peaks} |"
            seen.append((workers, output, watch))
            speeds.setdefault((workers, output), speed)
        ratio = speeds[2, "out.jsonl"] / speeds[1, "out.jsonl"]
        both = seen[1][2]
        share = both.parent_cpu / (both.parent_cpu + both.workers_cpu)
        yield f"\nTwo workers had {ratio:.2f} times the throughput of one; the parent used {share:.1%} of their CPU time.\n"
        yield "Memory while it runs, parent / largest worker, MB:\n"
        yield "| workers | output | " + " | ".join(f"{share:.0%}" for share in SHARES) + " |"
        yield "|--:|---|" + "--:|" * len(SHARES)
        for workers, output, watch in seen:
            cells = ["{} / {}".format(*watch.at(share)) for share in SHARES]
            yield f"| {workers} | {output} | " + " | ".join(cells) + " |"
    yield f"\nspaCy's vocabulary, which keeps every word, over {compared:,} articles in one process:\n"
    yield "| vocabulary | characters/s of CPU time | MB before | MB after |\n|---|--:|--:|--:|"
    for name, strategy in STRATEGIES.items():
        command = [sys.executable, __file__, "--vocabulary", strategy, "--articles", str(compared)]
        told = subprocess.run([*command, *map(str, folders)], capture_output=True, check=True, text=True)
        yield f"| {name} | {told.stdout.strip()} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--vocabulary", choices=STRATEGIES.values())
    given = parser.parse_args()
    folders = given.folders or [folder for folder in FOLDERS if folder.is_dir()]
    if given.vocabulary:
        print(vocabulary(folders, given.articles, given.vocabulary))
        return
    lines = []
    for line in report(folders, given.articles, min(given.articles, 10_000)):
        print(line, flush=True)
        lines.append(line)
    if given.write is not None:
        given.write.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
