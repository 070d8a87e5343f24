"""Accuracy on our corpus, on the real articles and, as a second opinion, on public organization corpora.

Writes ``benchmarks/accuracy.md``. The shared folders are optional: what is missing is left out, and the
page says so. Public corpora label organizations by habits of their own, so their figures are read
beside the table of what differs by design, never as a target.

    python benchmarks/accuracy.py [--shared ../shared] [--limit 1000]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsextract.article import Article
from newsextract.evaluation import Scores, read_gold, score
from newsextract.evaluation.scores import COUNTED
from newsextract.pipeline import Extractor

ROOT = Path(__file__).resolve().parent.parent
NER = {
    "finner-dev.jsonl": "finance news and posts",
    "peoples-daily-dev.jsonl": "news of 1998",
    "cluener-train.jsonl": "news cut at 50 characters",
}
MUCH = 0.02
DIFFERS = """
What differs by design (no error of either side):

| corpus | its habit | our guideline |
|---|---|---|
| finner | every place of a labelled surface is taken; generic words (公司, 银行) and stock indices sometimes labelled | classes and indices are none |
| finner | a company's short name inside a product's or index's name is labelled | product brands are none |
| peoples-daily | bare 市委, 省政府, 公司, 全国人大 sometimes labelled; libraries and museums are places | bare levels are none, facilities optional |
| peoples-daily | 中国政府, 美国国会 labelled | labelled only where the name tells the body |
| cluener | `organization` is mostly clubs and bands; media are `company`; sentences cut at 50 characters | teams are `other`; a name cut by the border is lost |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--limit", type=int, default=1000, help="records of each public corpus")
    options = parser.parse_args()
    extractor = Extractor()
    page = [
        "# Accuracy",
        "",
        "Made by `python benchmarks/accuracy.py`; nothing here is typed by hand but the words.",
        "",
    ]
    page += list(_gold_tables(extractor, options.shared))
    page += list(_ner_table(extractor, options.shared / "ner", options.limit))
    (ROOT / "benchmarks" / "accuracy.md").write_text("\n".join(page) + "\n", "utf-8")
    print("\n".join(page))


def _gold_tables(extractor: Extractor, shared: Path) -> Iterator[str]:
    corpus = read_gold(ROOT / "corpus" / "gold.jsonl")
    sets: dict[str, list[Any]] = {
        "corpus, dev": [g for g in corpus if g.split == "dev"],
        "corpus, test": [g for g in corpus if g.split == "test"],
    }
    real = shared / "real" / "gold.jsonl"
    if real.exists():
        sets["real articles"] = read_gold(real, text_dir=real.parent / "articles")
    results = {
        name: score([(gold, extractor(Article(text=gold.text, id=gold.id))) for gold in golds])
        for name, golds in sets.items()
        if golds
    }
    yield "| strict F1 | " + " | ".join(f"{name} ({len(sets[name])})" for name in results) + " |"
    yield "|---|" + "---|" * len(results)
    for label in COUNTED:
        cells = (_figure(scores.to_dict()["strict"][label]["f1"]) for scores in results.values())
        yield f"| {label} | " + " | ".join(cells) + " |"
    yield ""
    names = sorted({k for scores in results.values() for k, one in scores.attributes.items() if one.total})
    yield "| accuracy on the matched | " + " | ".join(results) + " |"
    yield "|---|" + "---|" * len(results)
    for name in names:
        cells = (
            _figure(scores.attributes[name].share) if name in scores.attributes else "–"
            for scores in results.values()
        )
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    if not real.exists():
        yield "The real articles were not there for this run."
        return
    yield from _too_easy(results["corpus, test"], results["real articles"])


def _too_easy(ours: Scores, real: Scores) -> Iterator[str]:
    """Say where our test articles give much better figures than real ones: there they are too easy."""
    gaps = [
        f"{label} by {100 * (mine - theirs):.1f}"
        for label in COUNTED
        if (mine := ours.strict[label].f1) is not None
        and (theirs := real.strict[label].f1) is not None
        and mine - theirs > MUCH
    ]
    said = f"too easy: {', '.join(gaps)} points above" if gaps else "not too easy: no label is so far above"
    yield f"Our test articles against the real ones, more than {100 * MUCH:.0f} points: {said}."
    yield ""


def _ner_table(extractor: Extractor, folder: Path, limit: int) -> Iterator[str]:
    yield "## Public organization corpora, a second opinion"
    yield ""
    if not folder.exists():
        yield "The public corpora were not there for this run."
        return
    yield f"The first {limit} records of each; exact edges."
    yield ""
    yield "| corpus | precision | recall | F1 | recall by its own kinds |"
    yield "|---|---|---|---|---|"
    for name, what in NER.items():
        rows = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()[:limit]]
        yield _ner_row(extractor, f"{name.split('.')[0]} ({what})", rows)
    yield DIFFERS


def _ner_row(extractor: Extractor, name: str, rows: Iterable[dict[str, Any]]) -> str:
    true = found = 0
    kinds: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row in rows:
        record = extractor(Article(text=row["text"], id="x"))
        mine = {(m.start, m.end) for org in record.organizations for m in org.mentions}
        gold = {(e["start"], e["end"]): e.get("orig", "ORG") for e in row["entities"] if e["label"] == "ORG"}
        found += len(mine)
        true += len(mine & gold.keys())
        kinds.update(gold.values())
        hits.update(kind for span, kind in gold.items() if span in mine)
    total = sum(kinds.values())
    precision, recall = true / max(found, 1), true / max(total, 1)
    f1 = 2 * true / max(found + total, 1)
    parts = ", ".join(f"{kind} {_figure(hits[kind] / count)}" for kind, count in kinds.most_common())
    return f"| {name} | {_figure(precision)} | {_figure(recall)} | {_figure(f1)} | {parts} |"


def _figure(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
