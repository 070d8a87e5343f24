"""Gold through the form of every other tool and back, and what tools do to it on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from newsextract.errors import GoldError, InputError, OutputError, SettingsError
from newsextract.evaluation.gold import GoldArticle, read_gold
from newsextract.interop import brat, interfaces
from newsextract.interop.formats import convert, gold_line, guess_input, guess_output, write_interface
from newsextract.interop.marks import ATTRIBUTES
from newsextract.interop.offsets import Utf16

TEXT = "𠮷港🚢海晟集团（海晟）投资12亿元建设蓝湾码头项目，占比三成，2个项目开工。\n二期10至\n12亿元。"
TOOLS = {"label-studio": "g.json", "doccano": "g.jsonl", "spacy": "g.spacy", "brat": "g"}
UNHELD = {"brat": {"split", "kind", "tags", "notes", "source"}}


def mention(label: str, words: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"label": label, "start": start, "end": start + len(words), "text": words, **more}


def article(**changes: Any) -> dict[str, Any]:
    """An article with every attribute, characters outside the BMP, a mention over a line break."""
    money: dict[str, Any] = {"currency": "CNY", "comparator": "over", "role": "investment"}
    rich: dict[str, Any] = {"tags": ["a;b", "c|d"], "notes": "who? = \\ ; | \n\t end"}
    return {
        "id": "a/1 <b>", "text": TEXT, "split": "dev", "kind": "signing", "tags": ["range"], "notes": "n",
        "source": {"url": "u"},
        "mentions": [
            mention("ORG", "海晟集团", type="company", **rich),
            mention("ORG", "海晟", 1, type="company", canonical="海晟集团", optional=True),
            mention("MONEY", "12亿元", value="1200000000", per="年", **money),
            mention("MONEY", "10至\n12亿元", low="1000000000", high="1200000000", **money),
            mention("PROJECT", "蓝湾码头项目", status="planned", location="𠮷港", orgs=["海晟集团", "海晟"]),
            mention("PERCENT", "三成", value="30", direction="up", basis="yoy", metric="占比"),
        ],
        "groups": [{"count": 2, "text": "2个项目", "total": "1200000000", "status": "started", "filter": "f"}],
        "links": [{"type": "investment", "project": "蓝湾码头项目", "money": "12亿元", "optional": True, "notes": "n"}],
        **changes,
    }  # fmt: skip


def write(path: Path, *articles: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), "utf-8")
    return path


def content(one: GoldArticle, *but: str) -> dict[str, Any]:
    made = one.model_dump(exclude={"file", "sha256", *but})
    return {**made, "mentions": sorted(made["mentions"], key=lambda m: (m["label"], m["start"]))}


@pytest.mark.parametrize("tool", TOOLS)
def test_gold_comes_back_as_it_was(tmp_path: Path, tool: str) -> None:
    gold = write(
        tmp_path / "gold.jsonl", article(), article(id="空", text="无", mentions=[], groups=[], links=[])
    )
    there = tmp_path / TOOLS[tool]
    done = convert(gold, there, write_as=tool)
    convert(there, tmp_path / "back.jsonl", read_as=tool)
    but = UNHELD.get(tool, set())
    back = {one.id: content(one, *but) for one in read_gold(tmp_path / "back.jsonl")}
    assert back == {one.id: content(one, *but) for one in read_gold(gold)}
    assert done.articles == 2
    assert sum("brat has no place for" in warning for warning in done.warnings) == len(but)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_whole_corpus_comes_back_as_it_was(tmp_path: Path, tool: str) -> None:
    for name in ("gold.jsonl", "bugs.jsonl"):
        gold, there = ROOT / "corpus" / name, tmp_path / f"{name}-{TOOLS[tool]}"
        convert(gold, there, write_as=tool)
        convert(there, tmp_path / f"back-{name}", read_as=tool)
        but = UNHELD.get(tool, set())
        back = {one.id: content(one, *but) for one in read_gold(tmp_path / f"back-{name}")}
        assert back == {one.id: content(one, *but) for one in read_gold(gold)}


@given(st.text(alphabet=st.sampled_from("a中𠮷🚢\n"), max_size=20))
def test_utf16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    utf16 = Utf16(text)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [utf16.from_points(at) for at in range(len(text) + 1)] == units
    back = [utf16.to_points(unit) for unit in range(units[-1] + 1)]
    assert [one for one in back if one is not None] == list(range(len(text) + 1))
    assert all((one is None) == (unit not in units) for unit, one in enumerate(back))
    assert utf16.to_points(-1) is None
    assert utf16.to_points(units[-1] + 1) is None


def test_what_each_tool_counts_its_offsets_in(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", article())
    convert(gold, tmp_path / "g.json")
    convert(gold, tmp_path / "d.jsonl", write_as="doccano")
    task = json.loads((tmp_path / "g.json").read_text("utf-8"))[0]
    region = next(r for r in task["annotations"][0]["result"] if r["value"]["text"] == "海晟集团")
    assert (region["value"]["start"], region["value"]["end"]) == (3, 7)  # code points
    row = json.loads((tmp_path / "d.jsonl").read_text("utf-8"))
    units = TEXT.encode("utf-16-le")
    starts = [units[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in row["entities"]]
    assert "海晟集团" in starts
    assert row["entities"][0]["start_offset"] == 5  # two pairs before it


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
@pytest.mark.parametrize("units", ["codepoints", "utf16"])
def test_offsets_in_the_other_unit(tmp_path: Path, tool: str, units: Any) -> None:
    gold = write(tmp_path / "gold.jsonl", article())
    there = tmp_path / TOOLS[tool]
    convert(gold, there, write_as=tool, units=units)
    convert(there, tmp_path / "back.jsonl", read_as=tool, units=units)
    assert [m.text for m in read_gold(tmp_path / "back.jsonl")[0].mentions] == [
        m["text"] for m in article()["mentions"]
    ]


def test_an_old_export_of_label_studio_is_told_by_its_texts(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", article())
    convert(gold, tmp_path / "g.json", units="utf16")
    convert(tmp_path / "g.json", tmp_path / "back.jsonl")
    assert content(read_gold(tmp_path / "back.jsonl")[0]) == content(read_gold(gold)[0])


def region(start: int, end: int, text: str | None, label: str = "ORG", **more: Any) -> dict[str, Any]:
    words = {} if text is None else {"text": text}
    value = {"start": start, "end": end, "labels": [label], **words}
    return {
        "id": f"r{start}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **more,
    }


def task(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": list(results)}], **more}


def read_tasks(folder: Path, *tasks: Any, **options: Any) -> GoldArticle:
    (folder / "t.json").write_text(json.dumps(list(tasks)), "utf-8")
    convert(folder / "t.json", folder / "out.jsonl", **options)
    return read_gold(folder / "out.jsonl")[0]


def test_an_export_that_was_labelled_by_hand(tmp_path: Path) -> None:
    start = TEXT.index("10至")
    per = {"id": f"r{start}", "from_name": "role", "to_name": "text", "type": "choices"}
    made = read_tasks(
        tmp_path,
        task(
            region(3, 7, "海晟集团"),
            region(start, start + 8, "10至\\n12亿元", "MONEY"),  # a line break is written out by the tool
            {**per, "value": {"start": start, "end": start + 8, "choices": ["investment"]}},
        ),
        {"id": 8, "data": {"text": "x"}, "annotations": []},
        currency="CNY",
    )
    assert (made.id, made.mentions[0].text, made.mentions[1].role) == ("7", "海晟集团", "investment")
    assert (made.mentions[1].text, made.mentions[1].currency) == ("10至\n12亿元", "CNY")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"a": 1}, "a list of tasks is wanted"),
        ([5], "task 1: no task of Label Studio"),
        ([task(region(3, 7, "海晟集因"))], "task 1: the region 3..7 is '海晟集团' in the text, not '海晟集因'"),
        ([task(region(3, 700, None))], "the region 3..700"),
        ([task(region(3, 7, None, "PER"))], "label 'PER' .'海晟集团'. is none of MONEY.*--label PER="),
        ([task(region(3, 7, None, "MONEY"))], "article '7': .*MONEY needs its currency"),
        ([task(annotations=[{"result": []}, {"result": []}])], "task 1 has 2 annotations"),
        ([task(annotations=[{"result": [], "was_cancelled": True}])], "no labelled article in it"),
        ([task(region(3, 7, None), {"type": "relation", "from_id": "r3", "to_id": "r9"})], "joins ORG '海晟集团'"),
        ([task(region(3, 7, None, "GROUP"))], "the group '海晟集团' needs count"),
    ],
)  # fmt: skip
def test_a_faulty_export_is_refused_with_its_reason(tmp_path: Path, given: Any, reason: str) -> None:
    (tmp_path / "t.json").write_text(json.dumps(given), "utf-8")
    with pytest.raises((InputError, GoldError), match=reason):
        convert(tmp_path / "t.json", tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_the_ground_truth_counts(tmp_path: Path) -> None:
    truth = {"result": [region(3, 7, None)], "ground_truth": True}
    made = read_tasks(tmp_path, task(annotations=[{"result": []}, truth]))
    assert [one.text for one in made.mentions] == ["海晟集团"]


def test_labels_are_renamed_and_dropped(tmp_path: Path) -> None:
    given = task(region(3, 7, None, "公司"), region(0, 2, None, "地点"))
    made = read_tasks(tmp_path, given, labels=["公司=ORG", "地点="])
    assert [(one.label, one.text) for one in made.mentions] == [("ORG", "海晟集团")]
    for wrong in ("公司", "=ORG", "公司=COMPANY"):
        with pytest.raises(SettingsError, match="--label"):
            read_tasks(tmp_path, given, labels=[wrong])


def test_attributes_stay_with_the_spans_that_were_not_moved(tmp_path: Path) -> None:
    convert(write(tmp_path / "gold.jsonl", article()), tmp_path / "d.jsonl", write_as="doccano")
    row = json.loads((tmp_path / "d.jsonl").read_text("utf-8"))
    moved = next(one for one in row["entities"] if one["label"] == "PROJECT")
    moved["start_offset"] += 2
    row = {**row, "id": 99, "Comments": [], "data": row.pop("text")}  # as doccano gives it back
    write(tmp_path / "d.jsonl", row)
    convert(tmp_path / "d.jsonl", tmp_path / "back.jsonl", read_as="doccano")
    made = read_gold(tmp_path / "back.jsonl")[0]
    (project,) = (one for one in made.mentions if one.label == "PROJECT")
    assert (made.id, project.text, project.status) == ("a/1 <b>", "码头项目", None)
    assert made.mentions[0].type == "company"
    assert made.links[0].project == "码头项目"


def test_an_export_of_doccano_without_relations(tmp_path: Path) -> None:
    write(tmp_path / "d.jsonl", {"id": 3, "text": "🚢海晟集团", "label": [[2, 6, "ORG"]]})
    assert guess_input(tmp_path / "d.jsonl") == "doccano"
    convert(tmp_path / "d.jsonl", tmp_path / "back.jsonl")
    assert read_gold(tmp_path / "back.jsonl")[0].mentions[0].text == "海晟集团"
    write(tmp_path / "d.jsonl", {"id": 3, "text": "🚢海晟集团", "label": [[1, 5, "ORG"]]})
    with pytest.raises(GoldError, match=r"d.jsonl:1: ORG 1..5 is no place"):
        convert(tmp_path / "d.jsonl", tmp_path / "back.jsonl")


def test_a_docbin_of_another_pipeline_gives_its_entities(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    doc = Doc(spacy.blank("zh").vocab, words=["海晟", "集团", " ", "签约"], spaces=[False] * 4)
    doc.ents = [Span(doc, 0, 2, label="ORG")]
    DocBin(docs=[doc]).to_disk(tmp_path / "x.spacy")
    convert(tmp_path / "x.spacy", tmp_path / "back.jsonl")
    (made,) = read_gold(tmp_path / "back.jsonl")
    assert (made.id, made.text, made.mentions[0].text) == ("x-1", "海晟集团 签约", "海晟集团")
    (tmp_path / "x.spacy").write_bytes(b"nonsense")
    with pytest.raises(InputError, match="no DocBin"):
        convert(tmp_path / "x.spacy", tmp_path / "back.jsonl")


def test_spacy_trains_on_the_longest_names(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    convert(write(tmp_path / "gold.jsonl", article()), tmp_path / "x.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("zh").vocab)
    assert doc.text == TEXT
    assert {"海晟集团", "蓝湾码头项目", "三成"} <= {ent.text for ent in doc.ents}
    assert {span.label_ for span in doc.spans["newsextract"]} == {
        "ORG",
        "MONEY",
        "PROJECT",
        "PERCENT",
        "GROUP",
    }


def test_brat_writes_what_brat_reads(tmp_path: Path) -> None:
    convert(write(tmp_path / "gold.jsonl", article()), tmp_path / "b")
    assert sorted(file.name for file in (tmp_path / "b").iterdir()) == [
        "a%2F1 %3Cb%3E.ann", "a%2F1 %3Cb%3E.txt", "annotation.conf",
    ]  # fmt: skip
    lines = (tmp_path / "b" / "a%2F1 %3Cb%3E.ann").read_text("utf-8").splitlines()
    start = TEXT.index("10至")
    assert "T1\tORG 3 7\t海晟集团" in lines
    assert f"T4\tMONEY {start} {start + 3};{start + 4} {start + 8}\t10至 12亿元" in lines
    assert "A2\toptional T2" in lines
    assert "R1\tinvestment Arg1:T5 Arg2:T3" in lines
    assert any(line.startswith("#2\tAnnotatorNotes T2\tcanonical=海晟集团") for line in lines)
    with pytest.raises(OutputError, match=r"holds \.ann files already"):
        convert(tmp_path / "gold.jsonl", tmp_path / "b")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tORG 3 6\t海晟集团", "x.ann:1: the place is '海晟集'"),
        ("T1\tORG 3\t海晟集团", "x.ann:1: "),
        ("E1\tBuild:T1", "x.ann:1: E lines"),
        ("nonsense", "x.ann:1: "),
        ("T", "x.ann:1: "),
        ("T1\tORG 3 7\t海晟集团\nA1\ttype T1 firm", "article 'x': .*type"),
        ("T1\tORG 3 7\t海晟集团\n#1\tAnnotatorNotes T1\tvalue=5", "ORG has no value"),
    ],
)
def test_a_faulty_ann_file_is_refused_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(TEXT.encode())
    (tmp_path / "b" / "x.ann").write_bytes(line.encode())
    with pytest.raises(GoldError, match=reason):
        convert(tmp_path / "b", tmp_path / "out.jsonl")


def test_a_note_of_an_annotator_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(TEXT.encode())
    (tmp_path / "b" / "x.ann").write_bytes("T1\tORG 3 7\t海晟集团\r\n#1\tAnnotatorNotes T1\tis it?".encode())
    (tmp_path / "b" / "y.txt").write_bytes(b"bare")
    done = convert(tmp_path / "b", tmp_path / "out.jsonl")
    assert read_gold(tmp_path / "out.jsonl")[0].mentions[0].notes == "is it?"
    assert done.warnings == (f"{tmp_path / 'b' / 'y.txt'} has no .ann file",)
    (tmp_path / "b" / "x.txt").unlink()
    with pytest.raises(InputError, match=r"x\.txt: No such file"):
        convert(tmp_path / "b", tmp_path / "out.jsonl")


@pytest.mark.parametrize("id", ["../up", ".", "..", "/etc/passwd", "a\0b", "CON:", "100%", "名 称", " x "])
def test_an_id_makes_no_path(id: str) -> None:
    name = brat.file_name(id)
    assert not set(name) & set("/\\:\0")
    assert name not in (".", "..")
    assert unquote(name) == id


def test_the_interfaces_know_every_attribute() -> None:
    view = ElementTree.fromstring(interfaces.label_studio())
    named = {one.get("name") for one in view.iter() if one.get("perRegion")}
    assert named == {name for names in ATTRIBUTES.values() for name in names} | {"optional", "tags"}
    assert {one["text"] for one in json.loads(interfaces.doccano())} == set(ATTRIBUTES)
    keys = [one["suffix_key"] for one in json.loads(interfaces.doccano())]
    assert len(set(keys)) == len(keys)
    assert "status\tArg:PROJECT|GROUP, Value:planned|signed" in interfaces.brat_configuration()


def test_forms_are_told_by_the_name_where_that_is_clear(tmp_path: Path) -> None:
    write(tmp_path / "g.jsonl", article())
    assert guess_input(tmp_path / "g.jsonl") == "gold"
    assert [guess_output(Path(name)) for name in ("x.jsonl", "x.json", "x.spacy", "x")] == [
        "gold", "label-studio", "spacy", "brat",
    ]  # fmt: skip
    write(tmp_path / "u.jsonl", {"id": 1})
    for unclear in (tmp_path / "u.jsonl", tmp_path / "x.txt"):
        with pytest.raises(SettingsError, match="say it with --from"):
            guess_input(unclear)
    for target, form, reason in (
        ("x.csv", None, "--to"),
        ("x", "xml", "unknown format 'xml'"),
        ("x", "records", "extract"),
    ):
        with pytest.raises(SettingsError, match=reason):
            convert(tmp_path / "g.jsonl", tmp_path / target, write_as=form)
    with pytest.raises(SettingsError, match="would be written over"):
        convert(tmp_path / "g.jsonl", tmp_path / "g.jsonl")
    with pytest.raises(SettingsError, match="spacy has no labelling interface"):
        write_interface("spacy", tmp_path / "x", tmp_path / "i")


def test_a_line_of_gold_is_gold(tmp_path: Path) -> None:
    (made,) = read_gold(write(tmp_path / "g.jsonl", article()))
    (tmp_path / "again.jsonl").write_text(gold_line(made) + "\n", "utf-8")
    assert read_gold(tmp_path / "again.jsonl")[0].fingerprint() == made.fingerprint()
