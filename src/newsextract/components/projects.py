"""PROJECT (placeholder shape, grown next)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from newsextract.components.annotations import put, register


class ProjectComponent:
    """Puts projects into ``doc.spans["project"]``."""

    def __init__(self, name: str = "newsextract_project") -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, "PROJECT", [])


@Language.factory("newsextract_project", assigns=["doc.spans"])
def make_project(nlp: Language, name: str) -> ProjectComponent:
    """Build the component."""
    return ProjectComponent(name)
