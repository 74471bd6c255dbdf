"""Conjunctions and prepositions written together with a name («وبكين», «للصين»): how much to leave outside.

Blind peeling breaks names that only begin with such a letter («واشنطن», «لبنان»). So a letter is peeled
only where a known name remains and the whole word is none.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.language.normalize import fold, normalize

__all__ = ["peel"]

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"  # no «س»: it goes with verbs, and «سمكة» is no «مكة»
_SHORTEST_NAME = 2


def peel(word: str, is_name: Callable[[str], bool]) -> int:
    """Return how many leading characters of `word` stand before a name in it; 0 where there is none.

    Parameters
    ----------
    word : str
        One written word, as in the text.
    is_name : callable
        Whether a folded key is a known name. It is asked for the whole word first.

    Notes ----- «ل» before the article swallows its alef: «للصين» is asked as «الصين», and only the
    first letter is left outside.

    >>> peel("وبكين", {"بكين"}.__contains__), peel("للصين", {"الصين"}.__contains__)
    (1, 1)
    >>> peel("واشنطن", {"واشنطن", "اشنطن"}.__contains__)
    0
    """
    if is_name(fold(word)):
        return 0
    norm = normalize(word)
    for length in _prefix_lengths(norm.text):
        rest = norm.text[length:]
        candidates = [rest]
        if norm.text[length - 1] == "ل" and rest.startswith("ل"):
            candidates += ["ا" + rest, "ال" + rest]
        if len(rest) >= _SHORTEST_NAME and any(is_name(fold(name)) for name in candidates):
            return norm.offsets[length]
    return 0


def _prefix_lengths(text: str) -> list[int]:
    lengths = []
    if text[:1] and text[0] in _CONJUNCTIONS + _PREPOSITIONS:
        lengths.append(1)
    if len(text) > 1 and text[0] in _CONJUNCTIONS and text[1] in _PREPOSITIONS:
        lengths.append(2)
    return lengths
