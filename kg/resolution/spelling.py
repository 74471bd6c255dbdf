"""How far two words are spellings of one name: the same consonants, and vowels that may stand for each other.

Arabic writes long vowels only, Latin script writes all, and transcriptions of foreign names choose freely.
So words are compared consonant by consonant and vowel by vowel, with a cost for each difference; the
costs are the judgement of this file, checked by the name-pair benchmark.

>>> cost("زيلينسكي", "زيلنسكي") < 0.5 < cost("حسن", "حسين")
True
>>> cost("Lavrov", "لافروف"), cost("Putin", "Biden")
(0.0, 9.0)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import ResourceError
from kg.language.normalize import fold, name_key
from kg.language.skeleton import consonant_class, sounds
from kg.resources import read_yaml

__all__ = ["FAR", "consonants", "cost", "is_given_name", "word_key"]

#: The cost of words that are no spellings of one name.
FAR = 9.0
_VARIANTS = "name_variants.yaml"
_GIVEN = "given_names.yaml"
_KEPT_WORDS = 1 << 19

_VOWELS = {
    **dict.fromkeys("اaáà", "a"),
    **dict.fromkeys("يiy", "i"),
    **dict.fromkeys("وuw", "u"),
    "e": "e",
    "o": "o",
    "ع": "*",
}
#: Letters that transcriptions of foreign names do not use: a word with one of them is Arabic.
_NATIVE = frozenset("حعضظصءذ")
_SHORT_ROOT = 3
#: Consonants of one class that differ, and what it costs; pairs that are not listed cost `_OTHER`.
_SAME_SOUND = {
    **dict.fromkeys(("غج", "كc", "قk", "قq", "ثt", "طt", "تt", "ضd", "ذd", "دd", "صs", "سs"), 0.0),
    **dict.fromkeys(("زz", "ذz", "ظz", "فf", "فv", "بb", "بp", "حh", "هh", "كk", "كq", "غg", "جg"), 0.0),
    **dict.fromkeys(("جj", "قg", "خħ", "شš", "لl", "مm", "نn", "رr", "كg", "ck", "قc", "kq"), 0.0),
    **dict.fromkeys(("قغ", "جق", "كغ", "كج", "تط", "تث", "زذ", "زs", "سz", "sz", "fv", "gj", "gq"), 0.25),
    **dict.fromkeys(("سص", "سز", "دذ", "زظ", "خه", "gk", "hħ", "خh", "حħ", "غq", "cq", "cg", "غk"), 0.35),
}
_OTHER = 0.9
_NO_VOWEL_IN_ONE = 0.7
_NO_LATIN_VOWEL = 0.55
#: A final «a» in one word only: «كريم» and "Karima", "Ivanov" and "Ivanova".
_FEMININE = 0.7
#: Arabic vowel letter and Latin vowel: the cost of taking one for the other.
_ACROSS = {
    "a": {"a": 0.0, "e": 0.3, "o": 0.35, "u": 0.3, "i": 0.6},
    "u": {"o": 0.0, "u": 0.0, "a": 0.6, "e": 0.8, "i": 0.8},
    "i": {"i": 0.0, "e": 0.0, "a": 0.5, "o": 0.8, "u": 0.8},
}
#: Two Latin vowels.
_LATIN = {
    "ei": 0.1,
    "ou": 0.1,
    "ae": 0.25,
    "ao": 0.4,
    "au": 0.4,
    "ai": 0.5,
    "eo": 0.5,
    "eu": 0.6,
    "io": 0.6,
    "iu": 0.7,
}


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A word as consonants and the vowels before, between and after them."""

    key: str
    arabic: bool
    native: bool
    classes: str
    letters: str
    gaps: tuple[str, ...]

    @property
    def feminine(self) -> bool:
        """Whether the word ends in «ة» or what folding makes of it."""
        return self.key.endswith("ه")


def word_key(word: str) -> str:
    """Return the folded word, one of the spellings in `name_variants.yaml` by its group's first."""
    return fold(word).replace(" ", "")


def cost(one: str, other: str) -> float:
    """Return what it costs to take two words for one: 0 the same, up to 0.5 spellings, `FAR` other words."""
    return _cost(one, other) if one <= other else _cost(other, one)


def consonants(word: str) -> int:
    """Return the number of consonants of a word.

    >>> consonants("لافروف"), consonants("Lavrov")
    (4, 4)
    """
    return len(_spelling(word).classes)


def is_given_name(word: str) -> bool:
    """Return whether a word is listed as a given name in Arabic spelling or in the variants."""
    key = word_key(word)
    return key in _given_names() or key in _groups()


@lru_cache(_KEPT_WORDS)
def _cost(one: str, other: str) -> float:
    left, right = _spelling(one), _spelling(other)
    if left.key == right.key:
        return 0.0
    groups = _groups()
    if left.key in groups and right.key in groups:
        return 0.0 if groups[left.key] & groups[right.key] else FAR
    if left.classes != right.classes or not left.classes:
        return FAR
    if left.arabic and right.arabic:
        return _arabic(left, right)
    total = sum(map(_consonants, left.letters, right.letters))
    last = len(left.gaps) - 1
    for index, (a, b) in enumerate(zip(left.gaps, right.gaps, strict=True)):
        if left.arabic or right.arabic:
            arabic, latin = (a, b) if left.arabic else (b, a)
            total += _across(arabic, latin, first=index == 0, last=index == last)
            if (
                index == last
                and not arabic
                and latin == "a"
                and not (left if left.arabic else right).feminine
            ):
                total += _FEMININE
        else:
            total += _latin(a, b, last=index == last)
    return _by_length(total, left)


def _arabic(left: _Spelling, right: _Spelling) -> float:
    """Return the cost of two words in Arabic script. Arabic words are spelled in one way, foreign in many."""
    total = sum(map(_consonants, left.letters, right.letters))
    vowels = sum(map(_long_vowels, left.gaps, right.gaps))
    if left.native or right.native or (left.key.startswith("ال") and right.key.startswith("ال")):
        if total or vowels:
            return FAR
        return 1.0 if left.feminine != right.feminine else 0.0
    ends = {left.gaps[-1], right.gaps[-1]}
    if left.feminine != right.feminine:
        total += 0.0 if "a" in ends else _FEMININE  # «كيشيده» for «كيشيدا»
    elif ends == {"", "a"}:
        total += _FEMININE
    both_given = left.key in _given_names() and right.key in _given_names()
    if both_given and len(left.classes) <= _SHORT_ROOT and (vowels or total > 0):
        return FAR
    return _by_length(total + vowels, left)


def _by_length(total: float, word: _Spelling) -> float:
    """Return the cost, smaller for long words, which have more places to differ, and twice for short ones."""
    count = len(word.classes)
    return round(total * (2 if count < _SHORT_ROOT else 4 / max(4, count)), 3)


def _consonants(one: str, other: str) -> float:
    if one == other:
        return 0.0
    found = _SAME_SOUND.get(one + other)
    return _SAME_SOUND.get(other + one, _OTHER) if found is None else found


def _long_vowels(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if ("*" in one) != ("*" in other):
        return 1.0
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if all(letter in rest for letter in short):
        return 0.35 * (len(long) - len(short))
    return 0.8


def _across(arabic: str, latin: str, *, first: bool, last: bool) -> float:
    letters = arabic.replace("*", "")
    if "*" in arabic and not letters:
        return 0.0 if latin else 0.3
    if first and letters[:1] == "a":  # a carrier of any first vowel
        if not latin:
            return 0.8
        letters = letters[1:]
        if not letters:
            return 0.0
    if not letters:
        return 0.0 if len(latin) <= 1 or last else _NO_VOWEL_IN_ONE
    if not latin:
        return _NO_VOWEL_IN_ONE
    costs = [min(_ACROSS[letter][vowel] for vowel in latin) for letter in letters]
    return sum(costs) / len(costs) / (1 if len(letters) == 1 else 2)


def _latin(one: str, other: str, *, last: bool) -> float:
    a, b = _collapsed(one), _collapsed(other)
    if a == b:
        return 0.0
    if not a or not b:
        only = a or b
        if last:
            return _FEMININE if only == "a" else 0.2
        return _NO_LATIN_VOWEL * len(only)
    if len(a) == len(b):
        return sum(_LATIN["".join(sorted(pair))] for pair in zip(a, b, strict=True) if pair[0] != pair[1])
    short, long = sorted((a, b), key=len)
    return 0.15 + min(
        sum(_LATIN["".join(sorted((vowel, letter)))] if vowel != letter else 0.0 for letter in short)
        / len(short)
        for vowel in long[-1]
    )


def _collapsed(vowels: str) -> str:
    """Return Latin vowels with those that are written twice as one sound."""
    for written, sound in (("ee", "i"), ("oo", "u"), ("ou", "u"), ("ie", "i"), ("ei", "ai")):
        vowels = vowels.replace(written, sound)
    return "".join(letter for at, letter in enumerate(vowels) if vowels[at - 1 : at] != letter)


@lru_cache(_KEPT_WORDS)
def _spelling(word: str) -> _Spelling:
    sounded = sounds(word).replace(" ", "")
    classes: list[str] = []
    letters: list[str] = []
    gaps = [""]
    for letter in sounded:
        class_ = consonant_class(letter)
        if not class_:
            gaps[-1] += _VOWELS.get(letter, "")
            continue
        if classes and not gaps[-1] and classes[-1] == class_:
            continue
        classes.append(class_)
        letters.append(letter)
        gaps.append("")
    key = word_key(word)
    return _Spelling(
        key=key,
        arabic=any("\u0600" <= letter <= "\u06ff" for letter in key),
        native=bool(_NATIVE & set(word)),
        classes="".join(classes),
        letters="".join(letters),
        gaps=tuple(gaps),
    )


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    """Return the numbers of the groups that hold each word, with and without its article."""
    data = read_yaml(_VARIANTS)
    if not isinstance(data.get("groups"), list) or not all(isinstance(row, list) for row in data["groups"]):
        raise ResourceError(f"{_VARIANTS}: groups must be a list of lists of words.", "Correct the file.")
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(data["groups"]):
        for word in row:
            found[word_key(name_key(str(word)))].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(read_yaml(_GIVEN)["given_names"].split())
