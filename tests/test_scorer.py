"""The scorer on cases small enough to be reckoned on paper; the sums stand in the comments."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.errors import GoldError
from newsextract.evaluation.bootstrap import intervals
from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Accuracy, Counts, Scores, Wrong
from newsextract.records import ArticleRecord

PRODUCER = {"version": "0", "fingerprint": "test"}


def at(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """Return the place of the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def gold(text: str, mentions: Iterable[dict[str, Any]] = (), **more: Any) -> GoldArticle:
    return GoldArticle.model_validate({"id": "a", "text": text, "mentions": tuple(mentions), **more})


def record(text: str, **lists: Any) -> ArticleRecord:
    return ArticleRecord.model_validate({"id": "a", "text": text, "producer": PRODUCER, **lists})


def money(text: str, words: str, value: str | None = None, nth: int = 0, **more: Any) -> dict[str, Any]:
    return {**at(text, words, nth), "value": value, "currency": "CNY", **more}


def mentioned(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    return {**at(text, words, nth), "rule": "t"}


def ids(items: Iterable[dict[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Make records of mentions: an id and a rule each."""
    return [{"rule": "t", "id": f"{letter}{i}", **item} for i, item in enumerate(items, start=1)]


def scored(article: GoldArticle, made: ArticleRecord) -> Scores:
    return score([(article, made)])


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

SPANS = "甲公司、乙公司、丙公司、丁公司和戊港、己港、庚网。"


def orgs(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [
        {"id": f"o{i}", "name": SPANS[s:e], "type": "company", "mentions": [
            {"start": s, "end": e, "text": SPANS[s:e], "rule": "t"}]}
        for i, (s, e) in enumerate(spans, start=1)
    ]  # fmt: skip


def org(start: int, end: int, optional: bool = False) -> dict[str, Any]:
    place = {"start": start, "end": end, "text": SPANS[start:end]}
    return {"label": "ORG", **place, "type": "company", "optional": optional}


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

AMOUNTS = "投资12亿元，产值约30亿元，补贴5至8万元，每吨300元，收入7亿美元，利润9亿元。"


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


# --- groups --------------------------------------------------------------------------------------

GROUPS = "总投资90亿元的6个项目签约，另有6个项目开工，8个项目竣工，3个项目在谈，共20个项目，已完成40亿元。"


def found_group(words: str, count: int, nth: int = 0, **more: Any) -> dict[str, Any]:
    return {**at(GROUPS, words, nth), "count": count, **more}


def test_groups_match_by_count() -> None:
    wanted = [
        {"count": 6, "text": "6个项目开工"},
        {"count": 6, "text": "6个项目", "total": "9000000000", "status": "signed", "filter": "总投资90亿元"},
        {"count": 8, "text": "8个项目"},
        {"count": 3, "text": "3个项目", "optional": True},
        {"count": 20, "text": "20个项目", "completed": "4000000000"},
    ]
    amounts = ids([money(GROUPS, "90亿元", "9000000000"), money(GROUPS, "40亿元", "4000000000")], "m")
    found = [
        found_group(
            "6个项目", 6, total="m2", status="signed"
        ),  # pairs with its own words: total, filter wrong
        found_group("3个项目", 3),  # an optional one: neither way
        found_group("20个项目", 20, completed="m2"),
        found_group("项目在谈", 3),  # a second three: false
    ]
    scores = scored(
        gold(GROUPS, groups=wanted), record(GROUPS, money=amounts, project_groups=ids(found, "g"))
    )
    # true: one 6, the 20 = 2; false: the second 3 = 1; missed: the other 6, the 8 = 2
    #   P = 2/3   R = 2/4   F1 = 4/(4+1+2) = 4/7
    assert scores.groups == Counts(2, 1, 2)
    assert scores.groups.f1 == pytest.approx(4 / 7)
    assert [f.text for f in scores.findings("missed") if f.label == "GROUP"] == ["6个项目开工", "8个项目"]
    assert {k: v for k, v in scores.attributes.items() if k.startswith("GROUP")} == {
        "GROUP.total": Accuracy(0, 1),
        "GROUP.completed": Accuracy(1, 1),
        "GROUP.status": Accuracy(1, 1),
        "GROUP.filter": Accuracy(0, 1),
        "GROUP.text": Accuracy(2, 2),
    }


# --- links ---------------------------------------------------------------------------------------

LINKS = "蓝湾码头项目投资12亿元，绿谷工厂投资5亿元，金山隧道投资7亿元，银河大桥9亿元，蓝湾码头总投资12亿。"
NAMES = ("蓝湾码头项目", "绿谷工厂", "金山隧道", "银河大桥")
SUMS = {"12亿元": "1200000000", "5亿元": "500000000", "7亿元": "700000000", "9亿元": "900000000"}


def linked(*links: tuple[str, str]) -> ArticleRecord:
    """A record with these links; 蓝湾码头 is a second mention of the first project."""
    amounts = ids([money(LINKS, words, value) for words, value in SUMS.items()], "m")
    amounts += [{"id": "m5", "rule": "t", **money(LINKS, "12亿", "1200000000", 1)}]
    of = {m["text"]: m["id"] for m in amounts}
    projects = []
    for i, name in enumerate(NAMES, start=1):
        places = [mentioned(LINKS, name)] + ([mentioned(LINKS, "蓝湾码头", 1)] if i == 1 else [])
        investment = of[dict(links)[name]] if name in dict(links) else None
        projects.append({"id": f"j{i}", "name": name, "investment": investment, "mentions": places})
    return record(LINKS, money=amounts, projects=projects)


def link_gold(*links: dict[str, Any]) -> GoldArticle:
    mentions = [{"label": "MONEY", **money(LINKS, words, value)} for words, value in SUMS.items()]
    mentions += [{"label": "MONEY", **money(LINKS, "12亿", "1200000000", 1)}]
    mentions += [{"label": "PROJECT", **at(LINKS, name)} for name in NAMES]
    mentions += [{"label": "PROJECT", **at(LINKS, "蓝湾码头", 1)}]
    return gold(LINKS, mentions, links=[{"type": "investment", **link} for link in links])


def test_links_match_by_name_and_amount() -> None:
    article = link_gold(
        {"project": "蓝湾码头项目", "money": "12亿元"},
        {"project": "蓝湾码头项目", "money": "12亿"},  # the same link in other words: counted once
        {"project": "蓝湾码头", "money": "12亿"},  # the same project by another name: said by the same record
        {"project": "绿谷工厂", "money": "5亿元"},
        {"project": "金山隧道", "money": "7亿元"},
        {"project": "银河大桥", "money": "9亿元", "optional": True},
    )
    made = linked(
        ("蓝湾码头项目", "12亿"),  # true, by the amount
        ("绿谷工厂", "7亿元"),  # false, and the 5亿元 missed
        ("银河大桥", "9亿元"),  # an optional one: neither way
    )
    # true 1, false 1, missed 2 (绿谷, 金山):   P = 1/2   R = 1/3   F1 = 2/(2+1+2) = 0.4
    scores = scored(article, made)
    assert scores.links == Counts(1, 1, 2)
    assert scores.links.f1 == pytest.approx(0.4)
    assert [f.text for f in scores.findings("false")] == ["绿谷工厂 → 7亿元"]
    assert [f.text for f in scores.findings("missed")] == ["绿谷工厂 → 5亿元", "金山隧道 → 7亿元"]


def test_a_missed_project_with_two_names_misses_both_links() -> None:
    article = link_gold(
        {"project": "蓝湾码头项目", "money": "12亿元"}, {"project": "蓝湾码头", "money": "12亿"}
    )
    assert scored(article, linked()).links == Counts(0, 0, 2)


# --- sums ----------------------------------------------------------------------------------------


def two_articles() -> Scores:
    one = gold(SPANS, [org(0, 3), org(4, 7)], split="dev", kind="signing", tags=("list", "alias"))
    other = GoldArticle.model_validate(
        {"id": "b", "text": AMOUNTS, "split": "test", "tags": ("list",),
         "mentions": ({"label": "MONEY", **money(AMOUNTS, "12亿元", "1200000000")},)}
    )  # fmt: skip
    found = ids([money(AMOUNTS, "12亿元", "1200000000"), money(AMOUNTS, "300元", "300")], "m")
    return score(
        [(one, record(SPANS, organizations=orgs((0, 3)))), (other, record(AMOUNTS, money=found))]
    )  # fmt: skip


def test_macro_and_micro() -> None:
    scores = two_articles()
    # ORG: 1 true, 1 missed: F1 = 2/3.  MONEY: 1 true, 1 false: F1 = 2/3.  PERCENT, PROJECT do not occur.
    # macro = (2/3 + 2/3)/2 = 2/3;  micro = 2 true, 1 false, 1 missed: F1 = 4/6
    assert scores.macro_f1 == pytest.approx(2 / 3)
    assert scores.micro == Counts(2, 1, 1)
    assert scores.micro.f1 == pytest.approx(2 / 3)
    assert scores.strict["PERCENT"].f1 is None
    assert scores.strict["ORG"].precision == 1.0
    assert Counts().precision is None


def test_slices() -> None:
    scores = two_articles()
    assert {name: part.micro for name, part in scores.by("split").items()} == {
        "dev": Counts(1, 0, 1),
        "test": Counts(1, 1, 0),
    }
    assert list(scores.by("kind")) == ["(none)", "signing"]
    assert {name: len(part.articles) for name, part in scores.by("tag").items()} == {"alias": 1, "list": 2}


def test_findings_carry_their_surroundings() -> None:
    (missed,) = two_articles().findings("missed")
    assert (missed.key, missed.text) == ("a:ORG:4:7", "乙公司")
    assert missed.before == "甲公司、"
    assert missed.after == SPANS[7:37]
    assert missed.to_dict()["wrong"] == ()


def test_intervals_are_seeded_and_hold_the_figure() -> None:
    scores = two_articles()
    assert intervals(scores.articles) == intervals(scores.articles)
    # Half of the rounds or so draw one article twice. ORG is then unmeasured (b twice) or 2/3: always 2/3.
    assert intervals(scores.articles)["ORG"] == pytest.approx((2 / 3, 2 / 3))
    assert "PERCENT" not in intervals(scores.articles, rounds=10)
    perfect = gold(SPANS, [org(0, 3)])
    half = score([(perfect, record(SPANS, organizations=orgs((0, 3)))), (perfect, record(SPANS))])
    # a true, b missed: a round gives 1 (1/4), 2/3 (1/2) or 0 (1/4)
    assert intervals(half.articles)["ORG"] == (0.0, 1.0)
    assert intervals(half.articles)["micro"] == intervals(half.articles)["macro"] == (0.0, 1.0)
    # the type is compared on the match alone, and right there: every round that has it says 1
    assert intervals(half.articles)["ORG.type"] == (1.0, 1.0)


def test_the_fingerprint_knows_no_order() -> None:
    scores = two_articles()
    assert Scores(scores.articles[::-1]).fingerprint == scores.fingerprint
    assert Scores(scores.articles[:1]).fingerprint != scores.fingerprint


def test_nothing_at_all() -> None:
    empty = score([])
    assert empty.micro == Counts()
    assert empty.macro_f1 is None
    assert intervals(empty.articles) == {}
    assert scored(gold(""), record("")).micro == Counts()


def test_a_failed_article_misses_everything_and_is_named() -> None:
    failed = ArticleRecord.model_validate(
        {"id": "a", "text": None, "producer": PRODUCER, "error": {"stage": "read", "message": "no text"}}
    )
    scores = scored(gold(SPANS, [org(0, 3)]), failed)
    assert scores.strict["ORG"] == Counts(0, 0, 1)
    assert scores.failed == {"a": "read: no text"}


def test_a_record_of_another_text_is_refused() -> None:
    with pytest.raises(GoldError, match="a: the record was made from another text"):
        scored(gold(SPANS, [org(0, 3)]), record(SPANS + "\n"))
    without = record(SPANS, organizations=orgs((0, 3))).model_copy(update={"text": None})
    assert scored(gold(SPANS, [org(0, 3)]), without).strict["ORG"] == Counts(1, 0, 0)
    with pytest.raises(GoldError, match="another text"):
        scored(gold("别的" + SPANS), without)
    with pytest.raises(GoldError, match="without its text"):
        scored(GoldArticle(id="a", file="a.txt"), without)


def test_an_amount_without_a_value_links_by_its_words_only() -> None:
    text = "蓝湾码头项目投资数亿元，绿谷工厂投资几十万元。"
    sums = [money(text, "数亿元"), money(text, "几十万元")]
    names = [at(text, "蓝湾码头项目"), at(text, "绿谷工厂")]
    mentions = [{"label": "MONEY", **m} for m in sums] + [{"label": "PROJECT", **p} for p in names]
    article = gold(text, mentions, links=[{"type": "investment", "project": "绿谷工厂", "money": "几十万元"}])
    for linked_to, counts in (("m1", Counts(0, 1, 1)), ("m2", Counts(1, 0, 0))):
        place = [mentioned(text, "绿谷工厂")]
        project = {"id": "j1", "name": "绿谷工厂", "investment": linked_to, "mentions": place}
        scores = scored(article, record(text, money=ids(sums, "m"), projects=[project]))
        assert scores.links == counts
        assert scores.attributes["MONEY.value"] == (2, 2)
