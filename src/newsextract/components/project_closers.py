"""What closes a list of projects: A、B、C|等5个项目, 随岳、岳常|2条高速公路 (guideline, PROJECT)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from newsextract.components.looks import last_of

_COUNTS = "0123456789两三四五六七八九十"
_NUMERALS = "一二三四五六七八九十百两几数多"
_WORKS_CLOSED = "项目|工程(?!包)|线路|公路|高速|铁路|高铁|铁路干线"
_BUILT = "水库|电站|水电站|泵站|变电站|大桥|桥梁|隧道|车站"
_WORKS = "项目|工程(?!包)|线路|公路|高速|铁路|航道"
_CLOSER = regex.compile(
    rf"(?<!高)等(?:\d+|[{_NUMERALS}]+|一大批|一批|一系列|多)?(?:余|多)?(?:个|项|条|大)?[^，。；、！？\n]{{0,8}}?(?:{_WORKS_CLOSED})"
    r"|等(?:\d+|[一二两三四五六七八九十]+)座[^，。；、！？\n]{0,4}?(?:水闸|水库|电站|泵站|变电站|大桥|桥梁|隧道|车站|机场|污水处理厂)"
    rf"|(?<=[\u4e00-\u9fd5])(?:\d+|[两三四五六七八九十]+)座[^，。；、！？的\n]{{0,4}}?(?:{_BUILT})"
    rf"|(?<=[\u4e00-\u9fd5])(?:\d+|[两三四五六七八九十]+)(?:个(?![县市区乡镇村省])|项|条|大)[^，。；、！？的\n]{{0,8}}?(?:{_WORKS})"
    r"|等多[处项条][^，。；、！？\n]{0,6}(?:干线|通道|线路)"
)
# A closer begins with 等 or with the number before one of these.
_CLOSES_AT = re.compile(rf"[等座个项条大](?:(?<=等)|(?<=[\d{_COUNTS}].))")
_CLOSER_BEGINS = frozenset(f"等{_COUNTS}")
# Without a number behind 等 one of the works ends so near behind it, or behind the word that counts them.
_CLOSER_REACH = 15
_WORKS_ENDS = last_of(word.partition("(")[0] for word in f"{_WORKS_CLOSED}|{_WORKS}|{_BUILT}".split("|"))


def closers(text: str) -> Iterator[regex.Match[str]]:
    """Yield what closes a list: 等5个项目; it begins with 等, or with a digit of the number before what is counted."""
    free = 0
    for found in _CLOSES_AT.finditer(text):
        at = stop = found.start()
        number = text[at] != "等"
        following = text[at + 1 : at + 2]
        if _WORKS_ENDS.isdisjoint(text[at + 1 : at + 1 + _CLOSER_REACH]) and (
            number or not (following in _NUMERALS or following.isdecimal())
        ):
            continue
        if not number:
            stop += 1
        else:
            while at and (text[at - 1] in _COUNTS or text[at - 1].isdecimal()):
                at -= 1
        for start in range(max(at, free), stop):
            if text[start] not in _CLOSER_BEGINS or (number and not "\u4e00" <= text[start - 1] <= "\u9fd5"):
                continue
            match = _CLOSER.match(text, start)
            if match is not None:
                yield match
                free = match.end()
                break
