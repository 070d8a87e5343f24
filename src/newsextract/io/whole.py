"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from newsextract.errors import OutputError


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write the pieces one after the other, texts as UTF-8; the file takes its name when all is written.

    Raises :class:`OutputError` when it cannot be written; what was there before stays then.
    """
    path = Path(os.path.realpath(path))
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        os.replace(part, path)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        raise OutputError(f"{path}: {character!r} cannot be written as UTF-8; nothing was written") from error
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; nothing was written") from error
