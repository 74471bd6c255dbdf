"""Countries and bodies inside the names of bodies: «الجيش الأمريكي» is part of the United States, «حزب العمال
البريطاني» seated there.

A name is marked whole, so the country in it is no mention of its own; the claim points to the nearest
mention of the country elsewhere in the text and says so in `reference`. Where the text names the country
nowhere, there is no claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from spacy.tokens import Doc, Span

from kg.actors import Actors
from kg.extraction import state
from kg.extraction.grammar import Grammar
from kg.extraction.reading import Reading
from kg.extraction.state import ClaimDraft
from kg.language.normalize import fold
from kg.records import EntityType, Form

__all__ = [
    "BODY_IN_NAME",
    "STATE_BODY",
    "Bodies",
    "Countries",
    "country_in_name",
    "name_host",
    "nested_claims",
    "parts_of_bodies",
]

BODY_IN_NAME = "body-in-name"
STATE_BODY = "state-body"
_COUNTRY_IN_NAME = "country-in-name"
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_CONFIDENCE = {"PART_OF": 0.8, "BASED_IN": 0.5}  # as often right in annotated articles
_BODY_CONFIDENCE = 0.9
_STATE_CONFIDENCE = 0.9  # below the 95 % of training articles: no text was kept apart for it
#: Kinds of bodies that are a state's own.
_STATE_KINDS = frozenset(
    ("government_body", "military", "intelligence", "police", "legislature", "court", "central_bank")
)


class Countries:
    """The countries that a document mentions, by what the knowledge base knows them as."""

    def __init__(self, doc: Doc) -> None:
        keys = {
            entity.known_id: key
            for key, entity in state.entities(doc).items()
            if entity.type is EntityType.COUNTRY and entity.known_id
        }
        self._spans: dict[str, list[Span]] = {known: [] for known in keys}
        by_key = {key: known for known, key in keys.items() if known}
        for span in state.mentions(doc):
            known = by_key.get(span.kb_id_)
            if known is not None:
                self._spans[known].append(span)

    def only(self) -> str | None:
        """Return the country of a document that names one alone."""
        return next(iter(self._spans)) if len(self._spans) == 1 else None

    def nearest(self, known_id: str, start: int) -> Span | None:
        """Return the last mention of a country before a token, else the first after it, else None."""
        spans = self._spans.get(known_id, [])
        return next((span for span in reversed(spans) if span.start < start), spans[0] if spans else None)


class Bodies:
    """The bodies that a document mentions, by the words of their names."""

    def __init__(self, doc: Doc) -> None:
        self._spans: dict[tuple[str, ...], list[Span]] = defaultdict(list)
        self._known: dict[str, list[Span]] = defaultdict(list)
        entities = state.entities(doc)
        for span in state.mentions(doc):
            if span.label_ == EntityType.ORGANIZATION:
                self._spans[_words(span.text)].append(span)
                known = entities[span.kb_id_].known_id
                if known is not None:
                    self._known[known].append(span)

    def beginning(self, words: tuple[str, ...], start: int) -> Span | None:
        """Return the mention nearest to a token of the one body whose name begins with some words."""
        spans = [span for name, held in self._spans.items() if name[: len(words)] == words for span in held]
        if len({span.kb_id_ for span in spans}) != 1:
            return None
        return min(spans, key=lambda span: (abs(span.start - start), span.start))

    def known(self, known_id: str, start: int) -> Span | None:
        """Return the mention nearest to a token of the body that the knowledge base knows by an id."""
        spans = self._known.get(known_id, ())
        return min(spans, key=lambda span: (abs(span.start - start), span.start), default=None)

    def inside(self, body: Span) -> Span | None:
        """Return the nearest mention of the longest other body whose name is part of a body's name."""
        name = _words(body.text)
        parts = sorted(combinations(range(1, len(name) + 1), 2), key=lambda ends: ends[0] - ends[1])
        for start, end in parts:
            others = [span for span in self._spans.get(name[start:end], ()) if span.kb_id_ != body.kb_id_]
            if others:
                before = [span for span in others if span.start < body.start]
                return before[-1] if before else others[0]
        return None


def _words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; «للأمم المتحدة» is «الأمم المتحدة» inside another."""
    return tuple("ال" + word[2:] if word.startswith("لل") else word for word in fold(name).split())


def name_host(drafts: Iterator[ClaimDraft], doc: Doc, countries: Countries) -> Iterator[ClaimDraft]:
    """Make the country the host of a visit to one of its places, where the text names the country too."""
    known = {key: entity.known_id for key, entity in state.entities(doc).items() if entity.known_id}
    actors = Actors.default()
    for draft in drafts:
        place = (
            actors.get(known.get(draft.object.kb_id_, ""))
            if draft.relation == "VISITED" and draft.object.label_ == EntityType.PLACE
            else None
        )
        country = (place.capital_of or place.country_id) if place is not None else None
        span = countries.nearest(country, draft.object.start) if country else None
        if span is not None:
            draft.reference = f"{draft.object.text}:country-of-place"
            draft.place, draft.object = draft.object.kb_id_, span
        yield draft


def nested_claims(reading: Reading, countries: Countries, grammar: Grammar) -> Iterator[ClaimDraft]:
    """Yield PART_OF or BASED_IN for every body whose name ends in a country or nationality."""
    for at in range(len(reading)):
        if len(reading.actors[at]) != 1:
            continue
        actor = reading.actors[at][0]
        if actor.type not in _BODIES or actor.demonym or actor.reference:
            continue
        words, country = _country_in(actor.span.text)
        if country is None:
            continue
        span = countries.nearest(country, actor.span.start)
        if span is None:
            continue
        relation = _relation(fold(actor.span.text).split(), grammar)
        if relation is None or (
            actor.type is EntityType.GROUP and not grammar.word(fold(actor.span.text).split()[0]).organ
        ):
            continue
        kind = state.entities(reading.sentence.doc)[actor.key].subtype
        own = relation == "PART_OF" and kind in _STATE_KINDS
        rule = STATE_BODY if own else _COUNTRY_IN_NAME
        yield ClaimDraft(
            subject=actor.span,
            relation=relation,
            object=span,
            sentence=reading.sentence,
            trigger=None,
            confidence=_STATE_CONFIDENCE if own else _CONFIDENCE[relation],
            extractor=f"rules:{rule}",
            reference=f"{words}:{_COUNTRY_IN_NAME}",
        )


def parts_of_bodies(reading: Reading, bodies: Bodies, grammar: Grammar) -> Iterator[ClaimDraft]:
    """Yield PART_OF for every organ of a body whose name holds the body's: «الجمعية العامة للأمم المتحدة»."""
    for at in range(len(reading)):
        if len(reading.actors[at]) != 1:
            continue
        actor = reading.actors[at][0]
        if actor.type is not EntityType.ORGANIZATION or actor.demonym or actor.reference:
            continue
        whole = bodies.inside(actor.span) if grammar.word(_words(actor.span.text)[0]).part else None
        if whole is not None:
            yield ClaimDraft(
                subject=actor.span,
                relation="PART_OF",
                object=whole,
                sentence=reading.sentence,
                trigger=None,
                confidence=_BODY_CONFIDENCE,
                extractor=f"rules:{BODY_IN_NAME}",
                reference=f"{whole.text}:{BODY_IN_NAME}",
            )


def _relation(name: list[str], grammar: Grammar) -> str | None:
    """Return what the first words of a name say: organs of state are part of it, others seated there."""
    word = grammar.word(name[0])
    if word.media and not (len(name) > 1 and grammar.word(name[1]).organ):
        return "BASED_IN"
    return "PART_OF" if word.organ or word.agent or word.media else None


def country_in_name(name: str) -> str | None:
    """Return the country that the name of a body ends in, by itself or as nationality.

    >>> country_in_name("خفر السواحل الليبي")
    'country/libya'
    """
    return _country_in(name)[1]


@cache
def _country_in(name: str) -> tuple[str, str | None]:
    """Return the last words of a name that are a country or its nationality, and the country's id."""
    words = name.split()
    actors = Actors.default()
    for length in (2, 1):
        if len(words) <= length:
            continue
        tail = " ".join(words[-length:])
        found = [
            s
            for s in actors.lookup(fold(tail))
            if s.form in (Form.NAME, Form.DEMONYM) and s.actor_id.startswith("country/")
        ]
        if found:
            return tail, found[0].actor_id
    return "", None
