"""At which stage a project is: verbs in its sentence, then the frame that it is listed in.

Sources: guideline, PROJECT ``status``; "what is only announced for the future is at the stage it is in
now, or none"; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from newsextract.components.plan_moods import PlanMoods, in_plan
from newsextract.components.project_frames import ProjectFrames
from newsextract.components.project_names import ProjectName
from newsextract.components.project_runs import list_around
from newsextract.components.stage_guards import tells_no_stage
from newsextract.lexicons import alternation, table
from newsextract.text.occurrences import Listed, Place
from newsextract.text.sentences import clause_around, sentence_around

_NEAR, _FAR, _BEFORE, _SENTENCES = 26, 110, 26, 4


class ProjectStatus:
    """Reads statuses. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        self._frames = ProjectFrames()
        self._behind_words: dict[str, str] = {w: s for s, words in data["behind"].items() for w in words}
        self._before_words: dict[str, str] = {w: s for s, words in data["before"].items() for w in words}
        self._behind, self._before, self._verbs = Listed.together(
            self._behind_words, self._before_words, self._frames.verbs
        )
        self._future = regex.compile(
            rf"(?:(?<![先按最]){alternation(data['future']['words'])}|(?<![先按最今])后)[^，。；]{{0,12}}\Z"
        )
        self._planned = regex.compile(rf"{alternation(data['intent']['before'])}[^，。；]{{0,12}}\Z")
        self._intent = regex.compile(
            rf"{alternation(data['intent']['words'])}[^。；]{{0,70}}{alternation(data['intent']['builds'])}[^，。；]{{0,6}}\Z"
        )

    def of(self, text: str, names: Sequence[ProjectName]) -> dict[str, str | None]:
        """Return the status of each surface: the furthest that a mention says, else its list's frame."""
        votes: dict[str, Counter[str]] = {}
        frame_votes: dict[str, Counter[str]] = {}
        frames = self._frames.of(text, names, self._verbs)
        moods = PlanMoods(text)
        for at, name in enumerate(names):
            counter = votes.setdefault(text[name.start : name.end], Counter())
            own = self._own(text, names, at)
            if moods.plans(name.start):
                own = in_plan(own)
            framed = in_plan(frames[at]) if moods.plans(name.start) else frames[at]
            if own is not None:
                # 拟投资建设 in a list of what is signed: signed.
                weak = (
                    own == "planned"
                    and framed is not None
                    and not _PAPERS.search(text, name.end, name.end + 40)
                    and not _TO_BEGIN.match(text, name.end)
                )
                stage = framed if weak and framed is not None else own
                counter[stage] += 3 if stage == "started" and self._is_firm(text, name) else 1
            if own is None and framed is not None:
                frame_votes.setdefault(text[name.start : name.end], Counter())[framed] += 1
        return {surface: agreed(own or frame_votes.get(surface, Counter())) for surface, own in votes.items()}

    @staticmethod
    def _is_firm(text: str, name: ProjectName) -> bool:
        """Tell that a start has a day or a ceremony: 16日举办奠基典礼, against 今年新开工的."""
        low, high = sentence_around(text, name.start)
        return _FIRM.search(text, low, high) is not None

    def _own(self, text: str, names: Sequence[ProjectName], at: int) -> str | None:
        """Read the words of the name's own sentence, the nearest first; its list shares them."""
        first, last = list_around(text, names, at)
        if at < last and text.endswith(_MAIN, 0, names[last].end):
            return "under_construction"
        start, end = names[first].start, _behind_bracket(text, names[last].end)
        low, _ = sentence_around(text, start)
        _, high = sentence_around(text, end)
        closer = _CLOSER.match(text, names[last].end)
        if closer is not None:
            return _CLOSED[closer["what"]]
        if _SUPPORTED.match(text, names[last].end) and "支持" in text[low:start]:
            return "under_construction"
        told = self._of_two(text, names[first : last + 1], at - first)
        if told is not None:
            return told
        limit = max(end, min(high, self._next_begins(text, end, names[last + 1].start)
                             if last + 1 < len(names) else high))  # fmt: skip
        clause = _clause_end(text, end, limit)
        near = self._first(text, low, end, min(clause, end + _NEAR))
        if near == "planned" and text.endswith("在建的", 0, names[at].start):
            return "under_construction"  # 在建的X约3600万元资金缺口和计划开工的Y
        if text[end : end + 1] == "，" and self._adjacent_before(text, low, start) == "planned":
            near = None  # 谋划建设X，抓紧推进Y
        open_stages = {None, "planned"} if _SIGNS.search(text, max(low, start - 70), start) else {None}
        if near not in open_stages:
            return self._advanced(text, near, end, limit)
        adjacent = self._adjacent_before(text, low, start)
        if adjacent not in open_stages:
            return adjacent
        behind = self._first(text, low, end, min(limit, end + _NEAR))
        if behind not in open_stages:
            return self._advanced(text, behind, end, limit)
        return (
            self._last_before(text, low, start)
            or self._first(text, low, end, min(limit, end + _FAR))
            or self._next_sentence(text, high, names, last)
        )

    def _of_two(self, text: str, two: Sequence[ProjectName], which: int) -> str | None:
        """Read 前者今年10月开工，后者已于本月初动工 behind a list of two."""
        if len(two) != 2:
            return None
        end = two[1].end
        word = text.find(("前者", "后者")[which], end, min(len(text), end + _FAR))
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
        ceiling = max(end, min(limit, end + _NEAR + _BEFORE))
        return "under_construction" if _SINCE.search(text, end, ceiling) else status

    def _next_begins(self, text: str, end: int, start: int) -> int:
        """Return where what is said of the next name begins: X，与|规划中的Y; 开工X，|推进Y."""
        said = _OF_THE_NEXT.search(text, end, start)
        if said is not None:
            return said.start()
        verbs = [at for at, stop in self._before.within(text, max(end, start - _BEFORE), start) if stop == start]
        return verbs[0] if verbs else start

    def _adjacent_before(self, text: str, low: int, start: int) -> str | None:
        """Read a verb that the name is the object of, directly before it: 规划建设X, 正在建设的X."""
        for at, end in self._before.within(text, max(low, start - _BEFORE), start):
            if (
                start - end <= 1
                and text[at:start] != "新建的"
                and text[end:start] not in {"后", "对", "，", "；"}
            ):
                return self._timed(text, low, at, self._before_words[text[at:end]])
        return "under_construction" if _BEING_BUILT.search(text, max(low, start - _BEFORE), start) else None

    def _last_before(self, text: str, low: int, start: int) -> str | None:
        clause = max(low, clause_around(text, start)[0], start - _BEFORE)
        if _SIGNS.search(text, max(low, start - 70), start):
            return "signed"
        if _CEREMONY.search(text, max(low, start - 90), start):
            return "started"
        found = [
            (at, end)
            for at, end in self._before.within(text, clause, start)
            if text[end : end + 1] not in {"后", "前", "时", "对"}
        ]
        if found:
            at, end = found[-1]
            return self._timed(text, low, at, self._before_words[text[at:end]])
        sentence = text[max(low, start - 110) : start]
        told = self._intent.search(sentence) or _RAISED.search(sentence) or _ANNOUNCED.search(sentence)
        if text.endswith("重点建设", low, start) and _PLAN.search(text, max(0, start - _PLAN_REACH), start):
            return "planned"
        return "planned" if told else None

    def _timed(self, text: str, low: int, at: int, status: str) -> str:
        """Take back what is still to come: 计划今年7月开工建设的X is planned."""
        if status == "under_construction":
            return status
        if self._planned.search(text, max(low, at - 20), at):
            # 将启用的X, 原定去年投产的X is being built.
            return "under_construction" if status == "operating" else "planned"
        if status in {"completed", "operating"} and _PLANS.search(text, low, at):
            return "planned"
        to_come = status in {"started", "signed"} and _TO_COME.search(text, low, at)
        return "planned" if to_come else status

    def _first(self, text: str, low: int, start: int, end: int) -> str | None:
        """Return the first status between ``start`` and ``end``; ``low``: where the sentence starts."""
        verbs = list(self._behind.within(text, start, end))
        for number, verb in enumerate(verbs):
            at, behind = verb
            if tells_no_stage(text, low, start, verb, self._behind_words[text[at:behind]]):
                continue
            said = self._of_future(text, start, verb)
            if said is None or (text[at:behind] == "打通" and _OBJECT.match(text, behind)):
                continue
            if said in {"started", "signed"} and _WILL.search(text, low, start):
                return "planned"
            return self._gone_on(text, start, said, verbs[number:]) if said in _THEN else said
        return _done(text, start, end)

    def _gone_on(self, text: str, start: int, said: str, verbs: Sequence[Place]) -> str:
        """Read the later of the verbs that follow one another: 去年5月开工、今年1月投产, 建成并投入运行."""
        for (_, end), (at, behind) in pairwise(verbs):
            later = self._of_future(text, end, (at, behind))
            if later is None or not _THEN[said].fullmatch(text, end, at):
                break
            said = furthest((said, later)) or said
            if said not in _THEN:
                break
        return said

    def _of_future(self, text: str, start: int, verb: Place) -> str | None:
        """Take a verb back that is still to come: 将开工 is planned, 年内建成 is being built."""
        at, behind = verb
        status = self._behind_words[text[at:behind]]
        if status == "started" and text.startswith(("计划", "方案", "条件", "准备"), behind):
            return "planned"
        if status == "planned":
            return status
        last = status in {"completed", "operating"}
        if last and _PHASE_BY_YEAR.search(text, start, at):
            return None
        if last and text.startswith("在即", behind):
            return "under_construction"
        if last and (text.startswith(_EVER_SINCE, behind) or _ALREADY.search(text, start, at)):
            return status
        if status == "completed" and _PART_DONE.search(text, start, at):
            return "under_construction"
        if _BY_THEN.search(text, start, at):
            return "under_construction" if last else "planned" if status == "started" else status
        if status == "operating" and _FIRST_PART.search(text, start, at):
            return "under_construction"
        if status == "started" and _MUST.search(text, start, at):
            return "planned"
        if not self._future.search(text, start, at):
            return status
        if status in {"started", "signed"}:
            return "planned"
        if status == "under_construction" and _PRESSED.search(text, start, at):
            return status
        if text.startswith("进场", at):
            return "planned"  # 将在年内相继进场施工
        if not _SOON.search(text, start, at):
            return None
        # 圣罗莎铜矿有望在2013年投产: a mine that is not said to be worked on is a plan.
        return "planned" if text.endswith(_MINES, 0, start) else "under_construction"


# “十二五”期间…计划投资…。…重点建设|A、B五条
_PLAN = regex.compile(
    r"(?:“十[一二三四五]五”(?:期间)?|未来[三四五]年|今后[三四五]年)[^。\n]{0,20}(?:计划|将|规划)"
)
_PLAN_REACH = 260
# 签约、当年|开工; 4月签约，9月28日|开工
_AND = regex.compile(
    r"了?[、，](?:(?:[今去当同次]|\d{4})年|\d{1,2}[月日]|[底初份]|随后|目前|现|已经?|便|即|就|又|并|于|完成土地摘牌，)*"
)
# 建成并正式|投入运行
_THEN = {
    "started": _AND, "signed": _AND,
    "completed": regex.compile(r"(?:并且?)?(?:已|正式|全面|顺利)*"),
}  # fmt: skip
_ORDER = ("planned", "signed", "started", "under_construction", "completed", "operating")
# 。项目已于3月开工: the next sentence is still about it.
_GOES_ON = regex.compile(
    r"[。；](?:目前，?|(?:据[^，。]{2,12}|[今去前明]年[^，。]{0,5}|\d{1,2}月[^，。]{0,4})，)?(?:(?:该|此|本)?(?:项目|工程|基地|园区)|这(?:是|座|条|个|项)|(?:目前|现在|眼下|截至目前|如今|现已)[^，。；]{0,4}(?=[除全已正])|截至)"
)
# 计划在天津投资80亿元，最终建成X.
_PLANS = regex.compile(r"(?:计划|拟|打算|(?<!即)将)[^。；]{0,40}\Z")
# 加快联调联试: under way.
_PRESSED = regex.compile(r"(?<![将划拟])(?:加快|加紧|抓紧)[^，。；将]{0,4}\Z")
# 打通海上物流 is no tunnel.
_OBJECT = regex.compile(r"(?!了)[\u4e00-\u9fd5]")
_FIRM = regex.compile(r"典礼|仪式|昨[日天]|今[日天]|日前|近日|前天|\d日")
# 首批50万千瓦并网: the rest is still being built.
_FIRST_PART = regex.compile(r"(?:首批|[\d一二三四]号机组|部分)[^，。；]{0,12}\Z")
# 未通过验收便满负荷投运.
_ALREADY = regex.compile(r"(?:未|没有?)[^，。；]*[便就即已擅][^，。；]{0,6}\Z")
_BY_THEN = regex.compile(
    r"(?:(?:开学|入冬|入汛|汛期|国庆|春节|雨季|元旦)前|年内|今年|(?<![去上前个])[年月]底前?|[季年]前|(?<!个)月前)(?:全面|全部|正式)?\Z"
)
# 年内建成: work that is going on ends this year.
_SOON = regex.compile(r"年内|今年|年底|月底|下月|本月|近期|预计\d{1,2}月|有望|将于|节前|春节")
_TO_COME = regex.compile(
    r"(?<!即)将(?:重点|陆续|全面)?|计划|明年|力争|(?<![主重需不])要(?:全面|陆续|重点|集中|新)?$|(?<![和])预\d|欲"
)
# 四季度还将推动A、B等11项重大项目|开工.
_WILL = regex.compile(
    r"(?<!即)(?:将|计划|力争|争取|拟)(?:继续|重点|全力|加快)?(?:推动|促成|争取|确保)[^。；]{0,80}\Z|提出[^。；]{0,12}推动[^。；]{0,80}\Z"
)
# 宣布追加投资1.2亿欧元扩建X.
_ANNOUNCED = regex.compile(r"宣布[^。；]{0,50}(?:扩建|新建|建设|兴建)[^，。；]{0,8}\Z")
# Money raised for it: 募资13.2亿元，投向A、B等5个项目.
_RAISED = regex.compile(r"(?:募集|募资|定增|募投)[^。；]{0,60}(?:用于|投向|投入|包括|投资)[^。；]{0,40}\Z")
# 正在大东港区建X, 正在这里建设X.
_BEING_BUILT = regex.compile(r"正在?[^，。；]{1,8}(?:建设?|施工)的?\Z")
# 已实现500MW产能, 已达到年产350套的水平, 已形成年产800台的能力, 目前月产30台.
_MAKES = regex.compile(
    r"(?:已|达到|实现)[^，。；]{0,14}(?:\d[^，。；]{0,6}(?:产能|的(?:生产)?(?:水平|能力)))|目前[月日]产\d|实现产能\d"
)
_SHARE_DONE = regex.compile(r"完成[^，。；]{0,6}(?:[一二三四五六七八九]成|[\d.]+%|过半|大半)")
_FINISHED = regex.compile(r"(?:已|已经|全部)完成(?=[，。；])")
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
_SIGNS = regex.compile(
    r"(?:签下|签署|签订|签约)(?![^，。；]{0,6}(?:贷款|银团|供货))[^。；]{0,50}(?:建设|新建|打造|投资|布局|实施|共建|兴建|合建|上马|落地|用于|扩建|投建)[^，。；]{0,8}\Z"
)


# 举行奠基典礼，宣布将投资36亿元兴建X: its ground is broken, whatever is said of the money.
_CEREMONY = regex.compile(
    r"(?<!将)(?:举行|举办|启动)[^，。；]{0,12}(?:奠基|开工|动工|打桩|破土)(?:典礼|仪式|活动)?[^。；]*\Z"
    # 在白沙洲工业园破土动工，宣布投资40亿元建设X
    r"|(?:破土动工|奠基动工|打下第一根?桩)，[^。；]{0,8}宣布[^。；]*\Z"
)


# 目前厂房主体已经完工，热轧机正在安装.
_PART_DONE = regex.compile(
    r"(?:[一二首]期|主体|厂房|土建|桩基|地基)(?:工程|施工|结构)?(?:目前)?(?:要)?(?:已经?|全部|均已?|基本|即将)?\Z"
)
# 分两期建设，一期工程2015年建成投产: still to come.
_PHASE_BY_YEAR = regex.compile(r"[一二三首]期(?:工程|项目)?(?:预计|计划|将)?于?\d{4}年[^，。；已]{0,6}\Z")
_MINES = ("矿", "矿项目", "矿山项目")
# X工程，竹林湖泵站主体工程已完成: of X a part is told.
_MAIN = ("主体工程", "主体")
_EVER_SINCE = ("以来", "至今")
# X、Y要动土.
_MUST = regex.compile(r"(?<![主重需只])要\Z")
# X等19个续建项目: the closer of the list tells the stage.
_CLOSER = regex.compile(
    r"等(?:\d+|[一二三四五六七八九十百]+)(?:余|多)?(?:个|项)(?:重点|重大)?(?P<what>续建|在建|新开工|竣工|投产|签约|拟建)(?:重点|重大)?(?:项目|工程)"
)
# 安排资金超960亿元，支持A、B等一批重大工程建设.
_SUPPORTED = regex.compile(r"等一批(?:重大|重点)?(?:水利|交通)?(?:工程|项目)(?:加快)?(?:建设|实施)")
_CLOSED = {
    "续建": "under_construction", "在建": "under_construction", "新开工": "started", "竣工": "completed",
    "投产": "operating", "签约": "signed", "拟建": "planned",
}  # fmt: skip


_OF_THE_NEXT = regex.compile(r"[，、和与及](?:与|和|连接)?(?:规划中|规划|拟建|在建|计划[^，。；、]{1,4})的\Z")


def _done(text: str, start: int, end: int) -> str | None:
    """Read 已完成 that closes a clause; with an object (已完成投资) it tells no stage."""
    stop = min(len(text), end + 4)
    if _MAKES.search(text, start, stop):
        return "operating"
    # Both have the word in them.
    if text.find("完成", start, stop) < 0:
        return None
    if _SHARE_DONE.search(text, start, stop):
        return "under_construction"
    return "completed" if _FINISHED.search(text, start, min(len(text), end + 1)) else None


def _behind_bracket(text: str, at: int) -> int:
    """Step over a bracket directly behind a name: （以下简称“纳晴高速”）."""
    if text[at : at + 1] not in {"（", "("}:
        return at
    closing = text.find("）" if text[at] == "（" else ")", at, at + 40)
    return at if closing < 0 else closing + 1


def _clause_end(text: str, at: int, high: int) -> int:
    """Return where the clause that ``at`` stands in ends; a comma at ``at`` itself does not end it."""
    comma = text.find("，", at + 1, high)
    return high if comma < 0 else comma


def furthest(stages: Iterable[str]) -> str | None:
    """Return the furthest of the stages that mentions say: a project signed and then started is started."""
    return max(stages, key=_ORDER.index, default=None)


def agreed(stages: Counter[str]) -> str | None:
    """Return the furthest stage; 开工 beside 计划开工 counts only when it is said more often."""
    if set(stages) == {"planned", "started"} and stages["planned"] >= stages["started"]:
        return "planned"
    return furthest(stages)
