"""The page of an evaluation and the figures over time: every error is there, linked, and escaped."""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from newsextract import assess
from newsextract.comparison.charts import Point, inline, over_time
from newsextract.comparison.evaluation_page import Pair
from newsextract.comparison.history import read_reports, table_of
from newsextract.errors import InputError, SettingsError
from newsextract.evaluation import score
from newsextract.evaluation.gold import GoldArticle
from newsextract.records import ArticleRecord

matplotlib = pytest.importorskip("matplotlib", reason="no matplotlib: extra charts")

SCRIPT = "<script>alert(1)</script>"
TEXT = f"{SCRIPT}投资12亿元、5亿元和7亿元，还有9亿元。2个项目，蓝湾码头项目。"


def place(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def amount(words: str, **more: Any) -> dict[str, Any]:
    return {**place(words), "value": words.removesuffix("亿元") + "00000000", "currency": "CNY", **more}


def pair(id: str = SCRIPT) -> Pair:
    """One right, one wrong, one missed, one false, one optional; a group and a link missed."""
    mentions = [
        {"label": "MONEY", **amount("12亿元", role="investment")},
        {"label": "MONEY", **amount("5亿元", role="investment")},
        {"label": "MONEY", **amount("7亿元", optional=True)},
        {"label": "PROJECT", **place("蓝湾码头项目")},
        {"label": "ORG", **place("投资"), "type": "company"},
    ]
    link = {"type": "investment", "project": "蓝湾码头项目", "money": "5亿元"}
    gold = {"id": id, "text": TEXT, "tags": ["<b>"], "mentions": mentions, "links": [link],
            "groups": [{"count": 2, "text": "2个项目"}]}  # fmt: skip
    found = [amount("12亿元", role="other"), amount("7亿元"), amount("9亿元")]
    made = {
        "id": id, "text": TEXT, "producer": {"version": "0", "fingerprint": "t"},
        "money": [{"id": f"m{n}", "rule": SCRIPT, **one} for n, one in enumerate(found)],
        "projects": [{"id": "j1", "name": "蓝湾码头项目", "mentions": [{**place("蓝湾码头项目"), "rule": "t"}]}],
    }  # fmt: skip
    return Pair(GoldArticle.model_validate(gold), ArticleRecord.model_validate(made))


def page_of(tmp_path: Path, *pairs: Pair, history: tuple[Path, ...] = ()) -> str:
    assess.write_page(tmp_path / "page.html", score(pairs), pairs, ["split", "tag"], history)
    return (tmp_path / "page.html").read_text("utf-8")


class Tags(HTMLParser):
    """Counts tags and checks that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_error_is_listed_and_leads_to_its_place(tmp_path: Path) -> None:
    given = pair()
    page = page_of(tmp_path, given)
    errors = list(score([given]).errors())
    assert [(e.label, e.outcome) for e in errors] == [
        ("MONEY", "true"), ("MONEY", "missed"), ("MONEY", "false"), ("ORG", "missed"), ("GROUP", "missed"),
        ("LINK", "missed"),
    ]  # fmt: skip
    for number in range(1, len(errors) + 1):
        assert page.count(f'href="#e{number}"') == 1
        assert page.count(f'id="e{number}"') == 1
    assert "MONEY: 1 missed, 1 false, 1 wrong" in page
    assert "role: other, gold investment" in page
    assert 'class="money wrong"' in page
    assert 'class="money missed"' in page
    assert 'class="money false"' in page
    assert page.count('class="money optional"') == 2


def test_nothing_of_an_article_is_markup(tmp_path: Path) -> None:
    page = page_of(tmp_path, pair(), pair("b"))
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not {"script", "img", "iframe", "link", "b&gt;"} & set(tags.seen)
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    urls = set(re.findall(r"https?://[^\s\"'<]+", page))
    assert {url.split("/")[2] for url in urls} <= {"www.w3.org"}  # names of namespaces, which nobody opens


def test_the_texts_are_whole_on_both_sides(tmp_path: Path) -> None:
    page = page_of(tmp_path, pair())
    columns = re.findall(r"<div class=text>(.*?)</div>", page, re.DOTALL)
    stripped = [re.sub("<[^>]*>", "", column).replace("&lt;", "<").replace("&gt;", ">") for column in columns]
    assert stripped == [TEXT, TEXT]


def test_a_failed_article_says_so(tmp_path: Path) -> None:
    given = pair()
    failed = ArticleRecord.model_validate(
        {"id": "x", "text": None, "producer": {"version": "0", "fingerprint": "t"},
         "error": {"stage": "timeout", "message": "<slow>"}}
    )  # fmt: skip
    page = page_of(tmp_path, Pair(given.gold, failed))
    assert "timeout: &lt;slow&gt;" in page


def test_the_command_writes_page_and_history(newsextract: Run, tmp_path: Path) -> None:
    gold, reports = ROOT / "corpus" / "bugs.jsonl", tmp_path / "reports"
    reports.mkdir()
    for name in ("1 $改<b>", "2"):
        (reports / f"{name}.json").write_bytes(newsextract("evaluate", gold, "--format", "json").stdout)
    done = newsextract("evaluate", gold, "--html", tmp_path / "page.html", "--history", reports)
    assert done.returncode == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<svg") == 2
    assert "1 $改&lt;b&gt;" in page
    assert newsextract("evaluate", gold, "--history", reports).returncode == 2
    drawn = newsextract("history", reports, "-o", tmp_path / "h.svg")
    assert (drawn.returncode, drawn.stderr) == (0, b"")
    assert "1 $改<b>" in drawn.stdout.decode()
    before = (tmp_path / "h.svg").read_bytes()
    assert newsextract("history", reports, "-o", tmp_path / "h.svg").returncode == 0
    assert (tmp_path / "h.svg").read_bytes() == before
    assert newsextract("history", reports, "-o", tmp_path / "h.png").returncode == 0
    assert (tmp_path / "h.png").read_bytes().startswith(b"\x89PNG")
    assert newsextract("history", reports, "-o", tmp_path / "h.gif").returncode == 2


def test_a_picture_shows_each_label_and_where_the_gold_changed() -> None:
    points = [Point("a", "x", {"MONEY.f1": 0.5}), Point("b", "x", {"MONEY.f1": 0.75}), Point("c", "y", {})]
    same, other = inline(over_time(points[:2])), inline(over_time(points))
    assert same.startswith("<svg")
    assert ">MONEY</text>" in same.replace("\n", "")
    assert "ORG" not in same
    assert other.count("stroke-dasharray") > same.count("stroke-dasharray")
    assert inline(over_time([])).startswith("<svg")


def test_reports_are_read_back_as_figures(tmp_path: Path) -> None:
    path = tmp_path / "r1.json"
    path.write_text(assess.report(score([pair()]), "json", []), "utf-8")
    (point,) = read_reports([tmp_path])
    assert point.name == "r1"
    assert point.figures["MONEY.f1"] == 0.5
    assert point.figures["MONEY.role"] == 0.0
    assert "ORG.type" not in point.figures
    assert table_of([point]).rows[0][:3] == ("r1", "50.0", "–")


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"fingerprint": "x", "strict": {}}', "{bad"])
def test_what_is_no_report_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"r\.json: no report"):
        read_reports([tmp_path / "r.json"])
    with pytest.raises(InputError, match="no such file or folder; give reports"):
        read_reports([tmp_path / "none.json"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no report in the folder"):
        read_reports([tmp_path / "empty"])


def test_without_matplotlib_the_page_is_written_and_a_picture_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    told: list[str] = []
    given = [pair()]
    assess.write_page(tmp_path / "page.html", score(given), given, [], (), told.append)
    assert "<svg" not in (tmp_path / "page.html").read_text("utf-8")
    assert "newsextract[charts]" in told[0]
    (tmp_path / "r.json").write_text(assess.report(score(given), "json", []), "utf-8")
    assert "MONEY" in assess.history_table([tmp_path / "r.json"], None)
    with pytest.raises(SettingsError, match=r"newsextract\[charts\]"):
        assess.history_table([tmp_path / "r.json"], tmp_path / "h.svg")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["articles"] == 1
