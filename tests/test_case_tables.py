"""Every row of every case table, through the whole pipeline.

A row that fails today says why under ``known_failure`` and is expected to fail: mended, it must lose the
key (``python tests/update_known_failures.py`` does both). Amounts and percentages have no known failures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsextract
from case_checks import CHECKS, COMPLETE
from cases import FOLDER, Case, read_cases


def _rows() -> Iterator[Any]:
    for table in CHECKS:
        for case in read_cases(table):
            reason = case.row.get("known_failure")
            marks = () if reason is None else pytest.mark.xfail(strict=True, reason=reason)
            yield pytest.param(table, case, id=f"{table}-{case.phenomenon}-{case.number}", marks=marks)


@pytest.mark.parametrize(("table", "case"), list(_rows()))
def test_row(table: str, case: Case) -> None:
    record = newsextract.extract(case.text)
    assert record.error is None
    differences = [difference.message for difference in CHECKS[table](case, record)]
    assert not differences, "\n".join([case.row["text"], *differences])


def test_every_table_has_its_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(CHECKS)


@pytest.mark.parametrize("table", COMPLETE)
def test_amounts_and_percentages_have_no_known_failures(table: str) -> None:
    assert [case.number for case in read_cases(table) if "known_failure" in case.row] == []


def test_known_failures_are_set_and_removed(tmp_path: Path) -> None:
    right: dict[str, Any] = {
        "phenomenon": "p",
        "text": "⟦青岛银行⟧昨日发布年报。",
        "mentions": [{"type": "company"}],
    }
    wrong = {**right, "mentions": [{"type": "party"}]}
    table = tmp_path / "organizations.jsonl"
    rows = [{**right, "known_failure": "type"}, wrong, right]
    table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    script = Path(__file__).with_name("update_known_failures.py")
    done = subprocess.run([sys.executable, str(script), str(table)], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    written = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    assert written == [right, {**wrong, "known_failure": "type"}, right]
