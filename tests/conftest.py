"""What tests share: where texts are, and how the command line is run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from browser import Browser

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "articles"
SHARED = ROOT.parent / "shared"

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

settings.register_profile("default", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("nightly", max_examples=20_000, deadline=None, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def real_texts() -> list[Path]:
    """Return the real articles beside the repository, sorted; empty where there are none."""
    return sorted((SHARED / "real").glob("*/*.txt"))


@pytest.fixture(scope="session")
def real() -> list[str]:
    """Texts of real articles; the test is skipped where they are missing."""
    found = real_texts()
    if not found:
        pytest.skip(f"no real articles under {SHARED / 'real'}")
    return [path.read_bytes().decode("utf-8") for path in found]


@pytest.fixture(scope="session")
def corpus() -> list[str]:
    """Texts of our own articles."""
    return [path.read_bytes().decode("utf-8") for path in sorted(CORPUS.glob("*.txt"))]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; the test is skipped, with the reason, where there is none."""
    from browser import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def newsextract() -> Run:
    """Run the command line in a process of its own; stdout and stderr as bytes."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command: Sequence[str] = [sys.executable, "-m", "newsextract", *map(str, arguments)]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            command, input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=120
        )

    return run
