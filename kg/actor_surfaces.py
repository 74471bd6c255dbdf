"""From a row of facts to every folded string that may stand for its actor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kg.language.nationality import forms
from kg.language.normalize import fold, name_key

__all__ = ["Row", "spelling_variants", "surfaces_of"]

#: One actor as data: `ar`, `en`, `kind`, `country`, … as `kg.actor_files` reads them, with full actor ids.
Row = Mapping[str, Any]

#: The hard g of a foreign name is written with either letter; Egyptian news writes the second.
_HARD_G = ("غ", "ج")
#: A sound masculine plural or «أبو» in a name changes with its case.
_CASE_ENDINGS = ("ون", "ين")
_FATHER_OF = ("ابو ", "ابي ", "ابا ")
_ARTICLE = "ال"


def surfaces_of(actor_id: str, row: Row, country_names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (form, folded key, actor id) for one actor, each once.

    A capital or seat of government yields the country too, in the form ``metonym``.

    Parameters
    ----------
    country_names : collection of str
        Folded names of countries, which no nationality adjective may equal.
    """
    keys = sorted(name_keys(row))
    for key in keys:
        yield "name", key, actor_id
    country = row.get("capital_of") or row.get("seat_of")
    if country:
        for key in keys:
            yield "metonym", key, country
    adjectives = {
        form for adjective in row.get("demonyms", ()) for form in forms(adjective, names=country_names)
    }
    for key in sorted(adjectives):
        yield "demonym", key, actor_id


def name_keys(row: Row) -> set[str]:
    """Return the folded keys of all names of a row, with their regular spelling variants."""
    keys: set[str] = set()
    for name in (*row.get("ar", ()), *row.get("en", ())):
        keys |= spelling_variants(name)
    return keys


def spelling_variants(name: str) -> set[str]:
    """Return the folded forms in which a name may be written.

    >>> sorted(spelling_variants("بيونغ يانغ"))
    ['بيونج يانج', 'بيونغ يانغ']
    >>> sorted(spelling_variants("الحوثيون"))
    ['الحوثيون', 'الحوثيين']
    """
    found = {fold(name), name_key(name)}
    for key in list(found):
        found |= set(_case_variants(key))
    return found | {key.replace(*_HARD_G) for key in found}


def _case_variants(key: str) -> Iterable[str]:
    nominative, oblique = _CASE_ENDINGS
    words = key.split()
    if any(word.startswith(_ARTICLE) and word.endswith(nominative) for word in words):
        yield " ".join(
            word.removesuffix(nominative) + oblique
            if word.startswith(_ARTICLE) and word.endswith(nominative)
            else word
            for word in words
        )
    if key.startswith(_FATHER_OF[0]):
        yield from (other + key.removeprefix(_FATHER_OF[0]) for other in _FATHER_OF[1:])
