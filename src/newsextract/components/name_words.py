"""What a word is at the edge of a name, wherever it stands: the end of it, an ordinal, a number."""

from __future__ import annotations

from functools import lru_cache

import regex

from newsextract.components.places import place_ending

HARD = frozenset('，。；：！？!?;、“”"‘’《》〈〉【】[]「」『』—…\n\t\r|｜■□●◆▲★◎~～/／=＝<>%％$+＋×')
OLD_BRANDS = frozenset({"东方", "华夏", "神州", "昆仑", "太平洋", "远东", "环球", "中原", "江南"})
"""Common words that many companies are called by, before what they make: 东方|动力|集团."""
ORDINAL = regex.compile(r"第[一二三四五六七八九十百\d]{1,4}")
_NUMBER = regex.compile(r"[\d０-９.．,，]+(?:年|月|日|号|个|家|亿|万|%|％|年代)?")
_TIMES = (
    *("季度", "以来", "上半年", "下半年", "年度", "年底", "月底", "期间"),
    *("时期", "当天", "晚间", "月末", "年末", "季末"),
)


@lru_cache(maxsize=4096)
def at_sight(word: str) -> tuple[str, str]:
    """Tell what a word is wherever it stands (ends a name, ordinal, number or none of these), and why."""
    if word[-1] in HARD or word.isspace():
        return "ends", f"{word[-1]!r} before it"
    if word in "（）()":
        return "ends", f"bracket {word!r}"
    if ORDINAL.fullmatch(word):
        return "ordinal", ""
    if word == "年" or (word.endswith(_TIMES) and len(word) > 1):
        return "ends", f"time {word!r}"
    return ("number" if _NUMBER.fullmatch(word) else ""), ""


# One-character signs of countries behind 中: 中挪国际合作中心, 中德生态园.
_SIGNS_OF_PROVINCES = frozenset("滇黔陇豫皖浙桂湘粤苏赣冀鲁鄂渝闽晋")
_COUNTRY_SIGNS = frozenset(
    "美英法德日韩俄挪瑞芬丹荷比奥匈波捷希葡西意澳新加印巴泰越老缅柬马菲哈蒙阿沙埃南非欧"
)


def opens_short(text: str, at: int, following: str) -> bool:
    """Tell that 中 at ``at`` opens a name: 中英|人寿, at the head of a clause and behind a place 中|水|国际集团."""
    if following[0] in _COUNTRY_SIGNS:
        return True
    if at and text[at - 1] in _SIGNS_OF_PROVINCES:
        return True  # 云南省滇中|引水工程有限公司
    headed = at == 0 or text[at - 1] in HARD or place_ending(text, at, max(0, at - 4)) is not None
    return len(following) == 1 and headed
