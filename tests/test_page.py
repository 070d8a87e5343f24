"""The report page as a file: what it is made of, and that nothing of an article is markup in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pages
from newsextract.colors import DISPLACY_COLORS
from newsextract.errors import OutputError
from newsextract.records import ArticleRecord
from newsextract.viewer.marks import Mark, marks, paragraphs, pieces
from newsextract.viewer.page import read, template, write_page
from newsextract.viewer.page_data import page_data, script_json

_BLOCK = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)


def page_of(folder: Path, records: list[ArticleRecord]) -> str:
    write_page(records, folder / "report.html")
    return (folder / "report.html").read_text("utf-8")


def test_the_policy_lets_through_only_this_script_and_this_style(tmp_path: Path) -> None:
    page = page_of(tmp_path, pages.ALL)
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert len(policy) == 1
    assert policy[0].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[0]
    for name, attributes, content in _BLOCK.findall(page):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        executes = "json" not in attributes
        assert (f"{name}-src 'sha256-{digest}'" in policy[0]) is executes


def test_nothing_is_left_of_the_template_and_nothing_is_loaded(tmp_path: Path) -> None:
    page = page_of(tmp_path, [pages.PORT])
    assert "<!--" not in page
    assert re.findall(r"\b(?:src|href)\s*=\s*[\"'](?!#)", page) == []
    assert re.findall(r"@import|url\(", page) == []


def test_what_articles_say_is_json_only(tmp_path: Path) -> None:
    page = page_of(tmp_path, [pages.BAD, pages.FAILED])
    assert len(_BLOCK.findall(page)) == 4
    assert "<img" not in page
    content = next(content for _, attributes, content in _BLOCK.findall(page) if 'id="data"' in attributes)
    first, second = json.loads(content)
    assert (first["id"], first["title"], first["source"]["path"]) == (pages.HOSTILE,) * 3
    assert second["error"] == {"stage": pages.HOSTILE, "message": pages.HOSTILE}


def test_an_article_that_looks_like_a_place_in_the_template_is_only_text(tmp_path: Path) -> None:
    names = "".join(f"<!-- {name} -->" for name in ("records", "style", "script", "words", "policy"))
    page = page_of(tmp_path, [pages.record("x", names), pages.record("y", "b")])
    content = next(content for _, attributes, content in _BLOCK.findall(page) if 'id="data"' in attributes)
    assert [article["id"] for article in json.loads(content)] == ["x", "y"]


def test_records_are_taken_one_at_a_time(tmp_path: Path) -> None:
    def records() -> Iterator[ArticleRecord]:
        for number in range(3):
            assert (tmp_path / "report.html.part").exists()
            yield pages.record(f"a{number}", "文")

    assert write_page(records(), tmp_path / "report.html") == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html"]


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="report"):
        write_page([pages.PORT], tmp_path / "missing" / "report.html")
    with pytest.raises(OutputError):
        write_page([pages.PORT], tmp_path)

    def stopped() -> Iterator[ArticleRecord]:
        yield pages.PORT
        raise KeyboardInterrupt

    page_of(tmp_path, [pages.PARK])
    with pytest.raises(KeyboardInterrupt):
        write_page(stopped(), tmp_path / "report.html")
    assert "蓝湾码头" not in (tmp_path / "report.html").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_data_of_an_article_are_its_record() -> None:
    data = page_data(pages.PORT)
    assert [money["shown"] for money in data["money"]] == [">12亿 CNY", "3亿 USD"]
    assert data["money"][0]["value"] == "1200000000"
    assert (
        "".join(piece if isinstance(piece, str) else piece[0] for piece in data["pieces"]) == pages.PORT.text
    )
    assert [(kind, item, paragraph) for kind, item, _, _, paragraph, _ in data["marks"]] == [
        ("organizations", 0, 1), ("money", 0, 1), ("projects", 0, 1), ("organizations", 0, 1),
        ("organizations", 0, 2), ("money", 1, 2), ("projects", 1, 2), ("percentages", 0, 2),
    ]  # fmt: skip
    assert "pieces" not in page_data(pages.BARE)


def test_both_languages_have_the_same_words_and_each_is_used() -> None:
    words = json.loads(read("words.json"))
    assert set(words) == {"zh", "en"}
    assert set(words["zh"]) == set(words["en"])
    assert all(words[language][key].strip() for language in words for key in words[language])
    before, after = template()
    code = before + after
    fields = ("status_", "role_", "comparator_", "type_", "direction_", "basis_", "unit_", "theme_")
    plain = {key for key in words["en"] if not key.startswith(fields)}
    assert {key for key in plain if len(re.findall(rf'"{key}"', code)) <= len(words)} - _kinds() == set()


def _kinds() -> set[str]:
    """Words that the script puts together from the names of the lists."""
    return {"projects", "project_groups", "money", "percentages", "organizations"}


@given(st.text(max_size=12), st.data())
def test_pieces_joined_are_the_text(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(edges, edges), max_size=6))
    found = sorted(Mark("money", at, min(a, b), max(a, b), "r") for at, (a, b) in enumerate(drawn) if a != b)
    found.sort(key=lambda mark: (mark.start, -mark.end))
    cut = list(pieces(text, found))
    assert "".join(piece.text for piece in cut) == text
    for number, mark in enumerate(found):
        assert "".join(p.text for p in cut if number in p.marks) == text[mark.start : mark.end]


def test_paragraphs_are_counted_without_the_empty_lines() -> None:
    text = "一\n\n  \n二元\r\n三"
    found = [Mark("money", 0, text.index(sign), text.index(sign) + 1, "r") for sign in "一二元三"]
    assert paragraphs(text, found) == [1, 2, 2, 3]


def test_a_longer_mention_stands_before_those_it_holds() -> None:
    found = marks(pages.PORT)
    assert [mark.kind for mark in found[2:4]] == ["projects", "organizations"]


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=5))
def test_json_in_a_script_means_the_same_and_ends_no_block(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


def linear(colour: str) -> list[float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


# Machado, Oliveira and Fernandes 2009, full loss of one kind of cone.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_colours_can_be_told_apart_by_the_colour_blind(kind: str) -> None:
    def lab(colour: str) -> tuple[float, float, float]:
        seen = [sum(w * v for w, v in zip(row, linear(colour), strict=True)) for row in BLINDNESS[kind]]
        r, g, b = (min(1.0, max(0.0, v)) for v in seen)
        xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b, 0.2126 * r + 0.7152 * g + 0.0722 * b,
               0.0193 * r + 0.1192 * g + 0.9505 * b)  # fmt: skip
        white = (0.9505, 1.0, 1.089)
        x, y, z = (v ** (1 / 3) if (v := part / w) > 0.008856 else 7.787 * v + 16 / 116
                   for part, w in zip(xyz, white, strict=True))  # fmt: skip
        return 116 * y - 16, 500 * (x - y), 200 * (y - z)

    points = [lab(colour) for colour in DISPLACY_COLORS.values()]
    distances = [
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for at, one in enumerate(points) for other in points[:at]
    ]  # fmt: skip
    assert min(distances) > 15
