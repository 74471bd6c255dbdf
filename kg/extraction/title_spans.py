"""Where office titles and role nouns stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.words import Words
from kg.language.titles import Title, TitleLexicon

__all__ = ["TitleAt", "find_titles"]


@dataclass(frozen=True, slots=True)
class TitleAt:
    """A title in a text: positions in `Words`, end exclusive."""

    start: int
    end: int
    title: Title


def find_titles(words: Words, lexicon: TitleLexicon) -> list[TitleAt]:
    """Return the titles of a text, left to right, longest first, none inside another."""
    found: list[TitleAt] = []
    at = 0
    while at < len(words):
        match = lexicon.match(words.forms, at) if words.forms[at][0].isalpha() else None
        if match is None:
            at += 1
            continue
        title, length = match
        found.append(TitleAt(at, at + length, title))
        at += length
    return found
