"""At which stage a project is: verbs in its sentence, then the frame that it is listed in.

Sources: guideline, PROJECT ``status``; "what is only announced for the future is at the stage it is in
now, or none"; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from newsextract.components.looks import last_of
from newsextract.components.plan_moods import PlanMoods, in_plan
from newsextract.components.project_frames import ProjectFrames, closed_by
from newsextract.components.project_names import ProjectName
from newsextract.components.project_runs import Runs, behind_bracket, has_key_works
from newsextract.components.stage_guards import tells_no_stage
from newsextract.components.stage_times import StageTimes, told_done
from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import Listed
from newsextract.text.sentences import SENTENCE_MARKS, clause_start, sentence_around

_NEAR, _FAR, _BEFORE, _SENTENCES = 26, 110, 26, 4


class ProjectStatus:
    """Reads statuses. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        self._frames = ProjectFrames()
        self._behind_words: dict[str, str] = {w: s for s, words in data["behind"].items() for w in words}
        self._before_words: dict[str, str] = {w: s for s, words in data["before"].items() for w in words}
        self._behind, self._before = Listed(self._behind_words), Listed(self._before_words)
        self._verbs = Listed(self._frames.verbs)
        self._before_ends = last_of(self._before_words)
        self._times = StageTimes(self._behind_words)
        self._intent = re.compile(
            rf"{alternation(data['intent']['words'])}[^。；]{{0,70}}{alternation(data['intent']['builds'])}[^，。；]{{0,6}}\Z"
        )

    def of(self, text: str, names: Sequence[ProjectName]) -> dict[str, str | None]:
        """Return the status of each surface: the furthest that a mention says, else its list's frame."""
        if not names:
            return {}
        votes: dict[str, dict[str, int]] = {}
        frame_votes: dict[str, dict[str, int]] = {}
        frames = self._frames.of(text, names, self._verbs)
        moods = PlanMoods(text)
        for name, frame, said in zip(names, frames, self._all_own(text, names), strict=True):
            own, framed = said, frame
            surface = text[name.start : name.end]
            counter = votes.setdefault(surface, {})
            if moods.any and moods.plans(name.start):
                own, framed = _planned(text, name, own), in_plan(framed)
            if own is not None:
                # 拟投资建设 in a list of what is signed: signed.
                weak = (
                    own == "planned"
                    and framed is not None
                    and not _PAPERS.search(text, name.end, name.end + 40)
                    and not _TO_BEGIN.match(text, name.end)
                )
                stage = framed if weak and framed is not None else own
                weight = 3 if stage == "started" and self._is_firm(text, name) else 1
                counter[stage] = counter.get(stage, 0) + weight
            elif framed is not None:
                counter = frame_votes.setdefault(surface, {})
                counter[framed] = counter.get(framed, 0) + 1
        return {surface: agreed(own or frame_votes.get(surface, own)) for surface, own in votes.items()}

    @staticmethod
    def _is_firm(text: str, name: ProjectName) -> bool:
        """Tell that a start has a day or a ceremony: 16日举办奠基典礼, against 今年新开工的."""
        low, high = sentence_around(text, name.start)
        return _FIRM.search(text, low, high) is not None

    def _all_own(self, text: str, names: Sequence[ProjectName]) -> Iterator[str | None]:
        """Yield for each name what its own sentence tells; what is told of its whole list is read once."""
        runs = Runs(text, names)
        read: dict[tuple[int, int, bool], str | None] = {}
        for at, name in enumerate(names):
            first, last = runs.around(at)
            if (at < last and text.endswith(_MAIN, 0, names[last].end)) or has_key_works(text, names, at):
                yield "under_construction"
                continue
            end = names[last].end
            told = closed_by(text, names[first].start, end) if text.startswith("等", end) else None
            if told is None and last - first == 1:
                told = self._of_two(text, names, first, at)
            if told is None:
                key = first, last, text.endswith("在建的", 0, name.start)
                if key not in read:
                    read[key] = self._own(text, names, *key)
                told = read[key]
            yield told

    def _own(
        self, text: str, names: Sequence[ProjectName], first: int, last: int, in_works: bool
    ) -> str | None:
        """Read the words of the sentence of a list of names, the nearest first.

        ``in_works``: 在建的 stands before the one that is asked about.
        """
        start, end = names[first].start, behind_bracket(text, names[last].end)
        low, high = sentence_around(text, start)
        if end > high or text[high : high + 1] not in SENTENCE_MARKS:
            _, high = sentence_around(text, end)
        limit = max(end, high)
        if last + 1 < len(names) and names[last + 1].start - _BEFORE < high:
            limit = max(end, min(high, self._next_begins(text, end, names[last + 1].start)))
        clause = _clause_end(text, end, limit)
        in_clause, in_reach = min(clause, end + _NEAR), min(limit, end + _NEAR)
        near = said = self._first(text, low, end, in_clause, limit)
        if near in _PUSHED_TO and (
            text.endswith(_PUSHES, low, start)
            or (near == "operating" and _ONCE.search(text, low, start) and "将" in text[end:high])
        ):
            return _PUSHED_TO[near]  # 推动A、B尽早开工; 随着A、B陆续投运，物流成本将下降
        if near == "planned" and in_works:
            return "under_construction"  # 在建的X约3600万元资金缺口和计划开工的Y
        if text[end : end + 1] == "，" and self._adjacent_before(text, low, start) == "planned":
            near = None  # 谋划建设X，抓紧推进Y
        signs = _signs(text, low, start)
        open_stages = _OPEN_SIGNED if signs else _OPEN
        if near == "under_construction" and self._only_planned(text, low, start, end, limit):
            return "planned"
        if near not in open_stages:
            return self._advanced(text, near, end, limit)
        adjacent = self._adjacent_before(text, low, start)
        if adjacent not in open_stages:
            done = text.endswith(_BY_WHOM, low, start) and self._first(text, low, end, min(limit, end + _FAR))
            return done or adjacent
        behind = said if in_reach == in_clause else self._first(text, low, end, in_reach, limit)
        if behind not in open_stages:
            return self._advanced(text, behind, end, limit)
        return (
            self._last_before(text, low, start, signs=signs)
            or (behind if in_reach == limit else self._first(text, low, end, min(limit, end + _FAR)))
            or self._led(text, low, start)
            or self._next_sentence(text, high, names, last)
        )

    def _only_planned(self, text: str, low: int, start: int, end: int, limit: int) -> bool:
        """Tell that what is in sight is the end of what is only planned: 将投资…建设X，力争2027年投产."""
        planned = self._intent.search(text, max(low, start - 110), start)
        return planned is not None and _END_IN_SIGHT.search(text, end, limit) is not None

    def _led(self, text: str, low: int, start: int) -> str | None:
        """Read the verb of the sentence that a part of its list shares: 新开工水库38座，其中A、B; 拟新建A，具体为B."""
        led = _LED.search(text, max(low, start - _LED_REACH), start)
        found = list(self._before.within(text, low, led.start())) if led is not None else []
        if not found:
            return None
        at, end = found[-1]
        return self._times.timed(text, low, at, self._before_words[text[at:end]])

    def _of_two(self, text: str, names: Sequence[ProjectName], first: int, at: int) -> str | None:
        """Read 前者今年10月开工，后者已于本月初动工 behind a list of two."""
        end = names[first + 1].end
        word = text.find(("前者", "后者")[at - first], end, min(len(text), end + _FAR))
        if word < 0 or "\n" in text[end:word]:
            return None
        return self._first(
            text, word, word + 2, min(len(text), _clause_end(text, word + 2, word + 2 + _NEAR))
        )

    def _next_sentence(self, text: str, high: int, names: Sequence[ProjectName], last: int) -> str | None:
        """Read the sentences behind that go on about the project: …。目前项目正在加快建设."""
        limit = names[last + 1].start if last + 1 < len(names) else len(text)
        for _ in range(_SENTENCES):
            if high >= limit or text[high : high + 1] == "\n":
                return None
            _, end = sentence_around(text, high + 1)
            goes_on = _GOES_ON.match(text, high)
            if goes_on is not None:
                stop = min(end, limit, goes_on.end() + 2 * _NEAR)
                said = self._first(text, high + 1, goes_on.end(), stop)
                if said is not None:
                    return said
            high = end
        return None

    def _advanced(self, text: str, status: str | None, end: int, limit: int) -> str | None:
        """Move 开工 on to under_construction when work done since is told behind it."""
        if status != "started":
            return status
        ceiling = max(end, min(limit, end + _FAR))
        return "under_construction" if _SINCE.search(text, end, ceiling) else status

    def _next_begins(self, text: str, end: int, start: int) -> int:
        """Return where what is said of the next name begins: X，与|规划中的Y; 开工X，|推进Y."""
        last = text[start - 1]
        said = _OF_THE_NEXT.search(text, max(end, start - _OF_NEXT_REACH), start) if last == "的" else None
        if said is not None:
            return said.start()
        if last not in self._before_ends:
            return start
        for at, stop in self._before.within(text, max(end, start - _BEFORE), start):
            if stop == start:
                return at
        return start

    def _adjacent_before(self, text: str, low: int, start: int) -> str | None:
        """Read a verb that the name is the object of, directly before it: 规划建设X, 正在建设的X."""
        for at, end in self._before.within(text, max(low, start - _BEFORE), start):
            if (
                start - end <= 1
                and text[at:start] != "新建的"
                and text[end:start] not in {"后", "对", "，", "；"}
            ):
                return self._times.timed(text, low, at, self._before_words[text[at:end]])
        low = max(low, start - _BEFORE)
        being = text.find("正", low, start) >= 0 and _BEING_BUILT.search(text, low, start)
        return "under_construction" if being else None

    def _last_before(self, text: str, low: int, start: int, *, signs: bool) -> str | None:
        if signs:
            return "signed"
        if _CEREMONY.search(text, max(low, start - 90), start):
            return "started"
        clause = clause_start(text, max(low, start - _BEFORE), start)
        found = [
            (at, end)
            for at, end in self._before.within(text, clause, start)
            if text[end : end + 1] not in {"后", "前", "时", "对"}
        ]
        if found:
            at, end = found[-1]
            return self._times.timed(text, low, at, self._before_words[text[at:end]])
        begin = max(low, start - 110)
        told = (
            self._intent.search(text, begin, start)
            or _RAISED.search(text, begin, start)
            or (text.find("宣布", begin, start) >= 0 and _ANNOUNCED.search(text, begin, start))
        )
        if text.endswith("重点建设", low, start) and _PLAN.search(text, max(0, start - _PLAN_REACH), start):
            return "planned"
        return "planned" if told else None

    def _first(self, text: str, low: int, start: int, end: int, limit: int = 0) -> str | None:
        """Return the first status between ``start`` and ``end``; ``low``: where the sentence starts.

        What goes on from it (2019年开工，去年底建成投用) may stand up to ``limit``.
        """
        for verb in self._behind.within(text, start, end):
            at, behind = verb
            if tells_no_stage(text, low, start, verb, self._behind_words[text[at:behind]]):
                continue
            said = self._times.of_future(text, start, verb)
            if said is None or (text[at:behind] == "打通" and _OBJECT.match(text, behind)):
                continue
            if said in {"started", "signed"} and _WILL.search(text, low, start):
                return "planned"
            return self._gone_on(text, low, said, behind, max(end, limit)) if said in _THEN else said
        return told_done(text, start, end)

    def _gone_on(self, text: str, low: int, said: str, end: int, limit: int) -> str:
        """Read the later of the verbs that follow one another: 去年5月开工、今年1月投产, 建成并投入运行."""
        for verb in self._behind.within(text, end, limit):
            at, behind = verb
            later = self._times.of_future(text, end, verb)
            if later is None or tells_no_stage(text, low, end, verb, later):
                break
            if not _THEN[said].fullmatch(text, end, at):
                break
            said, end = furthest((said, later)) or said, behind
            if said not in _THEN:
                break
        return said


# “十二五”期间…计划投资…。…重点建设|A、B五条
_PLAN = regex.compile(
    r"(?:“十[一二三四五]五”(?:期间)?|未来[三四五]年|今后[三四五]年)[^。\n]{0,20}(?:计划|将|规划)"
)
_PLAN_REACH = 260
# 签约、当年|开工; 4月签约，9月28日|开工
_AND = regex.compile(
    r"了?[、，](?:(?:[今去当同次前]|\d{4})年|\d{1,2}[月日]|[底初份]|随后|目前|现|已经?|便|即|就|又|并|于|完成土地摘牌，)*"
)
# 建成并正式|投入运行
_THEN = {
    "started": _AND, "signed": _AND,
    "completed": regex.compile(r"(?:并且?)?(?:已|正式|全面|顺利)*"),
    "under_construction": regex.compile(r"[^，。；]{0,8}[就即便]"),  # 合龙不到半年就|通过交工验收
}  # fmt: skip
_ORDER = ("planned", "signed", "started", "under_construction", "completed", "operating")
# 。项目已于3月开工: the next sentence is still about it.
_GOES_ON = regex.compile(
    r"[。；](?:目前，?|(?:据[^，。]{2,12}|[今去前明]年[^，。]{0,5}|\d{1,2}月[^，。]{0,4})，)?(?:(?:该|此|本)?(?:项目|工程|基地|园区)|这(?:是|座|条|个|项)|(?:目前|现在|眼下|截至目前|如今|现已)[^，。；]{0,4}(?=[除全已正])|截至)"
)
# 打通海上物流 is no tunnel.
_OBJECT = regex.compile(r"(?!了)[\u4e00-\u9fd5]")
_FIRM = regex.compile(r"典礼|仪式|昨[日天]|今[日天]|日前|近日|前天|\d日")
# 四季度还将推动A、B等11项重大项目|开工.
_WILL = regex.compile(
    r"(?<!即)(?:将|计划|力争|争取|拟)(?:继续|重点|全力|加快)?(?:推动|促成|争取|确保)[^。；]{0,80}\Z|提出[^。；]{0,12}推动[^。；]{0,80}\Z"
)
# 宣布追加投资1.2亿欧元扩建X.
_ANNOUNCED = regex.compile(r"宣布[^。；]{0,50}(?:扩建|新建|建设|兴建)[^，。；]{0,8}\Z")
# Money raised for it: 募资13.2亿元，投向A、B等5个项目.
_RAISED = re.compile(r"(?:募集|募资|定增|募投)[^。；]{0,60}(?:用于|投向|投入|包括|投资)[^。；]{0,40}\Z")
# 正在大东港区建X, 正在这里建设X.
_BEING_BUILT = regex.compile(r"正在?[^，。；]{1,8}(?:建设?|施工)的?\Z")
_SINCE = regex.compile(
    r"以来|已完成投资|累计完成|贯通|封顶|掘进|浇筑(?![^，。]{0,5}[首第][一罐仓方])|填筑|已完成\d|已完成[^，。]{0,8}工程量|完成投资|进度"
)
# What has its papers told is at that stage, whatever list it stands in.
_PAPERS = regex.compile(
    r"备案|核准|批复|获批|可研|立项|比选|招标|前期|选址(?=[，。；工论已阶])|图纸|勘察|初步设计|论证|审批"
)
# 其中A、B今年内动工, whatever was signed before.
_TO_BEGIN = regex.compile(
    r"(?:、[^，。；、]{2,20})?(?:今年|年内|明年|后年|即将|将于|计划)[^，。；]{0,6}(?:动工|开工|启动)"
)
_SIGNS_REACH = 70
_SIGNS = regex.compile(
    r"(?:签下|签署|签订|签约)(?![^，。；]{0,6}(?:贷款|银团|供货))[^。；]{0,50}(?:建设|新建|打造|投资|布局|实施|共建|兴建|合建|上马|落地|用于|扩建|投建)[^，。；]{0,8}\Z"
)


# 举行奠基典礼，宣布将投资36亿元兴建X: its ground is broken, whatever is said of the money.
_CEREMONY = regex.compile(
    r"(?<!将)(?:举行|举办|启动)[^，。；]{0,12}(?:奠基|开工|动工|打桩|破土)(?:典礼|仪式|活动)?[^。；]*\Z"
    # 在白沙洲工业园破土动工，宣布投资40亿元建设X
    r"|(?:破土动工|奠基动工|打下第一根?桩)，[^。；]{0,8}宣布[^。；]*\Z"
)


# What leaves open at which stage the project is: nothing, or a plan beside what is signed.
_OPEN, _OPEN_SIGNED = frozenset[str | None]((None,)), frozenset[str | None]((None, "planned"))
_ENDED = ("建成", "完成", "打通", "投用", "竣工")
_PUSHES = ("推动", "促成", "确保", "力争", "争取", "促", "待", "等到", "待到")
_ONCE = regex.compile(r"(?:随着|未来，?)[^，。；]{0,24}\Z")
_PUSHED_TO = {"started": "planned", "signed": "planned", "completed": "under_construction",
              "operating": "under_construction"}  # fmt: skip
# 由A公司承建的X: not how far it is, when the sentence tells that.
_BY_WHOM = ("承建的", "施工的", "修建的")
_END_IN_SIGHT = regex.compile(
    r"(?:力争|预计|计划|有望|可望|争取|将)[^。；]{0,24}(?:投产|建成|竣工|投用|运营|通车|投运|达产|完工)"
)
_LED = re.compile(r"(?:其中|具体(?:为|包括|是)|分别(?:为|是)|包括|包含)[^，。；]{0,4}\Z")
_LED_REACH = 8
# X工程，竹林湖泵站主体工程已完成: of X a part is told.
_MAIN = ("主体工程", "主体")
_OF_NEXT_REACH = 12  # No longer than so many characters.
_OF_THE_NEXT = re.compile(r"[，、和与及](?:与|和|连接)?(?:规划中|规划|拟建|在建|计划[^，。；、]{1,4})的\Z")


def _planned(text: str, name: ProjectName, own: str | None) -> str | None:
    """Return what a sentence that tells plans says of the name: 建成|X ends what is being built."""
    ends = (
        own in {None, "planned"}
        and text.endswith(_ENDED, 0, name.start)
        and not text.startswith("前期", name.end)
    )
    return "under_construction" if ends else in_plan(own)


def _signs(text: str, low: int, start: int) -> bool:
    """Tell that the sentence signs for what is named."""
    low = max(low, start - _SIGNS_REACH)
    return text.find("签", low, start) >= 0 and _SIGNS.search(text, low, start) is not None


def _clause_end(text: str, at: int, high: int) -> int:
    """Return where the clause that ``at`` stands in ends; a comma at ``at`` itself does not end it."""
    comma = text.find("，", at + 1, high)
    return high if comma < 0 else comma


def furthest(stages: Iterable[str]) -> str | None:
    """Return the furthest of the stages that mentions say: a project signed and then started is started."""
    return max(stages, key=_ORDER.index, default=None)


def agreed(stages: Mapping[str, int]) -> str | None:
    """Return the furthest stage; 开工 beside 计划开工 counts only when it is said more often."""
    if len(stages) < 2:
        return next(iter(stages), None)
    if stages.keys() == {"planned", "started"} and stages["planned"] >= stages["started"]:
        return "planned"
    return furthest(stages)
