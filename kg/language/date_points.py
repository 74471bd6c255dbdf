"""Calendar points in a row of items: numeric dates, day and month, month, year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kg.language import calendar
from kg.language.calendar import Point
from kg.language.date_words import Item, lexicon

__all__ = ["COMMAS", "DASHES", "NUMERIC_SIGNS", "SLASHES", "STEP", "THIS", "YEARS", "PointReader"]

DASHES = ("-", "–", "—", "−")
SLASHES = ("/", "\\")
NUMERIC_SIGNS = ("/", "-", ".", "–")
COMMAS = ("،", ",")
THIS = ("هذا", "هذه", "this")
YEARS = range(1000, 2200)
#: Units from the anchor by direction.
STEP = {"past": -1, "current": 0, "next": 1}
_BARE_YEARS = range(1900, 2100)
_HIJRI_YEARS = range(1300, 1501)
_PREPOSITIONS = ("in", "since", "until", "before", "after", "between", "from", "to")
_DECIMAL_SIGNS = (".", ",", "٫", "٬")
_UNITS_BEFORE = ("$", "€", "£")
_UNITS_AFTER = ("%", "٪", "$", "€")


class PointReader:
    """Reads calendar points from items, seen from one anchor day."""

    def __init__(self, items: Sequence[Item], anchor: date | None) -> None:
        self.items = items
        self.anchor = anchor

    def has(self, index: int, category: str) -> bool:
        """Return whether there is an item of that category at `index`."""
        return 0 <= index < len(self.items) and category in self.items[index]

    def value(self, index: int, category: str) -> Any:
        """Return what the item at `index` means in a category; None where it means nothing there."""
        return self.items[index].meanings.get(category) if 0 <= index < len(self.items) else None

    def step(self, index: int) -> int | None:
        """Return -1, 0 or 1 for «الماضي», «الجاري», «المقبل» at `index`."""
        return STEP.get(self.value(index, "direction"))

    def text(self, index: int) -> str:
        """Return the folded text of an item; empty outside."""
        return self.items[index].text if 0 <= index < len(self.items) else ""

    def number(self, index: int, digits: range) -> int | None:
        """Return the number at `index` if it has that many digits."""
        text = self.text(index)
        return int(text) if text.isdigit() and len(text) in digits else None

    def touches(self, index: int) -> bool:
        """Return whether the item at `index` follows the one before without a blank."""
        return 0 < index < len(self.items) and self.items[index - 1].end == self.items[index].start

    def is_amount(self, index: int) -> bool:
        """Return whether the number at `index` counts something or is part of a longer one (35%, 2,000)."""
        return (
            self.text(index + 1) in lexicon().counted
            or self.text(index + 1) in _UNITS_AFTER
            or self.continues(index + 1, _DECIMAL_SIGNS)
            or (self.text(index - 1) in (*_DECIMAL_SIGNS, *_UNITS_BEFORE) and self.touches(index))
        )

    def continues(self, index: int, signs: Sequence[str]) -> bool:
        """Return whether one of `signs` at `index` joins the number before it to a number after it."""
        joined = self.touches(index) and self.touches(index + 1)
        return joined and self.text(index) in signs and self.text(index + 1).isdigit()

    def point(self, index: int) -> Point | None:
        """Return the calendar point that begins at `index`, with at least a month or a marked year."""
        return (
            self.numeric(index)
            or self.day_and_month(index)
            or self.month_first(index)
            or self.month(index)
            or self.labelled_year(index)
        )

    def numeric(self, index: int) -> Point | None:
        """19/6/2024, 2024-06-19, 19.6.2024. The day comes first unless only the other way makes a date."""
        signs = self.text(index + 1), self.text(index + 3)
        if (
            signs[0] not in NUMERIC_SIGNS
            or signs[0] != signs[1]
            or not all(self.touches(index + n) for n in (1, 2, 3, 4))
        ):
            return None
        parts = [self.text(index + n) for n in (0, 2, 4)]
        if not all(part.isdigit() for part in parts) or self.continues(index + 5, NUMERIC_SIGNS):
            return None
        lengths = [len(part) for part in parts]
        numbers = [int(part) for part in parts]
        if lengths[0] == 4 and max(lengths[1:]) <= 2:
            year, month, day = numbers
        elif lengths[2] == 4 and max(lengths[:2]) <= 2:
            day, month, year = numbers
        else:
            return None
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return Point(index + 5, year, month, day, hijri=year in _HIJRI_YEARS)

    def day_and_month(self, index: int) -> Point | None:
        """«19 يونيو 2024», «17-19 من يونيو/حزيران», «19 من الشهر الجاري»."""
        index += self.has(index, "the") and self.touches(index + 1)
        named = self.has(index, "nth")
        day = self.value(index, "nth") if named else self.number(index, range(1, 3))
        if day is None or not 1 <= day <= 31 or self.is_amount(index):
            return None
        after, last = self.last_day(index + 1, day)
        after += self.has(after, "ordinal") and self.touches(after)
        after += self.has(after, "of")
        if self.has(after, "unit") and self.value(after, "unit") == "month" and self.has(after, "definite"):
            return self.day_of_relative_month(after, day, last)
        found = self.month(after, lone=False)
        return found and replace(found, day=day, last_day=last)

    def last_day(self, index: int, day: int) -> tuple[int, int | None]:
        """Return the index after «-19», «و19», «إلى 19», and that day; nothing read where none follows."""
        attached = self.has(index, "nth") and self.items[index].attached == "و"
        if attached or self.text(index) in DASHES or self.has(index, "and") or self.has(index, "to"):
            after = index + (not attached)
            after += self.has(after, "the") and self.touches(after + 1)
            last = self.value(after, "nth") if self.has(after, "nth") else self.number(after, range(1, 3))
            if last is not None and day < last <= 31:
                return after + 1, last
        return index, None

    def day_of_relative_month(self, index: int, day: int, last: int | None) -> Point | None:
        if not self.has(index + 1, "direction") or self.anchor is None:
            return None
        moved = calendar.shift(self.anchor, "month", STEP.get(self.value(index + 1, "direction"), 0))
        return Point(index + 2, moved.year, moved.month, day, last)

    def month(self, index: int, *, lone: bool = True) -> Point | None:
        """«يونيو 2024», «شباط/فبراير الماضي», «شهر مارس من العام الماضي», «رمضان 1445هـ»."""
        label = self.has(index, "month_label") and (
            self.has(index + 1, "month") or self.has(index + 1, "hijri")
        )
        index += label
        if not (self.has(index, "month") or self.has(index, "hijri")):
            return None
        item = self.items[index]
        hijri = "hijri" in item
        point = Point(
            self.second_name(index), month=item.meanings["hijri" if hijri else "month"], hijri=hijri
        )
        point = self.year_of(point)
        if lone and not label and point.year is None and point.year_shift is None and point.direction is None:
            before = self.items[index - 1] if index else None
            introduced = item.attached[-1:] in ("ب", "ل") and bool(item.attached)
            introduced = introduced or (before is not None and any(name in before for name in _PREPOSITIONS))
            if "doubtful" in item or not introduced:
                return None
        if hijri and point.year is not None and point.year not in _HIJRI_YEARS:
            return None
        return point

    def second_name(self, index: int) -> int:
        """Return the index after the month's name, or after both where two are given («فبراير/شباط»)."""
        month = self.value(index, "month")
        bracket = self.text(index + 1) == "("
        at = index + 1 + (bracket or self.text(index + 1) in (*SLASHES, "-"))
        if month is None or self.value(at, "month") != month:
            return index + 1
        return at + 1 + (bracket and self.text(at + 1) == ")")

    def year_of(self, point: Point) -> Point:
        """Return the point with the year or the direction that follows it."""
        index = point.stop
        index += self.text(index) in COMMAS and self.number(index + 1, range(4, 5)) is not None
        if self.text(index) in THIS:
            return (
                replace(point, stop=index + 2, year_shift=0) if self.has(index + 1, "year_label") else point
            )
        if self.step(index) is not None:
            return replace(point, stop=index + 1, direction=self.value(index, "direction"))
        index += self.has(index, "of") and (
            self.has(index + 1, "year_label") or self.number(index + 1, range(4, 5)) is not None
        )
        if self.has(index, "year_label"):
            if self.has(index + 1, "direction") and self.value(index + 1, "direction") in STEP:
                return replace(point, stop=index + 2, year_shift=STEP[self.value(index + 1, "direction")])
            index += 1
        year = self.number(index, range(4, 5))
        if year is None or year not in YEARS or self.is_amount(index):
            return point
        return replace(point, year=year, stop=self.after_era(index + 1))

    def after_era(self, index: int) -> int:
        """Return the index after «م» or «هـ»."""
        return index + (self.has(index, "common_era") or self.has(index, "hijri_era"))

    def month_first(self, index: int) -> Point | None:
        """June 18, 2024."""
        if not self.has(index, "month") or not self.text(index).isascii():
            return None
        day = self.number(index + 1, range(1, 3))
        if day is None or not 1 <= day <= 31:
            return None
        after = index + 2
        after += self.has(after, "ordinal") and self.touches(after)
        point = self.year_of(Point(after, month=self.value(index, "month"), day=day))
        return None if "doubtful" in self.items[index] and point.year is None else point

    def labelled_year(self, index: int) -> Point | None:
        """«عام 2006», «سنة 1445هـ», and after a preposition the bare year."""
        label = self.has(index, "year_label")
        year = self.number(index + label, range(3, 5))
        if year is None or self.is_amount(index + label):
            return None
        era = index + label + 1
        if self.has(era, "hijri_era"):
            return Point(era + 1, year, hijri=True)
        if self.has(era, "common_era"):
            return Point(era + 1, year)
        if label:
            return Point(era, year) if year in YEARS or year < YEARS.start else None
        introduced = index > 0 and any(name in self.items[index - 1] for name in _PREPOSITIONS)
        return (
            Point(era, year)
            if introduced and year in _BARE_YEARS and self.year_ends_here(era, year)
            else None
        )

    def year_ends_here(self, index: int, year: int) -> bool:
        """Return whether what follows a bare number lets it be a year; round hundreds are rather amounts."""
        text = self.text(index)
        if year % 100 == 0 or (self.has(index, "unit") and "definite" not in self.items[index]):
            return not text or not text[0].isalpha()
        return True
