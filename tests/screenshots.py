"""Draw the pictures of the report page in ``docs/images`` from the articles of ``corpus/``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import Browser, chromium
from conftest import CORPUS, ROOT
from newsextract.batch.runner import run
from newsextract.config import Settings
from newsextract.io.readers import read_articles
from newsextract.viewer.page import write_page

IMAGES = ROOT / "docs" / "images"


def draw(browser: Browser, page: Path) -> None:
    """Draw one picture of the whole page, light, and one of an article with a mention explained, dark."""
    browser.open(page, article="signing-yantai-2024", lang="zh", theme="light")
    browser.size(1280, 800)
    browser.one('tr[data-kind="projects"][data-item="1"]').click()
    browser.hover(browser.one("#tally"))
    browser.window.save_screenshot(str(IMAGES / "report-light.png"))
    browser.open(page, article="start-nanning-2025", lang="en", theme="dark")
    browser.size(1280, 640)
    browser.one("#overview-button").click()
    browser.one('tr[data-kind="projects"][data-item="1"]').click()
    browser.hover(browser.one("#text mark.lit"))
    browser.window.save_screenshot(str(IMAGES / "report-dark.png"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chromium() as found:
        page = Path(folder) / "report.html"
        write_page(run(read_articles([str(CORPUS)]), Settings()), page)
        IMAGES.mkdir(parents=True, exist_ok=True)
        draw(found, page)
    print(f"{IMAGES}: drawn", file=sys.stderr)
