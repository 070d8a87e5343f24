"""What stands around the code: licences, templates, the example of a case, what the wheel holds."""

from __future__ import annotations

import json
import re
import sys
from importlib import resources
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, get_args

import pytest
from packaging.requirements import Requirement

import documents
import newsextract
from case_checks import CHECKS
from cases import parse_case, read_cases
from conftest import ROOT
from newsextract import records

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
USED = {
    Requirement(line).name
    for extra in (
        PROJECT["dependencies"],
        *(v for k, v in PROJECT["optional-dependencies"].items() if k not in {"dev", "docs"}),
    )
    for line in extra
}
LICENCES = dict(
    re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", (ROOT / "THIRD_PARTY.md").read_text("utf-8"), re.M)
)


@pytest.mark.parametrize("name", sorted(USED))
def test_the_licence_of_every_dependency_is_noted_as_it_says(name: str) -> None:
    noted = LICENCES[name].strip()
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    fields = ("License-Expression", "License", "Classifier")
    told = " ".join(line for field in fields for line in metadata.get_all(field) or [])
    if not told:
        pytest.skip(f"this version of {name} does not say its licence")
    first = re.split(r"[-, ]", noted)[0]
    assert first in told, f"{name}: noted {noted}, the package says {told[:200]}"


def test_every_range_has_a_lower_bound() -> None:
    for line in [
        *PROJECT["dependencies"],
        *(r for extra in PROJECT["optional-dependencies"].values() for r in extra),
    ]:
        assert any(part.operator in {">=", "=="} for part in Requirement(line).specifier), line


def test_the_cases_that_contributing_shows_hold_with_its_word_and_not_without(tmp_path: Path) -> None:
    page = ROOT / "CONTRIBUTING.md"
    (own,) = [block for block in documents.blocks(page) if block.title is not None]
    words = tmp_path / "own.toml"
    words.write_text(own.code, "utf-8")
    rows = re.findall(r'^ *(\{"phenomenon".*\})$', page.read_text("utf-8"), re.M)
    held = {}
    for settings in (newsextract.Settings(), newsextract.Settings(lexicon=(words,))):
        for row in rows:
            case = parse_case(1, json.loads(row))
            record = newsextract.extract(case.text, settings=settings)
            held[bool(settings.lexicon), case.phenomenon] = not list(CHECKS["projects"](case, record))
    missed, nothing = kinds = [json.loads(row)["phenomenon"] for row in rows]
    assert held == {
        (False, missed): False,
        (False, nothing): True,
        (True, missed): True,
        (True, nothing): True,
    }
    assert set(kinds) <= {case.phenomenon for case in read_cases("projects")}
    (chosen,) = re.findall(r'test_case_tables\.py -k "(.*)"', page.read_text("utf-8"))
    assert chosen == " or ".join(f"projects-{kind}" for kind in kinds)


def test_contributing_has_a_line_for_every_list_of_names() -> None:
    listed = re.findall(r"^\| `([\w-]+\.txt)` \|", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    there = resources.files("newsextract.lexicons").joinpath("organizations").iterdir()
    assert sorted(listed) == sorted(path.name for path in there)


@pytest.mark.parametrize(
    "kind", ["Comparator", "Role", "Status", "PercentUnit", "Direction", "Basis", "OrgType"]
)
def test_the_page_of_the_record_lists_all_values(kind: str) -> None:
    table = (ROOT / "docs" / "record.md").read_text("utf-8").partition("## The values")[2]
    listed = [
        (row[0], row[1]) for row in re.findall(r"^\|([^|]*)\| `(\w+)` \|", table.partition("## ")[0], re.M)
    ]
    groups: list[list[str]] = []
    for field, value in listed:
        groups += [[]] if field.strip() else []
        groups[-1].append(value)
    assert list(get_args(getattr(records, kind))) in groups


def test_the_form_for_wrong_extractions_asks_for_text_expected_and_got() -> None:
    form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-extraction.yml").read_text("utf-8")
    assert re.findall(r"^    id: (\w+)", form, re.M) == ["text", "expected", "got", "version"]
    assert form.count("required: true") == 4
