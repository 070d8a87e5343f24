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

from newsextract.errors import SettingsError
from newsextract.terminal import GATE_FAILED, Commands, complain, counted, leave, say, tell
from newsextract.version import __version__

if TYPE_CHECKING:
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


class ReportFormat(str, Enum):
    """How a report is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


Lexicon = Annotated[
    list[Path] | None, typer.Option("--lexicon", help="A file of your own organizations; may be repeated.")
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings in a TOML file.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that work side by side.")]


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
        Path | None, typer.Option("-o", "--output", help="File to write, .jsonl or .jsonl.gz; else stdout.")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="jsonl or jsonl.gz, when the ending does not say it.")
    ] = None,
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
        bool, typer.Option("--quiet", help="No line for each error and warning, only the summary.")
    ] = False,
) -> None:
    """Extract the records of articles, one line of JSON each."""
    from newsextract.batch.runner import run
    from newsextract.batch.summary import Summary
    from newsextract.io.readers import read_articles
    from newsextract.io.writers import open_writer

    _refuse_overwriting(paths, output)
    articles = read_articles(paths, fields=_fields(field))
    summary = Summary()
    records = run(
        articles,
        _settings(config, lexicon),
        workers=workers,
        on_error=on_error.value,
        timeout=timeout,
        summary=summary,
        tell=None if quiet else tell,
    )
    writer = open_writer(output, format=format, text=not no_text)
    with counted(summary), writer:
        for record in records:
            writer.write(record)


@app.command()
def show(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Articles, or records in .jsonl.")],
    text: Annotated[bool, typer.Option("--text", help="The text too, every mention marked.")] = False,
    lexicon: Lexicon = None,
    config: Config = None,
) -> None:
    """Show the records of articles as tables."""
    from newsextract.viewer.terminal import console, show_record

    out = console()
    for record in _records(paths, _settings(config, lexicon)):
        show_record(record, out, text=text)


@app.command()
def view(
    paths: Annotated[list[str], typer.Argument(metavar="RECORDS…", help="Records in .jsonl, or articles.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to write.")],
) -> None:
    """Write one self-contained page: the texts with every mention marked, the records beside them."""
    from newsextract.viewer.page import write_page

    _refuse_overwriting(paths, output)
    count = write_page(_records(paths, _settings(None, None)), output)
    say(f"{output}: {count} articles")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A text; - is stdin.")],
    lexicon: Lexicon = None,
    config: Config = None,
) -> None:
    """Show each mention of a text with the rule that found it and why."""
    from newsextract.pipeline import extractor
    from newsextract.text.scripts import replace_surrogates
    from newsextract.viewer.terminal import console, show_rules

    given = sys.stdin.read() if text == "-" else text
    show_rules(extractor(_settings(config, lexicon)).nlp(replace_surrogates(given)[0]), console())


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


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Labelled articles, JSONL.")],
    text_dir: Annotated[
        Path | None, typer.Option("--text-dir", help="Folder of the texts that the gold names by file.")
    ] = None,
    split: Annotated[str | None, typer.Option("--split", help="Only the articles of this split.")] = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print it.")] = ReportFormat.text,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="A table by split, kind or tag; may be repeated.")
    ] = None,
    errors: Annotated[
        Path | None, typer.Option("--errors", help="File for all that is false, missed or wrong, JSONL.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="A page to write: figures, errors, gold beside what was found."),
    ] = None,
    history: Annotated[
        list[Path] | None,
        typer.Option("--history", help="Saved JSON reports, or a folder of them, for --html."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Figures that may not get worse; exit 1 if they do.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the figures into the baseline file.")
    ] = False,
    allow_regression: Annotated[
        str | None, typer.Option("--allow-regression", metavar="REASON", help="Why a figure may go down.")
    ] = None,
    workers: Workers = 1,
    lexicon: Lexicon = None,
    config: Config = None,
) -> None:
    """Compare what is found with labelled articles: precision, recall, F1, values, groups and links."""
    from newsextract import assess
    from newsextract.batch.summary import Summary
    from newsextract.evaluation import score

    slices = assess.slices(by)
    if baseline is None and (update_baseline or allow_regression):
        raise SettingsError("--update-baseline and --allow-regression need --baseline FILE")
    if history and html is None:
        raise SettingsError("--history needs --html FILE; newsextract history draws it alone")
    settings = _settings(config, lexicon)
    articles = assess.articles(gold, text_dir, split)
    summary = Summary()
    with counted(summary):
        pairs = assess.pairs(articles, settings, workers, summary)
        scores = score(pairs)
        sys.stdout.write(assess.report(scores, format.value, slices, colour=sys.stdout.isatty()))
        if errors is not None:
            assess.write_errors(errors, scores)
        if html is not None:
            assess.write_page(
                html, scores, pairs, slices, history or (), lambda line: complain(line, "warning")
            )
        if baseline is not None and update_baseline:
            assess.pin(scores, baseline, allow_regression)
            say(f"{baseline}: updated")
        elif baseline is not None and (broken := assess.broken(scores, baseline)):
            complain("\n".join(broken), "regression")
            raise typer.Exit(GATE_FAILED)


@app.command()
def history(
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORT…", help="Reports of evaluate --format json, or folders.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Picture to draw, .svg or .png (extra charts).")
    ] = None,
) -> None:
    """Show the figures of saved reports one after the other, as a table and as a picture."""
    from newsextract.assess import history_table

    sys.stdout.write(history_table(reports, output))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Records of one run, .jsonl or .jsonl.gz.")],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="Records of another run over the same articles.")
    ],
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print it.")] = ReportFormat.text,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Changes to list; 0 lists all.")] = 200,
    html: Annotated[
        Path | None, typer.Option("--html", help="A page to write: the changes, old beside new.")
    ] = None,
    fail: Annotated[bool, typer.Option("--fail", help="Exit with 1 when anything differs.")] = False,
) -> None:
    """Show what one run has that the other has not: mentions, attributes, projects, groups and links."""
    from newsextract import assess

    compared = assess.compare_runs(old, new)
    sys.stdout.write(assess.runs_report(compared, format.value, limit, colour=sys.stdout.isatty()))
    if html is not None:
        assess.write_runs_page(html, compared)
    say(f"compared {compared.articles} articles, {len(compared.differing)} differ")
    if fail and compared.differing:
        raise typer.Exit(GATE_FAILED)


class Units(str, Enum):
    """What another tool counts offsets in."""

    codepoints = "codepoints"
    utf16 = "utf16"


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="Gold, records, or another tool's labels.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="File, or folder for brat.")],
    read_as: Annotated[
        str | None,
        typer.Option("--from", help="gold, records, label-studio, doccano, spacy or brat, if IN is unclear."),
    ] = None,
    write_as: Annotated[
        str | None, typer.Option("--to", help="The same for OUT; records are read only.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="THEIRS=OURS", help="Rename a label; THEIRS= leaves it out."),
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", help="Currency of amounts that carry none, as CNY.")
    ] = None,
    units: Annotated[
        Units | None, typer.Option("--units", help="What the tool counts offsets in, if not as usual.")
    ] = None,
    interface: Annotated[
        Path | None, typer.Option("--interface", help="Write the tool's labels and attributes into a file.")
    ] = None,
) -> None:
    """Turn gold into the form of another tool and back; records become the annotator's starting point."""
    from newsextract.interop import formats

    counted_in = None if units is None else units.value
    done = formats.convert(
        source, target, read_as, write_as, labels=label or (), currency=currency, units=counted_in
    )
    for warning in done.warnings:
        complain(warning, "warning")
    if interface is not None:
        formats.write_interface(write_as, target, interface)
    say(f"{target}: {done.articles} articles")


def _fields(pairs: list[str] | None) -> dict[str, str] | None:
    """Read ``--field FIELD=NAME``; the reader says which fields there are."""
    read = dict(pair.partition("=")[::2] for pair in pairs or ())
    wrong = [field for field, name in read.items() if not name]
    if wrong:
        raise SettingsError(f"--field {wrong[0]}: want FIELD=NAME, as in text=content")
    return read or None


def _settings(config: Path | None, lexicon: Sequence[Path] | None) -> Settings:
    """Read the settings and the user's names, so that a fault in them is said before anything runs."""
    from newsextract.config import read_settings
    from newsextract.lexicons.names import user_names

    settings = read_settings(config, lexicon=tuple(lexicon) if lexicon else None)
    user_names(settings.lexicon)
    return settings


def _refuse_overwriting(paths: Iterable[str], output: Path | None) -> None:
    if output is not None and any(
        os.path.isfile(p) and output.exists() and output.samefile(p) for p in paths
    ):
        raise SettingsError(f"{output} is read and would be written over; give another output")


def _records(paths: Sequence[str], settings: Settings) -> Iterable[ArticleRecord]:
    """Yield records read from files of records, or made of articles."""
    from newsextract.batch.runner import run
    from newsextract.io.loading import holds_records, read_records
    from newsextract.io.readers import read_articles

    if all(holds_records(path) for path in paths):
        return (record for path in paths for record in read_records(path))
    return run(read_articles(paths), settings)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    leave(app, arguments)
