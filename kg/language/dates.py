"""Dates in Arabic and English news, with the days that they cover seen from the day of publication.

Absolute dates (all Arabic month sets, pairs such as «فبراير/شباط», numbers, years, ranges), Hijri
dates, and relative ones («أمس», «الأربعاء الماضي», «قبل عامين», «منذ فبراير 2022»). Words that change
the meaning («منذ», «حتى», «بين») belong to the expression, «في» does not.

>>> from datetime import date
>>> spans = find_dates("منذ فبراير/شباط 2022 وحتى أمس", date(2024, 6, 20))
>>> [(str(span.first), str(span.last)) for span in spans]
[('2022-02-01', 'None'), ('None', '2024-06-19')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.language.date_rules import Reader, date_at
from kg.language.date_words import read_items
from kg.language.dateline import Dateline, find_dateline
from kg.language.normalize import normalize, original_span

__all__ = ["DateSpan", "Dateline", "find_dateline", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression: characters `start` to `end` of the text, and its first and last day, both included.

    None means an open side (`منذ`), or that the day cannot be told without an anchor. `precision` is
    ``day``, ``month``, ``year`` or ``range``; `kind` ``absolute``, ``relative`` or ``hijri``.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    kind: str


def find_dates(text: str, anchor: date | None = None) -> list[DateSpan]:
    """Return the date expressions of a text in order; they do not overlap.

    Parameters
    ----------
    text : str
        Any text.
    anchor : date, optional
        The day of publication, from which relative dates are counted. Without it they have no days.
    """
    norm = normalize(text)
    reader = Reader(read_items(norm), anchor)
    spans: list[DateSpan] = []
    index = 0
    while index < len(reader.items):
        found = date_at(reader, index)
        if found is None:
            index += 1
            continue
        start, end = original_span(norm, reader.items[found.start].start, reader.items[found.stop - 1].end)
        days = found.interval
        spans.append(DateSpan(start, end, days.first, days.last, days.precision, days.kind))
        index = found.stop
    return spans
