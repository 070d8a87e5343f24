"""The scorer on cases small enough to be reckoned on paper; the sums stand in the comments."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.evaluation.scores import Accuracy, Counts, Scores, Wrong
from scored import AMOUNTS, SPANS, at, gold, ids, mentioned, money, org, orgs, record, scored

BUILT = "甲集团和乙公司合资建设蓝湾码头项目。甲集团表示，丙银行贷款。"


def built(gold_orgs: list[str] | None, found: list[str]) -> Scores:
    """Scores of one project whose organizations the gold and the record name."""
    names = {"甲集团": [0, 1], "乙公司": [0], "丙银行": [0]}
    mentions = [{**at(BUILT, "蓝湾码头项目"), "label": "PROJECT", "orgs": gold_orgs}]
    mentions += [{**at(BUILT, name), "label": "ORG", "type": "company"} for name in names]
    made = record(
        BUILT,
        organizations=[
            {
                "id": f"o{n}",
                "name": name,
                "type": "company",
                "mentions": [mentioned(BUILT, name, m) for m in nth],
            }
            for n, (name, nth) in enumerate(names.items())
        ],
        projects=[
            {
                "id": "j1",
                "name": "蓝湾码头项目",
                "organizations": [f"o{list(names).index(name)}" for name in found],
                "mentions": [mentioned(BUILT, "蓝湾码头项目")],
            }
        ],
    )
    return scored(gold(BUILT, mentions), made)


@pytest.mark.parametrize(
    ("expected", "found", "right", "total"),
    [
        (["甲集团", "乙公司"], ["乙公司", "甲集团"], 1, 1),
        (["甲集团", "乙公司"], ["甲集团"], 0, 1),
        (["甲集团"], ["甲集团", "丙银行"], 0, 1),
        ([], [], 1, 1),
        ([], ["丙银行"], 0, 1),
        (None, ["丙银行"], 0, 0),
    ],
)
def test_the_organizations_of_a_project(
    expected: list[str] | None, found: list[str], right: int, total: int
) -> None:
    assert built(expected, found).attributes["PROJECT.orgs"] == Accuracy(right, total)


# --- spans ---------------------------------------------------------------------------------------


def test_strict_and_overlap_counts() -> None:
    article = gold(
        SPANS, [org(0, 3), org(4, 7), org(8, 11), org(12, 15), org(16, 18, True), org(19, 21, True)]
    )
    made = record(SPANS, organizations=orgs(
        (0, 3),  # 甲公司: exact
        (4, 5),  # 乙: touches 乙公司, wrong edge
        (8, 11),  # 丙公司: exact
        (16, 18),  # 戊港: exactly an optional one, neither way
        (20, 21),  # 港 in 己港: touches only an optional one, neither way
        (22, 24),  # 庚网: in no gold
    ))  # fmt: skip
    scores = scored(article, made)
    # strict: true 甲 丙 = 2; false 乙 庚网 = 2; missed 乙公司 丁公司 = 2 (optional ones are not missed)
    #   P = 2/4 = 0.5   R = 2/4 = 0.5   F1 = 2·2/(2·2+2+2) = 0.5
    assert scores.strict["ORG"] == Counts(2, 2, 2)
    assert (scores.strict["ORG"].precision, scores.strict["ORG"].recall) == (0.5, 0.5)
    assert scores.strict["ORG"].f1 == 0.5
    # overlap: true 甲 乙 丙 = 3; false 庚网 = 1; missed 丁公司 = 1;   F1 = 6/(6+1+1) = 0.75
    assert scores.overlap["ORG"] == Counts(3, 1, 1)
    assert scores.overlap["ORG"].f1 == 0.75
    assert [f.text for f in scores.findings("true")] == ["甲公司", "丙公司"]
    assert [f.text for f in scores.findings("false")] == ["乙", "庚网"]
    assert [f.text for f in scores.findings("missed")] == ["乙公司", "丁公司"]


def test_a_prediction_over_an_optional_and_a_required_one_is_false() -> None:
    article = gold(SPANS, [org(0, 3, optional=True), org(4, 7)])
    scores = scored(article, record(SPANS, organizations=orgs((0, 7))))
    assert scores.strict["ORG"] == Counts(0, 1, 1)
    assert scores.overlap["ORG"] == Counts(1, 0, 0)


def test_the_same_prediction_twice_is_true_once() -> None:
    scores = scored(gold(SPANS, [org(0, 3)]), record(SPANS, organizations=orgs((0, 3), (0, 3))))
    assert scores.strict["ORG"] == Counts(1, 1, 0)
    assert scores.overlap["ORG"] == Counts(1, 1, 0)


def test_overlap_is_one_to_one() -> None:
    # One prediction over three gold mentions finds one of them; three pieces of one find it once.
    three = [org(0, 3), org(4, 7), org(8, 11)]
    assert scored(gold(SPANS, three), record(SPANS, organizations=orgs((0, 11)))).overlap["ORG"] == (1, 0, 2)
    pieces = orgs((0, 1), (1, 2), (2, 3))
    assert scored(gold(SPANS, three[:1]), record(SPANS, organizations=pieces)).overlap["ORG"] == (1, 2, 0)


def test_another_label_is_no_match() -> None:
    project = {"id": "j1", "name": "甲公司", "mentions": [mentioned(SPANS, "甲公司")]}
    scores = scored(gold(SPANS, [org(0, 3)]), record(SPANS, projects=[project]))
    assert scores.strict["ORG"] == Counts(0, 0, 1)
    assert scores.strict["PROJECT"] == Counts(0, 1, 0)


cuts = st.lists(st.integers(0, len(SPANS)), min_size=2, max_size=8, unique=True).map(sorted)
spans = st.tuples(st.integers(0, 20), st.integers(1, 4)).map(lambda s: (s[0], s[0] + s[1]))


@given(cuts, st.lists(spans, max_size=5))
def test_overlap_pairs_as_many_as_any_pairing_could(edges: list[int], found: list[tuple[int, int]]) -> None:
    wanted = list(zip(edges[::2], edges[1::2], strict=False))
    scores = scored(gold(SPANS, [org(*one) for one in wanted]), record(SPANS, organizations=orgs(*found)))
    padded = [*found, *[(-1, -1)] * len(wanted)]
    best = max(
        sum(s < end and start < e for (start, end), (s, e) in zip(wanted, order, strict=False))
        for order in set(permutations(padded, len(wanted)))
    )
    assert scores.overlap["ORG"] == Counts(best, len(found) - best, len(wanted) - best)


# --- attributes ----------------------------------------------------------------------------------


def test_money_attributes() -> None:
    wanted = [
        money(AMOUNTS, "12亿元", "1200000000", role="investment"),
        money(AMOUNTS, "30亿元", "3000000000", comparator="about", role="output"),
        money(AMOUNTS, "5至8万元", low="50000", high="80000"),
        money(AMOUNTS, "300元", "300", per="吨", role="price"),
        money(AMOUNTS, "7亿美元", "700000000", currency="USD"),
        money(AMOUNTS, "9亿元", "900000000", role="profit", optional=True),
    ]
    found = [
        money(AMOUNTS, "12亿元", "1200000000.00", role="investment"),  # equal as a decimal
        money(AMOUNTS, "30亿元", "3000000000", role="revenue"),  # comparator and role wrong
        money(AMOUNTS, "5至8万元", low="5", high="80000", per="人"),  # low wrong; per where the gold has none
        money(AMOUNTS, "300元", "300", role="price"),  # per missing
        money(AMOUNTS, "7亿美元", "700000000", role="trade"),  # currency wrong; role where the gold has none
        money(AMOUNTS, "9亿元", "1"),  # on an optional one: not compared
    ]
    scores = scored(
        gold(AMOUNTS, [{"label": "MONEY", **m} for m in wanted]), record(AMOUNTS, money=ids(found, "m"))
    )
    assert scores.strict["MONEY"] == Counts(5, 0, 0)
    assert {k: v for k, v in scores.attributes.items() if k.startswith("MONEY")} == {
        "MONEY.value": Accuracy(4, 5),
        "MONEY.currency": Accuracy(4, 5),
        "MONEY.comparator": Accuracy(4, 5),
        "MONEY.role": Accuracy(2, 3),
        "MONEY.per": Accuracy(0, 1),
    }
    assert [f.wrong for f in scores.errors()] == [
        (Wrong("comparator", "about", "exact"), Wrong("role", "output", "revenue")),
        (Wrong("value", "50000–80000", "5–80000"),),
        (Wrong("per", "吨", None),),
        (Wrong("currency", "USD", "CNY"),),
    ]


def test_a_long_value_is_compared_to_its_last_digit() -> None:
    wanted = [{"label": "MONEY", **money(AMOUNTS, "12亿元", "1234567890123456789012.01")}]
    found = ids([money(AMOUNTS, "12亿元", "1234567890123456789012.02")], "m")
    assert scored(gold(AMOUNTS, wanted), record(AMOUNTS, money=found)).attributes["MONEY.value"] == (0, 1)


def test_percent_attributes() -> None:
    text = "同比增长5%，占三成，回落2个百分点。"
    wanted = [
        {**at(text, "5%"), "value": "5", "direction": "up", "basis": "yoy", "metric": "产值"},
        {**at(text, "三成"), "value": "30"},
        {**at(text, "2个百分点"), "value": "2", "unit": "percentage_point", "direction": "down"},
    ]
    found = [
        {**at(text, "5%"), "value": "5", "direction": "up", "metric": "总产值"},  # basis, metric wrong
        {**at(text, "三成"), "value": "3", "direction": "up"},  # value wrong; a direction that is none
        {
            **at(text, "2个百分点"),
            "value": "2",
            "comparator": "over",
            "direction": "down",
        },  # unit, comparator
    ]
    article = gold(text, [{"label": "PERCENT", **one} for one in wanted])
    scores = scored(article, record(text, percentages=ids(found, "p")))
    assert {k: v for k, v in scores.attributes.items() if k.startswith("PERCENT")} == {
        "PERCENT.value": Accuracy(2, 3),
        "PERCENT.unit": Accuracy(2, 3),
        "PERCENT.comparator": Accuracy(2, 3),
        "PERCENT.direction": Accuracy(2, 3),
        "PERCENT.basis": Accuracy(2, 3),  # none is an answer: 三成 and 2个百分点 are right
        "PERCENT.metric": Accuracy(0, 1),  # compared only where the gold has one
    }


def test_org_and_project_attributes() -> None:
    text = "青岛海晟集团签约蓝湾码头项目，海晟建成绿谷工厂。"
    wanted = [
        {"label": "ORG", **at(text, "青岛海晟集团"), "type": "company"},
        {"label": "ORG", **at(text, "海晟", 1), "type": "company", "canonical": "青岛海晟集团"},
        {"label": "PROJECT", **at(text, "蓝湾码头项目"), "status": "signed", "location": "青岛"},
        {"label": "PROJECT", **at(text, "绿谷工厂")},
    ]
    full, short = mentioned(text, "青岛海晟集团"), mentioned(text, "海晟", 1)
    organizations = [
        {"id": "o1", "name": "青岛海晟集团", "type": "company", "mentions": [full]},
        {"id": "o2", "name": "海晟", "type": "other", "mentions": [short]},
    ]
    projects = [
        {
            "id": "j1",
            "name": "蓝湾码头项目",
            "status": "signed",
            "mentions": [mentioned(text, "蓝湾码头项目")],
        },
        {"id": "j2", "name": "绿谷工厂", "status": "completed", "mentions": [mentioned(text, "绿谷工厂")]},
    ]
    scores = scored(gold(text, wanted), record(text, organizations=organizations, projects=projects))
    assert scores.attributes["ORG.type"] == Accuracy(1, 2)
    assert scores.attributes["ORG.canonical"] == Accuracy(0, 1)
    assert scores.attributes["PROJECT.status"] == Accuracy(1, 1)  # only 蓝湾 has a status in the gold
    assert scores.attributes["PROJECT.status_all"] == Accuracy(1, 2)  # 绿谷 should have none
    assert scores.attributes["PROJECT.location"] == Accuracy(0, 1)
