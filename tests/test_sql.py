"""The queries of docs/sql.md run, and say what the records say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

import newsextract
from conftest import ROOT
from newsextract.io.writers import open_writer
from newsextract.records import ArticleRecord
from outputs import rows_of

_QUERY = re.compile(r"^(?P<title>[^\n]+):\n\n```sql\n(?P<query>.*?)^```", re.MULTILINE | re.DOTALL)
QUERIES = {m["title"]: m["query"] for m in _QUERY.finditer((ROOT / "docs" / "sql.md").read_text("utf-8"))}


@pytest.fixture(scope="module")
def records(corpus: list[str]) -> list[ArticleRecord]:
    return [newsextract.extract(text, id=str(number)) for number, text in enumerate(corpus)]


@pytest.fixture(scope="module")
def base(
    records: list[ArticleRecord], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("sql") / "news.duckdb"
    with open_writer(path) as writer:
        for record in records:
            writer.write(record)
    with duckdb.connect(str(path), read_only=True) as base:
        yield base


def answer(base: duckdb.DuckDBPyConnection, words: str) -> list[dict[str, Any]]:
    """Return the rows of the query whose title has the words."""
    (query,) = (query for title, query in QUERIES.items() if words in title)
    return rows_of(base, query)


def investments(records: list[ArticleRecord]) -> Iterator[tuple[Any, Any]]:
    for record in records:
        money = {amount.id: amount for amount in record.money}
        for project in record.projects:
            if project.investment is not None:
                yield project, money[project.investment]


@pytest.mark.parametrize("title", QUERIES)
def test_every_query_has_an_answer(base: duckdb.DuckDBPyConnection, title: str) -> None:
    assert rows_of(base, QUERIES[title])


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


def test_the_largest_projects(base: duckdb.DuckDBPyConnection, records: list[ArticleRecord]) -> None:
    sizes = [m.value if m.value is not None else m.low for _, m in investments(records)]
    found = [row["investment"] for row in answer(base, "largest projects")]
    assert all(isinstance(value, Decimal) for value in found)
    assert found == sorted((size for size in sizes if size is not None), reverse=True)[:10]


def test_investment_by_status(base: duckdb.DuckDBPyConnection, records: list[ArticleRecord]) -> None:
    totals: dict[str | None, Decimal] = {}
    for project, money in investments(records):
        if money.currency == "CNY":
            low = money.value if money.value is not None else money.low or Decimal(0)
            totals[project.status] = totals.get(project.status, Decimal(0)) + low
    assert {row["status"]: row["investment"] for row in answer(base, "by status")} == totals


def test_companies_named_most(base: duckdb.DuckDBPyConnection, records: list[ArticleRecord]) -> None:
    named = Counter(o.name for record in records for o in record.organizations if o.type == "company")
    found = answer(base, "companies named most")
    assert len(found) == 20
    assert found[0]["articles"] >= found[-1]["articles"]
    for row in found:
        assert row["mentions"] >= named[row["name"]] >= row["articles"]


def test_roles_and_articles_are_all_counted(
    base: duckdb.DuckDBPyConnection, records: list[ArticleRecord]
) -> None:
    amounts = answer(base, "by role")
    assert sum(row["amounts"] for row in amounts) == sum(len(record.money) for record in records)
    articles = answer(base, "newspaper by newspaper")
    assert sum(row["articles"] for row in articles) == len(records)
    assert sum(row["characters"] for row in articles) == sum(len(record.text or "") for record in records)


def test_who_invests(base: duckdb.DuckDBPyConnection, records: list[ArticleRecord]) -> None:
    pairs = Counter(
        (organization.name, project.name)
        for record in records
        for project in record.projects
        for organization in record.organizations
        if organization.id in project.organizations
    )
    assert Counter((row["organization"], row["project"]) for row in answer(base, "Who invests")) == pairs


def test_projects_without_an_investment_are_shown_in_their_text(base: duckdb.DuckDBPyConnection) -> None:
    found = answer(base, "without an investment")
    whole = [row for row in found if row["name"] in row["around"]]
    assert len(whole) > len(found) / 2  # a name may be longer than its first mention


def test_the_page_names_every_table() -> None:
    page = (ROOT / "docs" / "sql.md").read_text("utf-8")
    for table in (
        "articles",
        "money",
        "percentages",
        "organizations",
        "projects",
        "project_groups",
        "mentions",
    ):
        assert f"| `{table}` |" in page
