"""The command line: arguments and exit codes only; every command calls a room that does the work.

Exit codes: 0 all done, 1 a gate failed, 2 wrong usage or settings, 3 finished but some articles failed;
130 after Ctrl-C, 141 when whoever reads our output has closed it. Imports stand in the functions, so that
``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from newsextract import quality
from newsextract.errors import SettingsError
from newsextract.options import Config, Lexicon, Workers, settings_of
from newsextract.terminal import GATE_FAILED, SOME_FAILED, Commands, complain, leave, say
from newsextract.version import __version__

if TYPE_CHECKING:
    from newsextract.batch.summary import Summary
    from newsextract.config import Settings
    from newsextract.records import ArticleRecord

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Projects, amounts, percentages and organizations out of Chinese news articles.",
)


class OnError(str, Enum):
    """What becomes of an article that fails."""

    record = "record"
    stop = "raise"
    skip = "skip"


@app.callback(invoke_without_command=True)
def _newsextract(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"newsextract {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise SettingsError("no command given; see newsextract --help")


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…", help=".txt .html .jsonl .csv .parquet (.gz too), folders, globs; - is stdin."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="File to write: .jsonl(.gz) .parquet .csv .duckdb; else JSONL to stdout."
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", help="What the ending does not say; parquet-tables and csv-tables are folders."
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a stopped run was; do only what has changed.")
    ] = False,
    workers: Workers = 1,
    on_error: Annotated[
        OnError, typer.Option("--on-error", help="record: an error record; raise: stop; skip: leave it out.")
    ] = OnError.record,
    timeout: Annotated[
        float | None, typer.Option("--timeout", help="Seconds for one article; longer is an error record.")
    ] = None,
    lexicon: Lexicon = None,
    config: Config = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="FIELD=NAME", help="What rows call a field: text=content."),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the texts out of the records.")] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", help="No progress, no line for each error and warning, only the summary."),
    ] = False,
) -> None:
    """Extract the records of articles."""
    from newsextract.job import extract_to

    _refuse_overwriting(paths, output)
    extract_to(
        output,
        paths,
        settings_of(config, lexicon),
        fields=_fields(field),
        format=format,
        text=not no_text,
        resume=resume,
        workers=workers,
        on_error=on_error.value,
        timeout=timeout,
        quiet=quiet,
    )


@app.command()
def show(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Articles, or records in .jsonl.")],
    text: Annotated[bool, typer.Option("--text", help="The text too, every mention marked.")] = False,
    lexicon: Lexicon = None,
    config: Config = None,
) -> None:
    """Show the records of articles as tables."""
    from newsextract.batch.summary import Summary
    from newsextract.viewer.terminal import console, show_record

    out, summary = console(), Summary()
    for record in _records(paths, settings_of(config, lexicon), summary):
        show_record(record, out, text=text)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def view(
    paths: Annotated[list[str], typer.Argument(metavar="RECORDS…", help="Records in .jsonl, or articles.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to write.")],
) -> None:
    """Write one self-contained page: the texts with every mention marked, the records beside them."""
    from newsextract.batch.summary import Summary
    from newsextract.viewer.page import write_page

    _refuse_overwriting(paths, output)
    summary = Summary()
    count = write_page(_records(paths, settings_of(None, None), summary), output)
    say(f"{output}: {count} articles" + (f", {summary.failed} failed" if summary.failed else ""))
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A text; - is stdin.")],
    lexicon: Lexicon = None,
    config: Config = None,
) -> None:
    """Show each mention of a text with the rule that found it and why."""
    from newsextract.viewer.reasons import found_by_label, show_rules
    from newsextract.viewer.terminal import console

    given = sys.stdin.read() if text == "-" else text
    show_rules(found_by_label(given, settings_of(config, lexicon)), console())


@app.command()
def schema(
    write: Annotated[Path | None, typer.Option("--write", help="Folder to write all schemas into.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", help="Folder whose schemas must be current; exit 1 if not.")
    ] = None,
) -> None:
    """Print the JSON Schema of the record, or write all schemas into a folder."""
    from newsextract.schema import outdated, schemas, write_schemas

    if write is not None:
        for path in write_schemas(write):
            say(f"{path}")
    if check is not None and (old := outdated(check)):
        complain(f"not current: {', '.join(map(str, old))}; run newsextract schema --write {check}")
        raise typer.Exit(GATE_FAILED)
    if write is None and check is None:
        sys.stdout.write(schemas()["record.schema.json"])


def _fields(pairs: list[str] | None) -> dict[str, str] | None:
    """Read ``--field FIELD=NAME``; the reader says which fields there are."""
    read = dict(pair.partition("=")[::2] for pair in pairs or ())
    wrong = [field for field, name in read.items() if not name]
    if wrong:
        raise SettingsError(f"--field {wrong[0]}: want FIELD=NAME, as in text=content")
    return read or None


def _refuse_overwriting(paths: Iterable[str], output: Path | None) -> None:
    if output is not None and any(
        os.path.isfile(p) and output.exists() and output.samefile(p) for p in paths
    ):
        raise SettingsError(f"{output} is read and would be written over; give another output")


def _records(paths: Sequence[str], settings: Settings, summary: Summary) -> Iterable[ArticleRecord]:
    """Return records read from files of records, or made of articles; only these count in ``summary``."""
    from newsextract.batch.runner import run
    from newsextract.io.loading import holds_records, read_records
    from newsextract.io.readers import passed_over, read_articles

    if all(holds_records(path) for path in paths):
        return (record for path in paths for record in read_records(path))
    articles = read_articles(paths)
    for note in passed_over(paths):
        complain(note, "note")
    return run(articles, settings, summary=summary)


for command in (quality.check_lexicon, quality.evaluate, quality.history, quality.diff, quality.convert):
    app.command()(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    leave(app, arguments)
