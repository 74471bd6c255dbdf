"""News pages: main text and metadata by trafilatura, from tags, Open Graph and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from trafilatura.settings import Document as Page

from kg.corpus.draft import Draft, Dropped, Metadata, digest
from kg.corpus.encoding import clean
from kg.corpus.files import InputFile
from kg.corpus.metadata import one_line, parse_date
from kg.corpus.options import ReadOptions
from kg.corpus.text import read_whole
from kg.report import Drop

__all__ = ["read"]

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
#: Dates come from markup, not from guesses in the text; the upper bound is fixed, or the clock would decide.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield the main text of a page, a line for each paragraph, heading and list item.

    A file without tags is a plain text.
    """
    data = file.path.read_bytes()
    charset = _CHARSET.search(data[:4096])
    declared = charset[1].decode("ascii", "replace") if charset else None
    decoded = read_whole(file, data, options, declared)
    if isinstance(decoded, Dropped):
        yield decoded
        return
    if "<" not in decoded.text:
        yield Draft(text=decoded.text, path=file.name, sha256=digest(data), encoding=decoded.encoding)
        return
    page = _page(decoded.text)
    text = clean(page.text or "") if page else ""
    if page is None or not text.strip():
        yield Dropped(Drop.TEXT_EMPTY, file.name, "the page has no main text")
        return
    yield Draft(
        text=text,
        path=file.name,
        sha256=digest(data),
        encoding=decoded.encoding,
        metadata=Metadata(
            title=one_line(page.title),
            source=one_line(page.sitename),
            author=one_line(page.author),
            url=one_line(page.url),
            published_at=parse_date(page.date),
        ),
    )


def _page(markup: str) -> Page | None:
    settings: dict[str, Any] = {
        "include_comments": False,
        "include_tables": True,
        "with_metadata": True,
        "date_extraction_params": dict(_DATES),
    }
    page = trafilatura.bare_extraction(markup, **settings)
    return page if isinstance(page, Page) else None
