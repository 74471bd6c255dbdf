"""Actor phrases: a name with all that belongs to it, the preposition before it, and its list.

«إلى الرئيس الروسي فلاديمير بوتين ونظيره الصيني» is one phrase after «إلى» whose head is the person, in a
list of two. Frames look at phrases only, so that a nationality inside a title is no actor of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from kg.extraction.offices import Holders, Office
from kg.extraction.reading import Actor, Reading
from kg.records import EntityType

__all__ = ["Phrase", "find_phrases"]

_CHAIN = 3  # plain nouns between a preposition and the name that it governs in the end
_HEADS = 4  # common nouns that may belong to a name
_BETWEEN, _OF, _TO = "بين", "ل", "الي"
_JOIN_WORDS = 2
_NO_LINK, _BY_COMMA, _BY_CONJUNCTION = range(3)
_OFFICES = ("LEADS", "HOLDS_OFFICE")
_CLOSING = frozenset('»”")')


@dataclass(slots=True)
class Phrase:
    """Items `left` to `right`; `heads` are who is meant: one actor, or two and more for «البلدين».

    `preposition` is "" for a bare phrase; `via` counts the plain nouns between it, or the bare phrase's own
    noun chain, and the name; `noun` is the item of a common noun that the nationality is of («القوات
    الروسية»), None else. `group` lists the phrases of its coordination in order, itself included.
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
    """Return the items that are actors in their own right: no title's complement, no name's nationality."""
    inside: set[int] = set()
    for office in offices:
        if office.holder is not None:
            inside.update(office.complements[: 1 if office.holder < office.start else None])
        elif office.title.relation in _OFFICES:
            inside.update(office.complements[1:2])
    heads: list[int] = []
    for at in range(len(reading)):
        if not reading.actors[at] or at in inside:
            continue
        modifies = _is_nation(reading, at) and (
            _is_name(reading, _before(reading, at)) or _takes_nation(reading, at + 1)
        )
        if not modifies:
            heads.append(at)
    return heads


def _is_nation(reading: Reading, at: int) -> bool:
    return at < len(reading) and bool(reading.actors[at]) and reading.actors[at][0].demonym


def _is_name(reading: Reading, at: int) -> bool:
    return 0 <= at < len(reading) and bool(reading.actors[at]) and not reading.actors[at][0].demonym


def _takes_nation(reading: Reading, at: int) -> bool:
    """Whether a nationality before the item belongs to it: «التونسي أنيس العامري», «الليبية طرابلس»."""
    return _is_name(reading, at) and reading.actors[at][0].type in (EntityType.PERSON, EntityType.PLACE)


def _before(reading: Reading, at: int) -> int:
    """Return the item before, quotation marks and brackets skipped; -1 at the beginning."""
    at -= 1
    while at >= 0 and reading.quote(at):
        at -= 1
    return at


def _bounded(reading: Reading, at: int, offices: list[Office], holders: Holders) -> Phrase:
    """Return the phrase around a name: titles, common nouns and nationality before it, apposition behind."""
    left, right = at, at + 1
    for office in offices:
        unnamed = office.holder is None and office.complements[:1] == (at,) and office.end >= at - 1
        # a role noun describes the name before it: «تركيا العضو في الناتو»
        if office.holder == at or (unnamed and office.title.relation in _OFFICES):
            left, right = min(left, office.start), max(right, office.stop)
            holder = holders.find(reading, office)
            if holder is not None:
                return Phrase(left, right, (holder,))
    noun: int | None = None
    agent = True
    if left == at and _is_nation(reading, at):
        noun, left, agent = _noun_of_nationality(reading, at)
        left = _affiliated(reading, left)
    else:
        left = _affiliated(reading, _common_nouns(reading, left))
        if left == at and _takes_nation(reading, at) and at and _is_nation(reading, at - 1):
            left = at - 2 if at > 1 and _plain(reading, at - 2) else at - 1
        right = _extended(reading, at, right)
    while left and reading.quote(left - 1):
        left -= 1
    return Phrase(left, right, reading.actors[at], noun=noun, agent=agent)


def _extended(reading: Reading, at: int, right: int) -> int:
    """Return the item behind a name with its nationality and closing marks: «"شبيغل" الألمانية»."""
    ahead = right
    while ahead < len(reading) and reading.quote(ahead):
        ahead += 1
    if _is_name(reading, at) and _is_nation(reading, ahead):
        return ahead + 1
    closed = ahead > right and ahead < len(reading) and reading.words[ahead - 1] in _CLOSING
    return ahead if closed else right


def _plain(reading: Reading, at: int) -> bool:
    """Whether the item is a word that may be a noun or adjective: no mark, actor, verb, particle or
    preposition.
    """
    if reading.actors[at] or reading.mark(at):
        return False
    info = reading.info[at]
    closed = info.opens or info.particle or info.conjunction or info.copular
    return not (closed or info.own_preposition or reading.verb(at))


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
        if info.preposition or info.conjoined:
            break
    return left


def _affiliated(reading: Reading, left: int) -> int:
    """Return the item of the people or forces that are said to be the name's: «مسلحون تابعون لتنظيم
    [الدولة]», «قوات موالية لحفتر».
    """
    attached = reading.info[left].preposition == _OF if not reading.actors[left] else False
    at = left - 1 if attached else left - 2
    if at < 1 or not (attached or reading.words[left - 1] in (_OF, _TO)):
        return left
    return at - 1 if reading.info[at].affiliated and _plain(reading, at - 1) else left


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
    """Find the preposition of a phrase: right before it, attached to its first noun, or some nouns further
    left.
    """
    first = reading.info[phrase.left]
    attached = prefix.lstrip("وف") or (first.preposition if not reading.actors[phrase.left] else "")
    if attached:
        phrase.preposition, phrase.marker = attached, phrase.left
        phrase.joined = first.conjoined
        return
    at = phrase.left - 1
    while at >= 0 and (reading.transparent(at) or reading.share(at)):
        at -= 1
    if at >= 0 and reading.info[at].conjunction:
        phrase.joined = True
        return
    phrase.joined = not reading.actors[phrase.left] and first.conjoined
    for via in range(_CHAIN + 1):
        if at < 0 or reading.actors[at] or reading.mark(at):
            return
        info = reading.info[at]
        if info.preposition and not info.opens:
            phrase.preposition, phrase.marker = info.preposition, at
            phrase.via = via + (not info.own_preposition)
            return
        if not _plain(reading, at):
            return
        phrase.via = via + 1
        at -= 1
        while at >= 0 and reading.transparent(at) and not reading.quote(at):
            at -= 1


def _join(reading: Reading, phrases: list[Phrase]) -> None:
    """Chain coordinated phrases; later members take the preposition of the first.

    A comma alone joins persons only where the list goes on: «دعا س، ص إلى» names a subject and an object.
    """
    links = [_link(reading, left, right) for left, right in pairwise(phrases)]
    for index, phrase in enumerate(phrases):
        if not phrase.group:
            phrase.group = [phrase]
        if index == len(links) or links[index] == _NO_LINK:
            continue
        following = phrases[index + 1]
        goes_on = len(phrase.group) > 1 or (index + 1 < len(links) and links[index + 1] != _NO_LINK)
        person = following.heads[0].type is EntityType.PERSON
        if links[index] == _BY_COMMA and person and not goes_on:
            continue
        phrase.group.append(following)
        following.group = phrase.group
        first = phrase.group[0]
        if not following.preposition or following.preposition == _BETWEEN:
            following.preposition, following.marker = first.preposition, first.marker
        if first.noun is not None and following.noun is None:
            following.noun, following.agent = first.noun, first.agent


def _link(reading: Reading, phrase: Phrase, following: Phrase) -> int:
    """Return how two neighbouring phrases are coordinated, if they are."""
    gap = [at for at in range(phrase.right, following.left) if not reading.quote(at)]
    conjunction = not reading.actors[following.left] and reading.info[following.left].conjoined
    own_preposition = ""
    for at in gap:
        info = reading.info[at]
        if reading.actors[at]:
            return _NO_LINK
        if info.conjunction:
            conjunction = True
        elif info.own_preposition:
            own_preposition = info.preposition
            conjunction = conjunction or reading.words[at] != info.preposition
        elif not (reading.comma(at) or (info.transparent and len(gap) <= _JOIN_WORDS)):
            return _NO_LINK
    if own_preposition and own_preposition != phrase.preposition:
        return _NO_LINK
    if conjunction:
        near = following.via == 0 or (following.preposition == "" and following.via <= 1)
        return _BY_CONJUNCTION if near else _NO_LINK
    alike = following.heads[0].type is phrase.heads[0].type and not own_preposition and following.via == 0
    if alike and len(gap) == 1 and reading.comma(gap[0]):
        return _BY_COMMA
    stacked = not gap and following.heads[0].demonym and phrase.heads[0].demonym and following.noun is None
    return _BY_CONJUNCTION if stacked else _NO_LINK
