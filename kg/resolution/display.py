"""Names shown: one in Arabic and one in English for every entity, the same from build to build.

A name that texts or the knowledge base give in a script goes before a transliteration.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from kg.errors import ResourceError
from kg.language.normalize import fold, name_key
from kg.language.transliterate import to_latin
from kg.resolution.name_words import is_arabic
from kg.resources import read_yaml

__all__ = ["display_names", "to_arabic"]

_FILE = "arabization.yaml"
_NAMES = "transliteration.yaml"
_ARTICLE = "ال"
_LONGEST = 4
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)*")
_LATIN_ARTICLE = re.compile(r"\b(?:[Aa]l|[Ee]l)[- ](?=[A-Za-z]{2})")


def display_names(
    names: Counter[str], name_ar: str | None = None, name_en: str | None = None
) -> tuple[str, str]:
    """Return the Arabic and the English name to show.

    Parameters
    ----------
    names : Counter of str
        How often texts use each name.
    name_ar, name_en : str, optional
        The names of the knowledge base, which go before all others.

    Examples
    --------
    >>> display_names(Counter({"فيودور كوزمين": 2, "كوزمين": 5}))
    ('فيودور كوزمين', 'Fiudur Kuzmin')
    >>> display_names(Counter({"Ahmed Kuzmin": 1}))
    ('أحمد كوزمين', 'Ahmed Kuzmin')
    """
    arabic = name_ar or _best({name: count for name, count in names.items() if is_arabic(name)})
    latin = name_en or _best({name: count for name, count in names.items() if _is_latin(name)})
    other = arabic or latin or _best(names) or ""
    return arabic or to_arabic(other), latin or to_latin(other)


def to_arabic(latin: str) -> str:
    """Return a name in Arabic letters; other scripts stay as they are.

    >>> to_arabic("Viktor Orban"), to_arabic("Mohamed al-Sharif")
    ('فيكتور أوربان', 'محمد الشريف')
    """
    return _LATIN_WORD.sub(lambda match: _word(match.group()), _LATIN_ARTICLE.sub(_ARTICLE, latin))


def _best(names: Mapping[str, int]) -> str | None:
    """Return the name with the most words, the most frequent spelling first."""
    return min(names, key=lambda name: (-len(name_key(name).split()), -names[name], name), default=None)


def _is_latin(name: str) -> bool:
    return bool(_LATIN_WORD.search(name)) and not is_arabic(name)


def _word(word: str) -> str:
    key = fold(word).replace(" ", "")
    if name := _arabic_names().get(key):
        return name
    letters = _letters()
    found: list[str] = []
    at = 0
    while at < len(key):
        for length in range(min(_LONGEST, len(key) - at), 0, -1):
            part = key[at : at + length]
            options = [f"^{part}"] if at == 0 else []
            options += [f"{part}$"] if at + length == len(key) else []
            spelled = next((letters[option] for option in (*options, part) if option in letters), None)
            if spelled is not None:
                break
        else:
            length, spelled = 1, key[at]
        if not (length == 1 and at and key[at - 1] == key[at]):  # a double letter is written once
            found.append(spelled)
        at += length
    return "".join(found)


@cache
def _letters() -> Mapping[str, str]:
    letters = read_yaml(_FILE).get("letters")
    if not isinstance(letters, dict) or not all(isinstance(value, str) for value in letters.values()):
        raise ResourceError(f"{_FILE}: letters must map Latin letters to Arabic ones.", "Correct the file.")
    return {str(key): value for key, value in letters.items()}


@cache
def _arabic_names() -> Mapping[str, str]:
    """Return the Arabic spelling of Latin given names; the first where there are several."""
    found: dict[str, str] = {}
    for row in read_yaml("name_variants.yaml")["groups"]:
        arabic = next((word for word in row if is_arabic(word)), None)
        for word in row:
            if arabic and _is_latin(word):
                found.setdefault(fold(word).replace(" ", ""), arabic)
    for arabic, latin in read_yaml(_NAMES)["names"].items():
        found.setdefault(fold(latin).replace(" ", ""), arabic)
    return found
