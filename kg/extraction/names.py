"""Finds and links the named mentions of actors and places: the component `kg_names`.

Finders propose scored runs of words; one resolver picks the set that stands. A model is one more finder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.actors import Actors
from kg.extraction import state
from kg.extraction.bodies import Bodies, body_patterns
from kg.extraction.candidates import Candidate, pick
from kg.extraction.demonyms import Adjectives, AdjectiveSigns
from kg.extraction.joint.names import join, network_names, of_one_type
from kg.extraction.known import KnownNames
from kg.extraction.lexicon import Lexicon
from kg.extraction.metonyms import Capitals, PlaceSigns
from kg.extraction.name_parts import NameParts
from kg.extraction.organizations import OrganizationHeads, Organizations
from kg.extraction.persons import Persons
from kg.extraction.short_names import ShortNames
from kg.extraction.title_spans import TitleAt, find_titles
from kg.extraction.words import Words
from kg.language.titles import titles
from kg.records import EntityType, Form, LocalEntity
from kg.report import Drop

__all__ = ["Names", "create_names"]

#: What a mention's extractor is called: this and the finder.
_PREFIX = "rule:"
_SURE = 0.5
_ARTICLE = "ال"
_ARTICLES = (_ARTICLE, "لل")
_FOR = "ل"
_PERSON = "person/"
_JOINERS = frozenset({"و", "،", ","})


@Language.factory("kg_names", default_config={"actor_files": [], "demonyms": True})
def create_names(nlp: Language, name: str, actor_files: Sequence[str], demonyms: bool) -> Names:
    """Return the component of a pipeline.

    `actor_files` are the user's files of actors; without `demonyms` nationality adjectives are no mentions.
    """
    del nlp, name
    lexicon = Lexicon.load(tuple(actor_files))
    return Names(lexicon, NameParts.default(), PlaceSigns.default(), demonyms=demonyms)


class Names:
    """Fills `MENTIONS`, `TITLES` and the document's entities."""

    def __init__(
        self, lexicon: Lexicon, parts: NameParts, signs: PlaceSigns, *, demonyms: bool = True
    ) -> None:
        self.lexicon = lexicon
        self.demonyms = demonyms
        self.capitals = Capitals(signs, lexicon.actors)
        self.titles = titles()
        heads = OrganizationHeads.default()
        self.known = KnownNames(lexicon, parts.vocabulary, heads)
        self.never_last = parts.links | heads.never_last
        self.adjectives = Adjectives(AdjectiveSigns.default(), lexicon)
        self.organizations = Organizations(heads, parts)
        self.bodies = Bodies(lexicon, self.titles, body_patterns())
        self.persons = Persons(parts)
        self.short_names = ShortNames(parts)

    def __call__(self, doc: Doc) -> Doc:
        words = Words.of(doc)
        found_titles = find_titles(words, self.titles)
        read = network_names(doc, words, self.never_last, self.persons.parts.runs_on)
        chosen, overlapped = self._choose(words, found_titles, read)
        if overlapped:
            state.drop(doc, Drop.MENTION_OVERLAPPED, overlapped)
        if not self.demonyms:
            chosen = [candidate for candidate in chosen if candidate.form is not Form.DEMONYM]
        doc.spans[state.TITLES] = [_title_span(doc, words, title) for title in found_titles]
        doc.spans[state.MENTIONS] = self._mentions(doc, words, chosen)
        return doc

    def _choose(
        self, words: Words, found_titles: Sequence[TitleAt], read: Sequence[Candidate]
    ) -> tuple[list[Candidate], int]:
        """Return the mentions of a text and how many candidates lost to a longer one.

        `read` are the names that a network found.
        """
        known = self.capitals.read(words, self.known.find(words, found_titles))
        found = [*self.adjectives.read(words, known), *self.adjectives.find(words)]
        found += list(self.bodies.find(words, found, found_titles))
        found += list(self.persons.find(words, found, found_titles))
        found += list(self.organizations.find(words, found))
        found = self._in_context(words, [c for c in found if not self._is_no_name(words, c)])
        found += list(self.bodies.find_bare(words, found))
        chosen, overlapped = pick(found)
        if read:
            around = self._around(_sure(chosen))
            read = [self._linked(c, words, around) for c in read if not self._is_no_name(words, c)]
            chosen = of_one_type(join(chosen, read, self.lexicon), words, self.known.heads.inside)
        persons = [c for c in chosen if c.type is EntityType.PERSON]
        others = [c for c in chosen if c.type is not EntityType.PERSON]
        others = self.short_names.without_surnames(words, persons, others)
        chosen = sorted([*others, *self.short_names.unify(words, persons)], key=lambda c: c.start)
        chosen, more = pick([*chosen, *self.short_names.find(words, chosen)])
        return [self._bare(c, words, found_titles) for c in chosen], overlapped + more

    def _is_no_name(self, words: Words, candidate: Candidate) -> bool:
        """Return whether words only look like a name: a bare noun («شبكة»), a currency («دولار أمريكي»), an
        adjective («السياسة الخارجية الأمريكية»), or one body of many («محكمة أمريكية»).
        """
        if (
            candidate.actor_id is None
            and words.key(candidate.start, candidate.end) in self.known.heads.never_alone
        ):
            return True
        if candidate.type is not EntityType.ORGANIZATION:
            return self.adjectives.is_no_actor(words, candidate)
        if self.known.heads.is_adjective(words, candidate.start):
            return True
        name = words.forms[candidate.start : candidate.end]
        indefinite = len(name) > 1 and not any(word.startswith(_ARTICLES) for word in name)
        return indefinite and any(s.form is Form.DEMONYM for s in self.lexicon.exact(name[-1]))

    def _bare(self, candidate: Candidate, words: Words, found_titles: Sequence[TitleAt]) -> Candidate:
        """Return a mention without the title or common noun that a name may begin with: «الملك», «محافظة»."""
        start = candidate.start
        if candidate.type is EntityType.PERSON:
            start = next((t.end for t in found_titles if t.start == start and _is_apart(words, t)), start)
        elif words.forms[start] in self._heads_outside(candidate, words):
            start += 1
        return replace(candidate, start=start) if start < candidate.end else candidate

    def _heads_outside(self, candidate: Candidate, words: Words) -> Collection[str]:
        """Return the common nouns that are no part of a name of this kind; a user's name stands as given."""
        if candidate.type is EntityType.ORGANIZATION:
            ours = candidate.actor_id is None or Actors.default().get(candidate.actor_id) is not None
            return self.known.heads.never_inside if ours else ()
        return self.known.heads.of_places if self._is_place(candidate, words) else ()

    def _is_place(self, candidate: Candidate, words: Words) -> bool:
        """Return whether a name is a place also without its first word: «مدينة غزة», not «مدينة الصدر»."""
        if candidate.type not in (EntityType.PLACE, EntityType.COUNTRY) or candidate.actor_id is None:
            return candidate.type is EntityType.PLACE
        rest = self.lexicon.exact(words.key(candidate.start + 1, candidate.end))
        return any(surface.actor_id.startswith(("place/", "country/")) for surface in rest)

    def _linked(self, candidate: Candidate, words: Words, around: Collection[str]) -> Candidate:
        """Return a name of the network with the known actor that it can only mean; «الديوان الملكي» is one
        of several and means Jordan's only where Jordan is around.
        """
        key = words.key(candidate.start, candidate.end)
        surfaces = self.lexicon.exact(key)
        if not surfaces and candidate.type is EntityType.PERSON:
            surfaces = self.lexicon.exact(self.persons.parts.without_fathers(key))
        same = {
            (s.actor_id, s.form): s.weight
            for s in surfaces
            if (actor := self.lexicon.actors.get(s.actor_id)) is not None and actor.type is candidate.type
        }
        if len({actor_id for actor_id, _ in same}) != 1:
            return candidate
        actor_id, form = min(same)
        sure = max(same.values()) >= _SURE or not {actor_id, self._home(actor_id)}.isdisjoint(around)
        return replace(candidate, actor_id=actor_id, form=form) if sure else candidate

    def _in_context(self, words: Words, found: Sequence[Candidate]) -> list[Candidate]:
        """Read ambiguous names as what the document names most; leave out those without a context.

        Countries are named by their people too: «المملكة» in a text on «الملك سلمان» alone.
        """
        sure = _sure(found)
        people = (key for key in sure if key.startswith(_PERSON))
        homes = Counter(home for key in people if (home := self._home(key)) is not None)
        sure += Counter({home: count for home, count in homes.items() if home not in sure})
        around = self._around(sure)
        read = [_most_named(c, sure) if c.rivals else c for c in found]
        listed = _listed(words, read)
        return [
            c
            for c in read
            if c.score >= _SURE
            or (c.start, c.end) in listed
            or not {c.actor_id, self._home(c.actor_id)}.isdisjoint(around)
        ]

    def _around(self, sure: Collection[str]) -> set[str]:
        """Return the actors that a text names beyond doubt, and the countries of its places."""
        places = (actor_id for actor_id in sure if actor_id.startswith("place/"))
        return {home for place in places if (home := self._home(place)) is not None}.union(sure)

    def _home(self, actor_id: str | None) -> str | None:
        """Return the country of a known actor, None where there is none."""
        actor = self.lexicon.actors.get(actor_id) if actor_id else None
        return actor.country_id if actor is not None else None

    def _mentions(self, doc: Doc, words: Words, chosen: Sequence[Candidate]) -> list[Span]:
        """Return spans and register their entities; those in ignored spans are counted and left out."""
        register = _Register(doc, self.lexicon.actors)
        text = doc.text
        spans = []
        for candidate in chosen:
            start, end = words.tokens[candidate.start], words.tokens[candidate.end - 1] + 1
            first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            if state.in_ignored_span(doc, first, last, names=True):
                state.drop(doc, Drop.MENTION_IGNORED_SPAN)
                continue
            key = register.key(candidate, words, text[first:last])
            span = Span(doc, start, end, label=str(candidate.type), kb_id=key)
            span._.form = candidate.form
            span._.score = candidate.score
            span._.extractor = _PREFIX + candidate.finder
            spans.append(span)
        register.close()
        return spans


def _listed(words: Words, found: Iterable[Candidate]) -> set[tuple[int, int]]:
    """Return where doubtful names of countries stand in a list with sure ones: «النيجر ومالي»."""
    countries = [c for c in found if c.type is EntityType.COUNTRY and c.form is Form.NAME]
    return {
        place
        for left, right in pairwise(sorted(countries, key=lambda c: c.start))
        if max(left.score, right.score) >= _SURE
        and left.end < right.start
        and all(form in _JOINERS for form in words.forms[left.end : right.start])
        for place in ((left.start, left.end), (right.start, right.end))
    }


def _sure(found: Iterable[Candidate]) -> Counter[str]:
    """Return how often a text names each known actor without ambiguity."""
    return Counter(c.actor_id for c in found if c.score >= _SURE and not c.rivals and c.actor_id is not None)


def _most_named(candidate: Candidate, counts: Counter[str]) -> Candidate:
    """Return an ambiguous name as the one of its actors that the document names most without ambiguity."""
    readings = [actor_id for actor_id in (candidate.actor_id, *candidate.rivals) if actor_id is not None]
    best = max(readings, key=lambda actor_id: (counts[actor_id], actor_id == candidate.actor_id))
    return candidate if best == candidate.actor_id else replace(candidate, actor_id=best)


class _Register:
    """Gives entities their keys and collects their names."""

    def __init__(self, doc: Doc, actors: Actors) -> None:
        self.entities = state.entities(doc)
        self.actors = actors
        self.latin = doc.lang_ != "ar"
        self._local: dict[tuple[str, str], str] = {}
        self._surfaces: dict[str, dict[str, None]] = {}

    def key(self, candidate: Candidate, words: Words, surface: str) -> str:
        """Return the local key of a candidate's entity, making the entity at its first mention."""
        key = candidate.actor_id
        if key is None:
            name = candidate.name or words.key(candidate.start, candidate.end)
            key = self._local.setdefault((str(candidate.type), name), f"local/{len(self._local) + 1}")
        if surface.startswith(_FOR) and words.forms[candidate.start].startswith(_ARTICLE):
            surface = _ARTICLE + surface.removeprefix(_FOR)  # «ل|لمقاومة»
        if key not in self.entities:
            self.entities[key] = self._entity(key, candidate, surface)
        if candidate.form in (Form.NAME, Form.SHORT_NAME):
            self._surfaces.setdefault(key, {})[surface] = None
        return key

    def _entity(self, key: str, candidate: Candidate, surface: str) -> LocalEntity:
        actor = self.actors.get(key)
        if actor is None:
            return LocalEntity(
                key=key,
                type=candidate.type,
                name=surface,
                surfaces=(),
                subtype=candidate.subtype,
                country_id=candidate.country_id,
            )
        names = (actor.name_en, actor.name_ar) if self.latin else (actor.name_ar, actor.name_en)
        return LocalEntity(
            key=key,
            type=actor.type,
            name=next((name for name in names if name), surface),
            surfaces=(),
            subtype=actor.subtype,
            known_id=actor.id,
            country_id=actor.country_id,
        )

    def close(self) -> None:
        """Write names into the entities, longest first; an unknown actor is called by its longest name."""
        for key, entity in list(self.entities.items()):
            surfaces = tuple(sorted(self._surfaces.get(key, ()), key=lambda s: (-len(s), s)))
            name = surfaces[0] if surfaces and entity.known_id is None else entity.name
            self.entities[key] = LocalEntity(
                key=key,
                type=entity.type,
                name=name,
                surfaces=surfaces,
                subtype=entity.subtype,
                known_id=entity.known_id,
                country_id=entity.country_id,
            )


def _is_apart(words: Words, title: TitleAt) -> bool:
    """Return whether a title is no given name: «الأمير» and «آية الله», but not «أمير» or «خليفة»."""
    return title.end - title.start > 1 or words.forms[title.start].startswith(_ARTICLE)


def _title_span(doc: Doc, words: Words, found: TitleAt) -> Span:
    start, end = words.tokens[found.start], words.tokens[found.end - 1] + 1
    return Span(doc, start, end, label=found.title.relation or "", kb_id=found.title.id)
