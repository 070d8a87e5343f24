"""Our cut with jieba's words is jieba's own."""

from __future__ import annotations

import re
from pathlib import Path

import jieba
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsextract.tokenizer import segmenter

_ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
_RUN = re.compile("[\u4e00-\u9fd5]+")


@pytest.fixture(scope="module")
def theirs() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def test_runs_of_articles_are_cut_as_jieba_cuts_them(theirs: jieba.Tokenizer) -> None:
    ours = segmenter("jieba")
    runs = {run for path in _ARTICLES.rglob("*.txt") for run in _RUN.findall(path.read_text("utf-8"))}
    assert len(runs) > 1000
    assert [run for run in sorted(runs) if list(ours(run)) != theirs.lcut(run)] == []


@given(st.text("的一国中人大有限公司项目经营生产投资建设麟龘昊", min_size=1, max_size=40))
def test_any_run_is_cut_as_jieba_cuts_it(theirs: jieba.Tokenizer, run: str) -> None:
    for piece in _RUN.findall(run):
        assert list(segmenter("jieba")(piece)) == theirs.lcut(piece)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), min_size=1, max_size=30))
def test_characters_that_no_word_has_are_cut_as_jieba_cuts_them(theirs: jieba.Tokenizer, run: str) -> None:
    assert list(segmenter("jieba")(run)) == theirs.lcut(run)


@given(st.text(st.sampled_from("的一中国人民项目投资AB1.2%-+#&_，。 \n\r\t\u3000（）\u2028😀"), max_size=30))
@example("A项目\r\n投资12.5%的C++，\t卡拉OK\u3000\r")
def test_any_text_is_cut_as_jieba_cuts_it(theirs: jieba.Tokenizer, text: str) -> None:
    assert list(segmenter("jieba")(text)) == theirs.lcut(text)


def test_articles_are_cut_as_jieba_cuts_them(theirs: jieba.Tokenizer) -> None:
    for path in sorted(_ARTICLES.rglob("*.txt"))[:40]:
        text = path.read_text("utf-8")
        assert list(segmenter("jieba")(text)) == theirs.lcut(text), path
