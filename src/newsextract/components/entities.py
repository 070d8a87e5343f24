"""``doc.ents``: the view without overlaps that displaCy and other spaCy tools read."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import register, show_entities


class EntsComponent:
    """Fills ``doc.ents`` from ``doc.spans``; of two mentions that overlap the longer one stands."""

    def __init__(self, name: str = "newsextract_ents") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Put what was found on the ``Doc``."""
        return show_entities(doc)


@Language.factory("newsextract_ents", requires=["doc.spans"], assigns=["doc.ents"])
def make_ents(nlp: Language, name: str) -> EntsComponent:
    """Build the component; put it behind those whose spans it shows."""
    return EntsComponent(name)
