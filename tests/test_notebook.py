"""Records in a notebook and in displaCy: marked text, tables, summaries, and nothing of an article as markup."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest
from spacy import displacy

import newsextract
import pages
from newsextract.colors import DISPLACY_COLORS
from newsextract.viewer.notebook import Records, summary_html


class Page(HTMLParser):
    """The elements of a piece of HTML, the text outside the style, and the marks with what they hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.open: list[str] = []
        self.marks: list[list[str]] = []
        self.inside: list[list[str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.open.append(tag)
        if tag == "mark":
            self.inside.append([str(dict(attrs)["class"]).removeprefix("ne-mark "), ""])
            self.marks.append(self.inside[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data
            for mark in self.inside:
                mark[1] += data


def test_a_record_shows_its_text_marked_and_its_tables() -> None:
    page = Page(pages.PORT._repr_html_())
    assert page.open == []
    assert (pages.PORT.text or "") in page.text
    assert page.marks[:4] == [
        ["organizations", "海晟集团"],
        ["money", "12亿元"],
        ["projects", "海晟集团蓝湾码头项目"],
        ["organizations", "海晟集团"],
    ]
    assert page.elements.count("table") == 4
    assert ">12亿 CNY" in page.text


@pytest.mark.parametrize("record", pages.ALL, ids=lambda record: record.id[:8])
def test_what_an_article_says_is_never_markup(record: newsextract.ArticleRecord) -> None:
    page = Page(record._repr_html_())
    allowed = {"div", "style", "h3", "h4", "p", "mark", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(page.elements) <= allowed
    assert (record.text or "") in page.text
    assert (record.title or record.id) in page.text


def test_many_records_show_a_summary() -> None:
    records = Records(pages.ALL)
    page = Page(records._repr_html_())
    assert page.elements.count("tr") == len(pages.ALL) + 2
    assert ">12亿 CNY · 3亿 USD" in page.text
    assert set(page.elements) <= {"div", "style", "table", "thead", "tbody", "tr", "th", "td"}
    assert repr(records).startswith("<6 articles: 4 projects, 2 project_groups")
    assert records[0] is pages.PORT
    assert list(records[1:3]) == pages.ALL[1:3]


def test_a_long_summary_says_what_it_leaves_out() -> None:
    html = summary_html([pages.PARK] * 230)
    assert Page(html).elements.count("tr") == 202
    assert "30 more articles are not listed" in html


def test_outside_a_notebook_display_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    newsextract.display(pages.PORT)
    newsextract.display(iter([pages.PARK, pages.EMPTY]))
    said = capsys.readouterr().out
    assert [title in said for title in ("蓝湾码头", "东湖开工", "empty")] == [True] * 3
    assert "Projects (2)" in said


@pytest.mark.parametrize("wrong", [["text"], [pages.PORT, None]])
def test_display_says_what_it_takes(wrong: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TypeError, match=r"extract\(\)"):
        newsextract.display(wrong)  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""


def test_records_alone_load_no_viewer_and_no_rich() -> None:
    code = (
        "import sys, newsextract; newsextract.ArticleRecord; "
        "print([m for m in sys.modules if 'viewer' in m or m in ('rich', 'IPython')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_displacy_draws_both_styles_in_our_colours() -> None:
    text = "海晟集团有限公司投资12亿元建设蓝湾码头项目，3个项目开工，同比增长3.5%。"
    doc = newsextract.load()(text)
    assert {span.label_ for span in doc.spans["newsextract"]} == set(DISPLACY_COLORS)
    spans = displacy.render(doc, style="span", jupyter=False, options={"spans_key": "newsextract"})
    for label, colour in DISPLACY_COLORS.items():
        assert label in spans
        assert colour.lower() in spans.lower()
    entities = displacy.render(doc, style="ent", jupyter=False)
    for label in {entity.label_ for entity in doc.ents}:
        assert f"background: {DISPLACY_COLORS[label]}".lower() in entities.lower()


def test_the_spans_of_all_labels_are_those_of_each_in_text_order() -> None:
    doc = newsextract.load()("海晟集团有限公司投资12亿元建设海晟集团蓝湾码头项目。")
    every = doc.spans["newsextract"]
    single = [span for name in ("money", "percent", "org", "project", "group") for span in doc.spans[name]]
    assert sorted(map(str, every)) == sorted(map(str, single))
    assert [span.start for span in every] == sorted(span.start for span in every)


def test_displacy_escapes_the_text() -> None:
    doc = newsextract.load()("<script>x</script>投资12亿元")
    for style in ("ent", "span"):
        page = displacy.render(doc, style=style, jupyter=False, options={"spans_key": "newsextract"})
        assert "<script" not in page
