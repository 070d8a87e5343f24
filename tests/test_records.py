"""A record that cannot be true cannot be built; amounts stay exact on every way in and out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from newsextract.records import (
    ArticleRecord,
    Mention,
    Money,
    Organization,
    Percentage,
    Producer,
    Project,
    ProjectGroup,
)

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，占三成。"
MAKER = Producer(version="0.1.0", fingerprint="f")


def money(**changes: Any) -> Money:
    fields: dict[str, Any] = {
        "id": "m1",
        "start": 6,
        "end": 10,
        "text": "12亿元",
        "rule": "r",
        "currency": "CNY",
    }
    return Money(**{**fields, "value": Decimal("1200000000"), **changes})


def organization(**changes: Any) -> Organization:
    mention = Mention(start=0, end=4, text="海晟集团", rule="r")
    return Organization(
        **{"id": "o1", "name": "海晟集团", "type": "company", "mentions": (mention,), **changes}
    )


def project(**changes: Any) -> Project:
    mention = Mention(start=12, end=18, text="蓝湾码头项目", rule="r")
    fields = {
        "id": "j1",
        "name": "蓝湾码头项目",
        "mentions": (mention,),
        "investment": "m1",
        "organizations": ("o1",),
    }
    return Project(**{**fields, **changes})


def record(**changes: Any) -> ArticleRecord:
    fields: dict[str, Any] = {
        "id": "a", "text": TEXT, "money": (money(),), "organizations": (organization(),),
        "projects": (project(),), "producer": MAKER,
    }  # fmt: skip
    return ArticleRecord(**{**fields, **changes})


def test_a_true_record_goes_out_and_comes_back() -> None:
    made = record()
    assert ArticleRecord.model_validate_json(made.to_json()) == made
    assert made.to_json() == record().to_json()
    assert "\n" not in made.to_json()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": 5, "end": 9}, "says"),
        ({"start": 60, "end": 64}, "says"),
        ({"text": "13亿元"}, "says"),
    ],
)
def test_a_mention_must_be_the_slice(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        record(money=(money(**changes),))


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 10, "end": 6},
        {"start": 6, "end": 6, "text": ""},
        {"start": -1, "end": 3},
        {"start": 6, "end": 9},
        {"low": Decimal(1), "high": Decimal(2)},
        {"value": None, "low": Decimal(1)},
        {"value": None, "high": Decimal(1)},
        {"value": None, "low": Decimal(2), "high": Decimal(1)},
        {"currency": "XYZ"},
        {"currency": "cny"},
        {"currency": "元"},
        {"comparator": "approximately"},
        {"role": "gift"},
        {"value": 1.2e9},
        {"value": True},
        {"value": Decimal("NaN")},
        {"value": Decimal("Infinity")},
        {"value": "many"},
        {"unknown": 1},
    ],
)
def test_an_amount_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        money(**changes)


@pytest.mark.parametrize("field", ["value", "low", "high"])
def test_a_float_is_refused_everywhere(field: str) -> None:
    for model, more in ((Money, {"currency": "CNY"}), (Percentage, {})):
        fields: dict[str, Any] = {"id": "x", "start": 0, "end": 1, "text": "一", "rule": "r", **more}
        both = {"low": Decimal(1), "high": Decimal(1)} if field != "value" else {}
        with pytest.raises(ValidationError, match="not exact"):
            model(**{**fields, **both, field: 0.1})


def test_a_float_in_json_is_refused() -> None:
    row = json.loads(record().to_json())
    row["money"][0]["value"] = 1200000000.5
    with pytest.raises(ValidationError):
        ArticleRecord.model_validate_json(json.dumps(row))


@pytest.mark.parametrize(
    "changes",
    [
        {"projects": (project(investment="m9"),)},
        {"projects": (project(investment="o1"),)},
        {"projects": (project(organizations=("o9",)),)},
        {"projects": (project(organizations=("m1",)),)},
        {"organizations": ()},
        {"money": ()},
        {"money": (money(), money())},
        {"money": (money(id="o1"),), "projects": ()},
        {"schema_version": "2"},
        {"unknown": 1},
    ],
)
def test_links_must_lead_somewhere_and_ids_stand_once(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        record(**changes)


@pytest.mark.parametrize("field", ["total", "completed"])
def test_a_group_must_name_money_that_is_there(field: str) -> None:
    group: dict[str, Any] = {"id": "g1", "start": 16, "end": 18, "text": "项目", "rule": "r", "count": 2}
    assert record(project_groups=(ProjectGroup(**{**group, field: "m1"}),))
    with pytest.raises(ValidationError, match="m7"):
        record(project_groups=(ProjectGroup(**{**group, field: "m7"}),))


def test_a_body_or_project_has_a_mention() -> None:
    for build in (organization, project):
        with pytest.raises(ValidationError):
            build(mentions=())


def test_a_record_is_frozen() -> None:
    with pytest.raises(ValidationError):
        record().id = "b"


def test_without_text_the_slices_are_not_checked_but_links_are() -> None:
    assert record(text=None)
    with pytest.raises(ValidationError):
        record(text=None, money=())


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**20))
def test_amounts_are_exact_strings_in_json(value: Decimal) -> None:
    made = record(money=(money(value=value),))
    written = json.loads(made.to_json())["money"][0]["value"]
    assert isinstance(written, str)
    assert "E" not in written
    assert Decimal(written) == value
    assert ArticleRecord.model_validate_json(made.to_json()).money[0].value == value


def test_an_exponent_is_written_out() -> None:
    assert (
        json.loads(record(money=(money(value=Decimal("4.382E+11")),)).to_json())["money"][0]["value"]
        == "438200000000"
    )
