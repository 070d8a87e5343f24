"""The schemas in ``schemas/`` say what the models say, and what we write is valid by them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pydantic
import pytest

from conftest import ROOT
from newsextract.records import ArticleRecord, Money, Producer
from newsextract.schema import outdated, schemas


@pytest.mark.skipif(
    tuple(map(int, pydantic.VERSION.split(".")[:2])) < (2, 14),
    reason="before 2.14, pydantic writes the same schemas in another form",
)
def test_schemas_are_current() -> None:
    assert outdated(ROOT / "schemas") == []


def test_schemas_are_the_same_bytes_each_time() -> None:
    assert schemas() == schemas()
    assert all(content.endswith("}\n") for content in schemas().values())


def test_the_schema_has_every_field_that_a_record_has() -> None:
    money = Money(id="m1", start=0, end=3, text="1亿元", rule="r", value=Decimal(10**8), currency="CNY")
    record = ArticleRecord(
        id="a", text="1亿元", money=(money,), producer=Producer(version="1", fingerprint="f")
    )
    schema = json.loads(schemas()["record.schema.json"])
    row = json.loads(record.to_json())
    assert set(row) == set(schema["properties"])
    assert set(row["money"][0]) == set(schema["$defs"]["Money"]["properties"])


def test_amounts_are_strings_in_the_schema() -> None:
    value = json.loads(schemas()["record.schema.json"])["$defs"]["Money"]["properties"]["value"]
    assert {option["type"] for option in value["anyOf"]} == {"string", "null"}


def test_nothing_may_be_added_silently() -> None:
    schema: dict[str, Any] = json.loads(schemas()["record.schema.json"])
    objects = [schema, *(part for part in schema["$defs"].values() if part.get("type") == "object")]
    assert all(part["additionalProperties"] is False for part in objects)
