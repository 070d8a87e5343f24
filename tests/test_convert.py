"""The command ``convert``: records as drafts for annotators, interfaces, warnings, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CORPUS, Run
from newsextract.errors import GoldError
from newsextract.evaluation.gold import read_gold
from newsextract.interop.drafts import draft
from newsextract.io.loading import read_records
from newsextract.records import ArticleRecord

ARTICLES = sorted(CORPUS.glob("*.txt"))[:6]
HOSTILE = "𠮷港🚢海晟集团有限公司投资12亿元建设蓝湾码头项目，同比增长3.5%。<script>alert(1)</script>\n"


@pytest.fixture(scope="module")
def records(newsextract: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    newsextract("extract", *ARTICLES, folder / "hostile.txt", "-o", folder / "records.jsonl")
    return folder / "records.jsonl"


def test_records_become_predictions_for_label_studio(newsextract: Run, records: Path, tmp_path: Path) -> None:
    done = newsextract("convert", records, tmp_path / "tasks.json", "--interface", tmp_path / "view.xml")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"{tmp_path / 'tasks.json'}: 7 articles\n"
    tasks = json.loads((tmp_path / "tasks.json").read_text("utf-8"))
    assert [set(task) for task in tasks] == [{"data", "predictions"}] * 7
    made = list(read_records(records))
    for task, record in zip(tasks, made, strict=True):
        regions = [one for one in task["predictions"][0]["result"] if one["type"] == "labels"]
        assert task["data"]["text"] == record.text
        assert len(regions) == len(list(record.mentions()))
        for one in regions:
            value = one["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert "<Labels" in (tmp_path / "view.xml").read_text("utf-8")


@pytest.mark.parametrize("target", ["d.jsonl", "x.spacy", "brat"])
def test_records_come_back_as_drafts_of_gold(
    newsextract: Run, records: Path, tmp_path: Path, target: str
) -> None:
    more = ["--to", "doccano"] if target == "d.jsonl" else []
    assert newsextract("convert", records, tmp_path / target, *more).returncode == 0
    back = [*(["--from", "doccano"] if more else []), tmp_path / "gold.jsonl"]
    assert newsextract("convert", tmp_path / target, back[-1], *back[:-1]).returncode == 0
    gold = {article.id: article for article in read_gold(tmp_path / "gold.jsonl")}
    for record in read_records(records):
        article = gold[record.id]
        assert article.text == record.text
        assert [str(m.value) for m in article.mentions if m.label == "MONEY"] == [
            str(m.value) for m in record.money
        ]
        assert len(article.groups) == len(record.project_groups)


def test_a_draft_is_right_in_every_point(records: Path, newsextract: Run, tmp_path: Path) -> None:
    assert newsextract("convert", records, tmp_path / "draft.jsonl").returncode == 0
    done = newsextract("evaluate", tmp_path / "draft.jsonl", "--format", "json")
    figures = json.loads(done.stdout)
    assert figures["micro"]["f1"] == 1.0
    assert figures["strict"]["LINK"]["f1"] == 1.0
    assert {one["accuracy"] for one in figures["attributes"].values()} <= {1.0, None}


def test_what_failed_is_left_out_and_said(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "投资3亿元"}\n{bad\n', "utf-8")
    newsextract("extract", tmp_path / "in.jsonl", "-o", tmp_path / "r.jsonl")
    done = newsextract("convert", tmp_path / "r.jsonl", tmp_path / "t.json")
    assert done.returncode == 0
    assert b"warning: in:2 failed (read) and is left out" in done.stderr
    assert len(json.loads((tmp_path / "t.json").read_text("utf-8"))) == 1


def test_records_without_their_texts_are_refused() -> None:
    record = ArticleRecord.model_validate(
        {"id": "a", "text": None, "producer": {"version": "0", "fingerprint": "t"}}
    )
    with pytest.raises(GoldError, match="'a': the record has no text; extract without --no-text"):
        draft(record)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.json", "out.jsonl"], "No such file"),
        (["missing", "out.jsonl"], "say it with --from"),
        (["empty.jsonl", "out.json"], "no labelled article"),
        (["empty.jsonl", "out.json", "--from", "gold"], "no gold article in"),
        (["empty.jsonl", "out.json", "--from", "doccano"], "no labelled article"),
        (["empty.jsonl", "out.json", "--from", "xml"], "unknown format"),
        (["gold.jsonl", "out.json", "--units", "bytes"], "codepoints"),
        (["gold.jsonl", "missing/out.json"], "nothing was written"),
        (["gold.jsonl", "gold.jsonl/x"], "gold.jsonl/x"),
        (["gold.jsonl", "out.json", "--interface", "missing/view.xml"], "view.xml"),
        (["folder", "out.jsonl"], "no .ann file"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_reason(
    newsextract: Run, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "x", "mentions": []}\n', "utf-8")
    (tmp_path / "folder").mkdir()
    done = newsextract("convert", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert reason in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
