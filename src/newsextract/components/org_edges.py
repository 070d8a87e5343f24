"""Edges that need the whole list of candidates: place prefixes, local arms, names that meet.

Sources: guideline, ORG, "the whole name with its place prefix", "A longer name that holds a shorter one
is one mention"; the patterns 国家税务总局宁波市税务局, 宁波市生态环境局北仑分局, 江淮大众.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import regex

from newsextract.components.candidates import Candidate, Standing
from newsextract.components.looks import Openings, first_of
from newsextract.components.org_signs import Signs
from newsextract.components.places import chain_start, place_starting
from newsextract.dictionary import is_coined, tag
from newsextract.lexicons import alternation, table
from newsextract.lexicons.names import places
from newsextract.text.words import Words

_OWNERSHIP = r"\d+(?:\.\d+)?[%％]的?股|股权|董事长|总经理|总裁"
_OWNED_OR_LED = regex.compile(_OWNERSHIP)
_TRADE_REACH = 32
# 亚东水泥集团|彭州公司, 中材国际|成都院
_LOCAL_ARM = regex.compile(r"(?:分|子)?公司|(?:设计|研究)?院(?![士长校内外])")
_PRESS = regex.compile(r"(?<=报)社(?![会区保])")
_OPENS_PRESS = "社"
_BRAND = 2
_WITHIN = "（）()"
_BRACKETS = frozenset("（(")
_SPEAKING = frozenset({"government", "research", "party"})
_TWO_NAMES = 4
_GROUPS = ("集团", "集团公司", "总公司")
_NOT_NOUN = ("v", "d", "p", "r", "u", "y", "t", "c", "m")


class OrgEdges:
    """Mends the edges of candidates. Built once from the lexicon, then read-only."""

    def __init__(self, stands_outside: Callable[[str], bool], signs: Signs) -> None:
        data = table("organizations")["edges"]
        self._stands_outside = stands_outside
        self._not_in_place = frozenset(data["not_in_place"])
        self._arms = regex.compile(alternation(data["arms"]))
        self._opens_arm = first_of(data["arms"])
        low, high = _OFFICE_SHORTEST, _OFFICE_LONGEST
        self._offices = regex.compile(rf"[\u4e00-\u9fd5]{{{low},{high}}}?(?:{'|'.join(data['offices'])})")
        # What an office begins with (each with a character of its own) behind the words that say which one it is.
        self._office_near = re.compile(f"[{''.join(sorted(first_of(data['offices'])))}]")
        self._speaks = regex.compile(
            rf"[\u4e00-\u9fd5]{{2,9}}?{alternation(data['parts'])}(?={data['parts_before']})"
        )
        # 处负责人, 司表示: few articles have any.
        self._speaking = signs.watch(
            [part + behind for part in data["parts"] for behind in data["parts_before"].split("|")]
        )
        self._regions = regex.compile(rf"{alternation(data['regions'])}(?={data['regions_before']})")
        self._opens_region = first_of(data["regions"])
        trades = table("organizations")["trade"]["words"] + table("organizations")["trade"]["closing"]
        self._trade = Openings(trades)
        # 海尔|信息塑胶100%股权: a share or a title behind it shows where the name ends.
        self._trades = regex.compile(
            rf"(?:[\u4e00-\u9fd5]{{{_BRAND}}})?{alternation(trades)}(?={_OWNERSHIP})"
        )
        # 滇能集团|昭通|铝业投资…: a place and a trade behind a group are its company there.
        self._local_trade = regex.compile(
            rf"{alternation(table('organizations')['brands']['safe'])}(?!产业|项目|行业|企业|产品|市场)"
        )
        self._opens_place = first_of(places())
        self._closes_place = frozenset(place[-1] for place in places())
        self._goes_on = frozenset(_WITHIN).union(
            self._opens_arm, self._opens_region, self._trade.first,
            first_of(data["sections"]), self._opens_place,
        )  # fmt: skip
        """What opens an arm, a part or a place behind a name, besides the Chinese characters."""
        self._parts = _parts(data, signs)
        self._with_more = _SPEAKING.union(self._parts, ("media", "education"))

    def mend(self, words: Words, candidates: Sequence[Candidate], signs: Standing) -> list[Candidate]:
        """Return the candidates, none overlapping, with prefixes and arms taken in."""
        text = words.text
        if "开区" in text:
            candidates = [_whole_zone(text, c) for c in candidates]
        out: list[Candidate] = []
        floor = 0
        for joined in self._joined(text, candidates):
            placed = joined
            if joined.rule == "org.lexicon":
                before = text[joined.start - 1 : joined.start]
                if joined.type == "company" and before in self._closes_place:
                    placed = self._with_place(words, joined, floor)
            elif joined.rule == "org.head_company" and text.endswith(_REGIONS, floor, joined.start):
                placed = self._with_region(words, joined, floor)
            following = text[placed.end : placed.end + 1]
            if "\u4e00" <= following <= "\u9fd5" or following in self._goes_on:
                placed = self._with_arm(words, placed, following, signs)
            if placed.start >= floor:
                out.append(placed)
            floor = placed.end
        return out

    def _with_place(self, words: Words, candidate: Candidate, floor: int) -> Candidate:
        """Take a place directly before a company of the lexicon into its name: 日本住友化学, 新疆八钢."""
        text = words.text
        start = chain_start(text, candidate.start, max(floor, candidate.start - 12))
        if start is None or not words.is_border(start):
            return candidate
        left = words.left_of(start)[1] if start else ""
        if left in self._not_in_place or (left and not (left[-1] in _MARKS or self._stands_outside(left))):
            return candidate
        surface = text[candidate.start : candidate.end]
        full = candidate.full or surface
        return candidate._replace(start=start, why=f"{candidate.why}, with its place", full=full)

    def _with_region(self, words: Words, candidate: Candidate, floor: int) -> Candidate:
        """Take 北方 and its like before a coined name in, as the places they are: 北方|锂源公司."""
        text, start = words.text, candidate.start
        region = next(r for r in _REGIONS if text.endswith(r, floor, start))
        if not words.is_border(start):
            return candidate
        at = start - len(region)
        left = words.left_of(at)[1] if at else "\n"
        coined = is_coined(words.word_at(start))
        if not coined or not words.is_border(at) or not (left[-1] in _MARKS or self._stands_outside(left)):
            return candidate
        return candidate._replace(start=at, full=None, why=f"{candidate.why}, with {region}")

    def _with_arm(self, words: Words, candidate: Candidate, following: str, signs: Standing) -> Candidate:
        """Take a local arm or an office of the body in: 北仑分局, 新疆分公司, 外资处."""
        text, at, kind = words.text, candidate.end, candidate.type
        place = place_starting(text, at) if following in self._opens_place else None
        if place is not None or following in self._opens_arm:
            arm = self._arm_end(words, at) or (place and self._arm_end(words, place))
            if arm:
                return candidate._replace(end=arm, full=None, why=f"{candidate.why}; its arm")
        if kind == "company":
            further = self._company_further(words, candidate, place, following)
        elif kind in self._with_more:
            further = self._further(words, candidate, following, signs)
        else:
            return candidate
        if further > at:
            return candidate._replace(end=further, full=None, why=f"{candidate.why}, and what belongs to it")
        return self._with_office(words, candidate) if kind == "government" else candidate

    def _arm_end(self, words: Words, begin: int) -> int | None:
        """Return where a local arm ends that begins at ``begin``, if one does."""
        text = words.text
        arm = self._arms.match(text, begin) if text[begin : begin + 1] in self._opens_arm else None
        return arm.end() if arm is not None and words.is_border(arm.end()) else None

    def _with_office(self, words: Words, candidate: Candidate) -> Candidate:
        """Take an office of a government body in: 外资处, 政策研究室."""
        text, at = words.text, candidate.end
        if not self._office_near.search(text, at + _OFFICE_SHORTEST, at + _OFFICE_LONGEST + 1):
            return candidate
        office = self._offices.match(text, at) if words.is_border(at) else None
        if office is None:
            return candidate
        led = text.startswith(_CHIEFS, office.end())
        if (led or words.is_border(office.end())) and (led or self._all_nouns(words, at, office.end())):
            return candidate._replace(end=office.end(), full=None, why=f"{candidate.why}; its office")
        return candidate

    def _company_further(self, words: Words, candidate: Candidate, place: int | None, following: str) -> int:
        """Return where a company's name goes on to: 雅培|中国, 亚东水泥集团|彭州公司, 国网陕西电力|建设部主任."""
        text, start, at = words.text, candidate.start, candidate.end
        # The cheap question first: few names have such a word behind them.
        if text.find("部", at + _UNIT_SHORTEST, at + _UNIT_LONGEST + 1) >= 0:
            unit = _UNIT.match(text, at)
            if unit is not None and words.is_border(at) and not text.endswith("公司", start, at):
                return unit.end()
        known = candidate.rule == "org.lexicon"
        if place is not None and ((grouped := text.endswith(("集团", "公司"), start, at)) or known):
            arm = _LOCAL_ARM.match(text, place) or (grouped and self._local_trade.match(text, place))
            if arm and words.is_border(arm.end()):
                return arm.end()
        if not known:
            return at
        match = self._regions.match(text, at) if following in self._opens_region else None
        # What has to follow a trade stands within reach, or the long alternation is not tried.
        trade = self._trade
        if (
            match is None
            and (
                (following in trade.first and trade.at(text, at))
                or (text[at + _BRAND : at + _BRAND + 1] in trade.first and trade.at(text, at + _BRAND))
            )
            and _OWNED_OR_LED.search(text, at, at + _TRADE_REACH)
        ):
            match = self._trades.match(text, at)
        return match.end() if match is not None else at

    def _further(self, words: Words, candidate: Candidate, following: str, signs: Standing) -> int:
        """Return where another body's name goes on to: 香港大学|（深圳）, 社会科学院|经济研究中心."""
        text, at, kind = words.text, candidate.end, candidate.type
        if kind == "media" and following == _OPENS_PRESS and _PRESS.match(text, at):
            return at + 1
        if kind == "education" and following in _BRACKETS:
            inner = place_starting(text, at + 1)
            return inner + 1 if inner is not None and text[inner : inner + 1] in {"）", ")"} else at
        if (
            kind in _SPEAKING
            and signs[self._speaking]
            and not self._stands_outside(words.word_at(at))
            and (speaks := self._speaks.match(text, at)) is not None
        ):
            return speaks.end()
        if kind in self._parts and signs[self._parts[kind][0]]:
            return self._behind_part(words, at, self._parts[kind][1])
        return at

    @staticmethod
    def _behind_part(words: Words, at: int, parts: regex.Pattern[str]) -> int:
        """Return the end of the part of a body that is named at a place, made of nouns alone; else the place."""
        # The words speak first: trying the pattern at every name takes ten times as long.
        if not words.is_border(at) or _ends_noun(words.word_at(at)):
            return at
        part = parts.match(words.text, at)
        if part is None or not words.is_border(part.end()):
            return at
        return at if any(map(_ends_noun, words.within(at, part.end()))) else part.end()

    def _all_nouns(self, words: Words, start: int, end: int) -> bool:
        inner = words.within(start, end)
        return (
            words.is_border(start)
            and not any(self._stands_outside(word) or tag(word).startswith(_NOT_NOUN) for word in inner[:-1])
            and tag(inner[-1]) != "v"
        )

    def _joined(self, text: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        """Join a body with the local arm or the partner's name that follows without a mark."""
        end = -1
        for candidate in candidates:
            if candidate.start == end:
                break
            end = candidate.end
        else:
            return candidates
        out: list[Candidate] = []
        for candidate in candidates:
            left = out[-1] if out else None
            if left is not None and left.end == candidate.start and self._one_name(text, left, candidate):
                out[-1] = left._replace(
                    end=candidate.end, full=None, why=f"{left.why}; joined with what follows"
                )
            else:
                out.append(candidate)
        return out

    @staticmethod
    def _one_name(text: str, left: Candidate, right: Candidate) -> bool:
        if left.type == "government" and right.rule == "org.government":
            return True
        if not left.type == right.type == "company":
            return False
        if text.endswith(("集团", "公司", "局"), left.start, left.end) and text.startswith("第", right.start):
            return True
        # 中国医药集团|国药控股, 金顶集团|攀西公司
        if text.endswith(_GROUPS, left.start, left.end):
            return True
        if left.rule != "org.lexicon":
            return False
        if place_starting(text, right.start) is not None and right.end - right.start > _TWO_NAMES:
            return True  # 中铝|云南铜业集团
        # 河钢集团|唐钢公司 is the group's arm, 江淮|大众 a venture of two short names; 雀巢|徐福记 are two companies.
        arm = text.endswith("集团", left.start, left.end) and text.endswith(
            ("公司", "厂"), right.start, right.end
        )
        short = right.end - right.start <= 2 and left.end - left.start <= 2
        return arm or (short and right.rule == "org.lexicon")


def _parts(data: Mapping[str, Any], signs: Signs) -> dict[str, tuple[int, regex.Pattern[str]]]:
    """Return, by kind of body, the pattern of the parts that it has and the number of the signs of such."""
    within = rf"[\u4e00-\u9fd5{_WITHIN}]{{2,14}}?"
    closing = {
        "education": (within, data["departments"]),
        "research": (within, data["departments"]),
        "association": (within, data["branches"]),
        "government": (r"[\u4e00-\u9fd5]{0,14}?", data["sections"]),
    }
    return {
        kind: (signs.watch(closes), regex.compile(before + alternation(closes)))
        for kind, (before, closes) in closing.items()
    }


@lru_cache(maxsize=4096)
def _ends_noun(word: str) -> bool:
    """Tell that a word is no part of a row of nouns."""
    kind = tag(word)
    return kind.startswith(_NOT_NOUN) and not kind.startswith("vn") and word not in {"与", "和"}


def _whole_zone(text: str, candidate: Candidate) -> Candidate:
    """Take the first character of 经开区 back that was read as a preposition, and the place before it."""
    start = candidate.start
    if not (text.startswith("开区", start) and text.startswith("经", start - 1)):
        return candidate
    place = chain_start(text, start - 1, max(0, start - 9))
    return candidate._replace(start=start - 1 if place is None else place, full=None)


_OFFICE_SHORTEST, _OFFICE_LONGEST = 2, 7
_UNIT_SHORTEST, _UNIT_LONGEST = 2, 7
_UNIT = regex.compile(
    rf"(?!总|本|全|项目部)[\u4e00-\u9fd5]{{{_UNIT_SHORTEST},{_UNIT_LONGEST}}}?部(?=有关负责人|相关负责人|负责人|主任|副主任|经理|副经理|总经理)"
)
_REGIONS = ("北方", "南方", "东方", "西部", "中部", "环球", "江南")
_CHIEFS = ("处长", "副处长", "司长", "副司长", "科长", "负责人", "有关负责人", "相关负责人")
_MARKS = frozenset('，。；：！？“”"《》、\n（）()—-■□●◆ \u3000·/【】「」')
