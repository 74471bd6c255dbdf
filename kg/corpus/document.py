"""From a draft to a document: language, title, dateline, boilerplate, and the fields that they tell."""

from __future__ import annotations

from dataclasses import replace

from kg.corpus.boilerplate import Found, Line, disjoint, find_boilerplate, is_closed, lines_of
from kg.corpus.boilerplate_rules import agency_name
from kg.corpus.draft import Draft, Dropped, Metadata
from kg.corpus.language import detect_language
from kg.corpus.metadata import day_in_words, one_line, parse_date
from kg.corpus.options import ReadOptions
from kg.language.dates import Dateline, find_dateline
from kg.records import Document, IgnoredSpan, document_id
from kg.report import Drop

__all__ = ["finish"]

#: A headline has so many words, and so many characters at most.
_HEADLINE_WORDS = range(2, 26)
_HEADLINE_LENGTH = 200
#: Where the first lines are looked for, in characters.
_TOP = 4_000


def finish(draft: Draft, options: ReadOptions) -> Document | Dropped:
    """Return the document of a draft, or why it is none.

    What the file says of itself comes first, then labelled lines and bylines of the text, then the dateline.
    """
    text = draft.text
    if sum(map(str.isalpha, text)) < max(1, options.min_letters):
        why = (
            "the text has no letter"
            if options.min_letters <= 1
            else f"fewer than {options.min_letters} letters"
        )
        return Dropped(Drop.TEXT_EMPTY, draft.path, why)
    given = draft.metadata
    language = given.language or detect_language(text[draft.body_start :] or text)
    if language not in options.languages:
        return Dropped(Drop.LANGUAGE_UNSUPPORTED, draft.path, f"language: {language}")
    found = find_boilerplate(text, draft.body_start)
    spans = disjoint([*draft.ignored, *(item.span for item in found)])
    top = _free_lines(text, draft.body_start, spans)
    headline = _headline(top)
    dateline = _dateline(top[1:2] if headline else top[:1])
    if dateline is not None:
        spans = disjoint([*spans, IgnoredSpan(start=dateline.start, end=dateline.end, reason="dateline")])
    told = _told(found)
    title = given.title or told.title or (headline if options.title_from_first_line else None)
    return Document(
        id=document_id(text),
        path=draft.path,
        url=given.url or told.url,
        title=title,
        source=given.source or told.source or (dateline.agency if dateline else None),
        author=given.author or told.author or (dateline.author if dateline else None),
        language=language,
        published_at=given.published_at or told.published_at or (dateline.published if dateline else None),
        sha256=draft.sha256,
        encoding=draft.encoding,
        ignored=spans,
        text=text,
    )


def _told(found: list[Found]) -> Metadata:
    """Return what labelled lines and bylines say; the first of several counts."""
    values: dict[str, str] = {}
    for item in found:
        if item.field is not None and item.value is not None:
            values.setdefault(item.field, item.value)
    source = values.get("source")
    return Metadata(
        title=one_line(values.get("title")),
        source=one_line(source and (agency_name(source) or source)),
        author=one_line(values.get("author")),
        url=one_line(values.get("url")),
        published_at=parse_date(values.get("published_at")),
    )


def _dateline(lines: list[Line]) -> Dateline | None:
    """Return the dateline at the beginning of the line, with offsets into the text."""
    for line in lines:
        found = find_dateline(line.text)
        if found is not None:
            return replace(found, start=found.start + line.start, end=found.end + line.start)
    return None


def _headline(top: list[Line]) -> str | None:
    """Return the first line if it looks like a headline: short, not closed, no dateline, a text below it."""
    if len(top) < 2 or len(top[0].text) > _HEADLINE_LENGTH or len(top[0].text.split()) not in _HEADLINE_WORDS:
        return None
    first, second = top[0].text, top[1].text
    fits = not is_closed(first) and len(second) > len(first) // 2
    return one_line(first) if fits and find_dateline(first) is None and day_in_words(first) is None else None


def _free_lines(text: str, start: int, spans: tuple[IgnoredSpan, ...]) -> list[Line]:
    """Return the first lines that do not begin within an ignored span."""
    lines = lines_of(text[: start + _TOP], start)
    return [line for line in lines if not any(span.start <= line.start < span.end for span in spans)][:2]
