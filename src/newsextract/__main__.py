"""``python -m newsextract``."""

from __future__ import annotations

from newsextract.cli import main

if __name__ == "__main__":
    main()
