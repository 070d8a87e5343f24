"""Bad input has its defined end: an error record, a warning or an exit code; never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsextract as face
from conftest import Run
from newsextract.article import Article
from newsextract.batch.runner import extract_many, run
from newsextract.batch.summary import Summary
from newsextract.config import Settings
from newsextract.errors import ArticleError, SettingsError
from newsextract.io.readers import read_articles
from newsextract.lexicons import table
from newsextract.records import ArticleRecord, ProcessingError

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"


def from_file(path: Path) -> ArticleRecord:
    (record,) = run(read_articles([path]))
    return ArticleRecord.model_validate_json(record.to_json().encode("utf-8"))


def written(folder: Path, raw: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\n", "　\r\n".encode()])
def test_an_empty_file_is_a_record_with_nothing_in_it(tmp_path: Path, raw: bytes) -> None:
    record = from_file(written(tmp_path, raw))
    assert record.warnings == ("no text",)
    assert record.error is None
    assert record.text == raw.decode("utf-8-sig")
    assert list(record.mentions()) == []


def test_an_empty_file_is_warned_about_and_done(tmp_path: Path, newsextract: Run) -> None:
    done = newsextract("extract", written(tmp_path, b" \n"))
    assert done.returncode == 0
    warning, summary = done.stderr.decode().splitlines()
    assert warning == "newsextract: warning: a: no text"
    assert "done 1 resumed 0 failed 0 warnings 1" in summary


def test_what_a_folder_holds_and_is_not_read_is_counted(tmp_path: Path, newsextract: Run) -> None:
    for name in ("a.txt", "b.docx", "c.DOCX", "in/d.pdf", ".hidden", ".git/e.pdf", "out.jsonl.manifest"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, TEXT.encode(), name)
    for argument in (tmp_path, f"{tmp_path}/**"):
        done = newsextract("extract", argument, "--no-text")
        assert (done.returncode, done.stdout.count(b"\n")) == (0, 1)
        note, _ = done.stderr.decode().splitlines()
        assert note.startswith(
            f"newsextract: note: {argument}: passed over: 2 .docx, 1 .pdf; to have them read"
        )
    assert newsextract("extract", tmp_path, "--quiet").stderr.count(b"\n") == 1
    refused = newsextract("extract", tmp_path / "b.docx")
    assert refused.returncode == 2
    assert b"unknown ending '.docx'; save it as text (.txt) or as a page (.html)" in refused.stderr


@pytest.mark.parametrize("command", [["extract"], ["show"], ["view", "-o", "page.html"]])
def test_an_article_that_cannot_be_read_is_exit_code_3(
    tmp_path: Path, newsextract: Run, command: list[str]
) -> None:
    bad = written(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert newsextract(*command, bad, cwd=tmp_path).returncode == 3
    records = written(tmp_path, newsextract("extract", bad).stdout, "records.jsonl")
    if command[0] != "extract":  # the records are shown; nothing failed in showing them
        assert newsextract(*command, records, cwd=tmp_path).returncode == 0


def test_a_binary_file_is_an_error_record(tmp_path: Path, newsextract: Run) -> None:
    path = written(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    record = from_file(path)
    assert record.error is not None
    assert (record.id, record.error.stage) == ("a", "read")
    assert "binary" in record.error.message
    assert newsextract("extract", path).returncode == 3


def test_undecodable_bytes_are_replaced_and_counted(tmp_path: Path) -> None:
    record = from_file(written(tmp_path, TEXT.encode() * 3 + b"\xff\xfe\xfd"))
    assert record.error is None
    assert record.text == TEXT * 3 + "\ufffd" * 3
    assert any("3 undecodable" in warning for warning in record.warnings)
    assert len(record.money) == 3


def test_nuls_are_warned_about(tmp_path: Path) -> None:
    record = from_file(written(tmp_path, TEXT.encode() + b"\0\0"))
    assert record.error is None
    assert any("2 NUL" in warning for warning in record.warnings)
    assert [m.text for m in record.money] == ["12亿元"]


def test_a_lone_surrogate_is_replaced_and_the_output_is_utf8(tmp_path: Path, newsextract: Run) -> None:
    path = written(tmp_path, b'{"id": "s", "text": "x\\ud800y\\udfff"}\n', "a.jsonl")
    record = from_file(path)
    assert record.error is None
    assert record.text == "x\ufffdy\ufffd"
    assert any("2 lone surrogates" in warning for warning in record.warnings)
    newsextract("extract", path).stdout.decode("utf-8")


def test_a_line_of_5_mb_is_done(tmp_path: Path, newsextract: Run) -> None:
    raw = ("港城新区的建设正在推进，" * 150_000 + TEXT).encode()
    assert len(raw) > 5_000_000
    done = newsextract("extract", written(tmp_path, raw), "--no-text")
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["money"][-1]["text"] == "12亿元"


def test_a_bad_line_of_json_is_an_error_record_between_good_ones(tmp_path: Path, newsextract: Run) -> None:
    path = written(
        tmp_path, b'{"id": "a", "text": "x"}\n{"id": "b", "text": \n{"id": "c", "text": "z"}', "in.jsonl"
    )
    done = newsextract("extract", path)
    found = [ArticleRecord.model_validate_json(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [record.id for record in found] == ["a", "in:2", "c"]
    assert [record.error is None for record in found] == [True, False, True]


def test_an_unreadable_place_is_an_error_record(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    written(tmp_path, b"x")
    found = list(run(read_articles([tmp_path])))
    assert [record.id for record in found] == ["a", "gone"]
    assert found[1].error is not None


def test_an_article_over_the_limit_is_an_error_record() -> None:
    (record,) = run([Article("x" * 11, id="long")], Settings(max_chars=10))
    assert record.error is not None
    assert "11 characters" in record.error.message


def test_names_that_are_no_unicode_do_not_stop_a_run(tmp_path: Path) -> None:
    name = b"\xff\xfe.txt".decode("utf-8", "surrogateescape")
    try:
        written(tmp_path, TEXT.encode(), name)
    except OSError:
        pytest.skip("this file system takes no such name")
    record = from_file(tmp_path)
    assert record.error is None
    assert record.id == "\ufffd\ufffd"


def test_extract_many_takes_texts_articles_and_mappings() -> None:
    given: list[Any] = [
        TEXT,
        Article(TEXT, id="art"),
        {"id": 3, "text": TEXT, "url": "u"},
        {"id": "none"},
        {},
    ]
    found = list(face.extract_many(given))
    assert [record.id for record in found] == [Article(TEXT).key, "art", "3", "none", "item:5"]
    assert [record.error is None for record in found] == [True, True, True, False, False]
    assert found[2].source.url == "u"
    with pytest.raises(TypeError, match="int"):
        list(extract_many([3]))  # type: ignore[list-item]


def test_extract_many_is_lazy_and_keeps_order() -> None:
    asked: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(10_000):
            asked.append(number)
            yield f"第{number}号，投资{number + 1}亿元。"

    for workers in (1, 2):
        asked.clear()
        records = extract_many(texts(), workers=workers)
        firsts = [next(records).text for _ in range(40)]
        records.close()  # type: ignore[attr-defined]
        assert firsts == [f"第{n}号，投资{n + 1}亿元。" for n in range(40)]
        assert len(asked) < 500


def test_settings_that_cannot_be_used_are_refused_before_the_first_article() -> None:
    with pytest.raises(SettingsError):
        run([], workers=0)
    with pytest.raises(SettingsError):
        run([], timeout=0)


def test_on_error_raise_names_the_article() -> None:
    summary = Summary()
    with pytest.raises(ArticleError, match="item:1"):
        list(run([Article("", id="item:1", error=_error())], on_error="raise", summary=summary))
    assert (summary.read, summary.failed) == (1, 1)


def _error() -> ProcessingError:
    return ProcessingError(stage="read", message="no")


@pytest.mark.parametrize(
    "line",
    [
        "今天{}：青岛海晟研发中心项目，总投资3亿元。",
        "{}的项目包括：\n1.青岛海晟研发中心项目",
        "项目{}\n海晟大桥",
    ],
)
def test_no_word_of_a_stage_stops_a_list_that_it_opens(line: str) -> None:
    words = {word for part in table("status").values() for words in part.values() for word in words}
    records = extract_many(line.format(word) for word in sorted(words))
    assert {record.id: record.error for record in records if record.error is not None} == {}


def test_a_verb_before_a_colon_gives_its_stage_to_the_list() -> None:
    (record,) = extract_many(["今天落户：青岛海晟研发中心项目，总投资3亿元。"])
    assert [(project.name, project.status) for project in record.projects] == [
        ("青岛海晟研发中心项目", "signed")
    ]


def test_a_row_of_nouns_that_is_too_long_for_a_name_is_no_error() -> None:
    """组织 takes a word before it to make a name; here none was left to look at."""
    record = face.extract("“" + "海洋" * 25 + "组织”发表声明。")
    assert record.error is None
    assert record.organizations == ()
