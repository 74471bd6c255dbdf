"""The words of dates, read from text: each word or phrase that a date may be made of, with its meaning.

Vocabulary: `resources/dates.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.language.normalize import Normalized, fold
from kg.resources import read_yaml

__all__ = ["Item", "Lexicon", "lexicon", "read_items"]

_FILE = "dates.yaml"
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك")
_NUMBERED = {
    "months": "month",
    "hijri_months": "hijri",
    "weekdays": "weekday",
    "days": "day",
    "numbers": "number",
    "decades": "decade",
    "nth": "nth",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A word, number or sign. `start` and `end` are offsets in the folded text.

    `meanings` maps a category (``month``, ``weekday``, ``unit``, ``since`` …) to its value; empty for
    other words. `attached` is the letter written together with the word («و» in «وفبراير»), left
    outside of the item.
    """

    text: str
    start: int
    end: int
    meanings: Mapping[str, Any]
    attached: str = ""

    def __contains__(self, category: str) -> bool:
        return category in self.meanings


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases (as tuples of folded words) to meanings, and the lists that rules ask for."""

    phrases: Mapping[tuple[str, ...], Mapping[str, Any]]
    longest: int
    two: frozenset[str]
    many: frozenset[str]
    counted: frozenset[str]
    doubtful_days: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    dateline: Mapping[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """Return the shipped vocabulary.

    Raises
    ------
    ResourceError
        When the file lacks a section, or a month or weekday.
    """
    data = read_yaml(_FILE)
    faults = [
        f"section {key} is missing"
        for key in (*_NUMBERED, "units", "directions", "words", "dateline")
        if key not in data
    ]
    if not faults:
        faults += [
            f"{key}: needs the numbers 1 to {n}"
            for key, n in (("months", 12), ("hijri_months", 12), ("weekdays", 7))
            if sorted(data[key]) != list(range(1, n + 1))
        ]
    if faults:
        raise ResourceError(f"{_FILE}: " + "; ".join(faults) + ".", "Correct the file.")
    phrases: dict[tuple[str, ...], dict[str, Any]] = {}

    def add(phrase: str, category: str, value: Any) -> None:
        doubtful = phrase.endswith("!")
        meanings = phrases.setdefault(tuple(fold(phrase).split()), {})
        meanings.setdefault(category, value)
        if doubtful:
            meanings["doubtful"] = True

    for section, category in _NUMBERED.items():
        for value, names in data[section].items():
            for name in names:
                add(name, category, value)
                if category == "number":
                    add("ال" + name, category, value)
    for value, names in data["directions"].items():
        for name in names:
            add(name, "direction", value)
    for value, names in data["units"].items():
        for name in names:
            add(name, "unit", value)
            add("ال" + name, "unit", value)
            add("ال" + name, "definite", True)
    for category, names in data["words"].items():
        for name in names:
            add(name, category, True)
    for name in data["century_words"]:
        add(name, "century", True)
    return Lexicon(
        phrases=phrases,
        longest=max(map(len, phrases)),
        two=_folded(data["two"]),
        many=_folded(data["many"]),
        counted=_folded(data["counted"]),
        doubtful_days=_folded(data["not_dates"]["words"]),
        not_after=_folded(data["not_dates"]["after"]),
        not_before=_folded(data["not_dates"]["before"]),
        dateline={key: _folded(words) for key, words in data["dateline"].items()},
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def read_items(norm: Normalized) -> list[Item]:
    """Return the words, numbers and signs of a folded text, longest known phrases first."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(norm.text)]
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        item, length = _phrase_at(tokens, index)
        items.append(item)
        index += length
    return items


def _phrase_at(tokens: list[tuple[str, int, int]], index: int) -> tuple[Item, int]:
    word, start, end = tokens[index]
    if not word.isalpha():
        return Item(word, start, end, {}), 1
    known = lexicon()
    for cut, restored in ((0, word), *_without_proclitic(word)):
        for length in range(min(known.longest, len(tokens) - index), 0, -1):
            words = (restored, *(token[0] for token in tokens[index + 1 : index + length]))
            if words in known.phrases:
                text = " ".join(words)
                return Item(
                    text, start + cut, tokens[index + length - 1][2], known.phrases[words], word[:cut]
                ), length
    return Item(word, start, end, {}), 1


def _without_proclitic(word: str) -> list[tuple[int, str]]:
    cuts = []
    for length in (1, 2):
        if len(word) > length + 1 and all(letter in _PROCLITICS for letter in word[:length]):
            cuts.append((length, word[length:]))
            if word[length - 1] == "ل" and word[length] == "ل":
                cuts.append((length, "ا" + word[length:]))
    return cuts
