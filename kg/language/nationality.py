"""Nationality adjectives: all forms in which «روسي» or «كوري شمالي» may stand in a text.

The inflection of the nisba is regular (Wright, Grammar of the Arabic Language, I §249–252); broken plurals
(«روس», «أتراك») are listed in `resources/nationality.yaml`.

>>> sorted(forms("روسي") & {"الروسيه", "روسيون", "روس", "روسيا"})
['الروسيه', 'روس', 'روسيون']
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from kg.language.normalize import fold
from kg.resources import read_yaml

__all__ = ["forms"]

_PLURAL_ENDINGS = ("ون", "ين")
#: Gender, number and case, folded: m. sg., f. sg., m. dual (×2), f. dual (×2), m. pl. (×2), f. pl.
_ENDINGS = ("", "ه", "ان", "ين", "تان", "تين", "ون", "ات")
_ACCUSATIVE = "ا"


def forms(
    adjective: str, *, plurals: Collection[str] = (), names: Collection[str] | None = None
) -> frozenset[str]:
    """Return all forms of a masculine singular nationality adjective, folded, with and without article.

    Parameters
    ----------
    adjective : str
        One nisba («روسي») or two («كوري شمالي»), in any spelling.
    plurals : collection of str, optional
        Broken plurals beside those that are listed.
    names : collection of str, optional
        Folded names of countries. With it the indefinite accusative («عسكريًّا أمريكيًّا») is a form
        too, and no form that is a country's name is returned («روسيا», «سوريه»). Without it the
        accusative is left out.
    """
    words = fold(adjective).split()
    endings = _ENDINGS if names is None else (*_ENDINGS, _ACCUSATIVE)
    found = {" ".join(word + ending for word in words) for ending in endings}
    found |= _plural_forms(tuple(words), tuple(sorted(map(fold, plurals))))
    found |= {
        " ".join("ال" + word for word in form.split()) for form in found if not form.endswith(_ACCUSATIVE)
    }
    return frozenset(found - set(names or ()))


def _plural_forms(words: tuple[str, ...], given: tuple[str, ...]) -> set[str]:
    """Return broken plurals; in two words, the second agrees as a sound plural."""
    found = set(given)
    for plural in _broken_plurals().get(words[0], ()):
        if len(words) == 1:
            found.add(plural)
        else:
            found |= {
                " ".join([plural, *(word + ending for word in words[1:])]) for ending in _PLURAL_ENDINGS
            }
    return found


@cache
def _broken_plurals() -> dict[str, tuple[str, ...]]:
    rows = read_yaml("nationality.yaml")["broken_plurals"]
    return {fold(adjective): tuple(map(fold, plurals)) for adjective, plurals in rows.items()}
