"""The front of an article: title, publication, author, date, read from its first and last lines.

Source of the patterns: house styles of Chinese papers (``青岛日报/观海新闻记者 杨光``, ``本报讯``,
``新华社北京8月14日电``, ``2023-08-31 09:12 来源：…``) and the furniture that scraped pages leave above the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import regex

from newsextract.text.furniture import is_furniture

_LINES = 12
_LAST_LINES = 6
_REACH = 3000
_FURNITURE = regex.compile(
    r"客户端|主编|美编|责任编辑|责编|审读|排版|来源[:：]|字号|分享到|打印|上一篇|下一篇|当前位置|首页|^\d{4}[-年/.]\d|评论|扫一扫"
)
_PAPER = (
    r"[\u4e00-\u9fa5]{2,8}?(?:日报|晚报|早报|晨报|时报|商报|都市报|青年报|快报|周刊|新闻网|新闻|在线|网|社)"
)
_NAME = r"[\u4e00-\u9fa5·]{2,4}"
_REPORTER = rf"记者[\s:：]*(?P<author>{_NAME})(?=[\s、，\n）)]|$)"
# All that may stand before a reporter may be missing: a line without the one has not the other.
_REPORTED = regex.compile(_REPORTER)
_BYLINE = regex.compile(
    rf"(?P<paper>{_PAPER})?(?:[/／·][\u4e00-\u9fa5]{{2,8}}?)?\s*(?:全媒体|融媒体?|首席|见习)*{_REPORTER}"
)
_AGENCY = regex.compile(
    r"(?P<paper>新华社|中新社|中新网|央视网|人民网|新华网|中国经济网|财联社)[\u4e00-\u9fa5]{0,8}"
    r"(?:\d{1,2}月\d{1,2}日)?(?:电|消息|讯)"
)
_OWN = regex.compile(rf"^(?P<paper>{_PAPER})(?:讯|消息)(?=[\s（(：:，,　])")
_SOURCE = regex.compile(
    r"(?:来\s?源|稿源|转自)\s?[:：]\s*(?P<paper>[\u4e00-\u9fa5A-Za-z·]{2,20})(?=[\s）)】，。|]|$)"
)
_SIGNED = regex.compile(
    rf"(?:^|[\s（(【|])(?:作\s?者|撰文|文)\s?[:：/／]\s*(?:本报|特约)?(?:记者\s*)?(?P<author>{_NAME})(?=[\s）)】，。|]|$)"
)
_KEYED = re.compile("[:：/／]")  # without one of these a line names neither source nor author
_DAY = regex.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})(?!\d)日?"
    r"(?:[T\s]{0,2}(?P<H>\d{1,2})[:：](?P<M>\d{2})(?:[:：](?P<S>\d{2}))?)?"
)
_DATELINE = regex.compile(r"来源|发布|发表|时间|日期|更新|字号|作者|记者|编辑|浏览|阅读")
_PARAGRAPH_END = "。！？；：:,，、"


@dataclass(frozen=True, slots=True)
class Front:
    """What the first lines say (of a signature, the last ones too); each is None when they do not."""

    title: str | None = None
    publication: str | None = None
    author: str | None = None
    published: str | None = None


def read_front(text: str) -> Front:
    """Read title, publication, author and date; the date as ISO 8601, with its time where one is given.

    A date counts on a line of its own or beside words such as 来源 and 发布, never inside a sentence; a day
    without its year (``8月14日电``) is none.
    """
    rows = text[:_REACH].splitlines()
    lines = _written(rows, _LINES)
    title = next(filter(_is_title, lines), None)
    publication = author = None
    for line in lines:
        publication, author = _signs(line)
        if publication or author:
            break
    if not (publication and author):
        ending = rows if len(text) <= _REACH else text[-_REACH:].splitlines()
        short = [line for line in lines if _is_keyed(line)] + _last(ending)
        publication = publication or _first(_SOURCE, "paper", short)
        author = author or _first(_SIGNED, "author", short)
    return Front(title, publication, author, _published(lines))


def _signs(line: str) -> tuple[str | None, str | None]:
    """Return who publishes and who wrote, where a line says so; each is looked for where its word stands."""
    paper = author = None
    if _is_reported(line) and (reporter := _BYLINE.search(line)):
        paper, author = reporter["paper"], reporter["author"]
    wire = "讯" in line or "消息" in line
    if not paper and (wire or "电" in line) and (agency := _AGENCY.search(line)):
        paper = agency["paper"]
    if not paper and wire and (own := _OWN.match(line)):
        paper = own["paper"]
    return paper, author


def _written(rows: Iterable[str], most: int) -> list[str]:
    """Return the first lines that are not blank, without the spaces around them."""
    lines: list[str] = []
    for row in rows:
        if line := row.strip():
            lines.append(line)
            if len(lines) == most:
                break
    return lines


def _is_reported(line: str) -> bool:
    return "记者" in line and _REPORTED.search(line) is not None


def _last(rows: Sequence[str]) -> list[str]:
    """Return the last lines that are of the page and may name who wrote it, in order."""
    lines = _written(reversed(rows), _LAST_LINES)
    lines.reverse()
    return [line for line in lines if _is_keyed(line) and is_furniture(line)]


def _is_keyed(line: str) -> bool:
    """Tell that a line may name source or author."""
    return len(line) <= 80 and _KEYED.search(line) is not None


def _first(pattern: regex.Pattern[str], group: str, lines: Sequence[str]) -> str | None:
    found = (match[group] for line in lines if (match := pattern.search(line)))
    return next(found, None)


def _published(lines: Sequence[str]) -> str | None:
    for line in lines:
        dated = len(line) <= 80 and ("20" in line or "19" in line)
        match = _DAY.search(line) if dated else None
        if match is None or line[-1] in _PARAGRAPH_END:
            continue
        rest = line[: match.start()] + line[match.end() :]
        if (len(rest) <= 6 or _DATELINE.search(rest)) and (stamp := _stamp(match)):
            return stamp
    return None


def is_date_line(line: str) -> bool:
    """Tell that a line holds a date and nothing else."""
    match = _DAY.search(line)
    return match is not None and len(line) - len(match[0]) <= 2


def _stamp(match: regex.Match[str]) -> str | None:
    """Return a date as ISO 8601; None for a day that no calendar has."""
    numbers = [int(match[group] or 0) for group in ("y", "m", "d", "H", "M", "S")]
    try:
        moment = datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        return None
    if match["H"] is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if match["S"] else "minutes")


def _is_title(line: str) -> bool:
    if len(line) < 4 or len(line) > 80 or line[-1] in _PARAGRAPH_END:
        return False
    if _FURNITURE.search(line) or _is_reported(line):
        return False
    return not (len(line) < 8 and " " in line)
