"""What stands around the code: licences, templates, the example of a case, what the wheel holds."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

import pytest
from packaging.requirements import Requirement

import newsextract
from case_checks import CHECKS
from cases import parse_case
from conftest import ROOT

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


def test_the_cases_that_contributing_shows_hold() -> None:
    rows = re.findall(r'^ *(\{"phenomenon".*\})$', (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    assert len(rows) == 2
    for row in rows:
        case = parse_case(1, json.loads(row))
        differences = list(CHECKS["projects"](case, newsextract.extract(case.text)))
        assert not differences


def test_the_form_for_wrong_extractions_asks_for_text_expected_and_got() -> None:
    form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-extraction.yml").read_text("utf-8")
    assert re.findall(r"^    id: (\w+)", form, re.M) == ["text", "expected", "got", "version"]
    assert form.count("required: true") == 4
