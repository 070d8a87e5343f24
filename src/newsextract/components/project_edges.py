"""Where a project's name starts: from the head leftward, word by word (guideline, PROJECT, "Left edge").

What stays in: places and companies that open the name, capacities (年产1000吨…), quoted parts. What stays
out: 总投资…的, 由…建设的, 新建, 其中, counts, ordinals. The words are in ``lexicons/projects.toml``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

import regex

from newsextract.components.places import is_place, place_starting
from newsextract.components.project_joints import (
    HARD,
    JOINERS,
    OPENING,
    Joints,
    Walk,
    drop_owners,
    enclosed,
    goes_there,
    is_sized,
    is_where,
)
from newsextract.components.project_lead_ins import take_lead_in
from newsextract.dictionary import is_known, is_name_like, is_rare, tag
from newsextract.lexicons import table
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords
from newsextract.spans import Spanned, covering
from newsextract.text.words import Words

LONGEST = 48
# Adverbs, prepositions, conjunctions, pronouns, particles, time words: never inside a name. Verbs are:
# names are full of verbal nouns (交换膜, 照明), so the verbs that end a name are listed in the lexicon.
_OUTSIDE_TAGS = ("d", "p", "c", "r", "u", "y", "t", "q")
LATIN = regex.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９.\-+&·]*")
NUMBER = regex.compile(r"[\d０-９.．,，×xX]+[万亿千百]*|[一二三四五六七八九十百千万亿两几]+")
_COUNTRY_SIGNS = frozenset("挪美英法德日韩俄瑞芬荷比奥匈波意澳新加印泰越老缅柬马哈蒙阿沙埃欧")
_SOUNDS = frozenset("都那同也就里多至者达")
# 国内首个, 亚洲最大的
_FIRST_KIND = regex.compile(r"(?:首[个条座家]|最[大长高]的?)\Z")
_SIZES = frozenset("大小高低短长")
# The segmenter parts 中转场, 中试线, 中医院 behind a noun.
_MIDDLE = frozenset("转试医药区硼")
_ELEMENTS = frozenset("锑锰钛磷铁锂镍锡铝镁硅硼氟氯硫铜锌钼钨溴钠")
_CAPACITY = regex.compile(r"[年日月](?:产|处理|加工|出栏|存栏|屠宰|发电|供|吞吐|生产)\Z")
_VERBS = frozenset({"v", "vd", "vi"})
# The segmenter takes a verb and its complement for a word: 投给, 用在, 算上, 先看.
_COMPLEMENTS = frozenset("给在到为入上出成于看")
# 国家工程实验室 is a body: 工程 is no head there.
_LABORATORIES = ("实验室", "研究中心", "技术中心", "技术研究")
# 巨型工程子午线轮胎项目
_OF_ENGINEERING = ("机械", "塑料", "子午线", "轮胎", "车辆", "菌", "装备")
# 建好|德阳…: the segmenter leaves 好 to the name.
_DOES_WELL = frozenset("建办管用修护")
_CAPACITY_BEFORE = regex.compile(r"年[产处加][^，。；]{2,10}[吨台套件辆万亿]\Z")
_LEADING = regex.compile(
    r"(?:[（(]\d{1,2}[）)]|\d{1,2}(?:[.．、)）](?!\d))|[①-⑳]|其[一二三四五六七八九十]是)\s*"
)
_COUNT_WORD = regex.compile(r"(?:\d+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批大座台宗处条所件]")
# 世界第三条|8.6代AMOLED生产线
_ORDINAL = regex.compile(r"第[一二三四五六七八九十]+[个条座家项]")
_WHERE_FIRST = ("世界", "全球", "国内", "全国", "我国", "亚洲", "全省", "全市")
_MARKS = "“「（(‘”、）)"
_OPENS_WITH: dict[str, tuple[str, ...]] = {
    "全国": ("一体化",), "重点": ("实验室",), "恢复": ("重建",), "优化": ("提升", "工程"),
    "下": ("穿", "六甲"), "将": ("军",), "向": ("莆",), "规划": ("展览馆", "展示馆"),
    "无": ("取向",), "再": ("制造", "生"), "集中": ("供水", "供热", "供气", "处理", "处置", "式"),
}  # fmt: skip
_BEFORE_ACTOR = JOINERS | {"、", "了", "对", "及"}
_IN_PLACE = regex.compile(r"在[^，。；、\n的]{2,8}\Z")
_START, _END = attrgetter("start"), attrgetter("end")
# Names are made of the same words again and again: so many are kept with what they are.
_KEPT = 8192
_is_number = lru_cache(maxsize=_KEPT)(NUMBER.match)
_SEVERAL = regex.compile(r"(?:\d|[两几数多二三四五六七八九十百])\Z")
_COUNTED = regex.compile(
    r"(?<![年月日]产)(?<![\d.])(?:[\d０-９]+|[一二三四五六七八九十百两几数多]+)(?:余|多)?[个项家批座台宗处所]\Z|[两三四五六七八九十]大\Z"
)


class LeftEdges:
    """Walks names to their left edges. Built once from the lexicon, then read-only."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        data = own.table("projects")
        left = data["left"]
        self._strong = frozenset(data["heads"]["strong"])
        self._building = frozenset(data["heads"]["building"])
        self._inside = frozenset(left["inside"])
        ends_any_name = frozenset(table("organizations")["stops"]["words"])
        self._stops = frozenset(left["stops"]) | (ends_any_name - self._inside - frozenset(left["nouns"]))
        self._joints = Joints(self._strong, self._building, self._stops, tuple(data["heads"]["works"]))
        self._works = frozenset(left["works"])
        self._lines = frozenset(left["lines"])
        self._signs = frozenset(left["signs"])
        self._actors = frozenset(left["actors"])
        self._makes = frozenset(left["makes"])
        self._glued = frozenset(left["glued"])
        self._trim = frozenset(left["trim"])
        self._generic = frozenset(data["generic"]["words"])
        self._measures = frozenset(data["measures"]["inside"])
        self._counts = frozenset(data["measures"]["counts"])
        self._capacity = frozenset(data["measures"]["capacity"])
        self._belongs = lru_cache(maxsize=_KEPT)(self._belongs_anywhere)

    def find(self, words: Words, walk: Walk, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> None:
        """Walk from ``walk.start`` to the left edge; ``walk`` tells what was taken and why it stopped."""
        self.reach(words, walk, money, orgs)
        self._trim_left(words, walk)
        self._drop_number(words.text, walk)
        drop_owners(words.text, walk, orgs)
        self._drop_kind(words.text, walk)
        take_lead_in(words.text, walk)

    def _drop_kind(self, text: str, walk: Walk) -> None:
        """Drop what kind of thing it is the first of: 国内首个量子人工智能计算中心|太湖量子智算中心."""
        if _FIRST_KIND.search(text, max(0, walk.start - 6), walk.start) is None:
            return
        at = walk.start
        for number, word in enumerate(reversed(walk.taken)):
            own = place_starting(text, at) is not None
            if number and own and self._joints.ends_building(text, at):
                walk.start, walk.why = at, "its kind is told before it"
                del walk.taken[len(walk.taken) - number :]
                return
            at += len(word)

    def reach(self, words: Words, walk: Walk, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> None:
        """Walk as far as words may belong to the name, and keep all but verbs at its edge."""
        self._go_left(words, walk, money, orgs)
        while len(walk.taken) > 1 and walk.taken[-1] in self._trim:
            walk.start += len(walk.taken.pop())
        self._drop_number(words.text, walk)
        self._drop_verb(words.text, walk)

    def _go_left(self, words: Words, walk: Walk, money: Sequence[Spanned], orgs: Sequence[Spanned]) -> None:
        text = words.text
        floor = max(0, walk.start - LONGEST)
        # The last body that ends, and the last amount that begins, no further right than the walk has come.
        body = bisect_right(orgs, walk.start, key=_END) - 1
        amount = bisect_left(money, walk.start, key=_START) - 1
        while walk.start > floor:
            quoted = enclosed(text, walk.start) if text[walk.start - 1] in OPENING else None
            if quoted is not None and text[quoted : walk.start] != "（套）":  # 首台（套）|…工程
                walk.taken.append("“”")
                walk.start = quoted
                continue
            while body >= 0 and orgs[body].end > walk.start:
                body -= 1
            if body >= 0 and orgs[body].end == walk.start:
                walk.taken.append("ORG")
                walk.start = orgs[body].start
                continue
            while amount >= 0 and money[amount].start >= walk.start:
                amount -= 1
            if amount >= 0 and money[amount].end >= walk.start:
                owner = covering(orgs, money[amount].start - 1)
                if owner is not None and owner.end == money[amount].start and walk.strong and walk.taken:
                    # 宝马|百亿元|动力电池项目落地沈阳
                    walk.taken += ["ORG"]
                    walk.start = owner.start
                walk.why = "an amount before it"
                return
            if walk.taken and _is_number(walk.taken[-1]):
                capacity = _CAPACITY.search(text, max(0, walk.start - 3), walk.start)
                if capacity is not None:
                    walk.taken.append(capacity[0])
                    walk.start = capacity.start()
                    continue
            at, word = words.left_of(walk.start)
            if word in {"的能", "能"} and walk.taken and text.startswith("能繁", walk.start - 1):
                walk.taken[-1] = f"能{walk.taken[-1]}"  # 存栏50万头的|能繁母猪繁育基地
                walk.start, walk.why = walk.start - 1, "'的' before it"
                return
            stop = None if self._belongs(word) else self._stop(words, at, word, walk, orgs)
            if stop is not None:
                walk.why = stop
                return
            if (
                (len(word) > 2 or word[0] == "了")
                and word[0] in self._glued
                and not is_known(word)
                and self._glues(words, at, word)
            ):
                # The segmenter glues a particle to an unknown name: 建成|后邦普.
                walk.taken.append(word[1:])
                walk.start, walk.why = at + 1, f"{word[0]!r} before it"
                return
            walk.taken.append(word)
            walk.start = at
        if floor > 0:
            walk.why, walk.counted = "too long", True

    def _glues(self, words: Words, at: int, word: str) -> bool:
        """Tell that the first character of an unknown word is none of its own; 和 only behind another name."""
        return word[0] not in JOINERS or self._joints.ends_building(words.text, at)

    def _belongs_anywhere(self, word: str) -> bool:
        """Tell that ``_stop`` lets the name take the word whatever stands around it."""
        if word[-1] in HARD or word.isspace() or word in _MARKS or word in JOINERS:
            return False
        if (
            NUMBER.fullmatch(word)
            or _COUNT_WORD.fullmatch(word)
            or _ORDINAL.fullmatch(word)
            or word.endswith("工程")
            or word == "建筑"
        ):
            return False
        if any(word in told for told in (self._counts, self._makes, self._actors, self._strong)):
            return False
        if word in self._inside or word in self._capacity or word in self._lines:
            return True
        if word in self._stops or (len(word) == 2 and word[1] in _COMPLEMENTS):
            return False
        return word.endswith("期") or not (len(word) > 1 and tag(word).startswith(_OUTSIDE_TAGS))

    def _stop(self, words: Words, at: int, word: str, walk: Walk, orgs: Sequence[Spanned]) -> str | None:
        """Say why the name cannot take this word; None when it can."""
        if self._is_of_a_place(words, at, word, walk) or self._is_of_a_longer_word(words, at, word, walk):
            return None
        if word[-1] in HARD or word.isspace() or word in _MARKS:
            listed = word == "、" and self._joints.inside(words, at, walk)
            return None if listed else f"{word!r} before it"
        if word in JOINERS:
            return None if self._joints.joins(words, at, walk, orgs) else f"{word!r} between two"
        if NUMBER.fullmatch(word):
            return self._number(words, at, word, walk)
        if word in self._counts and _COUNTED.search(words.text, max(0, at - 8), at + len(word)):
            walk.counted = walk.strong or _SEVERAL.search(words.text, max(0, at - 8), at) is not None
            return f"count {word!r}"
        if walk.taken and walk.taken[-1] == "·":
            return None
        if _ORDINAL.fullmatch(word) and words.text.endswith(_WHERE_FIRST, 0, at):
            return f"ordinal {word!r}"
        if _COUNT_WORD.fullmatch(word):
            sized = word[0] == "一" and bool(walk.taken) and _is_number(walk.taken[-1]) is not None
            walk.counted = not sized and (walk.strong or word[0] != "一")
            return f"count {word!r}"
        # 灌区续建配套: behind the thing itself 续建 is part of the name; in 在天津|扩建|生产基地 it is the verb.
        own_works = (word == "续建" and words.left_of(at)[1] in self._building) or (
            word == "扩建" and not _IN_PLACE.search(words.text, max(0, at - 12), at)
        )
        if word in self._makes and not own_works and (self._tells(walk) or goes_there(words.text, at, walk)):
            return f"{word!r} is the verb of the name"
        if word in self._actors:
            before = words.left_of(at)[1] if at else "\n"
            alone = before[-1] in HARD or before in _BEFORE_ACTOR or before in self._makes
            owned = word == "公司" and bool(walk.taken) and walk.taken[-1] not in self._inside
            return None if alone and walk.taken and not owned else f"{word!r} is who does it"
        if word == "工程" and words.text.startswith((*_LABORATORIES, *_OF_ENGINEERING), at + 2):
            return None
        if word in self._strong and walk.taken and words.text[at + len(word)] != "（":
            joined = "期" in walk.taken[-1] or (word == "工程" and walk.head == "项目")
            return None if joined else f"another name's head {word!r}"
        if word.endswith("工程") and walk.taken and NUMBER.fullmatch(walk.taken[-1]):
            return f"another name ends in {word!r}"  # 扩建工程|3号机组
        if word == "建筑" and walk.taken and is_place(walk.taken[-1]):
            return f"{word!r} describes what follows"
        if (
            word in self._inside
            or word in self._capacity
            or word in self._lines
            or (word in self._building and walk.taken)
        ):
            return None
        if word in {"各类", "各种"} and _CAPACITY_BEFORE.search(words.text, max(0, at - 14), at):
            return None
        if len(word) == 2 and word[1] in _COMPLEMENTS and not is_known(word) and tag(word[0]) == "v":
            return f"{word!r} is what is done"
        if word in self._stops:
            return f"{word!r} is no part of a name"
        if word.endswith("期") or (not walk.taken and word in self._works):
            return None
        if len(word) > 1 and tag(word).startswith(_OUTSIDE_TAGS) and not is_rare(word) and not is_place(word):
            return None if word in self._generic or word in self._measures else f"{word!r} is no noun"
        return None

    def _is_of_a_place(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that the word opens a place of the name (如|东海上换流站), or joins two places of one line."""
        if word in JOINERS and walk.taken and is_place(walk.taken[-1]):
            return False  # 工厂和|龙岩: no 和龙
        place = place_starting(words.text, at) if word in self._stops or len(word) <= 2 else None
        if place is not None and at + len(word) < place <= walk.head_at:
            return True
        return self._between_places(words, at, word, walk)

    def _is_of_a_longer_word(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that a short stop word is here a syllable of another word: 中转场, 阿日昆都楞, 退圩还湖, 海上."""
        left = words.left_of(at)[1] if at else "\n"
        if word == "中" and (at == 0 or words.text[at - 1] in HARD or words.text[at - 1] in "、和“"):
            return bool(walk.taken)  # 中坝度假区: no preposition opens a clause
        if word == "中":
            behind = walk.taken[-1][0] if walk.taken else ""
            return behind in _COUNTRY_SIGNS | _SIZES | _MIDDLE or left in self._signs
        unknown = len(left) == 1 or is_place(left) or (left[-1] not in HARD and not is_known(left))
        if word in _SOUNDS and walk.taken and at and len(walk.taken[-1]) == 1 and unknown:
            return True
        if word in {"系", "单体", "只"}:  # 锑系阻燃母粒, 20万吨单体扩建工程, 2亿只
            return (
                left[-1] in _ELEMENTS if word == "系" else left == "吨" or NUMBER.fullmatch(left) is not None
            )
        if word in _OPENS_WITH:
            return words.text.startswith(_OPENS_WITH[word], at + len(word))
        of_two = len(word) == 1 and words.text[at - 1 : at + 1] in {"海上", "陆上", "站前"}
        return of_two or (word == "还" and words.text[at - 2 : at - 1] == "退")

    def _between_places(self, words: Words, at: int, word: str, walk: Walk) -> bool:
        """Tell that 至, 经 or a dash joins two places of one line, or that the word is a place's short sign.

        深圳至中山跨江通道, 哈密—重庆±800千伏特高压直流工程, 甬金衢上高速公路.
        """
        if walk.head in self._lines and len(word) == 1 and word in self._signs:
            return True
        if word == "至" and words.text[at - 1 : at] in {"号", "#"} and words.text[at + 1 : at + 2].isdigit():
            return True  # 26号至27号泊位工程
        if word not in {"至", "经", "—", "-", "－", "±"} or not walk.taken or at == 0:
            return False
        ends = (is_where(walk.taken[-1]), is_where(words.left_of(at)[1]))
        if "—" in (words.text[at - 1], words.text[at + 1]):
            return False
        if walk.head in self._lines and word in "至—":
            start = words.left_of(at)[0]
            opened = start == 0 or words.text[start - 1] in HARD or words.text[start - 1] in "、的"
            return any(ends) or words.left_of(at)[1] in self._building or (opened and at - start >= 2)
        return word == "±" or all(ends)

    def _tells(self, walk: Walk) -> bool:
        """Tell that what has been taken already tells which project it is."""
        own = [word for word in walk.taken if word not in self._generic and word not in self._inside]
        return sum(map(len, own)) >= 2

    def _number(self, words: Words, at: int, word: str, walk: Walk) -> str | None:
        """Keep a capacity or a number in a name; a count ends it (and makes 项目 a group)."""
        behind = walk.taken[-1] if walk.taken else walk.head
        made = at > 0 and words.left_of(at)[1] in self._capacity  # 年产120万条轮胎项目
        if behind in self._counts and behind not in self._measures and not made:
            walk.counted = True
            return f"count {word!r}"
        if word in {"一", "两", "几"} and behind != "期":
            return f"count {word!r}"
        if (
            len(word) <= 4
            or any(behind.startswith(measure) for measure in self._measures)
            or LATIN.match(behind)
        ):
            return None
        return f"number {word!r}"

    def _trim_left(self, words: Words, walk: Walk) -> None:
        """Drop what cannot open a name: verbs, joiners, measure words that were left over."""
        while len(walk.taken) > 1:
            first = walk.taken[-1]
            droppable = (
                first in self._trim or first in JOINERS or first in {"、", "级", "·"} or first in self._counts
            )
            droppable = droppable or self._is_verb(first, walk.taken[-2])
            if not droppable or (first == "大" and (is_rare(walk.taken[-2]) or is_sized(walk.taken[-2]))):
                return
            dropped = walk.taken.pop()
            walk.start += len(dropped)
            walk.why = f"{dropped!r} cannot open a name"

    def _is_verb(self, word: str, following: str) -> bool:
        """Tell a verb in front of a name, also one that no dictionary has as a word: 兴修, 投给, 算上."""
        named = following in {"ORG", "“”"} or is_place(following) or LATIN.match(following) is not None
        if is_known(word):
            return len(word) > 1 and tag(word) in _VERBS and word not in self._inside and named
        verb = len(word) == 2 and word[1] in _COMPLEMENTS and tag(word[0]) == "v"
        return verb and (named or is_name_like(following))

    @staticmethod
    def _drop_verb(text: str, walk: Walk) -> None:
        """Drop the verb that the segmenter glued to an unknown name: 拟10月开工 建|麻柳湾至昭通高速."""
        if not walk.taken:
            return
        first, before = text[walk.start], text[walk.start - 1 : walk.start]
        if (first == "好" and before in _DOES_WELL) or (first == "一" and before in {"这", "那"}):
            walk.taken[-1] = walk.taken[-1][1:]
            walk.start += 1
        if text[walk.start] not in "建修" or text[walk.start - 1 : walk.start] not in {" ", "\u3000"}:
            return
        if len(walk.taken[-1]) > 1 and is_rare(walk.taken[-1]) and place_starting(text, walk.start) is None:
            walk.taken[-1] = walk.taken[-1][1:]
            walk.start += 1

    @staticmethod
    def _drop_number(text: str, walk: Walk) -> None:
        """Drop a list number that opens the name: 2.德江至余庆高速公路."""
        first = text[walk.start : walk.start + 1]
        word = "\u4e00" <= first <= "\u9fff" and first != "其"
        match = None if word else _LEADING.match(text, walk.start)
        if match is not None and match.end() < walk.head_at:
            walk.start = match.end()
