"""From text to words, and to a spaCy ``Doc`` for who wants one: the only room that knows a segmenter.

spaCy is imported when a ``Doc`` is asked for, not before: it takes longer to import than an article to read.

What must stay whole is found first (numbers with their units, Latin runs, names of the lexicon); jieba
cuts the runs of Chinese characters between, each when a word of it is asked for. rjieba, when installed,
gives the same cut on such runs and is 20 times as fast; the two differ only on mixed Latin and digits,
which reach neither.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from newsextract.dictionary import is_known
from newsextract.errors import SettingsError
from newsextract.lexicons import table
from newsextract.lexicons.names import organizations
from newsextract.text.jieba_cut import JiebaCut
from newsextract.text.numerals import find_runs
from newsextract.text.occurrences import Place
from newsextract.text.runs import GLUED, runs_of
from newsextract.text.scripts import fold
from newsextract.text.unlisted_words import UnlistedWords
from newsextract.text.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MARK = "newsextract_tokenizer"
Cut = Callable[[str], Iterable[str]]

_SPACES = frozenset(" \u3000")


@lru_cache(maxsize=2)
def segmenter(name: str) -> Cut:
    """Return the cut of ``jieba`` or ``rjieba`` (``auto``: rjieba when installed), ready and silent.

    Raises :class:`SettingsError` when rjieba is asked for and is not installed.
    """
    if _wants_rjieba(name):
        try:
            import rjieba
        except ImportError as error:
            raise SettingsError("segmenter rjieba: not installed; pip install 'newsextract[fast]'") from error
        cut: Cut = rjieba.cut
        return cut
    return _jieba_cut()


def _wants_rjieba(name: str) -> bool:
    return name == "rjieba" or (name == "auto" and find_spec("rjieba") is not None)


def _run_cutter(name: str) -> Cut:
    """Return what cuts runs of Chinese characters, and nothing else, into the words of :func:`segmenter`."""
    return segmenter(name) if _wants_rjieba(name) else _jieba_cut().run


@lru_cache(maxsize=1)
def _jieba_cut() -> JiebaCut:
    """Return jieba's cut, of a jieba of our own: nobody's ``jieba.add_word`` changes it, and it writes nothing."""
    import jieba
    from jieba import finalseg

    logger = logging.getLogger("jieba")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        own = jieba.Tokenizer()
        own.initialize()
    finally:
        logger.setLevel(level)
    unlisted = UnlistedWords(finalseg.start_P, finalseg.trans_P, finalseg.emit_P)
    return JiebaCut(own.FREQ, own.total, unlisted, finalseg.cut)


@lru_cache(maxsize=1)
def _units() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what, behind Chinese numerals, makes them a quantity: the longest first.

    By its first character and its second one; under an empty one what an unlisted second leaves of them.
    """
    money = [word for entry in table("currencies")["currency"] for word in entry["units"]]
    percent = table("percent")["units"]
    words = {*money, *percent["percent"], *percent["percentage_point"]}
    found: dict[str, dict[str, tuple[str, ...]]] = {word[0]: {"": ()} for word in words}
    for word in sorted(words, key=len, reverse=True):
        listed = found[word[0]]
        for second in word[1:2] or listed:
            listed[second] = (*listed.get(second, ()), word)
    return found


@dataclass(slots=True)
class Draft:
    """A text on its way through the components without a ``Doc``: its words, and what was found in it.

    Whoever wants records alone is spared spaCy's objects, which take longer than finding what they show.
    Our components take it as they take a ``Doc``; ``user_data`` is where a ``Doc`` keeps the same.
    """

    words: Words
    user_data: dict[str, Any] = field(default_factory=dict)


class Cutter:
    """Cuts texts into words: every character in exactly one, names and quantities whole."""

    def __init__(self, segmenter_name: str = "auto") -> None:
        self.segmenter_name = segmenter_name

    def draft(self, text: str) -> Draft:
        """Return the text for our components alone, without a ``Doc``."""
        return Draft(self.words(text)[0])

    def words(self, text: str) -> tuple[Words, list[int]]:
        """Find the words of a text; return them and where names of the lexicon start."""
        quantities = _quantities(fold(text))
        names = _apart(organizations().find(text, sure=True, fits=stands_alone), quantities)
        borders, uncut, glued = runs_of(text, sorted(quantities + names))
        cut = _run_cutter(self.segmenter_name)
        return Words(text, borders, uncut, _parting(cut) if glued else cut), [start for start, _ in names]


class NewsTokenizer(Cutter):
    """The tokenizer of our Language: text in, ``Doc`` out, every character in exactly one token."""

    def __init__(self, vocab: Vocab, segmenter_name: str = "auto") -> None:
        super().__init__(segmenter_name)
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as a ``Doc``; lexicon names are tagged ``nt``."""
        held, names = self.words(text)
        doc = _doc(self.vocab, held)
        doc.user_data[MARK] = True
        tagged = set(names)
        for token in doc:
            if token.idx in tagged:
                token.tag_ = "nt"
        return doc

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


def _parting(cut: Cut) -> Cut:
    """Return a cut that parts what is glued."""
    return lambda run: _unglued(cut(run))


def _unglued(words: Iterable[str]) -> Iterator[str]:
    """Part a preposition from the level behind it: 由省|公路建设管理局 is 由|省|公路建设管理局."""
    for word in words:
        if len(word) == 2 and GLUED.match(word):
            yield from word
        else:
            yield word


def _apart(names: list[Place], quantities: list[Place]) -> list[Place]:
    """Return the names that share no character with a quantity; both lists are in order."""
    apart: list[Place] = []
    at, last = 0, len(quantities)
    for name in names:
        start, end = name
        while at < last and quantities[at][1] <= start:
            at += 1
        if at == last or quantities[at][0] >= end:
            apart.append(name)
    return apart


_SHORT = 3
# 装置9月底|中交: handed over between contractors, not the company.
_HANDED_OVER = re.compile(r"(?:项目|装置|工程|冲刺|实现|顺利|月|底|日|标准|正式|全面|建成|机械|完成|系统)$")
# 凌|海南高速|铁路 is no 海南高速.
_LINES = ("铁路", "公路")
# 全|国新能源 is no name of any length.
_ACROSS = frozenset({"全国", "我国", "各国", "外国", "全省", "全市"})
_CROSSED = frozenset(word[1] for word in _ACROSS)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell that a short name is no accident of two words: 国铁 in 全国铁路, 中石油 in 其中石油 are.

    The characters around are cut without the name being kept whole; a dictionary word that crosses one
    of its edges speaks against it.
    """
    if text[start] in _CROSSED and text[max(0, start - 1) : start + 1] in _ACROSS:
        return False
    if text[end - 1] == "速" and text.startswith(_LINES, end) and text.endswith("高速", start, end):
        return False
    if end - start > _SHORT:
        return True
    if text[start:end] == "中交" and _HANDED_OVER.search(text[max(0, start - 4) : start]):
        return False
    low, high = start, end
    while low > 0 and start - low < _SHORT and "\u4e00" <= text[low - 1] <= "\u9fd5":
        low -= 1
    while high < len(text) and high - end < _SHORT and "\u4e00" <= text[high] <= "\u9fd5":
        high += 1
    if low == start and high == end:
        return True
    return not _accidental(text[low:high], start - low, end - low)


@lru_cache(maxsize=8192)
def _accidental(around: str, start: int, end: int) -> bool:
    """Tell that a dictionary word of ``around`` crosses an edge of the name in it, or holds the name."""
    at = 0
    for word in segmenter("auto")(around):
        stop = at + len(word)
        if (at < start < stop or at < end < stop) and is_known(word) and not at <= start < end <= stop:
            return True
        if at <= start and end <= stop and stop - at > end - start and is_known(word):
            return True
        at = stop
    return False


def _quantities(folded: str) -> list[Place]:
    """Return the numbers in digits and all that a unit makes a quantity, in order."""
    units, found = _units(), []
    ended = folded + "\n"
    for run in find_runs(folded):
        start, end = run
        behind = ended[end]
        if behind in _SPACES:
            end += 1
            behind = ended[end]
        listed = units.get(behind)
        if listed is not None:
            for unit in listed.get(ended[end + 1]) or listed[""]:
                if folded.startswith(unit, end):
                    found.append((start, end + len(unit)))
                    break
            else:
                if folded[start].isdigit():
                    found.append(run)
        elif folded[start].isdigit():
            found.append(run)
    return found


def _doc(vocab: Vocab, words: Words) -> Doc:
    from spacy.tokens import Doc

    cut = words.all()
    doc = Doc(vocab, words=cut, spaces=[False] * len(cut))
    cast("dict[str, Any]", doc.user_hooks)[MARK] = words
    return doc


D = TypeVar("D", "Doc", Draft)


def with_borders(doc: D, edges: Iterable[int]) -> D:
    """Return a ``Doc`` with a token border at every edge (code points), the same one if all are there.

    Segmentation may not move a mention's edge, so a word that a mention cuts is cut, too. Only Docs of
    our own tokenizer are rebuilt; a foreign one keeps its tokens (and its annotation). A draft is changed
    in place.
    """
    if isinstance(doc, Draft):
        doc.words.add_borders(edges)
        return doc
    if not doc.user_data.get(MARK):
        return doc
    held = view(doc)
    bordered = held.with_borders(edges)
    if bordered is held:
        return doc
    fresh = _doc(doc.vocab, bordered)
    fresh.user_data.update(doc.user_data)
    return fresh


def view(doc: Doc | Draft) -> Words:
    """Return text and words of a ``Doc``; those of a foreign tokenizer are cut anew by ours.

    Ours are kept beside the ``Doc`` (never saved with it): asking spaCy for them costs more than the cut.
    """
    if isinstance(doc, Draft):
        return doc.words
    hooks = cast("dict[str, Any]", doc.user_hooks)
    held = hooks.get(MARK)
    if isinstance(held, Words):
        return held
    text = doc.text
    if doc.user_data.get(MARK):
        fresh = Words.from_words(text, [token.text for token in doc])
    else:
        fresh, _ = Cutter().words(text)
    hooks[MARK] = fresh
    return fresh


def create_tokenizer(segmenter: str = "auto") -> Callable[[Language], NewsTokenizer]:
    """Return what spaCy calls to build the tokenizer from ``[nlp.tokenizer]`` of a config."""

    def make(nlp: Language) -> NewsTokenizer:
        return NewsTokenizer(nlp.vocab, segmenter)

    return make
