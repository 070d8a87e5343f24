"""The front of an article: title, publication, author, read from its first lines.

Source of the patterns: house styles of Chinese papers (``青岛日报/观海新闻记者 杨光``, ``本报记者 …``,
``新华社北京8月14日电``) and the furniture that scraped pages leave above the title.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

_LINES = 12
_FURNITURE = regex.compile(
    r"客户端|主编|美编|责任编辑|责编|审读|排版|来源[:：]|字号|分享到|打印|上一篇|下一篇|当前位置|首页|^\d{4}[-年/.]\d|评论|扫一扫"
)
_BYLINE = regex.compile(
    r"(?P<paper>[\u4e00-\u9fa5]{2,8}(?:日报|晚报|早报|时报|商报|都市报|新闻|网|社))?(?:[/／][\u4e00-\u9fa5]{2,8})?"
    r"\s*(?:全媒体|首席)?记者[\s:：]*(?P<author>[\u4e00-\u9fa5·]{2,4})(?=[\s、\n）)]|$)"
)
_AGENCY = regex.compile(
    r"(?P<paper>新华社|中新社|中新网|央视网|人民网|新华网)[\u4e00-\u9fa5]{0,8}(?:\d{1,2}月\d{1,2}日)?(?:电|消息|讯)"
)
_PARAGRAPH_END = "。！？；：:,，、"


@dataclass(frozen=True, slots=True)
class Front:
    """What the first lines say; each is None when they do not."""

    title: str | None = None
    publication: str | None = None
    author: str | None = None


def read_front(text: str) -> Front:
    """Read title, publication and author from the first lines of ``text``."""
    lines = [line.strip() for line in text[:3000].splitlines() if line.strip()][:_LINES]
    title = next((line for line in lines if _is_title(line)), None)
    publication = author = None
    for line in lines:
        byline = _BYLINE.search(line) or _AGENCY.search(line)
        if byline is not None and publication is None and author is None:
            groups = byline.groupdict()
            publication, author = groups.get("paper"), groups.get("author")
    return Front(title, publication, author)


def _is_title(line: str) -> bool:
    if len(line) < 4 or len(line) > 80 or line[-1] in _PARAGRAPH_END:
        return False
    return not (_FURNITURE.search(line) or _BYLINE.search(line) or (len(line) < 8 and " " in line))
