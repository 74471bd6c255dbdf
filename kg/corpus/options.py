"""What a reader needs to know: names of columns, forced encoding and delimiter, languages that are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.resources import read_yaml

__all__ = ["Columns", "ReadOptions"]


def _names(role: str) -> tuple[str, ...]:
    return tuple(read_yaml("reading.yaml")["columns"][role])


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Accepted names of columns, JSON fields and front-matter keys, by role. The first that is present wins.

    Case, hamza, accents and underscores make no difference. The defaults come from ``reading.yaml``.

    >>> Columns().source[0], Columns(text=("Story",)).text
    ('source', ('Story',))
    """

    text: tuple[str, ...] = field(default_factory=lambda: _names("text"))
    title: tuple[str, ...] = field(default_factory=lambda: _names("title"))
    source: tuple[str, ...] = field(default_factory=lambda: _names("source"))
    author: tuple[str, ...] = field(default_factory=lambda: _names("author"))
    url: tuple[str, ...] = field(default_factory=lambda: _names("url"))
    published_at: tuple[str, ...] = field(default_factory=lambda: _names("published_at"))
    id: tuple[str, ...] = field(default_factory=lambda: _names("id"))
    language: tuple[str, ...] = field(default_factory=lambda: _names("language"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How inputs are read.

    Parameters
    ----------
    columns : Columns
        Names of columns and fields.
    delimiter : str, optional
        Delimiter of CSV files; by default the one under which the header names a text column.
    encoding : str, optional
        Encoding of all text files, for example ``windows-1256``; by default it is told from the bytes.
    languages : tuple of str
        Languages that are read; texts in others are dropped and counted.
    min_letters : int
        Texts with fewer letters are dropped as empty.
    title_from_first_line : bool
        Whether a first line that looks like a headline becomes the title of a text without one.
    """

    columns: Columns = field(default_factory=Columns)
    delimiter: str | None = None
    encoding: str | None = None
    languages: tuple[str, ...] = ("ar", "en")
    min_letters: int = 1
    title_from_first_line: bool = True
