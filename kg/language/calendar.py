"""Calendar arithmetic of dates in texts: the days that a point or a period covers, seen from an anchor day.

Weeks run from Monday (ISO 8601). Hijri dates are converted by the Umm al-Qura calendar (`hijridate`,
1343 to 1500 AH).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

__all__ = ["Interval", "Point", "day", "hijri_interval", "period", "point_interval", "shift", "weekday"]

#: Precision of a period by unit; every other period is a range.
PRECISION = {"hour": "day", "day": "day", "month": "month", "year": "year"}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_SOON = timedelta(days=61)
_DAYS = {"hour": 0, "day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both included; None where the side is open or cannot be told."""

    first: date | None
    last: date | None
    precision: str
    kind: str


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar point as written; what is not written is None. `stop` is the index of the item after it.

    `direction` is past, current or next, said of the point; `year_shift` counts years from the anchor's.
    """

    stop: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    hijri: bool = False
    direction: str | None = None
    year_shift: int | None = None

    @property
    def precision(self) -> str:
        """Return the precision of the point."""
        if self.last_day is not None:
            return "range"
        return "day" if self.day is not None else "month" if self.month is not None else "year"


def day(anchor: date | None, offset: int) -> Interval:
    """Return the day `offset` days from the anchor."""
    moved = None if anchor is None else shift(anchor, "day", offset)
    return Interval(moved, moved, "day", "relative")


def weekday(anchor: date | None, number: int, direction: str | None) -> Interval:
    """Return the day of the week `number` (1 is Monday) nearest to the anchor.

    Without a direction: on or before the anchor. Past: before it. Next: after it.
    """
    if anchor is None:
        return Interval(None, None, "day", "relative")
    back = (anchor.isoweekday() - number) % 7
    offsets = {"next": 7 - back, "past": -(back or 7)}
    return day(anchor, offsets.get(direction or "", -back))


def shift(anchor: date, unit: str, count: float) -> date:
    """Return the date `count` units away; the day of the month is cut to the month's length."""
    try:
        if unit in _DAYS:
            return anchor + timedelta(days=round(_DAYS[unit] * count))
        months = round(12 * _YEARS[unit] * count) if unit in _YEARS else round(count)
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
        return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return anchor


def period(anchor: date, unit: str) -> tuple[date, date]:
    """Return the first and last day of the unit that holds the anchor."""
    if unit == "month":
        return anchor.replace(day=1), anchor.replace(day=monthrange(anchor.year, anchor.month)[1])
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday())
        return monday, monday + timedelta(days=6)
    if unit in _YEARS:
        size = _YEARS[unit]
        first = (anchor.year - 1) // 100 * 100 + 1 if unit == "century" else anchor.year // size * size
        return date(max(first, 1), 1, 1), date(min(first + size - 1, MAXYEAR), 12, 31)
    return anchor, anchor


def point_interval(point: Point, anchor: date | None) -> Interval | None:
    """Return the days of a calendar point; None where there is no such day («31 فبراير 2024»).

    Without a year the anchor decides: by the direction that is written, else a day is the last one that is
    not more than two months ahead («هجوم 7 أكتوبر» written in June); a month alone stays open.
    """
    if point.year is None and point.year_shift is not None and anchor is not None:
        year = (_hijri_year(anchor) if point.hijri else anchor.year) + point.year_shift
        found = point_interval(replace(point, year=year), anchor)
        return found and replace(found, kind="hijri" if point.hijri else "relative")
    kind = "hijri" if point.hijri else "absolute" if point.year is not None else "relative"
    if point.year is not None:
        days = _days(point, point.year)
        return days and Interval(*days, point.precision, kind)
    if anchor is None or (point.day is None and point.direction is None):
        return (
            Interval(None, None, point.precision, kind)
            if _days(point, 1444 if point.hijri else 2024)
            else None
        )
    days = _nearest(point, anchor)
    return days and Interval(*days, point.precision, kind)


def _nearest(point: Point, anchor: date) -> tuple[date, date] | None:
    """Return the days of a point without year, the nearest in its direction."""
    around = _hijri_year(anchor) if point.hijri else anchor.year
    options = [days for year in (around - 1, around, around + 1) if (days := _days(point, year))]
    if point.direction == "past":
        options = [days for days in options if days[1] < anchor]
    elif point.direction == "next":
        options = [days for days in options if days[0] > anchor]
    elif point.direction == "current":
        options = [days for days in options if days[0].year == anchor.year]
    else:
        return max((days for days in options if days[0] <= anchor + _SOON), default=None)
    return min(options, key=lambda days: abs((days[0] - anchor).days), default=None)


def _days(point: Point, year: int) -> tuple[date, date] | None:
    if point.hijri:
        return hijri_interval(year, point.month, point.day, point.last_day)
    try:
        if point.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = point.last_day or point.day or monthrange(year, point.month)[1]
        return date(year, point.month, point.day or 1), date(year, point.month, last)
    except (ValueError, IndexError):
        return None


def hijri_interval(
    year: int, month: int | None = None, first: int | None = None, last: int | None = None
) -> tuple[date, date] | None:
    """Return the Gregorian days of a Hijri year, month or days; None outside of the known years."""
    from hijridate import Hijri  # on demand: few texts need it

    try:
        start = Hijri(year, month or 1, first or 1)
        end = Hijri(year, month or 12, 1)
        length = end.month_length()
        stop = Hijri(year, month or 12, last or first or length)
        return date(*start.to_gregorian().datetuple()), date(*stop.to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def _hijri_year(anchor: date) -> int:
    from hijridate import Gregorian

    try:
        return int(Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year)
    except (ValueError, OverflowError):
        return 0
