"""The words around names (`resources/name_parts.yaml`), folded, and what the knowledge base says of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.actors import Actors
from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.resources import read_yaml

__all__ = ["NameWords", "countries_named", "is_arabic", "is_demonym", "is_english_demonym", "without_article"]

_FILE = "name_parts.yaml"
_HEADS = "organization_heads.yaml"
_ARTICLE = "ال"
#: So many letters of a country's English name show in its adjective.
_STEM = 4


@dataclass(frozen=True, slots=True)
class NameWords:
    """Folded words by the part that they play in names."""

    child_of: frozenset[str]
    house_of: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    servant_of: frozenset[str]
    father_of: frozenset[str]
    generations: frozenset[str]
    generation_synonyms: Mapping[str, str]
    latin_titles: frozenset[str]
    arabic_titles: frozenset[str]
    small_words: frozenset[str]
    heads_with_country: frozenset[str]
    heads_of_kind: frozenset[str]
    heads: frozenset[str]

    @classmethod
    @cache
    def default(cls) -> NameWords:
        """Return the words that ship with the package."""
        data = read_yaml(_FILE)
        names = set(cls.__slots__) - {"generation_synonyms", "heads"}
        sets = {name: _words(data, name) for name in sorted(names)}
        listed = read_yaml(_HEADS)
        heads = {
            fold(word) for part in ("inside", "outside") for words in listed[part].values() for word in words
        }
        heads |= {fold(word) for part in ("place_heads", "latin_heads") for word in data[part]}
        synonyms = {fold(word): meaning for word, meaning in data["generation_synonyms"].items()}
        return cls(**sets, heads=frozenset(heads), generation_synonyms=synonyms)


def _words(data: Any, name: str) -> frozenset[str]:
    try:
        return frozenset(fold(word) for word in data[name])
    except (KeyError, TypeError, AttributeError) as error:
        raise ResourceError(f"{_FILE}: {name} must be a list of words.", "Correct the file.") from error


def is_arabic(name: str) -> bool:
    """Return whether a name has a letter of the Arabic script."""
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


def without_article(word: str) -> str:
    """Return a folded word without «ال».

    >>> without_article("الجزيره"), without_article("الله")
    ('جزيره', 'الله')
    """
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def is_english_demonym(word: str) -> bool:
    """Return whether a folded Latin word begins like the name of a country: "Russian", "Egyptian".

    >>> is_english_demonym("russian"), is_english_demonym("khalid")
    (True, False)
    """
    return len(word) > _STEM and word[:_STEM] in _country_stems()


def is_demonym(words: str) -> bool:
    """Return whether folded words are a nationality adjective."""
    return words in _country_words() and _country_words()[words][1]


def countries_named(words: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of the countries that folded words name or are adjectives of.

    >>> sorted(countries_named(("الخارجيه", "الروسيه")))
    ['country/russia']
    """
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            country = _country_words().get(" ".join(words[at : at + length]))
            if country and at + length <= len(words):
                found.add(country[0])
                break
        else:
            length = 1
        at += length
    return frozenset(found)


@cache
def _country_stems() -> frozenset[str]:
    return frozenset(key[:_STEM] for key in _country_words() if key.isascii() and len(key) >= _STEM)


@cache
def _country_words() -> Mapping[str, tuple[str, bool]]:
    """Return the country of each name and adjective that means one, and whether it is an adjective."""
    found: dict[str, tuple[str, bool]] = {}
    actors = Actors.default()
    for surface in actors.surfaces():
        if surface.form is Form.METONYM or not surface.actor_id.startswith(f"{EntityType.COUNTRY.lower()}/"):
            continue
        known = found.get(surface.key)
        if known is None or surface.weight > 0.5:
            found[surface.key] = surface.actor_id, surface.form is Form.DEMONYM
    return found
