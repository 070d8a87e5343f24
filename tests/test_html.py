"""Pages of many site styles and encodings read to the right text; what is no article says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsextract.article import Article
from newsextract.batch.runner import run
from newsextract.io.readers import read_articles

pytest.importorskip("trafilatura")

PAGES = Path(__file__).with_name("pages")
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text("utf-8"))
BODY = "".join(
    f"<p>海晟集团投资{n}亿元建设蓝湾码头第{n}期项目，预计带动周边产业增长3.5%。</p>" for n in range(1, 9)
)


def read(path: Path) -> Article:
    (article,) = read_articles([path])
    return article


def page(tmp_path: Path, content: str) -> Article:
    path = tmp_path / "page.html"
    path.write_text(content, "utf-8")
    return read(path)


def test_every_page_has_its_expectation() -> None:
    assert sorted(path.name for path in PAGES.iterdir() if path.suffix != ".json") == sorted(EXPECTED)
    assert sum("error" not in want for want in EXPECTED.values()) >= 12


@pytest.mark.parametrize("name", [name for name, want in EXPECTED.items() if "error" not in want])
def test_a_page_reads_to_its_text(name: str) -> None:
    want = EXPECTED[name]
    article = read(PAGES / name)
    assert article.error is None
    lines = [line.strip() for line in article.text.split("\n") if line.strip()]
    if lines[:1] == [article.title]:
        del lines[0]
    if "text" in want:
        assert lines == want["text"]
    assert all(any(part in line for line in lines) for part in want.get("contains", []))
    assert not any(part in article.text for part in want.get("absent", []))
    assert len(article.warnings) == want.get("warnings", 0)
    assert article.source.encoding == want["encoding"]
    assert article.id == Path(name).stem


@pytest.mark.parametrize("field", ["title", "author", "publication", "published"])
def test_a_page_says_where_it_came_from(field: str) -> None:
    for name, want in EXPECTED.items():
        if field in want:
            article = read(PAGES / name)
            found = article.title if field == "title" else getattr(article.source, field)
            assert found == want[field], name


@pytest.mark.parametrize("name", [name for name, want in EXPECTED.items() if "error" in want])
def test_what_is_no_article_is_an_error_that_says_so(name: str) -> None:
    (record,) = run([read(PAGES / name)])
    assert record.error is not None
    assert record.error.stage == "read"
    assert EXPECTED[name]["error"] in record.error.message


HOSTILE = {
    "nested": "<div>" * 10_000 + BODY + "</div>" * 10_000,
    "never_closed": "<div>" * 10_000 + BODY,
    "attribute": BODY + '<div class="' + "x" * 1_000_000,
    "attributes": BODY + "<div" + " a" * 300_000,
    "brackets": BODY + "<a" * 200_000,
    "comments": BODY + "<!--" * 200_000,
    "scripts": BODY + "<script>" * 100_000,
    "half_attributes": BODY + "<a b=" * 200_000,
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_page_is_an_error(tmp_path: Path, name: str) -> None:
    article = page(tmp_path, f"<html><body>{HOSTILE[name]}")
    assert article.error is not None


def test_a_library_says_nothing_on_stderr(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert page(tmp_path, "<html><body>x</body></html>").error is not None
    assert caplog.records == []


def test_a_page_over_the_limit_is_refused(tmp_path: Path) -> None:
    article = page(tmp_path, f"<html><body>{BODY * 10_000}</body></html>")
    assert article.error is not None
    assert "characters in one page" in article.error.message


def test_pictures_and_scripts_count_for_nothing(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"QUJD" * 2_000_000}">'
    article = page(
        tmp_path, f"<html><body><script>{'var a=1;' * 500_000}</script>{picture}{BODY}</body></html>"
    )
    assert article.error is None
    assert article.text.startswith("海晟集团投资1亿元")


def test_the_record_of_a_page_speaks_of_the_extracted_text() -> None:
    (record,) = run([read(PAGES / "portal.html")])
    assert record.text is not None
    assert [m.text for m in record.money] == ["12亿元", "217.6亿元"]
    assert all(record.text[m.start : m.end] == m.text for m in record.mentions())
    assert record.source.published == "2024-03-05T09:12"
    assert record.title == "海晟集团投资建设智能码头"
