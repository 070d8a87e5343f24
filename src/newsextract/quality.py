"""The commands that look at the quality of records and rules: evaluate, check-lexicon, history, diff, convert.

Arguments and exit codes only, as in ``cli``, which gives them their place on the command line.
"""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from newsextract.errors import SettingsError
from newsextract.options import Config, Lexicon, ReportFormat, Workers, settings_of
from newsextract.terminal import GATE_FAILED, complain, counted, say


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD…", help="Labelled articles, JSONL, or a folder of it.")
    ],
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
    settings = settings_of(config, lexicon)
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
        elif baseline is not None:
            _gate(assess.broken(scores, baseline), format)


def _gate(broken: list[str], format: ReportFormat) -> None:
    """Say which floors are broken, if any, and leave with 1."""
    if not broken:
        return
    from newsextract.assess import broken_markdown
    from newsextract.evaluation.baseline import TO_DO

    for one in broken:
        figure, *items = one.splitlines()
        complain(figure, "regression")
        for item in items:
            kind, _, what = item.strip().partition(": ")
            complain(what, kind)
    complain(TO_DO, "to do")
    if format is ReportFormat.markdown:
        sys.stdout.write(broken_markdown(broken))
    raise typer.Exit(GATE_FAILED)


def check_lexicon(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Your own rules (.toml) or names.")],
) -> None:
    """Check files of your own rules: their form, what is known without them, and the cases in them."""
    from newsextract import lexicon_check

    broken: list[str] = []
    for file in files:
        sys.stdout.write(f"{lexicon_check.inventory(file)}\n")
        for note in lexicon_check.notes(file):
            complain(note, "note")
        broken += lexicon_check.broken_cases(file)
    if broken:
        complain("\n".join(broken), "case")
        raise typer.Exit(GATE_FAILED)


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

    done = formats.convert(
        source,
        target,
        read_as,
        write_as,
        labels=label or (),
        currency=currency,
        units=None if units is None else units.value,
    )
    for warning in done.warnings:
        complain(warning, "warning")
    if interface is not None:
        formats.write_interface(write_as, target, interface)
    say(f"{target}: {done.articles} articles")
