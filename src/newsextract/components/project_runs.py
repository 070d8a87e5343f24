"""Names that stand in one list and share what is said of it: X、Y和Z开工 (guideline, PROJECT ``status``)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.components.project_names import ProjectName

_GAP = 100
_PARTS, _JOINS = "、，", "和及与"
# Between two names of a list, no longer than ``_GAP``: the first one's amount in brackets, the second one's before it.
_LIST_GAP = regex.compile(
    rf"(?:[（(][^（()）\n]{{1,30}}[）)])?[{_PARTS}]?[{_JOINS}]?(?:以及)?(?:(?!新建的|其中|[^、，。；\n]{{0,16}}(?:(?:计划|拟|将)(?:开工|动工|启动)|规划中|规划|拟建|在建|建成)的)[^、，。；\n]{{2,24}}的)?(?:总?投资(?:额)?[^、，。；\n]{{2,16}}的)?"
)
# It ends with one of these: with its bracket, a mark, a word that joins, or 的.
_GAP_ENDS = frozenset(f"）){_PARTS}{_JOINS}及的")


class Runs:
    """The 、-lists that the names of one text stand in. Built for a text, then read-only."""

    def __init__(self, text: str, names: Sequence[ProjectName]) -> None:
        self._gaps: list[str | None] = []
        end = None
        for name in names:
            if end is not None:
                self._gaps.append(_mark_of_gap(text, end, name.start))
            end = name.end

    def around(self, at: int) -> tuple[int, int]:
        """Return the numbers of the first and last name of the list that the name at ``at`` stands in.

        A list that 、 parts does not go on over a comma: A、B，C建成.
        """
        gaps, seen = self._gaps, ""
        first = last = at
        while first > 0:
            mark = gaps[first - 1]
            if mark is None or (mark and seen and mark != seen):
                break
            seen = seen or mark
            first -= 1
        while last < len(gaps):
            mark = gaps[last]
            if mark is None or (mark and seen and mark != seen):
                break
            seen = seen or mark
            last += 1
        return first, last


def _mark_of_gap(text: str, start: int, end: int) -> str | None:
    """Return the mark that parts two members of a list over the gap between them, none if a list ends there."""
    if start < end and (
        end - start > _GAP or text[end - 1] not in _GAP_ENDS or not _LIST_GAP.fullmatch(text, start, end)
    ):
        return None
    mark = text[start : start + 1]
    return mark if mark in _PARTS else ""


# 京雄高速的标志性工程|永定河特大桥: the whole is being built when news comes of its key works.
_KEY_WORKS_OF = regex.compile(r"首[个座条](?:重点|控制性|关键性?)工程")
_KEY_WORKS = regex.compile(r"的?(?:全线)?(?:重点|重难点|标志性|控制性|关键性?|节点)(?:控制性)?工程(?:——|“)?")
_KEY_WORKS_LONGEST = 13


def has_key_works(text: str, names: Sequence[ProjectName], at: int) -> bool:
    """Tell that key works of the project are named behind it: 藻渡水库首个控制性工程导流洞完工."""
    end = names[at].end
    if at + 1 < len(names):
        following = names[at + 1].start
        if following - end <= _KEY_WORKS_LONGEST and _KEY_WORKS.fullmatch(text, end, following):
            return True
    return text.startswith("首", end) and _KEY_WORKS_OF.match(text, end) is not None


_CLOSERS = {"（": "）", "(": ")"}


def behind_bracket(text: str, at: int) -> int:
    """Step over a bracket directly behind a name: （以下简称“纳晴高速”）."""
    closer = _CLOSERS.get(text[at : at + 1])
    closing = -1 if closer is None else text.find(closer, at, at + 40)
    return at if closing < 0 else closing + 1
