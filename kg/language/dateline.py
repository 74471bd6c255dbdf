"""The head of a news text: who wrote it, where and when, for which agency.

«محمد الرخا - دبي - الأربعاء 19 يونيو 2024 05:17 مساءً -», «موسكو – (رياليست عربي):», «موسكو-». The head
is read field by field between separators; a line whose fields do not add up to a dateline is left alone.

>>> text = "موسكو – (رياليست عربي): أكد وزير الخارجية"
>>> line = find_dateline(text)
>>> line.place, line.agency, text[line.end:]
('موسكو', 'رياليست عربي', ' أكد وزير الخارجية')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.language.date_rules import Reader, date_at
from kg.language.date_words import lexicon, read_items
from kg.language.normalize import fold, normalize, original_span

__all__ = ["Dateline", "find_dateline"]

_HEAD_LINES = 5
_HEAD_LENGTH = 180
_FIELD = re.compile(r"[^\-–—:/|()\[\]«»\"“”\n]+")
_BRACKETED = re.compile(r"[(\[«\"“]\s*([^()\[\]«»\"“”\n]{1,40}?)\s*[)\]»\"”]")
_SEPARATOR = re.compile(r"\s*(?:--|[-–—:/|]|\.\.)+")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_LONGEST_AUTHOR = 5
_LONGEST_PLACE = 4
_SHORT = 2
_LONGEST_BYLINE = 80
_SHORTEST_SENTENCE = 60
_TATWEEL = "\u0640"
_OPENING = ("(", "[", "«", '"', "“")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Characters `start` to `end` of a text, with what they say; None where they do not say it."""

    start: int
    end: int
    place: str | None = None
    agency: str | None = None
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    """A piece between separators.

    `kind` is text, agency (bracketed or known), or date; `known` says of an agency that it is listed,
    `closed` that a separator follows, `colon` that it has a colon in it.
    """

    kind: str
    text: str
    end: int
    closed: bool
    colon: bool = False
    bracketed: bool = False
    known: bool = False
    published: date | None = None


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline or byline at the head of a text; None where there is none."""
    for start, line in _head_lines(text):
        found = _byline(line) or _published(line) or _dateline(line)
        if found:
            return Dateline(
                found.start + start,
                found.end + start,
                found.place,
                found.agency,
                found.author,
                found.published,
            )
    return None


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    start = count = 0
    while count < _HEAD_LINES and start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        if line.strip():
            count += 1
            yield start + len(line) - len(line.lstrip()), line.strip()
        start = stop + 1


def _byline(line: str) -> Dateline | None:
    """«بقلم: …», «كتب - …», «بواسطة …» on a line of its own."""
    words = line.split()
    if len(line) > _LONGEST_BYLINE or fold(words[0]) not in lexicon().dateline["bylines"] or len(words) < 2:
        return None
    rest = line[len(words[0]) :].lstrip(" :-–—")
    name = _FIELD.match(rest)
    author = name.group().strip(" ،,") if name else ""
    if not 1 <= len(author.split()) <= _LONGEST_AUTHOR or any(char.isdigit() for char in author):
        return None
    if len(rest) > len(author) + 1 and len(rest[len(author) :].split()) > _LONGEST_AUTHOR:
        return None
    return Dateline(0, len(line), author=author, published=_day_in(line))


def _published(line: str) -> Dateline | None:
    """«نشر في: 19/6/2024», or a line that is a date and nothing else."""
    if len(line) > _LONGEST_BYLINE:
        return None
    norm = normalize(line)
    reader = Reader(read_items(norm), None)
    opening = [phrase for phrase in lexicon().dateline["published"] if fold(line).startswith(phrase + " ")]
    for index in range(len(reader.items)):
        found = date_at(reader, index)
        day = found and _single_day(found.interval)
        if found and day:
            before = fold(norm.text[: reader.items[found.start].start])
            after = norm.text[reader.items[found.stop - 1].end :]
            if (
                before in ("", *opening)
                and not set(fold(_CLOCK.sub("", after)).split()) - lexicon().dateline["clock"]
            ):
                return Dateline(0, len(line), published=day)
    return None


def _single_day(interval: object) -> date | None:
    first: date | None = getattr(interval, "first", None)
    return first if first is not None and first == getattr(interval, "last", None) else None


def _day_in(line: str) -> date | None:
    reader = Reader(read_items(normalize(line)), None)
    found = (date_at(reader, index) for index in range(len(reader.items)))
    return next((day for result in found if result and (day := _single_day(result.interval))), None)


def _dateline(line: str) -> Dateline | None:
    fields = _fields(line)
    while fields and not (fields[-1].closed or _closes_itself(fields[-1], line)):
        fields.pop()
    return _read(fields, line) if fields else None


def _closes_itself(field: _Field, line: str) -> bool:
    """Return whether a field ends a dateline without a separator: a listed agency, or the end of the line."""
    at_end = field.end >= len(line)
    return (field.known and (field.bracketed or at_end)) or (field.kind == "date" and at_end)


def _fields(line: str) -> list[_Field]:
    """Return the fields from the start of a line until the first that is too long to be one."""
    dates = list(_dates(line[:_HEAD_LENGTH]))
    fields: list[_Field] = []
    position = 0
    while position < len(line):
        field = (
            _date_field(line, dates, position)
            or _bracketed_field(line, position)
            or _text_field(line, dates, position)
        )
        if field is None:
            break
        fields.append(field)
        position = _skip_blanks(line, field.end)
    return fields


def _dates(line: str) -> Iterator[tuple[int, int, date | None]]:
    """Yield start, end and day of the dates that are precise to the day."""
    norm = normalize(line)
    reader = Reader(read_items(norm), None)
    index = 0
    while index < len(reader.items):
        found = date_at(reader, index)
        if found and found.interval.precision == "day":
            start, end = reader.items[found.start].start, reader.items[found.stop - 1].end
            yield *original_span(norm, start, end), _single_day(found.interval)
        index = found.stop if found else index + 1


def _date_field(line: str, dates: list[tuple[int, int, date | None]], position: int) -> _Field | None:
    for start, end, day in dates:
        if position <= start and fold(line[position:start]) in ("", *lexicon().dateline["on"]):
            return _closed("date", line[start:end], line, _after_clock(line, end), published=day)
    return None


def _after_clock(line: str, end: int) -> int:
    """Return the end of «05:17 مساءً بتوقيت غرينتش» after a date."""
    clock = re.compile(r"[\s،,]*(?:الساعة\s+)?" + _CLOCK.pattern).match(line, end)
    if clock is None:
        return end
    end = clock.end()
    while word := re.compile(r"\s*([^\W\d_][\w" + "\u064b-\u0652" + r"]*)").match(line, end):
        if fold(word.group(1)) not in lexicon().dateline["clock"]:
            break
        end = word.end()
    return end


def _bracketed_field(line: str, position: int) -> _Field | None:
    match = _BRACKETED.match(line, position)
    if match is None:
        return None
    inner = match.group(1)
    if fold(inner) in lexicon().dateline["not_agencies"] or any(char.isdigit() for char in inner):
        return None
    known = fold(inner) in lexicon().dateline["agencies"]
    return _closed("agency", inner, line, match.end(), bracketed=True, known=known)


def _text_field(line: str, dates: list[tuple[int, int, date | None]], position: int) -> _Field | None:
    match = _FIELD.match(line, position)
    if match is None:
        return None
    day = next((start for start, _, _ in dates if start >= position), len(line))
    end = min(match.end(), day)
    words = line[position:end].split()
    if end == day < len(line) and words and fold(words[-1]) in lexicon().dateline["on"]:
        words.pop()
    text = " ".join(words).strip(_TATWEEL)
    longest = _SHORT if end == day < len(line) else _LONGEST_AUTHOR
    if not text or len(words) > longest or re.search(r"[.،؛؟!,;?\d]", text):
        return None
    known = fold(text) in lexicon().dateline["agencies"]
    field = _closed("agency" if known else "text", text, line, end, known=known)
    following = line[_skip_blanks(line, field.end) :]
    return field if field.closed or known or end == day or following.startswith(_OPENING) else None


def _closed(
    kind: str,
    text: str,
    line: str,
    end: int,
    *,
    bracketed: bool = False,
    known: bool = False,
    published: date | None = None,
) -> _Field:
    """Return a field that ends after the separator that follows it, if one does."""
    match = _SEPARATOR.match(line, end)
    colon = match is not None and ":" in match.group()
    return _Field(
        kind, text, match.end() if match else end, match is not None, colon, bracketed, known, published
    )


def _skip_blanks(line: str, position: int) -> int:
    while position < len(line) and line[position].isspace():
        position += 1
    return position


def _read(fields: list[_Field], line: str) -> Dateline | None:
    """Return what the fields say together, or None where they are no dateline."""
    texts = [field.text for field in fields if field.kind == "text"]
    agencies = [field for field in fields if field.kind == "agency"]
    dates = [field for field in fields if field.kind == "date"]
    body = line[fields[-1].end :].strip()
    known = any(field.known for field in agencies)
    if len(texts) > 2 or len(agencies) > 1 or len(dates) > 1 or not (body or known or dates):
        return None
    if not agencies and not dates and not _is_bare_place(fields, texts, body):
        return None
    if not (texts or agencies) or (not known and any(field.colon for field in fields[:-1])):
        return None
    place = texts[-1] if texts else None
    author = texts[0] if len(texts) == 2 else None
    if place is not None and len(place.split()) > _LONGEST_PLACE:
        return None
    if agencies and not dates and not known and not _is_short(place):
        return None
    return Dateline(
        0,
        fields[-1].end,
        place=place,
        agency=agencies[0].text if agencies else None,
        author=author,
        published=dates[0].published if dates else None,
    )


def _is_bare_place(fields: list[_Field], texts: list[str], body: str) -> bool:
    """«موسكو- توج الرئيس …»: one or two words, a dash, and a whole sentence."""
    return (
        len(fields) == len(texts) == 1
        and not fields[0].colon
        and _is_short(texts[0])
        and len(body) >= _SHORTEST_SENTENCE
        and not any(sign in body[:_SHORTEST_SENTENCE] for sign in ("-", "–", "—", ":"))
    )


def _is_short(place: str | None) -> bool:
    return place is None or len(place.split()) <= _SHORT
