"""What a reader hands on: a text with what its file says of it, or a drop with its reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.corpus.files import InputFile
from kg.records import Document, IgnoredSpan
from kg.report import Drop

__all__ = ["Draft", "Dropped", "Metadata", "ReadResult", "digest"]


class Dropped(NamedTuple):
    """An input that was set aside: the reason, the file or record, and why in words."""

    reason: Drop
    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file or record says of its text, apart from the text."""

    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text as a reader found it, before language, dateline and boilerplate are looked at.

    `text` is already clean (see `kg.corpus.encoding.clean`): the offsets of `ignored` point into it.
    `body_start` is where the text proper begins, after front matter.
    """

    text: str
    path: str
    sha256: str
    encoding: str = "utf-8"
    metadata: Metadata = Metadata()
    ignored: tuple[IgnoredSpan, ...] = ()
    body_start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """All that one input gave. `sha256` is the digest of its bytes, empty when they could not be read."""

    file: InputFile
    sha256: str = ""
    documents: tuple[Document, ...] = ()
    drops: tuple[Dropped, ...] = ()


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text in UTF-8, as hex digits."""
    return hashlib.sha256(
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    ).hexdigest()
