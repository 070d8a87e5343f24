"""What the page broke is repaired where both sides prove it, nowhere else, and every offset finds its way back."""

from __future__ import annotations

import json

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from broken_pages import check, clean_article, insert, places_in, provable, spaceable, told, wrap, wrapped
from conftest import SHARED, real_texts
from newsextract import extract
from newsextract.spans import OffsetMap, edited
from newsextract.text.cuts import word_across
from newsextract.text.furniture import is_furniture
from newsextract.text.layout import Repaired, repair

LEFT = "海晟集团负责人介绍，公司将在蓝湾新区建设智能码头，总投资12亿元，以大数据招"
RIGHT = "商带动产业发展，预计明年三月开工。"


def joined(repaired: Repaired) -> list[str]:
    return [note for note in repaired.notes if "joined" in note]


@pytest.mark.parametrize(
    "gap",
    [
        "\n",
        "\n\n",
        "\r\n\r\n",
        "\n\n\n■码头一角。\n\n",
        "\n▲图中是码头。\n■另一处。\n",
        "\n- 3 -\n",
        "\n　　",
    ],
)
def test_a_word_that_the_page_cut_is_whole_again(gap: str) -> None:
    text = LEFT + gap + RIGHT
    found = repair(text)
    assert LEFT + RIGHT in found.text
    assert len(joined(found)) == 1
    assert "招商" in joined(found)[0]
    place = found.offsets.to_given(found.text.index("招商"), found.text.index("招商") + 2)
    assert place.of(text) == "招" + gap + "商"
    assert sorted(found.text) == sorted(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("市发展改革委介绍，今年以来，青岛入选省重点项目的186个", "实施类项目建设进展顺利，完成投资12亿元。"),
        ("会上共签约了十二个项目，总投资38", "亿元，涉及港口和物流。"),
        ("公司计划新建冷链仓库、加工车间、", "研发楼和码头，总投资12亿元。"),
        ("公司计划在明年新建冷链仓库和加工车间", "，总投资12亿元。"),
        ("工程由海晟集团建设，目前正在推进《蓝湾新区", "总体规划》的编制，预计年底完成。"),
    ],
)
def test_what_both_sides_prove_is_joined(left: str, right: str) -> None:
    found = repair(f"{left}\n\n{right}")
    assert left + right in found.text
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("海晟集团投资建设智能码头", "海晟集团日前与临海市签约，投资12亿元。"),
        ("公司将新建码头，总投资12亿元。", "商务局表示，项目将带动就业。"),
        ("会议公布了三项措施：", "商业用地优先供应；"),
        ("海晟集团投资12亿元建设码头，以大数据招", "■商场一角。"),
        ("海晟集团投资12亿元建设码头，以大数据招", "（二）商贸项目有12个。"),
        ("□蓝湾日报记者 张全", "省发展改革委昨天公布，全年新开工项目46个。"),
        ("责任编辑：张全", "省内新闻"),
        ("云岭隧道全线贯通，沿线乡镇受益", "市交通运输局昨天公布，隧道总投资38.4亿元。"),
        ("总投资12亿元，年产值达到30亿元", "今年以来，全市新开工项目46个。"),
    ],
)
def test_what_one_side_only_suggests_is_left_alone(left: str, right: str) -> None:
    text = f"{left}\n\n{right}"
    assert repair(text) == Repaired(text)


@pytest.mark.parametrize(
    ("broken", "clean"),
    [
        ("去年，全市完成投 资12亿元，增长3%。", "去年，全市完成投资12亿元，增长3%。"),
        ("据介绍，海晟集团 将投资12亿元建设码头，明年开工。", "据介绍，海晟集团将投资12亿元建设码头，明年开工。"),
        ("海 晟 智 能 码 头", "海 晟 智 能 码 头"),
        ("蓝 湾 新 区 建 设 智 能 码 头", "蓝湾新区建设智能码头"),
        ("投\u200b资12\u00ad亿\ufeff元", "投资12亿元"),
        ("投资&nbsp;12&nbsp;亿元", "投资 12 亿元"),
        ("&ldquo;海晟&#8221;&amp;蓝湾&yen;300万", "“海晟”&蓝湾¥300万"),
        ("AT&T;&unknown;&#0;", "AT&T;&unknown;&#0;"),
        ("投资\u00a0额\u2003为\u2028元", "投资 额 为\n元"),
        ("主编 赵波 美编 李飞 审读 周成", "主编 赵波 美编 李飞 审读 周成"),
        ("海晟集团签约 云岭隧道贯通", "海晟集团签约 云岭隧道贯通"),
        ("与会的有张三 李四 王五，共三人。", "与会的有张三 李四 王五，共三人。"),
        ("今年以来，海晟集团投资12亿元建设智能码头 责任编辑：周成",
        "今年以来，海晟集团投资12亿元建设智能码头\n责任编辑：周成"),
        ("今年以来，海晟集团投资12亿元建设智能码头【责任编辑：周成】",
        "今年以来，海晟集团投资12亿元建设智能码头\n【责任编辑：周成】"),
    ],
)  # fmt: skip
def test_characters_that_the_page_added(broken: str, clean: str) -> None:
    found = repair(broken)
    assert found.text == clean
    for at, char in enumerate(clean):
        place = found.offsets.to_given(at, at + 1)
        assert place.of(broken) in ("", char) or place.of(broken).startswith("&") or char in " \n"


def test_lines_of_one_width_are_paragraphs_again() -> None:
    paragraph = LEFT + RIGHT + "项目由GPU server中心和冷链物流园组成，" + "带动就业两千人。" + LEFT + RIGHT
    broken = wrapped(paragraph, 34)
    found = repair(broken)
    assert found.text.replace(" ", "") == paragraph.replace(" ", "")
    assert len(found.notes) == 1


def test_lines_of_a_list_stay_lines() -> None:
    text = "\n".join(f"第{n}批集中签约的重点产业项目正在全面推进建设" for n in "一二三四五六七八")
    assert repair(text) == Repaired(text)


@pytest.mark.parametrize(
    "line",
    ["责任编辑：周成", "来源：蓝湾日报", "【编辑:周成】", "上一篇：某地举行龙舟赛", "分享到：微信 微博",
     "客户端:蓝湾新闻",
     "主编 赵波 美编 李飞 审读 周成", "（下转第三版）", "- 3 -", "扫一扫分享本页", "版权所有 蓝湾网"],
)  # fmt: skip
def test_the_lines_of_the_page_are_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line", ["海晟集团投资12亿元。", "编辑部设在临海市，有员工三十人。", "来源地包括临海和云岭。"]
)
def test_the_lines_of_the_article_are_not(line: str) -> None:
    assert not is_furniture(line)


def test_the_qingdao_report_is_joined_in_three_places_and_nowhere_else() -> None:
    path = SHARED / "articles" / "qingdao-green-2023.txt"
    if not path.exists():
        pytest.skip(f"no {path}")
    text = path.read_bytes().decode("utf-8")
    record = extract(text)
    assert len(record.warnings) == 3
    found = repair(text)
    for whole in ("以大数据招商、数字化运营", "重点项目的186个实施类项目建设", "青岛在全省率先实施"):
        assert whole in found.text
    gold = SHARED / "real" / "gold.jsonl"
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    (row,) = [row for row in rows if row["id"] == "qingdao-green-2023"]
    for mention in row["mentions"]:
        changed = found.offsets.to_changed(mention["start"], mention["end"])
        assert changed is not None
        assert changed.of(found.text) == mention["text"]
        assert found.offsets.to_given(*changed) == (mention["start"], mention["end"])


def test_no_clean_article_is_joined(corpus: list[str]) -> None:
    assert [note for text in corpus for note in joined(repair(text))] == []


def test_real_articles_are_joined_where_a_reader_would(real: list[str]) -> None:
    notes = [
        (path.stem, note)
        for path, text in zip(real_texts(), real, strict=True)
        for note in repair(text).notes
    ]
    assert {stem for stem, _ in notes} <= {"qingdao-green-2023"}
    assert len(notes) == 3


numbers = st.integers(0, 999)


@given(
    numbers, st.data(), st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\n\n■新区一角。\n\n", "\n\n- 2 -\n\n"])
)
@settings(max_examples=60)
def test_paragraphs_cut_at_random_places_give_the_same_record(
    number: int, data: st.DataObject, gap: str
) -> None:
    text, _ = clean_article(number)
    places = places_in(number, provable)
    assume(places)
    cut = data.draw(st.sampled_from(places))
    broken = text[:cut] + gap + text[cut:]
    assume(joined(repair(broken)))
    # What stood between goes behind the paragraph.
    end = text.find("\n", cut) if "\n" in text[cut:] else len(text)
    clean = text[:end] + gap + text[end:]
    where = [at + len(gap) if cut <= at < end else at for at in range(len(clean))]
    assert told(extract(broken)) == told(extract(clean), where)


@given(numbers, st.integers(28, 60))
@settings(max_examples=40)
def test_lines_of_a_fixed_width_give_the_same_record(number: int, columns: int) -> None:
    text, _ = clean_article(number)
    apart = regex.sub(r"\n+", "\n\n", text)
    broken, where = wrap(apart, columns)
    assume(repair(broken).text == apart)
    assert told(extract(broken)) == told(extract(apart), where)


def test_most_wrapped_articles_are_whole_again(corpus: list[str]) -> None:
    texts = [regex.sub(r"\r?\n(?:\r?\n)*", "\n\n", text) for text in corpus]
    whole = [repair(wrapped(text, columns)).text == text for text in texts for columns in (28, 32, 40, 60)]
    assert sum(whole) >= 0.75 * len(whole)


@given(numbers, st.data(), st.sampled_from([" ", "\u00a0", "&nbsp;", "\u2003"]))
@settings(max_examples=60)
def test_spaces_inside_clauses_give_the_same_record(number: int, data: st.DataObject, space: str) -> None:
    text, _ = clean_article(number)
    places = places_in(number, spaceable)
    assume(places)
    check(number, insert(text, data.draw(st.lists(st.sampled_from(places), min_size=1, unique=True)), space))


@given(numbers, st.data(), st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u2060", "&shy;", "&#8203;"]))
@settings(max_examples=60)
def test_invisible_marks_give_the_same_record(number: int, data: st.DataObject, mark: str) -> None:
    text, _ = clean_article(number)
    places = data.draw(st.lists(st.integers(1, len(text) - 1), min_size=1, max_size=30, unique=True))
    check(number, insert(text, places, mark))


@given(numbers)
@settings(max_examples=30)
def test_a_break_without_proof_changes_nothing_of_the_text(number: int) -> None:
    text, _ = clean_article(number)
    found = repair(text.replace("。", "。\n\n"))
    assert joined(found) == []


@given(st.text(st.sampled_from("青岛市全省招商\n ，。■12亿\u200b\u00ad&;nbsp#x3 a（“”）-"), max_size=80))
@settings(max_examples=300)
def test_every_character_of_a_repaired_text_comes_from_where_the_map_says(text: str) -> None:
    found = repair(text)
    for at, char in enumerate(found.text):
        place = found.offsets.to_given(at, at + 1)
        assert 0 <= place.start <= place.end <= len(text)
        source = place.of(text)
        assert source == char or source.startswith("&") or (char in " \n" and source.strip() == "")
    assert repair(text) == found


@given(st.text(max_size=30), st.data())
def test_edits_map_back(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    changed, pieces = edited(text, [(start, end, "") for start, end in pairs])
    offsets = OffsetMap(pieces)
    for at, char in enumerate(changed):
        assert offsets.to_given(at, at + 1).of(text) == char
        back = offsets.to_changed(*offsets.to_given(at, at + 1))
        assert back == (at, at + 1)


def test_a_likely_word_stands_across_few_ends_of_paragraphs(corpus: list[str]) -> None:
    ends = [(left.rstrip("。！？”；"), right) for text in corpus for left, right in
            zip(text.split("\n"), text.split("\n")[1:], strict=False) if left and right]  # fmt: skip
    assert sum(word_across(left, right) is not None for left, right in ends) <= 0.005 * len(ends) + 1
