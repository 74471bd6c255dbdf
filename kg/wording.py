"""Words for people: the direction of a text, the names of an actor, a span of days."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date

from kg.records import Entity

__all__ = ["counted", "is_rtl", "label", "names_of", "period", "plain_names"]


def is_rtl(text: str) -> bool:
    """Return whether a text runs from right to left: whether most of its letters do.

    >>> is_rtl("NATO: حلف شمال الأطلسي"), is_rtl("«علي»: a name"), is_rtl("2024")
    (True, False, False)
    """
    kinds = Counter(unicodedata.bidirectional(character) for character in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(2000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def label(entity: Entity) -> str:
    """Return the Arabic name of an actor, or the one it has."""
    return entity.name_ar or entity.name


def names_of(entity: Entity) -> list[str]:
    """Return the Arabic and the English name of an actor, or the one it has."""
    names = [name for name in (entity.name_ar, entity.name_en) if name] or [entity.name]
    return list(dict.fromkeys(names))


def plain_names(entity: Entity) -> str:
    """Return the Arabic name with the English one beside it, where there are two."""
    return " · ".join(names_of(entity))


def period(first: date | None, last: date | None) -> str:
    """Return a span of days as text: one day, a range, one that is open, or nothing.

    >>> period(date(2024, 6, 19), date(2024, 6, 19)), period(date(2024, 6, 1), date(2024, 6, 30))
    ('2024-06-19', '2024-06-01 – 2024-06-30')
    >>> period(date(2024, 6, 1), None), period(None, None)
    ('2024-06-01 –', '')
    """
    if first == last:
        return first.isoformat() if first else ""
    return " – ".join(day.isoformat() if day else "" for day in (first, last)).strip()
