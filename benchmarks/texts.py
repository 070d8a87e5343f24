"""The texts that every measure reads: the articles of ``corpus/`` and, where they are, of ``../shared/real``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "corpus" / "articles", ROOT.parent / "shared" / "real")


def articles() -> list[str]:
    """Return the articles, always in the same order."""
    return [path.read_text("utf-8") for folder in FOLDERS for path in sorted(folder.rglob("*.txt"))]


def size(texts: list[str]) -> int:
    """Return how many bytes of UTF-8 the texts have."""
    return sum(len(text.encode()) for text in texts)


def repeated(texts: list[str], least: int) -> list[str]:
    """Return the articles again and again, until they have ``least`` bytes."""
    return texts * max(1, -(-least // size(texts)))


def in_one(texts: list[str], least: int) -> str:
    """Return one text of about ``least`` bytes made of the articles."""
    return "\n".join(repeated(texts, least)).encode()[:least].decode("utf-8", errors="ignore")


def sample(texts: list[str], characters: int) -> list[str]:
    """Return articles from all over the list, of about so many characters, for what is too slow for all."""
    step = max(1, sum(map(len, texts)) // characters)
    return texts[::step]


def jieba_cut() -> Callable[[str], list[str]]:
    """Return jieba's own ``lcut``, its list read: what everything is measured by."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    cut: Callable[[str], list[str]] = jieba.lcut
    return cut
