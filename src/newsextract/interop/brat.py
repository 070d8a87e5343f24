"""brat: a folder with a ``.txt`` and an ``.ann`` for each article, and ``annotation.conf``.

Attributes with a fixed set of values are brat attributes; the others stand in the span's note, as
``name=value; name=value``. The file name is the article's id, with what no file name may hold written as
``%XX``. brat counts code points. It has no place for split, kind, tags, notes and source of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from newsextract.errors import GoldError, InputError, OutputError
from newsextract.interop.interfaces import brat_configuration
from newsextract.interop.marks import CHOICES, LISTS, Attributes, Marked, MarkedLink, MarkedSpan, Units
from newsextract.io.whole import write_whole

CONFIGURATION = "annotation.conf"
_LONGEST_NAME = 200
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]|^[. ]|[. ]$')
_BREAK = re.compile(r"[\r\n]+")
_ESCAPED = re.compile(r"\\(.)")
_KNOWN = re.compile(r"[TRAM#]")
_NOTE = re.compile(r"(?:[^;\\]|\\.)+")
_WORD = re.compile(r"(?:[^|\\]|\\.)+")


def write(
    articles: Iterable[Marked], path: Path, *, drafts: bool = False, units: Units | None = None
) -> list[str]:
    """Write a folder, ``drafts`` no different. Returns what the form cannot hold.

    Raises ``OutputError`` where the folder holds annotations already: an annotator's work is not
    written over.
    """
    if path.exists() and (not path.is_dir() or any(path.glob("*.ann"))):
        raise OutputError(f"{path} is no folder or holds .ann files already; give another folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error
    write_whole(path / CONFIGURATION, [brat_configuration()])
    lost: dict[str, int] = {}
    for article in articles:
        name = file_name(article.id)
        write_whole(path / f"{name}.txt", [article.text])
        write_whole(path / f"{name}.ann", (f"{line}\n" for line in _lines(article)))
        for field in article.about:
            lost[field] = lost.get(field, 0) + 1
    return [f"brat has no place for {field}, given in {number} articles" for field, number in lost.items()]


def file_name(id: str) -> str:
    """Return the name of an article's files, without ending. Raises ``OutputError`` for one too long."""
    name = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", id)
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        raise OutputError(f"the article id {id[:40]!r}… is too long for a file name")
    return name


def _lines(article: Marked) -> Iterator[str]:
    names = {span.id: f"T{number}" for number, span in enumerate(article.spans, 1)}
    attributes = notes = 0
    for span in article.spans:
        yield f"{names[span.id]}\t{span.label} {_places(article.text, span)}\t{_on_one_line(article.words(span))}"
        free: Attributes = {}
        for name, said in span.attributes.items():
            if name in CHOICES or name == "optional":
                attributes += 1
                yield f"A{attributes}\t{name} {names[span.id]}{'' if name == 'optional' else f' {said}'}"
            else:
                free[name] = said
        if free:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes {names[span.id]}\t{_note(free)}"
    for number, link in enumerate(article.links, 1):
        yield f"R{number}\t{link.type} Arg1:{names[link.source]} Arg2:{names[link.target]}"
        if link.attributes:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes R{number}\t{_note(link.attributes)}"


def _places(text: str, span: MarkedSpan) -> str:
    """Return the span's place; brat wants one that goes over a line break in pieces."""
    pieces, start = [], span.start
    for found in _BREAK.finditer(text, span.start, span.end):
        pieces.append(f"{start} {found.start()}")
        start = found.end()
    return ";".join([*pieces, f"{start} {span.end}"])


def _on_one_line(words: str) -> str:
    return _BREAK.sub(" ", words)


def _note(said: Mapping[str, Any]) -> str:
    def escaped(value: str) -> str:
        return (
            re.sub(r"[\\;|]", r"\\\g<0>", value)
            .replace("\n", r"\n")
            .replace("\t", r"\t")
            .replace("\r", r"\r")
        )

    def written(value: Any) -> str:
        return "|".join(map(escaped, value)) if isinstance(value, list) else escaped(str(value))

    return "; ".join(f"{name}={written(value)}" for name, value in said.items())


def _read_note(note: str) -> Attributes:
    """Return what a note says; the words of an annotator without ``=`` are ``notes``."""
    found: Attributes = {}
    for part in _NOTE.findall(note):
        name, sign, value = part.strip().partition("=")
        if not sign:
            found["notes"] = f"{found.get('notes', '')} {_plain(name)}".strip()
        elif name in LISTS:
            found[name] = [_plain(word) for word in _WORD.findall(value)]
        else:
            found[name] = True if name == "optional" else _plain(value)
    return found


def _plain(words: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": "\n", "t": "\t", "r": "\r"}.get(match[1], match[1]), words)


def read(path: Path, *, units: Units | None = None) -> tuple[list[Marked], list[str]]:
    """Read a folder; texts without an ``.ann`` are left out, which the second list says.

    Raises ``InputError`` for a folder without annotations or an ``.ann`` without its text, ``GoldError``
    naming file and line for what cannot be read.
    """
    if not path.is_dir():
        raise InputError(f"{path}: brat's articles are a folder of .txt and .ann files")
    annotated = sorted(path.glob("*.ann"))
    if not annotated:
        raise InputError(f"{path}: no .ann file in the folder")
    bare = [text for text in sorted(path.glob("*.txt")) if not text.with_suffix(".ann").exists()]
    return [_article(file) for file in annotated], [f"{text} has no .ann file" for text in bare]


def _article(file: Path) -> Marked:
    text = _content(file.with_name(file.name.removesuffix(".ann") + ".txt"))
    spans: dict[str, MarkedSpan] = {}
    links: dict[str, MarkedLink] = {}
    said: dict[str, Attributes] = {}
    for number, line in enumerate(_content(file).split("\n"), 1):
        if not line.strip():
            continue
        if _KNOWN.match(line) is None:
            raise GoldError(
                f"{file}:{number}: {line[:1]} lines (events, normalizations, …) cannot be read: {line!r}"
            )
        try:
            _take(line.rstrip("\r"), text, spans, links, said)
        except (ValueError, IndexError) as error:
            raise GoldError(f"{file}:{number}: {error or 'no line of brat'}: {line!r}") from error
    whole = tuple(span._replace(attributes=said.get(id, {})) for id, span in spans.items())
    joined = tuple(link._replace(attributes=said.get(id, {})) for id, link in links.items())
    return Marked(unquote(file.name.removesuffix(".ann")), text, whole, joined)


def _content(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}") from error


def _take(
    line: str,
    text: str,
    spans: dict[str, MarkedSpan],
    links: dict[str, MarkedLink],
    said: dict[str, Attributes],
) -> None:
    """Read one line into what was read so far. Raises ``ValueError`` with the reason."""
    id, _, rest = line.partition("\t")
    head, _, tail = rest.partition("\t")
    kind, *words = head.split(" ")
    if id[0] == "T":
        ends = [int(end) for piece in " ".join(words).split(";") for end in piece.split(" ")]
        start, end = ends[0], ends[-1]
        if not 0 <= start < end <= len(text) or _on_one_line(text[start:end]) != tail:
            raise ValueError(f"the place is {text[start:end]!r} in the text")
        spans[id] = MarkedSpan(id, kind, start, end, {})
    elif id[0] == "R":
        ends_of = dict(word.split(":") for word in words)
        links[id] = MarkedLink(kind, ends_of.get("Arg1", ""), ends_of.get("Arg2", ""), {})
    elif id[0] == "#":
        said.setdefault(words[0], {}).update(_read_note(tail))
    else:
        said.setdefault(words[0], {})[kind] = words[1] if len(words) > 1 else True
