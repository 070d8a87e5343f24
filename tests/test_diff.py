"""Two runs compared: what was lost, won and changed, in every output, and the exit code for CI."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from newsextract.comparison.runs import compare
from newsextract.comparison.runs_report import runs_page, to_json, to_markdown, to_text
from newsextract.records import ArticleRecord

TEXT = "海晟集团与云城银行签约，12亿元建设蓝湾码头项目，另投5亿元，占比三成；2个项目开工。"
SCRIPT = "<script>alert(1)</script>"


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "rule": "t"}


def whole(id: str = "a") -> dict[str, Any]:
    """A record with everything in it, as a dictionary to change."""
    orgs = [("o1", "海晟集团", "company"), ("o2", "云城银行", "company")]
    return {
        "id": id, "text": TEXT, "producer": {"version": "0", "fingerprint": "t"},
        "money": [
            {"id": "m1", **at("12亿元"), "value": "1200000000", "currency": "CNY", "role": "investment"},
            {"id": "m2", **at("5亿元"), "value": "500000000", "currency": "CNY"},
        ],
        "percentages": [{"id": "p1", **at("三成"), "value": "30"}],
        "organizations": [
            {"id": id, "name": name, "type": kind, "mentions": [at(name)]} for id, name, kind in orgs
        ],
        "projects": [
            {"id": "j1", "name": "蓝湾码头项目", "status": "signed", "investment": "m1", "organizations": ["o1"],
             "mentions": [at("蓝湾码头项目")]}
        ],
        "project_groups": [{"id": "g1", **at("2个项目"), "count": 2, "status": "started", "total": "m1"}],
    }  # fmt: skip


def record(made: dict[str, Any]) -> ArticleRecord:
    return ArticleRecord.model_validate(made)


def changed(change: Callable[[dict[str, Any]], object]) -> list[tuple[Any, ...]]:
    """Return the changes from a whole record to one that ``change`` was done to."""
    new = whole()
    change(new)
    compared = compare([record(whole())], [record(new)])
    return [(one.label, one.kind, one.text, one.changed) for _, one in compared.changes()]


def test_equal_runs_have_no_changes_whatever_the_rules_are_called() -> None:
    assert changed(lambda new: new["money"][0].update(rule="another")) == []
    assert compare([], []).articles == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda new: new["percentages"].pop(), [("PERCENT", "lost", "三成", ())]),
        (lambda new: new["organizations"].pop(), [("ORG", "lost", "云城银行", ())]),
        (
            lambda new: new["money"][1].update(value=None, low="4", high="5"),
            [("MONEY", "changed", "5亿元", (("value", "500000000", "4–5"),))],
        ),
        (
            lambda new: new["money"][1].update(role="loss", currency="USD"),
            [("MONEY", "changed", "5亿元", (("currency", "CNY", "USD"), ("role", "other", "loss")))],
        ),
        (
            lambda new: new["projects"][0].update(status=None, organizations=["o2", "o1"]),
            [
                ("PROJECT", "changed", "蓝湾码头项目",
                 (("status", "signed", None), ("organizations", "海晟集团", "云城银行、海晟集团")))
            ],
        ),
        (
            lambda new: new["projects"][0].update(investment="m2"),
            [
                ("LINK", "changed", "蓝湾码头项目 → 5亿元", (("investment", "12亿元 at 12", "5亿元 at 27"),))
            ],
        ),
        (
            lambda new: new["projects"][0].update(investment=None),
            [("LINK", "lost", "蓝湾码头项目 → 12亿元", ())],
        ),
        (
            lambda new: new["project_groups"][0].update(count=3, total=None),
            [("GROUP", "changed", "2个项目", (("count", "2", "3"), ("total", "12亿元 at 12", None)))],
        ),
        (
            lambda new: new.update(text=TEXT + "。"),
            [("ARTICLE", "changed", "", (("text", f"{len(TEXT)} characters", f"{len(TEXT) + 1} characters"),))],
        ),
        (
            lambda new: new.update(error={"stage": "timeout", "message": "slow"}),
            [("ARTICLE", "changed", "", (("error", None, "timeout: slow"),))],
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_found(change: Any, expected: list[tuple[Any, ...]]) -> None:
    assert changed(change) == expected


def test_articles_are_paired_by_id_in_any_order() -> None:
    old = [record(whole(id)) for id in ("a", "b", "b", "c")]
    new = [record(whole(id)) for id in ("d", "b", "a", "b")]
    compared = compare(old, new)
    assert compared.articles == 5
    assert [(one.id, one.changes[0].kind) for one in compared.differing] == [("c", "lost"), ("d", "won")]


def test_runs_without_texts_are_compared_too() -> None:
    old, new = record({**whole(), "text": None}), record({**whole(), "percentages": [], "text": None})
    assert [one.text for _, one in compare([old], [new]).changes()] == ["三成"]
    assert "written without its text" in "".join(runs_page(compare([old], [new])))


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Two files of records: one percentage lost, one role changed, a hostile article won."""
    new = whole()
    new["percentages"] = []
    new["money"][1]["role"] = "loss"
    hostile = {**whole("x"), "id": SCRIPT, "title": SCRIPT}
    paths = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    paths[0].write_text(record(whole()).to_json() + "\n", "utf-8")
    paths[1].write_text("\n".join(record(one).to_json() for one in (new, hostile)) + "\n", "utf-8")
    return paths


def test_the_command(newsextract: Run, runs: tuple[Path, Path], tmp_path: Path) -> None:
    done = newsextract("diff", *runs, "--html", tmp_path / "page.html")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines()[-1] == "compared 2 articles, 2 differ"
    said = done.stdout.decode()
    assert "lost    a PERCENT 33..35 “三成”" in said
    assert "changed a MONEY 27..30 “5亿元” role: other → loss" in said
    assert f"won     {SCRIPT} ARTICLE" in said
    assert newsextract("diff", *runs, "--fail").returncode == 1
    assert newsextract("diff", runs[1], runs[1], "--fail").returncode == 0
    told = json.loads(newsextract("diff", *runs, "--format", "json").stdout)
    assert told["labels"]["PERCENT"] == {"lost": 1, "won": 0, "changed": 0}
    assert told["changes"][0]["changed"] == [["role", "other", "loss"]]
    short = newsextract("diff", *runs, "--limit", "1").stdout.decode()
    assert "… and 2 more" in short
    assert newsextract("diff", runs[0], tmp_path / "none.jsonl").returncode == 2
    assert newsextract("diff", *runs, "--html", tmp_path / "none" / "page.html").returncode == 2


def test_the_page_shows_both_sides_and_runs_nothing(
    newsextract: Run, runs: tuple[Path, Path], tmp_path: Path
) -> None:
    newsextract("diff", *runs, "--html", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'class="percent lost"' in page
    assert page.count('class="money changed"') == 2
    assert page.count("http") == page.count("http-equiv")
    for change in ("c0-0", "c0-1", "c1-0"):
        assert page.count(f'id="{change}"') == 1
        assert page.count(f'href="#{change}"') == 1


def test_markdown_and_text_of_nothing() -> None:
    same = compare([record(whole())], [record(whole())])
    assert "By article" not in to_text(same)
    assert to_markdown(same).count("###") == 1
    assert json.loads(to_json(same))["changes"] == []


def test_markdown_is_made_of_whole_tables() -> None:
    new = whole()
    new["percentages"] = []
    written = to_markdown(compare([record(whole())], [record(new)]))
    assert "| a | PERCENT | lost | 三成 |  |" in written
