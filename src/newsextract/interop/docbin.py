"""spaCy ``DocBin``: one ``Doc`` an article, every character a token, as ``spacy.blank("zh")`` cuts.

All spans stand in ``doc.spans["newsextract"]``; those that do not overlap (the longest first, no groups)
in ``doc.ents`` too, so that ``spacy train`` takes the file as it is. Attributes and links are in
``doc.user_data``; they come back to the spans that still stand where they stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsextract.errors import InputError
from newsextract.interop.marks import ASIDE, GROUP, Marked, MarkedLink, MarkedSpan, Units, aside, with_aside
from newsextract.io.whole import write_whole

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SPANS = "newsextract"


def write(
    articles: Iterable[Marked], path: Path, *, drafts: bool = False, units: Units | None = None
) -> list[str]:
    """Write all articles into one file, ``drafts`` no different; the form can hold everything."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("zh").vocab
    docs = DocBin(store_user_data=True)
    for article in articles:
        docs.add(_doc(article, vocab))
    write_whole(path, [docs.to_bytes()])
    return []


def _doc(article: Marked, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    doc = Doc(vocab, words=list(article.text), spaces=[False] * len(article.text))
    spans = [Span(doc, span.start, span.end, label=span.label) for span in article.spans]
    doc.spans[SPANS] = spans
    doc.ents = filter_spans([span for span in spans if span.label_ != GROUP])
    order = {span.id: at for at, span in enumerate(article.spans)}
    links = [[link.type, order[link.source], order[link.target]] for link in article.links]
    doc.user_data[ASIDE] = json.dumps({"aside": aside(article), "links": links}, ensure_ascii=False)
    return doc


def read(path: Path, *, units: Units | None = None) -> tuple[list[Marked], list[str]]:
    """Read a file of docs; one that was not written here gives its spans, or else its entities.

    Raises ``InputError`` for what is no ``DocBin``.
    """
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_bytes(path.read_bytes())
        found = list(docs.get_docs(spacy.blank("zh").vocab))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except Exception as error:  # zlib, msgpack and spaCy each have their own for a broken file
        raise InputError(f"{path}: no DocBin of spaCy: {type(error).__name__}: {error}") from error
    numbers = count(1)
    return [_article(doc, f"{path.stem}-{next(numbers)}") for doc in found], []


def _article(doc: Doc, name: str) -> Marked:
    group = doc.spans.get(SPANS)
    if group is None:
        group = next(iter(doc.spans.values()), doc.ents)
    spans = tuple(
        MarkedSpan(f"n{at}", span.label_, span.start_char, span.end_char, {}) for at, span in enumerate(group)
    )
    kept: Any = json.loads(doc.user_data.get(ASIDE, "null"))
    if kept is None:
        return Marked(name, doc.text, spans)
    links = tuple(
        MarkedLink(type_, f"n{source}", f"n{target}", {}) for type_, source, target in kept["links"]
    )
    return with_aside(Marked(name, doc.text, spans, links), kept["aside"])
