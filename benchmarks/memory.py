"""Peak memory and throughput, one run in this process; run.py starts it anew for each line. Prints JSON.

python benchmarks/memory.py [--workers 1] [--bytes 5000000] [--one] [--jieba]
"""

from __future__ import annotations

import argparse
import json
import resource
import time

import texts as data


def peak(who: int) -> float:
    """Return the most memory that was resident, in MB; of children, of the largest one."""
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--bytes", type=int, default=5_000_000)
    parser.add_argument("--one", action="store_true", help="All in one article.")
    parser.add_argument("--jieba", action="store_true", help="jieba.lcut instead.")
    given = parser.parse_args()
    once = data.articles()
    texts = [data.in_one(once, given.bytes)] if given.one else data.repeated(once, given.bytes)
    if given.jieba:
        cut = data.jieba_cut()
        started = time.perf_counter()
        for text in texts:
            cut(text)
    else:
        from newsextract import extract_many
        from newsextract.io.writers import line_of

        records = extract_many(iter(texts), workers=given.workers)
        started = time.perf_counter()
        for record in records:
            line_of(record)
    rate = sum(map(len, texts)) / (time.perf_counter() - started)
    print(
        json.dumps(
            {"rate": rate, "peak": peak(resource.RUSAGE_SELF), "worker": peak(resource.RUSAGE_CHILDREN)}
        )
    )


if __name__ == "__main__":
    main()
