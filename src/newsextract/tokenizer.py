"""From text to spaCy ``Doc``: the only room that knows a segmenter.

What must stay whole is found first (numbers with their units, Latin runs, names of the lexicon); jieba
cuts the gaps between, run by run of Chinese characters. rjieba, when installed, gives the same cut on
such runs and is 20 times as fast; the two differ only on mixed Latin and digits, which reach neither.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import regex
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from newsextract.dictionary import is_known
from newsextract.errors import SettingsError
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import known_names
from newsextract.text.numerals import find_runs
from newsextract.text.scripts import fold
from newsextract.text.words import Words

MARK = "newsextract_tokenizer"
Cut = Callable[[str], Iterable[str]]

_PIECE = regex.compile(
    r"(?P<han>[\u4e00-\u9fd5]++)"
    r"|[A-Za-zＡ-Ｚａ-ｚ0-9０-９]++(?:[.\-+&_'’@][A-Za-zＡ-Ｚａ-ｚ0-9０-９]++)*+"
    r"|[^\S\n]++|\n++|."
)


@lru_cache(maxsize=2)
def segmenter(name: str) -> Cut:
    """Return the cut of ``jieba`` or ``rjieba`` (``auto``: rjieba when installed), ready and silent.

    Raises :class:`SettingsError` when rjieba is asked for and is not installed.
    """
    if name == "rjieba" or (name == "auto" and find_spec("rjieba") is not None):
        try:
            import rjieba
        except ImportError as error:
            raise SettingsError("segmenter rjieba: not installed; pip install 'newsextract[fast]'") from error
        cut: Cut = rjieba.cut
        return cut
    cut_with_jieba: Cut = _own_jieba_tokenizer().lcut
    return cut_with_jieba


@lru_cache(maxsize=1)
def _own_jieba_tokenizer() -> Any:
    """Build a jieba of our own: nobody's ``jieba.add_word`` changes our cut, and it writes nothing."""
    import jieba

    logger = logging.getLogger("jieba")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        own = jieba.Tokenizer()
        own.initialize()
    finally:
        logger.setLevel(level)
    return own


@lru_cache(maxsize=1)
def _unit() -> regex.Pattern[str]:
    """Return what, directly behind Chinese numerals, makes them a quantity that stays whole."""
    money = [word for entry in table("currencies")["currency"] for word in entry["units"]]
    percent = table("percent")["units"]
    words = [*money, *percent["percent"], *percent["percentage_point"]]
    pattern: regex.Pattern[str] = regex.compile(rf"[ \u3000]?{alternation(words)}")
    return pattern


class NewsTokenizer:
    """The tokenizer of our Language: text in, ``Doc`` out, every character in exactly one token."""

    def __init__(self, vocab: Vocab, segmenter_name: str = "auto") -> None:
        self.vocab = vocab
        self.segmenter_name = segmenter_name

    def __call__(self, text: str) -> Doc:
        """Return the text as a ``Doc``; lexicon names are tagged ``nt``."""
        words, names = self.words(text)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[MARK] = True
        cast("dict[str, Any]", doc.user_hooks)[MARK] = Words.from_words(text, words)
        for at in names:
            doc[at].tag_ = "nt"
        return doc

    def words(self, text: str) -> tuple[list[str], list[int]]:
        """Cut a text; return the words (joined they are the text) and which of them are lexicon names."""
        cut = segmenter(self.segmenter_name)
        words: list[str] = []
        names: list[int] = []
        done = 0
        for start, end, is_name in protected(text):
            _cut_gap(text[done:start], cut, words)
            if is_name:
                names.append(len(words))
            words.append(text[start:end])
            done = end
        _cut_gap(text[done:], cut, words)
        return words, names

    # spaCy writes a pipeline to disk piece by piece; ours has nothing but its config.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return nothing: the tokenizer is rebuilt from the config."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> NewsTokenizer:
        """Return itself, see :meth:`to_bytes`."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write nothing: the tokenizer is rebuilt from the config."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> NewsTokenizer:
        """Return itself, see :meth:`to_disk`."""
        return self


def _cut_gap(gap: str, cut: Cut, words: list[str]) -> None:
    for piece in _PIECE.finditer(gap):
        if piece["han"] and piece.end() - piece.start() > 1:
            words.extend(cut(piece[0]))
        else:
            words.append(piece[0])


def protected(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield what no segmenter may cut, in order: (start, end, whether it is a name of the lexicon)."""
    quantities = _quantities(fold(text))
    names = (span for span in known_names().find(text) if stands_alone(text, *span))
    number = next(quantities, None)
    for start, end in names:
        while number is not None and number[0] < end:
            if number[1] > start:
                break
            yield (*number, False)
            number = next(quantities, None)
        else:
            yield start, end, True
            continue
    while number is not None:
        yield (*number, False)
        number = next(quantities, None)


_SHORT = 3


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell that a short name is no accident of two words: 国铁 in 全国铁路, 中石油 in 其中石油 are.

    The characters around are cut without the name being kept whole; a dictionary word that crosses one
    of its edges speaks against it.
    """
    if end - start > _SHORT:
        return True
    low, high = start, end
    while low > 0 and start - low < _SHORT and "\u4e00" <= text[low - 1] <= "\u9fd5":
        low -= 1
    while high < len(text) and high - end < _SHORT and "\u4e00" <= text[high] <= "\u9fd5":
        high += 1
    if low == start and high == end:
        return True
    at = low
    for word in segmenter("auto")(text[low:high]):
        stop = at + len(word)
        if (at < start < stop or at < end < stop) and is_known(word) and not at <= start < end <= stop:
            return False
        if at <= start and end <= stop and stop - at > end - start and is_known(word):
            return False
        at = stop
    return True


def _quantities(folded: str) -> Iterator[tuple[int, int]]:
    unit = _unit()
    for start, end in find_runs(folded):
        match = unit.match(folded, end)
        if match is not None:
            yield start, match.end()
        elif folded[start].isdigit():
            yield start, end


def with_borders(doc: Doc, edges: Iterable[int]) -> Doc:
    """Return a ``Doc`` with a token border at every edge (code points), the same one if all are there.

    Segmentation may not move a mention's edge, so a word that a mention cuts is cut, too. Only Docs of
    our own tokenizer are rebuilt; a foreign one keeps its tokens (and its annotation).
    """
    if not doc.user_data.get(MARK):
        return doc
    held = view(doc)
    end = len(held.text)
    missing = sorted({edge for edge in edges if 0 < edge < end and not held.is_border(edge)})
    if not missing:
        return doc
    starts = sorted({*held.starts, *missing})
    words = [held.text[low:high] for low, high in pairwise(starts)]
    fresh = Doc(doc.vocab, words=words, spaces=[False] * len(words))
    fresh.user_data.update(doc.user_data)
    cast("dict[str, Any]", fresh.user_hooks)[MARK] = Words(held.text, words, starts)
    return fresh


def view(doc: Doc) -> Words:
    """Return text and words of a ``Doc``; those of a foreign tokenizer are cut anew by ours.

    Ours are kept beside the ``Doc`` (never saved with it): asking spaCy for them costs more than the cut.
    """
    hooks = cast("dict[str, Any]", doc.user_hooks)
    held = hooks.get(MARK)
    if isinstance(held, Words):
        return held
    text = doc.text
    if doc.user_data.get(MARK):
        words = [token.text for token in doc]
    else:
        words, _ = NewsTokenizer(doc.vocab).words(text)
    fresh = Words.from_words(text, words)
    hooks[MARK] = fresh
    return fresh


def create_tokenizer(segmenter: str = "auto") -> Callable[[Language], NewsTokenizer]:
    """Return what spaCy calls to build the tokenizer from ``[nlp.tokenizer]`` of a config."""

    def make(nlp: Language) -> NewsTokenizer:
        return NewsTokenizer(nlp.vocab, segmenter)

    return make


registry.tokenizers("newsextract.tokenizer.v1", func=create_tokenizer)
