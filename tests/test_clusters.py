"""Spark, Dask and Ray: the records of the command line, in the engine's own tables."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pyarrow
import pytest

from conftest import ROOT, Run
from newsextract.article import Article
from newsextract.config import Settings
from newsextract.distributed.batches import extract_frame, extract_table
from newsextract.errors import SettingsError
from newsextract.io.loading import read_records
from newsextract.records import ArticleRecord

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，同比增长3.5%。"
_BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = {
    next(
        name for name in ("spark", "dask", "ray") if f"import {name}" in code or f"from py{name}" in code
    ): code
    for code in _BLOCK.findall((ROOT / "docs" / "clusters.md").read_text("utf-8"))
}

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="no Java: Spark cannot run")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A Spark of our own on this machine, with two workers."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("newsextract-tests")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def without_place(record: ArticleRecord) -> ArticleRecord:
    """Return the record without what only a file has."""
    source = record.source.model_copy(update={"path": None, "encoding": None})
    return record.model_copy(update={"source": source})


def of_command(newsextract: Run, folder: Path, rows: list[dict[str, Any]]) -> dict[str, ArticleRecord]:
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    newsextract("extract", folder / "in.jsonl", "-o", folder / "out.jsonl")
    return {record.id: without_place(record) for record in read_records(folder / "out.jsonl")}


@needs_java
def test_spark_gives_the_records_of_the_command_line(
    spark: Any, newsextract: Run, corpus: list[str], tmp_path: Path
) -> None:
    from newsextract.distributed.spark import extract, schema

    texts = [*corpus[:24], "𠀀集团投资1亿元，<script>", ""]
    rows = [{"id": f"a{n}", "text": text, "title": f"题{n}", "url": None} for n, text in enumerate(texts)]
    df = spark.createDataFrame(rows, "id string, text string, title string, url string")
    found = extract(df.repartition(3), text="text", id="id", title="title", url="url")
    assert found.schema == schema()
    made = [ArticleRecord.model_validate(row.asDict(recursive=True)) for row in found.collect()]
    assert len(made) == len(texts)
    assert {record.id: record for record in made} == of_command(newsextract, tmp_path, rows)


@needs_java
def test_a_bad_row_of_spark_is_an_error_row(spark: Any) -> None:
    from newsextract.distributed.spark import extract

    df = spark.createDataFrame([(1, TEXT), (2, None), (3, TEXT * 40_000)], "number int, content string")
    found = {row.id: row for row in extract(df, text="content", id="number", timeout=0.5).collect()}
    assert found["1"].error is None
    assert [str(amount.value) for amount in found["1"].money] == ["1200000000.000000000000"]
    assert found["2"].error.message == "the field text is missing"
    assert found["3"].error.stage == "timeout"
    assert len(found["3"].text) == len(TEXT) * 40_000
    named = extract(df.where("number < 3"), text="content").collect()
    assert {row.id for row in named} == {Article(TEXT).key, "row"}
    with pytest.raises(SettingsError, match="'body': no such column; there are: number, content"):
        extract(df, text="body")


@needs_java
def test_spark_settings_reach_the_workers(spark: Any) -> None:
    from newsextract.distributed.spark import extract

    df = spark.createDataFrame([("a", TEXT)], "id string, text string")
    (row,) = extract(df, id="id", settings=Settings(max_chars=5)).collect()
    assert row.error.message == f"{len(TEXT)} characters are more than max_chars = 5"


def test_a_table_in_is_a_table_of_records_out(newsextract: Run, corpus: list[str], tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": text} for n, text in enumerate(corpus[:5])]
    expected = of_command(newsextract, tmp_path, rows)
    made = extract_table(pyarrow.Table.from_pylist(rows))
    records = [ArticleRecord.model_validate(row) for row in made.to_pylist()]
    assert {record.id: record for record in records} == expected
    frame = pandas.DataFrame(rows, index=range(10, 15)).rename(columns={"text": "content"})
    shown = extract_frame(frame, fields={"text": "content"})
    assert list(shown.index) == list(frame.index)
    assert list(shown["id"]) == list(frame["id"])
    assert [len(amounts) for amounts in shown["money"]] == [len(record.money) for record in records]


def test_rows_that_are_no_articles() -> None:
    frame = pandas.DataFrame({"text": [None, TEXT], "id": [7, None]})
    errors = extract_frame(frame)["error"]
    assert errors[0]["message"] == "the field text is missing"
    assert pandas.isna(errors[1])
    assert extract_frame(frame.head(0)).empty
    with pytest.raises(SettingsError, match="no column 'text' or 'html'; there are: body"):
        extract_frame(pandas.DataFrame({"body": [TEXT]}))
    with pytest.raises(SettingsError, match="timeout"):
        extract_frame(frame, timeout=0)


def test_every_engine_has_a_block() -> None:
    assert set(BLOCKS) == {"spark", "dask", "ray"}


@pytest.mark.parametrize("engine", ["spark", "dask", "ray"])
def test_the_blocks_of_the_page_print_what_they_say(engine: str, request: pytest.FixtureRequest) -> None:
    if importlib.util.find_spec("pyspark" if engine == "spark" else engine) is None:
        pytest.skip(f"{engine} is not installed")
    if engine == "spark":
        if shutil.which("java") is None:
            pytest.skip("no Java: Spark cannot run")
        request.getfixturevalue("spark")
    code = BLOCKS[engine]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, f"clusters.md: {engine}", "exec"), {"__name__": "page"})
    assert printed.getvalue().splitlines() == re.findall(r"^# → (.*)$", code, re.MULTILINE)
