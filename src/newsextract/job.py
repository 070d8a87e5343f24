"""What ``extract`` does: articles through the pipeline into an output, shown, counted and kept for resume."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from newsextract.batch.limits import check_timeout
from newsextract.batch.output import Output
from newsextract.batch.runner import OnError, run_tasks
from newsextract.batch.summary import Summary
from newsextract.batch.task import Task
from newsextract.batch.workers import start_deaf
from newsextract.config import Settings
from newsextract.failure import producer_of
from newsextract.io.meter import Meter
from newsextract.io.paths import STDIN
from newsextract.io.readers import passed_over, read_articles
from newsextract.progress import Progress, progress
from newsextract.terminal import complain, counted, say, tell


def extract_to(
    output: Path | None,
    paths: Sequence[str],
    settings: Settings,
    *,
    fields: Mapping[str, str] | None = None,
    format: str | None = None,
    text: bool = True,
    resume: bool = False,
    workers: int = 1,
    on_error: OnError = "record",
    timeout: float | None = None,
    quiet: bool = False,
) -> None:
    """Write the records of all articles under ``paths`` to ``output`` (None: stdout).

    The summary is the last line on stderr. What cannot be used raises before anything is read; afterwards
    this leaves by ``typer.Exit`` unless all went well, see :func:`counted`.
    """
    check_timeout(timeout)
    meter, summary = Meter(), Summary()
    articles = read_articles(paths, fields=fields, meter=meter)
    for note in () if quiet else passed_over(paths):
        complain(note, "note")
    shown = progress(summary, meter, None if quiet else say, bar=output is not None)
    start_deaf()
    out = Output(output, producer_of(settings), format=format, text=text, resume=resume)
    with counted(summary), out, shown:
        for task in run_tasks(
            shown.watched(articles),
            settings,
            workers=workers,
            isolate=True,
            # What comes down a pipe is answered as it comes.
            ahead=1 if workers == 1 and STDIN in paths else None,
            on_error=on_error,
            timeout=timeout,
            manifest=out.manifest,
            summary=summary,
            tell=_teller(shown, quiet),
        ):
            out.write(task)


def _teller(shown: Progress, quiet: bool) -> Callable[[Task], None]:
    """Return what is called with every article that is done: the bar goes on, errors and warnings are said."""

    def told(task: Task) -> None:
        if not quiet and not task.is_all_well():
            tell(task.made())
        shown.advance()

    return told
