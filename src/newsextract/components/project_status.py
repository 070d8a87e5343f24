"""At which stage a project is: verbs in its sentence, then the frame that it is listed in.

Sources: guideline, PROJECT ``status``; "what is only announced for the future is at the stage it is in
now, or none"; the frame of lists such as 集中签约的六个项目——.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from newsextract.components.annotations import Found
from newsextract.components.project_names import ProjectName
from newsextract.lexicons import alternation, table
from newsextract.text.sentences import clause_around, sentence_around

_NEAR, _FAR, _BEFORE, _SENTENCES = 26, 110, 26, 4
_BULLET = regex.compile(
    r"(?:其中[，,]?|首先是|其次是|再次是|最后是|第[一二三四五六七八九十]是|[一二三四五六]是|[\s\d一二三四五六七八九十（）()、．.①-⑳—\-●■◆▲★·])*+"
)
# Between two names of a list: the first one's amount in brackets, the second one's before it.
_LIST_GAP = regex.compile(
    r"(?:[（(][^（()）\n]{1,30}[）)])?[、，]?[和及与]?(?:以及)?(?:[^、，。；\n]{2,24}的)?(?:总?投资(?:额)?[^、，。；\n]{2,16}的)?"
)
# A line that starts like an item of a list.
_ITEM = regex.compile(
    r"\s*(?:——|首先是|其次是|再次是|最后是|第[一二三四五六七八九十]是|[●■◆▲★☆·•△▪①-⑳]|[（(]?[\d一二三四五六七八九十]{1,2}[)）、．.])"
)
# A field of a table gone to lines (总投资：86亿元) does not end the list that it stands in.
_FIELD = regex.compile(r"\s*[^，。：:\s]{2,10}[：:]")
_NOT_YET = regex.compile(r"(?:将|要|拟|年内|计划|预|待|月|年)[^，。 ]{0,4}\Z")
_HEADING, _HEADLINE, _LEAD = 40, 60, 200


class ProjectStatus:
    """Reads statuses. Built once from the lexicon, then read-only."""

    def __init__(self) -> None:
        data = table("status")
        self._behind_words: dict[str, str] = {w: s for s, words in data["behind"].items() for w in words}
        self._before_words: dict[str, str] = {w: s for s, words in data["before"].items() for w in words}
        self._frame_words: dict[str, str] = {w: s for s, words in data["frame"].items() for w in words}
        self._behind = regex.compile(alternation(self._behind_words))
        self._before = regex.compile(alternation(self._before_words))
        self._future = regex.compile(
            rf"(?<![先按最今]){alternation(data['future']['words'])}[^，。；]{{0,8}}\Z"
        )
        self._planned = regex.compile(rf"{alternation(data['intent']['before'])}[^，。；]{{0,12}}\Z")
        self._intent = regex.compile(
            rf"{alternation(data['intent']['words'])}[^。；]{{0,70}}{alternation(data['intent']['builds'])}[^，。；]{{0,6}}\Z"
        )
        verb = alternation(self._frame_words)
        self._event_words: dict[str, str] = {w: s for s, words in data["headline"].items() for w in words}
        self._event = regex.compile(alternation(self._event_words))
        self._site = regex.compile(alternation(data["report"]["site"]))
        self._raising = regex.compile(alternation(data["report"]["raising"]))
        self._opens = regex.compile(
            rf"(?P<verb>{verb})[^。；]{{0,30}}?(?:项目|工程|协议|投资意向|还有|大单|特点|亮点|清单)[^。；]{{0,60}}?"
            r"(?:——|[：:]|包括|包含|分别是|分别为|有(?![效力望序关利限])|如|其中|中)"
            rf"|(?P<verb>签约|签署|签订|奠基|开工|动工|落户)(?:的有|的是|的包括)?[：:]"
            rf"|(?P<verb>{verb})[^。；]{{0,140}}?等[\d一二三四五六七八九十]+个(?:项目|工程)(?=。)"
        )
        self._heading = regex.compile(
            rf"(?P<verb>{verb})(?:的)?[^。；，]{{0,6}}(?:项目|工程)|(?:项目|工程)[^。；，]{{0,6}}(?P<verb>{verb})"
        )

    def of(self, text: str, names: Sequence[ProjectName]) -> dict[str, str | None]:
        """Return the status of each surface: the furthest that a mention says, else its list's frame."""
        votes: dict[str, Counter[str]] = {}
        frame_votes: dict[str, Counter[str]] = {}
        frames = self._frames(text, names)
        for at, name in enumerate(names):
            counter = votes.setdefault(text[name.start : name.end], Counter())
            own = self._own(text, names, at)
            framed = frames[at]
            if own is not None:
                # 拟投资建设 in a list of what is signed: signed.
                weak = (
                    own == "planned"
                    and framed is not None
                    and not _PAPERS.search(text, name.end, name.end + 40)
                )
                counter[framed if weak and framed is not None else own] += 1
            if own is None and framed is not None:
                frame_votes.setdefault(text[name.start : name.end], Counter())[framed] += 1
        return {
            surface: furthest(own or frame_votes.get(surface, Counter())) for surface, own in votes.items()
        }

    def _own(self, text: str, names: Sequence[ProjectName], at: int) -> str | None:
        """Read the words of the name's own sentence, the nearest first; its list shares them."""
        first, last = _list_around(text, names, at)
        start, end = names[first].start, _behind_bracket(text, names[last].end)
        low, _ = sentence_around(text, start)
        _, high = sentence_around(text, end)
        closer = _CLOSER.match(text, names[last].end)
        if closer is not None:
            return _CLOSED[closer["what"]]
        told = self._of_two(text, names[first : last + 1], at - first)
        if told is not None:
            return told
        limit = max(end, min(high, names[last + 1].start if last + 1 < len(names) else high))
        clause = _clause_end(text, end, limit)
        near = self._first(text, low, end, min(clause, end + _NEAR))
        signed = _SIGNS.search(text, max(low, start - 70), start) is not None
        if near is not None and not (signed and near == "planned"):
            return self._advanced(text, near, end, limit)
        adjacent = self._adjacent_before(text, low, start)
        if adjacent is not None and not (signed and adjacent == "planned"):
            return adjacent
        behind = self._first(text, low, end, min(limit, end + _NEAR))
        if behind is not None and not (signed and behind == "planned"):
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

    def _advanced(self, text: str, status: str, end: int, limit: int) -> str:
        """Move 开工 on to under_construction when work done since is told behind it."""
        if status != "started":
            return status
        ceiling = max(end, min(limit, end + _NEAR + _BEFORE))
        return "under_construction" if _SINCE.search(text, end, ceiling) else status

    def _adjacent_before(self, text: str, low: int, start: int) -> str | None:
        """Read a verb that the name is the object of, directly before it: 规划建设X, 正在建设的X."""
        for match in self._before.finditer(text, max(low, start - _BEFORE), start):
            if start - match.end() <= 1 and text[match.end() : start] != "后":
                return self._timed(text, low, match, self._before_words[match[0]])
        return "under_construction" if _BEING_BUILT.search(text, max(low, start - _BEFORE), start) else None

    def _last_before(self, text: str, low: int, start: int) -> str | None:
        clause = max(low, clause_around(text, start)[0], start - _BEFORE)
        if _SIGNS.search(text, max(low, start - 70), start):
            return "signed"
        if _CEREMONY.search(text, max(low, start - 90), start):
            return "started"
        found = [
            self._timed(text, low, match, self._before_words[match[0]])
            for match in self._before.finditer(text, clause, start)
            if text[match.end() : match.end() + 1] not in {"后", "前", "时"}
        ]
        if found:
            return found[-1]
        sentence = text[max(low, start - 110) : start]
        told = self._intent.search(sentence) or _RAISED.search(sentence) or _ANNOUNCED.search(sentence)
        return "planned" if told else None

    def _timed(self, text: str, low: int, match: regex.Match[str], status: str) -> str:
        """Take back what is still to come: 计划今年7月开工建设的X is planned."""
        if status == "under_construction":
            return status
        if self._planned.search(text, max(low, match.start() - 20), match.start()):
            return "planned"
        to_come = status in {"started", "signed"} and _TO_COME.search(text, low, match.start())
        return "planned" if to_come else status

    def _first(self, text: str, low: int, start: int, end: int) -> str | None:
        """Return the first status between ``start`` and ``end``; ``low``: where the sentence starts."""
        for match in self._behind.finditer(text, start, end):
            if text.startswith(_ONCE, match.end()) or _MADE.search(
                text, max(low, match.start() - 12), match.start()
            ):
                continue
            said = self._of_future(text, start, match)
            if said in {"started", "signed"} and _WILL.search(text, low, start):
                return "planned"
            return said
        return _done(text, start, end)

    def _of_future(self, text: str, start: int, match: regex.Match[str]) -> str | None:
        """Take a verb back that is still to come: 将开工 is planned, 年内建成 is being built."""
        status = self._behind_words[match[0]]
        if status == "started" and text.startswith(("计划", "方案", "条件", "准备"), match.end()):
            return "planned"
        if status == "planned":
            return status
        last = status in {"completed", "operating"}
        if last and text.startswith("在即", match.end()):
            return "under_construction"
        if _BY_THEN.search(text, start, match.start()):
            return "under_construction" if last else "planned" if status == "started" else status
        if status == "operating" and _FIRST_PART.search(text, start, match.start()):
            return "under_construction"
        if status == "started" and _MUST.search(text, start, match.start()):
            return "planned"
        if not self._future.search(text, start, match.start()):
            return status
        if status in {"started", "signed"}:
            return "planned"
        return "under_construction" if _SOON.search(text, start, match.start()) else None

    def of_article(self, text: str) -> str | None:
        """Return the stage that the headline gives to what the article lists: …项目集中签约, …集中开工."""
        lines = [line.strip() for line in text[: 4 * _HEADLINE].splitlines() if line.strip()]
        # The first line, and the one below it that is a headline, too: no full stop ends it.
        second = [line for line in lines[1:2] if len(line) < _HEADING and not line.endswith("。")]
        headline = " ".join([*(line[:_HEADLINE] for line in lines[:1]), *second])
        found = [
            self._event_words[match[0]]
            for match in self._event.finditer(headline)
            if not _NOT_YET.search(headline, 0, match.start())
        ]
        return found[0] if len(set(found)) == 1 else None

    def by_report(self, text: str, projects: Sequence[Found]) -> None:
        """Give what is still without a stage the one that its sentence, or the whole report, lets see.

        Work at a site (施工现场里, 盾构机掘进2000米) is building; what a report on raised money names is planned.
        """
        at_work = {
            p["entity"]
            for p in projects
            if p["status"] is None and self._site.search(text, *sentence_around(text, p["start"]))
        }
        opened = self._raising.search(text, 0, _LEAD) is not None
        raised = {
            p["entity"]
            for p in projects
            if p["status"] is None and (opened or self._raising.search(text, *_paragraph(text, p["start"])))
        }
        for project in projects:
            if project["status"] is None and project["entity"] in at_work:
                project["status"] = "under_construction"
            elif project["status"] is None and project["entity"] in raised:
                project["status"] = "planned"

    def _frames(self, text: str, names: Sequence[ProjectName]) -> list[str | None]:
        """Return for each name the status of the frame that it is listed in, if any."""
        out: list[str | None] = []
        frame: str | None = None
        line_start, at = 0, 0
        quiet = 0
        for line in text.splitlines(keepends=True):
            line_end = line_start + len(line)
            mine = []
            while at < len(names) and names[at].start < line_end:
                mine.append(names[at])
                at += 1
            opened = self._opened(line)
            at_head = bool(mine) and line_start + _bullet_end(line) >= mine[0].start
            item = _ITEM.match(line) is not None or _FIELD.match(line) is not None
            listed = at_head or (bool(mine) and item)
            if opened is None and line.strip() and not listed and _FIELD.match(line) is None:
                quiet += 1
                frame = frame if quiet < 2 else None
            elif listed:
                quiet = 0
            for name in mine:
                here = opened if opened is not None and opened[1] <= name.start - line_start else None
                out.append(here[0] if here is not None else (frame if listed else None))
            if opened is not None:
                frame, quiet = opened[0], 0
            line_start = line_end
        return out

    def _opened(self, line: str) -> tuple[str, int] | None:
        """Return the status that a line gives to what it lists, and from where in the line."""
        stripped = line.strip()
        match = self._opens.search(line)
        if match is None and len(stripped) <= _HEADING and not stripped.endswith(("。", "；")):
            match = self._heading.search(line)
        if match is None or _STILL_TO_COME.search(line, 0, match.start("verb")):
            return None
        return self._frame_words[match["verb"]], match.start()


_ORDER = ("planned", "signed", "started", "under_construction", "completed", "operating")
# 。项目已于3月开工: the next sentence is still about it.
_GOES_ON = regex.compile(
    r"[。；](?:目前，?|(?:据[^，。]{2,12}|[今去前明]年[^，。]{0,5}|\d{1,2}月[^，。]{0,4})，)?(?:(?:该|此|本)?(?:项目|工程|基地|园区)|这(?:是|座|条|个|项))"
)
# 把矿区建成…基地: no work done.
_MADE = regex.compile(r"把[^，。；]{0,10}\Z")
# 首批50万千瓦并网: the rest is still being built.
_FIRST_PART = regex.compile(r"首批[^，。；]{0,12}\Z")
_BY_THEN = regex.compile(r"(?:年内|今年|(?<!去)[年月]底前?|[季年月]前)(?:全面|全部|正式)?\Z")
# 年内建成: work that is going on ends this year.
_SOON = regex.compile(r"年内|今年|年底|月底|下月|本月|近期|预计\d{1,2}月|有望|将于|节前|春节")
_TO_COME = regex.compile(
    r"(?<!即)将(?:重点|陆续|全面)?|计划|明年|力争|(?<![主重需不])要(?:全面|陆续|重点|集中)?$|(?<![和])预\d|欲"
)
# 四季度还将推动A、B等11项重大项目|开工.
_WILL = regex.compile(
    r"(?<!即)(?:将|计划|力争|争取|拟)(?:继续|重点|全力|加快)?(?:推动|促成|争取|确保)[^。；]{0,80}\Z"
)
# 湖北还将开工建设X等项目: what is to be started opens no list of what is.
_STILL_TO_COME = regex.compile(r"(?<!即)(?:将|计划|拟|力争|争取|准备|(?<![主重需不])要)[^，。；]{0,6}\Z")
# 宣布追加投资1.2亿欧元扩建X.
_ANNOUNCED = regex.compile(r"宣布[^。；]{0,50}(?:扩建|新建|建设|兴建)[^，。；]{0,8}\Z")
# Money raised for it: 募资13.2亿元，投向A、B等5个项目.
_RAISED = regex.compile(r"(?:募集|募资|定增|募投)[^。；]{0,60}(?:用于|投向|投入|包括|投资)[^。；]{0,40}\Z")
# 正在大东港区建X, 正在这里建设X.
_BEING_BUILT = regex.compile(r"正在?[^，。；]{1,8}(?:建设?|施工)\Z")
_SHARE_DONE = regex.compile(r"完成[^，。；]{0,6}(?:[一二三四五六七八九]成|[\d.]+%|过半|大半)")
_FINISHED = regex.compile(r"(?:已|已经|全部)完成(?=[，。；])")
_SINCE = regex.compile(
    r"以来|已完成投资|累计完成|贯通|封顶|掘进|浇筑|填筑|已完成\d|已完成[^，。]{0,8}工程量|完成投资|进度"
)
# What has its papers told is at that stage, whatever list it stands in.
_PAPERS = regex.compile(r"备案|核准|批复|获批|可研|立项")
_SIGNS = regex.compile(r"(?:签下|签署|签订|签约)[^。；]{0,50}(?:建设|新建|打造|投资|布局)[^，。；]{0,8}\Z")


# 举行奠基典礼，宣布将投资36亿元兴建X: its ground is broken, whatever is said of the money.
_CEREMONY = regex.compile(
    r"(?<!将)(?:举行|举办|启动)[^，。；]{0,12}(?:奠基|开工|动工|打桩|破土)(?:典礼|仪式|活动)?[^。；]*\Z"
)


# 达产后, 投产首年: what will be when it is so.
_ONCE = ("后", "前", "时", "年", "首年", "当年", "次年", "首月")
# X、Y要动土.
_MUST = regex.compile(r"(?<![主重需只])要\Z")
# X等19个续建项目: the closer of the list tells the stage.
_CLOSER = regex.compile(
    r"等(?:\d+|[一二三四五六七八九十百]+)(?:余|多)?(?:个|项)(?:重点|重大)?(?P<what>续建|在建|新开工|竣工|投产|签约|拟建)(?:重点|重大)?(?:项目|工程)"
)
_CLOSED = {
    "续建": "under_construction", "在建": "under_construction", "新开工": "started", "竣工": "completed",
    "投产": "operating", "签约": "signed", "拟建": "planned",
}  # fmt: skip


def _done(text: str, start: int, end: int) -> str | None:
    """Read 已完成 that closes a clause; with an object (已完成投资) it tells no stage."""
    if _SHARE_DONE.search(text, start, min(len(text), end + 4)):
        return "under_construction"
    return "completed" if _FINISHED.search(text, start, min(len(text), end + 1)) else None


def _paragraph(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


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


def _bullet_end(line: str) -> int:
    match = _BULLET.match(line)
    return 0 if match is None else match.end()


def furthest(stages: Iterable[str]) -> str | None:
    """Return the furthest of the stages that mentions say: a project signed and then started is started."""
    return max(stages, key=_ORDER.index, default=None)


def _list_around(text: str, names: Sequence[ProjectName], at: int) -> tuple[int, int]:
    """Return the first and last name of the 、-list that the name stands in."""
    first = last = at
    while first > 0 and _LIST_GAP.fullmatch(text, names[first - 1].end, names[first].start):
        first -= 1
    while last + 1 < len(names) and _LIST_GAP.fullmatch(text, names[last].end, names[last + 1].start):
        last += 1
    return first, last
