"""Tables, field names, pages in rows, compressed inputs, long inputs; fronts and scripts of what was read."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsextract import extract
from newsextract.article import Article
from newsextract.errors import SettingsError
from newsextract.io.encodings import decode
from newsextract.io.readers import read_articles
from newsextract.text.front import Front, read_front
from newsextract.text.scripts import for_reading, simplify

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"
PAGE = "<html><head><title>海晟集团建码头</title></head><body><h1>海晟集团建码头</h1>" + f"<p>{TEXT}</p>" * 4


def write(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


CSV = 'id,title,text,url,published\r\n7,"题,目","第一行，\r\n“甲”""乙""",u,2024-01-02\r\n8,,二,,\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_row_is_an_article(tmp_path: Path, encoding: str, separator: str) -> None:
    table = CSV if separator == "," else CSV.replace('"题,目"', "题,目").replace(",", separator)
    table = table.replace(f"题{separator}目", "题,目")
    one, two = read_articles([write(tmp_path, "a.csv", table.encode(encoding))])
    assert (one.id, one.title, one.text) == ("7", "题,目", '第一行，\r\n“甲”"乙"')
    assert (one.source.url, one.source.published) == ("u", "2024-01-02")
    assert (two.id, two.title, two.text) == ("8", None, "二")
    assert one.warnings == ()


def test_a_csv_without_a_text_says_which_columns_it_has(tmp_path: Path) -> None:
    (article,) = read_articles([write(tmp_path, "a.csv", "标题,正文\n题,文\n".encode())])
    assert article.error is not None
    assert "'标题', '正文'" in article.error.message
    assert "--field text=NAME" in article.error.message
    (article,) = read_articles([write(tmp_path, "a.jsonl", '{"正文": "文"}'.encode())])
    assert article.error is not None
    assert article.error.message.endswith(
        "a.jsonl:1: the field text is missing; if another one holds it, name it: --field text=NAME"
    )


def test_fields_have_the_names_that_they_are_given(tmp_path: Path) -> None:
    names = {"text": "正文", "title": "标题", "id": "编号"}
    write(tmp_path, "a.csv", "编号,标题,正文\n1,题,文\n".encode())
    write(tmp_path, "b.jsonl", json.dumps({"编号": 2, "标题": "题", "正文": "文"}).encode())
    found = list(read_articles([tmp_path], fields=names))
    assert [(a.id, a.title, a.text) for a in found] == [("1", "题", "文"), ("2", "题", "文")]
    with pytest.raises(SettingsError, match="body"):
        read_articles([tmp_path], fields={"body": "x"})


def test_a_bad_row_is_an_error_and_the_csv_limit_is_put_back(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    long = "长" * 200_000
    rows = f'id,text\n1,{long}\n2,"never closed\n'
    found = list(
        read_articles([write(tmp_path, "a.csv", rows.encode() + b"x" * 3_000_000)], max_bytes=1_000_000)
    )
    assert found[0].text == long
    assert found[-1].error is not None
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("packed", [False, True])
def test_a_parquet_row_is_an_article(tmp_path: Path, packed: bool) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    columns: dict[str, list[Any]] = {
        "id": list(range(200)),
        "text": [f"{TEXT}{n}" for n in range(200)],
        "x": [[1]] * 200,
    }
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.table(columns), path)
    if packed:
        raw = path.read_bytes()
        path.unlink()
        path = write(tmp_path, "a.parquet.gz", gzip.compress(raw))
    found = list(read_articles([path]))
    assert [a.id for a in found] == [str(n) for n in range(200)]
    assert found[199].text == f"{TEXT}199"
    (broken,) = read_articles([write(tmp_path, "b.parquet", b"PAR1 and nothing else")])
    assert broken.error is not None
    assert "no Parquet" in broken.error.message


@pytest.mark.parametrize(("module", "name"), [("trafilatura", "a.html"), ("pyarrow", "a.parquet")])
def test_a_missing_extra_says_what_to_install(
    tmp_path: Path, module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (article,) = read_articles([write(tmp_path, name, PAGE.encode())])
    assert article.error is not None
    assert "pip install 'newsextract[" in article.error.message


def test_a_row_may_hold_a_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    rows = [{"id": "a", "html": PAGE}, {"id": "b", "html": PAGE, "title": "另题"}, {"id": "c", "html": "<p>x</p>"},
            {"id": "d", "text": "文", "html": PAGE}]  # fmt: skip
    raw = "\n".join(json.dumps(row) for row in rows).encode()
    found = list(read_articles([write(tmp_path, "a.jsonl", raw)]))
    assert [a.id for a in found] == ["a", "b", "c", "d"]
    assert [a.error is None for a in found] == [True, True, False, True]
    assert [a.title for a in found] == ["海晟集团建码头", "另题", None, None]
    assert TEXT in found[0].text
    assert found[3].text == "文"


def test_a_page_from_stdin_is_read_as_one() -> None:
    pytest.importorskip("trafilatura")
    (article,) = read_articles(["-"], stdin=io.BytesIO(f"<!DOCTYPE html>\n{PAGE}".encode()))
    assert article.error is None
    assert article.title == "海晟集团建码头"


@pytest.mark.parametrize(
    "name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.html.gz", "bomb.parquet.gz"]
)
def test_a_bomb_ends_with_an_error(tmp_path: Path, name: str) -> None:
    with gzip.open(tmp_path / name, "wb") as file:
        for _ in range(300):
            file.write(b"0" * 1_000_000)
    found = list(read_articles([tmp_path / name], max_bytes=20_000_000))
    assert found
    assert all(article.error is not None for article in found)


def test_a_folder_is_read_in_one_order_whatever_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, "c.txt", TEXT.encode())
    write(tmp_path, "a.csv", b"id,text\nrow,x\n")
    write(tmp_path, "b.jsonl", b'{"id": "line", "text": "x"}')
    assert [a.id for a in read_articles([tmp_path])] == ["row", "line", "c"]


_MEMORY = """
import resource, sys
from newsextract.io.readers import read_articles
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for article in read_articles([sys.argv[1]]) if article.error is None)
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux")
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz", "a.parquet"])
def test_50_mb_are_read_in_a_fraction_of_their_memory(tmp_path: Path, name: str) -> None:
    count = 50_000_000 // len((TEXT * 20).encode())
    path = tmp_path / name
    if name.endswith(".parquet"):
        arrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        table = arrow.table({"id": list(range(count)), "text": [f"{n}{TEXT * 20}" for n in range(count)]})
        parquet.write_table(table, path, row_group_size=2000)
    else:
        with gzip.open(path, "wb", 1) if name.endswith(".gz") else path.open("wb") as file:
            file.writelines(_rows(count, "csv" if ".csv" in name else "jsonl"))
    done = subprocess.run([sys.executable, "-c", _MEMORY, path], capture_output=True, check=True)
    read, kilobytes = map(int, done.stdout.split())
    assert read == count
    assert kilobytes < 150_000


def _rows(count: int, kind: str) -> Iterator[bytes]:
    if kind == "csv":
        yield b"id,text\n"
    for n in range(count):
        row = (
            f'{n},"{TEXT * 20}"'
            if kind == "csv"
            else json.dumps({"id": n, "text": TEXT * 20}, ensure_ascii=False)
        )
        yield row.encode() + b"\n"


def test_a_page_of_ascii_before_its_chinese_is_decoded() -> None:
    raw = b"<script>" + b"var a = 1;" * 20_000 + b"</script>" + (TEXT * 3).encode("gb18030")
    assert decode(raw).encoding == "gb18030"


@pytest.mark.parametrize(
    ("lines", "front"),
    [
        (
            ["海晟集团建智能码头", "□青岛日报/观海新闻记者 杨光", TEXT],
            Front("海晟集团建智能码头", "青岛日报", "杨光"),
        ),
        (
            ["海晟集团建智能码头", "新华社北京8月14日电（记者 张宁）" + TEXT],
            Front("海晟集团建智能码头", "新华社", "张宁"),
        ),
        (["海晟集团建智能码头", "本报讯 " + TEXT], Front("海晟集团建智能码头")),
        (
            ["海晟集团建智能码头", "2023-08-31 09:12 来源：蓝湾日报", TEXT],
            Front("海晟集团建智能码头", "蓝湾日报", None, "2023-08-31T09:12"),
        ),
        (
            ["海晟集团建智能码头", "2023年8月31日 09:12:30", TEXT],
            Front("海晟集团建智能码头", None, None, "2023-08-31T09:12:30"),
        ),
        (
            ["海晟集团建智能码头", "发布时间：2023/8/31 作者：李明", TEXT],
            Front("海晟集团建智能码头", None, "李明", "2023-08-31"),
        ),
        (["海晟集团建智能码头", "2023年8月31日，" + TEXT], Front("海晟集团建智能码头")),
        (["海晟集团建智能码头", "2023-02-31 来源：蓝湾日报", TEXT], Front("海晟集团建智能码头", "蓝湾日报")),
    ],
)
def test_the_front_says_where_an_article_came_from(lines: list[str], front: Front) -> None:
    assert read_front("\n\n".join(lines)) == front


def test_what_is_given_wins_over_the_front() -> None:
    text = f"海晟集团建智能码头\n2023-08-31 09:12 来源：蓝湾日报\n{TEXT}"
    assert extract(text).source.published == "2023-08-31T09:12"
    from newsextract.records import Source

    (record,) = [extract(text)]
    assert record.source.publication == "蓝湾日报"
    assert Article(text, source=Source(published="2020-01-01")).source.published == "2020-01-01"


SIMPLIFIED = (
    "临海市发展和改革委员会昨天公布，海晟电子有限公司将投资35亿元，建设临海芯片测试基地项目，产能提高四成。"
)
TRADITIONAL = (
    "臨海市發展和改革委員會昨天公布，海晟電子有限公司將投資35億元，建設臨海芯片測試基地項目，產能提高四成。"
)


def test_traditional_characters_give_the_same_record_in_their_own_script() -> None:
    one, two = extract(SIMPLIFIED), extract(TRADITIONAL)
    assert two.text == TRADITIONAL
    for list_one, list_two in zip(
        (list(one.mentions()), one.money, one.percentages),
        (list(two.mentions()), two.money, two.percentages),
        strict=True,
    ):
        assert [(m.start, m.end) for m in list_one] == [(m.start, m.end) for m in list_two]
    assert list(one.mentions())
    assert [(m.value, m.currency, m.role) for m in one.money] == [
        (m.value, m.currency, m.role) for m in two.money
    ]
    assert [simplify(o.name) for o in two.organizations] == [o.name for o in one.organizations]
    assert [simplify(p.name) for p in two.projects] == [p.name for p in one.projects]
    assert all(name in TRADITIONAL for name in [o.name for o in two.organizations])


def test_full_width_letters_and_digits_give_the_same_record() -> None:
    narrow = "海晟ABC有限公司投资3.26亿元建设5G智能工厂项目，同比增长4.5%。"
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and (c.isalnum() or c in ".%") else c for c in narrow)
    one, two = extract(narrow), extract(wide)
    assert [(m.start, m.end, m.value) for m in one.money] == [(m.start, m.end, m.value) for m in two.money]
    assert [(m.start, m.end) for m in one.mentions()] == [(m.start, m.end) for m in two.mentions()]
    assert two.text == wide


def test_folding_keeps_every_length_and_leaves_simplified_text_alone(corpus: list[str]) -> None:
    for text in corpus:
        assert len(for_reading(text)) == len(text)
    assert simplify("著名的乾隆年间，苹果公司") == "著名的乾隆年间，苹果公司"
    assert simplify("圓明園投資五億圓") == "圆明园投资五亿元"


@pytest.mark.parametrize("broken", ["海晟集团投资1\u200b2亿元。", "海晟集团投资12亿&shy;元。"])
def test_a_mention_covers_what_the_page_put_inside(broken: str) -> None:
    record = extract(broken)
    (money,) = record.money
    assert str(money.value) == "1200000000"
    assert broken[money.start : money.end] == money.text
    assert any("layout" in warning for warning in record.warnings)
