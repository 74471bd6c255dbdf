"""Arabic names in Latin letters: readable, deterministic, and safe to use in ids.

Unwritten vowels are guessed by one rule: no word begins with two consonants and no three stand
together; «a» is put after the second. Frequent given names have their usual spelling in
`resources/transliteration.yaml`.

>>> to_latin("دينيس كركودينوف"), to_latin("محمد الشرع")
('Dinis Karkudinuf', 'Muhammad Al-Shara')
>>> slug("كيم جونغ أون"), slug("Al-Sisi, Abdel Fattah")
('kim-jung-un', 'al-sisi-abdel-fattah')
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.resources import read_yaml

__all__ = ["slug", "to_latin"]

_FILE = "transliteration.yaml"
_VOWELS = "aiu"
_LONGEST_SLUG = 80
_KEPT_WORDS = 1 << 16
_WORD = re.compile(r"\w+")
_ARTICLE = "ال"
_DROPPED = ("Mn", "Me", "Cf")
_TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class _Tables:
    letters: Mapping[str, str]
    pairs: Mapping[str, str]
    names: Mapping[str, str]


@cache
def _tables() -> _Tables:
    data = read_yaml(_FILE)
    missing = [f"section {key} is missing" for key in ("letters", "pairs", "names") if key not in data]
    if missing:
        raise ResourceError(f"{_FILE}: " + "; ".join(missing) + ".", "Correct the file.")
    return _Tables(
        data["letters"], data["pairs"], {fold(name): latin for name, latin in data["names"].items()}
    )


def to_latin(arabic: str) -> str:
    """Return a name in Latin letters, each Arabic word with a capital; other scripts stay as they are."""
    plain = unicodedata.normalize("NFKC", arabic)
    bare = "".join(c for c in plain if c != _TATWEEL and unicodedata.category(c) not in _DROPPED)
    return _WORD.sub(lambda match: _word(match.group()), bare)


@lru_cache(_KEPT_WORDS)
def _word(word: str) -> str:
    tables = _tables()
    if not any(c in tables.letters for c in word):
        return word
    if name := tables.names.get(fold(word)):
        return name
    article = word.startswith(_ARTICLE) and len(word) > 4
    stem = word[len(_ARTICLE) :] if article else word
    body = tables.names.get(fold(stem)) or _vowelled(_sounds(stem))
    return ("Al-" if article else "") + body[:1].upper() + body[1:]


def _sounds(word: str) -> list[str]:
    """Return the sounds of a word: pairs first, then letters; «و» and «ي» as vowels or glides."""
    tables = _tables()
    sounds: list[str] = []
    index = 0
    while index < len(word):
        pair = word[index : index + 2]
        keys = [
            pair,
            *(("^" + pair,) if index == 0 else ()),
            *((pair + "$",) if index + 2 == len(word) else ()),
        ]
        found = next((tables.pairs[key] for key in keys if key in tables.pairs), None)
        sounds.append(tables.letters.get(word[index], word[index]) if found is None else found)
        index += 1 if found is None else 2
    return [sound for sound in (_glide(sounds, index) for index in range(len(sounds))) if sound]


def _glide(sounds: list[str], index: int) -> str:
    """Return «u», «i» for «و», «ي» that stand for vowels: not first, and not before another vowel."""
    sound = sounds[index]
    if sound not in ("w", "y") or index == 0:
        return sound
    following = sounds[index + 1] if index + 1 < len(sounds) else ""
    if following and following[0] in _VOWELS:
        return sound
    return "u" if sound == "w" else "i"


def _vowelled(sounds: list[str]) -> str:
    """Return the sounds with «a» put where consonants would pile up."""
    out: list[str] = []
    cluster = 1  # a word begins as if a consonant stood before it
    for index, sound in enumerate(sounds):
        out.append(sound)
        if sound[0] in _VOWELS:
            cluster = 0
            continue
        cluster += 1
        following = sounds[index + 1] if index + 1 < len(sounds) else ""
        if cluster > 1 and following and following[0] not in _VOWELS:
            out.append("a")
            cluster = 0
    return "".join(out)


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens. Never empty.

    A name with letters that have no Latin form here, or a very long one, ends in a digest so that it
    stays distinct.
    """
    latin = fold(to_latin(name))
    text = "-".join(re.findall("[a-z0-9]+", latin))
    lost = any(c.isalnum() and not c.isascii() for c in latin)
    if text and not lost and len(text) <= _LONGEST_SLUG:
        return text
    digest = hashlib.sha256((fold(name) or name).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{text[:_LONGEST_SLUG].strip('-')}-{digest}".lstrip("-")
