"""Media in bylines and source lines: 上游新闻·重庆晨报记者 …, 来源：南方网.

Source: guideline, ORG, "Media named as a source or in a byline".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from newsextract.components.candidates import Candidate

_ENDS = (
    "新闻网",
    "新闻",
    "日报",
    "晚报",
    "晨报",
    "时报",
    "商报",
    "都市报",
    "早报",
    "快报",
    "青年报",
    "导报",
    "网",
    "电视台",
    "广播电视台",
    "融媒体中心",
    "融媒体",
    "融媒",
    "客户端",
    "在线",
    "传媒",
    "周刊",
    "通讯社",
    "报社",
)
_RANKS = ("全媒体", "首席", "见习", "特约", "融媒体", "驻站")
_SOURCES = ("来源", "稿源", "转自", "据")
_NAME = rf"[\u4e00-\u9fd5]{{2,7}}?(?:{'|'.join(_ENDS)})"
_BYLINE = regex.compile(
    rf"(?:(?<=[\s（(【□■●·/／—\n])|^)(?:另?据)?(?P<first>{_NAME})(?:[·/／ ](?P<second>{_NAME}))?"
    rf"(?:{'|'.join(_RANKS)})*(?:记者|通讯员|讯(?![息号])|消息[（(：:，,\s])",
    regex.MULTILINE,
)
_SOURCE = regex.compile(
    rf"(?:{'|'.join(_SOURCES)})[:：]\s*(?P<first>{_NAME})(?=[\s）)】，。　]|$)", regex.MULTILINE
)
# What both patterns hang on: found in a tenth of the time that trying them everywhere takes.
_SIGNS = ("记者", "通讯员", "讯", "消息")
_COLONS = (":", "：")
_BEFORE_SIGN = (*_ENDS, *_RANKS)
_SAYS = regex.compile(r"[对向昨今明还在从说]")


class Bylines:
    """Finds media by where they stand."""

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield the media that sign or are named as the source."""
        for low, high in _signed_lines(text):
            for match in _BYLINE.finditer(text, low, high):
                yield from _media(match, "first", "second")
        for at in _named_sources(text):
            if source := _SOURCE.match(text, at):
                yield from _media(source, "first")


def _signed_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines, each with its end, in which a medium's name or a rank stands right before a sign."""
    done = 0
    for at in _standing(text, _SIGNS):
        if at >= done and text.endswith(_BEFORE_SIGN, 0, at):
            low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1
            done = high or len(text)
            yield low, done


def _named_sources(text: str) -> Iterator[int]:
    """Yield where 来源 and its like stand before a colon."""
    for colon in _standing(text, _COLONS):
        for word in _SOURCES if text.endswith(_SOURCES, 0, colon) else ():
            if text.endswith(word, 0, colon):
                yield colon - len(word)


def _standing(text: str, words: Iterable[str]) -> list[int]:
    """Return where each of a few words starts, left to right."""
    starts = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            starts.append(at)
            at = text.find(word, at + 1)
    return sorted(starts)


def _media(match: regex.Match[str], *groups: str) -> Iterator[Candidate]:
    for group in groups:
        if match[group] and not _SAYS.search(match[group]):
            why = "signs the article or is its source"
            yield Candidate(match.start(group), match.end(group), "media", "org.byline", why, priority=3)
