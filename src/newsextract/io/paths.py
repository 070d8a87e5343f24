"""Arguments → files: what exists, what can be read, in which order, and what an article of it is called."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from newsextract.errors import InputError

STDIN = "-"
_SAVE = "to have them read, save them as text (.txt) or as a page (.html)"
# What stands beside an output: its manifest, and what a stopped run has left.
_OURS = frozenset({".manifest", ".part"})


def given(argument: str, endings: Collection[str]) -> list[str]:
    """Check one argument and return what it names: a file, a folder, ``-``, or the matches of a glob, sorted.

    Raises :class:`InputError` for what is missing, of another ending, or a folder with nothing to read.
    """
    found = [argument] if argument == STDIN or os.path.lexists(argument) else _matches(argument, endings)
    if not found:
        raise InputError(f"{shown(argument)}: no such file or folder")
    for path in found:
        _check(path, endings)
    return found


def passed_over(argument: str, endings: Collection[str]) -> list[str]:
    """Return a line that counts the files of a folder or a glob which are not read, none where all are."""
    if argument == STDIN or os.path.isfile(argument):
        return []
    if os.path.isdir(argument):
        listed = _every_file(argument)
    else:
        listed = (path for path in glob.iglob(argument, recursive=True) if os.path.isfile(path))
    left = Counter(kind for path in listed if (kind := ending(path)) not in endings and kind not in _OURS)
    if not left:
        return []
    kinds = ", ".join(f"{count} {kind or 'without an ending'}" for kind, count in sorted(left.items()))
    return [f"{shown(argument)}: passed over: {shown(kinds)}; {_SAVE}"]


def _every_file(folder: str) -> Iterator[str]:
    """Yield all files under a folder but the hidden ones, in no order."""
    for home, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(home, name) for name in names if not name.startswith("."))


def _matches(pattern: str, endings: Collection[str]) -> list[str]:
    if not glob.has_magic(pattern):
        return []
    found = sorted(glob.glob(pattern, recursive=True))
    kept = [path for path in found if os.path.isfile(path) and ending(path) in endings]
    if not kept and found:
        raise InputError(f"{shown(pattern)}: no file that can be read among {len(found)}; {_now(endings)}")
    return kept


def _check(path: str, endings: Collection[str]) -> None:
    if path == STDIN:
        return
    if os.path.isdir(path):
        if next(walk(path, endings), None) is None:
            raise InputError(f"{shown(path)}: no article in this folder; {_now(endings)}")
    elif ending(path) not in endings:
        raise InputError(
            f"{shown(path)}: unknown ending {ending(path) or '(none)'!r}; save it as text (.txt) or as a page"
            f" (.html); {_now(endings)}"
        )


def _now(endings: Collection[str]) -> str:
    return f"supported now: {', '.join(sorted(endings))}, each also with .gz, folders of them, - for stdin"


def walk(folder: str, endings: Collection[str]) -> Iterator[str]:
    """Yield the readable files under a folder, sorted name by name; hidden ones are left out.

    A folder that cannot be listed is yielded itself, so that opening it says why.
    """
    try:
        with os.scandir(folder) as entries:
            listed = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError:
        yield folder
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path, endings)
        elif ending(entry.name) in endings and not entry.is_dir():
            yield entry.path


def is_gz(path: str) -> bool:
    """Tell whether the name says that the content is compressed."""
    return path.lower().endswith(".gz")


def ending(path: str) -> str:
    """Return the ending that says what is in the file, in lower case, ``.gz`` aside."""
    return Path(path[:-3] if is_gz(path) else path).suffix.lower()


def stem(path: str) -> str:
    """Return the file's name without its endings, ready for a record."""
    name = os.path.basename(path)
    return shown(Path(name[:-3] if is_gz(name) else name).stem)


def shown(path: str) -> str:
    """Return a path as characters that can be written; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
