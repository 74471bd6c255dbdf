"""The grammar of dates: which items in a row are a date, a period or a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.language import calendar
from kg.language.calendar import PRECISION, Interval, Point
from kg.language.date_points import COMMAS, DASHES, NUMERIC_SIGNS, SLASHES, STEP, THIS, YEARS, PointReader
from kg.language.date_words import lexicon

__all__ = ["Found", "Reader", "date_at"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression: items `start` to `stop`, and the days that it covers."""

    start: int
    stop: int
    interval: Interval


class Reader(PointReader):
    """Reads date expressions from items, seen from one anchor day."""

    def absolute(self, index: int) -> Found | None:
        """A calendar point, with or without the day of the week before it."""
        start = index
        named = index
        while self.has(named, "day_label") or self.has(named, "daytime") or self.has(named, "day"):
            named += 1
        if self.has(named, "weekday"):
            index = named + 1 + (self.text(named + 1) in COMMAS)
        elif self.has(index, "day_label") and named == index + 1:
            index = named
        point = self.point(index)
        if point is None or (index > start and point.day is None):
            return None
        interval = calendar.point_interval(point, self.anchor)
        return None if interval is None else Found(start, point.stop, interval)

    def weekday(self, index: int) -> Found | None:
        """«الأربعاء», «يوم الثلاثاء المقبل», «اليوم الأربعاء», «مساء أمس الخميس»."""
        start = index
        shift: int | None = None
        while self.has(index, "day_label") or self.has(index, "daytime") or self.has(index, "day"):
            if self.has(index, "day"):
                shift = self.value(index, "day")
            index += 1
        stop = index + 1
        if shift is not None and self.text(index) == "(" and self.text(index + 2) == ")":
            index, stop = index + 1, index + 3
        if not self.has(index, "weekday") or self.is_barred(start, index):
            return None
        direction = None
        if self.step(stop) is not None:
            direction = self.value(stop, "direction")
            stop += 1
        elif index == start and self.text(start - 1) in ("last", "next"):
            direction = {"last": "past", "next": "next"}[self.text(start - 1)]
            start -= 1
        number = self.value(index, "weekday")
        named = calendar.day(self.anchor, shift or 0)
        if (
            shift is not None
            and direction is None
            and (named.first is None or named.first.isoweekday() == number)
        ):
            return Found(start, stop, named)
        return Found(start, stop, calendar.weekday(self.anchor, number, direction))

    def is_barred(self, start: int, index: int) -> bool:
        """Return whether the neighbours show that it is no date («ذلك اليوم», «روسيا اليوم»)."""
        if not any(self.text(at) in lexicon().doubtful_days for at in range(start, index + 1)):
            return False
        return self.text(start - 1) in lexicon().not_before or self.text(index + 1) in lexicon().not_after

    def day_word(self, index: int) -> Found | None:
        """«اليوم», «أمس الأول», «غدا»."""
        start = index
        index += self.has(index, "daytime") and self.has(index + 1, "day")
        if not self.has(index, "day") or self.is_barred(start, index):
            return None
        return Found(start, index + 1, calendar.day(self.anchor, self.value(index, "day")))

    def relative_period(self, index: int) -> Found | None:
        """«الشهر الماضي», «هذا العام», «العام قبل الماضي», «العامين الأخيرين», «last week»."""
        start = index
        direction = self.value(index, "direction")
        index += direction is not None
        number, at = self.count(index)
        unit = self.value(at, "unit")
        if unit is None:
            return None
        definite = "definite" in self.items[at] or self.text(at).isascii()
        stop = at + 1
        if number is None and self.has(stop, "number") and self.text(stop).startswith("ال"):
            number, stop = self.value(stop, "number"), stop + 1
        if direction is None:
            direction = self.value(stop, "direction")
            stop += 1
            if direction is None or self.text(stop - 1) in THIS or not (definite or number):
                return None
        elif not definite:
            return None
        word = self.text(at).removeprefix("ال")
        number = 2 if word in lexicon().two else number
        if number is not None and number > 1:
            return self.found_stretch(start, stop, unit, number, direction)
        step = -2 if direction == "past_but_one" else STEP.get(direction)
        if step is None or word in lexicon().many or unit in ("hour", "day"):
            return None
        return self.found_period(start, stop, unit, step)

    def count(self, index: int) -> tuple[float | None, int]:
        """Return the number before a unit and the index after it: «3», «ثلاثة», «خمسة وعشرين»."""
        if self.text(index).isdigit() and len(self.text(index)) <= 4:
            return int(self.text(index)), index + 1
        if not self.has(index, "number"):
            return None, index
        number = self.value(index, "number")
        if self.has(index + 1, "number") and self.items[index + 1].attached == "و":
            return number + self.value(index + 1, "number"), index + 2
        return number, index + 1

    def found_period(self, start: int, stop: int, unit: str, step: int) -> Found:
        precision = PRECISION.get(unit, "range")
        if self.anchor is None:
            return Found(start, stop, Interval(None, None, precision, "relative"))
        first, last = calendar.period(calendar.shift(self.anchor, unit, step), unit)
        return Found(start, stop, Interval(first, last, precision, "relative"))

    def found_stretch(self, start: int, stop: int, unit: str, number: float, direction: str) -> Found:
        if self.anchor is None or direction == "current":
            return Found(start, stop, Interval(None, None, "range", "relative"))
        unit = "day" if unit == "hour" else unit
        number = (
            max(1, number / 24)
            if unit == "day" and self.text(stop - 2).endswith(("ساعه", "ساعات", "hours"))
            else number
        )
        moved = calendar.shift(self.anchor, unit, number if direction == "next" else -number)
        first, last = sorted((moved, self.anchor))
        return Found(start, stop, Interval(first, last, "range", "relative"))

    def ago(self, index: int) -> Found | None:
        """«قبل ثلاثة أيام», «منذ نحو ربع قرن», «two years ago»."""
        start = index
        marker = "since" if self.has(index, "since") else "before" if self.has(index, "before") else None
        index += marker is not None
        index += self.has(index, "about")
        number, after = self.count(index)
        if not self.has(after, "unit") or "definite" in self.items[after]:
            return None
        unit = self.value(after, "unit")
        number = 2 if self.text(after) in lexicon().two else number
        stop = after + 1
        if self.has(stop, "ago"):
            marker, stop = marker or "before", stop + 1
        if marker is None or (number is None and self.text(after) in lexicon().many):
            return None
        if self.text(stop).isdigit() or (marker == "before" and self.has(stop, "of")):
            return None
        if self.anchor is None:
            return Found(start, stop, Interval(None, None, PRECISION.get(unit, "range"), "relative"))
        unit = "day" if unit == "hour" else unit
        moved = calendar.shift(self.anchor, unit, -(1 if number is None else number))
        if self.value(after, "unit") == "hour":
            moved = self.anchor
        fine = (
            "year" if unit in ("decade", "century") else "month" if number == 0.5 and unit == "year" else unit
        )
        first, last = calendar.period(moved, fine)
        return Found(
            start,
            stop,
            Interval(first, None if marker == "since" else last, PRECISION.get(fine, "range"), "relative"),
        )

    def decade(self, index: int) -> Found | None:
        """«تسعينيات القرن الماضي», «السبعينيات», «القرن العشرين»; not «الخمسينيات من عمره»."""
        if self.has(index, "century"):
            return Found(
                index, index + 1, Interval(date(1901, 1, 1), date(2000, 12, 31), "range", "absolute")
            )
        if not self.has(index, "decade"):
            return None
        first: int = self.value(index, "decade")
        stop = index + 1
        if self.has(stop, "century"):
            stop += 1
        elif not self.text(index).startswith("ال") or self.has(stop, "of"):
            return None
        return Found(index, stop, Interval(date(first, 1, 1), date(first + 9, 12, 31), "range", "absolute"))

    def year_pair(self, index: int) -> Found | None:
        """1950-1953, 2023/2024, «من 2014 إلى 2016»."""
        start = index
        index += self.has(index, "year_label")
        first, last = self.number(index, range(4, 5)), self.number(index + 2, range(4, 5))
        if (
            first is None
            or last is None
            or first not in YEARS
            or last not in YEARS
            or self.is_amount(index + 2)
        ):
            return None
        dashed = self.text(index + 1) in DASHES and 0 < last - first <= 150
        season = self.text(index + 1) in SLASHES and last == first + 1
        if not (dashed or season) or self.continues(index + 3, NUMERIC_SIGNS):
            return None
        stop = self.after_era(index + 3)
        return Found(start, stop, Interval(date(first, 1, 1), date(last, 12, 31), "range", "absolute"))

    def stretch(self, index: int) -> Found | None:
        """«بين عامي 2014 و2016», «من يناير إلى مارس 2024», «يناير - مارس 2024»."""
        opener = "between" if self.has(index, "between") else "from" if self.has(index, "from") else None
        first = self.point(index + (opener is not None))
        if first is None or first.last_day is not None:
            first = self.bare_day(index + 1) if opener else None
            if first is None:
                return None
        joint = first.stop
        if opener == "between":
            joined = (
                self.has(joint, "and") or self.items[joint].attached == "و"
                if joint < len(self.items)
                else False
            )
            after = joint + self.has(joint, "and")
        elif opener == "from":
            joined = self.has(joint, "to")
            after = joint + 1
        else:
            joined = self.text(joint) in DASHES and first.year is None and first.day is None
            after = joint + 1
        second = self.point(after) or self.bare_year(after) if joined else None
        if second is None or (opener is None and second.year is None) or second.last_day is not None:
            return None
        first = replace(
            first,
            year=second.year if first.year is None else first.year,
            month=second.month if first.month is None and first.day is not None else first.month,
        )
        begin = calendar.point_interval(first, self.anchor)
        end = calendar.point_interval(second, self.anchor)
        if begin is None or end is None or (begin.first and end.last and begin.first > end.last):
            return None
        return Found(index, second.stop, Interval(begin.first, end.last, "range", end.kind))

    def bare_day(self, index: int) -> Point | None:
        """The «17» of «بين 17 و19 يونيو»."""
        day = self.number(index, range(1, 3))
        return (
            Point(index + 1, day=day)
            if day is not None and 1 <= day <= 31 and not self.is_amount(index)
            else None
        )

    def bare_year(self, index: int) -> Point | None:
        """The «2016» of «بين عامي 2014 و2016»."""
        year = self.number(index, range(4, 5))
        return (
            Point(index + 1, year)
            if year is not None and year in YEARS and not self.is_amount(index)
            else None
        )

    def single(self, index: int) -> Found | None:
        """Return the longest expression at `index` that is no range."""
        if index >= len(self.items):
            return None
        rules = (
            self.year_pair,
            self.absolute,
            self.ago,
            self.decade,
            self.weekday,
            self.relative_period,
            self.day_word,
        )
        found = [result for rule in rules if (result := rule(index))]
        return max(found, key=lambda result: result.stop - result.start, default=None)

    def bounded(self, index: int) -> Found | None:
        """«منذ فبراير 2022», «حتى نهاية العام الجاري», «قبل عام 2014», «بعد يونيو 2024»: open on one side."""
        side = next((name for name in ("since", "until", "before", "after") if self.has(index, name)), None)
        if side is None:
            return None
        inner = self.single(index + 1 + self.has(index + 1, "in"))
        if inner is None or inner.start != index + 1 + self.has(index + 1, "in"):
            return None
        days = inner.interval
        if side in ("before", "after") and days.kind == "relative":
            return None
        step = timedelta(days=1)
        first, last = {
            "since": (days.first, None),
            "until": (None, days.last),
            "before": (None, days.first and days.first - step),
            "after": (days.last and days.last + step, None),
        }[side]
        return Found(index, inner.stop, Interval(first, last, days.precision, days.kind))


def date_at(reader: Reader, index: int) -> Found | None:
    """Return the date expression that begins at an item, the widest reading first."""
    return reader.stretch(index) or reader.ago(index) or reader.bounded(index) or reader.single(index)
