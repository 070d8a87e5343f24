"""The command line: arguments and exit codes only; every command calls a room that does the work.

Exit codes: 0 all done, 1 a gate failed, 2 wrong usage or settings, 3 finished but some articles failed;
130 after Ctrl-C, 141 when the reader of our output has closed it. Nothing but records (or the report that
was asked for) goes to stdout; an error is one line on stderr. Imports stand in the functions, so that
``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer
from click.exceptions import ClickException

from newsextract.errors import NewsExtractError
from newsextract.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsextract.config import Settings

GATE_FAILED, WRONG_USAGE, SOME_FAILED, INTERRUPTED, CLOSED_PIPE = 1, 2, 3, 130, 141

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Projects, amounts, percentages and organizations out of Chinese news articles.",
)
