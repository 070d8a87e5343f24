"""links (placeholder shape, grown next)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import register


class Component:
    """Puts spans."""

    def __init__(self, name: str = "newsextract_links") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        return doc


@Language.factory("newsextract_links", assigns=["doc.spans"])
def make_links(nlp: Language, name: str) -> Component:
    """Build the component."""
    return Component(name)
