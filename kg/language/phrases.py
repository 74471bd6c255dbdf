"""A tree of phrases: the longest listed phrase that begins at a word, whatever forms its words stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

__all__ = ["PhraseTree", "without_article", "without_proclitic"]

T = TypeVar("T")
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")


class PhraseTree(Generic[T]):
    """Phrases as paths of words, each with a value. The first value given to a phrase stays."""

    __slots__ = ("_next", "value")

    def __init__(self) -> None:
        self._next: dict[str, PhraseTree[T]] = {}
        self.value: T | None = None

    def add(self, words: Iterable[str], value: T) -> None:
        """Add a phrase."""
        node = self
        for word in words:
            node = node._next.setdefault(word, PhraseTree())
        if node.value is None:
            node.value = value

    def longest(
        self, words: Sequence[str], at: int, forms: Callable[[str, bool], Iterable[str]]
    ) -> tuple[T, int] | None:
        """Return the value of the longest phrase that begins at `words[at]` and its length in words.

        Parameters
        ----------
        words : sequence of str
            Folded words.
        at : int
            Index of the first word.
        forms : callable
            Listed words that a word of the text may stand for, best first; the flag: it is the first word.
        """
        best: tuple[T, int] | None = None
        states: list[PhraseTree[T]] = [self]
        for index in range(at, len(words)):
            readings = list(forms(words[index], index == at))
            states = [state._next[word] for state in states for word in readings if word in state._next]
            if not states:
                break
            value = next((state.value for state in states if state.value is not None), None)
            if value is not None:
                best = value, index - at + 1
        return best


def without_article(word: str) -> str:
    """Return a folded word without «ال».

    >>> without_article("الرييس"), without_article("الي")
    ('رييس', 'الي')
    """
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def without_proclitic(word: str, *, prepositions: bool = True) -> Iterator[str]:
    """Yield what remains of a folded word without an attached conjunction, preposition, or both.

    >>> list(without_proclitic("وللرييس"))
    ['للرييس', 'الرييس', 'لرييس']
    """
    if word[:1] in _CONJUNCTIONS and len(word) > 2:
        yield word[1:]
        if prepositions:
            yield from _without_preposition(word[1:])
    elif prepositions:
        yield from _without_preposition(word)


def _without_preposition(word: str) -> Iterator[str]:
    if word.startswith("لل") and len(word) > 3:
        yield "ال" + word[2:]
        yield word[1:]
    elif word[:1] in _PREPOSITIONS and len(word) > 2:
        yield word[1:]
