"""Annotated documents with other actors: countries and persons are exchanged, text and offsets with them.

A network that sees few articles learns by heart who does what to whom. In an altered copy of an article, «زار
الرئيس الروسي تونس» may read «زار الرئيس الكندي مصر»: the tie can only be read from the words around the
names. Countries change in the whole text (name, capital, nationality adjectives, also within names of
organisations), persons in their annotated mentions. What cannot be inflected with certainty stays as it is.

Forms: ArWikiCats nationalities (MIT); capitals: world-countries (MIT).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from kg.extraction.joint.decoding import LONGEST_PROCLITICS, PROCLITICS
from kg.training.demonyms import bare, fold

EXCHANGED: Final = 0.8
"""Share of the countries and persons of an altered document that are exchanged, where they can be."""

_WORD: Final = re.compile(r"[\w\u064b-\u0652ـ]+")
_FORMS: Final = ("male", "males", "female", "females")


class Country:
    """The Arabic words for one country.

    words : ``name``, ``capital`` and the adjective's forms without article
    kinds : folded word without article -> kind of word
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.kinds = {bare(word): kind for kind, word in reversed(list(words.items()))}

    def word(self, kind: str, definite: bool) -> str:
        """Return the word of that kind; an adjective gets the article if `definite`."""
        word = self.words[kind]
        return "ال" + word if definite and kind not in ("name", "capital") else word


def load_countries(gazetteers: Path) -> list[Country]:
    """Read the countries whose name and adjective are single words and whose capital is known."""
    capitals = {
        fold(row["name"]): row["capital"]
        for row in json.loads((gazetteers / "world_countries_ar_MIT.json").read_text(encoding="utf-8"))
        if row.get("capital")
    }
    nationalities = json.loads((gazetteers / "arwikicats_nationalities_MIT.json").read_text(encoding="utf-8"))
    countries: dict[str, Country] = {}
    for row in nationalities.values():
        words = {"name": row["ar"], "capital": capitals.get(fold(row["ar"]), "")} | {
            f: row[f] for f in _FORMS
        }
        if all(word and " " not in word for word in words.values()):
            males = words["males"]
            words["males_oblique"] = males[:-2] + "ين" if males.endswith("ون") else males
            countries.setdefault(fold(row["ar"]), Country(words))
    return [countries[name] for name in sorted(countries)]


def person_names(documents: Sequence[Mapping[str, Any]]) -> dict[int, list[list[str]]]:
    """Return the names of persons in `documents`, as words, by the number of words."""
    names = {
        entity["name_ar"]
        for document in documents
        for entity in document["entities"]
        if entity["type"] == "Person"
    }
    by_length: dict[int, list[list[str]]] = {}
    for name in sorted(name for name in names if name):
        words = name.split()
        if len(words) <= 3 and all(_WORD.fullmatch(word) for word in words):
            by_length.setdefault(len(words), []).append(words)
    return by_length


@dataclass(slots=True)
class _Edits:
    """Replacements of stretches of a text that do not overlap."""

    text: str
    places: dict[int, tuple[int, str]] = field(default_factory=dict)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put `new` in place of [start, end); after a ل the article of `new` is written as one."""
        if any(start < other_end and other < end for other, (other_end, _) in self.places.items()):
            return
        if new.startswith("ال") and start > 0 and self.text[start - 1] == "ل":
            before = self.text[: start - 1]
            if not before or not before[-1].isalnum() or before[-1] in PROCLITICS:
                new = "ل" + new[2:]
        self.places[start] = (end, new)

    def apply(self) -> tuple[str, list[int]]:
        """Return the new text and, for every old offset, the new one."""
        parts: list[str] = []
        offsets: list[int] = []
        length = at = 0
        for start, (end, new) in sorted(self.places.items()):
            parts += [self.text[at:start], new]
            offsets += range(length, length + start - at)
            length += start - at
            offsets += [length] + [length + len(new)] * (end - start - 1)
            length += len(new)
            at = end
        parts.append(self.text[at:])
        offsets += range(length, length + len(self.text) - at + 1)
        return "".join(parts), offsets


def exchanged(
    document: Mapping[str, Any],
    countries: Sequence[Country],
    persons: Mapping[int, Sequence[Sequence[str]]],
    random: np.random.Generator,
) -> dict[str, Any]:
    """Return a copy of an annotated document in which some countries and persons are others."""
    edits = _Edits(document["text"])
    names = {entity["id"]: entity["name_ar"] for entity in document["entities"]}
    mentions: dict[str, list[Mapping[str, Any]]] = {}
    for mention in document["mentions"]:
        mentions.setdefault(mention["entity"], []).append(mention)
    free = _absent_countries(document["text"], countries)
    for entity in document["entities"]:
        own = mentions.get(entity["id"], [])
        if not own or random.random() >= EXCHANGED:
            continue
        if entity["type"] == "Person":
            names[entity["id"]] = _exchange_person(edits, entity["name_ar"] or "", own, persons, random)
        elif entity["type"] == "Country" and free:
            old = _country_of(entity["name_ar"] or "", own, countries)
            if old is not None:
                new = free.pop(int(random.integers(len(free))))
                _exchange_country(edits, old, new)
                names[entity["id"]] = new.words["name"]
    return _rewritten(document, edits, names)


def _rewritten(document: Mapping[str, Any], edits: _Edits, names: Mapping[str, str]) -> dict[str, Any]:
    text, offsets = edits.apply()
    copy = dict(document)
    copy["text"] = text
    copy["entities"] = [{**entity, "name_ar": names[entity["id"]]} for entity in document["entities"]]
    copy["mentions"] = [
        {**m, "start": offsets[m["start"]], "end": offsets[m["end"]],
         "surface": text[offsets[m["start"]] : offsets[m["end"]]]}
        for m in document["mentions"]
    ]  # fmt: skip
    copy["claims"] = [
        {**claim, "sentences": [[offsets[a], offsets[b]] for a, b in claim["sentences"]]}
        for claim in document["claims"]
    ]
    return copy


def _absent_countries(text: str, countries: Sequence[Country]) -> list[Country]:
    """Return the countries of which no word stands in the text."""
    present = {bare(core) for match in _WORD.finditer(text) for _, core in _cores(match.group())}
    return [country for country in countries if not present & country.kinds.keys()]


def _cores(word: str) -> list[tuple[int, str]]:
    """Return the word without 0, 1 or 2 proclitics, each with its place; «للصين» gives «الصين» at 1."""
    cores = [(0, word)]
    for cut in range(1, min(LONGEST_PROCLITICS, len(word) - 2) + 1):
        if word[cut - 1] not in PROCLITICS:
            break
        core = word[cut:]
        cores.append((cut, "ا" + core if word[cut - 1] == "ل" and core.startswith("ل") else core))
    return cores


def _country_of(
    name: str, mentions: Sequence[Mapping[str, Any]], countries: Sequence[Country]
) -> Country | None:
    """Return the country of that name if all its mentions are single words that it has a form for."""
    for country in countries:
        kinds = country.kinds
        if kinds.get(bare(name)) == "name":
            surfaces = [mention["surface"] for mention in mentions]
            known = (bare(s) in kinds or (s.startswith("ل") and bare("ا" + s) in kinds) for s in surfaces)
            return country if all(known) else None
    return None


def _exchange_country(edits: _Edits, old: Country, new: Country) -> None:
    kinds = old.kinds
    for match in _WORD.finditer(edits.text):
        for cut, core in _cores(match.group()):
            kind = kinds.get(bare(core))
            if kind is not None:
                edits.replace(match.start() + cut, match.end(), new.word(kind, core.startswith("ال")))
                break


def _exchange_person(
    edits: _Edits,
    name: str,
    mentions: Sequence[Mapping[str, Any]],
    persons: Mapping[int, Sequence[Sequence[str]]],
    random: np.random.Generator,
) -> str:
    """Exchange a person whose mentions are words of the full name; return the name that it has now."""
    words = [fold(word) for word in name.split()]
    others = persons.get(len(words), [])
    places: list[tuple[int, int, int]] = []
    for mention in mentions:
        for match in _WORD.finditer(mention["surface"]):
            word = fold(match.group())
            if word not in words and match.start() == 0 and "ا" + word in words:
                word = "ا" + word  # «ل» + «لسيسي»
            if word not in words:
                return name
            places.append(
                (mention["start"] + match.start(), mention["start"] + match.end(), words.index(word))
            )
    if not others or len(set(words)) < len(words):
        return name
    new = others[int(random.integers(len(others)))]
    for start, end, index in places:
        edits.replace(start, end, new[index])
    return " ".join(new)
