"""Reversible normalisation: folded text with a map back to the original, and keys for spelling variants.

>>> norm = normalize("الرَّئيسُ الأمريكيّ")
>>> norm.text
'الرييس الامريكي'
>>> original_span(norm, 0, 6)
(0, 9)
>>> fold("«كوريا  الشّمالية»") == fold("كوريا الشمالية")
True
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kg.language.folding import FOLDED, WORDS
from kg.language.skeleton import skeleton

__all__ = ["Normalized", "fold", "name_key", "normalize", "original_span", "skeleton"]


@dataclass(frozen=True, slots=True)
class Normalized:
    """A folded text. `offsets[i]` is the index in `original` of folded character `i`.

    `offsets` has one item more than `text`: the last is the length of `original`.
    """

    text: str
    offsets: tuple[int, ...]
    original: str


def normalize(text: str) -> Normalized:
    """Fold a text character by character and keep the way back. White space is kept one to one, as blanks."""
    parts = [FOLDED[char] for char in text]
    offsets = [index for index, part in enumerate(parts) for _ in part]
    offsets.append(len(text))
    return Normalized("".join(parts), tuple(offsets), text)


def original_span(norm: Normalized, start: int, end: int) -> tuple[int, int]:
    """Return the span of the original that folded characters `start` to `end` came from.

    Marks and tatweel attached to the last character belong to it; invisible direction signs after it do
    not. An empty span stays empty.
    """
    first = norm.offsets[start]
    if end <= start:
        return first, first
    last = end
    while last < len(norm.text) and norm.offsets[last] == norm.offsets[end - 1]:
        last += 1
    stop = norm.offsets[last]
    while stop > norm.offsets[end - 1] + 1 and unicodedata.category(norm.original[stop - 1]) == "Cf":
        stop -= 1
    return first, stop


def fold(text: str) -> str:
    """Return the folded words of a text, one blank between them: no punctuation, no symbols.

    A text that has letters or digits never folds to nothing: where folding leaves none, they are kept
    as they are.

    >>> fold("Al-Sīsī, ‎السّيسي!")
    'al sisi السيسي'
    >>> fold("ـ")
    'ـ'
    """
    plain = "".join([WORDS[char] for char in text])
    return " ".join(plain.split()) or "".join(c for c in text.casefold() if c.isalnum())


def name_key(name: str) -> str:
    """Return the key under which spelling variants of an Arabic personal name meet.

    Compounds are written as one word («عبد الله»), those with «أبو» without article, «ابن» as «بن».

    >>> name_key("عبد الفتاح السيسي") == name_key("عبدالفتاح السيسى")
    True
    >>> name_key("أبو الغيط") == name_key("ابوالغيط") == name_key("أبي الغيط")
    True
    """
    key: list[str] = []
    words = fold(name).split()
    while words:
        word = words.pop(0)
        following = words[0] if words else ""
        if word == "عبد" and (following.startswith("ال") or following == "ربه"):
            word += words.pop(0)
        elif (word == "ابو" and following) or (word in ("ابي", "ابا") and following.startswith("ال")):
            word = "ابو" + words.pop(0)
        elif word == "ابن" and key:
            word = "بن"
        key.append("ابو" + word[5:] if word.startswith("ابوال") and len(word) > 7 else word)
    return " ".join(key)
