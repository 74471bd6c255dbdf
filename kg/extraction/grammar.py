"""Word classes of Arabic news prose: what may open a clause, stand before a name, or hand on a subject.

>>> grammar = Grammar.default()
>>> grammar.word("للقوات").agent, grammar.word("للقوات").preposition
(True, 'ل')
>>> grammar.word("وقالت").verb
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.extraction.inflection import Shape, noun_forms, shapes, verb_forms
from kg.language.normalize import fold
from kg.resources import read_yaml

__all__ = ["Grammar", "Word"]

_FILE = "grammar.yaml"
_NOUN_CLASSES = (
    "agents", "heads", "media", "organs", "parts", "regions", "institutions", "assemblies", "counterparts",
    "deputies", "deeds", "with_waw",
)  # fmt: skip
_LISTS = (
    *_NOUN_CLASSES, "prepositions", "content", "pronominal", "relative", "adverbial", "copular",
    "office_links", "particles", "transparent", "compass", "middle", "quantifiers", "numbers", "rough",
    "light_verbs", "receiving_verbs", "happening_verbs", "performing_verbs", "verbs", "masculine_states",
    "no_verbs", "listing", "listing_links", "affiliated", "contrast", "short_performing",
    "feminine_firsts",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a folded word may be. `preposition` is the word (`own_preposition`) or a letter attached."""

    preposition: str = ""
    own_preposition: bool = False
    conjunction: bool = False
    content: bool = False
    pronominal: bool = False
    relative: bool = False
    adverbial: bool = False
    copular: bool = False
    office_link: bool = False
    particle: bool = False
    transparent: bool = False
    agent: bool = False
    head: bool = False
    media: bool = False
    organ: bool = False
    part: bool = False
    compass: bool = False
    quantifier: bool = False
    number: bool = False
    rough: bool = False
    middle: bool = False
    region: bool = False
    institution: bool = False
    assembly: bool = False
    counterpart: bool = False
    deputy: bool = False
    light: bool = False
    happens: bool = False
    conjoined: bool = False
    taking_up: bool = False
    affiliated: bool = False
    contrast: bool = False
    performs: bool = False
    receiving: bool = False
    verb: bool = False

    @property
    def opens(self) -> bool:
        """Whether a clause begins here."""
        return self.content or self.relative or self.adverbial


class Grammar:
    """The word classes of the resource file, with inflection and attached letters understood."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        _validate(data)
        self._closed = {name: frozenset(map(fold, data[name])) for name in _LISTS}
        self._nouns = {name: _inflected(data[name]) for name in _NOUN_CLASSES}
        self._light = _conjugated(data["light_verbs"])
        self._receiving = _conjugated(data["receiving_verbs"])
        self._happening = _conjugated(data["happening_verbs"])
        self._performing = _conjugated(data["performing_verbs"])
        self._verbs = _conjugated(data["verbs"]) | self._light | self._receiving
        self._verbs |= self._happening | self._performing
        self._contexts = tuple((name, tuple(map(fold, stems))) for name, stems in data["contexts"].items())
        self._known: dict[str, Word] = {}

    @classmethod
    @cache
    def default(cls) -> Grammar:
        """Return the word classes that ship with the package."""
        return cls(read_yaml(_FILE))

    @property
    def masculine_states(self) -> frozenset[str]:
        """Names of states that are masculine; all others are feminine."""
        return self._closed["masculine_states"]

    @property
    def feminine_firsts(self) -> frozenset[str]:
        """First words, without the feminine ending, of bodies that are feminine: «الأمم المتحدة»."""
        return self._closed["feminine_firsts"]

    def lists(self, word: str) -> bool | None:
        """Return whether a folded word opens a list of members, None where it may only stand before it."""
        if word in self._closed["listing"]:
            return True
        return None if word in self._closed["listing_links"] else False

    def word(self, word: str) -> Word:
        """Return what a folded word may be."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._read(word)
        return found

    def context(self, word: str) -> str | None:
        """Return the field that a folded adjective or noun names («العسكريه»: military)."""
        bare = word.removeprefix("و").removeprefix("ب")
        bare = bare.removeprefix("ال").removeprefix("لل")
        return next((name for name, stems in self._contexts if bare.startswith(stems)), None)

    def _read(self, word: str) -> Word:
        closed = self._closed
        bare = word[1:] if word[:1] in ("و", "ف") and len(word) > 2 else word
        either = {word, bare}
        preposition = next((form for form in (word, bare) if form in closed["prepositions"]), "")
        own = bool(preposition)
        short = bool(either & closed["short_performing"])
        nouns: set[str] = set()
        for shape in shapes(word):
            if shape.future:
                continue
            for name, forms in self._nouns.items():
                no_head = name == "heads" and shape.suffix  # a name follows no pronoun
                if shape.form in forms and not no_head:
                    nouns.add(name)
                    preposition = preposition or shape.preposition
        if not preposition and bare.startswith(("لل", "بال", "كال")) and len(bare) > 4:
            preposition = bare[0]
        return Word(
            preposition=preposition,
            own_preposition=own,
            conjunction=word in ("و", "ف"),
            conjoined=word[:1] == "و" and len(word) > 1 and not self._begins_with_waw(word),
            affiliated=bool(either & closed["affiliated"]),
            contrast=bool(either & closed["contrast"]),
            content=bool(either & closed["content"]),
            pronominal=bool(either & closed["pronominal"]),
            relative=bool(either & closed["relative"]),
            adverbial=bool(either & closed["adverbial"]),
            copular=word in closed["copular"],
            office_link=preposition in closed["office_links"] or bare in closed["office_links"],
            particle=bool(either & closed["particles"]),
            transparent=bool(either & closed["transparent"]),
            agent="agents" in nouns,
            head="heads" in nouns,
            media="media" in nouns,
            organ="organs" in nouns,
            part="parts" in nouns,
            compass=bool(either & closed["compass"]),
            quantifier=bool(either & closed["quantifiers"]),
            number=bool(either & closed["numbers"]) or word[:1].isdigit(),
            rough=bool(either & closed["rough"]),
            middle=bool(either & closed["middle"]),
            region="regions" in nouns,
            institution="institutions" in nouns,
            assembly="assemblies" in nouns,
            counterpart="counterparts" in nouns,
            deputy="deputies" in nouns,
            light=any(_is_verb(shape, self._light) for shape in shapes(word)),
            performs=short or any(_is_verb(shape, self._performing) for shape in shapes(word)),
            taking_up=short or any(s.suffix and _is_verb(s, self._performing) for s in shapes(word)),
            happens=any(_is_verb(shape, self._happening) for shape in shapes(word)),
            receiving=any(_is_verb(shape, self._receiving) for shape in shapes(word)),
            verb=short
            or any(_is_verb(shape, self._verbs) for shape in shapes(word))
            or (not nouns and not preposition and self._looks_like_verb(bare)),
        )

    def _begins_with_waw(self, word: str) -> bool:
        """Whether the first letter of a word belongs to a noun: «وزير», «وفدها»."""
        return any(not s.conjunction and s.form in self._nouns["with_waw"] for s in shapes(word))

    def _looks_like_verb(self, word: str) -> bool:
        """Guess from the letters: «ي…» is a verb of the present, final «ت» one of the past, unless listed."""
        body = word[1:] if word[:1] == "س" and word[1:2] in ("ي", "ت") and len(word) > 4 else word
        if len(body) < 3 or word in self._closed["no_verbs"] or word in self._closed["transparent"]:
            return False
        future = body is not word
        return (
            body[0] == "ي"
            or future
            or (
                len(body) > 3
                and body.endswith("ت")
                and not body.endswith(("ات", "يت"))
                and not body.startswith("ال")
            )
        )


def _is_verb(shape: Shape, forms: frozenset[str]) -> bool:
    return not shape.preposition and not shape.definite and shape.form in forms


def _inflected(nouns: Iterable[str]) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in noun_forms(fold(noun)))


def _conjugated(pairs: Iterable[str]) -> frozenset[str]:
    return frozenset(form for pair in pairs for form, _ in verb_forms(*fold(pair).split()))


def _validate(data: Mapping[str, Any]) -> None:
    faults = [f"{name} is missing or no list" for name in _LISTS if not isinstance(data.get(name), list)]
    if not isinstance(data.get("contexts"), Mapping):
        faults.append("contexts is missing or no mapping")
    if not faults:
        for name in ("light_verbs", "receiving_verbs", "happening_verbs", "performing_verbs", "verbs"):
            faults += [
                f"{name}: «{pair}» is no pair of stems" for pair in data[name] if len(pair.split()) != 2
            ]
    if faults:
        raise ResourceError(f"{_FILE}: " + "; ".join(faults) + ".", "Correct the file.")
