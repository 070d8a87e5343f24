"""Projects of lists that say a field or an item a line, and the amounts and companies of the item.

Two patterns of press releases: ``项目名称：X⏎总投资：86亿元⏎投资主体：A公司`` (a table gone to lines) and
``1．X，14.2亿元，投资方为A；`` (a bullet, a name, its amount). In both the layout proves the name, whatever its head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from newsextract.components.project_names import ProjectName, ProjectNames
from newsextract.lexicons import alternation, table
from newsextract.spans import Spanned
from newsextract.text.occurrences import matches_at
from newsextract.text.words import Words

_NUMERALS = "一二三四五六七八九十"
_BULLET = (
    rf"(?:[（(]?\d{{1,2}}[)）、．.]|[（(][{_NUMERALS}]{{1,2}}[）)]|[{_NUMERALS}]{{1,2}}、"
    r"|——|[●■◆▲★☆·•△▪①-⑳])"
)
# A line that may begin with a bullet: most begin with a letter or a character that is no numeral.
_MAY_HAVE_BULLET = re.compile(rf"\n[ \u3000]*(?:[^\n \u3000\u4e00-\u9fffA-Za-z“]|[{_NUMERALS}])")
_ITEM = regex.compile(
    rf"(?:^|\n)[ \u3000]*{_BULLET}[ \u3000]*(?P<name>[^，。；：、\n]{{4,44}}?)(?=[，。：])(?P<rest>。[^\n]*|[^；。\n]*)"
)
_LONGEST_FIELD = 60
_AT_ONCE = regex.compile(r"[，：](?:约|近|逾|超|超过|总投资|投资|投资额)?\Z")


class Item(NamedTuple):
    """One item: where its name stands and how far what is said of it goes (half-open code points)."""

    start: int
    end: int
    until: int


class ProjectItems:
    """Reads fields and items. Built once from the lexicon, then read-only."""

    def __init__(self, names: ProjectNames) -> None:
        data = table("projects")["items"]
        self._names = names
        self._endings = tuple(data["endings"])
        label = alternation(data["name_labels"])
        # Most texts have no field: no line of theirs is tried. What ends in another label has that one, too.
        labels = {name + colon for name in data["name_labels"] for colon in "：:"}
        self._labels = [name for name in labels if sum(map(name.endswith, labels)) == 1]
        self._field = regex.compile(
            rf"(?:^|\n)[ \u3000]*(?:{_BULLET}[ \u3000]*)?{label}[：:]"
            rf"[ \u3000]*(?P<name>[^\n：。；]{{4,{_LONGEST_FIELD}}})"
        )
        self._field_line = regex.compile(r"\n+[^\n：:]{2,10}[：:][^\n]*")

    def find(self, words: Words, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> Iterator[ProjectName]:
        """Yield the names that fields and items with an amount of their own prove."""
        for item in self.fields(words.text):
            yield ProjectName(
                item.start, item.end, item.start, True, "project.field", "the field of its name"
            )
        for item in self.items(words.text, money):
            start = max(item.start, self._names.left_edge(words, item.end, money, orgs))
            if item.end - start >= 4:
                yield ProjectName(start, item.end, start, True, "project.item", "an item with its amount")

    def fields(self, text: str) -> Iterator[Item]:
        """Yield the values of 项目名称：; what is said of each goes on over the field lines behind it."""
        for label in self._labels:
            if label in text:
                break
        else:
            return
        for match in matches_at(self._field, text, _line_starts(text)):
            start, end = match.span("name")
            value = text[start:end].rstrip(" \u3000。；;，")
            if value.endswith("等"):
                continue
            until = end
            line = self._field_line.match(text, until)
            while line is not None and self._field.match(text, until) is None:
                until = line.end()
                line = self._field_line.match(text, until)
            yield Item(start, start + len(value), until)

    def items(self, text: str, money: Sequence[Spanned]) -> Iterator[Item]:
        """Yield bullets whose first phrase ends like a thing built and whose amount follows at once."""
        starts = [0, *[line.start() for line in _MAY_HAVE_BULLET.finditer(text)]] if money else []
        for match in matches_at(_ITEM, text, starts):
            start, end = match.span("name")
            bare = text[start:end].rstrip("）)")
            if (
                not (bare.endswith(self._endings) or bare.endswith("期"))
                or "项目" in bare[:-2]
                or bare.endswith("会场")
            ):
                continue
            at = bisect_left(money, end, key=lambda amount: amount.start)
            told = at < len(money) and money[at].start < match.end("rest")
            if told and (_AT_ONCE.fullmatch(text, end, money[at].start) or "投资" in match["rest"]):
                yield Item(start, end, match.end("rest"))


def _line_starts(text: str) -> Iterator[int]:
    """Yield where a pattern that begins with a line's start, or the break before it, can begin."""
    at = 0
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)
