"""Finds bodies and groups that are named by a head word and a country: «الجيش الأمريكي», «برلمان أوكرانيا».

The whole is one name. Its id is made of the country and the pattern (`organization/russia-army`), so that
a body has one id in all documents, unless the knowledge base knows it by one of the pattern's names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.extraction.candidates import Candidate
from kg.extraction.lexicon import Lexicon
from kg.extraction.title_spans import TitleAt
from kg.extraction.words import Words
from kg.language.nationality import forms
from kg.language.normalize import fold
from kg.language.titles import TitleLexicon
from kg.records import EntityType, Form
from kg.resources import read_yaml

__all__ = ["FINDER", "SURE", "Bodies", "BodyPattern", "body_patterns", "first_words"]

_FILE = "bodies.yaml"
FINDER = "body"
_ARTICLE, _AND = "ال", "و"
_PLURALS, _FEMININE = ("ون", "ين"), "ه"
SURE, _SCORE_SHORT, _SCORE_WIDER, _SCORE_BARE = 0.95, 0.85, 0.8, 0.7
_LEGISLATURE, _SHORTEST_BARE, _PLAIN_COUNT = "legislature", 2, 2
_MINISTRY = "وزاره"
_SPEAKS_FOR = frozenset({"باسم", "بلسان"})  # before a ministry without «وزارة»
_SECTIONS = {"organizations": EntityType.ORGANIZATION, "groups": EntityType.GROUP}
#: A plural of states with the adjective of a bloc is the bloc itself: «الدول الغربية».
_STATES = "states"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPattern:
    """A kind of body. `heads` are folded words without article; `short` heads need a feminine adjective."""

    slug: str
    type: EntityType
    kind: str
    heads: tuple[tuple[str, ...], ...]
    short: tuple[tuple[str, ...], ...] = ()
    bare: bool = False


@cache
def body_patterns() -> tuple[BodyPattern, ...]:
    """Return the patterns that ship with the package."""
    data = read_yaml(_FILE)
    patterns = []
    for section, type_ in _SECTIONS.items():
        for slug, row in data.get(section, {}).items():
            if not isinstance(row, Mapping) or not row.get("heads") or "kind" not in row:
                raise ResourceError(f"{_FILE}: {section}: {slug} needs kind and heads.", "Correct the file.")
            patterns.append(
                BodyPattern(
                    slug=slug,
                    type=type_,
                    kind=row["kind"],
                    heads=_heads(row, "heads"),
                    short=_heads(row, "short"),
                    bare=bool(row.get("bare", False)),
                )
            )
    return tuple(patterns)


def first_words(patterns: Iterable[BodyPattern]) -> frozenset[str]:
    """Return the folded words that names of these patterns begin with, with and without article."""
    words = {_MINISTRY} | {head[0] for pattern in patterns for head in (*pattern.heads, *pattern.short)}
    return frozenset(words | {_ARTICLE + word for word in words})


class Bodies:
    """The finder for bodies and groups of a country."""

    def __init__(self, lexicon: Lexicon, titles: TitleLexicon, patterns: Iterable[BodyPattern]) -> None:
        self.lexicon = lexicon
        self.titles = titles
        self._heads: dict[tuple[str, ...], tuple[BodyPattern, bool]] = {}
        for pattern in patterns:
            self._heads |= dict.fromkeys(pattern.short, (pattern, True)) | dict.fromkeys(
                pattern.heads, (pattern, False)
            )
        self._longest: dict[str, int] = {}
        for head in self._heads:
            self._longest[head[0]] = max(self._longest.get(head[0], 0), len(head))
        self._ids: dict[str, str] = {}

    def find(
        self, words: Words, found: Sequence[Candidate], titles: Sequence[TitleAt]
    ) -> Iterator[Candidate]:
        """Yield bodies and groups; `found` holds the countries and adjectives that may end their names."""
        titled = {at for title in titles for at in range(title.start, title.end)}
        countries = {
            c.start: c
            for c in found
            if c.type in (EntityType.COUNTRY, EntityType.GROUP) and c.form is not Form.METONYM
        }
        bare = [_bare(form) for form in words.forms]
        for at, word in enumerate(bare):
            if word == _MINISTRY:
                yield from self._ministry(words, at, countries)
            for length in range(self._longest.get(word, 0), 0, -1):
                head = self._heads.get(tuple(bare[at : at + length]))
                if head is None:
                    continue
                if head[1] and at in titled:
                    continue
                candidate = self._body(words, at, at + length, *head, countries)
                if candidate is not None:
                    yield candidate
                    yield from self._coordinated(words, candidate, head[0], countries)
                    break

    def find_bare(self, words: Words, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield bodies that stand without their country: «البرلمان», «المتحدث باسم الخارجية».

        They are those of the one country that the text names such a body of, else of the plain one.
        """
        bare = [_bare(form) for form in words.forms]
        named = self._named(bare, found)
        country = _plain_country(found)
        taken = {at for c in found for at in range(c.start, c.end)}
        for at, word in enumerate(bare):
            for length in range(self._longest.get(word, 0), 0, -1):
                pattern, short = self._heads.get(tuple(bare[at : at + length]), (None, False))
                if (
                    pattern is None
                    or not pattern.bare
                    or (short and words.forms[max(0, at - 1)] not in _SPEAKS_FOR)
                    or not words.forms[at + length - 1].startswith(_ARTICLE)
                ):
                    continue
                if length < _SHORTEST_BARE and pattern.kind != _LEGISLATURE and not short:
                    continue
                of = named.get(pattern.slug, {country} if country is not None else set())
                if len(of) == 1 and taken.isdisjoint(range(at, at + length)):
                    (home,) = of
                    yield Candidate(
                        start=at,
                        end=at + length,
                        type=pattern.type,
                        form=Form.SHORT_NAME,
                        score=_SCORE_BARE,
                        finder=FINDER,
                        actor_id=self._identity(pattern, home),
                        subtype=pattern.kind,
                        country_id=home,
                    )
                break

    def _named(self, words: Sequence[str], found: Iterable[Candidate]) -> Mapping[str, set[str]]:
        """Return the countries whose bodies a text names in full, by the body's pattern; `words` are bare."""
        named: dict[str, set[str]] = defaultdict(set)
        for candidate in found:
            known = self.lexicon.actors.get(candidate.actor_id) if candidate.actor_id else None
            country = candidate.country_id or (known.country_id if known is not None else None)
            if candidate.type is not EntityType.ORGANIZATION or country is None:
                continue
            for length in range(self._longest.get(words[candidate.start], 0), 0, -1):
                head = self._heads.get(tuple(words[candidate.start : candidate.start + length]))
                if head is not None:
                    named[head[0].slug].add(country)
                    break
        return named

    def _coordinated(
        self, words: Words, first: Candidate, pattern: BodyPattern, countries: Mapping[int, Candidate]
    ) -> Iterator[Candidate]:
        """Yield the group of a second plural adjective: «المسؤولون الأمريكيون والكوريون الجنوبيون»."""
        second = countries.get(first.end + 1)
        if first.type is not EntityType.GROUP or second is None or second.form is not Form.DEMONYM:
            return
        if (
            words.forms[first.end] == _AND
            and second.country_id is None
            and words.forms[second.start].endswith(_PLURALS)
        ):
            yield replace(
                first,
                start=second.start,
                end=second.end,
                score=1.0,
                actor_id=self._identity(pattern, second.actor_id or ""),
            )

    def _ministry(self, words: Words, at: int, countries: Mapping[int, Candidate]) -> Iterator[Candidate]:
        """Yield «وزارة» with any portfolio and a country."""
        english, length = self.titles.match_portfolio(words.forms, at + 1)
        if not length:
            return
        slug = "ministry-of-" + english.replace(" ", "-")
        pattern = BodyPattern(
            slug=slug,
            type=EntityType.ORGANIZATION,
            kind="government_body",
            heads=(tuple(words.forms[at : at + 1 + length]),),
        )
        candidate = self._body(words, at, at + 1 + length, pattern, False, countries)
        if candidate is not None:
            yield candidate

    def _body(
        self,
        words: Words,
        start: int,
        end: int,
        pattern: BodyPattern,
        short: bool,
        countries: Mapping[int, Candidate],
    ) -> Candidate | None:
        country = countries.get(end)
        wider = False
        if country is None and _is_definite(words.forms[end : end + 1]) and not short:
            country, wider = countries.get(end + 1), True
        if country is None or country.actor_id is None or (short and not _is_feminine(words, country)):
            return None
        if country.form is not Form.DEMONYM:
            # «برلمان روسيا»; with an article, as in «مجلس الأمن روسيا», the country is no genitive
            if wider or words.forms[end - 1].startswith(_ARTICLE):
                return None
        elif pattern.type is EntityType.ORGANIZATION and not _agree(
            words.forms[end - 1], words.forms[country.start]
        ):
            return None
        actor_id, subtype = self._identity(pattern, country.actor_id), pattern.kind
        if country.type is EntityType.GROUP:
            if pattern.slug != _STATES or wider:
                return None
            actor_id = country.actor_id
        elif pattern.slug == _STATES:
            return None
        return Candidate(
            start=start,
            end=country.end,
            type=pattern.type,
            form=Form.NAME,
            score=_SCORE_WIDER if wider else _SCORE_SHORT if short else SURE,
            finder=FINDER,
            actor_id=None if wider else actor_id,
            subtype=subtype,
            country_id=country.actor_id,
        )

    def _identity(self, pattern: BodyPattern, country_id: str) -> str:
        """Return the id of a country's body: the known one under any name of the pattern, else a made one."""
        made = f"{pattern.type.lower()}/{country_id.partition('/')[2]}-{pattern.slug}"
        if made not in self._ids:
            self._ids[made] = self._known(pattern, country_id) or made
        return self._ids[made]

    def _known(self, pattern: BodyPattern, country_id: str) -> str | None:
        actor = self.lexicon.actors.get(country_id)
        endings = sorted(
            {form for adjective in (actor.demonyms if actor else ()) for form in forms(adjective)}
        )
        for head in pattern.heads:
            for ending in endings:
                key = " ".join(_ARTICLE + word for word in head[-1:])
                for name in (
                    " ".join((*head[:-1], key, ending)),
                    " ".join((*(_ARTICLE + w for w in head), ending)),
                ):
                    for surface in self.lexicon.exact(name):
                        if surface.actor_id.startswith(pattern.type.lower()):
                            return surface.actor_id
        return None


def _plain_country(found: Sequence[Candidate]) -> str | None:
    """Return the country that at least half of the mentions of countries mean, None below two of them."""
    counts = Counter(c.actor_id for c in found if c.type is EntityType.COUNTRY and c.actor_id is not None)
    if not counts:
        return None
    country, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return country if count >= _PLAIN_COUNT and count * 2 >= counts.total() else None


def _heads(row: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        dict.fromkeys(tuple(_bare(word) for word in fold(head).split()) for head in row.get(key, ()))
    )


def _bare(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _is_definite(words: Sequence[str]) -> bool:
    return bool(words) and words[0].startswith(_ARTICLE)


def _agree(head: str, adjective: str) -> bool:
    """Return whether the last word of a head and the adjective are both definite and may agree in gender.

    «رئيس الأركان العامة الروسي» names no «الأركان العامة الروسي»: the adjective goes with the chief.
    """
    if not (head.startswith(_ARTICLE) and adjective.startswith(_ARTICLE)):
        return False
    return adjective.endswith(_FEMININE) or not head.endswith(_FEMININE)


def _is_feminine(words: Words, country: Candidate) -> bool:
    return country.form is Form.DEMONYM and words.forms[country.end - 1].endswith(_FEMININE)
