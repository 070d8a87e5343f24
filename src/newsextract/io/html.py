"""A page → the article in it: main text, title, author, source and date, with trafilatura (extra ``html``).

The record's text is the extracted body. A page that holds no article (a list of links, a captcha, an error
page, nothing at all) is an :class:`ArticleError` that says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import regex

from newsextract.article import Article
from newsextract.errors import ArticleError
from newsextract.io.encodings import decode
from newsextract.io.inputs import Input
from newsextract.io.markup import link_texts, stripped, visible_lines, with_paragraphs, without_layout_tables
from newsextract.io.rows import failed_article
from newsextract.text.front import Front, is_date_line, read_front
from newsextract.text.furniture import is_furniture

MAX_PAGE = 2_000_000
"""Characters of a page without its scripts and pictures; the longest articles have a tenth of that."""

_PAGE = regex.compile(r"(?i)\s*+<(?:!DOCTYPE\s+html|html|head|\?xml|!--)")
_AUTHOR = regex.compile(
    r"(?i)<meta\s[^>]{0,200}name\s*=\s*[\"']?author[\"']?\s[^>]{0,200}content\s*=\s*[\"']([^\"'<>]{2,20})[\"']"
)
_SENTENCE = regex.compile(r"[。！？]")
_LEAST_PROSE = 15
# trafilatura asks for 250 characters of Latin text; Chinese says as much in a quarter of them.
_LEAST_BODY = 60
_FRONT_LINES = 4
_LONG_LINE = 40
_MOST_LINKS = 0.5
_REFUSED = regex.compile(
    r"(?i)验证码|安全验证|人机验证|访问过于频繁|访问受限|页面不存在|页面没有找到|访问的(?:页面|内容|网页).{0,6}(?:不存在|已删除|被删除)|"
    r"内容已被?删除|请(?:开启|启用)JavaScript|404 not found|403 forbidden|access denied|just a moment|are you a robot"
)
_REFUSAL = 200
_BEFORE, _BEHIND = 4, 12
_NAMES = regex.compile(r"[\s_|｜\-—–]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: the article's body, and what stands around it where it could be read."""

    text: str
    title: str | None = None
    author: str | None = None
    publication: str | None = None
    published: str | None = None


def read_html(given: Input, begun: bytes = b"") -> Iterator[Article]:
    """Yield the one article of a page, named by the file's stem; what its ``<meta charset>`` says is not believed."""
    try:
        found = decode(given.rest(begun))
        page = read_page(found.text)
    except ArticleError as error:
        yield failed_article(given.stem, error, given.source)
        return
    source = given.source.model_copy(update={
        "encoding": found.encoding, "publication": page.publication, "author": page.author, "published": page.published,
    })  # fmt: skip
    yield Article(page.text, id=given.stem, title=page.title, source=source, warnings=found.warnings)


def looks_like_page(first: bytes) -> bool:
    """Tell that bytes open as an HTML page does."""
    return _PAGE.match(first[:1000].decode("latin-1").lstrip("\xef\xbb\xbf")) is not None


def read_page(page: str) -> Page:
    """Return the article of a page.

    Raises :class:`ArticleError` (stage ``read``) when there is none, when the page is cut short, too long or
    nested too deep, and when trafilatura is not installed.
    """
    clean = stripped(page)
    if len(clean) > MAX_PAGE:
        raise ArticleError("read", f"more than {MAX_PAGE} characters in one page")
    if not clean.strip():
        raise ArticleError("read", "no article in this page: it is empty")
    found = _extracted(with_paragraphs(without_layout_tables(clean)))
    text = _body(getattr(found, "text", None) or "")
    _refuse_no_article(text, clean)
    lines = visible_lines(clean)
    title = _title(found, lines)
    front = _front(lines, title, text)
    author = front.author or _author(page)
    return Page(text, title, author, front.publication, front.published or getattr(found, "date", None))


def _extracted(page: str) -> Any:
    """Return trafilatura's document; None when it finds nothing."""
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import use_config
    except ImportError as error:
        raise ArticleError("read", "HTML needs trafilatura: pip install 'newsextract[html]'") from error
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_LEAST_BODY))
    with _silent("trafilatura"), _silent("htmldate"):
        try:
            return bare_extraction(
                page, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False, config=config,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )  # fmt: skip
        except Exception as error:  # a page that the parser cannot take is one article's failure
            raise ArticleError(
                "read", f"no page that can be read: {type(error).__name__}: {error}"
            ) from error


def _body(text: str) -> str:
    """Return the extracted text without the page's own lines in front of it and behind it."""
    lines = text.strip("\n").split("\n")
    while lines and (not lines[-1].strip() or is_furniture(lines[-1].strip())):
        del lines[-1]
    return "\n".join(
        line for at, line in enumerate(lines) if at >= _FRONT_LINES or not is_date_line(line.strip())
    )


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep a library's complaints about one page off stderr."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _refuse_no_article(text: str, page: str) -> None:
    """Raise :class:`ArticleError` for a page whose text is no article."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    shown = text if text else " ".join(visible_lines(page)[:20])
    if len(shown) < _REFUSAL and (match := _REFUSED.search(shown)):
        raise ArticleError("read", f"no article in this page: it says {match[0]!r}")
    if not lines:
        raise ArticleError("read", "no article in this page: no main text found")
    links = link_texts(page)
    linked = sum(len(line) for line in lines if line.lstrip("-•· ") in links)
    if linked > _MOST_LINKS * sum(map(len, lines)):
        raise ArticleError("read", "no article in this page: a list of links")
    if not any(_is_prose(line) for line in lines):
        raise ArticleError("read", "no article in this page: no sentence in its text")


def _is_prose(line: str) -> bool:
    return len(line) >= _LEAST_PROSE and (
        bool(_SENTENCE.search(line)) or (len(line) >= _LONG_LINE and "，" in line)
    )


def _title(found: Any, lines: Sequence[str]) -> str | None:
    title = getattr(found, "title", None)
    if not isinstance(title, str) or not title.strip():
        return None
    title = title.strip()
    shown = [line for line in lines if len(line) >= 6 and line != title and title.startswith(line)]
    rest = title[len(shown[0]) :] if shown else ""
    return shown[0] if shown and _NAMES.match(rest) else title


def _front(lines: Sequence[str], title: str | None, text: str) -> Front:
    """Read the byline, source and date from the lines around the title, then from the body itself."""
    places = [at for at, line in enumerate(lines) if line == title] or [0]
    own = read_front(text)
    for at in reversed(places):
        near = lines[max(0, at - _BEFORE) : at + _BEHIND]
        front = read_front("\n".join(line for line in near if len(line) <= 80))
        if front.published or front.publication:
            return Front(title, front.publication or own.publication, front.author or own.author,
                         front.published or own.published)  # fmt: skip
    return own


def _author(page: str) -> str | None:
    match = _AUTHOR.search(page[:20_000])
    return match[1].strip() if match else None
