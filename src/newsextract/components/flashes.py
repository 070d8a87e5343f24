"""Companies of finance flashes: 【川恒锂电：拟52亿元投建…】川恒锂电公告称.

What stands before the colon of a flash's headline and then announces is a listed company, whatever its name
is made of. Source: the pattern of finance flashes, guideline, ORG.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate
from newsextract.components.places import is_place
from newsextract.text.occurrences import occurrences
from newsextract.text.words import Words

_HEADED = regex.compile(r"(?:【|^|(?<=\n))(?P<name>[\u4e00-\u9fd5A-Za-z*]{3,8})：(?=[^\n】]{4,60}(?:】|\n))")
_ANNOUNCES = regex.compile(
    r"(?:（[^（）\n]{2,14}）)?(?:\d{1,2}[月日][^，。]{0,6})?(?:今日|昨日|早间|晚间)*(?:发布)?(?:公告|公布|披露)"
)
# Offices and media announce, too; they have names of their own.
_NO_FIRM = regex.compile(r"(?:[部局委厅省市县区会院办行署网报]|政府|记者|公司|原标题|快讯|来源)\Z")


class Flashes:
    """Finds the companies of flashes. Stateless."""

    def find(self, words: Words) -> Iterator[Candidate]:
        """Yield every occurrence of each name that heads a flash and announces in it."""
        text = words.text
        if "：" not in text:
            return
        headed = {
            match["name"]
            for match in _HEADED.finditer(text)
            if not (_NO_FIRM.search(match["name"]) or is_place(match["name"]))
        }
        if not headed:
            return
        said = occurrences(text, headed)
        proven = {text[start:end] for start, end in said if _ANNOUNCES.match(text, end)}
        for start, end in said:
            if text[start:end] in proven:
                yield Candidate(start, end, "company", "org.flash", "it heads a flash and announces")
