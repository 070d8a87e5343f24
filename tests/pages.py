"""Records for tests of what people look at: written by hand, so that every value is known."""

from __future__ import annotations

from typing import Any

from newsextract.records import ArticleRecord

PRODUCER = {"version": "0", "fingerprint": "test"}
HOSTILE = (
    "<script>window.hacked=1</script></script><!--<img src=x onerror=window.hacked=2>\u2028&lt;b&gt;\"'`${1}"
)


def place(text: str, found: str, at: int = 0, rule: str = "test.rule") -> dict[str, Any]:
    """Return where a word stands in a text, the ``at``-th time."""
    start = -1
    for _ in range(at + 1):
        start = text.index(found, start + 1)
    return {"start": start, "end": start + len(found), "text": found, "rule": rule}


def money(number: int, where: dict[str, Any], value: str, **more: Any) -> dict[str, Any]:
    """Return an amount in yuan unless ``currency`` says otherwise."""
    return {"id": f"m{number}", **where, "value": value, "currency": "CNY", "role": "investment", **more}


def record(id: str, text: str | None, **fields: Any) -> ArticleRecord:
    """Return a validated record."""
    return ArticleRecord.model_validate({"id": id, "text": text, "producer": PRODUCER, **fields})


_PORT = (
    "😀海晟集团投资12亿元建设海晟集团蓝湾码头项目，\n\n"
    "该项目由海晟集团承建。另投3亿美元建设远山矿场项目，同比增长3.5%。"
)

PORT = record(
    "port",
    _PORT,
    title="蓝湾码头",
    source={"publication": "海晟日报", "path": "in/port.txt"},
    money=[
        money(1, place(_PORT, "12亿元"), "1200000000", comparator="over"),
        money(2, place(_PORT, "3亿美元"), "300000000", currency="USD"),
    ],
    percentages=[{"id": "p1", **place(_PORT, "3.5%"), "value": "3.5", "direction": "up", "basis": "yoy"}],
    organizations=[{
        "id": "o1", "name": "海晟集团有限公司", "type": "company", "aliases": ["海晟集团"],
        "mentions": [place(_PORT, "海晟集团", at) for at in range(3)],
    }],
    projects=[
        {"id": "j1", "name": "海晟集团蓝湾码头项目", "status": "signed", "investment": "m1",
         "organizations": ["o1"], "mentions": [place(_PORT, "海晟集团蓝湾码头项目")]},
        {"id": "j2", "name": "远山矿场项目", "investment": "m2", "mentions": [place(_PORT, "远山矿场项目")]},
    ],
)  # fmt: skip

_PARK = "东湖3个项目开工，总投资8.5亿元，湖心公园项目投资5000万元。"

PARK = record(
    "park",
    _PARK,
    title="东湖开工",
    money=[
        money(1, place(_PARK, "8.5亿元"), "850000000"),
        money(2, place(_PARK, "5000万元"), "50000000.015"),
    ],
    projects=[{"id": "j1", "name": "湖心公园项目", "status": "started", "investment": "m2",
               "mentions": [place(_PARK, "湖心公园项目")]}],
    project_groups=[{"id": "g1", **place(_PARK, "3个项目"), "count": 3, "status": "started", "total": "m1"}],
)  # fmt: skip

_BAD = f"{HOSTILE}的{HOSTILE}项目"

BAD = record(
    HOSTILE,
    _BAD,
    title=HOSTILE,
    source={"publication": HOSTILE, "author": HOSTILE, "url": "javascript:window.hacked=3", "path": HOSTILE},
    warnings=[HOSTILE],
    money=[money(1, place(_BAD, "<"), "1", per=HOSTILE)],
    percentages=[{"id": "p1", **place(_BAD, "&"), "value": "1", "metric": HOSTILE}],
    organizations=[{"id": "o1", "name": HOSTILE, "type": "company", "aliases": [HOSTILE + "2"],
                    "mentions": [place(_BAD, HOSTILE, rule=HOSTILE)]}],
    projects=[{"id": HOSTILE, "name": HOSTILE, "location": HOSTILE, "status": "signed", "investment": "m1",
               "organizations": ["o1"], "mentions": [place(_BAD, HOSTILE + "项目", rule=HOSTILE)]}],
    project_groups=[{"id": "g1", **place(_BAD, "项目"), "count": 1, "filter": HOSTILE, "total": "m1"}],
)  # fmt: skip

FAILED = record("failed", "坏的", error={"stage": HOSTILE, "message": HOSTILE})
BARE = record(
    "bare", None, money=[money(1, {"start": 5, "end": 8, "text": "2亿元", "rule": "r"}, "200000000")]
)
EMPTY = record("empty", "")

ALL = [PORT, PARK, BAD, FAILED, BARE, EMPTY]
