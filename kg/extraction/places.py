"""Standing ties of bodies and places that the order of names states: nationality after a name, one name in
another.

«صحيفة وول ستريت جورنال الأميركية» BASED_IN, «البرلمان العراقي» as two names PART_OF, «مدينة أوديسا
الأوكرانية» and «خان يونس في قطاع غزة» LOCATED_IN, «وزارة الدفاع بحكومة الوفاق» PART_OF.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.grammar import Grammar
from kg.extraction.reading import Actor, Reading
from kg.extraction.standing import draft, single
from kg.extraction.state import ClaimDraft
from kg.language.normalize import fold
from kg.records import EntityType

__all__ = ["MEMBERS_LISTED", "place_claims"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_CAPITAL = "عاصمه"
_REACH = 6  # items from a name to the one that it lies in
_IN = ("في", "ب")
MEMBERS_LISTED = "members-listed"
_COLON = ":"
_BEFORE_LISTS = frozenset(("(", "-", "–", "—", _COLON))
_WORDS_OF_LISTING = 4
_FEWEST_MEMBERS = 3
_LISTED = 0.9
_COMPASS, _COMMA = "compass", "comma"
_CONFIDENCE = {"في": 0.85, "ب": 0.85, _COMPASS: 0.8, _COMMA: 0.65}
_NATION = {"PART_OF": 0.5, "BASED_IN": 0.95}


def place_claims(reading: Reading, grammar: Grammar) -> Iterator[ClaimDraft]:
    """Yield the drafts of all such ties in a sentence."""
    for at in range(len(reading)):
        if len(reading.actors[at]) == 1:
            yield from _after_name(reading, at, grammar)
            yield from _before_place(reading, at)
            yield from _contained(reading, at, grammar)
            yield from _members(reading, at, grammar)


def _members(reading: Reading, at: int, grammar: Grammar) -> Iterator[ClaimDraft]:
    """The states and bodies listed after a bloc, three or more: «مجموعة بريكس (البرازيل وروسيا والهند)»."""
    bloc = reading.actors[at][0]
    start = _list_after(reading, at, grammar) if bloc.type in _BODIES and not bloc.demonym else None
    if start is None:
        return
    members: list[Actor] = []
    for here in range(start, len(reading)):
        if single(reading, here, EntityType.COUNTRY, EntityType.ORGANIZATION):
            members.append(reading.actors[here][0])
        elif not (reading.comma(here) or reading.info[here].conjunction):
            break
    if len(members) >= _FEWEST_MEMBERS:
        for member in members:
            yield draft(reading, member, "MEMBER_OF", bloc, MEMBERS_LISTED, _LISTED)


def _list_after(reading: Reading, at: int, grammar: Grammar) -> int | None:
    """Return where a list of members begins after a bloc: behind a bracket, dash or colon, «وهي», «التي تضم»;
    behind a comma alone after a group.
    """
    opened = False
    for here in range(at + 1, min(len(reading), at + 2 + _WORDS_OF_LISTING)):
        if reading.actors[here]:
            return here if opened else None
        word = reading.words[here]
        lists = grammar.lists(word)
        if lists is False and not (reading.comma(here) or reading.quote(here) or word == _COLON):
            return None
        group = reading.actors[at][0].type is EntityType.GROUP
        opened = opened or bool(lists) or word in _BEFORE_LISTS or (group and reading.comma(here))
    return None


def _after_name(reading: Reading, at: int, grammar: Grammar) -> Iterator[ClaimDraft]:
    """A nationality right after a body or place; adjectives of relation may stand between."""
    nation = reading.actors[at][0]
    if not nation.demonym or nation.type is not EntityType.COUNTRY or not _is_definite(nation):
        return
    before = at - 1
    while before >= max(0, at - 4) and (reading.quote(before) or _is_adjective(reading.words[before])):
        before -= 1
    if before < 0 or len(reading.actors[before]) != 1 or reading.actors[before][0].demonym:
        return
    host = reading.actors[before][0]
    if host.type is EntityType.ORGANIZATION or (host.type is EntityType.GROUP and before == at - 1):
        relation = "PART_OF" if _is_organ(reading, before, grammar) else "BASED_IN"
        yield draft(reading, host, relation, nation, "body-nationality", _NATION[relation], (at, at + 1))
    elif host.type is EntityType.PLACE and reading.words[at - 1][:2] != "ال":
        yield draft(reading, host, "LOCATED_IN", nation, "place-nationality", 0.9, (at, at + 1))


def _is_definite(nation: Actor) -> bool:
    """Whether a nationality goes with a name, which is definite: «رويترز البريطانية», not «داعش روسيات»."""
    return nation.span.text.startswith("ال")


def _is_adjective(word: str) -> bool:
    """Whether a word looks like a definite adjective of relation: «الإخباري», «التلفزيونية»."""
    return word.startswith("ال") and word.endswith(("ي", "يه")) and len(word) > 5


def _is_organ(reading: Reading, at: int, grammar: Grammar) -> bool:
    """Whether a body is an organ of state, by its first word or the common noun before it."""
    first = grammar.word(fold(reading.actors[at][0].span.text).split()[0])
    if first.media or first.organ:
        return first.organ and not first.media
    before = at - 1
    while before >= 0 and reading.quote(before):
        before -= 1
    return before >= 0 and reading.info[before].organ and not reading.info[before].media


def _before_place(reading: Reading, at: int) -> Iterator[ClaimDraft]:
    """A nationality right before a place («العاصمة الليبية طرابلس»), or a place named as capital («باماكو
    عاصمة مالي»).
    """
    nation = reading.actors[at][0]
    if nation.type is not EntityType.COUNTRY:
        return
    capital = at > 0 and reading.words[at - 1].endswith(_CAPITAL)
    after = at + 1
    while after < len(reading) and (reading.quote(after) or (capital and reading.comma(after))):
        after += 1
    if (nation.demonym or capital) and after < len(reading) and single(reading, after, EntityType.PLACE):
        yield draft(reading, reading.actors[after][0], "LOCATED_IN", nation, "nationality-place", 0.9)
    elif capital and not nation.demonym and at > 1:
        before = at - 2
        while before > 0 and (reading.comma(before) or reading.quote(before)):
            before -= 1
        if single(reading, before, EntityType.PLACE):
            yield draft(
                reading, reading.actors[before][0], "LOCATED_IN", nation, "capital-of", 0.9, (at - 1, at)
            )


def _contained(reading: Reading, at: int, grammar: Grammar) -> Iterator[ClaimDraft]:
    """Two names side by side, the second the larger."""
    first = reading.actors[at][0]
    if first.demonym or first.reference is not None:
        return
    link, second = _linked(reading, at)
    if second is None or not link:
        return
    larger = reading.actors[second][0]
    if larger.key == first.key or larger.demonym:
        return
    if first.type is EntityType.PLACE and larger.type in _PLACES:
        certain = larger.type is EntityType.COUNTRY or _is_region(reading, second, grammar)
        if link in _CONFIDENCE and (link != _COMPASS or certain):
            yield draft(reading, first, "LOCATED_IN", larger, "place-in-place", _CONFIDENCE[link])
    elif first.type in _BODIES and larger.type in _BODIES and link in ("ب", "ل"):
        yield draft(reading, first, "PART_OF", larger, "body-of-body", 0.4)
    elif first.type is EntityType.ORGANIZATION and larger.type in _PLACES and link in _IN:
        before = reading.info[at - 1] if at else None
        named = grammar.word(fold(first.span.text).split()[0]).institution
        if named or (before is not None and before.institution):
            yield draft(reading, first, "BASED_IN", larger, "institution-in-place", 0.7)


def _is_region(reading: Reading, at: int, grammar: Grammar) -> bool:
    """Whether a place is a region, by its own first word or the common noun before it."""
    own = grammar.word(fold(reading.actors[at][0].span.text).split()[0]).region
    return own or (at > 0 and reading.info[at - 1].region)


def _linked(reading: Reading, at: int) -> tuple[str, int | None]:
    """Return how the next name is tied to this one, and its item: only common nouns of place may stand
    between.
    """
    link = ""
    for item in range(at + 1, min(len(reading), at + _REACH)):
        if reading.actors[item]:
            return link, item if len(reading.actors[item]) == 1 else None
        info, word = reading.info[item], reading.words[item]
        if info.middle:
            link = "في"
        elif info.compass:
            link = _COMPASS
        elif not link and info.preposition in ("في", "ب", "ل") and (info.own_preposition or info.head):
            link = info.preposition
        elif not link and (
            word == "(" or (reading.comma(item) and at > 0 and reading.info[at - 1].preposition == "في")
        ):
            link = _COMMA
        elif not (reading.quote(item) or info.head or (link and (info.agent or info.region))):
            return "", None
    return "", None
