"""Runs in worker processes: no article lost, none that costs another one, nothing left behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsextract.batch.runner as runner
import poison
from conftest import ROOT, Run
from newsextract.article import Article
from newsextract.batch.packed import pack, unpack
from newsextract.batch.runner import extract_many, run
from newsextract.batch.single import record_of_article
from newsextract.batch.summary import Summary
from newsextract.batch.task import Task
from newsextract.config import Settings
from newsextract.errors import ArticleError, SettingsError, WorkerError
from newsextract.io.loading import read_records
from newsextract.io.writers import line_of
from newsextract.records import ArticleRecord

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"
DEADLY = [poison.EXIT, *([poison.CRASH] if os.name == "posix" else [])]
Poisoned = dict[int, str]


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "extract_one", poison.extract_one)


def articles(count: int, bad: Poisoned) -> Iterator[Article]:
    for number in range(count):
        yield Article(f"第{number}号：{bad.get(number, '')}{TEXT}", id=str(number))


def errors(records: list[ArticleRecord]) -> dict[int, str]:
    return {int(r.id): f"{r.error.stage}: {r.error.message}" for r in records if r.error is not None}


@pytest.mark.parametrize("workers", [1, 2])
def test_poison_among_a_thousand_articles(poisoned: None, workers: int) -> None:
    bad = {
        3: poison.RAISE,
        40: poison.HANG,
        41: poison.RAISE,
        500: DEADLY[-1],
        700: poison.STUCK,
        999: poison.EXIT,
    }
    summary = Summary()
    given = articles(1_000, bad)
    found = list(run(given, workers=workers, isolate=True, timeout=0.5, summary=summary))
    assert [record.id for record in found] == [str(number) for number in range(1_000)]
    told = errors(found)
    assert set(told) == set(bad)
    assert told[3] == told[41] == "extract: ValueError: poison"
    assert told[40] == told[700] == "timeout: took longer than 0.5 s"
    assert told[999] == "worker: the worker process ended with code 9 on this article"
    assert told[500].startswith("worker: the worker process ")
    assert all(record.text and record.money for record in found if record.error is None)
    assert (summary.read, summary.done, summary.failed) == (1_000, 994, 6)


def test_neighbours_that_kill_cost_one_article_each(poisoned: None) -> None:
    bad = dict.fromkeys((0, 1, 2, 9), poison.EXIT)
    found = list(run(articles(10, bad), workers=2))
    assert set(errors(found)) == set(bad)


def test_a_poisoned_command_line_ends_with_3_and_all_records(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": (poison.EXIT if n == 5 else "") + TEXT} for n in range(10)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, str(ROOT / "tests" / "poison.py"), "extract", str(tmp_path / "in.jsonl")]
    for more, ids in (([], range(10)), (["--on-error", "skip"], [n for n in range(10) if n != 5])):
        done = subprocess.run([*command, *more], capture_output=True, timeout=120)
        assert done.returncode == 3, done.stderr.decode()
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [str(n) for n in ids]
        assert done.stderr.splitlines()[-1].startswith(b"read 10 done 9 resumed 0 failed 1 ")


def test_on_error_raise_stops_at_the_article(poisoned: None) -> None:
    got: list[str] = []
    records = run(articles(20, {5: poison.RAISE}), workers=2, on_error="raise")
    with pytest.raises(ArticleError, match="5: ValueError: poison"):
        got.extend(record.id for record in records)
    assert got == [str(n) for n in range(5)]


def test_no_process_is_left_behind() -> None:
    records = extract_many((TEXT for _ in range(1_000)), workers=2)
    next(records)
    assert len(multiprocessing.active_children()) == 2
    records.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_settings_that_a_worker_refuses_are_raised_as_such(tmp_path: Path) -> None:
    settings = Settings(lexicon=(tmp_path / "names.txt",))
    (tmp_path / "names.txt").write_text("[nonsense]\n甲乙\n", "utf-8")
    with pytest.raises(SettingsError, match="nonsense"):
        list(run([Article(TEXT)], settings, workers=2))


def test_workers_that_cannot_start_are_said_and_cost_no_article(tmp_path: Path) -> None:
    script = tmp_path / "no_guard.py"
    script.write_text(
        "import newsextract\n"
        "try:\n"
        "    print(len(list(newsextract.extract_many(['一', '二'], workers=2))))\n"
        "except newsextract.NewsExtractError as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, timeout=120)
    assert WorkerError.__name__ in done.stdout.decode()
    assert "if __name__ ==" in done.stdout.decode()


def test_articles_are_read_only_so_far_ahead() -> None:
    asked: list[int] = []

    def texts() -> Iterator[Article]:
        for number in range(10_000):
            asked.append(number)
            yield Article(TEXT * 100, id=str(number))

    for ahead, most in ((1, 2), (None, 300)):
        asked.clear()
        records = run(texts(), workers=1, isolate=True, ahead=ahead)
        assert [next(records).id for _ in range(3)] == ["0", "1", "2"]
        assert len(asked) <= 3 + most
        records.close()  # type: ignore[attr-defined]


def test_a_pipe_is_answered_as_it_comes() -> None:
    command = [sys.executable, "-m", "newsextract", "extract", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_record_travels_without_its_text(corpus: list[str]) -> None:
    for text in (*corpus[:5], "", "𠀀𠀁投资3亿元\ud800", "\0"):
        article = Article(text, id="<script>", title="题")
        record = record_of_article(article, Settings(), None)
        packed = pack(record)
        assert unpack(packed, article) == record
        assert unpack(packed, article).to_json() == record.to_json()
        assert len(packed) < len(record.to_json())


TRICKY = ',"text":null,"source":{ ,"warnings":[],"error":null,"producer":{ 海晟集团投资12亿元。'


@pytest.mark.parametrize("text", [True, False])
def test_a_line_is_the_same_whether_it_was_an_object_in_between_or_not(corpus: list[str], text: bool) -> None:
    for said in (*corpus[:5], TRICKY, "", "𠀀𠀁投资3亿元\ud800", "\0"):
        article = Article(said, id=TRICKY, title=TRICKY)
        record = record_of_article(article, Settings(), None)
        task = Task(article, packed=pack(record))
        assert task.line(text=text) == line_of(record, text=text)
        assert task.is_all_well() == (record.error is None and not record.warnings)
        assert task.characters() == len(record.text or "")
        assert task.made() == record


def test_the_vocabulary_is_renewed_before_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsextract.batch.single._MOST_STRINGS", 100)
    from newsextract.pipeline import extractor

    settings = Settings()
    for number in range(20):
        text = "".join(chr(0x4E00 + 50 * number + n) for n in range(50)) + TEXT
        assert record_of_article(Article(text), settings, None).money
        assert len(extractor(settings).nlp.vocab.strings) < 300


def test_errors_and_progress_are_lines_where_there_is_no_terminal(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "x"}\n{bad\n')
    done = newsextract("extract", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    told = done.stderr.decode().splitlines()
    assert len(told) == 2
    assert "in.jsonl:2" in told[0]
    assert re.fullmatch(r"read 2 done 1 resumed 0 failed 1 warnings 0 characters/s \d+", told[1])
    assert len(list(read_records(tmp_path / "out.jsonl"))) == 2
