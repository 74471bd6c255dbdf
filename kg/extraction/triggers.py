"""The trigger lexicon: which words state which tie, in which frame, found in folded words of a sentence.

>>> lexicon = TriggerLexicon.default()
>>> [(hit.trigger.relation, hit.form) for hit in lexicon.hits("وستزور")]
[('VISITED', 'verb')]
>>> lexicon.hits("الوزاره")
()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.extraction.inflection import Shape, noun_forms, participle_forms, shapes, verb_forms
from kg.language.normalize import fold
from kg.ontology import Ontology
from kg.records import EntityType, Modality, Polarity
from kg.resources import read_yaml

__all__ = ["DIRECT", "Hit", "Trigger", "TriggerLexicon"]

#: The object slot without preposition.
DIRECT = "direct"
_FILE = "triggers.yaml"
_NO_STEM = "_"
_FORMS = ("verb", "noun", "adjective", "role")
_GENITIVES = ("subject", "object", "person", "none")
_KEYS = {
    *_FORMS, "id", "object", "subject", "genitive", "reciprocal", "swap", "needs", "blocks", "types", "prior",
    "modality", "polarity", "context", "light", "strict", "people", "clause_object",
    "forceful",
}  # fmt: skip
_MODALITIES = frozenset(Modality)
_POLARITIES = frozenset(Polarity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One way to state a relation. The fields are those of `triggers.yaml`; words are folded."""

    id: str
    relation: str
    objects: frozenset[str]
    subjects: frozenset[str]
    genitive: str
    reciprocal: bool
    swap: bool
    light: bool
    strict: bool
    people: bool
    clause_object: bool
    forceful: bool
    needs: frozenset[str]
    blocks: frozenset[str]
    subject_types: frozenset[EntityType]
    object_types: frozenset[EntityType]
    prior: float
    modality: Modality | None
    polarity: Polarity | None
    context: str | None
    speech: bool
    name: str

    @property
    def direct(self) -> bool:
        """Whether the object may stand without preposition."""
        return DIRECT in self.objects


@dataclass(frozen=True, slots=True)
class Hit:
    """A word read as a form of a trigger. `past` is None for anything but verbs."""

    trigger: Trigger
    form: str
    shape: Shape
    past: bool | None = None


class TriggerLexicon:
    """All triggers, by inflected form."""

    def __init__(self, data: Mapping[str, Any], ontology: Ontology) -> None:
        _validate(data, ontology)
        self.agents = tuple(tuple(fold(phrase).split()) for phrase in data["agents"])
        self.triggers: list[Trigger] = []
        self.speech = frozenset(name for name, row in data["relations"].items() if row.get("speech"))
        self._verbs: dict[str, list[tuple[Trigger, bool]]] = {}
        self._nouns: dict[str, list[Trigger]] = {}
        self._states: dict[str, list[Trigger]] = {}
        self._roles: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
        self._known: dict[str, tuple[Hit, ...]] = {}
        for relation, row in data["relations"].items():
            for entry in row["triggers"]:
                self._add(_trigger(entry, relation, row, ontology), entry)
        for phrases in self._roles.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    @classmethod
    @cache
    def default(cls) -> TriggerLexicon:
        """Return the triggers that ship with the package."""
        return cls(read_yaml(_FILE), Ontology.default())

    def hits(self, word: str) -> tuple[Hit, ...]:
        """Return the readings of a folded word as a verb, noun or participle of a trigger."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._find(word))
        return found

    def role(self, words: Sequence[str], at: int) -> tuple[tuple[Trigger, ...], int]:
        """Return the triggers of the longest role phrase that begins at a word, and its length in words."""
        first = words[at]
        for form in (first, first[1:]) if first[:1] in ("و", "ف") else (first,):
            for phrase, _ in self._roles.get(form, ()):
                if len(phrase) == 1 or tuple(words[at + 1 : at + len(phrase)]) == phrase[1:]:
                    return tuple(t for other, t in self._roles[form] if other == phrase), len(phrase)
        return (), 0

    def _add(self, trigger: Trigger, entry: Mapping[str, Any]) -> None:
        self.triggers.append(trigger)
        for pair in entry.get("verb", ()):
            past, present = (fold(stem) if stem != _NO_STEM else "" for stem in pair.split())
            for form, is_past in sorted(verb_forms(past, present)):
                self._verbs.setdefault(form, []).append((trigger, is_past))
        for noun in entry.get("noun", ()):
            for form in (
                sorted(noun_forms(fold(noun).split()[0])) if " " not in noun else (fold(noun).split()[0],)
            ):
                readings = self._nouns.setdefault(form, [])
                if trigger not in readings:
                    readings.append(trigger)
        for participle in entry.get("adjective", ()):
            for form in sorted(participle_forms(fold(participle))):
                self._states.setdefault(form, []).append(trigger)
        for phrase in entry.get("role", ()):
            words = tuple(fold(phrase).split())
            self._roles.setdefault(words[0], []).append((words, trigger))

    def _find(self, word: str) -> Iterable[Hit]:
        seen: set[tuple[str, str]] = set()
        for shape in shapes(word):
            verbal = not shape.preposition and not shape.definite
            readings: list[tuple[Trigger, str, bool | None]] = []
            if verbal:
                readings += [
                    (t, "verb", past)
                    for t, past in self._verbs.get(shape.form, ())
                    if not (past and shape.future)
                ]
            if not shape.future:
                readings += [(t, "noun", None) for t in self._nouns.get(shape.form, ())]
            if verbal and not shape.future and not shape.suffix:
                readings += [(t, "adjective", None) for t in self._states.get(shape.form, ())]
            for trigger, form, past in readings:
                if (trigger.name, form) not in seen:
                    seen.add((trigger.name, form))
                    yield Hit(trigger, form, shape, past)


def _trigger(entry: Mapping[str, Any], relation: str, row: Mapping[str, Any], ontology: Ontology) -> Trigger:
    types = entry.get("types", {})
    legal = ontology.relation(relation)
    ends = (legal.object, legal.subject) if entry.get("swap") else (legal.subject, legal.object)
    return Trigger(
        id=entry["id"],
        relation=relation,
        objects=frozenset(DIRECT if slot == DIRECT else fold(slot) for slot in entry["object"]),
        subjects=frozenset(map(fold, entry.get("subject", ()))),
        genitive=entry.get("genitive", "subject"),
        reciprocal=entry.get("reciprocal", False),
        swap=entry.get("swap", False),
        light=entry.get("light", True),
        strict=entry.get("strict", False),
        people=entry.get("people", False),
        clause_object=entry.get("clause_object", False),
        forceful=entry.get("forceful", False),
        needs=_variants(entry.get("needs", ())),
        blocks=_variants(entry.get("blocks", ())),
        subject_types=frozenset(map(EntityType, types["subject"])) if "subject" in types else ends[0],
        object_types=frozenset(map(EntityType, types["object"])) if "object" in types else ends[1],
        prior=entry.get("prior", 0.8),
        modality=Modality(entry["modality"]) if "modality" in entry else None,
        polarity=Polarity(entry["polarity"]) if "polarity" in entry else None,
        context=entry.get("context", row.get("context")),
        speech=bool(row.get("speech")),
        name=f"{relation}:{entry['id']}",
    )


def _variants(words: Iterable[str]) -> frozenset[str]:
    """Return the words as they may be written: with attached conjunction and preposition."""
    folded = [fold(word).split()[-1] for word in words]
    return frozenset(front + word for word in folded for front in ("", "و", "ب", "ل", "وب"))


def _validate(data: Mapping[str, Any], ontology: Ontology) -> None:
    """Raise `ResourceError` with all faults of the file at once."""
    faults = [f"{key} is missing" for key in ("agents", "relations") if key not in data]
    names: set[str] = set()
    for relation, row in data.get("relations", {}).items():
        if relation not in ontology:
            faults.append(f"relations.{relation}: no relation of the ontology")
            continue
        for entry in row.get("triggers", ()):
            where = f"{relation}.{entry.get('id', '(no id)')}"
            faults += [f"{where}: unknown key {key}" for key in sorted(set(entry) - _KEYS)]
            faults += [f"{where}: {key} is missing" for key in ("id", "object") if key not in entry]
            if not any(form in entry for form in _FORMS):
                faults.append(f"{where}: none of {', '.join(_FORMS)}")
            faults += [
                f"{where}: «{pair}» is no pair of stems"
                for pair in entry.get("verb", ())
                if len(pair.split()) != 2
            ]
            if entry.get("genitive", "subject") not in _GENITIVES:
                faults.append(f"{where}: genitive is one of {', '.join(_GENITIVES)}")
            if not 0 < entry.get("prior", 0.8) <= 1:
                faults.append(f"{where}: prior is above 0 and at most 1")
            if (
                entry.get("modality", "actual") not in _MODALITIES
                or entry.get("polarity", "asserted") not in _POLARITIES
            ):
                faults.append(f"{where}: unknown modality or polarity")
            if where in names:
                faults.append(f"{where}: stands twice")
            names.add(where)
    if faults:
        raise ResourceError(f"{_FILE}: " + "; ".join(faults) + ".", "Correct the file.")
