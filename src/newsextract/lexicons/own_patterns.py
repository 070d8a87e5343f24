"""A user's regular expression: refused when some text would keep it busy for ever, or when it matches nothing.

Two guards. By its form: a group that is repeated without end, and whose inside can be as long as it likes,
can split one text in countless ways, as ``(甲+)+`` does; so can one with the same alternative twice. By
trial: the pattern is tried on long texts of one thing. What passes both and is slow all the same is stopped
at its article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

# Far more than a pattern without a repeat in a repeat takes for the texts that it is tried on.
_SECONDS = 0.5
_FILLERS = ("国", "集团公司", "A1", "12", " ")
_LITERAL = regex.compile(r"[\p{Han}A-Za-z0-9]")
# One thing of a pattern: an escape, a set (sets may stand in it), how a group opens, its end, a bar.
_PART = regex.compile(
    r"""(?P<thing>\\[pPNxg][{<][^}>]*[}>]|\\.|(?P<set>\[\^?\]?(?:\\.|(?&set)|[^\]\\])*+\])|[^\\()\[|])
    |(?P<open>\((?:\?(?:P?<[\w]+>|<?[=!]|[>|:]|[\w-]*:)|\?\#[^)]*|)) |(?P<close>\)) |(?P<bar>\|)""",
    regex.VERBOSE | regex.DOTALL,
)
_REPEAT = regex.compile(r"(?P<how>[*+?]|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})(?P<more>[?+]?)")


@dataclass(slots=True)
class _Group:
    """An open group: its alternatives so far, whether its inside can be of many lengths, whether it lets go."""

    atomic: bool = False
    varies: bool = False
    alternatives: list[str] = field(default_factory=lambda: [""])

    def splits(self) -> bool:
        """Tell that the group, repeated, can take the same text in many ways."""
        doubled = len(set(self.alternatives)) < len(self.alternatives)
        return not self.atomic and (self.varies or doubled)


def checked_pattern(value: str) -> str:
    """Return a pattern that may be used. Raises ``ValueError`` with the reason for one that may not."""
    try:
        compiled = regex.compile(value)
    except regex.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    inside = repeat_in_repeat(value)
    if inside:
        raise ValueError(
            f"{inside!r} is a repeat inside a repeat, which can take for ever:"
            " take one of the two out, or let the inner one give nothing back, as in (甲++)+"
        )
    try:
        found = (match for text in _hostile(value) for match in compiled.finditer(text, timeout=_SECONDS))
        nothing = any(match.start() == match.end() for match in found)
    except TimeoutError as error:
        raise ValueError(f"{value!r} takes for ever: no repeat inside a repeat, as in (甲+)+") from error
    if nothing or compiled.search("") is not None:
        raise ValueError(f"{value!r} matches nothing at all, and so everywhere")
    return value


def repeat_in_repeat(pattern: str) -> str:
    """Return the first group of a pattern that is repeated without end and can split a text in many ways."""
    stack, starts = [_Group()], [0]
    at = 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if part is None or part.end() == at:
            return ""
        start, at, group = at, part.end(), None
        if part["open"] is not None and not part["open"].startswith("(?#"):
            stack.append(_Group(atomic=part["open"] == "(?>"))
            starts.append(start)
            continue
        if part["bar"] is not None:
            stack[-1].alternatives.append("")
            continue
        if part["close"] is not None and len(stack) > 1:
            group, start = stack.pop(), starts.pop()
        repeat = _REPEAT.match(pattern, at)
        at = at if repeat is None else repeat.end()
        if group is not None and repeat is not None and _endless(repeat) and group.splits():
            return pattern[start:at]
        outer = stack[-1]
        outer.alternatives[-1] += pattern[start:at]
        outer.varies |= group is not None and group.varies and not group.atomic
        outer.varies |= repeat is not None and _varies(repeat)
    return ""


def _endless(repeat: regex.Match[str]) -> bool:
    """Tell that a repeat has no highest number and gives back what it took."""
    if repeat["more"] == "+":
        return False
    return repeat["how"] in "*+" or bool(repeat["comma"] and not repeat["high"])


def _varies(repeat: regex.Match[str]) -> bool:
    """Tell that a repeat can be of many lengths; ``?`` takes a thing or leaves it, which is no repeat."""
    if repeat["more"] == "+" or repeat["how"] == "?":
        return False
    return repeat["how"] in "*+" or bool(repeat["comma"] and repeat["low"] != repeat["high"])


def _hostile(pattern: str) -> Iterator[str]:
    """Yield texts on which a pattern with a repeat in a repeat takes for ever: much of one thing, no end."""
    literals = _LITERAL.findall(pattern)
    for filler in (*_FILLERS, *dict.fromkeys(literals[:8])):
        many = filler * (2000 // len(filler))
        yield many
        yield f"{many}{''.join(literals)}\0"
