"""The gate: a floor that breaks names what was lost, and no floor goes down without a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsextract.errors import GoldError, InputError, OutputError, SettingsError
from newsextract.evaluation.baseline import check, figures, read_baseline, update
from newsextract.evaluation.gold import GoldArticle
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Scores
from newsextract.records import ArticleRecord

TEXT = "投资12亿元，另有5亿元，还有7亿元，旧账9亿元。"
ALL = ("12亿元", "5亿元", "7亿元")


def amount(words: str, role: str = "investment") -> dict[str, Any]:
    start = TEXT.index(words)
    value = words.removesuffix("亿元") + "00000000"
    place = {"start": start, "end": start + len(words), "text": words}
    return {**place, "value": value, "currency": "CNY", "role": role}


def scores(*found: str, other: str | None = None, split: str | None = None) -> Scores:
    """Scores where these were found, ``other`` with a wrong role. An id with a colon is on purpose."""
    mentions = [{"label": "MONEY", **amount(words)} for words in ALL]
    article = GoldArticle.model_validate({"id": "x:1", "text": TEXT, "split": split, "mentions": mentions})
    money = [
        {"id": f"m{i}", "rule": "t", **amount(words, "other" if words == other else "investment")}
        for i, words in enumerate(found)
    ]
    producer = {"version": "0", "fingerprint": "test"}
    made = {"id": "x:1", "text": TEXT, "money": money, "producer": producer}
    return score([(article, ArticleRecord.model_validate(made))])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "baseline.json"


def test_a_new_baseline_pins_every_figure(path: Path) -> None:
    made = update(path, scores(*ALL, other="5亿元"))
    assert read_baseline(path) == made
    assert made.floors == {
        "MONEY.f1": 1.0,
        "MONEY.value": 1.0,
        "MONEY.currency": 1.0,
        "MONEY.comparator": 1.0,
        "MONEY.role": 0.666667,
    }
    assert made.true == ("x:1:MONEY:2:6", "x:1:MONEY:9:12", "x:1:MONEY:15:18")
    assert made.wrong == ("x:1:MONEY:9:12:role",)
    assert made.history == ()


def test_the_same_figures_pass_and_better_ones_too(path: Path) -> None:
    made = update(path, scores("12亿元", "5亿元", other="5亿元"))
    assert check(scores("12亿元", "5亿元", other="5亿元"), made) == []
    assert check(scores(*ALL), made) == []


def test_a_lost_mention_is_named(path: Path) -> None:
    made = update(path, scores("12亿元", "5亿元"))
    # before: 2 true, 1 missed: F1 = 4/5.  now: 1 other true, 2 missed: F1 = 2/4
    (broken,) = check(scores("7亿元"), made)
    assert (broken.name, broken.floor, broken.now) == ("MONEY.f1", 0.8, 0.5)
    assert broken.lost == ("x:1:MONEY:2:6 “12亿元” is missed", "x:1:MONEY:9:12 “5亿元” is missed")
    assert broken.won == ("x:1:MONEY:15:18 “7亿元” is true",)
    assert str(broken).splitlines()[:2] == [
        "MONEY.f1: 0.5000, the floor is 0.8000",
        "  lost: x:1:MONEY:2:6 “12亿元” is missed",
    ]


def test_a_new_false_mention_is_named(path: Path) -> None:
    made = update(path, scores(*ALL))
    (broken,) = check(scores(*ALL, "9亿元"), made)
    assert (broken.lost, broken.false) == ((), ("x:1:MONEY:21:24 “9亿元” is false",))
    assert str(broken).splitlines()[1:] == ["  new false: x:1:MONEY:21:24 “9亿元” is false"]
    with_false = update(path, scores(*ALL, "9亿元"), allow_regression="try")
    (broken,) = check(scores("12亿元"), with_false)
    assert broken.won == ("x:1:MONEY:21:24 is no longer found",)


def test_a_wrong_attribute_is_named(path: Path) -> None:
    made = update(path, scores(*ALL))
    (broken,) = check(scores(*ALL, other="7亿元"), made)
    assert broken.name == "MONEY.role"
    assert broken.lost == ("x:1:MONEY:15:18 “7亿元” expected investment, got other",)
    made = update(path, scores(*ALL, other="7亿元"), "the role rule is being rewritten")
    (broken,) = check(scores("12亿元", "7亿元", other="12亿元"), made)[1:]
    assert broken.lost == (
        "x:1:MONEY:9:12 “5亿元” is missed",
        "x:1:MONEY:2:6 “12亿元” expected investment, got other",
    )
    assert broken.won == ("x:1:MONEY:15:18 “7亿元” is right",)


def test_what_was_right_in_the_bugs_stays_right_however_good_the_figures(path: Path) -> None:
    made = update(path, scores("12亿元", "7亿元", split="bugs"))
    assert check(scores(*ALL, split="bugs"), made) == []
    # as many are found as before, so that F1 is on its floor; but another one
    (broken,) = check(scores("12亿元", "5亿元", split="bugs"), made)
    assert (broken.name, broken.now) == ("bugs", 0.5)
    assert broken.lost == ("x:1:MONEY:15:18 “7亿元” is missed",)
    assert broken.won == ("x:1:MONEY:9:12 “5亿元” is true",)
    with pytest.raises(SettingsError, match="would lower the bug x:1:MONEY:15:18 “7亿元” is missed"):
        update(path, scores("12亿元", "5亿元", split="bugs"))
    (lowered,) = update(path, scores("12亿元", "5亿元", split="bugs"), "the rule is gone").history
    assert (lowered.bugs, lowered.old) == (("x:1:MONEY:15:18 “7亿元” is missed",), {})


def test_bugs_come_back_as_false_mentions_and_wrong_attributes_too(path: Path) -> None:
    made = update(path, scores(*ALL, split="bugs"))
    broken = check(scores(*ALL, "9亿元", other="5亿元", split="bugs"), made)
    assert [one.name for one in broken] == ["MONEY.f1", "MONEY.role", "bugs"]
    assert broken[-1].lost == ("x:1:MONEY:9:12 “5亿元” expected investment, got other",)
    assert broken[-1].false == ("x:1:MONEY:21:24 “9亿元” is false",)
    in_dev = update(path.with_name("dev.json"), scores("12亿元", "7亿元", split="dev"))
    assert check(scores("12亿元", "5亿元", split="dev"), in_dev) == []  # other splits have floors only


def test_nothing_left_to_measure_breaks_every_floor(path: Path) -> None:
    broken = check(scores(), update(path, scores(*ALL)))
    assert {one.name: one.now for one in broken} == {
        "MONEY.f1": 0.0,
        "MONEY.value": None,
        "MONEY.currency": None,
        "MONEY.comparator": None,
        "MONEY.role": None,
    }
    assert "nothing to measure" in str(broken[1])


def test_another_corpus_is_refused(path: Path) -> None:
    made = update(path, scores(*ALL))
    with pytest.raises(GoldError, match=r"not the one of the baseline .* update the baseline"):
        check(scores(*ALL, split="dev"), made)


def test_a_floor_goes_down_only_with_a_reason(path: Path) -> None:
    update(path, scores(*ALL))
    before = path.read_bytes()
    for reason in (None, "", "  "):
        with pytest.raises(SettingsError, match=r"would lower MONEY\.f1 from 1\.0 to 0\.8"):
            update(path, scores("12亿元", "5亿元"), reason)
    assert path.read_bytes() == before
    made = update(path, scores("12亿元", "5亿元"), " the gold was wrong ")
    (lowered,) = made.history
    assert (lowered.reason, lowered.old, lowered.new) == (
        "the gold was wrong",
        {"MONEY.f1": 1.0},
        {"MONEY.f1": 0.8},
    )
    again = update(path, scores(*ALL))  # floors go up without a word, the history stays
    assert again.history == made.history
    assert again.floors["MONEY.f1"] == 1.0


def test_a_changed_corpus_lowers_no_floor_silently_either(path: Path) -> None:
    update(path, scores(*ALL))
    assert update(path, scores(*ALL, split="dev")).history == ()
    with pytest.raises(SettingsError, match="would lower"):
        update(path, scores("12亿元", split="test"))


def test_a_floor_that_goes_away_is_recorded(path: Path) -> None:
    update(path, scores(*ALL))
    with pytest.raises(SettingsError, match=r"MONEY\.value from 1\.0 to nothing"):
        update(path, scores())
    (lowered,) = update(path, scores(), "starting again").history
    assert lowered.new == {"MONEY.f1": 0.0}
    assert set(lowered.old) == set(figures(scores(*ALL)))


def test_the_file_is_the_same_for_the_same_scores(path: Path) -> None:
    update(path, scores(*ALL))
    before = path.read_bytes()
    update(path, scores(*ALL))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    assert json.loads(before)["version"] == 1


def test_a_missing_or_broken_file(path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the baseline"):
        read_baseline(path)
    path.write_text('{"version": 1, "floors": {}}', "utf-8")
    with pytest.raises(SettingsError, match="is no baseline: fingerprint"):
        read_baseline(path)
    path.write_text("{", "utf-8")
    with pytest.raises(SettingsError, match="is no baseline: the file"):
        update(path, scores(*ALL))
    with pytest.raises(OutputError, match=r"baseline\.json: .*nothing was written"):
        update(path.parent / "nowhere" / "baseline.json", scores(*ALL))
