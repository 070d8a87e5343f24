"""A report says the same figures in every form, plainly and in a fixed order."""

from __future__ import annotations

import json
from typing import Any

from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.report import errors_jsonl, tables, to_json, to_markdown, to_text
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Scores
from newsextract.records import ArticleRecord

TEXT = "投资[bold]12亿元，\n另有5亿元|7亿元。"
PRODUCER = {"version": "0", "fingerprint": "test"}


def amount(words: str, value: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "start": start, "end": start + len(words), "text": words,
        "value": value, "currency": "CNY", "role": "investment", **more,
    }  # fmt: skip


def scores(article_id: str = "a", error: bool = False) -> Scores:
    """One true with a wrong role, one missed, one false; or a failed article."""
    wanted = [amount("12亿元", "1200000000"), amount("5亿元", "500000000")]
    found = [amount("12亿元", "1200000000", role="other"), amount("7亿元", "700000000")]
    article = GoldArticle.model_validate(
        {
            "id": article_id,
            "text": TEXT,
            "split": "dev",
            "mentions": [{"label": "MONEY", **m} for m in wanted],
        }
    )
    made: dict[str, Any] = {"id": article_id, "text": TEXT, "producer": PRODUCER}
    if error:
        made["error"] = {"stage": "layout", "message": "[red]broken | off"}
    else:
        made["money"] = [{"id": f"m{i}", "rule": "t", **m} for i, m in enumerate(found)]
    return score([(article, ArticleRecord.model_validate(made))])


def test_text_holds_the_figures_without_colour() -> None:
    text = to_text(scores(), by=["split"])
    assert "\x1b" not in text
    rows = [line.split() for line in text.splitlines()]
    # P = 1/2, R = 1/2, F1 = 2/(2+1+1) = 1/2; one article, so that every round of the bootstrap is the same
    assert ["MONEY", "1", "1", "1", "50.0", "50.0", "50.0", "50.0–50.0"] in rows
    assert ["PERCENT", "0", "0", "0", "–", "–", "–"] in rows
    assert ["macro", "50.0", "50.0–50.0"] in rows
    assert ["MONEY.role", "0", "1", "0.0", "0.0–0.0"] in rows
    assert ["dev", "1", "50.0", "–", "–", "–", "–", "–"] in rows
    assert not any("PERCENT.value" in line for line in text.splitlines())  # nothing was compared


def test_text_with_colour_when_asked_for() -> None:
    assert "\x1b[" in to_text(scores(), colour=True)


def test_text_in_a_narrow_terminal_keeps_its_figures() -> None:
    assert "50.0–50.0" in to_text(scores(), width=80)


def test_failed_articles_are_named_as_they_are() -> None:
    failed = scores("[b]x[/b]", error=True)
    assert "layout: [red]broken | off" in to_text(failed)
    assert "[b]x[/b]" in to_text(failed)
    assert "layout: [red]broken \\| off" in to_markdown(failed)


def test_markdown_is_made_of_whole_tables() -> None:
    written = to_markdown(scores(), by=["split", "kind", "tag"])
    assert "| MONEY | 1 | 1 | 1 | 50.0 | 50.0 | 50.0 | 50.0–50.0 |" in written
    assert written.count("### ") == 6
    for block in written.strip().split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("|"):
            assert len({line.count("|") for line in lines}) == 1


def test_every_row_is_as_wide_as_its_header() -> None:
    for table in tables(scores(), by=["split"]):
        assert {len(row) for row in table.rows} == {len(table.header)}


def test_json_has_everything_in_a_fixed_order() -> None:
    written = to_json(scores(), by=["split"])
    assert written == to_json(scores(), by=["split"])
    content = json.loads(written)
    assert list(content) == [
        "articles", "fingerprint", "strict", "overlap", "macro_f1", "micro", "attributes", "failed",
        "intervals", "slices",
    ]  # fmt: skip
    assert list(content["strict"]) == ["MONEY", "PERCENT", "ORG", "PROJECT", "GROUP", "LINK"]
    assert content["strict"]["MONEY"] == {
        "tp": 1, "fp": 1, "fn": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }  # fmt: skip
    assert content["attributes"]["MONEY.role"] == {"right": 0, "total": 1, "accuracy": 0.0}
    assert content["strict"]["ORG"]["f1"] is None
    assert content["slices"]["split"]["dev"]["strict"] == content["strict"]


def test_errors_are_one_finding_a_line() -> None:
    errors = [json.loads(line) for line in errors_jsonl(scores()).splitlines()]
    assert [(e["outcome"], e["text"]) for e in errors] == [
        ("true", "12亿元"),
        ("missed", "5亿元"),
        ("false", "7亿元"),
    ]
    role = {"attribute": "role", "expected": "investment", "got": "other"}
    assert errors[0] == {
        "article": "a", "label": "MONEY", "outcome": "true", "start": 8, "end": 12, "text": "12亿元",
        "before": "投资[bold]", "after": "，\n另有5亿元|7亿元。", "wrong": [role],
    }  # fmt: skip
    assert errors_jsonl(score([])) == ""
