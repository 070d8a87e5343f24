"""``doc.ents``: the view without overlaps that displaCy and other spaCy tools read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsextract.components.annotations import show_entities

if TYPE_CHECKING:
    from spacy.tokens import Doc


class EntsComponent:
    """Fills ``doc.ents`` from ``doc.spans``; of two mentions that overlap the longer one stands."""

    def __init__(self, name: str = "newsextract_ents") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        return show_entities(doc)
