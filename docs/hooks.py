"""What mkdocs does beyond its plugins: pages from elsewhere in the repository, links to them, the command line.

A file of the repository is a page as it is, so that nothing stands twice. A link to a file that is no page
becomes its plain text.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
BROUGHT = {
    "README.md": "index.md",
    "README.zh-CN.md": "index.zh-CN.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "THIRD_PARTY.md": "third-party.md",
    "benchmarks/accuracy.md": "accuracy.md",
    "corpus/GUIDELINE.md": "guideline.md",
    "corpus/README.md": "corpus.md",
}
COMMANDS = "command-line.md"
_HOMES = {page: home for home, page in BROUGHT.items()}
_LINK = re.compile(r"\[(?P<text>[^\]\[]*)\]\((?!\w+:|#)(?P<target>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")
_ROLE = re.compile(r":(?:class|meth|func|mod):(?=<code>)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Bring in the pages that stand elsewhere and the one of the command line."""
    for home, page in BROUGHT.items():
        files.append(File.generated(config, page, content=(ROOT / home).read_text("utf-8")))
    files.append(File.generated(config, COMMANDS, content=_commands()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to files of the repository to their pages; other files are named, not linked."""
    folder = posixpath.dirname(_HOMES.get(page.file.src_uri, f"docs/{page.file.src_uri}"))

    def link(match: re.Match[str]) -> str:
        home = posixpath.normpath(posixpath.join(folder, match["target"]))
        target = BROUGHT.get(home) or home.removeprefix("docs/")
        if files.get_file_from_path(target) is None:
            return match["text"]
        return f"[{match['text']}]({target}{match['anchor'] or ''})"

    return _LINK.sub(link, markdown)


def on_page_content(html: str, **_: Any) -> str:
    """Take the roles of docstrings away: what stands behind them is shown as code."""
    return _ROLE.sub("", html)


def _commands() -> str:
    """Return the help of all commands as a page."""
    import typer.main
    from typer.cli import get_docs_for_click

    from newsextract.cli import app

    command = typer.main.get_command(app)
    context = command.make_context("newsextract", [], resilient_parsing=True)
    return get_docs_for_click(obj=command, ctx=context, name="newsextract", title="Command line")
