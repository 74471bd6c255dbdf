"""Actor phrases: a name with all that belongs to it, the preposition before it, and its list.

«إلى الرئيس الروسي فلاديمير بوتين ونظيره الصيني» is one phrase after «إلى» whose head is the person, in a list of two.
Frames look at phrases only, so that a nationality inside a title is no actor of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.offices import Holders, Office
from kg.extraction.reading import Actor, Reading
from kg.records import EntityType

__all__ = ["Phrase", "find_phrases"]

_CHAIN = 3  # plain nouns between a preposition and the name that it governs in the end
_HEADS = 4  # common nouns that may belong to a name
_BETWEEN = "بين"
_JOIN_WORDS = 2


@dataclass(slots=True)
class Phrase:
    """Items `left` to `right`; `heads` are who is meant: one actor, or two and more for «البلدين».

    `preposition` is "" for a bare phrase; `via` counts the plain nouns between it, or the bare phrase's own noun
    chain, and the name; `noun` is the item of a common noun that the nationality is of («القوات الروسية»), None else.
    `group` lists the phrases of its coordination in order, itself included.
    """

    left: int
    right: int
    heads: tuple[Actor, ...]
    preposition: str = ""
    via: int = 0
    marker: int | None = None
    noun: int | None = None
    joined: bool = False
    agent: bool = True
    group: list[Phrase] = field(default_factory=list)

    def alone(self) -> Phrase:
        """Return the phrase as a list of its own."""
        self.group = [self]
        return self

    @property
    def actors(self) -> list[Actor]:
        """Return everybody in the coordination, in order."""
        return [actor for phrase in self.group for actor in phrase.heads]

    @property
    def reciprocal(self) -> bool:
        """Whether at least two are meant."""
        return len(self.actors) > 1


def find_phrases(reading: Reading, offices: list[Office], holders: Holders) -> list[Phrase]:
    """Return the actor phrases of a sentence in order."""
    phrases = [_bounded(reading, at, offices, holders) for at in _head_items(reading, offices)]
    for office in offices:
        if not office.complements:
            holder = holders.find(reading, office)
            if holder is not None:
                phrases.append(Phrase(office.start, office.end, (holder,)))
    phrases.sort(key=lambda phrase: phrase.left)
    prefixes = {office.start: office.prefix for office in offices}
    for phrase in phrases:
        _govern(reading, phrase, prefixes.get(phrase.left, ""))
    _join(reading, phrases)
    return phrases


def _head_items(reading: Reading, offices: list[Office]) -> list[int]:
    """Return the items that are actors in their own right: not a title's complement, not a name's nationality."""
    inside: set[int] = set()
    for office in offices:
        if office.holder is not None:
            inside.update(office.complements[: 1 if office.holder < office.start else None])
        elif office.title.relation in ("LEADS", "HOLDS_OFFICE"):
            inside.update(office.complements[1:2] if len(office.complements) > 1 else ())
    heads: list[int] = []
    for at in range(len(reading)):
        if not reading.actors[at] or at in inside:
            continue
        actor = reading.actors[at][0]
        previous = _before(reading, at)
        if actor.demonym and previous is not None and reading.actors[previous] and not reading.actors[previous][0].demonym:
            continue
        if actor.demonym and at + 1 < len(reading) and _is_person(reading, at + 1):
            continue
        heads.append(at)
    return heads


def _is_person(reading: Reading, at: int) -> bool:
    actors = reading.actors[at]
    return len(actors) == 1 and actors[0].type is EntityType.PERSON and not actors[0].demonym


def _before(reading: Reading, at: int) -> int | None:
    """Return the item before, quotation marks and brackets skipped."""
    at -= 1
    while at >= 0 and reading.quote(at):
        at -= 1
    return at if at >= 0 else None


def _bounded(reading: Reading, at: int, offices: list[Office], holders: Holders) -> Phrase:
    """Return the phrase around one name: titles, common nouns and nationality to the left, apposition to the right."""
    actors = reading.actors[at]
    left, right = at, at + 1
    noun: int | None = None
    agent = True
    for office in offices:
        if office.holder == at:
            left, right = min(left, office.start), max(right, office.stop)
        elif office.holder is None and office.complements[:1] == (at,) and office.end >= at - 1:
            left, right = min(left, office.start), max(right, office.stop)
            holder = holders.find(reading, office)
            if holder is not None:
                return Phrase(left, right, (holder,))
    if left == at and actors[0].demonym:
        noun, left, agent = _noun_of_nationality(reading, at)
    else:
        left = _common_nouns(reading, left)
        if left == at and at and reading.actors[at - 1] and reading.actors[at - 1][0].demonym and not actors[0].demonym:
            left = at - 1
            left = left - 1 if left and _plain(reading, left - 1) else left
    while right < len(reading):
        ahead = right
        while ahead < len(reading) and reading.quote(ahead):
            ahead += 1
        if ahead < len(reading) and reading.actors[ahead] and reading.actors[ahead][0].demonym and not actors[0].demonym:
            right = ahead + 1
        elif ahead > right and ahead < len(reading) and reading.words[ahead - 1] in "»”\")":
            right = ahead
            break
        else:
            break
    while left and reading.quote(left - 1):
        left -= 1
    return Phrase(left, right, actors, noun=noun, agent=agent)


def _plain(reading: Reading, at: int) -> bool:
    """Whether the item is a word that may be a noun or adjective: no mark, actor, verb, particle or preposition."""
    if reading.actors[at] or reading.mark(at):
        return False
    info = reading.info[at]
    closed = info.opens or info.particle or info.conjunction or info.copular
    own = bool(info.preposition) and reading.words[at].lstrip("و") == info.preposition
    return not (closed or own or reading.verb(at))


def _common_nouns(reading: Reading, at: int) -> int:
    """Return the item where the common nouns before a name begin: «مواقع تنظيم [داعش]» from «تنظيم»."""
    left = at
    for _ in range(_HEADS):
        before = left - 1
        while before >= 0 and reading.quote(before):
            before -= 1
        if before < 0 or reading.actors[before]:
            break
        info = reading.info[before]
        if not (info.head or info.agent) or (info.preposition == reading.words[before]):
            break
        left = before
        if info.preposition or reading.words[before][:1] == "و":
            break
    return left


def _noun_of_nationality(reading: Reading, at: int) -> tuple[int | None, int, bool]:
    """Return the noun that a nationality is of, the phrase's first item, and whether the noun can act."""
    for before in range(at - 1, max(-1, at - 4), -1):
        if reading.quote(before):
            continue
        if not _plain(reading, before):
            break
        if reading.info[before].agent or reading.info[before].head:
            return before, before, True
    if at and _plain(reading, at - 1):
        return at - 1, at - 1, False
    return None, at, True


def _govern(reading: Reading, phrase: Phrase, prefix: str) -> None:
    """Find the preposition of a phrase: right before it, attached to its first noun, or some nouns further left."""
    first = reading.info[phrase.left]
    attached = prefix.lstrip("وف") or (first.preposition if not reading.actors[phrase.left] else "")
    if attached:
        phrase.preposition, phrase.marker = attached, phrase.left
        phrase.joined = reading.words[phrase.left][:1] == "و"
        return
    at = phrase.left - 1
    while at >= 0 and (reading.quote(at) or reading.info[at].transparent or reading.share(at)):
        at -= 1
    if at >= 0 and reading.info[at].conjunction:
        phrase.joined = True
        return
    phrase.joined = not reading.actors[phrase.left] and reading.words[phrase.left][:1] == "و"
    for via in range(_CHAIN + 1):
        if at < 0 or reading.actors[at] or reading.mark(at):
            return
        info = reading.info[at]
        if info.preposition and not info.opens:
            own = reading.words[at].lstrip("وف") == info.preposition
            phrase.preposition, phrase.marker, phrase.via = info.preposition, at, via if own else via + 1
            return
        if not _plain(reading, at):
            return
        attached = reading.words[at][0] if reading.words[at].startswith(("لل", "بال")) else ""
        phrase.via = via + 1
        if attached:
            phrase.preposition, phrase.marker = attached, at
            return
        at -= 1


def _join(reading: Reading, phrases: list[Phrase]) -> None:
    """Chain coordinated phrases; later members take the preposition of the first."""
    for index, phrase in enumerate(phrases):
        if not phrase.group:
            phrase.group = [phrase]
        following = phrases[index + 1] if index + 1 < len(phrases) else None
        if following is None or not _coordinated(reading, phrase, following):
            continue
        phrase.group.append(following)
        following.group = phrase.group
        first = phrase.group[0]
        if not following.preposition or following.preposition == _BETWEEN:
            following.preposition, following.marker = first.preposition, first.marker
        if first.noun is not None and following.noun is None:
            following.noun, following.agent = first.noun, first.agent


def _coordinated(reading: Reading, phrase: Phrase, following: Phrase) -> bool:
    gap = [at for at in range(phrase.right, following.left) if not reading.quote(at)]
    attached = not reading.actors[following.left] and reading.words[following.left][:1] == "و"
    conjunction = attached
    own_preposition = ""
    for at in gap:
        info = reading.info[at]
        if reading.actors[at]:
            return False
        if info.conjunction:
            conjunction = True
        elif reading.comma(at):
            continue
        elif info.preposition and reading.words[at] in (info.preposition, "و" + info.preposition):
            own_preposition = info.preposition
            conjunction = conjunction or reading.words[at] != info.preposition
        elif info.transparent and len(gap) <= _JOIN_WORDS:
            continue
        else:
            return False
    if own_preposition and own_preposition != phrase.group[0].preposition:
        return False
    stacked = not gap and following.heads[0].demonym and phrase.heads[0].demonym and following.noun is None
    listed = len(gap) == 1 and reading.comma(gap[0]) and following.heads[0].type is phrase.heads[0].type and not own_preposition
    if conjunction:
        return following.via == 0 or following.preposition == "" and following.via <= 1
    return stacked or (listed and following.via == 0)
