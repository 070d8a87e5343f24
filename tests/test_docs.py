"""The pages of docs/ and CONTRIBUTING: every code block runs, every link leads somewhere, all of it builds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import documents
from conftest import ROOT
from documents import ANSWER, LINK, Block

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *(ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md"))]
names = [path.name for path in PAGES]
# Its blocks share one Spark and are run by test_clusters.
RUN_ELSEWHERE = {"clusters.md"}
RUN = [path for path in PAGES if path.name not in RUN_ELSEWHERE]
LANGUAGES = {"python", "bash", "text", "toml", "html", "json", "sql", "yaml", ""}


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize("page", RUN, ids=[path.name for path in RUN])
def test_every_block_runs_and_puts_out_what_it_says(page: Path, tmp_path: Path) -> None:
    documents.prepare(tmp_path)
    for block, printed in documents.walk(page, tmp_path):
        assert block.said == printed or (block.said is None and block.language == "bash"), block.code
    left_out = {name for block in documents.blocks(page) if block.runs for name in block.missing}
    if left_out:
        pytest.skip(f"all but the blocks that need {', '.join(sorted(left_out))}")


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_blocks_are_of_kinds_that_are_checked(page: Path) -> None:
    found = documents.blocks(page)
    assert {block.language for block in found} <= LANGUAGES
    outputs = [block.output for block in found if block.language == "bash" and block.output is not None]
    assert outputs == [block.code for block in found if block.language == "text"]


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text("utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_set_up_blocks_name_targets_that_are_there(page: Path) -> None:
    code = "".join(block.code for block in documents.blocks(page) if block.sets_up)
    targets = set(re.findall(r"^make ([\w-]+)", code, re.M))
    assert targets <= set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="no mkdocs: extra docs")
def test_the_pages_build_without_a_warning_and_lead_to_each_other(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    start = (tmp_path / "index.html").read_text("utf-8")
    assert 'href="contributing/"' in start
    assert "check-lexicon" in (tmp_path / "command-line" / "index.html").read_text("utf-8")
    python = (tmp_path / "python" / "index.html").read_text("utf-8")
    assert "Extract everything from one article" in python
    assert ":class:" not in python


def test_a_page_is_walked_and_its_outputs_are_renewed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```toml title="a/own.toml"\nx = 1\n```\n\n```bash\ncat a/own.toml\n```\n\n```text\nold\n```\n\n'
        "<!-- needs: no_such_module -->\n```bash\nfalse\n```\n\n```python\nprint(1)\nprint()\n# → 2\n```\n",
        "utf-8",
    )
    folder = tmp_path / "in"
    folder.mkdir()
    assert [printed for _, printed in documents.walk(page, folder)] == [["x = 1"], ["1"]]
    fresh = documents.renewed(page)
    assert "```text\nx = 1\n```" in fresh
    assert f"print()\n{ANSWER}1\n```" in fresh
    with pytest.raises(AssertionError, match="exit 3"):
        documents.run(Block("bash", "exit 3\n", None), folder)
