"""A settings file that is wrong: file, line, key, and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsextract.config import Settings, read_settings
from newsextract.errors import SettingsError

FAULTS = [
    (
        'max_chars = 5\nlexicom = ["own.toml"]',
        "2: lexicom: unknown; lexicon? (one of: segmenter, lexicon, max_chars)",
    ),
    ("[newsextract]\n\nspeed = 1", "3: speed: unknown (one of: segmenter"),
    ('lexicon = "own.toml"', '1: lexicon: a list in [ ] is wanted: write ["own.toml"]'),
    ("max_chars = 0", "1: max_chars: Input should be greater than 0"),
    ("newsextract = 3", "1: newsextract: write it as a table, [newsextract]"),
    (
        "max_chars = 5\nlexicon = [“own.toml”]",
        "2: not valid TOML: Invalid value (column 12); the full-width “ ",
    ),
]


@pytest.mark.parametrize(("content", "message"), FAULTS)
def test_a_fault_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}:{message}")


def test_all_faults_are_said_and_an_option_is_not_the_files(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("max_chars = 0\nspeed = 1\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(path, segmenter="slow")
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == [
        "settings",
        f"{path}:1",
        f"{path}:2",
    ]


def test_a_file_from_an_editor_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf[newsextract]\r\nmax_chars = 7\r\n")
    assert read_settings(path) == Settings(max_chars=7)
    path.write_bytes("# 设置".encode("gbk"))
    with pytest.raises(SettingsError, match="not UTF-8 at byte 2; save it as UTF-8"):
        read_settings(path)
