"""The page on long runs does what it says, beyond the outputs that test_docs compares."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import documents
from conftest import ROOT
from newsextract.io.writers import FORMATS

PAGE = (ROOT / "docs" / "batch.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_commands_run_and_the_second_goes_on(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus" / "articles", tmp_path / "corpus" / "articles")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    (code,) = (
        block.code for block in documents.blocks(ROOT / "docs" / "batch.md") if block.language == "bash"
    )
    command = ["bash", "-euo", "pipefail", "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    count = len(list((tmp_path / "corpus" / "articles").glob("*.txt")))
    summaries = re.findall(r"^read (\d+) done (\d+) resumed (\d+)", done.stderr.decode(), re.MULTILINE)
    assert [tuple(map(int, found)) for found in summaries] == [(count, count, 0), (count, 0, count)]
    assert {file.name for file in tmp_path.iterdir()} == {"corpus", "records.jsonl", "records.jsonl.manifest"}


def test_every_format_is_named() -> None:
    for format in FORMATS:
        assert f"`.{format}`" in PAGE or f"`{format}`" in PAGE
