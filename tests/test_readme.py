"""Every code block of both README files does what stands there; see ``documents`` for how."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

import documents
from conftest import ROOT
from documents import LINK, Block

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

READMES = ("README.md", "README.zh-CN.md")


def blocks(name: str) -> list[Block]:
    return documents.blocks(ROOT / name)


@pytest.mark.parametrize("name", READMES)
def test_every_block_is_of_a_kind_that_is_checked(name: str) -> None:
    found = blocks(name)
    assert {block.language for block in found} <= {"python", "bash", "text", ""}
    outputs = [block.output for block in found if block.language == "bash" and block.output is not None]
    assert outputs == [block.code for block in found if block.language == "text"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize("name", READMES)
def test_blocks_run_and_put_out_what_they_say(name: str, tmp_path: Path) -> None:
    documents.prepare(tmp_path)
    languages = set()
    for block, printed in documents.walk(ROOT / name, tmp_path):
        languages.add(block.language)
        assert block.said is not None or block.language == "bash", f"nothing is compared:\n{block.code}"
        assert block.said in (None, printed)
    assert languages == {"bash", "python"}


@pytest.mark.parametrize("name", READMES)
def test_set_up_blocks_name_what_is_there(name: str) -> None:
    code = "".join(block.code for block in blocks(name) if block.sets_up)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^make ([\w-]+)", code, re.M))
    assert {"demo", "test"} <= targets <= set(re.findall(r"^([\w-]+):", makefile, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {extra for named in re.findall(r"\.\[([\w,]+)\]", code) for extra in named.split(",")}
    assert "html" in extras
    assert extras <= set(project["optional-dependencies"])


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files_that_are_there(name: str) -> None:
    targets = [match["target"] for match in LINK.finditer((ROOT / name).read_text("utf-8"))]
    assert {"CONTRIBUTING.md", "corpus/GUIDELINE.md"} <= set(targets)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_figures_are_those_of_the_benchmarks(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "<!-- table: benchmarks/accuracy.md | strict F1 -->" in text
    assert documents.with_tables(text) == text, "make outputs writes them anew"


def test_both_languages_show_the_same_blocks() -> None:
    english, chinese = (
        [block for block in blocks(name) if block.language != "" and not block.sets_up] for name in READMES
    )
    assert english == chinese
