"""Own rules in TOML: what each kind of word does, every kind of fault by file, line and key, the check command."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import newsextract
from conftest import Run
from newsextract.config import Settings
from newsextract.errors import ArticleError, LexiconError
from newsextract.lexicons.own import OwnPattern, OwnWords, own_words
from newsextract.lexicons.own_patterns import repeat_in_repeat
from newsextract.pipeline import load
from newsextract.records import ArticleRecord
from newsextract.toml_places import line_of


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def read(own: Path, content: str, text: str) -> ArticleRecord:
    own.write_text(content, "utf-8")
    return newsextract.extract(text, settings=Settings(lexicon=(own,)))


def seen(record: ArticleRecord) -> dict[str, list[str]]:
    """Return what was found, by label."""
    return {
        "money": [f"{m.text} {m.value} {m.currency} {m.role} {m.per}" for m in record.money],
        "organizations": [f"{m.text} {o.type}" for o in record.organizations for m in o.mentions],
        "projects": [m.text for p in record.projects for m in p.mentions],
    }


EFFECTS = [
    (
        "a name with its short name",
        '[organizations.names]\nresearch = ["栖云山观测站 | 栖云站"]',
        "栖云山观测站昨日落成。栖云站的值班员还在忙。",
        {"organizations": ["栖云山观测站 research", "栖云站 research"]},
    ),
    (
        "a body that is called as its place is",
        '[organizations.names]\ngovernment = ["北京市"]',
        "北京市昨日发布了一份清单。",
        {"organizations": ["北京市 government"]},
    ),
    (
        "what names end with",
        '[organizations.heads]\ncompany = ["营造社"]',
        "凌云营造社昨日到场。",
        {"organizations": ["凌云营造社 company"]},
    ),
    (
        "a pattern for organizations",
        "[[organizations.patterns]]\ntype = \"other\"\nmatch = '第[一二三四五六七八九十]+突击队'",
        "西坡的第十三突击队昨夜赶到。",
        {"organizations": ["第十三突击队 other"]},
    ),
    (
        "what is no organization, nor any part of it",
        '[organizations]\nnever = ["海晟集团"]',
        "海晟集团投资12亿元。海晟集团有限公司投资3亿元。",
        {"organizations": ["海晟集团有限公司 company"]},
    ),
    (
        "a project's whole name",
        '[projects]\nnames = ["云上金谷"]',
        "云上金谷由远航新能源科技有限公司投资5亿元。",
        {"projects": ["云上金谷"]},
    ),
    (
        "what names of things built end with",
        '[projects]\nheads = ["智造港"]',
        "昨日，海沧智造港开工建设。",
        {"projects": ["海沧智造港"]},
    ),
    ("a pattern for projects", "[projects]\npatterns = ['“[\\p{Han}]{2,6}”行动']", "“赤狐”行动启动。",
     {"projects": ["“赤狐”行动"]}),
    ("what is no project", '[projects]\nnever = ["蓝湾码头项目"]', "海晟集团投资12亿元建设蓝湾码头项目。",
     {"projects": []}),
    ("a word for a role", '[measures.roles]\nprofit = ["落袋"]', "全年落袋200万元。",
     {"money": ["200万元 2000000 CNY profit None"]}),
    ("a unit of reference", '[measures]\nper = ["托盘"]', "仓储费25元/托盘。",
     {"money": ["25元 25 CNY price 托盘"]}),
    ("what a bare 亿 only counts", '[measures]\ncounts = ["织位"]', "投资3亿织位。", {"money": []}),
    ("a currency's word", '[[currencies]]\ncode = "GBP"\nunits = ["磅元"]', "出资3亿磅元。",
     {"money": ["3亿磅元 300000000 GBP investment None"]}),
    ("a currency's sign", '[[currencies]]\ncode = "INR"\nprefixes = ["₨"]', "收入₨300。",
     {"money": ["₨300 300 INR revenue None"]}),
    ("small coins", '[[currencies]]\ncode = "GBP"\nminor = {"新便士" = "0.01"}', "售价50新便士。",
     {"money": ["50新便士 0.5 GBP price None"]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "text", "expected"), [e[1:] for e in EFFECTS], ids=[e[0] for e in EFFECTS]
)
def test_each_kind_of_word_changes_what_is_found(
    own: Path, content: str, text: str, expected: dict[str, list[str]]
) -> None:
    with_own = seen(read(own, content, text))
    assert {label: with_own[label] for label in expected} == expected
    assert seen(newsextract.extract(text)) != with_own, "the package finds the same without it"


FAULTS = [
    ("a key that is none", '[organizations]\nheadz = ["创投"]',
     "2: organizations.headz: unknown: 'headz'; heads? (one of: names, heads, patterns, never)"),
    ("a part that is none", "[organisations]\nnever = []",
     "1: organisations: unknown: 'organisations'; organizations? (one of: organizations, projects, measures,"),
    ("a type that is none", '[organizations.names]\ncompagny = ["甲乙公司"]',
     "2: organizations.names.compagny: unknown: 'compagny'; company?"),
    ("a role that is none", '[measures.roles]\nearnings = ["落袋"]',
     "2: measures.roles.earnings: unknown: 'earnings' (one of: investment,"),
    ("one word for a list", '[projects]\nheads = "智造港"',
     '2: projects.heads: a list in [ ] is wanted: write ["智造港"]'),
    ("a number for a word", '[projects]\nheads = [\n  "智造港",\n  7,\n]',
     '4: projects.heads[1]: a word in quotes is wanted: write "7"'),
    ("a short head", '[organizations.heads]\ncompany = ["创投", "司"]',
     "2: organizations.heads.company[1]: '司' is too short"),
    ("an empty word", '[measures]\nper = [""]', "2: measures.per[0]: empty word"),
    ("marks in a word", '[projects]\nheads = ["智造 港"]',
     "2: projects.heads[0]: '智造 港' holds ' ': a word has no spaces"),
    ("an empty name", '[organizations.names]\ncompany = ["甲乙公司 |"]',
     "2: organizations.names.company[0]: empty name between two |"),
    ("a short name", '[organizations.names]\ncompany = ["甲乙公司 | 甲"]',
     "2: organizations.names.company[0]: '甲' is too short"),
    ("no regular expression", "[projects]\npatterns = ['(甲']",
     "2: projects.patterns[0]: no regular expression: missing )"),
    ("a pattern of nothing", "[projects]\npatterns = ['甲*']",
     "2: projects.patterns[0]: '甲*' matches nothing at all"),
    ("a pattern of borders", "[projects]\npatterns = ['(?=国)']",
     "2: projects.patterns[0]: '(?=国)' matches nothing at all"),
    ("a pattern without end", "[projects]\npatterns = ['(?:\\p{Han}+)+项目[A-Z]']",
     "is a repeat inside a repeat"),
    ("a pattern without a type", "[[organizations.patterns]]\nmatch = '甲乙'",
     "1: organizations.patterns[0]: type is missing"),
    ("a code that is none", '[[currencies]]\ncode = "XYZ"\nunits = ["磅元"]',
     "2: currencies[0].code: 'XYZ' is no ISO 4217 code"),
    ("a float", '[[currencies]]\ncode = "GBP"\nminor = {"便士" = 0.01}',
     '3: currencies[0].minor.便士: 0.01 is not exact: write "0.01", in quotes'),
    ("a factor above one", '[[currencies]]\ncode = "GBP"\nminor = {"便士" = "100"}',
     "3: currencies[0].minor.便士: Input should be less than 1"),
    ("another currency's word", '[[currencies]]\ncode = "GBP"\nunits = ["美元"]',
     "3: currencies[0].units[0]: '美元' is USD already"),
    ("a currency without words", '[[currencies]]\ncode = "GBP"',
     "1: currencies[0]: no units, no prefixes, no minor"),
    ("a name that is none", '[projects]\nnames = ["云上金谷"]\nnever = ["云上金谷"]',
     "3: projects.never[0]: '云上金谷' is also among the names"),
    ("two roles of a word", '[measures.roles]\ntax = ["落袋"]\nprofit = ["落袋"]',
     "3: measures.roles.profit[0]: '落袋' is also said to be tax"),
    ("a case of another text", '[[cases]]\ntext = "甲乙丙"\nprojects = ["丁"]',
     "3: cases[0].projects[0]: '丁' does not stand in the case's text"),
    ("a list for a table by type", '[organizations]\nnames = ["甲乙公司"]',
     '2: organizations.names: a table is wanted, by type: write names.company = ["…"]'),
    ("a table for tables", '[currencies]\ncode = "GBP"',
     "1: currencies: write a table for each, under [[currencies]]"),
    ("a number for a table", "cases = [3]", "1: cases[0]: a table is wanted: write its keys under [[cases]]"),
    ("no TOML", '[projects]\nheads = ["智造港"', ":2: not valid TOML: Unclosed array; close the list with ]"),
    ("a key twice", "[projects]\nheads = []\nheads = []",
     ":3: not valid TOML: Cannot overwrite a value; a key stands twice"),
    ("a table twice", "[projects]\n[projects]", "a table stands twice: put its keys under one heading"),
    ("a comma of Chinese", '[projects]\nheads = ["甲乙港"， "甲丙港"]',
     ":2: not valid TOML: Unclosed array (column 15); the full-width ， is no mark of TOML: write ,"),
    ("brackets of Chinese", "［projects］\nheads = []", "the full-width ［ is no mark of TOML: write ["),
    ("quotes of Chinese", "[projects]\nheads = [“甲乙港”]", 'the full-width “ is no mark of TOML: write "'),
    ("a quote of Chinese", '[projects]\nheads = ["甲，港”]', 'the full-width ” is no mark of TOML: write "'),
    ("a word without quotes", "[projects]\nheads = [甲乙港]", "write words in quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_each_kind_of_fault_names_file_line_and_key(own: Path, content: str, message: str) -> None:
    own.write_text(content, "utf-8")
    with pytest.raises(LexiconError) as caught:
        own_words([own])
    assert str(caught.value).startswith(f"{own}:")
    assert message in str(caught.value)


def test_all_faults_of_a_file_are_said_at_once(own: Path) -> None:
    own.write_text('[projects]\nheads = ["港"]\n\n[measures]\nper = [" "]\nmany = 1\n', "utf-8")
    with pytest.raises(LexiconError) as caught:
        own_words([own])
    assert [line.split(": ")[0].rpartition(":")[2] for line in str(caught.value).splitlines()] == [
        "2",
        "5",
        "6",
    ]


def test_a_fault_of_form_hides_no_contradiction(own: Path) -> None:
    own.write_text(
        '[[currencies]]\ncode = "GBP"\nunits = ["美元"]\nminor = {"便士" = 0.01}\n\n[[currencies]]\ncode = "INR"\n'
        'minor = {"派沙" = 0.01}\n[projects]\nheads = ["港"]\nnames = ["云上金谷"]\nnever = ["云上金谷"]\n',
        "utf-8",
    )
    with pytest.raises(LexiconError) as caught:
        own_words([own])
    told = [line.removeprefix(f"{own}:").split(": ")[:2] for line in str(caught.value).splitlines()]
    assert told == [
        ["3", "currencies[0].units[0]"],
        ["4", "currencies[0].minor.便士"],
        ["8", "currencies[1].minor.派沙"],
        ["10", "projects.heads[0]"],
        ["12", "projects.never[0]"],
    ]


@pytest.mark.parametrize(
    "pattern",
    ["(甲+)+乙", "([一二]+)+队", "(第[一二]+)+队", r"(\w+\w+)+队", "(.*)*队", "(a|a)*b", r"(?:\p{Han}{2,4})+队",
     "(?:(?:甲+))*乙", "((甲)+乙)*丙", r"([甲\]]+)+乙", "(?P<n>甲*){2,}乙", "((?:甲+)?)+乙"],
)  # fmt: skip
def test_a_repeat_in_a_repeat_is_refused_by_its_form(pattern: str) -> None:
    assert repeat_in_repeat(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["第[一二三]+突击队", r"“[\p{Han}]{2,6}”行动", "(?:甲|乙丙)+丁", "(甲+)++乙", "(?>甲+)+乙", "(?:甲++)+乙",
     r"\(甲+\)+", "[(甲+)]+乙", "(?:甲?乙)+", "(甲+){2}", "(甲+)?乙", r"[\p{Han}--[的了]]+项目", "(?:[甲乙]{2})+丁"],
)  # fmt: skip
def test_other_repeats_are_not(pattern: str) -> None:
    assert repeat_in_repeat(pattern) == ""


@pytest.mark.parametrize(
    ("content", "place", "line"),
    [
        ('a = 1\nb = [\n "x",\n "y",\n]\nc = 2', ("b", 1), 4),
        ('a = 1\nb = [\n "x",\n "y",\n]\nc = 2', ("c",), 6),
        ("[t]\nk = { m = [1,\n 2] }", ("t", "k", "m", 1), 3),
        ('[[t]]\nk = """\n[x]\n"""\n[[t]]\nk = 2', ("t", 1, "k"), 6),
        ('[[t]]\nk = """\n[x]\n"""\n[[t]]\nk = 2', ("t", 0, "k"), 4),
        ("a = 1", (), 1),
    ],
)
def test_the_line_of_a_place(content: str, place: tuple[str | int, ...], line: int) -> None:
    assert line_of(content, place) == line


def test_the_last_of_many_lines_is_found_by_halving(own: Path) -> None:
    names = "".join(f'  "第{n}试验公司",\n' for n in range(3000))
    own.write_text(f'[organizations.names]\ncompany = [\n{names}  "乙",\n]\n', "utf-8")
    with pytest.raises(
        LexiconError, match=r"own\.toml:3003: organizations\.names\.company\[3000\]: '乙' is too short"
    ):
        own_words([own])


def test_own_words_change_the_fingerprint_and_comments_do_too(own: Path) -> None:
    plain = Settings().fingerprint()
    own.write_text('[projects]\nheads = ["智造港"]', "utf-8")
    with_head = Settings(lexicon=(own,)).fingerprint()
    own.write_text('[projects]\nheads = ["云造港"]', "utf-8")
    assert len({plain, with_head, Settings(lexicon=(own,)).fingerprint()}) == 3


def test_a_file_that_changes_is_read_again(own: Path) -> None:
    text = "昨日，海沧智造港开工建设。"
    with_head = read(own, '[projects]\nheads = ["智造港"]', text)
    without = read(own, '[projects]\nheads = ["云造港"]', text)
    assert seen(with_head)["projects"] == ["海沧智造港"]
    assert seen(without)["projects"] == []
    assert with_head.producer != without.producer


def test_several_files_add_up_also_with_names_in_plain_text(own: Path, tmp_path: Path) -> None:
    own.write_bytes('\ufeff[projects]\r\nheads = ["智造港"]\r\n'.encode())
    names = tmp_path / "names.txt"
    names.write_text("[research]\n栖云山观测站\n", "utf-8")
    record = newsextract.extract(
        "栖云山观测站旁，海沧智造港开工建设。", settings=Settings(lexicon=(own, names))
    )
    assert seen(record)["projects"] == ["海沧智造港"]
    assert seen(record)["organizations"] == ["栖云山观测站 research"]


def test_workers_and_pickles_carry_own_words(own: Path) -> None:
    own.write_text("[projects]\npatterns = ['“[\\p{Han}]{2,6}”行动']", "utf-8")
    settings = Settings(lexicon=(own,))
    words = own_words([own])
    assert list(pickle.loads(pickle.dumps(words)).find("PROJECT", "“赤狐”行动")) == list(
        words.find("PROJECT", "“赤狐”行动")
    )
    records = list(newsextract.extract_many(["“赤狐”行动启动。"] * 3, workers=2, settings=settings))
    assert [seen(record)["projects"] for record in records] == [["“赤狐”行动"]] * 3
    doc = load(settings)("“赤狐”行动启动。")
    assert [span.text for span in doc.spans["project"]] == ["“赤狐”行动"]


def test_a_pattern_that_takes_too_long_fails_the_article_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsextract.lexicons.own._SECONDS", 0.05)
    endless = OwnPattern("PROJECT", "", r"(\p{Han}+)+公司$", "an own pattern")
    with pytest.raises(ArticleError, match="takes too long; mend it or take it out") as caught:
        list(OwnWords("x", patterns=(endless,)).find("PROJECT", "国" * 4000 + "公司丁"))
    assert caught.value.stage == "lexicon"


def test_nothing_of_ones_own_is_the_package_itself() -> None:
    assert own_words([]) == OwnWords()
    assert own_words([]).table("projects")["heads"]["building"]


GOOD = """
[projects]
heads = ["智造港", "产业园"]

[[cases]]
text = "昨日，海沧智造港开工建设。"
projects = ["海沧智造港"]
organizations = []
"""


def test_check_lexicon_says_what_a_file_holds_and_what_is_known(own: Path, newsextract: Run) -> None:
    own.write_text(GOOD, "utf-8")
    done = newsextract("check-lexicon", own)
    assert done.returncode == 0
    assert done.stdout.decode() == f"{own}: projects 2, cases 1\n"
    assert done.stderr.decode() == f"newsextract: note: {own}:3: projects.heads[1]: known without it\n"


def test_check_lexicon_notes_what_does_nothing(own: Path, newsextract: Run) -> None:
    own.write_text('[projects]\nheads = ["智造港", "智造港"]\n\n[[cases]]\ntext = "智造港开工。"\n', "utf-8")
    done = newsextract("check-lexicon", own)
    assert done.returncode == 0
    twice, unchecked = done.stderr.decode().splitlines()
    assert twice.startswith(f"newsextract: note: {own}:2: projects.heads[1]: stands twice in this list")
    assert unchecked.startswith(f"newsextract: note: {own}:4: cases[0]: nothing is checked")


def test_check_lexicon_runs_the_cases(own: Path, newsextract: Run) -> None:
    own.write_text(GOOD.replace('projects = ["海沧智造港"]', 'projects = ["智造港"]'), "utf-8")
    done = newsextract("check-lexicon", own)
    assert done.returncode == 1
    assert f"{own}:7: cases[0].projects: expected 智造港, found 海沧智造港\n" in done.stderr.decode()


def test_check_lexicon_reads_names_and_refuses_what_is_wrong(
    own: Path, tmp_path: Path, newsextract: Run
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("远航新能源科技有限公司 | 远航新能\n", "utf-8")
    assert newsextract("check-lexicon", names).stdout.decode() == f"{names}: 2 names\n"
    for content in ("[projects]\nheads = 3", "\x00", "[projects"):
        own.write_text(content, "utf-8")
        done = newsextract("check-lexicon", names, own)
        assert done.returncode == 2
        assert f"newsextract: error: {own}:" in done.stderr.decode()
    own.write_bytes(b"\xff\xfe\x00")
    assert b"not UTF-8 at byte 0" in newsextract("check-lexicon", own).stderr
    assert newsextract("check-lexicon", tmp_path).returncode == 2
    assert newsextract("extract", names, "--lexicon", own).returncode == 2
