"""Run case tables and write into each row whether it fails today.

    python tests/update_known_failures.py tests/cases/organizations.jsonl …
    python tests/update_known_failures.py --dry-run tests/cases/*.jsonl

A row that fails gets ``known_failure`` with the sort of fault, one that passes loses the key. Order and
everything else stay as they are; a line that need not change is kept byte for byte. The tables of amounts
and percentages are only counted: their rows must pass.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import newsextract
from case_checks import CHECKS, COMPLETE
from cases import parse_case

KEY = "known_failure"


def fault(table: str, number: int, line: str) -> str | None:
    """Return the sorts of fault of one row, none when it passes."""
    case = parse_case(number, json.loads(line))
    record = newsextract.extract(case.text)
    if record.error is not None:
        return "error"
    kinds = {difference.kind for difference in CHECKS[table](case, record)}
    return ", ".join(sorted(kinds)) or None


def marked(line: str, reason: str | None) -> str:
    """Return the row's line with the reason in it, or without one."""
    row = json.loads(line)
    if row.get(KEY) == reason:
        return line
    row.pop(KEY, None)
    return json.dumps(row if reason is None else {**row, KEY: reason}, ensure_ascii=False)


def update(path: Path, *, dry_run: bool) -> str:
    """Run one table, write it unless it is only looked at, and say how many rows pass."""
    table = path.stem
    lines = path.read_bytes().decode("utf-8").split("\n")
    reasons = [fault(table, number, line) if line.strip() else None for number, line in enumerate(lines, 1)]
    failed = {number: reason for number, reason in enumerate(reasons, 1) if reason is not None}
    rows = sum(bool(line.strip()) for line in lines)
    said = [f"{path}: {rows - len(failed)} of {rows} rows pass"]
    if table in COMPLETE or dry_run:
        said += [f"  {number}: {reason}" for number, reason in failed.items()]
    if table not in COMPLETE and not dry_run:
        written = [
            marked(line, reason) if line.strip() else line
            for line, reason in zip(lines, reasons, strict=True)
        ]
        path.write_bytes("\n".join(written).encode("utf-8"))
    return "\n".join(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tables", nargs="+", type=Path, help="case tables, named as in tests/cases/")
    parser.add_argument("--dry-run", action="store_true", help="say which rows fail, write nothing")
    arguments = parser.parse_args()
    for path in arguments.tables:
        if path.stem not in CHECKS:
            parser.error(f"{path}: no table of that name; one of {', '.join(CHECKS)}")
        print(update(path, dry_run=arguments.dry_run))


if __name__ == "__main__":
    main()
