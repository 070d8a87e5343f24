"""Importing is cheap: no work, no heavy library, no warning."""

from __future__ import annotations

import subprocess
import sys

import newsextract

_HEAVY = ("jieba", "rjieba", "spacy", "pandas", "pydantic", "rich", "typer", "numpy")


def python(code: str, *options: str) -> str:
    done = subprocess.run([sys.executable, *options, "-c", code], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def test_import_leaves_the_heavy_libraries_unloaded() -> None:
    loaded = python(f"import sys, newsextract; print([m for m in {_HEAVY!r} if m in sys.modules])")
    assert loaded == "[]"


def test_import_of_every_room_gives_no_warning_of_ours() -> None:
    rooms = (
        "pipeline",
        "tokenizer",
        "batch.runner",
        "io.readers",
        "io.writers",
        "evaluation",
        "viewer.page",
        "cli",
    )
    imports = "; ".join(f"import newsextract.{room}" for room in rooms)
    first = "import warnings, spacy, typer, jieba"
    assert python(f"{first}; warnings.simplefilter('error'); {imports}; print('ok')") == "ok"
    assert python("import newsextract; print('ok')", "-W", "error") == "ok"


def test_extracting_leaves_spacy_unloaded_until_its_pipeline_is_asked_for() -> None:
    code = (
        "import sys; from newsextract import Extractor, Article; taken = Extractor(); "
        "made = taken(Article('海晟集团投资12亿元建设蓝湾码头项目。', id='a')).to_json(); "
        "before = 'spacy' in sys.modules; names = taken.nlp.pipe_names; "
        "again = taken(Article('海晟集团投资12亿元建设蓝湾码头项目。', id='a')).to_json(); "
        "print(before, 'newsextract_money' in names, made == again)"
    )
    assert python(code) == "False True True"


def test_every_name_of_the_face_is_there() -> None:
    for name in newsextract.__all__:
        assert getattr(newsextract, name) is not None
    assert set(newsextract.__all__) <= set(dir(newsextract))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(newsextract, "nonsense")


def test_nothing_is_written_to_stdout_or_stderr_by_an_extraction() -> None:
    code = "import newsextract; newsextract.extract('海晟集团投资12亿元。')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
