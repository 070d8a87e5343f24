"""Without extras everything else works, and what needs one says which."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXTRAS = ("rjieba", "trafilatura", "pyarrow", "matplotlib", "duckdb", "pandas", "polars", "pyspark")
# A name that is None in sys.modules cannot be imported: the same as not installed.
RUN = f"import sys; sys.modules.update(dict.fromkeys({EXTRAS!r})); from newsextract.cli import main; main()"


def newsextract(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line where no extra is installed."""
    command = [sys.executable, "-c", RUN, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=120, encoding="utf-8")


def test_the_plain_installation_extracts_shows_and_evaluates(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("海晟集团投资12亿元建设蓝湾码头项目。", "utf-8")
    assert newsextract("extract", "a.txt", "-o", "a.jsonl", cwd=tmp_path).returncode == 0
    shown = newsextract("show", "a.jsonl", cwd=tmp_path)
    assert shown.returncode == 0
    assert "蓝湾码头项目" in shown.stdout
    assert newsextract("view", "a.jsonl", "-o", "a.html", cwd=tmp_path).returncode == 0
    gold = '{"id": "a", "text": "净利润3亿元。", "mentions": []}\n'
    (tmp_path / "gold.jsonl").write_text(gold, "utf-8")
    assert newsextract("evaluate", "gold.jsonl", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["extract", "a.html"], "html"),
        (["extract", "a.parquet"], "tables"),
        (["extract", "a.txt", "-o", "a.duckdb"], "tables"),
        (["explain", "净利润3亿元。", "--config", "fast.toml"], "fast"),
        (["history", "report.json", "-o", "history.svg"], "charts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_needs_an_extra_names_it(tmp_path: Path, arguments: list[str], extra: str) -> None:
    for name in ("a.txt", "a.parquet"):
        (tmp_path / name).write_text("净利润3亿元。", "utf-8")
    (tmp_path / "a.html").write_text("<html><body><p>净利润3亿元。</p></body></html>", "utf-8")
    (tmp_path / "fast.toml").write_text('segmenter = "rjieba"', "utf-8")
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "3亿元。", "mentions": []}\n', "utf-8")
    report = newsextract("evaluate", "gold.jsonl", "--format", "json", cwd=tmp_path).stdout
    (tmp_path / "report.json").write_text(report, "utf-8")
    done = newsextract(*arguments, cwd=tmp_path)
    assert done.returncode in {2, 3}
    assert f"newsextract[{extra}]" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
