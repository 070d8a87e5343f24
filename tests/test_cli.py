"""The command line: what goes to which stream, how it ends, and that no article is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import CORPUS, Run
from newsextract.cli import app, main
from newsextract.records import ArticleRecord
from newsextract.version import __version__

SUMMARY = re.compile(r"read (\d+) done (\d+) resumed 0 failed (\d+) warnings (\d+) characters/s \d+")
TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"
ARTICLES = sorted(CORPUS.glob("*.txt"))


def ended(stderr: bytes) -> tuple[int, ...]:
    """Return read, done, failed, warnings of the last line of stderr."""
    match = SUMMARY.fullmatch(stderr.decode().splitlines()[-1])
    assert match is not None, stderr.decode()
    return tuple(map(int, match.groups()))


def records(stdout: bytes) -> list[ArticleRecord]:
    return [ArticleRecord.model_validate_json(line) for line in stdout.splitlines()]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a1.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    mention = {
        "label": "MONEY",
        "start": 6,
        "end": 10,
        "text": "12亿元",
        "value": "1200000000",
        "currency": "CNY",
    }
    line = {"id": "g1", "text": TEXT, "split": "dev", "mentions": [mention]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    return path


def test_extract_writes_records_to_stdout_and_the_summary_to_stderr(newsextract: Run, article: Path) -> None:
    done = newsextract("extract", article)
    assert done.returncode == 0
    (record,) = records(done.stdout)
    assert (record.id, record.text, record.source.path) == ("a1", TEXT, str(article))
    assert [m.text for m in record.money] == ["12亿元"]
    assert done.stderr.count(b"\n") == 1
    assert ended(done.stderr) == (1, 1, 0, 0)


def test_any_number_of_workers_gives_the_same_bytes(newsextract: Run) -> None:
    one = newsextract("extract", CORPUS)
    two = newsextract("extract", CORPUS, "--workers", "2")
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert [record.id for record in records(one.stdout)] == [path.stem for path in ARTICLES]


def test_output_to_a_file(newsextract: Run, article: Path, tmp_path: Path) -> None:
    done = newsextract("extract", article, "-o", tmp_path / "out.jsonl", "--no-text", "--quiet")
    assert (done.returncode, done.stdout) == (0, b"")
    (record,) = records((tmp_path / "out.jsonl").read_bytes())
    assert record.text is None
    assert record.money
    assert not (tmp_path / "out.jsonl.part").exists()


def test_stdin(newsextract: Run) -> None:
    assert records(newsextract("extract", "-", stdin=TEXT.encode()).stdout)[0].text == TEXT
    lines = b'{"id": "x", "text": "a"}\n{"id": "y", "text": "b"}\n'
    assert [r.id for r in records(newsextract("extract", "-", stdin=lines).stdout)] == ["x", "y"]


@pytest.mark.parametrize(
    ("choice", "code", "ids"),
    [("record", 3, ["a", "in:2", "c"]), ("skip", 3, ["a", "c"]), ("raise", 3, ["a"])],
)
def test_an_article_that_fails(
    newsextract: Run, tmp_path: Path, choice: str, code: int, ids: list[str]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{bad\n{"id": "c", "text": "y"}\n')
    done = newsextract("extract", path, "--on-error", choice)
    assert done.returncode == code
    assert [record.id for record in records(done.stdout)] == ids
    assert b"Traceback" not in done.stderr
    assert f"{path}:2".encode() in done.stderr
    read, good, failed, _ = ended(done.stderr)
    assert (read, good, failed) == ((2, 1, 1) if choice == "raise" else (3, 2, 1))


def test_a_run_that_is_stopped_leaves_no_whole_file(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "x"}\n{bad\n')
    out = tmp_path / "out.jsonl"
    assert newsextract("extract", tmp_path / "in.jsonl", "--on-error", "raise", "-o", out).returncode == 3
    assert not out.exists()
    assert len(records((tmp_path / "out.jsonl.part").read_bytes())) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "missing.txt"],
        ["extract", "page.doc"],
        ["extract"],
        ["extract", "a1.txt", "--workers", "0"],
        ["extract", "a1.txt", "--workers", "many"],
        ["extract", "a1.txt", "--timeout", "-1"],
        ["extract", "a1.txt", "--on-error", "cry"],
        ["extract", "a1.txt", "--config", "missing.toml"],
        ["extract", "a1.txt", "--config", "bad.toml"],
        ["extract", "a1.txt", "--lexicon", "missing.txt"],
        ["extract", "a1.txt", "-o", "out.xlsx"],
        ["extract", "a1.txt", "--resume"],
        ["extract", "a1.txt", "--format", "parquet"],
        ["extract", "a1.txt", "-o", "missing/out.jsonl"],
        ["extract", "a1.txt", "-o", "a1.txt", "--format", "jsonl"],
        ["extract", "a1.txt", "--format", "csv"],
        ["extract", "a1.txt", "--no-such-option"],
        ["nonsense"],
        ["--nonsense"],
        [],
        ["evaluate", "missing.jsonl"],
        ["evaluate", "bad.jsonl"],
        ["evaluate", "bad.jsonl", "--by", "mood"],
        ["evaluate", "bad.jsonl", "--update-baseline"],
        ["show", "missing.txt"],
        ["view", "missing.jsonl", "-o", "out.html"],
        ["view", "a1.txt", "-o", "a1.txt"],
        ["view", "a1.txt", "-o", "missing/out.html"],
        ["view", "a1.txt", "-o", "."],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    article: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(article.parent)
    (article.parent / "page.doc").write_text("x")
    (article.parent / "bad.toml").write_text("nonsense = 1")
    (article.parent / "bad.jsonl").write_text("{bad\n")
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    out, err = capfd.readouterr()
    assert (leaving.value.code, out) == (2, "")
    assert err.startswith("newsextract: error: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_help_answers_and_loads_nothing_heavy(newsextract: Run) -> None:
    done = newsextract("--help")
    assert done.returncode == 0
    for command in ("extract", "show", "view", "explain", "schema", "evaluate"):
        assert command.encode() in done.stdout
    code = (
        "import sys, newsextract.cli as c\n"
        "try: c.main(['extract', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'jieba', 'regex', 'rich', 'newsextract.records') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout.splitlines()[-1] == b"[]"


def test_version(newsextract: Run) -> None:
    assert newsextract("--version").stdout.decode().split() == ["newsextract", __version__]


def test_show_takes_articles_and_records(newsextract: Run, article: Path, tmp_path: Path) -> None:
    newsextract("extract", article, "-o", tmp_path / "out.jsonl")
    shown = [newsextract("show", path) for path in (article, tmp_path / "out.jsonl")]
    assert [done.returncode for done in shown] == [0, 0]
    assert shown[0].stdout == shown[1].stdout
    assert "12亿 CNY".encode() in shown[0].stdout
    assert b"3.5%" in shown[0].stdout


def test_explain_names_the_rule() -> None:
    done = CliRunner().invoke(app, ["explain", TEXT])
    assert done.exit_code == 0
    assert "money.number_unit" in done.stdout
    assert "12亿元" in done.stdout


def test_view_escapes_what_articles_say(newsextract: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "in.jsonl"
    row = {"id": "<i>", "title": "<script>alert(1)</script>", "text": "<b>投资12亿元</b>&\"'"}
    hostile.write_text(json.dumps(row))
    done = newsextract("view", hostile, "-o", tmp_path / "page.doc")
    page = (tmp_path / "page.doc").read_text("utf-8")
    assert done.returncode == 0
    assert done.stdout == b""
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert r"\u003cscript\u003ealert(1)" in page
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_evaluate_prints_the_report(newsextract: Run, gold: Path, tmp_path: Path) -> None:
    done = newsextract("evaluate", gold, "--errors", tmp_path / "errors.jsonl", "--by", "split")
    assert done.returncode == 0
    assert b"MONEY" in done.stdout
    assert ended(done.stderr) == (1, 1, 0, 0)
    for line in (tmp_path / "errors.jsonl").read_text("utf-8").splitlines():
        assert json.loads(line)["article"] == "g1"
    told = json.loads(newsextract("evaluate", gold, "--format", "json").stdout)
    assert told["strict"]["MONEY"]["tp"] == 1
    assert newsextract("evaluate", gold, "--format", "markdown").stdout.startswith(b"#")
    assert newsextract("evaluate", gold, "--split", "test").returncode == 2


def test_the_gate(newsextract: Run, gold: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert newsextract("evaluate", gold, "--baseline", baseline).returncode == 2
    assert newsextract("evaluate", gold, "--baseline", baseline, "--update-baseline").returncode == 0
    assert newsextract("evaluate", gold, "--baseline", baseline).returncode == 0
    pinned = json.loads(baseline.read_text("utf-8"))
    pinned["floors"]["PERCENT.f1"] = pinned["floors"]["MONEY.f1"] = 1.5
    baseline.write_text(json.dumps(pinned), "utf-8")
    done = newsextract("evaluate", gold, "--baseline", baseline)
    assert done.returncode == 1
    assert b"MONEY.f1" in done.stderr
    ended(done.stderr)
    refused = newsextract("evaluate", gold, "--baseline", baseline, "--update-baseline")
    assert refused.returncode == 2
    allowed = ["--update-baseline", "--allow-regression", "the floor was a dream"]
    assert newsextract("evaluate", gold, "--baseline", baseline, *allowed).returncode == 0


def test_schema_prints_and_checks(newsextract: Run, tmp_path: Path) -> None:
    assert json.loads(newsextract("schema").stdout)["title"] == "ArticleRecord"
    assert newsextract("schema", "--check", tmp_path).returncode == 1
    assert newsextract("schema", "--write", tmp_path).returncode == 0
    assert newsextract("schema", "--check", tmp_path).returncode == 0


def test_the_users_organizations_are_taken(newsextract: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("[company]\n蓝湾码头\n", "utf-8")
    plain, own = (
        newsextract("extract", article, *more) for more in ([], ["--lexicon", tmp_path / "own.txt"])
    )
    one, other = records(plain.stdout)[0], records(own.stdout)[0]
    assert one.producer.fingerprint != other.producer.fingerprint
    (tmp_path / "bad.txt").write_text("[nonsense]\nx\n", "utf-8")
    assert newsextract("extract", article, "--lexicon", tmp_path / "bad.txt").returncode == 2


def test_a_time_limit_is_an_error_record(newsextract: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("投资12亿元建设项目。" * 20_000, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    for workers in ("1", "2"):
        done = newsextract("extract", tmp_path, "--timeout", "0.2", "--workers", workers)
        first, second = records(done.stdout)
        assert done.returncode == 3
        assert first.error is not None
        assert first.error.stage == "timeout"
        assert first.text
        assert second.error is None


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_with_130_and_the_summary(article: Path) -> None:
    command = [sys.executable, "-m", "newsextract", "extract", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A runner in the background of a shell ignores the signal, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": "a", "text": "x"}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)  # before its input ends: that would end it, too
        _, stderr = process.communicate()
    assert process.returncode == 130
    assert ended(stderr) == (1, 1, 0, 0)
    assert b"Traceback" not in stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -m newsextract extract {CORPUS} {CORPUS} {CORPUS} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    ended(done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line(article: Path) -> None:
    command = f"{sys.executable} -m newsextract extract {article} > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 2
    assert b"No space left" in done.stderr


def test_rows_may_call_their_fields_as_they_like(newsextract: Run, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("id,content\nq1,总投资3亿元的南港芯片产业园项目昨日开工。\n", encoding="utf-8")
    done = newsextract("extract", rows, "--field", "text=content")
    record = json.loads(done.stdout)
    assert (done.returncode, record["id"], record["money"][0]["text"]) == (0, "q1", "3亿元")
    refused = newsextract("extract", rows, "--field", "text")
    assert refused.returncode == 2
    assert b"want FIELD=NAME" in refused.stderr
