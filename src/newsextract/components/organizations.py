"""org (placeholder shape, grown next)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import put, register


class Component:
    """Puts spans."""

    def __init__(self, name: str = "newsextract_org") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, "ORG", [])


@Language.factory("newsextract_org", assigns=["doc.spans"], default_config={"lexicon": []})
def make_org(nlp: Language, name: str, lexicon: list[str]) -> Component:
    """Build the component."""
    return Component(name)
