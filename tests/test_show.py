"""Records in a terminal: tables and lists that fit, colours only where they are wanted, no commands to it."""

from __future__ import annotations

import io
import unicodedata

import pytest
from rich.console import Console

import pages
from conftest import Run
from newsextract.records import ArticleRecord
from newsextract.viewer.terminal import show_record

WIDTHS = (20, 40, 71, 72, 80, 160)


def shown(record: ArticleRecord, width: int = 100, *, text: bool = False, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, **options)  # type: ignore[arg-type]
    show_record(record, console, text=text)
    return out.getvalue()


def columns(line: str) -> int:
    """Count columns as a terminal does, by the standard's own table and not by the library's."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
    return wide - sum(unicodedata.category(sign) in ("Mn", "Cf") for sign in line)


def test_the_tables_say_what_the_article_names_and_for_how_much() -> None:
    said = shown(pages.PORT)
    (project,) = [line for line in said.splitlines() if "│ 海晟集团蓝湾码头项目" in line]
    assert [cell.strip() for cell in project.split("│")[1:4]] == [
        "海晟集团蓝湾码头项目",
        "signed",
        ">12亿 CNY",
    ]
    titles = [line.strip() for line in said.splitlines() if line.strip().endswith(")")]
    assert titles == ["Projects (2)", "Amounts (2)", "Percentages (1)", "Organizations (1)"]
    (group,) = [line for line in shown(pages.PARK).splitlines() if "│ 3个项目" in line]
    assert [cell.strip() for cell in group.split("│")[1:5]] == ["3个项目", "3", "started", "8.5亿 CNY"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("record", [pages.PORT, pages.PARK, pages.BAD], ids=["port", "park", "bad"])
def test_nothing_is_wider_than_the_terminal(record: ArticleRecord, width: int) -> None:
    lines = shown(record, width, force_terminal=True, color_system=None, text=True).splitlines()
    assert max(map(columns, lines)) <= width


def test_the_borders_of_a_table_stand_under_each_other() -> None:
    table = [line for line in shown(pages.PORT).splitlines() if line[:1] in "┏┃┡│└"]
    assert len(table) > 10
    ends = {columns(line.rstrip()) for line in table[:6]}
    assert len(ends) == 1


def test_a_narrow_terminal_gets_lists() -> None:
    said = shown(pages.PORT, 40)
    assert "┃" not in said
    lines = said.splitlines()
    at = lines.index("• 海晟集团蓝湾码头项目")
    assert lines[at + 1].strip().startswith("status signed · investment >12亿 CNY")


def test_marks_in_brackets_where_there_is_no_colour() -> None:
    said = shown(pages.PORT, text=True)
    assert "[海晟集团|o1]投资[12亿元|m1]建设[[海晟集团|o1]蓝湾码头项目|j1]，" in said
    assert "\x1b" not in said


def test_marks_in_colour() -> None:
    said = shown(pages.PORT, text=True, force_terminal=True, color_system="truecolor", no_color=False)
    assert "\x1b[30;48;2;230;159;0m12亿元" in said
    assert "\x1b[4;30;48;2;0;158;115m海晟集团" in said
    assert "|m1]" not in said


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    said = shown(pages.PORT, text=True, force_terminal=True, color_system="truecolor")
    assert "48;2" not in said
    assert "[12亿元|m1]" in said


def test_an_article_cannot_command_the_terminal() -> None:
    text = "\x1b[31m\x1b]0;题\x07\u202e投资3亿元\x9b2J"
    amount = pages.money(1, pages.place(text, "3亿元"), "300000000")
    named = {"id": "j1", "name": "\x1b[2J", "mentions": [pages.place(text, "投资")]}
    record = pages.record(
        "\x1b[1m", text, title="\x1b[5m[red]", warnings=["\x1b[7m"], money=[amount], projects=[named]
    )
    said = shown(record, text=True)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said)
    assert "␛[5m[red]" in said


def test_without_its_text_a_record_says_so() -> None:
    assert "--no-text" in shown(pages.BARE, text=True)
    assert "2亿 CNY" in shown(pages.BARE, text=True)


def test_the_command_marks_the_text_in_a_pipe(newsextract: Run, tmp_path: object) -> None:
    done = newsextract("show", "--text", "-", stdin="海晟集团投资12亿元建设蓝湾码头项目。".encode())
    assert done.returncode == 0
    assert "投资[12亿元|m1]建设".encode() in done.stdout
    assert b"\x1b" not in done.stdout
