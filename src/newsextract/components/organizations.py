"""ORG: a recognizer that can say why (guideline, ORG); one spaCy factory.

Two passes. The first gathers what rules prove by themselves: names of the lexicon, government bodies by
their grammar, names by their heads, lists of names, stock codes. The second is a lexicon of the
article's own: abbreviations it defines and short forms of the names it has proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import regex

from newsextract.components.aliases import NO_FORMS, Aliases, Forms, company_closings, core
from newsextract.components.annotations import Found, put
from newsextract.components.brands import Brands
from newsextract.components.builders import Builders
from newsextract.components.bylines import Bylines
from newsextract.components.candidates import Candidate, Standing, choose
from newsextract.components.earners import Earners
from newsextract.components.flashes import Flashes
from newsextract.components.fuller_names import fuller_names
from newsextract.components.government import Government
from newsextract.components.known_names import RULERS, KnownNames
from newsextract.components.latin_names import LatinNames
from newsextract.components.lists import NameLists
from newsextract.components.org_edges import OrgEdges
from newsextract.components.org_signs import Signs
from newsextract.components.places import chain_start, place_starting
from newsextract.components.suffixes import Suffixes
from newsextract.dictionary import is_everyday
from newsextract.lexicons.names import Name, Names, organizations
from newsextract.lexicons.own import NO_OWN_WORDS, OwnWords, own_words
from newsextract.spans import Crossings
from newsextract.text.occurrences import Place, everywhere, occurrences, present
from newsextract.text.words import Words
from newsextract.tokenizer import D, stands_alone, view

# “恒岳”速度, “恒岳”牌, “恒岳2015”规划: what is called after a body.
# 圣罗莎|铜锌矿: the place that the company is called after.
_SLOGAN = regex.compile(
    r"[铜锌铅金银铁锂煤镍钴锰钾铀铝钨锡铬]{1,3}矿|盐湖|油田|气田|”(?:牌|速度|模式|精神|效应|现象|号|品牌|系列)|\d{4}”"
)
_CHIEFS = ("副总裁", "总裁", "董事长", "总经理", "副总经理", "首席执行官")
# 圭亚那总统阿里 is no company, nor 高德 in 副总裁高德明说, here and in the rest of the article.
_PERSON = regex.compile(
    rf"(?:{'|'.join(RULERS)})(?=[\u4e00-\u9fd5]{{2}})"
    rf"|(?:{'|'.join(_CHIEFS)})(?=[\u4e00-\u9fd5]{{3}}(?:说|表示|介绍|告诉|认为|透露|指出|坦言))"
)
_BEFORE_PERSON = (*RULERS, *_CHIEFS)
_SHORT = 2
_WALK = 2
_LEVELS = frozenset("省市县区州镇乡")
_LEVELS_ONLY = regex.compile(r"(?:[省市县区州镇乡](?:委|政府|党委)){1,2}")


class OrganizationFinder:
    """Finds all organizations of a text and which mentions are the same body."""

    def __init__(self, own: OwnWords = NO_OWN_WORDS) -> None:
        self._own = own
        self._names = Names([*own.names, *organizations().values()]) if own.names else organizations()
        signs = self._signs = Signs()
        self._known = KnownNames(self._names)
        self._suffixes = Suffixes(self._is_name, own)
        self._government = Government(self._suffixes.stops, signs)
        self._lists = NameLists(self._suffixes.stops)
        self._aliases = Aliases()
        self._bodies: dict[str, list[Name]] = {}
        for name in self._names.values():
            self._bodies.setdefault(name.full, []).append(name)
        self._forms = lru_cache(maxsize=2048)(self._find_forms)
        self._brands = Brands(self._suffixes, signs)
        self._earners = Earners(self._suffixes, signs)
        self._flashes = Flashes()
        self._builders = Builders(self._suffixes, signs)
        self._bylines = Bylines(signs)
        self._latin = LatinNames(signs)
        self._edges = OrgEdges(self._suffixes.stands_outside, signs)

    def _is_name(self, word: str) -> bool:
        return len(word) > 1 and self._names.get(word) is not None

    def find(self, words: Words) -> list[Found]:
        """Return the mentions in text order, with the number and the fullest name of the body that each belongs to."""
        text = words.text
        first = self._first_pass(words)
        owners, defined = self._owners(text, first)
        mentions = self._chosen(text, [*first, *self._second_pass(text, first, owners, defined)])
        surfaces = [text[mention.start : mention.end] for mention in mentions]
        entities = _entities(text, surfaces, mentions, owners)
        return [
            {"start": m.start, "end": m.end, "text": surface, "rule": m.rule, "why": m.why,
             "type": m.type, "name": name, "entity": entity}
            for m, surface, (entity, name) in zip(mentions, surfaces, entities, strict=True)
        ]  # fmt: skip

    def _chosen(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that stand, but for what is part of a title, a bare level, a person."""
        chosen = choose(self._own.allowed("ORG", text, candidates))
        if "《" in text:
            chosen = [c for c in chosen if not _in_title(text, c)]
        levels = _LEVELS
        chosen = [
            c
            for c in chosen
            if text[c.start] not in levels or not _LEVELS_ONLY.fullmatch(text, c.start, c.end)
        ]
        short = {text[c.start : c.end] for c in chosen if c.end - c.start == _SHORT}
        people = _people(text, short) if short else ()
        return [c for c in chosen if text[c.start : c.end] not in people] if people else chosen

    def _first_pass(self, words: Words) -> list[Candidate]:
        text = words.text
        signs = self._signs.starts(text)
        known = self._own.allowed("ORG", text, self._known.find(words))
        names = {name.end: name for name in known}
        bodies = self._own.allowed("ORG", text, self._government.find(words, signs))
        found = [
            *self._suffixes.find(words, names),
            *self._bylines.find(text, signs),
            *self._latin.find(words, signs),
            *(Candidate(m.start, m.end, m.type, "org.own_pattern", m.why, priority=4)
              for m in self._own.find("ORG", text)),
        ]  # fmt: skip
        walks = self._trusting_names(text, self._own.allowed("ORG", text, found), names, bodies)
        proven = self._edges.mend(words, choose([*known, *bodies, *walks]), signs)
        first = self._beside_proven(words, proven, signs)
        beside = list(self._lists.beside_known(words, first))
        if not beside:
            return first
        crossings = Crossings(first)
        return choose([*first, *(c for c in beside if not crossings.any(c))])

    def _beside_proven(self, words: Words, proven: Sequence[Candidate], signs: Standing) -> list[Candidate]:
        """Return the proven names, and what weaker rules find where none of them stands, or around them."""
        in_lists = [*self._lists.find(words), *self._lists.shares(words)]
        stocks = list(self._aliases.stock_names(words, self._suffixes.stands_outside))
        found = [
            *self._brands.find(words), *self._brands.described(words, signs), *self._earners.find(words, signs),
            *self._flashes.find(words),
            *self._builders.find(words, signs),
        ]  # fmt: skip
        if not (in_lists or stocks or found):
            return choose(proven)
        crossings = Crossings(proven)
        ends = {c.end for c in proven}
        beside = [
            *(c for c in in_lists if _holds(c, crossings)),
            *(c for c in stocks if not crossings.any(c)),
            *(c for c in found if c.start not in ends and _holds(c, crossings)),
        ]
        return choose([*proven, *beside])

    def _trusting_names(
        self,
        text: str,
        candidates: Iterable[Candidate],
        names: Mapping[int, Candidate],
        bodies: Iterable[Candidate],
    ) -> list[Candidate]:
        """Drop a walk that went past the left edge of a lexicon name with the same end: 剔除|平安银行.

        What stands before the name stays when it is a place or another body. ``names`` are by their ends.
        """
        # 国家税务总局|青岛市税务局: the two are joined later, the walk over both would only hide them.
        pairs = {
            (names[body.start].start, body.end)
            for body in bodies
            if body.start in names and body.rule == "org.government"
        }
        kept = []
        for candidate in candidates:
            start, end = candidate.start, candidate.end
            if candidate.priority == _WALK and (end in names or pairs):
                if (start, end) in pairs:
                    continue
                name = names.get(end)
                if name is not None and start < name.start:
                    extra = chain_start(text, name.start, start)
                    opened = place_starting(text, start) is not None
                    before = names.get(name.start)
                    belongs = before is not None and before.type != name.type
                    if extra != start and not opened and not belongs:
                        continue
            kept.append(candidate)
        return kept

    def _owners(self, text: str, first: Sequence[Candidate]) -> tuple[dict[str, Candidate], set[str]]:
        """Return whose name each surface and short form is, and the ones that the article defines."""
        owners: dict[str, Candidate] = {}
        mentions = self._with_forms(text, first)
        # Most forms stand nowhere in the article: whether they name anybody is asked of the others only.
        closings = company_closings(text)
        standing = present(
            text,
            [
                form
                for _, _, forms in mentions
                for form, closing, _ in forms.apart
                if closing is None or closing in closings
            ],
        )
        for surface, candidate, forms in mentions:
            owners.setdefault(surface, candidate)
            for form in forms.within:
                owners.setdefault(form, candidate)
            for form, _, known in forms.apart if standing else ():
                if (
                    form in standing
                    and form not in owners
                    and (known or self._aliases.names_it(form, surface, candidate.type))
                ):
                    owners[form] = candidate
        defined = dict(self._aliases.defined(text, first))
        owners.update(defined)
        return owners, set(defined)

    def _with_forms(self, text: str, first: Sequence[Candidate]) -> list[tuple[str, Candidate, Forms]]:
        """Return each surface with its first mention and its forms: the longest first, the earlier of two as long.

        The mentions are in text order; what only a list proves has no forms.
        """
        mentions = []
        seen: set[tuple[str, str]] = set()
        for back, number in sorted([(c.start - c.end, number) for number, c in enumerate(first)]):
            candidate = first[number]
            start, type_ = candidate.start, candidate.type
            surface = text[start : start - back]
            if candidate.rule == "org.list":
                mentions.append((surface, candidate, NO_FORMS))
            elif (surface, type_) not in seen:
                seen.add((surface, type_))
                mentions.append((surface, candidate, self._forms(surface, type_)))
        return mentions

    def _second_pass(
        self, text: str, first: Sequence[Candidate], owners: dict[str, Candidate], defined: set[str]
    ) -> list[Candidate]:
        """Find again, by their short forms, the bodies that the article has named."""
        found = list(self._aliases.in_order(text, first))
        places: dict[str, list[Place]] = {}
        # Where the first pass has found the same, its candidate stands.
        known = {(c.start, c.end) for c in first}
        for start, end in occurrences(text, owners):
            if (start, end) in known:
                continue
            if stands_alone(text, start, end) and not _SLOGAN.match(text, end):
                places.setdefault(text[start:end], []).append((start, end))
        for surface, standing in places.items():
            held, owner = standing, owners[surface]
            name = self._names.get(surface)
            everyday = name is not None and name.ambiguous and is_everyday(surface)
            if everyday and surface not in defined:
                held = [place for place in held if self._known.proven(text, *place, weakly=True)]
            if self._aliases.is_trade_of_place(surface):
                # 江西省水利|建设 is no 江西省水利投资集团
                held = [place for place in held if not self._brands.is_topic(text, place[1])]
            full = owner.full or text[owner.start : owner.end]
            rule = "org.abbreviation" if surface in defined else "org.short_form"
            why = f"short for {full!r}"
            found += [Candidate(*place, owner.type, rule, why, full, priority=1) for place in held]
        return found

    def _find_forms(self, surface: str, type_: str) -> Forms:
        """Return the forms that a name can take.

        The lexicon's other names of the body are among them: 南航 after 中国南方航空集团公司.
        """
        known = self._names.get(surface) or self._names.get(core(surface))
        others = self._bodies.get(known.full, ()) if known is not None else ()
        return self._aliases.forms(surface, type_, {name.surface for name in others})


def _people(text: str, short: Iterable[str]) -> set[str]:
    """Return the short names that are said of a person somewhere: the pattern is tried if a title stands before one."""
    for places in everywhere(text, short).values():
        if any(text.endswith(_BEFORE_PERSON, 0, start) for start, _ in places):
            return {text[m.end() : m.end() + _SHORT] for m in _PERSON.finditer(text)}
    return set()


def _in_title(text: str, candidate: Candidate) -> bool:
    """Tell that the mention is part of a title in 《》 (a law, a book), media excepted."""
    if candidate.type == "media":
        return False
    start, end = candidate.start, candidate.end
    opening = text.rfind("《", max(0, start - 60), start)
    return opening >= 0 > text.find("》", opening, start) and text.find("》", end, end + 60) >= 0


def _holds(candidate: Candidate, others: Crossings[Candidate]) -> bool:
    """Tell that every other candidate that it meets, if any, lies inside it: 明基友达 holds 明基."""
    return all(
        candidate.start <= other.start and other.end <= candidate.end for other in others.of(candidate)
    )


def _entities(
    text: str, surfaces: Sequence[str], mentions: Sequence[Candidate], owners: Mapping[str, Candidate]
) -> list[tuple[int, str]]:
    """Return (entity number, canonical name) of each mention: the same full name is the same body.

    The full name is the one longer name that a mention abbreviates, or the one whose short form it is.
    """
    fuller = fuller_names(surfaces, mentions)
    keys: dict[str, int] = {}
    fullest: list[str] = []
    entities = []
    for mention, surface in zip(mentions, surfaces, strict=True):
        key = fuller.get(surface)
        if key is None:
            key, owner = mention.full or surface, owners.get(surface)
            if owner is not None and owner.end - owner.start > len(surface):
                key = owner.full or text[owner.start : owner.end]
        number = keys.get(key)
        if number is None:
            number = keys.get(surface)
            if number is None:
                number = len(fullest)
                fullest.append(surface)
            keys[key] = number
        if key is not surface:
            keys.setdefault(surface, number)
        if len(surface) > len(fullest[number]):
            fullest[number] = surface
        entities.append(number)
    return [(number, fullest[number]) for number in entities]


@lru_cache(maxsize=4)
def _finder(own: OwnWords) -> OrganizationFinder:
    return OrganizationFinder(own)


class OrgComponent:
    """Puts the organizations of a ``Doc`` into ``doc.spans["org"]``."""

    def __init__(self, name: str = "newsextract_org", lexicon: Sequence[str] = ()) -> None:
        self.name = name
        self.own = own_words(lexicon)
        # All words that are to be looked for are known before the first text is read: one automaton is built, not three.
        _finder(self.own)

    def __call__(self, doc: D) -> D:
        """Put what was found on the ``Doc``."""
        return put(doc, "ORG", _finder(self.own).find(view(doc)))
