"""Fields of tables, JSON objects and front matter as metadata of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from kg.corpus.draft import Metadata
from kg.corpus.encoding import clean
from kg.corpus.options import Columns
from kg.language.dates import find_dates
from kg.language.normalize import fold

__all__ = ["columns_present", "day_in_words", "metadata_of", "one_line", "parse_date"]

_ROLES = ("text", "title", "source", "author", "url", "published_at", "id", "language")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


def columns_present(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """Return which of the given names plays which role.

    >>> columns_present(["ID", "Headline", "body"], Columns())
    {'text': 'body', 'title': 'Headline', 'id': 'ID'}
    """
    return dict(_present(tuple(names), columns))


@lru_cache(maxsize=64)
def _present(names: tuple[str, ...], columns: Columns) -> tuple[tuple[str, str], ...]:
    by_key = {fold(name): name for name in reversed(names)}
    found = []
    for role in _ROLES:
        keys = [key for key in map(fold, getattr(columns, role)) if key in by_key]
        found += [(role, by_key[key]) for key in keys[:1]]
    return tuple(found)


def metadata_of(record: Mapping[str, Any], present: Mapping[str, str]) -> Metadata:
    """Return the metadata that a record holds. A value that is no fit for its field counts as absent."""
    values = {role: record.get(name) for role, name in present.items()}
    language = _LANGUAGE.match(str(values.get("language") or "").strip().lower())
    return Metadata(
        title=one_line(values.get("title")),
        source=one_line(values.get("source")),
        author=one_line(values.get("author")),
        url=one_line(values.get("url")),
        published_at=parse_date(values.get("published_at")),
        language=language.group() if language else None,
    )


def one_line(value: object) -> str | None:
    """Return a value as one line of text; several values are joined by commas; None for what is no text.

    >>> one_line(" a\\n b "), one_line(["منى", "سامي"]), one_line({"name": "رويترز"}), one_line("")
    ('a b', 'منى, سامي', 'رويترز', None)
    """
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(one_line, value[:20])))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(clean(str(value)).split()) or None


def parse_date(value: object) -> date | None:
    """Return the day that a field holds: ISO 8601, day first with figures, RFC 2822, or words.

    >>> parse_date("2024-06-19T05:17:00Z"), parse_date("19/06/2024"), parse_date("06/19/2024")
    (datetime.date(2024, 6, 19), datetime.date(2024, 6, 19), datetime.date(2024, 6, 19))
    >>> parse_date("soon") is None
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = one_line(value)
    if text is None or len(text) > 200:
        return None
    return _by_figures(text) or day_in_words(text) or _rfc_2822(text)


def _by_figures(text: str) -> date | None:
    if match := _ISO.match(text):
        year, month, day = (int(group) for group in match.groups() if group)
        return _day(year, month, day)
    if match := _DAY_FIRST.match(text):
        day, month, year = map(int, match.groups())
        return _day(year, month, day) or _day(year, day, month)
    return None


def day_in_words(text: str) -> date | None:
    """Return the first whole date with its year that a text names.

    >>> day_in_words("برلين 10 أغسطس 2015")
    datetime.date(2015, 8, 10)
    """
    for span in find_dates(text, None):
        if span.precision == "day" and span.first is not None:
            return span.first
    return None


def _rfc_2822(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, OverflowError):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
