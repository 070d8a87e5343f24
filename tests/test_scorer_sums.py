"""Groups, links and sums of the scorer."""

from __future__ import annotations

from typing import Any

import pytest

from newsextract.errors import GoldError
from newsextract.evaluation.bootstrap import intervals
from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Accuracy, Counts, Scores
from newsextract.records import ArticleRecord
from scored import AMOUNTS, PRODUCER, SPANS, at, gold, ids, mentioned, money, org, orgs, record, scored

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
