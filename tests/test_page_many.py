"""The report page of whole corpora in a real browser: the numbers on it are those of the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import newsextract
from browser import Browser
from newsextract.records import ArticleRecord
from newsextract.viewer.marks import KINDS
from newsextract.viewer.page import write_page

MANY = 2000
_SEEN = """
return [...document.querySelectorAll('#rows li')].map(row => {
  row.click();
  const count = kind => document.querySelectorAll(`#records tr[data-kind="${kind}"]`).length;
  const marks = new Set([...document.querySelectorAll('#text mark')].map(mark => mark.dataset.mark));
  return {
    counts: arguments[0].map(count), marks: marks.size,
    text: [...document.querySelectorAll('#text p')].map(p => p.textContent).join('\\n'),
  };
});
"""


@pytest.fixture(scope="module")
def records(corpus: list[str]) -> list[ArticleRecord]:
    return [newsextract.extract(text) for text in corpus]


def of(record: ArticleRecord) -> dict[str, Any]:
    """Return what the page must show of a record."""
    counts = [len(getattr(record, kind)) for kind in KINDS]
    return {"counts": counts, "marks": len(list(record.mentions())), "text": record.text}


def check(browser: Browser, records: list[ArticleRecord], path: Path) -> None:
    assert write_page(records, path) == len(records)
    browser.open(path, lang="zh")
    chips = browser.run("return [...document.querySelectorAll('#kinds b')].map(b => Number(b.textContent))")
    kinds = browser.run("return [...document.querySelectorAll('#kinds button')].map(b => b.dataset.kind)")
    assert chips == [sum(len(getattr(record, kind)) for record in records) for kind in kinds]
    seen = browser.run(_SEEN, list(KINDS))
    assert len(seen) == len(records)
    for shown, record in zip(seen, records, strict=True):
        assert shown == of(record)
    bars = browser.run(
        "return [...document.querySelectorAll('.chart')[2].querySelectorAll('.bar')].map(b => +b.dataset.shown)"
    )
    assert sum(bars) == sum(len(record.projects) for record in records)
    wrong, asked = browser.logs()
    assert wrong == []
    assert {address for address in asked if address != "about:blank"} == {path.as_uri()}


def test_the_page_of_our_corpus_shows_its_records(
    browser: Browser, records: list[ArticleRecord], tmp_path: Path
) -> None:
    check(browser, records, tmp_path / "corpus.html")


def test_the_page_of_real_articles_shows_their_records(
    browser: Browser, real: list[str], tmp_path: Path
) -> None:
    check(browser, [newsextract.extract(text) for text in real], tmp_path / "real.html")


def test_two_thousand_articles_open_scroll_and_filter(
    browser: Browser, records: list[ArticleRecord], tmp_path: Path
) -> None:
    many = [
        records[at % len(records)].model_copy(update={"id": f"a{at}", "title": f"第{at}篇"})
        for at in range(MANY)
    ]
    path = tmp_path / "many.html"
    write_page(many, path)
    browser.open(path, lang="zh")  # the browser gives up after 90 s
    assert len(browser.all("#rows li")) == MANY
    nodes = browser.run("return document.querySelectorAll('*').length")
    assert nodes < MANY * 5  # one article is drawn, not all of them
    browser.run("const list = document.querySelector('#list'); list.scrollTop = list.scrollHeight")
    last = browser.all("#rows li")[-1]
    assert browser.run(
        "const row = arguments[0].getBoundingClientRect(),"
        "list = document.querySelector('#list').getBoundingClientRect();"
        "return row.bottom <= list.bottom + 1 && row.top >= list.top", last)  # fmt: skip
    browser.run("arguments[0].click()", last)
    assert browser.one("#heading h2").text == f"第{MANY - 1}篇"
    assert "\n".join(browser.texts("#text p")) == many[-1].text
    browser.run(
        "const s = document.querySelector('#search'); s.value = '第1234篇'; s.dispatchEvent(new Event('input'))"
    )
    browser.filtered()
    shown = browser.run("return document.querySelectorAll('#rows li:not([hidden])').length")
    assert shown == 1
    assert browser.logs()[0] == []
