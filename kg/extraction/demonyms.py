"""What a nationality adjective means: the country, its people, a bloc, or no actor at all.

«الرئيس الروسي» and «جنود روس» name the country; «الفلسطينيون» alone is a people; «اللغة الفرنسية» is no
actor, nor is the adjective of a community («عربي», «شيعي»); «القلق الغربي» is the West, «الضفة الغربية» a
direction. Words come from `resources/demonyms.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.errors import ResourceError
from kg.extraction.candidates import Candidate
from kg.extraction.lexicon import Lexicon
from kg.extraction.vocabulary import without_proclitics
from kg.extraction.words import LINE_END, Words
from kg.language.nationality import forms
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.resources import read_yaml

__all__ = ["PEOPLE", "AdjectiveSigns", "Adjectives"]

_FILE = "demonyms.yaml"
_FINDER = "bloc-adjective"
PEOPLE, _BLOC = "people", "bloc"
_PLURALS = ("ون", "ين", "ات")
_DUALS = ("تين", "تان")
_SHORTEST_PLURAL = 5
_AND, _ARTICLE = "و", "ال"
_SCORE_BLOC, _SCORE_DOUBTFUL = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class AdjectiveSigns:
    """Folded words that decide on the adjective after them."""

    no_actor_after: frozenset[str]
    events: frozenset[str]
    doubtful: frozenset[str]
    doubtful_after: frozenset[str]
    persons: frozenset[str]
    blocs: Mapping[str, str]
    not_after: frozenset[str]

    @classmethod
    @cache
    def default(cls) -> AdjectiveSigns:
        """Return the signs that ship with the package."""
        data = read_yaml(_FILE)
        try:
            return cls(
                no_actor_after=_folded(data["no_actor_after"]),
                events=_folded(data["events"]),
                doubtful=frozenset(form for word in data["doubtful"]["adjectives"] for form in forms(word)),
                doubtful_after=_folded(data["doubtful"]["after"]),
                persons=_folded(data["persons"]),
                blocs={form: actor_id for word, actor_id in data["blocs"].items() for form in forms(word)},
                not_after=_folded(data["not_after"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ResourceError(
                f"{_FILE}: {error!s} is missing or malformed.", "Correct the file."
            ) from error


class Adjectives:
    """Reads the adjectives that the lexicon found, and finds those of blocs."""

    def __init__(self, signs: AdjectiveSigns, lexicon: Lexicon) -> None:
        self.signs = signs
        self.lexicon = lexicon

    def read(self, words: Words, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates, adjectives with the meaning that fits their context or not at all."""
        for candidate in candidates:
            if candidate.form is not Form.DEMONYM:
                yield candidate
                continue
            read = self._read(words, candidate)
            if read is not None:
                yield read

    def is_no_actor(self, words: Words, candidate: Candidate) -> bool:
        """Return whether an adjective stands for a language or a currency: «اللغة الفرنسية», «ريال سعودي»."""
        return candidate.form is Form.DEMONYM and not _bare_forms(words, candidate.start - 1).isdisjoint(
            self.signs.no_actor_after
        )

    def find(self, words: Words) -> Iterator[Candidate]:
        """Yield the adjectives of blocs where they are no points of the compass."""
        for at, word in enumerate(words.forms):
            actor_id = self.signs.blocs.get(word)
            if actor_id is not None and self._is_of_bloc(words, at):
                yield Candidate(
                    start=at,
                    end=at + 1,
                    type=EntityType(actor_id.partition("/")[0].capitalize()),
                    form=Form.DEMONYM,
                    score=_SCORE_BLOC,
                    finder=_FINDER,
                    actor_id=actor_id,
                )

    def _read(self, words: Words, candidate: Candidate) -> Candidate | None:
        if self.is_no_actor(words, candidate):
            return None
        before = _bare_forms(words, candidate.start - 1)
        if candidate.rivals and not before.isdisjoint(self.signs.events):
            return None
        word = words.forms[candidate.start]
        plural = self._is_plural(word) or self._is_plural(words.forms[candidate.end - 1])
        if candidate.type is EntityType.GROUP:
            actor = self.lexicon.actors.get(candidate.actor_id) if candidate.actor_id else None
            alone = plural and not self._is_person_plural(words, candidate.start - 1)
            return candidate if alone or (actor is not None and actor.subtype == _BLOC) else None
        if word in self.signs.doubtful:
            if before.isdisjoint(self.signs.doubtful_after):
                return None
            return replace(candidate, score=_SCORE_DOUBTFUL)
        if plural and candidate.actor_id is not None and self._stands_alone(words, candidate.start):
            return replace(
                candidate,
                type=EntityType.GROUP,
                actor_id=f"group/{candidate.actor_id.partition('/')[2]}-{PEOPLE}",
                subtype=PEOPLE,
                country_id=candidate.actor_id,
            )
        return candidate

    def _is_plural(self, word: str) -> bool:
        if word.endswith(_DUALS):
            return False
        return (
            word.endswith(_PLURALS[:2])
            or word.removeprefix(_ARTICLE) in self.signs.persons
            or _is_broken(word)
        )

    def _stands_alone(self, words: Words, at: int) -> bool:
        """Return whether no plural of persons stands before that an adjective at word `at` would go with."""
        before = at - 1
        if before > 0 and words.forms[before] == _AND:
            before -= 1
        return not self._is_person_plural(words, before)

    def _is_person_plural(self, words: Words, at: int) -> bool:
        if at < 0 or words.forms[at] == LINE_END:
            return False
        word = words.forms[at]
        if word.endswith(_PLURALS) and len(word) >= _SHORTEST_PLURAL:
            return True
        return not _bare_forms(words, at).isdisjoint(self.signs.persons) or _is_broken(word)

    def _is_of_bloc(self, words: Words, at: int) -> bool:
        """Return whether a bloc is meant: not after a word of place, nor before a place («غربي باريس»)."""
        before = at - 1
        if before > 0 and words.forms[before] == _AND:
            before -= 1
        if before < 0 or not words.forms[before][0].isalpha():
            return False
        for near in range(max(0, before - 1), before + 1):
            bare = {
                form.removesuffix(ending) for form in _bare_forms(words, near) for ending in ("", "ها", "ه")
            }
            if not bare.isdisjoint(self.signs.not_after):
                return False
        if words.forms[at].startswith(_ARTICLE):
            return True
        following = words.forms[at + 1] if at + 1 < len(words) else ""
        directed = following.startswith(_ARTICLE) or self.lexicon.starts(following)
        return not directed and _bare_forms(words, before).isdisjoint(_PREPOSITIONS)


def _is_broken(word: str) -> bool:
    return word.removeprefix(_ARTICLE) in _broken_plurals()


@cache
def _broken_plurals() -> frozenset[str]:
    rows = read_yaml("nationality.yaml")["broken_plurals"]
    return frozenset(fold(plural) for plurals in rows.values() for plural in plurals)


def _bare_forms(words: Words, at: int) -> frozenset[str]:
    """Return what the word at a position may be without what is attached to it; none before the text."""
    return frozenset(without_proclitics(words.forms[at])) if at >= 0 else frozenset()


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


_PREPOSITIONS = _folded(("في", "من", "الى", "على", "عن"))
