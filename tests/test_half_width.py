"""Half-width marks mean what full-width ones do: pages and keyboards write 开工,总投资5亿元;一期(二期)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract import ArticleRecord, extract
from newsextract.text.marks import widen

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"
_NARROW = str.maketrans("，；：！？（）", ",;:!?()")


def _found(record: ArticleRecord) -> set[tuple[object, ...]]:
    """Return what was found and where, without the words of the text."""
    found: set[tuple[object, ...]] = {(m.start, m.end, m.value, m.role) for m in record.money}
    found |= {(p.start, p.end, p.value, p.direction) for p in record.percentages}
    found |= {(m.start, m.end, o.type) for o in record.organizations for m in o.mentions}
    found |= {(m.start, m.end, p.status, p.investment) for p in record.projects for m in p.mentions}
    return found | {(g.start, g.end, g.count, g.status) for g in record.project_groups}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt"))[::4], ids=lambda path: path.stem)
def test_an_article_in_half_width_marks_tells_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    narrow = text.translate(_NARROW)
    assert narrow != text
    record = extract(narrow)
    assert _found(record) == _found(extract(text))
    assert all(narrow[m.start : m.end] == m.text for p in record.projects for m in p.mentions)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("今天开工,总投资5亿元;项目(二期)一期:", "今天开工，总投资5亿元；项目（二期）一期："),
        ("增长5%,达到1,234.5万元", "增长5%，达到1,234.5万元"),
        ("定于10:30开始", "定于10:30开始"),
        ("Inc., Ltd. (NYSE: ABC) x;y", "Inc., Ltd. (NYSE: ABC) x;y"),
        ("甲公司(600000.SH)公告", "甲公司（600000.SH）公告"),
        ("见https://a.cn/x?y=1,2", "见https://a.cn/x?y=1,2"),
        ('签下"云山电站"项目', "签下“云山电站”项目"),
        ("已经完工.\n约翰.史密斯说.", "已经完工。\n约翰.史密斯说。"),
    ],
)
def test_marks_of_chinese_sentences_are_widened(written: str, read: str) -> None:
    assert widen(written) == read


@given(st.text(alphabet="中文，,;:!?()\"'.a1%\n “”/", max_size=60))
def test_widening_keeps_the_length_and_does_nothing_twice(text: str) -> None:
    once = widen(text)
    assert len(once) == len(text)
    assert widen(once) == once
