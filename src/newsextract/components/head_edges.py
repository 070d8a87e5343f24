"""The edges of a head: whether what looks like one belongs to other words (报|告, 大学|生, 该|公司)."""

from __future__ import annotations

import regex

from newsextract.components.looks import first_of, last_of
from newsextract.dictionary import is_known
from newsextract.text.words import Words

# 海信集团党委书记 is a title of the company's: the name ends before it.
_PARTY_HEADS, _PARTY_TITLES = frozenset({"党委", "纪委", "团委"}), ("书记", "副书记", "委员")
_NOT_BEFORE_HEAD = frozenset({"子", "母", "上市", "该", "本", "贵", "我", "某", "家"})
_ENDS_NOT_BEFORE = last_of(_NOT_BEFORE_HEAD)
_CUT_FROM_WORDS = frozenset({"组织", "学会", "工会"})
# Behind a head these make another word of its end: 部|门, 大学|生.
_OTHER_ENDS = (
    *(
        "部门",
        "门口",
        "长(?!江|城|春|沙|安|三角)",
        "城(?!市|投|建)",
        "生(?!物|态|命|产|活)",
        "告(?!知)",
        "道(?!路)",
    ),
    *(
        "酬",
        "家(?!庄|港|乐)",
        "络",
        "友",
        "民(?!生|政|航)",
        "点",
        "红",
        "会(?!议|员|计|同|展)",
        "区(?!域|块|委)",
    ),
    *("们", "化", "级", "议", "同", "调", "定", "制", "法(?!院|律|定|规)", "型", "类", "界", "股", "债"),
)
_NOT_BEHIND = regex.compile("|".join(_OTHER_ENDS))
_OPENS_OTHER_END = first_of(_OTHER_ENDS)


def goes_on(words: Words, start: int, end: int) -> bool:
    """Tell that the head's last characters belong to the next word (报|告, 部|门, 大学|生), or that it is no name's.

    It stands behind another character."""
    text, head = words.text, words.text[start:end]
    if text[start - 1] == "该" or (head in _PARTY_HEADS and text.startswith(_PARTY_TITLES, end)):
        return True
    inside = not words.is_border(start)
    if inside and words.end_at(start) < end and not head.endswith(("公司", "集团", "研究院")):
        return True
    if text[end : end + 1] in _OPENS_OTHER_END and not words.is_border(end) and _NOT_BEHIND.match(text, end):
        return True
    if text[start - 1] in _ENDS_NOT_BEFORE and words.left_of(start)[1] in _NOT_BEFORE_HEAD:
        return True
    return inside and head in _CUT_FROM_WORDS and is_known(words.word_at(start))
