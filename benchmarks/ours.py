"""newsextract beside ``jieba.cut``: the whole extraction, each stage by itself, the segmenters. Prints JSON.

python benchmarks/ours.py [--without-fast] [--bytes 5000000] [--rounds 5]

``--without-fast`` hides rjieba from the process, as if it were not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable

import texts as data
from pairs import Figures, compare, over, seconds


def extraction(segmenter: str) -> Callable[[str], object]:
    """Return the whole way from a text to its line of JSON."""
    from newsextract import Extractor, Settings
    from newsextract.article import Article
    from newsextract.io.writers import line_of

    extractor = Extractor(Settings(segmenter=segmenter))  # type: ignore[arg-type]
    return lambda text: line_of(extractor(Article(text)))


def numbers() -> Callable[[str], object]:
    """Return the number stage alone: amounts and percentages, no tokenizer.

    What is kept of the last text is dropped, so that a text that is read again is read as a new one.
    """
    from newsextract.components.money import MoneyFinder
    from newsextract.components.percentages import PercentFinder
    from newsextract.text.numerals import find_runs
    from newsextract.text.scripts import fold

    money, percent = MoneyFinder(), PercentFinder()

    def read(text: str) -> object:
        fold.cache_clear()
        find_runs.cache_clear()
        return money.find(text), percent.find(text)

    return read


def unread(
    whole: Callable[[str], object], once: list[str], cut: Callable[[str], object], parts: int = 6
) -> Figures:
    """Time articles that this process has not read before: what is kept of words helps those that come again.

    A part of them is read first, so that nothing is loaded later; each other part gives one ratio.
    """
    first, *rest = [once[part::parts] for part in range(parts)]
    for work in (over(whole, first), over(cut, first)):
        work()
    found: dict[str, list[float]] = {"ratios": [], "rates": []}
    for texts in rest:
        took = seconds(lambda texts=texts: [whole(text) for text in texts])  # type: ignore[misc]
        alone = seconds(lambda texts=texts: [cut(text) for text in texts])  # type: ignore[misc]
        found["ratios"].append(alone / took)
        found["rates"].append(sum(map(len, texts)) / took)
    return {"full extraction, articles not read before": found}


class Stages:
    """The way of an article with a clock at every door; stages are timed on their way, each on what the one
    before it made."""

    def __init__(self, segmenter: str) -> None:
        from newsextract import Extractor, Settings

        self.extractor = Extractor(Settings(segmenter=segmenter))  # type: ignore[arg-type]
        self.seconds: dict[str, float] = {}

    def _lap(self, name: str, since: float) -> float:
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - since
        return now

    def run(self, text: str) -> None:
        """Take one text all the way, adding up what each stage takes."""
        from newsextract import record_of
        from newsextract.io.writers import line_of
        from newsextract.pipeline import SHOW
        from newsextract.placement import Placement
        from newsextract.text.front import read_front
        from newsextract.text.layout import repair
        from newsextract.text.scripts import for_reading

        at = time.perf_counter()
        repaired = repair(text)
        at = self._lap("repair the layout", at)
        placement = Placement(text, repaired.text, for_reading(repaired.text), repaired.offsets)
        at = self._lap("simplify characters", at)
        draft = self.extractor.nlp.tokenizer.draft(placement.read)  # type: ignore[attr-defined]
        at = self._lap("tokenize", at)
        for name, component in self.extractor.nlp.pipeline:
            if name != SHOW:
                draft = component(draft)
                at = self._lap(name.removeprefix("newsextract_"), at)
        read_front(text)
        at = self._lap("read title, source, date", at)
        record = record_of(draft, id="a", producer=self.extractor.producer, placement=placement)
        at = self._lap("build and validate the record", at)
        line_of(record)
        self._lap("write JSON", at)


def stages(segmenter: str, texts: list[str], cut: Callable[[str], object], rounds: int) -> Figures:
    """Return each stage's ratios to ``jieba.cut`` on the same texts in the same round."""
    clock, base = Stages(segmenter), over(cut, texts)
    figures: Figures = {}
    for _ in range(rounds):
        clock.seconds.clear()
        before = seconds(base)
        for text in texts:
            clock.run(text)
        alone = (before + seconds(base)) / 2
        for name, took in clock.seconds.items():
            figures.setdefault(name, {"ratios": [], "rates": []})
            figures[name]["ratios"].append(alone / took)
            figures[name]["rates"].append(sum(map(len, texts)) / took)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--without-fast", action="store_true")
    parser.add_argument("--bytes", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=60_000)
    given = parser.parse_args()
    if given.without_fast:
        sys.modules["rjieba"] = None  # type: ignore[assignment]
    from newsextract.tokenizer import segmenter

    once = data.articles()
    many, few, long = (
        data.repeated(once, given.bytes),
        data.sample(once, given.sample),
        data.in_one(once, 10**6),
    )
    name, cut = "jieba" if given.without_fast else "rjieba", data.jieba_cut()
    whole = extraction(name)
    new = unread(whole, once, cut)
    works = {"full extraction": over(whole, many), "money and percent alone": over(numbers(), many)}
    if name == "rjieba":
        works["rjieba.cut"] = over(segmenter("rjieba"), many)

    def ratios(functions: dict[str, Callable[[str], object]], texts: list[str]) -> Figures:
        works = {name: over(function, texts) for name, function in functions.items()}
        return compare(works, over(cut, texts), sum(map(len, texts)), given.rounds)

    both = {"full extraction": whole, "money and percent alone": numbers()}
    print(
        json.dumps(
            {
                "articles": compare(works, over(cut, many), sum(map(len, many)), given.rounds) | new,
                "sample": ratios(both, few),
                "1 MB in one text": ratios(both, [long]),
                "stages": stages(name, once, cut, given.rounds),
                "size": {"bytes": data.size(many), "articles": len(once), "sample": sum(map(len, few))},
            }
        )
    )


if __name__ == "__main__":
    main()
