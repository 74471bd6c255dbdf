"""Stretches of a news text that are no part of it, by the rules of ``boilerplate.yaml``. Nothing is cut out.

A text is seen as lines. Rules on lines come first, in the order of the resource; the first that fits a line
takes it. Rules inside lines (links, credits in brackets) then look at what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.corpus.boilerplate_rules import Rule, Rules, rules
from kg.language.normalize import fold
from kg.records import IgnoredSpan

__all__ = ["Found", "Line", "disjoint", "find_boilerplate", "is_closed", "lines_of"]

#: Lines from the top, and from the end, where bylines and labels stand.
EDGE = 8
#: Longest line that a rule on lines can take, in characters.
_LONGEST = 300
#: Most lines that a heading takes with it to the end of a text.
_TAIL = 10

_LINE = re.compile(r"[^\n]+")
_SEPARATOR = re.compile(r"\s*[:：|]\s*|\s+[-–—]+\s+")
_BULLET = re.compile(r"(?:[-–—•*·▪◾►»]|\d{1,2}[.)-])\s*")
_BRACKETS = re.compile(r"\(([^()\n]{1,60})\)|\[([^\[\]\n]{1,60})\](?!\()")
_CLOSED = re.compile(r"[.،؛,;:][\"'”»)\]]*$")


class Line(NamedTuple):
    """A line that is not blank: its span without the white space around it, and its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A span to ignore; with `field` and `value` when it states metadata of the document."""

    span: IgnoredSpan
    field: str | None = None
    value: str | None = None


def find_boilerplate(text: str, start: int = 0) -> list[Found]:
    """Return what is no part of the text proper, from offset `start` on, in text order, without overlaps.

    >>> text = "أخبار ذات صلة\\nبوتين يصل إلى بيونغ يانغ\\nوقال بوتين إن الزيارة مهمة."
    >>> [text[found.span.start : found.span.end] for found in find_boilerplate(text)]
    ['أخبار ذات صلة', 'بوتين يصل إلى بيونغ يانغ']
    """
    lines = lines_of(text, start)
    found: list[Found] = []
    at = 0
    while at < len(lines):
        taken = _take(lines, at)
        found += taken
        at += max(1, len(taken))
    for extra in _inside(text, start):
        if not any(
            extra.span.start < other.span.end and other.span.start < extra.span.end for other in found
        ):
            found.append(extra)
    return sorted(found, key=lambda item: item.span.start)


def lines_of(text: str, start: int = 0) -> list[Line]:
    """Return the lines of a text that hold more than white space, from offset `start` on."""
    lines = []
    for match in _LINE.finditer(text, start):
        body = match.group()
        stripped = body.strip()
        if stripped:
            first = match.start() + len(body) - len(body.lstrip())
            lines.append(Line(first, first + len(stripped), stripped))
    return lines


def is_closed(line: str) -> bool:
    """Return whether a line ends as a sentence or clause does, not as a headline does.

    >>> is_closed("وصل بوتين إلى موسكو."), is_closed("هل ينتقم بوتين من الغرب؟")
    (True, False)
    """
    return _CLOSED.search(line) is not None


def disjoint(spans: list[IgnoredSpan]) -> tuple[IgnoredSpan, ...]:
    """Return spans in text order; of two that overlap the first, then the longer, is kept whole."""
    kept: list[IgnoredSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.reason)):
        start = max(span.start, kept[-1].end) if kept else span.start
        if start < span.end:
            kept.append(IgnoredSpan(start=start, end=span.end, reason=span.reason))
    return tuple(kept)


def _take(lines: list[Line], at: int) -> list[Found]:
    """Return what the first rule that fits takes from line `at` on: one item a line."""
    line = lines[at]
    if len(line.text) > _LONGEST:
        return []
    book = rules()
    key = fold(line.text)
    if rule := book.headings.get(key):
        under = list(_headlines_under(lines, at + 1, rule.max_words))
        return [Found(_whole(each, rule)) for each in (line, *under)]
    found = _label(book, lines, at) or _opening(book, lines, at, key) or _fixed(book, line, key)
    return [found] if found else []


def _label(book: Rules, lines: list[Line], at: int) -> Found | None:
    """Match «phrase: value». For a title, the value is text and only the label is set aside."""
    line = lines[at]
    separator = _SEPARATOR.search(line.text)
    if separator is None:
        return None
    head, value = fold(line.text[: separator.start()]), line.text[separator.end() :]
    rule = book.labels.get(head) or book.headings.get(head)
    if rule is None or not _stands(rule, lines, at) or len(value.split()) > rule.max_words:
        return None
    if rule.field == "title":
        start, end = line.start, line.start + separator.end()
        return Found(IgnoredSpan(start=start, end=end, reason=rule.reason), "title", value) if value else None
    return Found(_whole(line, rule), rule.field if value else None, value or None)


def _opening(book: Rules, lines: list[Line], at: int, key: str) -> Found | None:
    """Match «phrase value», a short line without a full stop unless the rule allows one."""
    words = key.split()
    for phrase, rule in book.openings.get(words[0] if words else "", ()):
        size = len(phrase)
        if (
            tuple(words[:size]) == phrase
            and len(words) <= rule.max_words
            and (rule.closed or (len(words) > size and not is_closed(lines[at].text.rstrip(" :"))))
            and _stands(rule, lines, at)
        ):
            value = " ".join(lines[at].text.rstrip(" :").split()[size:])
            return Found(_whole(lines[at], rule), rule.field if value else None, value or None)
    return None


def _fixed(book: Rules, line: Line, key: str) -> Found | None:
    for rule in book.vocabularies:
        if rule.consists(key):
            return Found(_whole(line, rule))
    for rule in book.line_patterns:
        if rule.pattern is not None and rule.pattern.fullmatch(line.text):
            return Found(_whole(line, rule))
    return None


def _headlines_under(lines: list[Line], at: int, max_words: int) -> Iterator[Line]:
    """Yield the headlines under a heading: the next line, the rest of its list, or all to the end."""
    if at >= len(lines) or not _is_headline(lines[at], max_words):
        return
    rest = lines[at:]
    if len(rest) <= _TAIL and all(_is_headline(line, max_words) for line in rest):
        yield from rest
        return
    yield rest[0]
    if _BULLET.match(rest[0].text):
        for line in rest[1:]:
            if not _BULLET.match(line.text) or not _is_headline(line, max_words):
                return
            yield line


def _is_headline(line: Line, max_words: int) -> bool:
    words = line.text.split()
    return (
        len(words) <= max_words and not is_closed(line.text) and fold(words[0]) not in rules().body_openings
    )


def _stands(rule: Rule, lines: list[Line], at: int) -> bool:
    head, tail = at < EDGE, at >= len(lines) - EDGE
    return {"any": True, "head": head, "tail": tail, "edge": head or tail}[rule.where]


def _whole(line: Line, rule: Rule) -> IgnoredSpan:
    return IgnoredSpan(start=line.start, end=line.end, reason=rule.reason)


def _inside(text: str, start: int) -> Iterator[Found]:
    book = rules()
    for rule in book.inline_patterns:
        for match in rule.pattern.finditer(text, start) if rule.pattern else ():
            yield Found(IgnoredSpan(start=match.start(), end=match.end(), reason=rule.reason))
    for match in _BRACKETS.finditer(text, start):
        key = fold(match[1] or match[2])
        ends_line = not text[match.end() : match.end() + 80].split("\n", 1)[0].strip(" .\t\u200f\u200e")
        for rule in book.brackets:
            if rule.consists(key) and (ends_line or rule.anywhere):
                yield Found(IgnoredSpan(start=match.start(), end=match.end(), reason=rule.reason))
                break
