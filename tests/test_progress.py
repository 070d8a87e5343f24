"""What a run shows of itself, on a terminal and elsewhere."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from newsextract.article import Article
from newsextract.batch.summary import Summary
from newsextract.batch.task import Task
from newsextract.io.meter import Meter
from newsextract.io.readers import read_articles
from newsextract.progress import Bar, Progress
from newsextract.records import ArticleRecord, ProcessingError, Producer

TEXT = "海晟集团投资12亿元。"


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Two files of 30 bytes, one of lines of 40 bytes altogether."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("x" * 30)
    (tmp_path / "c.jsonl").write_text('{"text": "one"}\n{"text": "two and more"}')
    return [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.jsonl"]


def done(error: bool = False) -> Task:
    problem = ProcessingError(stage="read", message="no") if error else None
    record = ArticleRecord(id="a", text=TEXT, error=problem, producer=Producer(version="0", fingerprint="0"))
    return Task(Article(TEXT), record)


def test_the_meter_goes_by_the_bytes_of_the_inputs(inputs: list[Path]) -> None:
    meter = Meter()
    articles = read_articles(inputs, meter=meter)
    assert meter.total == 100
    positions = []
    for _ in articles:
        positions.append(meter.position())
    assert positions == sorted(positions)
    assert (len(positions), positions[0], positions[1], positions[-1]) == (4, 30, 60, 100)
    assert meter.position() == 100
    read_articles([*inputs, "-"], meter=meter)
    assert meter.total is None


def test_a_line_says_how_far_it_is(inputs: list[Path]) -> None:
    meter, summary = Meter(), Summary()
    shown = Progress(summary, meter, None)
    articles = shown.watched(read_articles(inputs, meter=meter))
    for error in (False, True):
        next(articles)
        summary.count(done(error))
        shown.advance()
    line = shown.line()
    assert line.startswith("progress: 2 articles, 1 failed, ")
    assert ", 60%, 0:00:0" in line
    assert line.endswith(" left")


def test_plain_lines_come_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    shown = Progress(Summary(), Meter(), said.append)
    list(shown.watched(Article(TEXT) for _ in range(5)))
    shown.advance()
    assert said == []
    monkeypatch.setattr(shown, "_every", 0.0)
    shown.advance()
    assert said == ["progress: 0 articles, 0 failed, 0 characters/s"]


def test_the_bar_shows_articles_failed_speed_and_share(inputs: list[Path]) -> None:
    screen = io.StringIO()
    meter, summary = Meter(), Summary()
    articles = read_articles(inputs, meter=meter)
    with Bar(summary, meter, Console(file=screen, force_terminal=True, width=120)) as bar:
        bar._every = 0.0
        for _ in bar.watched(articles):
            summary.count(done(summary.read == 1))
            bar.advance()
        bar._bar.refresh()
    assert "4 articles, 1 failed" in screen.getvalue()
    assert "characters/s" in screen.getvalue()
    assert "100%" in screen.getvalue()


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_on_a_terminal_there_is_a_bar_and_the_summary_is_last(tmp_path: Path) -> None:
    import pty

    rows = [json.dumps({"text": f"{n}{TEXT}"}) for n in range(3)]
    (tmp_path / "in.jsonl").write_text("\n".join([*rows, "{bad"]))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "newsextract", "extract", "in.jsonl", "-o", "out.jsonl"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=theirs, stdout=subprocess.PIPE, env=environment
    ) as run:
        os.close(theirs)
        told = b""
        while True:
            try:
                block = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not block:
                break
            told += block
        assert run.stdout is not None
        assert run.stdout.read() == b""
    os.close(ours)
    lines = told.decode().split("\r\n")
    assert "articles, 0 failed" in lines[0]
    assert lines[-2].rsplit("\r", 1)[-1].split("\x1b[2K")[-1].startswith("read 4 done 3 resumed 0 failed 1 ")
    assert any("in.jsonl:4: no JSON" in line for line in lines)
    assert run.returncode == 3
