"""What spaCy's users expect of a pipeline, and that no segmenter changes a record."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import newsextract
from newsextract import Extractor, Settings, load, record_of
from newsextract.article import Article
from newsextract.components.annotations import GROUPS, found_in
from newsextract.pipeline import COMPONENTS
from newsextract.tokenizer import NewsTokenizer, segmenter

TEXT = "海晟集团投资12.5亿元建设蓝湾码头项目，同比增长3.5%，预计2026年竣工。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes with tuples as lists, which msgpack does not tell apart."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def seen(doc: Doc) -> tuple[object, ...]:
    """Return all that our components left on a ``Doc``."""
    spans = {
        name: [(s.start_char, s.end_char, s.label_, s.text) for s in group]
        for name, group in doc.spans.items()
    }
    found = {label: [plain(one) for one in found_in(doc, label)] for label in GROUPS}
    ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    return [token.text for token in doc], spans, found, ents


def test_components_come_by_entry_point_into_anybodys_pipeline() -> None:
    theirs = spacy.blank("zh")
    for name in COMPONENTS:
        theirs.add_pipe(name)
    doc = theirs(TEXT)
    assert [found["text"] for found in found_in(doc, "MONEY")] == ["12.5亿元"]
    assert [found["text"] for found in found_in(doc, "PERCENT")] == ["3.5%"]
    alone = spacy.blank("zh")
    alone.add_pipe("newsextract_money")
    assert len(alone(TEXT).spans["money"]) == 1


def test_several_processes_give_the_same(nlp: Language, corpus: list[str]) -> None:
    one = [seen(doc) for doc in nlp.pipe(corpus[:4], n_process=1)]
    two = [seen(doc) for doc in nlp.pipe(corpus[:4], n_process=2, batch_size=1)]
    assert one == two


def test_a_docbin_carries_everything(nlp: Language, corpus: list[str]) -> None:
    docs = [nlp(text) for text in corpus[:3]]
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    back = list(DocBin(store_user_data=True).from_bytes(packed).get_docs(nlp.vocab))
    assert [seen(doc) for doc in back] == [seen(doc) for doc in docs]
    assert [record_of(doc, id="a") for doc in back] == [record_of(doc, id="a") for doc in docs]


def test_a_pipeline_goes_to_disk_and_comes_back(nlp: Language, tmp_path: Path, corpus: list[str]) -> None:
    nlp.to_disk(tmp_path / "model")
    back = spacy.load(tmp_path / "model")
    assert back.pipe_names == nlp.pipe_names
    assert seen(back(corpus[0])) == seen(nlp(corpus[0]))


def test_displacy_draws_our_doc(nlp: Language) -> None:
    page = displacy.render(nlp(TEXT), style="ent", jupyter=False)
    assert "12.5亿元" in page
    assert "MONEY" in page
    assert "#E69F00".lower() in page.lower()
    spans = displacy.render(nlp(TEXT), style="span", jupyter=False, options={"spans_key": "money"})
    assert "MONEY" in spans


def test_entities_do_not_overlap_and_spans_are_what_was_found(nlp: Language, corpus: list[str]) -> None:
    for text in corpus:
        doc = nlp(text)
        assert doc.text == text
        edges = [(entity.start, entity.end) for entity in doc.ents]
        assert all(one[1] <= other[0] for one, other in pairwise(edges))
        for label, name in GROUPS.items():
            found = found_in(doc, label)
            assert [span.text for span in doc.spans[name]] == [one["text"] for one in found]
            assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
            assert [span.start_char for span in doc.spans[name]] == sorted(one["start"] for one in found)


def test_attributes_are_on_the_span(nlp: Language) -> None:
    doc = nlp(TEXT)
    (span,) = doc.spans["money"]
    assert span._.newsextract["value"] == "1250000000"


_ALPHABET = st.sampled_from(
    "投资额12亿元建设项目三成5％%　 \n\r\t，。（）“”ABcd-.１２０、万美元集团有限公司\u200b\ufeff😀𠮷é\0"
)
_NUMBERS = st.sampled_from(["12.5亿元", "30%", "三四十万元", "3-5个百分点", "1,200万美元", "５．５％"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_ALPHABET, _NUMBERS, st.text(max_size=3)), max_size=30).map("".join))
@example("")
@example("\n\n")
@example("2023年12.5亿元30%\r\n")
def test_tokens_joined_are_the_text(text: str) -> None:
    words_of_text, names = NewsTokenizer(Vocab()).words(text)
    cut = words_of_text.all()
    assert "".join(cut) == text
    assert all(cut)
    assert all(0 <= start < len(text) for start in names)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_ALPHABET, _NUMBERS, st.text(max_size=3)), max_size=30).map("".join))
@example("\ud800投资12亿元")
def test_any_text_gives_a_record_true_to_it(text: str) -> None:
    record = newsextract.extract(text)
    assert record.error is None
    assert record.text is not None
    assert len(record.text) == len(text)
    assert newsextract.ArticleRecord.model_validate_json(record.to_json().encode("utf-8")) == record


def words(text: str, name: str) -> list[str]:
    return NewsTokenizer(Vocab(), name).words(text)[0].all()


def test_both_segmenters_cut_our_articles_alike(corpus: list[str]) -> None:
    pytest.importorskip("rjieba")
    for text in corpus:
        assert words(text, "jieba") == words(text, "rjieba")


def test_both_segmenters_cut_real_articles_alike(real: list[str]) -> None:
    pytest.importorskip("rjieba")
    for text in real:
        assert words(text, "jieba") == words(text, "rjieba")


def test_the_segmenter_changes_no_record(corpus: list[str]) -> None:
    pytest.importorskip("rjieba")
    one, other = Extractor(Settings(segmenter="jieba")), Extractor(Settings(segmenter="rjieba"))
    for text in corpus:
        assert one(Article(text)) == other(Article(text))


def test_nobodys_words_change_our_cut() -> None:
    jieba = pytest.importorskip("jieba")
    before = words("港城新区的建设", "jieba")
    jieba.add_word("港城新区的")
    segmenter.cache_clear()
    assert words("港城新区的建设", "jieba") == before


def test_a_text_of_more_than_a_million_characters_is_no_trouble(nlp: Language) -> None:
    doc = nlp("港城新区的建设正在推进。" * 90_000 + TEXT)
    assert found_in(doc, "MONEY")[-1]["text"] == "12.5亿元"


def test_a_component_added_to_an_extractor_sees_the_doc() -> None:
    texts: list[str] = []

    @Language.component("test_witness")
    def witness(doc: Doc) -> Doc:
        texts.append(doc.text)
        return doc

    plain, watched = Extractor(), Extractor()
    watched.nlp.add_pipe("test_witness")
    article = Article("海晟集团投资12亿元建设蓝湾码头项目。", id="a")
    assert watched(article).to_json() == plain(article).to_json()
    assert texts == [article.text]
