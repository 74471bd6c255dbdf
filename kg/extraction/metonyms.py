"""Whether the name of a capital means the city or the government: «في موسكو» and «أعلنت موسكو».

The government is the usual reading. The city is meant directly after «في» and other words of place, as goal
or start of a journey («زيارة إلى موسكو»), after its own country's adjective («العاصمة الروسية موسكو»), in a
dateline, and in a list whose first name is a place. Words come from `resources/metonyms.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.actors import Actors
from kg.errors import ResourceError
from kg.extraction.candidates import Candidate
from kg.extraction.vocabulary import without_proclitics
from kg.extraction.words import LINE_END, Words
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.resources import read_yaml

__all__ = ["Capitals", "PlaceSigns"]

_FILE = "metonyms.yaml"
_AND, _IN, _TO = "و", "ب", "ل"
_DATELINE = frozenset("-–—(/")
_DASHES = frozenset("-–—")
#: Signs between a word of place and the name: «العاصمة، طرابلس», «في "موسكو"».
_SKIPPED = frozenset('"“«،,(')


@dataclass(frozen=True, slots=True)
class PlaceSigns:
    """Folded words that make the name after them a place; `reach` says how far back motion may stand."""

    before: frozenset[str]
    no_actor_after: frozenset[str]
    compass: frozenset[str]
    capital: str
    prepositions: frozenset[str]
    forms: frozenset[str]
    direct: frozenset[str]
    stems: tuple[str, ...]
    reach: int

    @classmethod
    @cache
    def default(cls) -> PlaceSigns:
        """Return the signs that ship with the package."""
        data = read_yaml(_FILE)
        try:
            motion = data["motion"]
            return cls(
                before=frozenset(map(fold, data["before"])),
                no_actor_after=frozenset(map(fold, data["no_actor_after"])),
                compass=frozenset(map(fold, data["compass"])),
                capital=fold(data["capital"]),
                prepositions=frozenset(map(fold, motion["prepositions"])),
                forms=frozenset(map(fold, motion["forms"])),
                direct=frozenset(map(fold, motion["direct"])),
                stems=tuple(map(fold, motion["stems"])),
                reach=int(motion["reach"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ResourceError(
                f"{_FILE}: {error!s} is missing or malformed.", "Correct the file."
            ) from error

    def is_place_word(self, word: str) -> bool:
        """Return whether a folded word makes the name after it a place."""
        return any(bare in self.before for bare in without_proclitics(word))

    def is_direct_motion(self, word: str) -> bool:
        """Return whether a folded word is a verb of motion whose goal needs no preposition."""
        return any(bare in self.direct for bare in without_proclitics(word))

    def is_motion(self, word: str) -> bool:
        """Return whether a folded word speaks of a journey or a transport."""
        return any(bare in self.forms or bare.startswith(self.stems) for bare in without_proclitics(word))


class Capitals:
    """Reads the names of capitals, and of countries whose capital bears the same name."""

    def __init__(self, signs: PlaceSigns, actors: Actors) -> None:
        self.signs = signs
        self._capital_of: dict[str, str] = {}
        for actor in actors:
            if actor.type is EntityType.PLACE and actor.capital_of is not None:
                self._capital_of.setdefault(actor.capital_of, actor.id)

    def read(self, words: Words, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates in text order, those of capitals with the reading that fits their context."""
        before: Candidate | None = None
        for candidate in sorted(candidates, key=lambda c: (c.start, c.end)):
            if self._names_a_treaty(words, candidate):
                continue
            place = self._place(words, candidate, before)
            if place is not None:
                candidate = replace(
                    candidate, actor_id=place, place_id=None, type=EntityType.PLACE, form=Form.NAME
                )
            yield candidate
            before = candidate

    def _names_a_treaty(self, words: Words, candidate: Candidate) -> bool:
        """Return whether a city's name only tells a treaty or the like: «اتفاقية باريس»."""
        if candidate.place_id is None and candidate.type is not EntityType.PLACE:
            return False
        at = candidate.start - 1
        while at >= 0 and words.forms[at] in _SKIPPED:
            at -= 1
        return at >= 0 and not self.signs.no_actor_after.isdisjoint(without_proclitics(words.forms[at]))

    def _place(self, words: Words, candidate: Candidate, before: Candidate | None) -> str | None:
        """Return the city that a candidate means, None where it means the country."""
        if candidate.place_id is not None:
            return candidate.place_id if self._is_place(words, candidate, before) else None
        named = candidate.type is EntityType.COUNTRY and candidate.form is Form.NAME and candidate.start > 0
        if named and self.signs.capital in without_proclitics(words.forms[candidate.start - 1]):
            return self._capital_of.get(candidate.actor_id or "")
        return None

    def _is_place(self, words: Words, candidate: Candidate, before: Candidate | None) -> bool:
        signs, at = self.signs, candidate.start
        while at > 0 and words.forms[at - 1] in _SKIPPED:
            at -= 1
        previous = words.forms[at - 1] if at > 0 else LINE_END
        following = words.forms[candidate.end] if candidate.end < len(words) else LINE_END
        if previous == LINE_END:
            return following in _DATELINE
        if previous in _DASHES and following == LINE_END:  # «رويترز – واشنطن» on a line of its own
            return True
        if previous == _IN or signs.is_place_word(previous):
            return True
        if before is not None and before.end == at and before.actor_id == candidate.actor_id:
            return True
        if previous in signs.prepositions or previous == _TO:
            if at > 1 and words.forms[at - 2] in signs.compass:
                return True
            return any(map(signs.is_motion, _sentence_before(words, at - 1, signs.reach)))
        if previous == _AND and before is not None and before.end >= at - 2:
            return before.type is EntityType.PLACE
        return any(map(signs.is_direct_motion, _sentence_before(words, at, signs.reach)))


def _sentence_before(words: Words, at: int, reach: int) -> list[str]:
    """Return up to `reach` words of the same sentence before position `at`."""
    first = at
    while first > 0 and at - first < reach and words.sentences[first - 1] == words.sentences[at]:
        first -= 1
    return words.forms[first:at]
