"""When and how a thing is done, between a project's name and the verb: 近日|正式, 2018年5月|顺利."""

from __future__ import annotations

from newsextract.components.looks import first_of, looks

_HOW = (
    r"一起|一同|先后|陆续|相继|双双|同日|同步|同时|上周|本周|下周|率先|正式|会|全面|"
    r"全线|去年|今年|年初|年底|上月|本月|上个月|下月|顺利|集中|也|还|又|上半年|"
    r"下半年|于|有望[在于]?|预计[在于]?|昨日|今日|昨天|今天|日前|近日|上午|下午|"
    r"破土(?=[动开])|已经|已|正在|正|将于?|即将|同时"
)
_TIME = r"\d一二三四五六七八九十年月日季度"

MANNER = rf"(?:{_HOW}|[{_TIME}]{{1,9}}[前底初内]?(?!个))*+"
"""A pattern of all that stands there, perhaps nothing."""

begins_manner = looks(_TIME + "".join(first_of(_HOW.split("|"))))
"""Tell whether it can begin with a character."""
