"""Finds known actors and places: longest match in the lexicon, and the reading of ambiguous names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.actors import CONTEXT_WEIGHT, Actor, Surface
from kg.extraction.candidates import Candidate
from kg.extraction.lexicon import Lexicon, Match
from kg.extraction.organizations import OrganizationHeads
from kg.extraction.title_spans import TitleAt
from kg.extraction.vocabulary import Vocabulary
from kg.extraction.words import Words
from kg.language.normalize import fold
from kg.records import EntityType, Form

__all__ = ["KnownNames"]

_FINDER = "lexicon"
_ARTICLE = "ال"
_MINISTER = "minister"
#: A Latin name of so few letters is an acronym.
_LONGEST_ACRONYM = 3
_QUOTES = frozenset("\"“«”'»")
_IN_QUOTES = "«»"  # a head that stands for quotation marks around the name
#: How far before an ambiguous name the word that decides may stand: «مدينة عمان», «العاصمة الأردنية عمان».
_REACH = 2


@dataclass(frozen=True, slots=True)
class _Sign:
    """What points to one reading of an ambiguous name, spellings with marks and folded words before it
    (`after`: right before), and what rules it out, folded words right after or right before the name.
    """

    actor_id: str
    spelled: frozenset[str]
    heads: frozenset[str]
    after: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]


class KnownNames:
    """The finder over the lexicon.

    An ambiguous name is read by the words beside it or its vowel signs (`Actors.ambiguity`), else by its
    usual meaning: «مجلس الأمن» but not «مجلس الأمن القومي». Where it has none, the candidate keeps the low
    weight of a name that needs a context.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, heads: OrganizationHeads) -> None:
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self.heads = heads
        self._signs: dict[str, tuple[_Sign, ...]] = {}

    def find(self, words: Words, titles: Sequence[TitleAt] = ()) -> Iterator[Candidate]:
        """Yield the known names of a text, left to right, none inside another.

        None begins with the portfolio of a minister: «وزيرة الخارجية الفرنسية» names the country only.
        """
        portfolios = {
            at for title in titles if _MINISTER in title.title.id for at in range(title.start + 1, title.end)
        }
        at, end = 0, len(words)
        while at < end:
            if at in portfolios:
                at += 1
                continue
            match = self.lexicon.longest(words.forms, at) if self.lexicon.starts(words.forms[at]) else None
            if match is None or self._is_after_head(words, at, match) or self.heads.is_adjective(words, at):
                at += 1
                continue
            candidate = self._read(words, at, match)
            if candidate is not None:
                yield candidate
            at += match.length if candidate else 1

    def _is_after_head(self, words: Words, at: int, match: Match) -> bool:
        """Return whether the match only puts a head before a name of the same actor: «دولة قطر»."""
        if match.length == 1 or words.forms[at] not in self.heads.stripped:
            return False
        rest = self.lexicon.longest(words.forms, at + 1)
        if rest is None or rest.length != match.length - 1:
            return False
        return not {s.actor_id for s in match.surfaces}.isdisjoint(s.actor_id for s in rest.surfaces)

    def _read(self, words: Words, at: int, match: Match) -> Candidate | None:
        end = at + match.length
        chosen, certain = self._choose(words, at, end, match.surfaces)
        if chosen is None or not _is_capitalised(words.written[at:end]):
            return None
        actor = self.lexicon.actors.get(chosen.actor_id)
        if actor is None:
            return None
        type_ = actor.type
        place = None
        if chosen.form is Form.NAME and actor.type is EntityType.PLACE:
            seat = next((s for s in match.surfaces if s.form is Form.METONYM), None)
            if seat is not None and not certain:
                place, chosen, type_ = chosen.actor_id, seat, EntityType.COUNTRY
        return Candidate(
            start=at,
            end=end,
            type=type_,
            form=self._form(chosen, actor, match.length),
            score=1.0 if certain else min(chosen.weight, self._weight(words, at, match.length)),
            finder=_FINDER,
            actor_id=chosen.actor_id,
            place_id=place,
            rivals=() if certain else self._rivals(chosen, match.surfaces),
        )

    def _form(self, chosen: Surface, actor: Actor, length: int) -> Form:
        """Return the form; one word of a person's longer name is a short name."""
        full = actor.name_ar or actor.name_en or ""
        if actor.type is EntityType.PERSON and length == 1 and " " in full:
            return Form.SHORT_NAME
        return chosen.form

    def _rivals(self, chosen: Surface, surfaces: tuple[Surface, ...]) -> tuple[str, ...]:
        """Return the other actors of the same type and form."""
        kind = chosen.actor_id.partition("/")[0]
        return tuple(
            sorted(
                s.actor_id
                for s in surfaces
                if s.form is chosen.form and s.actor_id != chosen.actor_id and s.actor_id.startswith(kind)
            )
        )

    def _weight(self, words: Words, at: int, length: int) -> float:
        """Return how far a name stands without context: one common word only after a head or in quotes."""
        word = words.forms[at]
        if length > 1 or not ({word, word.removeprefix(_ARTICLE)} & self.vocabulary.common):
            return 1.0
        before = words.forms[at - 1] if at else ""
        return 1.0 if _is_quoted(words, at, at + 1) or before in self.heads.every else CONTEXT_WEIGHT

    def _choose(
        self, words: Words, at: int, end: int, surfaces: tuple[Surface, ...]
    ) -> tuple[Surface | None, bool]:
        """Return the reading, if any is left, and whether a sign in the text decided it."""
        signs = self._signs_of(words.key(at, end))
        decided = _decided(signs, words, at, end)
        named = next((s for s in surfaces if s.actor_id == decided), None)
        if named is not None:
            return named, True
        impossible = _ruled_out(signs, words, at, end)
        left = [s for s in surfaces if s.actor_id not in impossible]
        if not left:
            return None, False
        literal = [s for s in left if s.form is not Form.METONYM] or left
        return max(literal, key=lambda s: (s.weight, s.form is Form.NAME, s.actor_id)), False

    def _signs_of(self, key: str) -> tuple[_Sign, ...]:
        if key not in self._signs:
            ambiguity = self.lexicon.actors.ambiguity(key)
            readings = ambiguity.readings.items() if ambiguity else ()
            self._signs[key] = tuple(
                _Sign(
                    actor_id,
                    frozenset(signs.get("spelled", ())),
                    frozenset(fold(head) or head for head in signs.get("heads", ())),
                    *(frozenset(map(fold, signs.get(of, ()))) for of in ("after", "not_before", "not_after")),
                )
                for actor_id, signs in readings
            )
        return self._signs[key]


def _decided(signs: tuple[_Sign, ...], words: Words, at: int, end: int) -> str | None:
    """Return the actor that vowel signs, a word before the name or the quotation marks around it point to."""
    if not signs:
        return None
    written = " ".join(words.written[at:end])
    before = words.forms[max(0, at - _REACH) : at]
    if _is_quoted(words, at, end):
        before = [*before, _IN_QUOTES]
    for sign in signs:
        led = not sign.heads.isdisjoint(before) or not sign.after.isdisjoint(before[-1:])
        if written in sign.spelled or led:
            return sign.actor_id
    return None


def _is_quoted(words: Words, at: int, end: int) -> bool:
    """Return whether quotation marks stand around words."""
    around = (*words.forms[max(0, at - 1) : at], *words.forms[end : end + 1])
    return len(around) == 2 and all(mark in _QUOTES for mark in around)


def _ruled_out(signs: tuple[_Sign, ...], words: Words, at: int, end: int) -> set[str]:
    """Return the actors that the word right before or right after the name excludes."""
    before, after = words.forms[at - 1 : at] if at else (), words.forms[end : end + 1]
    return {
        sign.actor_id
        for sign in signs
        if not (sign.not_before.isdisjoint(after) and sign.not_after.isdisjoint(before))
    }


def _is_capitalised(written: Sequence[str]) -> bool:
    """Return whether a name in Latin letters is written as one: «Turkey», «WHO», but not «turkey», «who»."""
    letters = "".join(written)
    if not letters[0].isascii() or not letters[0].isalpha():
        return True
    return letters.isupper() if len(letters) <= _LONGEST_ACRONYM else letters[0].isupper()
