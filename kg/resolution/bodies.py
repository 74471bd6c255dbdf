"""Names of bodies and places, and how likely two of them name one.

Head words may be left out («حركة حماس»), acronyms stand in brackets, and a body of one country is never
that of another: «وزارة الخارجية» says nothing without its country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.language.normalize import fold
from kg.resolution.name_words import NameWords, countries_named, without_article
from kg.resolution.spelling import cost

__all__ = ["BodyName", "body_name", "compare_bodies", "initials", "is_generic"]

_BRACKETS = re.compile(r"[(\[«\"]([^)\]»\"]+)[)\]»\"]")
_KEPT_NAMES = 1 << 17
_SPELLING = 0.35
_SHORTEST_SURE_ACRONYM = 4
_SHORTEST_ACRONYM = 3
_LONGEST_COUNTRY = 2

_SAME_WORDS, _SPELLED, _SAME_ACRONYM, _HEAD_MISSING, _INITIALS = 1.0, 0.93, 0.95, 0.93, 0.91
_COUNTRY_OPEN, _HEAD_OPEN, _SHORT_INITIALS, _OTHER_HEAD = 0.8, 0.8, 0.78, 0.5


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name as folded words without articles, its head word, the countries named, and its acronyms."""

    words: tuple[str, ...]
    head: str | None
    countries: frozenset[str]
    acronyms: frozenset[str]
    head_last: bool = False

    @property
    def core(self) -> tuple[str, ...]:
        """The words after the head."""
        return self.words[1:] if self.head else self.words


@lru_cache(_KEPT_NAMES)
def body_name(name: str) -> BodyName:
    """Return the parts of a name.

    >>> found = body_name("وزارة الخارجية الروسية")
    >>> found.head, sorted(found.countries)
    ('وزاره', ['country/russia'])
    >>> sorted(body_name("منظمة الصحة العالمية (WHO)").acronyms)
    ['who']
    """
    heads = NameWords.default().heads
    aside = [fold(part) for part in _BRACKETS.findall(name)]
    main = fold(_BRACKETS.sub(" ", name)) if fold(_BRACKETS.sub(" ", name)) and aside else fold(name)
    folded = tuple(main.split())
    words = tuple(word for word in map(without_article, folded) if word != "the")
    acronyms = {part for part in aside if len(part.split()) == 1 and part != main}
    head = None
    if len(words) > 1 and words[0] in heads:
        head = words[0]
    elif len(words) > 1 and words[-1] in heads and words[-1].isascii():
        head, words = words[-1], (words[-1], *words[:-1])
        return BodyName(words, head, countries_named(folded), frozenset(acronyms), head_last=True)
    return BodyName(words, head, countries_named(folded), frozenset(acronyms))


def is_generic(name: str) -> bool:
    """Return whether a name needs its country to mean one body.

    >>> is_generic("وزارة الدفاع"), is_generic("وزارة الدفاع الروسية"), is_generic("حزب الله")
    (True, False, False)
    """
    found = body_name(name)
    return (
        found.head in NameWords.default().heads_with_country and not found.countries and len(found.words) < 4
    )


def compare_bodies(one: str, other: str) -> tuple[float, str]:
    """Return how likely two names are those of one body, in [0, 1], and why."""
    left, right = body_name(one), body_name(other)
    if left.countries and right.countries and left.countries != right.countries:
        return 0.0, "bodies of different countries"
    if left.words == right.words:
        return _SAME_WORDS, "the same words"
    if _spelled_alike(left.words, right.words):
        return _SPELLED, "spellings of the same words"
    if found := _by_acronym(left, right):
        return found
    if left.head and right.head and left.head != right.head:
        same = _spelled_alike(left.core, right.core)
        return (_OTHER_HEAD if same else 0.0), f"«{left.head}» is not «{right.head}»"
    if bool(left.head) != bool(right.head) and _spelled_alike(left.core, right.core):
        return _without_head(left if left.head else right)
    short, long = sorted((left, right), key=lambda name: (len(name.words), name.words))
    rest = long.words[len(short.words) :]
    if (
        0 < len(rest) <= _LONGEST_COUNTRY
        and not short.countries
        and long.countries
        and countries_named(rest) == long.countries
        and _spelled_alike(short.words, long.words[: len(short.words)])
    ):
        return _COUNTRY_OPEN, "the same words, and only one names a country"
    return 0.0, "other words"


def _without_head(full: BodyName) -> tuple[float, str]:
    known = NameWords.default()
    if full.head in known.heads_with_country and not full.countries:
        return _HEAD_OPEN, f"the same but for «{full.head}», and no country is named"
    if full.head in known.heads_of_kind and len(full.core) == 1:
        return _OTHER_HEAD, f"«{full.head}» may be another kind of thing"
    if countries_named(full.core) and len(full.core) == 1:
        return _OTHER_HEAD, f"only «{full.head}» tells it from a country"
    return _HEAD_MISSING, f"the same but for «{full.head}»"


def initials(name: BodyName) -> str:
    """Return the first letters of a Latin name's words, in their order; empty for fewer than three.

    >>> initials(body_name("World Health Organization"))
    'who'
    """
    words = name.words
    if name.head_last:
        words = (*words[1:], words[0])
    small = NameWords.default().small_words
    letters = "".join(word[0] for word in words if word not in small)
    return letters if letters.isascii() and len(letters) >= _SHORTEST_ACRONYM else ""


def _by_acronym(left: BodyName, right: BodyName) -> tuple[float, str] | None:
    for short, long in ((left, right), (right, left)):
        if len(short.words) != 1:
            continue
        if short.words[0] in long.acronyms:
            return _SAME_ACRONYM, f"«{short.words[0]}» in brackets"
        letters = initials(long)
        if letters == short.words[0]:
            sure = len(letters) >= _SHORTEST_SURE_ACRONYM
            return (_INITIALS if sure else _SHORT_INITIALS), "the first letters of its words"
    return None


@lru_cache(_KEPT_NAMES)
def _spelled_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(cost(a, b) <= _SPELLING for a, b in zip(one, other, strict=True))
