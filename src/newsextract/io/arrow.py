"""The record as Arrow knows it: its schema, made from the models, and its values, exact.

Amounts are DECIMAL(38, 12): 26 digits before the point and 12 behind it, which every engine can hold. A
value beyond that is null there and named in ``warnings``; JSONL keeps it.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from newsextract.io.extras import library
from newsextract.records import ArticleRecord

DIGITS, PLACES = 38, 12
_SMALLEST = Decimal(1).scaleb(-PLACES)
_EXACTLY = Context(prec=DIGITS)
_AMOUNTS = ("value", "low", "high")


@lru_cache(maxsize=1)
def record_schema() -> Any:
    """Return the ``pyarrow.Schema`` of a record, nested as the record is."""
    return library("pyarrow", "a table of records").schema(fields_of(ArticleRecord))


def fields_of(model: type[BaseModel], without: Iterable[str] = ()) -> list[tuple[str, Any]]:
    """Return (name, Arrow type) of a model's fields, some left out."""
    return [
        (name, _type(_annotation(field))) for name, field in model.model_fields.items() if name not in without
    ]


def _annotation(field: FieldInfo) -> Any:
    return field.annotation


def _type(annotation: Any) -> Any:
    arrow = library("pyarrow", "a table of records")
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        (kind,) = (one for one in get_args(annotation) if one is not types.NoneType)
        return _type(kind)
    if origin is tuple:
        return arrow.list_(_type(get_args(annotation)[0]))
    if origin is Literal or annotation is str:
        return arrow.string()
    if annotation is int:
        return arrow.int64()
    if annotation is Decimal:
        return arrow.decimal128(DIGITS, PLACES)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return arrow.struct(fields_of(annotation))
    raise TypeError(f"no Arrow type for {annotation!r}")


def row_of(record: ArticleRecord, *, text: bool = True) -> dict[str, Any]:
    """Return the record as a row of :func:`record_schema`; ``text=False`` leaves the text out."""
    row = record.model_dump()
    if not text:
        row["text"] = None
    notes: list[str] = []
    for item in (*row["money"], *row["percentages"]):
        for name in _AMOUNTS:
            item[name] = _fitting(item, name, notes)
    row["warnings"] = [*row["warnings"], *notes]
    return row


def _fitting(item: Mapping[str, Any], name: str, notes: list[str]) -> Decimal | None:
    """Return the amount with as many places as a table has, None and a note when it does not fit."""
    value = item[name]
    if value is None:
        return None
    try:
        fitted: Decimal = value.quantize(_SMALLEST, context=_EXACTLY)
        if fitted == value:
            return fitted
    except InvalidOperation:
        pass
    notes.append(f"{name} of {item['id']} does not fit DECIMAL({DIGITS}, {PLACES}) and is null here: {value}")
    return None
