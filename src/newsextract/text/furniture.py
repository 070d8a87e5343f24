"""Lines that belong to the page and not to the article, and the marks of captions and new items.

Source of the words: what Chinese news sites and newspaper pages print around an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

_LONGEST = 80
_KEYS = (
    "责编", "责编辑", "责任编", "责任编辑", "编辑", "实习编辑", "值班编辑", "主编", "美编", "审读", "审核",
    "校对", "排版", "版式", "监制", "终审", "来源", "稿源", "文章来源", "信息来源", "消息来源", "作者",
    "原标题", "客户端", "上一篇", "下一篇", "上一页", "下一页", "上一条", "下一条", "分享到", "分享至", "字号",
    "字体", "浏览次数", "阅读", "阅读量", "点击", "点击量", "发布时间", "发布日期", "更新时间", "时间", "栏目",
    "标签", "关键词", "当前位置", "您的位置", "所在位置", "声明", "免责声明", "版权声明",
)  # fmt: skip
_KEY = f"(?:{'|'.join(_KEYS)})"
_WHOLE = (
    r"(?:分享到?|收藏|打印(?:本页)?|关闭(?:窗口)?|返回(?:首页|列表|顶部)|回到顶部|扫一扫|首页|评论|点赞|在看|举报|纠错|"
    r"广告|点击查看更多|查看更多|相关(?:阅读|新闻|报道|链接|推荐)|延伸阅读|推荐阅读|热点推荐|猜你喜欢|版权所有|未经授权|"
    r"我要(?:评论|纠错)|下一篇|上一篇|Copyright|©|ICP备)"
)
_STAFF = r"(?:主编|责编|美编|编辑|审读|审校|校对|排版|版式|图编)[ \u3000][\u4e00-\u9fff·]{2,4}(?:[ \u3000]|$)"
_OF_PAGE = regex.compile(rf"[\[【（(]?(?:{_KEY}\s?[:：]|{_WHOLE})|{_STAFF}")
_TURNED = ("下转", "上接", "紧接", "转")
_PAGE = regex.compile(
    rf"[（(]?(?:{'|'.join(_TURNED)})(?:第?[0-9０-９一二三四五六七八九十]{{1,3}}版|[A-Z]?\d{{1,3}}版).{{0,8}}"
    r"|[-—－ ]{0,3}(?:第 ?)?\d{1,3}(?: ?页)?[-—－ ]{0,3}"
    r"|[（(]?(?:上接|下转).{1,12}[）)]?"
)
_SIGNS = "■▲▼△▽◆◇▶►◀◄↑↓"
_PICTURED = ("上图", "下图", "左图", "右图")
_CAPTION = regex.compile(
    rf"[{_SIGNS}]|[（(【]?(?:图为|图[①②③④⑤\d：:]|资料图)|[（(]?(?:{'|'.join(_PICTURED)})"
)
# What a caption or a page mark begins with, digits aside.
_BESIDE = frozenset([*_SIGNS, *"（(【图资第-—－ ", *(word[0] for word in _TURNED + _PICTURED)])
_ITEM = regex.compile(
    r"[■□▲▼△▽◆◇●○★☆※▶►·•*#]|——|[-—–]\s|[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[、，是章节]"
    r"|[【\[]"
)
_BYLINE = regex.compile(
    r"记者|通讯员|特约|摄影|供图|报道组|本报讯|新华社|[ \u3000／/](?:文|图|摄)$|摄[）)]?$"
)
# A key's end and its colon, which few articles have. The colon stands first: `re` leaps from one to the next.
_KEY_ENDS = re.compile(rf"[:：](?:(?<=[{''.join(sorted({key[-1] for key in _KEYS}))}].)|(?<=\s.))")
_KEYED = regex.compile(rf"(?:(?<![ \u3000])[ \u3000]++|(?=[\[【]))(?=[\[【（(]?{_KEY}\s?[:：])")


def keys_in(text: str) -> Iterable[regex.Match[str]]:
    """Return the spaces, or the places before a bracket, behind which a text has a key of the page's own rows."""
    if ("：" in text or ":" in text) and _KEY_ENDS.search(text):
        return _KEYED.finditer(text)
    return ()


def is_furniture(line: str) -> bool:
    """Tell that a line, its edges stripped, is of the page: who edited it, where to share it, page numbers."""
    return len(line) <= _LONGEST and (_OF_PAGE.match(line) is not None or is_page_mark(line))


def is_page_mark(line: str) -> bool:
    """Tell that a line is a page number or says on which page the article goes on."""
    return len(line) <= 24 and _PAGE.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Tell that a line opens with the mark of a picture's caption."""
    return _CAPTION.match(line) is not None


def stands_between(line: str) -> bool:
    """Tell that a line may stand inside an article without being of it: a caption or a page mark."""
    first = line[0]
    return (first in _BESIDE or first.isdecimal()) and (is_caption(line) or is_page_mark(line))


def opens_item(line: str) -> bool:
    """Tell that a line opens with a bullet, a number or a bracket that only the start of something has."""
    return _ITEM.match(line) is not None


def is_byline(line: str) -> bool:
    """Tell that a short line says who wrote or photographed."""
    return len(line) <= 40 and _BYLINE.search(line) is not None
