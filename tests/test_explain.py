"""``explain`` reads a text as ``extract`` does, and says in words what is linked."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import newsextract
from newsextract.records import ArticleRecord
from newsextract.viewer.reasons import found_by_label, show_rules

TRADITIONAL = "總投資12億元的藍灣碼頭項目昨日開工，海晟集團投資三億五千萬元。"
BROKEN = "昨日，氢澜能源科技有\n限公司投资12亿元。&nbsp;同比增长3.5%。"
CUT = (
    "10月8日，总投资超10亿元的4个项目签约，其中由海晟集团投资建设的蓝湾码头项目总投资12亿\n\n"
    "（图为签约现场）\n\n元。项目预计明年开工。"
)


def places(record: ArticleRecord) -> list[tuple[int, int, str]]:
    return sorted((m.start, m.end, m.rule) for m in record.mentions())


def shown(text: str) -> str:
    out = io.StringIO()
    show_rules(found_by_label(text), Console(file=out, width=300))
    return out.getvalue()


@pytest.mark.parametrize("text", [TRADITIONAL, BROKEN, CUT, "", "\ud800投资3亿元"])
def test_it_finds_what_extract_finds_where_extract_finds_it(text: str) -> None:
    found = [item for items in found_by_label(text).values() for item in items]
    assert sorted((m["start"], m["end"], m["rule"]) for m in found) == places(newsextract.extract(text))


def test_every_article_is_read_so(corpus: list[str]) -> None:
    for text in corpus[:4]:
        found = [item for items in found_by_label(text).values() for item in items]
        assert sorted((m["start"], m["end"], m["rule"]) for m in found) == places(newsextract.extract(text))


def test_names_have_the_script_of_the_text_and_no_break() -> None:
    said = shown(TRADITIONAL)
    assert "藍灣碼頭項目" in said
    assert "海晟集團" in said
    assert "│ 3–14  │ ORG   │ 氢澜能源科技有限公司 │" in shown(
        "昨日，氢澜能源科技有\n限公司到场。投资12亿元。"
    )


def test_what_is_linked_is_named() -> None:
    text = (
        "海晟集团到场。由远航新能源科技有限公司投资5亿元建设的蓝湾码头项目开工。总投资30亿元的4个项目签约。"
    )
    said = shown(text)
    assert "investment 5亿元, orgs 远航新能源科技有限公司" in said
    assert "total 30亿元" in said
    assert "[0]" not in said
