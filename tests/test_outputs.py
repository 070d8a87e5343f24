"""The same articles by every reader, any number of workers and every writer: the same records."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pytest
from pyarrow import parquet

import newsextract
from newsextract.batch.runner import run
from newsextract.errors import OutputError, SettingsError
from newsextract.io.arrow import record_schema, row_of
from newsextract.io.readers import read_articles
from newsextract.io.writers import FORMATS, open_writer
from newsextract.records import ArticleRecord, Money, Producer, Source
from outputs import BACK, KINDS, TABLES, csv_rows

Rows = Mapping[str, str]


@pytest.fixture(scope="module")
def texts(corpus: list[str]) -> Rows:
    odd = {
        "long": "𠀀𠀁集团投资3亿元，",
        "quote": '他说"是",增长5%；\n=1+1\t第二行',
        "markup": "<script>投资1亿元</script>",
    }
    return {f"a{number}": text for number, text in enumerate(corpus[:6])} | odd


def as_texts(folder: Path, texts: Rows) -> Path:
    (folder / "in").mkdir()
    for number, (id, text) in enumerate(texts.items()):
        (folder / "in" / str(number)).mkdir()
        (folder / "in" / str(number) / f"{id}.txt").write_bytes(text.encode())
    return folder / "in"


def as_lines(folder: Path, texts: Rows) -> Path:
    lines = [json.dumps({"id": id, "text": text}) for id, text in texts.items()]
    (folder / "in.jsonl").write_text("\n".join(lines))
    return folder / "in.jsonl"


def as_packed_lines(folder: Path, texts: Rows) -> Path:
    (folder / "in.jsonl.gz").write_bytes(gzip.compress(as_lines(folder, texts).read_bytes()))
    return folder / "in.jsonl.gz"


def as_csv(folder: Path, texts: Rows) -> Path:
    pandas.DataFrame({"id": texts.keys(), "text": texts.values()}).to_csv(folder / "in.csv", index=False)
    return folder / "in.csv"


def as_parquet(folder: Path, texts: Rows) -> Path:
    parquet.write_table(
        pyarrow.table({"id": list(texts), "text": list(texts.values())}), folder / "in.parquet"
    )
    return folder / "in.parquet"


@pytest.fixture(scope="module")
def expected(texts: Rows) -> list[ArticleRecord]:
    return [newsextract.extract(text, id=id) for id, text in texts.items()]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("reader", [as_texts, as_lines, as_packed_lines, as_csv, as_parquet])
def test_every_reader_workers_and_writer(
    tmp_path: Path,
    texts: Rows,
    expected: list[ArticleRecord],
    reader: Callable[[Path, Rows], Path],
    workers: int,
) -> None:
    records = list(run(read_articles([reader(tmp_path, texts)]), workers=workers))
    assert [without_place(record) for record in records] == [without_place(record) for record in expected]
    for format in (*BACK, "csv"):
        with open_writer(tmp_path / f"out.{format}", format=format) as writer:
            for record in records:
                writer.write(record)
        if format == "csv":
            check_mentions(tmp_path / "out.csv", records)
        else:
            assert BACK[format](tmp_path / f"out.{format}") == records
    assert {*BACK, "csv"} == set(FORMATS)
    assert not list(tmp_path.glob("*.part"))


def without_place(record: ArticleRecord) -> ArticleRecord:
    """Return the record without what only a file has."""
    return record.model_copy(
        update={"source": record.source.model_copy(update={"path": None, "encoding": None})}
    )


def check_mentions(path: Path, records: list[ArticleRecord]) -> None:
    rows = csv_rows(path)
    for number, record in enumerate(records, 1):
        mine = [row for row in rows if row["article"] == str(number)]
        places = [(row["start"], row["end"], row["text"]) for row in mine if row["label"]]
        assert places == [(str(m.start), str(m.end), m.text) for m in record.mentions()]
        assert mine
        amounts = [row for row in mine if row["label"] == "MONEY"]
        assert [row["value"] and Decimal(row["value"]) for row in amounts] == [m.value for m in record.money]
        assert [row["role"] for row in amounts] == [m.role for m in record.money]
        named = {row["entity"]: row["name"] for row in mine if row["label"] in ("ORG", "PROJECT")}
        names = {one.id: one.name for one in record.organizations}
        assert named == names | {one.id: one.name for one in record.projects}


def of(*money: Money, id: str = "a", text: str | None = None, **more: object) -> ArticleRecord:
    producer = Producer(version="0", fingerprint="0")
    return ArticleRecord.model_validate(
        {"id": id, "text": text, "money": money, "producer": producer, **more}
    )


def amount(value: str) -> Money:
    return Money(id="m1", start=0, end=1, text="x", rule="r", value=Decimal(value), currency="CNY")


@pytest.mark.parametrize("value", ["1E+26", "-123456789012345678901234567.5", "0.0000000000001", "1E+300"])
def test_an_amount_that_no_table_can_hold_is_null_and_said(value: str) -> None:
    row = row_of(of(amount(value)))
    assert row["money"][0]["value"] is None
    assert row["warnings"] == [f"value of m1 does not fit DECIMAL(38, 12) and is null here: {Decimal(value)}"]
    assert newsextract.to_arrow([of(amount(value))])["money"]["value"].null_count == 1


@pytest.mark.parametrize(
    "value", ["0", "99999999999999999999999999.999999999999", "4.382E+11", "0.000000000001"]
)
def test_an_amount_is_exact_in_every_table(tmp_path: Path, value: str) -> None:
    record = of(amount(value))
    for format in ("parquet", "duckdb", "csv-tables"):
        with open_writer(tmp_path / f"out.{format}", format=format) as writer:
            writer.write(record)
        (back,) = BACK[format](tmp_path / f"out.{format}")
        assert back.money[0].value == Decimal(value)


def test_tables_in_memory_have_proper_types(expected: list[ArticleRecord]) -> None:
    tables = newsextract.to_pandas(iter(expected))
    assert set(tables) == {"articles", *KINDS}
    money = tables["money"]
    assert str(money["value"].dtype) == "decimal128(38, 12)[pyarrow]"
    assert str(money["start"].dtype) == "int64[pyarrow]"
    values = [m.value for record in expected for m in record.money if m.value is not None]
    assert money["value"].sum() == sum(values)
    joined = money.merge(tables["articles"], on="article")
    assert list(joined["id_y"]) == [record.id for record in expected for _ in record.money]
    frames = newsextract.to_polars(expected)
    assert frames["money"].schema["value"] == polars.Decimal(38, 12)
    assert frames["projects"]["organizations"].to_list() == [
        list(project.organizations) for record in expected for project in record.projects
    ]
    with_mentions = newsextract.to_arrow(expected, mentions=True)
    assert set(with_mentions) == set(TABLES)
    assert with_mentions["mentions"].num_rows == sum(len(list(record.mentions())) for record in expected)
    assert newsextract.to_pandas([])["projects"].empty


def test_the_schema_has_every_field_of_the_record() -> None:
    schema = record_schema()
    assert schema.names == list(ArticleRecord.model_fields)
    assert str(schema.field("money").type.value_type.field("value").type) == "decimal128(38, 12)"
    assert schema.field("source").type.num_fields == len(Source.model_fields)


def test_a_database_has_keys(tmp_path: Path, expected: list[ArticleRecord]) -> None:
    with open_writer(tmp_path / "out.duckdb") as writer:
        for record in (*expected, *expected):  # an id may come twice
            writer.write(record)
    with duckdb.connect(str(tmp_path / "out.duckdb")) as base:
        found = base.execute("select table_name, constraint_type from duckdb_constraints()").fetchall()
        keyed = {name for name, kind in found if kind == "PRIMARY KEY"}
        assert keyed == {"articles", *KINDS}
        assert {name for name, kind in found if kind == "FOREIGN KEY"} == {*KINDS, "mentions"}
        with pytest.raises(duckdb.ConstraintException):
            base.execute("insert into money (article, id) values (1000, 'm1')")
        assert base.execute("select count(*), count(distinct id) from articles").fetchone() == (18, 9)


def test_an_older_output_is_replaced_and_a_folder_not_ours_is_not(tmp_path: Path) -> None:
    for format in ("duckdb", "parquet", "csv-tables"):
        for id in ("one", "two"):
            with open_writer(tmp_path / f"out.{format}", format=format) as writer:
                writer.write(of(id=id))
        assert [record.id for record in BACK[format](tmp_path / f"out.{format}")] == ["two"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    for format in ("csv-tables", "parquet"):
        with pytest.raises(OutputError, match="mine"):
            open_writer(tmp_path / "mine", format=format)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("format", ["parquet", "csv", "duckdb", "csv-tables", "parquet-tables"])
def test_a_run_that_fails_leaves_the_older_output(tmp_path: Path, format: str) -> None:
    output = tmp_path / f"out.{format}"
    with open_writer(output, format=format) as writer:
        writer.write(of(id="old"))
    writer = open_writer(output, format=format)
    with pytest.raises(RuntimeError), writer:  # noqa: PT012 - the block is the case
        writer.write(of(id="new"))
        raise RuntimeError
    if format == "csv":
        assert [row["article_id"] for row in csv_rows(output)] == ["old"]
    else:
        assert [record.id for record in BACK[format](output)] == ["old"]


def test_no_text_leaves_it_out_everywhere(tmp_path: Path, expected: list[ArticleRecord]) -> None:
    for format, back in BACK.items():
        with open_writer(tmp_path / f"out.{format}", format=format, text=False) as writer:
            writer.write(expected[0])
        assert back(tmp_path / f"out.{format}") == [expected[0].model_copy(update={"text": None})]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for library in ("duckdb", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SettingsError, match=r"duckdb: pip install 'newsextract\[tables\]'"):
        open_writer(tmp_path / "out.duckdb")
    with pytest.raises(SettingsError, match=r"newsextract\[tables\]"):
        newsextract.to_polars([])
