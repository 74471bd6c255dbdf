"""Standing ties of persons: what titles, nationalities and counterparts state without a verb.

«وزير الخارجية الروسي سيرغي لافروف» HOLDS_OFFICE, «الصحفي المصري محمد حسن» CITIZEN_OF, «نظيره التركي هاكان
فيدان» the office of the one before. Every rule proposes drafts; none looks at another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.actors import Actor as KnownActor
from kg.actors import Actors
from kg.extraction import state
from kg.extraction.grammar import Grammar
from kg.extraction.nested import Bodies, Countries
from kg.extraction.offices import Holders, Office, person_after
from kg.extraction.organizations import OrganizationHeads
from kg.extraction.reading import Actor, Reading
from kg.extraction.state import ClaimDraft
from kg.language.normalize import fold
from kg.language.titles import Title, titles
from kg.records import EntityType

__all__ = ["GUESSED", "TITLE_OF_STATE", "draft", "single", "standing_claims"]

_OFFICES = ("LEADS", "HOLDS_OFFICE")
_DECAY = 0.97
TITLE_OF_STATE = "title-of-state"
GUESSED = "guessed"  # note on an office of government whose state is only the one that the text names
_MINISTER = "minister"
_STATE_CONFIDENCE = {"LEADS": 0.9, "HOLDS_OFFICE": 0.8}  # as often right in annotated articles
_FOR = "عن"
_AT = frozenset(("في", "ب", "من", "لدي"))  # folded
_SET_IN, _BUT = frozenset(("في", "من")), ("اما", "لكن")  # folded
_OPENING = 5  # items of a sentence that may name the scene: «ومن العاصمة إسلام آباد، …»
_HEADS = 2  # items between such a preposition and the name: «في صحيفة «الخبر»»
_EMIR, _PRESIDENT = "emir", "president"
_CROWNS = frozenset({"king", "queen", _EMIR, "sultan", "emperor", "shah", "caliph"})
_LOCAL = frozenset({"governor", "mayor"})
_PARTY = "party"


def standing_claims(
    reading: Reading,
    offices: list[Office],
    holders: Holders,
    grammar: Grammar,
    countries: Countries,
    bodies: Bodies,
) -> Iterator[ClaimDraft]:
    """Yield the drafts of all standing ties of persons in a sentence."""
    used: set[int] = set()  # nationalities that belong to an office
    for office in offices:
        if office.holder is not None:
            used.update(office.complements)
            yield from _office(reading, office, grammar)
            yield from _employer(reading, office, grammar)
            if not any(other.holder == office.holder and other.complements for other in offices):
                yield from _office_of_state(reading, office, countries)
                yield from _office_of_body(reading, office, bodies)
            yield from _seat(reading, office, countries, bodies)
        elif office.plural and office.title.relation in _OFFICES:
            yield from _shared_office(reading, office, used)
    for at in range(len(reading)):
        if at in used or not reading.actors[at]:
            continue
        yield from _before_person(reading, at, offices, holders)
        yield from _in_brackets(reading, at)
        yield from _for_party(reading, at)


def draft(
    reading: Reading,
    subject: Actor,
    relation: str,
    object_: Actor,
    rule: str,
    confidence: float,
    trigger: tuple[int, int] | None = None,
) -> ClaimDraft:
    """Return a draft of a rule; `trigger` is a range of items."""
    return ClaimDraft(
        subject=subject.span,
        relation=relation,
        object=object_.span,
        sentence=reading.sentence,
        trigger=reading.span(*trigger) if trigger else None,
        confidence=round(confidence, 3),
        extractor=f"rules:{rule}",
        reference=subject.reference or object_.reference,
    )


def single(reading: Reading, at: int, *types: EntityType) -> bool:
    """Whether the item is one actor of these types, written as a name."""
    actors = reading.actors[at]
    return (
        len(actors) == 1 and actors[0].type in types and not actors[0].demonym and actors[0].reference is None
    )


def _office(reading: Reading, office: Office, grammar: Grammar) -> Iterator[ClaimDraft]:
    """A title, its holder, and what it is of; a further body after «عن» is the party."""
    if office.holder is None or not office.complements or office.title.relation is None:
        return
    holder = reading.actors[office.holder][0]
    for place, at in enumerate(office.complements):
        if len(reading.actors[at]) != 1:
            continue
        body = reading.actors[at][0]
        stands_for = body.type is EntityType.ORGANIZATION and _after(reading, at, _FOR)
        if place and not stands_for:
            continue
        relation = _relation(
            office.title,
            body,
            grammar,
            stands_for=stands_for and office.title.relation == "HOLDS_OFFICE",
            party=_is_party(reading, body),
        )
        if relation is None:
            continue
        gap = max(0, at - office.end) + max(0, office.holder - office.stop)
        found = draft(
            reading, holder, relation, body, "title", 0.93 * _DECAY**gap, (office.start, office.end)
        )
        if relation in _OFFICES:
            found.office = reading.span(office.start, office.end).text
        if office.former:
            found.notes["former"] = True
        yield found


def _employer(reading: Reading, office: Office, grammar: Grammar) -> Iterator[ClaimDraft]:
    """A paper, university or institute named after whoever works there: «الباحث … في معهد كارنيغي»."""
    if office.holder is None or office.complements or office.title.relation != "WORKS_FOR":
        return
    at = office.holder + 1
    if at >= len(reading) or reading.words[at] not in _AT:
        return
    named = False
    for body in range(at + 1, min(len(reading), at + 2 + _HEADS)):
        if single(reading, body, EntityType.ORGANIZATION):
            actor = reading.actors[body][0]
            if named or grammar.word(fold(actor.span.text).split()[0]).media:
                trigger = (office.start, office.end)
                yield draft(
                    reading, reading.actors[office.holder][0], "WORKS_FOR", actor, "employer", 0.8, trigger
                )
            return
        named = named or reading.info[body].media
        if not (reading.info[body].media or reading.quote(body)):
            return


def _office_of_state(reading: Reading, office: Office, countries: Countries) -> Iterator[ClaimDraft]:
    """A title of state alone: «الرئيس ترامب», whose country is known and named in the text, or any minister
    in a text that names one country.
    """
    title = office.title
    if office.holder is None or title.relation not in _OFFICES:
        return
    holder = reading.actors[office.holder][0]
    entity = state.entities(reading.sentence.doc)[holder.key]
    person = Actors.default().get(holder.key)
    fits = _can_hold(person, title) if person is not None else _is_of_state(reading, office)
    if entity.known_id is not None:
        home = entity.country_id
    else:
        home = countries.only() or _scene(reading, office.start)
    span = countries.nearest(home, holder.span.start) if home is not None else None
    if span is None or not fits:
        return
    found = _of_state(reading, office, Actor(span, span.kb_id_, EntityType.COUNTRY))
    if entity.known_id is None and (title.relation == "LEADS" or _MINISTER in title.english):
        found.notes[GUESSED] = True
    yield found


def _office_of_body(reading: Reading, office: Office, bodies: Bodies) -> Iterator[ClaimDraft]:
    """A known person's title alone, in a text that names the body: «الأمين العام غوتيريش»."""
    if office.holder is None or office.title.relation not in _OFFICES:
        return
    entity = state.entities(reading.sentence.doc)[reading.actors[office.holder][0].key]
    person = Actors.default().get(entity.known_id) if entity.known_id is not None else None
    held = _title_words(office.title.english)
    of = {
        known.of_id
        for known in (person.offices if person is not None else ())
        if known.of_id is not None and (held <= (words := _title_words(known.title)) or words <= held)
    }
    named = [body for id_ in of if (body := bodies.known(id_, reading.tokens[office.start][0])) is not None]
    if len(named) == 1:
        yield _of_state(reading, office, Actor(named[0], named[0].kb_id_, EntityType.ORGANIZATION))


def _title_words(english: str) -> frozenset[str]:
    return frozenset(english.replace("-", " ").replace("spokesperson", "spokesman").split())


def _seat(reading: Reading, office: Office, countries: Countries, bodies: Bodies) -> Iterator[ClaimDraft]:
    """The chamber of a member by title alone, «السيناتور ليندسي غراهام», or the state where none is named."""
    chamber = titles().chambers.get(office.title.english)
    if office.holder is None or chamber is None:
        return
    start = reading.tokens[office.start][0]
    body = bodies.beginning(chamber.begins, start)
    if body is not None:
        yield _of_state(reading, office, Actor(body, body.kb_id_, EntityType.ORGANIZATION))
    elif not any(reading.actors[at][0].type is EntityType.COUNTRY for at in office.complements):
        country = countries.nearest(chamber.country_id, start)
        if country is not None:
            yield _of_state(reading, office, Actor(country, country.kb_id_, EntityType.COUNTRY))


def _of_state(reading: Reading, office: Office, of: Actor) -> ClaimDraft:
    """Return the draft of an office whose state or body the title does not name."""
    assert office.holder is not None
    assert office.title.relation is not None
    words = reading.span(office.start, office.end).text
    found = draft(
        reading,
        reading.actors[office.holder][0],
        office.title.relation,
        replace(of, reference=f"{words}:{of.type.lower()}-of-person"),
        TITLE_OF_STATE,
        _STATE_CONFIDENCE[office.title.relation],
        (office.start, office.end),
    )
    found.office = words
    if office.former:
        found.notes["former"] = True
    return found


def _scene(reading: Reading, before: int) -> str | None:
    """Return the country of the place that a sentence opens with: «وفي جاكرتا، كشف وزير الأمن …»."""
    first = 1 if reading.words[0] in _BUT else 0
    if reading.info[first].preposition not in _SET_IN:
        return None
    for at in range(first + 1, min(_OPENING, before)):
        actors = reading.actors[at]
        if not actors:
            if reading.info[at].head or reading.quote(at):
                continue
            return None
        apart = at + 1 < len(reading) and (reading.comma(at + 1) or reading.verb(at + 1))
        if len(actors) != 1 or not apart:
            return None
        entity = state.entities(reading.sentence.doc)[actors[0].key]
        if entity.type is EntityType.COUNTRY:
            return entity.known_id
        place = Actors.default().get(entity.known_id) if entity.known_id else None
        return (place.capital_of or place.country_id) if place is not None else None
    return None


def _can_hold(person: KnownActor, title: Title) -> bool:
    """Whether a title may be of the person's state: any office of state of whoever is not known to lead
    something else; «الأمير» is also a prince.
    """
    own = {office.title for office in person.offices if office.of_id == person.country_id}
    if title.relation == "LEADS":
        return title.english in own or (title.english != _EMIR and bool(own & _leading()))
    return title.scope == "country"


def _is_of_state(reading: Reading, office: Office) -> bool:
    """Whether a title alone is one of state; kings and emirs of old have no state that is named, governors
    and mayors are of a smaller place.
    """
    if office.title.english == _PRESIDENT:
        return "ال" in reading.words[office.start]
    return office.title.scope == "country" and office.title.english not in _CROWNS | _LOCAL


@cache
def _leading() -> frozenset[str]:
    return frozenset(title.english for title in titles().titles if title.relation == "LEADS")


def _is_party(reading: Reading, body: Actor) -> bool:
    """Whether an adjective is a party's: «السيناتور الجمهوري», but not «المبعوث الأممي»."""
    return body.demonym and state.entities(reading.sentence.doc)[body.key].subtype == _PARTY


def _relation(title: Title, body: Actor, grammar: Grammar, *, stands_for: bool, party: bool) -> str | None:
    """Return the tie that a title states to a body: a party is worked for, a seat in an assembly is an
    office.
    """
    relation = title.relation_with(str(body.type))
    if relation in _OFFICES and (stands_for or (party and title.scope == "country")):
        return "WORKS_FOR"
    if (
        relation == "WORKS_FOR"
        and title.english.startswith("member")
        and grammar.word(fold(body.span.text).split()[0]).assembly
    ):
        return "HOLDS_OFFICE"
    return relation


def _after(reading: Reading, at: int, preposition: str) -> bool:
    """Whether a preposition stands before an item, common nouns of it aside."""
    before = at - 1
    while before >= 0 and (reading.quote(before) or reading.info[before].head):
        before -= 1
    return before >= 0 and reading.words[before] == preposition


def _shared_office(reading: Reading, office: Office, used: set[int]) -> Iterator[ClaimDraft]:
    """A title in the plural: «وزراء الخارجية التونسي خميس الجهيناوي والمصري سامح شكري»."""
    nation: Actor | None = None
    for at in range(office.end, len(reading)):
        actors = reading.actors[at]
        if not actors:
            if reading.comma(at) or reading.quote(at) or reading.info[at].conjunction:
                continue
            return
        if actors[0].demonym and actors[0].type is EntityType.COUNTRY:
            nation = actors[0]
            used.add(at)
        elif nation is not None and single(reading, at, EntityType.PERSON):
            relation = office.title.relation_with(str(nation.type))
            if relation is not None:
                found = draft(
                    reading, actors[0], relation, nation, "shared-title", 0.85, (office.start, office.end)
                )
                found.office = reading.span(office.start, office.end).text
                yield found
            nation = None
        else:
            return


def _before_person(
    reading: Reading, at: int, offices: list[Office], holders: Holders
) -> Iterator[ClaimDraft]:
    """A nationality right before a person: of a counterpart («نظيره الروسي …»), or with no title at all; or
    the adjective of a party.
    """
    actors = reading.actors[at]
    if len(actors) != 1 or not actors[0].demonym:
        return
    if actors[0].type is not EntityType.COUNTRY and not _is_party(reading, actors[0]):
        return
    after = person_after(reading, at, offices)
    if after is None:
        return
    person = reading.actors[after][0]
    if actors[0].type is not EntityType.COUNTRY:
        yield draft(reading, person, "WORKS_FOR", actors[0], "party-adjective", 0.8, (at, at + 1))
        return
    if at and reading.info[at - 1].counterpart:
        title = _title_before(reading, at - 1, offices, holders)
        relation = title.relation_with(str(actors[0].type)) if title is not None else None
        if relation in _OFFICES:
            found = draft(reading, person, relation, actors[0], "counterpart", 0.85, (at - 1, at))
            found.office = title.english if title is not None else None
            yield found
        return
    yield draft(reading, person, "CITIZEN_OF", actors[0], "nationality", 0.5, (at, at + 1))


def _title_before(reading: Reading, at: int, offices: list[Office], holders: Holders) -> Title | None:
    """Return the title that a counterpart shares: of the office before, else of the person before."""
    earlier = [office.title for office in offices if office.start < at and office.title.relation in _OFFICES]
    if earlier:
        return earlier[-1]
    persons = [reading.actors[i][0].key for i in range(at) if single(reading, i, EntityType.PERSON)]
    return next((title for key in reversed(persons) if (title := holders.title_of(key)) is not None), None)


def _for_party(reading: Reading, at: int) -> Iterator[ClaimDraft]:
    """A party after «عن» right after a person: «سعد الدين العثماني عن حزب العدالة والتنمية»."""
    if not single(reading, at, EntityType.PERSON) or reading.words[at + 1 : at + 2] != [_FOR]:
        return
    body = at + 2
    if body < len(reading) and single(reading, body, EntityType.ORGANIZATION):
        party = reading.actors[body][0]
        if OrganizationHeads.default().inside.get(fold(party.span.text).split()[0]) == _PARTY:
            yield draft(reading, reading.actors[at][0], "WORKS_FOR", party, "for-party", 0.6)


def _in_brackets(reading: Reading, at: int) -> Iterator[ClaimDraft]:
    """A body in brackets after a person: «محمد الطرودي (كتلة الحرة)»."""
    if not single(reading, at, EntityType.PERSON) or at + 3 >= len(reading) or reading.words[at + 1] != "(":
        return
    body = at + 2
    while body < at + 4 and body + 1 < len(reading) and not reading.actors[body] and reading.info[body].head:
        body += 1
    if single(reading, body, EntityType.ORGANIZATION) and reading.words[body + 1 : body + 2] == [")"]:
        yield draft(reading, reading.actors[at][0], "WORKS_FOR", reading.actors[body][0], "brackets", 0.75)
