"""Media in bylines and source lines: 上游新闻·重庆晨报记者 …, 来源：南方网.

Source: guideline, ORG, "Media named as a source or in a byline".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsextract.components.candidates import Candidate

_ENDS = (
    r"(?:新闻网|新闻|日报|晚报|晨报|时报|商报|都市报|早报|快报|青年报|导报|网|电视台|广播电视台"
    r"|融媒体中心|融媒体?|客户端|在线|传媒|周刊|通讯社|报社)"
)
_NAME = rf"[\u4e00-\u9fd5]{{2,7}}?{_ENDS}"
_BYLINE = regex.compile(
    rf"(?:(?<=[\s（(【□■●·/／—\n])|^)(?P<first>{_NAME})(?:[·/／ ](?P<second>{_NAME}))?"
    r"(?:全媒体|首席|见习|特约|融媒体|驻站)*(?:记者|通讯员|讯(?![息号])|消息[（(：:，,\s])",
    regex.MULTILINE,
)
_SOURCE = regex.compile(
    rf"(?:来源|稿源|转自|文章来源|据)[:：]\s*(?P<first>{_NAME})(?=[\s）)】，。　]|$)", regex.MULTILINE
)


_SAYS = regex.compile(r"[对向昨今明还在从说]")


class Bylines:
    """Finds media by where they stand."""

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield the media that sign or are named as the source."""
        for pattern in (_BYLINE, _SOURCE):
            for match in pattern.finditer(text):
                for group in ("first", "second"):
                    if group in match.re.groupindex and match[group] and not _SAYS.search(match[group]):
                        why = "signs the article or is its source"
                        yield Candidate(
                            match.start(group), match.end(group), "media", "org.byline", why, priority=3
                        )
