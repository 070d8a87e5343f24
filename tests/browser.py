"""A real headless Chromium for tests, driven over WebDriver; it never downloads a browser or a driver."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-dev-shm-usage", "--window-size=1440,900", "--lang=zh-CN",
)  # fmt: skip


def _found() -> tuple[str, str]:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("no Chromium with its driver: apt-get install chromium chromium-driver")
    return browser, driver


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser; the test is skipped where there is none."""
    browser, driver = _found()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in _FLAGS:
        options.add_argument(flag)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium's sandbox refuses root
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    window = webdriver.Chrome(options=options, service=Service(executable_path=driver))
    window.set_page_load_timeout(90)
    try:
        yield Browser(window)
    finally:
        window.quit()


class Browser:
    """What the tests do with a page."""

    def __init__(self, window: webdriver.Chrome) -> None:
        self.window = window

    def open(self, page: Path, **address: str) -> None:
        """Open a page from the disk anew; ``address`` goes behind the ``#``."""
        self.logs()
        self.size(1440, 900)
        self.emulate(prefers_reduced_motion="reduce")  # scrolling is done when it has been asked for
        self.window.get("about:blank")
        behind = "&".join(f"{name}={value}" for name, value in address.items())
        self.window.get(page.as_uri() + (f"#{behind}" if behind else ""))

    def size(self, width: int, height: int) -> None:
        """Give the page a window of so many pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def emulate(self, **features: str) -> None:
        """Say what the reader's system prefers, as ``prefers_color_scheme="dark"``, or the ``media``."""
        media = features.pop("media", "")
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": asked})

    def run(self, script: str, *values: object) -> Any:
        """Run a script of the test's own in the page."""
        return self.window.execute_script(script, *values)

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements of a selector."""
        return self.window.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """Return the first element of a selector."""
        return self.window.find_element(By.CSS_SELECTOR, selector)

    def wait(self, condition: str, *values: object) -> None:
        """Wait until a condition of the page holds; the test fails when it does not come to hold."""
        WebDriverWait(self.window, 30).until(lambda _: self.run(f"return {condition}", *values), condition)

    def filtered(self) -> None:
        """Wait until the page has done what was typed into its filters."""
        self.wait("!document.querySelector('[aria-busy]')")

    def texts(self, selector: str) -> list[str]:
        """Return what the elements of a selector say, hidden ones too."""
        return [str(text) for text in self.run(
            "return [...document.querySelectorAll(arguments[0])].map(node => node.textContent)", selector)]  # fmt: skip

    def press(self, *keys: str) -> None:
        """Type keys where the focus is."""
        ActionChains(self.window).send_keys(*keys).perform()

    def hover(self, element: WebElement) -> None:
        """Move the pointer onto an element."""
        ActionChains(self.window).move_to_element(element).perform()

    def focus(self) -> WebElement:
        """Return the element that has the focus."""
        return self.window.switch_to.active_element

    def logs(self) -> tuple[list[str], list[str]]:
        """Return what the console complained of, and the addresses asked for, since the last call."""
        wrong = [entry["message"] for entry in self.window.get_log("browser")]  # type: ignore[no-untyped-call]
        events = (json.loads(entry["message"])["message"]
                  for entry in self.window.get_log("performance"))  # type: ignore[no-untyped-call]  # fmt: skip
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return wrong, asked
