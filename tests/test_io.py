"""Reading: every byte accounted for, every input in its place. Writing: whole or not at all."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from newsextract.article import Article
from newsextract.errors import ArticleError, InputError, OutputError
from newsextract.io.encodings import decode
from newsextract.io.loading import holds_records, read_records
from newsextract.io.readers import read_articles
from newsextract.io.writers import FileWriter, line_of, open_writer
from newsextract.records import ArticleRecord, Producer

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。\r\n第二段说的是产业园区的建设。\n"
TRADITIONAL = "臺灣的電子產業園區總投資十二億元，預計明年開工建設，這是一個重要的項目。"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        ("投资项目".encode("gbk"), "gb18030"),
        ("总投资10亿元。".encode("gbk"), "gb18030"),
    ],
)
def test_an_encoding_is_found_and_nothing_is_trimmed(raw: bytes, encoding: str) -> None:
    found = decode(raw)
    assert found.encoding == encoding
    assert found.text in (TEXT, "投资项目", "总投资10亿元。")
    assert found.warnings == ()


@pytest.mark.parametrize("text", [TRADITIONAL, "總投資10億元。", "這個項目的建設", "發展與合作，共同"])
def test_big5_is_told_from_gb18030(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5hkscs", ())


@pytest.mark.parametrize("length", [6, 12, 30, 100])
def test_gb18030_is_told_from_big5_in_short_texts(corpus: list[str], length: int) -> None:
    pieces = [text[at : at + length] for text in corpus for at in range(0, len(text) - length, 97)]
    right = sum(decode(piece.encode("gb18030")).text == piece for piece in pieces)
    assert right >= 0.97 * len(pieces)


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    raw = TEXT.encode().replace("集".encode(), b"\xe9\x9b", 1) + b"\xff"
    found = decode(raw)
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 2
    assert found.warnings == ("2 undecodable byte sequences replaced by U+FFFD (utf-8)",)


def test_broken_gb18030_stays_gb18030() -> None:
    found = decode((TEXT * 5).encode("gb18030") + b"\xff")
    assert found.encoding == "gb18030"
    assert found.text == TEXT * 5 + "\ufffd"
    assert "1 undecodable" in found.warnings[0]


def test_a_replacement_character_of_the_text_itself_is_not_counted() -> None:
    assert decode("项目\ufffd".encode()).warnings == ()
    assert "1 undecodable" in decode("项目的建设\ufffd和投资规模都是".encode() + b"\xff").warnings[0]


def test_empty_bytes_are_an_empty_text() -> None:
    assert decode(b"") == ("", "utf-8", ())


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)),
        bytes(range(32)) * 50,
        b"\0" * 5000,
    ],
)
def test_binary_content_is_refused(raw: bytes) -> None:
    with pytest.raises(ArticleError, match="binary") as caught:
        decode(raw)
    assert caught.value.stage == "read"


def test_a_few_nuls_are_text() -> None:
    assert decode(TEXT.encode() + b"\0").text == TEXT + "\0"


def test_a_file_is_an_article_named_by_its_stem(tmp_path: Path) -> None:
    path = tmp_path / "北京.2024.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    (article,) = read_articles([path])
    assert (article.id, article.text) == ("北京.2024", TEXT)
    assert (article.source.path, article.source.encoding) == (str(path), "gb18030")


def test_lines_of_json_are_articles_and_a_bad_one_is_an_error_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = '{"id": 7, "text": "甲", "title": "题", "url": "u", "published": "2024-01-02", "x": 1}'
    rows = [good, "", "{bad", '{"id": "b"}', "[1]",
            '{"text": "乙"}', '{"text": 3}']  # fmt: skip
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    found = list(read_articles([path]))
    assert [a.id for a in found[:4]] == ["7", "in:3", "in:4", "in:5"]
    assert found[4].id == Article("乙").key
    assert [a.error is None for a in found] == [True, False, False, False, True, False]
    first = found[0]
    assert (first.text, first.title, first.source.url, first.source.published) == (
        "甲",
        "题",
        "u",
        "2024-01-02",
    )
    assert found[1].error is not None
    assert found[1].error.stage == "read"
    assert found[1].error.message.startswith(f"{path}:3: no JSON")


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"text": ' + b"9" * 5000 + b"}", b'{"text": "\xff\xfe\x00"}']
)
def test_no_line_of_json_stops_the_others(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"id": "good", "text": "x"}\n')
    found = list(read_articles([path]))
    assert [a.id for a in found][1:] == ["good"]


def test_json_in_utf16_is_read_by_line(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes('{"text": "甲"}\n{"text": "乙上"}\n'.encode("utf-16"))
    assert [a.text for a in read_articles([path])] == ["甲", "乙上"]


def test_gz_reads_as_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "b.JSONL.GZ").write_bytes(gzip.compress(b'{"text": "x"}\n{"text": ""}'))
    found = list(read_articles([tmp_path]))
    assert [a.text for a in found] == [TEXT, "x", ""]
    assert found[0].id == "a"


def test_a_broken_gz_is_an_error_behind_what_could_be_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": os.urandom(500).hex()}) + "\n" for n in range(200))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-2000])
    (tmp_path / "b.txt.gz").write_bytes(b"not gz")
    found = list(read_articles([tmp_path]))
    assert found[0].id == "0"
    failed = [a for a in found if a.error is not None]
    assert [a.id for a in failed] == ["a", "b"]


def test_a_bomb_is_refused_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * 3_000_000))
    (tmp_path / "bomb2.jsonl.gz").write_bytes(gzip.compress(b"0" * 3_000_000 + b'\n{"text": "x"}\n'))
    found = list(read_articles([tmp_path], max_bytes=1_000_000))
    assert [a.error is None for a in found] == [False, False, True]
    assert found[0].error is not None
    assert "more than 1000000 bytes" in found[0].error.message


def test_folders_are_read_sorted_and_deep_and_unknown_endings_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.jsonl", "a.md", ".hidden.txt", "c.jsonl.part"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "x", "id": "y"}' if "json" in name else "x")
    assert [a.id for a in read_articles([tmp_path])] == ["y", "z", "b"]
    assert [a.id for a in read_articles([f"{tmp_path}/**/*"])] == ["y", "z", "b"]
    assert [a.id for a in read_articles([f"{tmp_path}/*.txt"])] == ["b"]


def test_an_id_that_comes_twice_is_kept_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    one, two = read_articles([path, path])
    assert one.id == two.id == "a"
    assert one.warnings == ()
    assert "twice" in two.warnings[0]


@pytest.mark.parametrize("name", ["missing.txt", "page.doc", "table.xlsx", "noending", "no*.txt", "empty"])
def test_a_path_that_cannot_be_read_is_refused_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    for there in ("page.doc", "table.xlsx", "noending"):
        (tmp_path / there).write_text("x")
    with pytest.raises(InputError) as caught:
        read_articles([tmp_path / name])
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_ending_says_what_is_supported(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text("x")
    with pytest.raises(InputError, match=r"\.jsonl, \.parquet, \.txt"):
        read_articles([tmp_path / "a.doc"])


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (b"", [""]),
        (b"{not json\nmore", ["{not json\nmore"]),
        ('{"text": "甲"}\n{"text": "乙"}'.encode(), ["甲", "乙"]),
        (b'{"text": "a"}\nbad\n{"text": "b"}\n', ["a", "", "b"]),
    ],
)
def test_stdin_is_one_text_or_lines_of_json(given: bytes, texts: list[str]) -> None:
    assert [a.text for a in read_articles(["-"], stdin=io.BytesIO(given))] == texts


def test_a_lone_surrogate_stays_in_the_text_and_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a\\ud800", "title": "\\udfff", "url": "\\ud800", "text": "x\\ud800y"}\n')
    (article,) = read_articles([path])
    assert article.text == "x\ud800y"
    assert (article.id, article.title, article.source.url) == ("a\ufffd", "\ufffd", "\ufffd")
    assert len(article.warnings) == 3


def record(id: str = "a", text: str = "项目") -> ArticleRecord:
    return ArticleRecord(id=id, text=text, producer=Producer(version="0", fingerprint="0"))


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(RuntimeError), open_writer(target) as writer:  # noqa: PT012 - the block is the case
        writer.write(record())
        raise RuntimeError
    assert not target.exists()
    assert (tmp_path / "out.jsonl.part").exists()
    with open_writer(target) as writer:
        writer.write(record())
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_bytes() == line_of(record())
    assert holds_records(target)
    assert list(read_records(target)) == [record()]


def test_gz_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        with open_writer(tmp_path / name) as writer:
            writer.write(record())
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert list(read_records(tmp_path / "a.jsonl.gz")) == [record()]


def test_format_says_what_the_ending_does_not(tmp_path: Path) -> None:
    with open_writer(tmp_path / "out.data", format="jsonl", text=False) as writer:
        writer.write(record())
    assert json.loads((tmp_path / "out.data").read_bytes())["text"] is None


@pytest.mark.parametrize(
    "name", ["out.xlsx", "out", "missing/out.jsonl", "missing/out.duckdb", "folder.jsonl"]
)
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(OutputError):
        open_writer(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space"), open_writer("/dev/full", format="jsonl") as writer:
        writer.write(record())
    (tmp_path / "out.jsonl.part").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space"), FileWriter(tmp_path / "out.jsonl") as writer:
        writer.write(record())
    assert not (tmp_path / "out.jsonl").exists()


def test_what_is_no_record_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(line_of(record()) + b'{"text": "x"}\n')
    with pytest.raises(InputError, match=r"x\.jsonl:2"):
        list(read_records(tmp_path / "x.jsonl"))


def test_records_that_are_not_there_are_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: no such file; give records that extract has written"):
        list(read_records(tmp_path / "none.jsonl"))
