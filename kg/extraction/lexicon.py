"""Every surface of the known actors as sequences of folded words, for longest match from a given word.

>>> lexicon = Lexicon.load(())
>>> words = ["زار", "كوريا", "الشماليه", "امس"]
>>> match = lexicon.longest(words, 1)
>>> match.length, match.surfaces[0].actor_id
(2, 'country/north-korea')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from kg.actors import Actors, Surface

__all__ = ["Lexicon", "Match"]


@dataclass(frozen=True, slots=True)
class Match:
    """A run of `length` words that is a known surface, and all its readings."""

    length: int
    surfaces: tuple[Surface, ...]


_FOR, _ARTICLE = "ل", "ال"
_PROCLITIC = ("وال", "بال", _FOR)
_SHORTEST = 3  # letters of a word without a proclitic


class Lexicon:
    """The actors of one run and the index of their surfaces by words."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        found: dict[tuple[str, ...], list[Surface]] = {}
        for surface in actors.surfaces():
            for words in _as_tokens(surface.key.split()):
                found.setdefault(words, []).append(surface)
        self._surfaces = {words: tuple(surfaces) for words, surfaces in found.items()}
        lengths: dict[str, set[int]] = {}
        for words in found:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()}

    @classmethod
    @cache
    def load(cls, actor_files: tuple[str, ...]) -> Lexicon:
        """Return the lexicon of the shipped actors and those of the user's files, built once a process."""
        return cls(Actors.load(tuple(map(Path, actor_files))))

    def longest(self, words: Sequence[str], at: int, first: str | None = None) -> Match | None:
        """Return the longest surface that starts at word `at`, or None.

        Parameters
        ----------
        words : sequence of str
            Folded words of the text.
        at : int
            Where to start.
        first : str, optional
            What to read in place of ``words[at]``: that word without its proclitic.
        """
        first = words[at] if first is None else first
        for length in self._lengths.get(first, ()):
            if at + length > len(words):
                continue
            surfaces = self._surfaces.get((first, *words[at + 1 : at + length]))
            if surfaces is not None:
                return Match(length, surfaces)
        return None

    def starts(self, word: str) -> bool:
        """Return whether any surface starts with this folded word."""
        return word in self._lengths

    def exact(self, key: str) -> tuple[Surface, ...]:
        """Return the readings of one folded surface, none when it is unknown."""
        return self._surfaces.get(tuple(key.split()), ())


def _as_tokens(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name as they may be in a text: whole, and with a proclitic apart where the
    tokenizer finds a name in the rest, «جماعة نصرة الإسلام و|المسلمين», «مجلس التعاون ل|دول الخليج».
    """
    if not any(word.startswith(_PROCLITIC) for word in words[1:]):
        yield tuple(words)
        return
    ways = [((word,), *_apart(word)) if at else ((word,),) for at, word in enumerate(words)]
    for chosen in product(*ways):
        yield tuple(part for parts in chosen for part in parts)


def _apart(word: str) -> Iterator[tuple[str, str]]:
    if word.startswith("لل"):
        yield _FOR, _ARTICLE + word[2:]
    elif word.startswith(_PROCLITIC) and len(word) > _SHORTEST:
        yield word[0], word[1:]
