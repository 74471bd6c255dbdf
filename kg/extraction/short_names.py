"""Parts of a name that stand for it in the same document: «كركودينوف» after «دينيس كركودينوف», or before it.

A lone last name, or the end or beginning of a long name, means the person of the document that bears it; of
two such persons the one named last before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.candidates import Candidate
from kg.extraction.name_parts import NameParts
from kg.extraction.words import Words
from kg.records import EntityType, Form

__all__ = ["ShortNames", "units"]

_FINDER = "short-name"
_ARTICLE = "ال"
_SCORE = 0.8
_SHORTEST = 3
#: «كيم جونغ أون»: three short words, of which the first is the family's.
_FAMILY_FIRST_UNITS, _FAMILY_FIRST_LENGTH = 3, 5


@dataclass(frozen=True, slots=True)
class _Bearer:
    at: int
    candidate: Candidate
    units: tuple[str, ...]


class ShortNames:
    """Finds short names and gives persons that are named in several ways one identity."""

    def __init__(self, parts: NameParts) -> None:
        self.parts = parts

    def unify(self, words: Words, persons: Sequence[Candidate]) -> list[Candidate]:
        """Return the persons with the identity of the longest name that theirs is a part of."""
        bearers = self._bearers(words, persons)
        return [self._identified(words, person, bearers) for person in persons]

    def without_surnames(
        self, words: Words, persons: Sequence[Candidate], others: Sequence[Candidate]
    ) -> list[Candidate]:
        """Return the other mentions without nationality adjectives that are a person's last name: «السوداني»
        after «محمد شياع السوداني», where no definite noun stands before that it would describe.
        """
        surnames = {bearer.units[-1] for bearer in self._bearers(words, persons)}
        return [
            c
            for c in others
            if c.form is not Form.DEMONYM
            or words.key(c.start, c.end) not in surnames
            or (c.start > 0 and words.forms[c.start - 1].startswith(_ARTICLE))
        ]

    def find(self, words: Words, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield names and lone name words that mean a person of the document.

        Parameters
        ----------
        words : Words
            The text.
        chosen : sequence of Candidate
            The names that stand so far.
        """
        bearers = self._bearers(words, [c for c in chosen if c.type is EntityType.PERSON])
        by_key: dict[str, list[_Bearer]] = {}
        for bearer in bearers:
            for key in (" ".join(bearer.units), *self._short_keys(bearer.units)):
                by_key.setdefault(key, []).append(bearer)
        taken = {at for c in chosen for at in range(c.start, c.end)}
        taken |= {at for at, word in enumerate(words.written) if word in self.parts.never_spelled}
        longest = max((len(key.split()) for key in by_key), default=0)
        at = 0
        while at < len(words):
            for length in range(longest, 0, -1):
                key = words.key(at, at + length)
                if key in by_key and taken.isdisjoint(range(at, at + length)) and self._stands_alone(key):
                    yield _short(_nearest(by_key[key], at).candidate, at, at + length, words)
                    at += length - 1
                    break
            at += 1

    def _bearers(self, words: Words, persons: Sequence[Candidate]) -> list[_Bearer]:
        found = []
        for person in persons:
            parts = units(words.forms[person.start : person.end], self.parts)
            if len(parts) > 1:
                found.append(_Bearer(person.start, person, parts))
        return found

    def _short_keys(self, name: tuple[str, ...]) -> Iterator[str]:
        for first in range(1, len(name)):
            yield " ".join(name[first:])
        for last in range(2, len(name)):
            yield " ".join(name[:last])
        given = self.parts.vocabulary.is_given_name(name[0]) and name[0] not in self.parts.doubtful
        family_first = len(name) == _FAMILY_FIRST_UNITS and all(
            len(unit) <= _FAMILY_FIRST_LENGTH for unit in name
        )
        if given or family_first:
            yield name[0]

    def _stands_alone(self, key: str) -> bool:
        if " " in key:
            return True
        return len(key) >= _SHORTEST and self.parts.is_name_like(key)

    def _identified(self, words: Words, person: Candidate, bearers: Sequence[_Bearer]) -> Candidate:
        own = words.key(person.start, person.end)
        longer = [
            b
            for b in bearers
            if b.candidate.end - b.candidate.start > len(person) and own in set(self._short_keys(b.units))
        ]
        if not longer:
            return replace(person, name=own) if person.actor_id is None and person.name is None else person
        known_elsewhere = person.actor_id is not None and any(
            b.candidate.actor_id == person.actor_id for b in bearers
        )
        if person.actor_id is not None and (len(person) > 1 or known_elsewhere):
            return person
        return _short(
            _nearest(longer, person.start).candidate, person.start, person.end, words, score=person.score
        )


def units(name: Sequence[str], parts: NameParts) -> tuple[str, ...]:
    """Return the units of a name: words that hang together are one.

    >>> units("عبد الفتاح السيسي".split(), NameParts.default())
    ('عبد الفتاح', 'السيسي')
    """
    found: list[str] = []
    at = 0
    while at < len(name):
        end = at + 1
        while end < len(name) and (name[end - 1] in parts.with_next or name[end - 1] in parts.particles):
            end += 1
        if end < len(name) and name[end] in parts.second:
            end += 1
        found.append(" ".join(name[at:end]))
        at = end
    return tuple(found)


def _nearest(bearers: Sequence[_Bearer], at: int) -> _Bearer:
    """Return the bearer named last before a position, else the first after it."""
    before = [bearer for bearer in bearers if bearer.at <= at]
    return max(before, key=lambda b: b.at) if before else min(bearers, key=lambda b: b.at)


def _short(bearer: Candidate, start: int, end: int, words: Words, score: float = _SCORE) -> Candidate:
    name = bearer.name if bearer.name is not None else words.key(bearer.start, bearer.end)
    return replace(bearer, start=start, end=end, form=Form.SHORT_NAME, score=score, finder=_FINDER, name=name)
