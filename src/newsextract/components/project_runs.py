"""Names that stand in one list and share what is said of it: X、Y和Z开工 (guideline, PROJECT ``status``)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.components.project_names import ProjectName

_GAP = 100
# Between two names of a list, no longer than ``_GAP``: the first one's amount in brackets, the second one's before it.
_LIST_GAP = regex.compile(
    r"(?:[（(][^（()）\n]{1,30}[）)])?[、，]?[和及与]?(?:以及)?(?:(?!新建的|其中|[^、，。；\n]{0,16}(?:(?:计划|拟|将)(?:开工|动工|启动)|规划中|规划|拟建|在建|建成)的)[^、，。；\n]{2,24}的)?(?:总?投资(?:额)?[^、，。；\n]{2,16}的)?"
)


def list_around(text: str, names: Sequence[ProjectName], at: int) -> tuple[int, int]:
    """Return the numbers of the first and last name of the 、-list that the name at ``at`` stands in."""
    first = last = at
    marks: set[str] = set()
    while first > 0 and _goes_on(text, names[first - 1].end, names[first].start, marks):
        first -= 1
    while last + 1 < len(names) and _goes_on(text, names[last].end, names[last + 1].start, marks):
        last += 1
    return first, last


def _goes_on(text: str, start: int, end: int, marks: set[str]) -> bool:
    """Tell that a list goes on over a gap; one that 、 parts does not go on over a comma: A、B，C建成."""
    if not _is_gap(text, start, end):
        return False
    mark = "，" if text.startswith("，", start) else "、" if text.startswith("、", start) else ""
    if mark:
        if marks and mark not in marks:
            return False
        marks.add(mark)
    return True


def _is_gap(text: str, start: int, end: int) -> bool:
    return end - start <= _GAP and _LIST_GAP.fullmatch(text, start, end) is not None
