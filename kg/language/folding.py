"""What one character becomes when spelling variants are folded. The whole room builds on this table.

Rules: NFKC per character (ligatures and presentation forms), then case folding and removal of marks;
hamza carriers to their carrier, alef maqsura to ya, ta marbuta to ha; Persian, Urdu and Maghrebi
letters to the Arabic letter that news spelling uses for them; any decimal digit to ASCII; any white
space to a blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

__all__ = ["FOLDED", "WORDS"]

_TATWEEL = "\u0640"
_LETTERS = {
    "ى": "ي",
    "ة": "ه",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ی": "ي",
    "ے": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "ڭ": "ك",
    "ڤ": "ف",
    "ڥ": "ف",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ج",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ں": "ن",
    "ۆ": "و",
    "ۇ": "و",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ə": "a",
}
_DROPPED = {"Mn", "Me", "Cf"}


class _Table(dict[str, str]):
    """A dictionary that computes what a character becomes when it is first asked for it."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, char: str) -> str:
        self[char] = value = self._rule(char)
        return value


def _fold(char: str) -> str:
    if char.isspace():
        return " "
    if char == _TATWEEL or unicodedata.category(char) in _DROPPED:
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    kept = "".join(c for c in plain if c != _TATWEEL and unicodedata.category(c) not in _DROPPED)
    return "".join(map(_fold_plain, unicodedata.normalize("NFC", kept)))


def _fold_plain(char: str) -> str:
    if char.isspace():
        return " "
    digit = unicodedata.decimal(char, None)
    return _LETTERS.get(char, char) if digit is None else str(digit)


def _fold_to_words(char: str) -> str:
    return "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in FOLDED[char])


FOLDED: dict[str, str] = _Table(_fold)
"""Character to folded string: empty for marks, tatweel and invisible signs, longer than one for ligatures."""

WORDS: dict[str, str] = _Table(_fold_to_words)
"""The same with a blank for punctuation, symbols and control characters."""
