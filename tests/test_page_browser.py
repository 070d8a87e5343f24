"""The report page in a real browser: what filters, clicks, keys and themes do, on records written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pages
from browser import Browser
from newsextract.records import ArticleRecord
from newsextract.viewer.page import write_page

ESCAPE, ENTER, DOWN, END = "\ue00c", "\ue007", "\ue015", "\ue010"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), pages.ALL)


def written(folder: Path, records: list[ArticleRecord]) -> Path:
    path = folder / "report.html"
    assert write_page(records, path) == len(records)
    return path


def listed(browser: Browser) -> list[str]:
    """Return the ids of the articles that the list shows, by their titles."""
    return browser.texts("#rows li:not([hidden]) strong")


def counts(browser: Browser) -> dict[str, int]:
    """Return the numbers on the buttons of the labels."""
    found = browser.run(
        "return [...document.querySelectorAll('#kinds button')].map(b => [b.dataset.kind, b.lastChild.textContent])"
    )
    return {kind: int(count) for kind, count in found}


def set_field(browser: Browser, name: str, value: str) -> None:
    browser.run(
        "const [name, value] = arguments, field = document.getElementById(name);"
        "field.value = value; field.dispatchEvent(new Event('input', {bubbles: true}))", name, value,
    )  # fmt: skip
    browser.filtered()


def in_view(browser: Browser, selector: str) -> bool:
    return bool(browser.run(
        "const box = document.querySelector(arguments[0]).getBoundingClientRect(),"
        "frame = document.querySelector('#article').getBoundingClientRect();"
        "return box.top >= Math.max(0, frame.top) && box.bottom <= Math.min(innerHeight, frame.bottom)", selector,
    ))  # fmt: skip


def test_the_page_opens_without_a_complaint_and_asks_for_nothing(browser: Browser, page: Path) -> None:
    browser.open(page)
    wrong, asked = browser.logs()
    assert wrong == []
    assert {address for address in asked if address != "about:blank"} == {page.as_uri()}
    assert listed(browser)[:2] == ["蓝湾码头", "东湖开工"]
    assert counts(browser) == {
        "projects": 4,
        "project_groups": 2,
        "money": 6,
        "percentages": 2,
        "organizations": 2,
    }


def test_the_text_is_the_article_with_nested_marks(browser: Browser, page: Path) -> None:
    browser.open(page, article="port", lang="zh")
    lines = browser.texts("#text p")
    assert "\n".join(lines) == pages.PORT.text
    assert browser.texts("#text mark mark") == ["海晟集团"]
    assert browser.texts("#text mark.projects") == ["海晟集团蓝湾码头项目", "远山矿场项目"]
    assert browser.texts("#text mark.money") == ["12亿元", "3亿美元"]
    assert browser.run("return [...document.querySelectorAll('#text p')].map(p => p.dataset.number || '')") == [
        "1", "", "2"]  # fmt: skip


def test_crossing_marks_are_split_and_lose_no_character(browser: Browser, tmp_path: Path) -> None:
    text = "甲乙丙丁戊\n己庚"
    crossing = pages.record("x", text, money=[
        pages.money(1, pages.place(text, "甲乙丙"), "1"), pages.money(2, pages.place(text, "丙丁戊\n己"), "2"),
    ])  # fmt: skip
    browser.open(written(tmp_path, [crossing]))
    assert browser.texts("#text p") == ["甲乙丙丁戊", "己庚"]
    pieces = browser.run(
        "return [...document.querySelectorAll('#text mark')].map(m => [m.dataset.mark, m.textContent])"
    )
    assert ["0", "甲乙丙"] in pieces
    assert "".join(text for mark, text in pieces if mark == "1") == "丙丁戊己"


def test_a_click_on_a_record_lights_its_mentions_and_draws_its_links(browser: Browser, page: Path) -> None:
    browser.open(page, article="port", lang="en")
    browser.one('tr[data-kind="projects"][data-item="0"]').click()
    assert browser.texts("#text mark.lit") == ["海晟集团蓝湾码头项目"]
    assert set(browser.texts("#text mark.tied")) == {"12亿元", "海晟集团"}
    assert in_view(browser, "#text mark.lit")
    assert browser.run("return [...document.querySelectorAll('#text g[data-link]')].map(g => g.dataset.link)") == [
        "investment", "builders"]  # fmt: skip
    assert browser.run("return document.querySelectorAll('#records tr.tied').length") == 2
    browser.one('tr[data-kind="organizations"]').click()
    assert len(browser.all("#text mark.lit")) == 3
    browser.press(ESCAPE)
    assert browser.all("#text .lit, #text svg, #records .lit") == []


def test_a_second_click_goes_to_the_next_mention(browser: Browser, tmp_path: Path) -> None:
    text = "海晟集团" + "\n一段话。" * 120 + "\n海晟集团" + "\n一段话。" * 60
    mentions = [pages.place(text, "海晟集团", at) for at in range(2)]
    org = {"id": "o1", "name": "海晟集团", "type": "company", "mentions": mentions}
    browser.open(written(tmp_path, [pages.record("long", text, organizations=[org])]))
    row = browser.one('tr[data-kind="organizations"]')
    row.click()
    assert in_view(browser, 'mark[data-mark="0"]')
    row.click()
    assert in_view(browser, 'mark[data-mark="1"]')
    browser.all("#records .places button")[0].click()
    assert in_view(browser, 'mark[data-mark="0"]')


def test_a_mention_says_what_it_is(browser: Browser, page: Path) -> None:
    browser.open(page, article="port", lang="en")
    browser.hover(browser.one("#text mark.money"))
    said = browser.one("#tip").text
    for word in ("1,200,000,000 CNY", "more than", "investment", "海晟集团蓝湾码头项目", "test.rule"):
        assert word in said
    assert browser.all("#text g[data-link]")
    browser.hover(browser.one("#text mark mark"))
    assert browser.texts("#tip h4") == ["Organizations海晟集团有限公司", "Projects海晟集团蓝湾码头项目"]
    browser.hover(browser.one("#heading h2"))
    assert not browser.one("#tip").is_displayed()
    browser.one("#text mark.percentages").click()
    assert browser.texts("#records tr.lit td:first-child") == ["3.5%"]


FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({"search": "湖心"}, ["东湖开工"]),
    ({"search": "ＰＡＲＫ"}, ["东湖开工"]),
    ({"search": "没有的词"}, []),
    ({"status": "signed"}, ["蓝湾码头", pages.HOSTILE]),
    ({"status": "started"}, ["东湖开工"]),
    ({"currency": "USD"}, ["蓝湾码头"]),
    ({"low": "10亿"}, ["蓝湾码头"]),
    ({"low": "1.5亿", "high": "9亿"}, ["蓝湾码头", "东湖开工", "bare"]),
    ({"low": "8.5亿", "high": "850000000元", "currency": "CNY"}, ["东湖开工"]),
    ({"low": "50000000.015", "high": "50000000.015"}, ["东湖开工"]),
    ({"organization": "海晟"}, ["蓝湾码头"]),
    ({"organization": "海晟", "status": "started"}, []),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_filters(browser: Browser, page: Path, asked: dict[str, str], expected: list[str]) -> None:
    browser.open(page, lang="zh")
    for name, value in asked.items():
        set_field(browser, name, value)
    assert listed(browser) == expected
    assert browser.one("#tally").text == f"{len(expected)} / {len(pages.ALL)} 篇文章"
    assert browser.one("#nothing").is_displayed() is (not expected)
    browser.one('#filters button[type="reset"]').click()
    assert len(listed(browser)) == len(pages.ALL)


@pytest.mark.parametrize("typed", ["许多", "5constructor", "-3", "1e9", "亿"])
def test_what_is_no_amount_is_said_and_filters_nothing(browser: Browser, page: Path, typed: str) -> None:
    browser.open(page, lang="constructor", theme="constructor")
    set_field(browser, "low", typed)
    assert browser.one("#low").get_attribute("aria-invalid") == "true"
    assert len(listed(browser)) == len(pages.ALL)


def test_labels_filter_the_list_and_the_marks(browser: Browser, page: Path) -> None:
    browser.open(page, article="port")
    browser.one('#kinds [data-kind="percentages"]').click()
    assert listed(browser) == ["蓝湾码头", pages.HOSTILE]
    assert browser.texts("#text mark:not(.off)") == ["3.5%"]
    assert len(browser.all("#records section")) == 1
    assert browser.focus().get_attribute("data-kind") == "percentages"
    browser.one('#kinds [data-kind="percentages"]').click()
    assert len(listed(browser)) == len(pages.ALL)


def test_currencies_are_never_added_up(browser: Browser, page: Path) -> None:
    browser.open(page, lang="en")
    (said,) = [text for text in browser.texts("#totals div") if text.startswith("Investment")]
    assert said == "Investment of projects12.5亿 CNY · 3亿 USD"

    def drawn() -> Any:
        return browser.run(
            "return [...document.querySelectorAll('.chart')[0].querySelectorAll('.bar')].map("
            "b => b.dataset.name + ' ' + b.dataset.shown)"
        )

    assert drawn() == [
        "海晟集团蓝湾码头项目 >12亿 CNY",
        "湖心公园项目 5000.0000015万 CNY",
        f"{pages.HOSTILE} 1 CNY",
    ]
    browser.run(
        "const s = document.querySelector('#chart-currency'); s.value = 'USD'; s.dispatchEvent(new Event('change'))"
    )
    assert drawn() == ["远山矿场项目 3亿 USD"]


def test_charts_lead_to_what_they_show(browser: Browser, page: Path) -> None:
    browser.open(page, lang="zh")
    browser.run(
        "document.querySelectorAll('.chart')[0].querySelectorAll('.bar')[1].dispatchEvent(new Event('click'))"
    )
    assert browser.one("#heading h2").text == "东湖开工"
    assert browser.texts("#text mark.lit") == ["湖心公园项目"]
    browser.run(
        "document.querySelectorAll('.chart')[2].querySelector('[data-name=开工]').dispatchEvent(new Event('click'))"
    )
    assert listed(browser) == ["东湖开工"]
    assert browser.one("#status").get_attribute("value") == "started"


def test_keys(browser: Browser, page: Path) -> None:
    browser.open(page, article="port")
    browser.press("j")
    assert browser.one("#heading h2").text == "东湖开工"
    browser.press("k", "n")
    assert browser.focus().text == "海晟集团"
    assert browser.one("#tip").is_displayed()
    browser.press("n")
    assert browser.texts("#text mark.lit") == ["12亿元"]
    browser.press("p", "p")
    assert browser.texts("#text mark.lit") == ["3.5%"]
    browser.press(ESCAPE, "/")
    assert browser.focus().get_attribute("id") == "search"
    browser.press("jnp?", ESCAPE, "?")
    assert browser.one("#help").is_displayed()
    browser.press(ESCAPE)
    assert not browser.one("#help").is_displayed()


def test_arrows_in_the_list_and_the_tables(browser: Browser, page: Path) -> None:
    browser.open(page, article="port")
    browser.run("document.querySelector('#rows li[tabindex=\"0\"]').focus()")
    browser.press(DOWN)
    assert browser.one("#heading h2").text == "东湖开工"
    browser.press(END)
    assert browser.one("#heading h2").text == "empty"
    browser.open(page, article="port")
    browser.run("document.querySelector('#records tr[tabindex=\"0\"]').focus()")
    browser.press(DOWN, ENTER)
    assert browser.texts("#text mark.lit") == ["远山矿场项目"]
    assert len(browser.all('#records section tr[tabindex="0"]')) == len(browser.all("#records section"))


def background(browser: Browser) -> str:
    return str(browser.run("return getComputedStyle(document.querySelector('main')).backgroundColor"))


def test_dark_and_light(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.emulate(prefers_color_scheme="light")
    light = background(browser)
    browser.emulate(prefers_color_scheme="dark")
    dark = background(browser)
    assert light != dark
    browser.run(
        "const t = document.querySelector('#theme'); t.value = 'light'; t.dispatchEvent(new Event('change'))"
    )
    assert background(browser) == light
    assert "theme=light" in browser.window.current_url
    browser.emulate()


def test_both_languages_have_the_same_words_and_the_address_keeps_the_choice(
    browser: Browser, page: Path
) -> None:
    browser.open(page, lang="en", article="park")
    assert browser.one("#heading h2").text == "东湖开工"
    assert browser.texts("#records h3")[:2] == ["Projects1", "Groups1"]
    browser.run(
        "const l = document.querySelector('#language'); l.value = 'zh'; l.dispatchEvent(new Event('change'))"
    )
    assert browser.texts("#records h3")[:2] == ["项目1", "项目群1"]
    assert browser.run("return document.documentElement.lang") == "zh"
    assert "lang=zh" in browser.window.current_url
    assert "article=park" in browser.window.current_url
    browser.run("location.hash = 'article=port&lang=en'")
    browser.wait("document.querySelector('#heading h2').textContent === '蓝湾码头'")
    assert browser.logs()[0] == []


def test_a_hostile_article_is_only_text(browser: Browser, page: Path) -> None:
    browser.open(page, lang="zh")
    for number in range(len(pages.ALL)):
        browser.run("document.querySelectorAll('#rows li')[arguments[0]].click()", number)
        if number == pages.ALL.index(pages.BAD):
            assert browser.one("#heading h2").get_attribute("textContent") == pages.HOSTILE
            assert "".join(browser.texts("#text p")) == pages.BAD.text
            assert browser.texts('tr[data-kind="projects"] td:first-child')[0].startswith(pages.HOSTILE)
            browser.one('tr[data-kind="projects"]').click()
            browser.hover(browser.one("#text mark.organizations"))
            assert pages.HOSTILE in browser.texts("#tip dd")
    set_field(browser, "organization", "script")
    assert listed(browser) == [pages.HOSTILE]
    assert browser.run("return window.hacked") is None
    assert browser.all("img, iframe, object, embed, link, a[href]:not(.skip)") == []
    assert len(browser.all("script")) == 3
    assert browser.logs()[0] == []


def test_failed_bare_and_empty_articles_are_shown(browser: Browser, page: Path) -> None:
    browser.open(page, article="failed", lang="en")
    assert pages.HOSTILE in browser.texts("#heading .wrong")[0]
    browser.open(page, article="bare", lang="en")
    assert "left out" in browser.one("#text").text
    assert browser.texts("#records .number") == ["2亿 CNY"]
    browser.one("#records tr[data-kind]").click()
    browser.open(page, article="empty", lang="en")
    assert "Nothing was found" in browser.one("#records").text
    assert browser.logs()[0] == []


def test_a_page_of_no_articles(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, []), lang="en")
    assert browser.one("#nothing").text == "No articles."
    browser.press("j", "n", "p", ESCAPE)
    assert browser.logs()[0] == []


def test_a_narrow_window_shows_one_pane_and_nothing_sticks_out(browser: Browser, page: Path) -> None:
    browser.open(page, article="port", lang="en")
    browser.size(380, 800)
    assert browser.run("return document.documentElement.scrollWidth") <= 380
    assert browser.one("#article").is_displayed()
    assert not browser.one("#records").is_displayed()
    browser.one('#panes [data-pane="records"]').click()
    assert not browser.one("#article").is_displayed()
    assert browser.run("return document.documentElement.scrollWidth") <= 380
    browser.one('tr[data-kind="projects"]').click()
    assert browser.one("#text mark.lit").is_displayed()


def test_print_shows_the_article_and_its_records_only(browser: Browser, page: Path) -> None:
    browser.open(page, article="port", theme="dark")
    browser.emulate(media="print")
    shown = {
        name: browser.one(f"#{name}").is_displayed()
        for name in ("text", "records", "list", "filters", "overview")
    }
    ground = background(browser)
    browser.emulate()
    assert shown == {"text": True, "records": True, "list": False, "filters": False, "overview": False}
    assert ground == "rgb(255, 255, 255)"
