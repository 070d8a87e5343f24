"""Every code block of both README files does what stands there.

Python blocks run in a namespace of their own; what they print is what ``# →`` says. Bash blocks run one
after the other in a copy of what they need; a text block behind one is its output. Blocks that install or
call make are not run: the targets and extras that they name must be there.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"^```(?P<language>[a-z]*)\n(?P<code>.*?)^```\n(?P<gap>\n*)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)")
_ANSWER = "# → "


class Block(NamedTuple):
    """One fenced block; ``output`` is the text block directly behind it, if there is one."""

    language: str
    code: str
    output: str | None

    @property
    def sets_up(self) -> bool:
        """Tell that the block installs or calls make."""
        return self.language == "bash" and re.search(r"^make |\bpip install\b", self.code, re.M) is not None


def blocks(name: str) -> list[Block]:
    found = list(_BLOCK.finditer((ROOT / name).read_text("utf-8")))
    out = []
    for at, match in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) and found[at + 1].start() == match.end() else None
        output = after["code"] if after is not None and after["language"] == "text" else None
        out.append(Block(match["language"], match["code"], output))
    return out


def lines(text: str) -> list[str]:
    """Return the lines without the blanks behind them: tables are filled up with some."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.parametrize("name", READMES)
def test_every_block_is_of_a_kind_that_is_checked(name: str) -> None:
    found = blocks(name)
    assert {block.language for block in found} <= {"python", "bash", "text", ""}
    outputs = [block.output for block in found if block.language == "bash" and block.output is not None]
    assert outputs == [block.code for block in found if block.language == "text"]


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_print_what_they_say(name: str) -> None:
    found = [block.code for block in blocks(name) if block.language == "python"]
    assert found
    for code in found:
        said = [line.removeprefix(_ANSWER) for line in code.splitlines() if line.startswith(_ANSWER)]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, name, "exec"), {"__name__": "readme"})
        assert said, f"nothing is compared:\n{code}"
        assert printed.getvalue().splitlines() == said


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize("name", READMES)
def test_bash_blocks_run_and_print_what_they_say(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    found = [block for block in blocks(name) if block.language == "bash" and not block.sets_up]
    assert found
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    environment.pop("COLUMNS", None)
    for block in found:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.code],
            cwd=tmp_path, env=environment, capture_output=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{block.code}\n{done.stderr.decode()}"
        if block.output is not None:
            assert lines(done.stdout.decode("utf-8")) == lines(block.output)


@pytest.mark.parametrize("name", READMES)
def test_set_up_blocks_name_what_is_there(name: str) -> None:
    code = "".join(block.code for block in blocks(name) if block.sets_up)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^make ([\w-]+)", code, re.M))
    assert {"demo", "test"} <= targets <= set(re.findall(r"^([\w-]+):", makefile, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(re.findall(r"\.\[(\w+)\]", code)) <= set(project["optional-dependencies"])


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files_that_are_there(name: str) -> None:
    targets = [match["target"] for match in _LINK.finditer((ROOT / name).read_text("utf-8"))]
    assert {"CONTRIBUTING.md", "corpus/GUIDELINE.md"} <= set(targets)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_both_languages_show_the_same_blocks() -> None:
    english, chinese = (
        [block for block in blocks(name) if block.language != "" and not block.sets_up] for name in READMES
    )
    assert english == chinese
