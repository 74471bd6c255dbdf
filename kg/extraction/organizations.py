"""Finds organizations that no list holds, by the word that opens their names.

«مركز التنبؤات السياسية» holds its head word: the name goes on with definite words, unknown words and names.
«صحيفة "الخبر"», «قناة تشوسون» stand without it: the name is what is in quotes, or the run of unknown words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.extraction.candidates import Candidate
from kg.extraction.name_parts import NameParts
from kg.extraction.words import Words
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.resources import read_yaml

__all__ = ["OrganizationHeads", "Organizations"]

_FILE = "organization_heads.yaml"
_FINDER = "organization-head"
_ARTICLE, _AND, _FOR = "ال", "و", "ل"
_SCORE_INSIDE, _SCORE_QUOTED, _SCORE_OUTSIDE = 0.7, 0.8, 0.6
_LONGEST_TAIL, _LONGEST_QUOTE, _LONGEST_RUN = 5, 5, 3
#: Endings of the definite nouns that a feminine adjective goes with.
_ADJECTIVE_AFTER = ("ه", "ات", "ون")
_OPENING = frozenset("\"“«”'")
_CLOSING = frozenset("\"”»“'")


@dataclass(frozen=True, slots=True)
class OrganizationHeads:
    """Folded head words with the kind of organization they open."""

    inside: Mapping[str, str]
    outside: Mapping[str, str]
    weak: frozenset[str]
    quoted_only: frozenset[str]
    stripped: frozenset[str]
    of_places: frozenset[str]
    every: frozenset[str]
    ends: frozenset[str]
    common_seconds: frozenset[str]
    never_inside: frozenset[str]
    adjectives: frozenset[str]
    never_last: frozenset[str]
    never_alone: frozenset[str]

    @classmethod
    @cache
    def default(cls) -> OrganizationHeads:
        """Return the heads that ship with the package."""
        data = read_yaml(_FILE)
        try:
            inside = {fold(word): kind for kind, words in data["inside"].items() for word in words}
            outside = {fold(word): kind for kind, words in data["outside"].items() for word in words}
            return cls(
                inside=inside,
                outside=outside,
                every=frozenset(inside) | frozenset(outside),
                weak=frozenset(map(fold, data["weak"])),
                quoted_only=frozenset(map(fold, data["quoted_only"])),
                stripped=frozenset(map(fold, data["stripped"])),
                of_places=frozenset(map(fold, data["of_places"])),
                ends=frozenset(map(fold, data["ends"])),
                common_seconds=frozenset(map(fold, data["common_seconds"])),
                never_inside=frozenset(map(fold, data["never_inside"])),
                adjectives=frozenset(map(fold, data["adjectives"])),
                never_last=frozenset(map(fold, data["never_last"])),
                never_alone=frozenset((*inside, *outside, *map(fold, data["of_places"])))
                | frozenset(map(fold, data["never_alone"])),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ResourceError(
                f"{_FILE}: {error!s} is missing or malformed.", "Correct the file."
            ) from error

    def is_adjective(self, words: Words, at: int) -> bool:
        """Return whether a ministry's short name only describes the word before it: «السياسة الخارجية»."""
        if at == 0 or words.forms[at] not in self.adjectives:
            return False
        before = words.forms[at - 1]
        return before.startswith(_ARTICLE) and before.endswith(_ADJECTIVE_AFTER)


class Organizations:
    """The finder for unknown organizations; reads what other finders found."""

    def __init__(self, heads: OrganizationHeads, parts: NameParts) -> None:
        self.heads = heads
        self.parts = parts

    def find(self, words: Words, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield organizations; a person found by a title ends a name, other names may be part of it."""
        names = {c.start: c for c in sorted(found, key=len) if c.type is not EntityType.PERSON}
        persons = {c.start for c in found if c.type is EntityType.PERSON}
        for at, word in enumerate(words.forms):
            kind = self.heads.inside.get(word)
            if kind is not None:
                end = self._tail(words, at + 1, names, persons)
                if end > at + 1 and (
                    word not in self.heads.weak or self._is_distinct(words, at + 1, end, names)
                ):
                    yield _organization(at, end, _SCORE_INSIDE, kind)
            elif word in self.heads.outside:
                yield from self._after(words, at + 1, word, names, persons)

    def _tail(self, words: Words, at: int, names: Mapping[int, Candidate], persons: set[int]) -> int:
        """Return where the name that a head opens ends; `at` when it does not go on as a name does."""
        forms = words.forms
        if forms[at : at + 1] and forms[at] in self.heads.common_seconds:
            return at
        end = at
        while end < len(forms) and end - at < _LONGEST_TAIL:
            word = forms[end]
            if end in persons:
                break
            known = names.get(end)
            if known is not None and end == at:
                return known.end if known.type in (EntityType.PLACE, EntityType.COUNTRY) else at
            if known is not None and known.form is Form.DEMONYM:
                return known.end if word.startswith(_ARTICLE) and end > at else end
            if self._goes_on(word, opening=end == at):
                end += 1
            elif end == at and self._is_of_country(words, at, names):
                return names[at + 1].end
            elif word == _FOR and end > at and _is_country(names.get(end + 1)):
                break  # «قدم صندوق النقد الدولي للمغرب قرضا»
            elif word in (_AND, _FOR) and end > at and self._is_definite(forms[end + 1 : end + 2]):
                end += 2
            elif end > at and word.startswith((_AND + _ARTICLE, "لل")) and word not in self.parts.ends:
                end += 1
            else:
                break
        return end

    def _is_of_country(self, words: Words, at: int, names: Mapping[int, Candidate]) -> bool:
        """Return whether a word and a country after it make a name: «حزب نداء تونس»."""
        country = names.get(at + 1)
        if country is None or country.type is not EntityType.COUNTRY or country.form is not Form.NAME:
            return False
        return (
            words.forms[at][0].isalpha()
            and len(words.forms[at]) > 2
            and words.forms[at] not in self.parts.links
        )

    def _is_distinct(self, words: Words, at: int, end: int, names: Mapping[int, Candidate]) -> bool:
        """Return whether the words after a head make a name of it: two, or one that is no common word."""
        return end - at > 1 or at in names or not self.parts.vocabulary.is_common(words.forms[at])

    def _goes_on(self, word: str, *, opening: bool) -> bool:
        if word in self.heads.ends:
            return False
        if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1:
            return True
        return opening and self.parts.is_name_like(word)

    def _is_definite(self, words: Sequence[str]) -> bool:
        return bool(words) and words[0].startswith(_ARTICLE) and words[0] not in self.heads.ends

    def _after(
        self, words: Words, at: int, head: str, names: Mapping[int, Candidate], persons: set[int]
    ) -> Iterator[Candidate]:
        forms, kind = words.forms, self.heads.outside[head]
        if at < len(forms) and forms[at] in _OPENING:
            for end in range(at + 2, min(at + 2 + _LONGEST_QUOTE, len(forms))):
                if forms[end] in _CLOSING:
                    if names.get(at + 1) is None:
                        yield _organization(at + 1, end, _SCORE_QUOTED, kind)
                    return
            return
        if head in self.heads.quoted_only:
            return
        end = at
        while end < len(forms) and end - at < _LONGEST_RUN and end not in persons and end not in names:
            if not self.parts.is_name_like(forms[end]):
                break
            end += 1
        if end > at:
            yield _organization(at, end, _SCORE_OUTSIDE, kind)


def _is_country(candidate: Candidate | None) -> bool:
    return candidate is not None and candidate.type is EntityType.COUNTRY


def _organization(start: int, end: int, score: float, kind: str) -> Candidate:
    return Candidate(
        start=start,
        end=end,
        type=EntityType.ORGANIZATION,
        form=Form.NAME,
        score=score,
        finder=_FINDER,
        subtype=kind,
    )
