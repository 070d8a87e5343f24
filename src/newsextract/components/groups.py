"""groups (placeholder shape, grown next)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import put, register


class Component:
    """Puts spans."""

    def __init__(self, name: str = "newsextract_groups") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, "GROUP", [])


@Language.factory("newsextract_groups", assigns=["doc.spans"])
def make_groups(nlp: Language, name: str) -> Component:
    """Build the component."""
    return Component(name)
