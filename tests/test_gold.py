"""Gold is let in only when every word of it is true, and each fault is named by line."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from newsextract.errors import GoldError, InputError
from newsextract.evaluation.gold import GoldArticle, read_gold

TEXT = "海晟集团投资12亿元建设蓝湾码头项目，占比三成。"
MONEY = {"label": "MONEY", "start": 6, "end": 10, "text": "12亿元", "value": "1200000000", "currency": "CNY"}
PROJECT = {"label": "PROJECT", "start": 12, "end": 18, "text": "蓝湾码头项目", "status": "planned"}
ORG = {"label": "ORG", "start": 0, "end": 4, "text": "海晟集团", "type": "company"}
PERCENT = {"label": "PERCENT", "start": 21, "end": 23, "text": "三成", "value": "30"}
LINK = {"type": "investment", "project": "蓝湾码头项目", "money": "12亿元"}


def line(**changes: Any) -> dict[str, Any]:
    article = {"id": "a1", "text": TEXT, "mentions": [MONEY, PROJECT, ORG, PERCENT], "links": [LINK]}
    return {**article, **changes}


def write(folder: Path, *lines: dict[str, Any] | str, name: str = "gold.jsonl") -> Path:
    path = folder / name
    written = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("\n".join(written) + "\n", "utf-8")
    return path


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    extras = {"split": "dev", "kind": "signing", "tags": ["range"], "notes": "n", "source": {"url": "u"}}
    groups = [{"count": 1, "text": "码头项目", "total": "12", "status": None}]
    (article,) = read_gold([write(tmp_path, line(groups=groups, **extras), "")])
    assert (article.id, article.text, article.split, article.kind) == ("a1", TEXT, "dev", "signing")
    assert article.tags == ("range",)
    assert article.mentions[0].value == Decimal("1200000000")
    assert article.mentions[0].comparator == "exact"
    assert article.mentions[3].unit == "percent"
    assert article.groups[0].total == Decimal(12)
    assert article.links[0].money == "12亿元"


@pytest.mark.parametrize("folder", [".", "articles", "elsewhere"])
def test_the_text_is_found_in_its_file(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir(exist_ok=True)
    raw = b"\xef\xbb\xbf" + TEXT.encode() + b"\r\n"
    (home / "a1.txt").write_bytes(raw)
    gold = line(text=None, file="a1.txt", sha256=hashlib.sha256(raw).hexdigest())
    text_dir = home if folder == "elsewhere" else None
    (article,) = read_gold(write(tmp_path, gold), text_dir)
    assert article.text == TEXT + "\r\n"  # as decoded: the mark aside, nothing trimmed or translated


def test_the_folder_that_the_caller_names_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text("another", "utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a1.txt").write_text(TEXT, "utf-8")
    (article,) = read_gold(write(tmp_path, line(text=None, file="a1.txt")), tmp_path / "own")
    assert article.text == TEXT


def money(**changes: Any) -> dict[str, Any]:
    """A gold line whose only fault is in its money mention."""
    return line(mentions=[{**MONEY, **changes}, PROJECT])


def percent(**changes: Any) -> dict[str, Any]:
    return line(mentions=[MONEY, PROJECT, {**PERCENT, **changes}])


RANGE = {"value": None, "low": "9", "high": "8"}
FAULTS: dict[str, tuple[dict[str, Any] | str, str]] = {
    "no json": ('{"id": "a1",', "no JSON"),
    "no object": ("[1]", "one JSON object"),
    "deep json": ("[" * 100_000, "nested too deep|no JSON"),
    "a key twice": ('{"id": "a", "id": "b", "text": "t"}', "key stands twice"),
    "half a surrogate pair": ('{"id": "a", "text": "1\\ud8002"}', "half a surrogate pair at 1"),
    "no id": ({"text": "t"}, "id: Field required"),
    "no text": (line(text=None), "no text"),
    "text is no string": (line(text=5), "no text"),
    "text file missing": (line(text=None, file="nowhere.txt"), "'nowhere.txt' is not in"),
    "text and file": (line(file="a1.txt"), "not both"),
    "wrong sha256": (line(sha256="0" * 64), "text has changed"),
    "unknown key": (line(splits="dev"), "splits: Extra inputs"),
    "unknown key of a mention": (money(valeu="1"), r"mentions\.0\.valeu \('12亿元'\): Extra inputs"),
    "slice": (money(start=5, end=9), "MONEY 5..9 is '12亿元' in the gold, '资12亿' in the text"),
    "beyond the text": (money(start=60, end=64), "MONEY 60..64 is '12亿元' in the gold, ''"),
    "empty span": (money(end=6), "empty or reversed span 6..6"),
    "negative start": (money(start=-1), "greater than or equal to 0"),
    "offset as text": (money(start="6"), "valid integer"),
    "offset as float": (money(start=6.0), "valid integer"),
    "float value": (money(value=1200000000.0), "not exact"),
    "unparsable value": (money(value="12亿"), "valid decimal"),
    "not a number": (money(value="NaN"), "finite"),
    "absurd value": (money(value="1e300"), "no amount that a newspaper prints"),
    "low above high": (money(**RANGE), "low 9 is above high 8"),
    "half a range": (money(value=None, low="9"), "low and high"),
    "value and range": (money(low="8", high="9"), "not both"),
    "unknown label": (money(label="MONNEY"), r"mentions\.0\.label"),
    "unknown comparator": (money(comparator="circa"), r"comparator"),
    "unknown role": (money(role="cost"), "role"),
    "unknown currency": (money(currency="RMB"), "'RMB' is no ISO 4217 code"),
    "no currency": (money(currency=None), "MONEY needs its currency"),
    "unknown unit": (percent(unit="permille"), "unit"),
    "unknown direction": (percent(direction="higher"), "direction"),
    "unknown basis": (percent(basis="yearly"), "basis"),
    "unknown type": (line(mentions=[MONEY, PROJECT, {**ORG, "type": "firm"}]), "type"),
    "unknown status": (line(mentions=[MONEY, {**PROJECT, "status": "done"}]), "status"),
    "unknown status of a group": (line(groups=[{"count": 1, "text": "项目", "status": "done"}]), "status"),
    "attribute of another label": (money(direction="up"), "MONEY has no direction"),
    "the same mention twice": (line(mentions=[MONEY, PROJECT, MONEY]), "MONEY 6..10 is labelled twice"),
    "overlap": (
        line(mentions=[MONEY, PROJECT, {**PROJECT, "start": 14, "text": "码头项目"}]),
        "PROJECT 12..18 and PROJECT 14..18 overlap",
    ),
    "count as text": (line(groups=[{"count": "3", "text": "项目"}]), "valid integer"),
    "float total": (line(groups=[{"count": 3, "text": "项目", "total": 1.5}]), "not exact"),
    "group of other words": (
        line(groups=[{"count": 3, "text": "3个项目"}]),
        "'3个项目', are not in the text",
    ),
    "link to no project": (line(links=[{**LINK, "project": "蓝湾"}]), "'蓝湾', which is no PROJECT mention"),
    "link to no money": (line(links=[{**LINK, "money": "12亿"}]), "'12亿', which is no MONEY mention"),
    "organization of a project that is none": (
        line(mentions=[MONEY, {**PROJECT, "orgs": ["海晟"]}, ORG]),
        "PROJECT 12..18 names the organization '海晟', which is no ORG mention",
    ),
    "organizations of an amount": (money(orgs=["海晟集团"]), "MONEY has no orgs"),
    "unknown link": (line(links=[{**LINK, "type": "owner"}]), r"links\.0\.type"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_refused_with_its_line_and_reason(tmp_path: Path, fault: str) -> None:
    bad, reason = FAULTS[fault]
    path = write(tmp_path, line(id="sound"), bad)
    with pytest.raises(GoldError, match=reason) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "\n" not in str(caught.value)


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    one = write(tmp_path, money(currency="RMB"), line(), name="one.jsonl")
    two = write(tmp_path, line(), "{", name="two.jsonl")
    with pytest.raises(GoldError) as caught:
        read_gold([one, two])
    first, second, third = str(caught.value).splitlines()
    assert first.startswith(f"{one}:1: ")
    assert second == f"{two}:1: the article id 'a1' already stands in {one}:2"
    assert third.startswith(f"{two}:2: no JSON")


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(GoldError, match=r"gold.jsonl:1: not UTF-8 at byte 8"):
        read_gold(tmp_path / "gold.jsonl")
    (tmp_path / "a1.txt").write_bytes("海晟".encode("gb18030"))
    with pytest.raises(GoldError, match=r"gold.jsonl:1: the text .*a1.txt is not UTF-8"):
        read_gold(write(tmp_path, line(text=None, file="a1.txt")))


@pytest.mark.parametrize("raw", ["投资3亿元".encode("gbk"), "投资3亿元".encode(), b"\xff\xfe{\0"])
def test_a_file_that_is_no_gold_at_all(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(GoldError, match=r"a\.txt:1: no gold: want JSONL in UTF-8"):
        read_gold(tmp_path / "a.txt")


def test_a_gold_file_that_is_missing_or_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the gold file .*none.jsonl"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(GoldError, match="no gold article in"):
        read_gold(write(tmp_path, ""))


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    write(tmp_path, line(id="b"), name="two.jsonl")
    write(tmp_path, line(id="a", split="bugs"), name="one.jsonl")
    (tmp_path / "baseline.json").write_text("{}")
    assert [article.id for article in read_gold(tmp_path)] == ["a", "b"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no gold in the folder .*empty: it has no .jsonl file"):
        read_gold(tmp_path / "empty")


def test_offsets_count_code_points(tmp_path: Path) -> None:
    gold = {"id": "a", "text": "𠮷A🚢12亿元", "mentions": [{**MONEY, "start": 3, "end": 7}]}
    (article,) = read_gold(write(tmp_path, gold))
    assert article.mentions[0].text == "12亿元"


def test_the_fingerprint_is_of_what_is_scored(tmp_path: Path) -> None:
    def fingerprint(gold: dict[str, Any]) -> str:
        return read_gold(write(tmp_path, gold))[0].fingerprint()

    (tmp_path / "a1.txt").write_text(TEXT, "utf-8")
    same = fingerprint(line())
    assert fingerprint(line(text=None, file="a1.txt")) == same
    assert fingerprint(line(notes="read again")) == same
    assert fingerprint(money(comparator="exact")) == fingerprint(money())
    assert fingerprint(line(text=TEXT + "\n")) != same
    assert fingerprint(money(value="1300000000")) != fingerprint(money())


def test_the_schema_of_a_gold_line() -> None:
    schema = GoldArticle.model_json_schema()
    assert schema["additionalProperties"] is False
    assert {"mentions", "groups", "links", "kind", "tags"} <= set(schema["properties"])
    assert set(schema["$defs"]) == {"GoldMention", "GoldGroup", "GoldLink"}
