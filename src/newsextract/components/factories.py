"""The spaCy factories of the components: ``nlp.add_pipe("newsextract_money")`` and so on.

The components themselves work without spaCy, on drafts; importing this room makes them known to it. It is
an entry point of the package, so that ``spacy.load`` finds them, too.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Span

from newsextract.components.annotations import KEY, attributes_of
from newsextract.components.entities import EntsComponent
from newsextract.components.groups import GroupsComponent
from newsextract.components.links import LinksComponent
from newsextract.components.money import MoneyComponent
from newsextract.components.organizations import OrgComponent
from newsextract.components.percentages import PercentComponent
from newsextract.components.projects import ProjectComponent


def register() -> None:
    """Make ``span._.newsextract`` known; calling it again does nothing."""
    if not Span.has_extension(KEY):
        Span.set_extension(KEY, getter=attributes_of)


@Language.factory("newsextract_money", assigns=["doc.spans"], default_config={"lexicon": []})
def make_money(nlp: Language, name: str, lexicon: list[str]) -> MoneyComponent:
    """Build the component; it needs no other one before it. ``lexicon``: paths of the user's own rules."""
    register()
    return MoneyComponent(name, lexicon)


@Language.factory("newsextract_percent", assigns=["doc.spans"])
def make_percent(nlp: Language, name: str) -> PercentComponent:
    """Build the component; it needs no other one before it."""
    register()
    return PercentComponent(name)


@Language.factory("newsextract_org", assigns=["doc.spans"], default_config={"lexicon": []})
def make_org(nlp: Language, name: str, lexicon: list[str]) -> OrgComponent:
    """Build the component; ``lexicon``: paths of the user's own rules."""
    register()
    return OrgComponent(name, lexicon)


@Language.factory("newsextract_project", assigns=["doc.spans"], default_config={"lexicon": []})
def make_project(nlp: Language, name: str, lexicon: list[str]) -> ProjectComponent:
    """Build the component; behind newsextract_money and newsextract_org it also knows what is no name.

    ``lexicon``: paths of the user's own rules.
    """
    register()
    return ProjectComponent(name, lexicon)


@Language.factory("newsextract_groups", assigns=["doc.spans"])
def make_groups(nlp: Language, name: str) -> GroupsComponent:
    """Build the component; behind newsextract_money it also ties groups to amounts."""
    register()
    return GroupsComponent(name)


@Language.factory("newsextract_links", requires=["doc.spans"])
def make_links(nlp: Language, name: str) -> LinksComponent:
    """Build the component; it needs the ones for money, organizations, projects and groups before it."""
    register()
    return LinksComponent(name)


@Language.factory("newsextract_ents", requires=["doc.spans"], assigns=["doc.ents"])
def make_ents(nlp: Language, name: str) -> EntsComponent:
    """Build the component; put it behind those whose spans it shows."""
    register()
    return EntsComponent(name)
