"""How the command line ends: exit codes, one line an error, the summary last, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from newsextract.errors import ArticleError, NewsExtractError

if TYPE_CHECKING:
    from newsextract.batch.summary import Summary
    from newsextract.records import ArticleRecord

GATE_FAILED = 1
WRONG_USAGE = 2
SOME_FAILED = 3
INTERRUPTED = 130
CLOSED_PIPE = 141


def say(line: str) -> None:
    """Write a line to stderr."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - stderr is what this room is for


def complain(error: BaseException | str, kind: str = "error") -> None:
    """Write what went wrong to stderr, a line each where there are several."""
    for line in str(error).splitlines() or [type(error).__name__]:
        say(f"newsextract: {kind}: {line}")


def tell(record: ArticleRecord) -> None:
    """Write the error and the warnings of a record to stderr."""
    if record.error is not None:
        complain(f"{record.id}: {record.error.stage}: {record.error.message}".replace("\n", " "))
    for warning in record.warnings:
        complain(f"{record.id}: {warning}".replace("\n", " "), "warning")


@contextmanager
def counted(summary: Summary) -> Iterator[None]:
    """Run a block that makes records; whatever happens in it, the summary is the last line on stderr.

    Leaves by ``typer.Exit`` unless all went well: 3 when articles failed, 2 for what cannot go on, 130
    after Ctrl-C, 141 when our output is closed.
    """
    code = 0
    try:
        yield
    except typer.Exit as leaving:
        code = leaving.exit_code
    except ArticleError as error:
        complain(error)
        code = SOME_FAILED
    except NewsExtractError as error:
        complain(error)
        code = WRONG_USAGE
    except KeyboardInterrupt:
        complain("stopped by Ctrl-C")
        code = INTERRUPTED
    except BrokenPipeError:
        forget_stdout()
        code = CLOSED_PIPE
    if code == 0 and summary.failed:
        code = SOME_FAILED
    say(summary.line())
    if code:
        raise typer.Exit(code)


def forget_stdout() -> None:
    """Point stdout at nothing, so that flushing it at exit does not fail again."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process


class Commands(TyperGroup):
    """The commands; what one of them refuses ends as a line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except NewsExtractError as error:
            complain(error)
            raise typer.Exit(WRONG_USAGE) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            forget_stdout()
            raise typer.Exit(CLOSED_PIPE) from error


def leave(app: typer.Typer, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``app`` and exit with its code; wrong usage is one line and exit code 2."""
    try:
        code = app(None if arguments is None else list(arguments), standalone_mode=False)
    except typer.Abort:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - never a traceback
        code = _unexpected(error)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
        code = CLOSED_PIPE
    except OSError:  # said already when the record was written
        forget_stdout()
        code = code or WRONG_USAGE
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> int:
    told = getattr(error, "format_message", None)
    if told is not None:  # click's (or typer's own copy of click's) way to say that an argument is wrong
        place = getattr(getattr(error, "ctx", None), "command_path", "newsextract")
        complain(f"{' '.join(str(told()).split())} Try '{place} --help'.")
    elif os.environ.get("NEWSEXTRACT_DEBUG"):
        raise error
    else:
        complain(f"unexpected {type(error).__name__}: {error} (set NEWSEXTRACT_DEBUG=1 for the traceback)")
    return WRONG_USAGE
