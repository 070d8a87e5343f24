"""Media in bylines and source lines: 上游新闻·重庆晨报记者 …, 来源：南方网.

Source: guideline, ORG, "Media named as a source or in a byline".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.org_signs import Signs
from newsextract.text.occurrences import matches_at

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
_BEFORE = r"\s（(【□■●·/／—\n"
_NAME = rf"[\u4e00-\u9fd5]{{2,7}}?(?:{'|'.join(_ENDS)})"
_BYLINE = regex.compile(
    rf"(?:(?<=[{_BEFORE}])|^)(?:另?据)?(?P<first>{_NAME})(?:[·/／ ](?P<second>{_NAME}))?"
    rf"(?:{'|'.join(_RANKS)})*(?:记者|通讯员|讯(?![息号])|消息[（(：:，,\s])",
    regex.MULTILINE,
)
_SOURCE = regex.compile(
    rf"(?:{'|'.join(_SOURCES)})[:：]\s*(?P<first>{_NAME})(?=[\s）)】，。　]|$)", regex.MULTILINE
)
# Right behind one of these, or where a line begins, the first pattern can begin.
_OPENING = regex.compile(rf"[{_BEFORE}]")
# What the patterns hang on: looked for with the signs of other rules, instead of trying them everywhere.
_SIGNS = ("记者", "通讯员", "讯", "消息")
_NAMED = tuple(source + colon for source in _SOURCES for colon in ":：")
_BEFORE_SIGN = (*_ENDS, *_RANKS)
_SAYS = regex.compile(r"[对向昨今明还在从说]")


class Bylines:
    """Finds media by where they stand. Its signs are looked for with those of other rules."""

    def __init__(self, signs: Signs) -> None:
        self._signed = signs.watch(_SIGNS)
        self._sources = signs.watch(_NAMED)

    def find(self, text: str, signs: Standing) -> Iterator[Candidate]:
        """Yield the media that sign or are named as the source."""
        for low, high in _signed_lines(text, signs[self._signed]):
            starts = [low, *(mark.end() for mark in _OPENING.finditer(text, low, high))]
            for match in matches_at(_BYLINE, text, starts):
                yield from _media(match, "first", "second")
        for at in signs[self._sources]:
            if source := _SOURCE.match(text, at):
                yield from _media(source, "first")


def _signed_lines(text: str, signs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the lines, each with its end, in which a medium's name or a rank stands right before a sign."""
    done = 0
    for at in signs:
        if at >= done and text.endswith(_BEFORE_SIGN, 0, at):
            low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1
            done = high or len(text)
            yield low, done


def _media(match: regex.Match[str], *groups: str) -> Iterator[Candidate]:
    for group in groups:
        if match[group] and not _SAYS.search(match[group]):
            why = "signs the article or is its source"
            yield Candidate(match.start(group), match.end(group), "media", "org.byline", why, priority=3)
