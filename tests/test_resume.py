"""Runs that are stopped, by whatever, and go on: nothing lost, nothing twice, the same bytes in the end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import CORPUS, Run
from newsextract.article import Article
from newsextract.batch.manifest import Manifest
from newsextract.batch.output import Output
from newsextract.batch.packed import pack
from newsextract.batch.runner import run_tasks
from newsextract.batch.single import record_of_article
from newsextract.batch.summary import Summary
from newsextract.config import Settings
from newsextract.errors import ManifestError, OutputError
from newsextract.failure import producer_of
from newsextract.io.loading import read_records
from newsextract.records import ProcessingError
from outputs import BACK

resource = pytest.importorskip("resource", reason="no limits of POSIX here")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills by /proc and limits of Linux")

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"
KILLS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles that one worker takes some seconds for, and the records of a quiet run."""
    folder = tmp_path_factory.mktemp("batch")
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))[:64]]
    rows = [
        {"id": f"{turn}-{n}", "text": f"{turn}\n{text}"} for turn in range(2) for n, text in enumerate(texts)
    ]
    rows.insert(30, {"id": "0-0", "text": "同一个编号"})
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines.insert(50, "{bad")
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    assert start(folder, "quiet.jsonl").wait() == 3
    return folder


def start(folder: Path, output: str, *more: str, most_bytes: int | None = None) -> subprocess.Popen[bytes]:
    """Begin a run, one that cannot write files longer than ``most_bytes``."""
    command = [sys.executable, "-m", "newsextract", "extract", "in.jsonl", "-o", output, "--quiet", *more]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    if most_bytes is not None:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    return process


def ends(process: subprocess.Popen[bytes]) -> tuple[int, dict[str, int]]:
    """Return the exit code and the counts of the summary."""
    _, stderr = process.communicate(timeout=120)
    words = stderr.decode().splitlines()[-1].split()
    return process.returncode, dict(zip(words[::2], map(int, words[1::2]), strict=True))


def is_same(folder: Path, output: str) -> bool:
    """Tell that the output is the one of the quiet run, and that nothing half-written is beside it."""
    assert not (folder / f"{output}.part").exists()
    return (folder / output).read_bytes() == (folder / "quiet.jsonl").read_bytes()


def below(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, and theirs."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from below(child)


def workers_of(pid: int) -> list[int]:
    """Return the worker processes: what the fork server, a child, has started."""
    return [grandchild for child in list(below(pid)) for grandchild in below(child)]


def wait_for(process: subprocess.Popen[bytes], part: Path, size: int) -> None:
    """Wait until a run has written so many bytes, or has ended."""
    while process.poll() is None and not (part.exists() and part.stat().st_size >= size):
        time.sleep(0.01)


def test_kills_at_random_moments_lose_nothing(folder: Path) -> None:
    moments = random.Random(8)
    whole = (folder / "quiet.jsonl").stat().st_size
    part = folder / "killed.jsonl.part"
    for number in range(KILLS // 2):
        process = start(folder, "killed.jsonl", "--resume", "--workers", str(1 + number % 2))
        if number % 3:
            wait_for(process, part, round(whole * moments.random()))
        time.sleep(moments.random())
        process.send_signal(signal.SIGINT if number % 5 == 4 else signal.SIGKILL)
        process.communicate()
        # 3: it was done before; -2: Python itself was not there yet to hear Ctrl-C.
        assert process.returncode in (3, 130, -signal.SIGKILL, -signal.SIGINT)
        part.unlink(missing_ok=True)
    code, told = ends(start(folder, "killed.jsonl", "--resume"))
    count = len((folder / "quiet.jsonl").read_bytes().splitlines())
    assert (code, told["failed"], told["read"]) == (3, 1, count)
    assert told["resumed"] + told["done"] == count - 1
    assert told["resumed"] > 0
    assert is_same(folder, "killed.jsonl")


def test_workers_killed_at_random_moments_cost_nothing(folder: Path) -> None:
    moments = random.Random(9)
    process = start(folder, "workers.jsonl", "--workers", "2")
    killed = 0
    while killed < KILLS // 2 and process.poll() is None:
        time.sleep(moments.uniform(0.2, 1.0))
        if found := workers_of(process.pid):
            os.kill(moments.choice(found), signal.SIGKILL)
            killed += 1
    code, told = ends(process)
    assert killed > 0
    assert code == 3
    if told["failed"] > 1:  # one article that was hit twice: the next run has it
        code, told = ends(start(folder, "workers.jsonl", "--resume"))
    assert (code, told["failed"]) == (3, 1)
    assert is_same(folder, "workers.jsonl")


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_disk_that_fills_up(folder: Path, share: float) -> None:
    name = f"full-{share}.jsonl"
    most = round((folder / "quiet.jsonl").stat().st_size * share)
    code, _ = ends(start(folder, name, most_bytes=most))
    assert code == 2
    assert not (folder / name).exists()
    assert (folder / f"{name}.part").stat().st_size <= most
    code, told = ends(start(folder, name, "--resume"))
    assert code == 3
    assert told["resumed"] > 0
    assert is_same(folder, name)


def test_a_small_file_system_that_fills_up(folder: Path, tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small file system")
    try:
        output = str(tmp_path / "out.jsonl")
        assert ends(start(folder, output))[0] == 2
        assert not Path(output).exists()
        subprocess.run(["mount", "-o", "remount,size=20m", tmp_path], check=True)
        code, told = ends(start(folder, output, "--resume"))
        assert code == 3
        assert told["resumed"] > 0
        assert Path(output).read_bytes() == (folder / "quiet.jsonl").read_bytes()
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def write(
    output: Path,
    articles: list[Article],
    *,
    fail_at: int | None = None,
    format: str | None = None,
    **settings: Any,
) -> Summary:
    """Run articles in this process into ``output``; the disk is full at the record ``fail_at``."""
    chosen = Settings(**settings)
    summary = Summary()
    with Output(output, producer_of(chosen), format=format, text=True, resume=True) as out:
        for number, task in enumerate(run_tasks(articles, chosen, manifest=out.manifest, summary=summary)):
            if number == fail_at:
                raise OutputError("no space left")
            out.write(task)
    return summary


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "parquet", "csv"])
def test_every_file_is_the_same_bytes_after_a_stop(corpus: list[str], tmp_path: Path, ending: str) -> None:
    articles = [Article(text, id=str(number)) for number, text in enumerate(corpus[:12])]
    quiet, stopped = (tmp_path / f"{name}.{ending}" for name in ("quiet", "stopped"))
    write(quiet, articles)
    for at in (0, 3, 7, 11):
        with pytest.raises(OutputError):
            write(stopped, articles, fail_at=at)
        assert not stopped.exists()
    told = write(stopped, articles)
    assert (told.resumed, told.done) == (12, 0)
    assert stopped.read_bytes() == quiet.read_bytes()


@pytest.mark.parametrize("ending", ["duckdb", "parquet-tables", "csv-tables"])
def test_tables_have_the_same_rows_after_a_stop(corpus: list[str], tmp_path: Path, ending: str) -> None:
    articles = [Article(text, id=str(number)) for number, text in enumerate(corpus[:6])]
    format = None if ending == "duckdb" else ending
    output = tmp_path / f"out.{ending}"
    for at in (0, 3, 5):
        with pytest.raises(OutputError):
            write(output, articles, fail_at=at, format=format)
        assert not output.exists()
    assert write(output, articles, format=format).resumed == 6
    assert BACK[ending](output) == [record_of_article(article, Settings(), None) for article in articles]
    assert {file.name for file in tmp_path.iterdir()} == {output.name, f"{output.name}.manifest"}


def test_ctrl_c_on_the_whole_group_is_one_line(folder: Path) -> None:
    for seconds in (0.5, 1.0, 2.5):
        command = [sys.executable, "-m", "newsextract", "extract", "-", "--workers", "2", "--quiet"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            time.sleep(seconds)
            os.killpg(process.pid, signal.SIGINT)
            assert process.stderr is not None
            told = process.stderr.read().decode()
        assert "Process" not in told
        assert process.returncode in (130, -signal.SIGINT)
        if process.returncode == 130:
            assert told.startswith("newsextract: error: stopped by Ctrl-C\nread 0 ")
            assert told.count("\n") == 2


def test_only_what_has_changed_is_done_again(tmp_path: Path) -> None:
    def counts(*articles: Article, **settings: Any) -> tuple[int, int, int]:
        told = write(tmp_path / "out.jsonl", list(articles), **settings)
        return told.done, told.resumed, told.failed

    a, b, c = (Article(name + TEXT, id=name) for name in "abc")
    assert counts(a, b, c) == (3, 0, 0)
    assert counts(a, b, c) == (0, 3, 0)
    other = replace(b, text="改" + TEXT)
    assert counts(a, other, c) == (1, 2, 0)
    assert [record.text for record in read_records(tmp_path / "out.jsonl")] == [a.text, other.text, c.text]
    assert counts(a, replace(other, title="题"), c) == (1, 2, 0)
    bad = replace(c, error=ProcessingError(stage="read", message="no"))
    assert counts(a, bad) == (0, 1, 1)
    assert counts(a, bad) == (0, 1, 1)
    names = tmp_path / "names.txt"
    names.write_text("[company]\n蓝湾码头\n", "utf-8")
    assert counts(a, lexicon=(names,)) == (1, 0, 0)
    names.write_text("[company]\n蓝湾码头\n海晟集团\n", "utf-8")
    assert counts(a, lexicon=(names,)) == (1, 0, 0)
    assert counts(a, lexicon=(names,)) == (0, 1, 0)
    assert counts(a, lexicon=(names,), max_chars=1_000) == (1, 0, 0)


def test_the_command_goes_on_from_a_finished_run(newsextract: Run, tmp_path: Path) -> None:
    def run(*more: str) -> bytes:
        return newsextract("extract", "in", "-o", "out.jsonl", *more, cwd=tmp_path).stderr

    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text(name + TEXT, "utf-8")
    assert run().startswith(b"read 2 done 2 resumed 0 failed 0")
    (tmp_path / "in" / "b.txt").write_text("改" + TEXT, "utf-8")
    assert run("--resume", "--no-text", "--workers", "2").startswith(b"read 2 done 1 resumed 1 failed 0")
    assert [record.text for record in read_records(tmp_path / "out.jsonl")] == [None] * 2
    assert run().startswith(b"read 2 done 2 resumed 0 failed 0")


def test_another_version_starts_again(tmp_path: Path) -> None:
    producer = producer_of(Settings())
    article = Article(TEXT, id="a")
    packed = pack(record_of_article(article, Settings(), None))
    with Manifest(tmp_path / "m", producer, resume=False) as manifest:
        manifest.add(article, packed)
        assert manifest.find(article) is not None
    for changed in ({"version": "0.0.0"}, {"fingerprint": "0" * 16}):
        with Manifest(tmp_path / "m", producer.model_copy(update=changed), resume=True) as manifest:
            assert manifest.find(article) is None
            manifest.add(article, packed)


def test_a_manifest_forgets_what_no_article_uses(tmp_path: Path) -> None:
    producer = producer_of(Settings())
    texts = [Article(TEXT * n, id=str(n)) for n in range(1, 4)]
    packed = [pack(record_of_article(article, Settings(), None)) for article in texts]
    with Manifest(tmp_path / "m", producer, resume=False) as manifest:
        for article, made in zip(texts, packed, strict=True):
            manifest.add(article, made)
    with Manifest(tmp_path / "m", producer, resume=True) as manifest:
        assert manifest.find(texts[0]) is not None
    with Manifest(tmp_path / "m", producer, resume=True) as manifest:
        assert [manifest.find(article) is not None for article in texts] == [True, False, False]


def test_what_is_spoilt_is_made_again(tmp_path: Path) -> None:
    article = Article(TEXT, id="a")
    with Manifest(tmp_path / "m", producer_of(Settings()), resume=False) as manifest:
        manifest.add(article, b"spoilt")
        assert manifest.find(article) is None


def test_two_runs_do_not_write_the_same_output(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Manifest(tmp_path / "out.jsonl.manifest", producer_of(Settings()), resume=False):
        for more in ([], ["--resume"]):
            done = newsextract("extract", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl", *more)
            assert done.returncode == 2
            assert b"another run is writing this output" in done.stderr
            assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "out.jsonl.part").exists()


def test_a_manifest_that_is_none(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    manifest = tmp_path / "out.jsonl.manifest"
    manifest.write_bytes(b"not a manifest at all, but long enough to look at\n" * 50)
    run = ("extract", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl")
    done = newsextract(*run, "--resume")
    assert done.returncode == 2
    assert b"delete it to start from the beginning" in done.stderr
    assert newsextract(*run).returncode == 0
    assert newsextract(*run, "--resume").stderr.startswith(b"read 1 done 0 resumed 1 failed 0")


def test_a_run_that_cannot_begin_leaves_nothing(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for output in ("out.xlsx", "missing/out.jsonl", "missing/out.parquet"):
        done = newsextract("extract", "a.txt", "-o", output, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_manifest_of_another_form_is_not_read(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "m") as base:
        base.execute("pragma user_version = 99")
    with pytest.raises(ManifestError, match="another version"):
        Manifest(tmp_path / "m", producer_of(Settings()), resume=True)
