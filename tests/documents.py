"""Documents whose code blocks are run: README, the pages of docs/, CONTRIBUTING.

Blocks run in the order of the page, in one folder. A block with a title is a file of that name. Bash blocks
run by themselves; a text block directly behind one is its output. Python blocks run in a namespace of their
own; what they print is what ``# →`` says. Blocks that install or call make or git are not run.
``<!-- needs: a b -->`` above a block leaves it out where a module or a program is missing.
Below ``<!-- table: FILE | CELL -->`` stands the table of FILE whose first cell is CELL: figures are never typed.

``python tests/documents.py FILE…`` writes the outputs of the blocks anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^(?:<!-- needs: (?P<needs>[^>]+) -->\n\n?)?"
    r"```(?P<language>[a-z]*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<code>.*?)^```\n(?P<gap>\n*)",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)")
ANSWER = "# → "
_TABLE = re.compile(
    r"(?P<mark><!-- table: (?P<file>[^|]+) \| (?P<cell>[^>]+) -->\n\n)(?P<rows>(?:\|[^\n]*\n)*)"
)


class Block(NamedTuple):
    """One fenced block; ``output`` is the text block directly behind it, if there is one."""

    language: str
    code: str
    output: str | None
    title: str | None = None
    needs: tuple[str, ...] = ()

    @property
    def sets_up(self) -> bool:
        """Tell that the block installs, or calls make or git."""
        return (
            self.language == "bash"
            and re.search(r"^(make|git) |\bpip install\b|venv", self.code, re.M) is not None
        )

    @property
    def runs(self) -> bool:
        """Tell that the block is run."""
        return self.language in {"bash", "python"} and self.title is None and not self.sets_up

    @property
    def missing(self) -> list[str]:
        """Return what the block needs and this machine has not."""
        return [name for name in self.needs if not _is_there(name)]

    @property
    def said(self) -> list[str] | None:
        """Return the lines that the document says the block puts out; None when it says nothing."""
        if self.language == "python":
            lines = [
                line[len(ANSWER) :] for line in self.code.splitlines() if line.startswith(ANSWER.rstrip())
            ]
            return [line.rstrip() for line in lines] or None
        return None if self.output is None else lines_of(self.output)


def _is_there(name: str) -> bool:
    if shutil.which(name) is not None:
        return True
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def blocks(path: Path) -> list[Block]:
    """Return the fenced blocks of a document, in order."""
    found = list(BLOCK.finditer(path.read_text("utf-8")))
    out = []
    for at, match in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) and found[at + 1].start() == match.end() else None
        output = after["code"] if after is not None and after["language"] == "text" else None
        needs = tuple((match["needs"] or "").split())
        out.append(Block(match["language"], match["code"], output, match["title"], needs))
    return out


def lines_of(text: str) -> list[str]:
    """Return the lines without the blanks behind them: tables are filled up with some."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def run(block: Block, folder: Path) -> list[str]:
    """Run a block in a folder and return the lines of its stdout; it must not fail."""
    if block.language == "python" and not block.needs:
        printed = io.StringIO()
        with _inside(folder), contextlib.redirect_stdout(printed):
            exec(compile(block.code, "document", "exec"), {"__name__": "document"})
        return lines_of(printed.getvalue())
    # What needs more than we bring may start engines of its own: it gets a process.
    command = ["bash", "-euo", "pipefail", "-c"] if block.language == "bash" else [sys.executable, "-c"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    environment.pop("COLUMNS", None)
    done = subprocess.run(
        [*command, block.code],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{block.code}\n{done.stderr.decode()}"
    return lines_of(done.stdout.decode("utf-8"))


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in a folder, whose modules can be imported."""
    before = Path.cwd()
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)


def walk(path: Path, folder: Path) -> Iterator[tuple[Block, list[str]]]:
    """Go through a document in a folder: write its files, run its blocks, yield each with what it put out."""
    for block in blocks(path):
        if block.title is not None:
            target = folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.code, "utf-8")
        elif block.runs and not block.missing:
            yield block, run(block, folder)


def with_tables(text: str) -> str:
    """Return a document's text with its tables as they stand in the files that they are from."""
    return _TABLE.sub(lambda match: match["mark"] + _table(match["file"], match["cell"]), text)


def _table(file: str, cell: str) -> str:
    source = (ROOT / file).read_text("utf-8")
    found = re.search(rf"^\| {re.escape(cell)} \|(?:[^\n]*\n\|)*[^\n]*\n", source, re.MULTILINE)
    assert found is not None, f"{file} has no table that begins with {cell!r}"
    return found[0]


def prepare(folder: Path) -> None:
    """Put into a folder what documents speak of as being there: the labelled corpus."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")


def renewed(path: Path) -> str:
    """Return the document with the outputs that its blocks have now."""
    text = with_tables(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        for block, printed in walk(path, Path(name)):
            if block.language == "python":
                code = [line for line in block.code.splitlines() if not line.startswith(ANSWER.rstrip())]
                fresh = "\n".join([*code, *((ANSWER + line).rstrip() for line in printed)]) + "\n"
                text = text.replace(f"```python\n{block.code}```", f"```python\n{fresh}```")
            elif block.output is not None:
                held = f"```bash\n{block.code}```\n\n```text\n"
                fresh = "".join(f"{line}\n" for line in printed)
                text = text.replace(f"{held}{block.output}```", f"{held}{fresh}```")
    return text


if __name__ == "__main__":
    for given in map(Path, sys.argv[1:]):
        given.write_text(renewed(given), "utf-8")
        print(f"{given}: outputs written", file=sys.stderr)
