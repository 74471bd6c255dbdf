"""The ontology: entity types and relations with their legal pairs, symmetry and outside codes.

Every label and type name that reaches a table or a Cypher statement comes from here.

>>> ontology = Ontology.default()
>>> ontology.relation("VISITED").allows("Person", "Country")
True
>>> ontology.relation("LEADS").allows("Country", "Person")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import OntologyError
from kg.records import EntityType
from kg.resources import read_yaml

__all__ = ["Ontology", "Relation"]

_RELATION_NAME = re.compile(r"[A-Z][A-Z_]*[A-Z]")
_QUADS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "neutral"}
_KEYS = {
    "definition",
    "family",
    "subject",
    "object",
    "symmetric",
    "plover",
    "cameo",
    "quad",
    "wikidata",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation: what it means, between which types, and how other schemes call it."""

    name: str
    definition: str
    family: str
    subject: frozenset[EntityType]
    object: frozenset[EntityType]
    symmetric: bool = False
    plover: str | None = None
    cameo: tuple[str, ...] = ()
    quad: str | None = None
    wikidata: tuple[str, ...] = ()

    def allows(self, subject: str, object_: str) -> bool:
        """Return whether a tie from a `subject` type to an `object_` type is legal."""
        return subject in self.subject and object_ in self.object


class Ontology:
    """The relations by name, in the order of the file."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self.relations = dict(relations)

    @classmethod
    @cache
    def default(cls) -> Ontology:
        """Return the ontology that ships with the package."""
        return cls.from_dict(read_yaml("ontology.yaml"))

    @classmethod
    def from_dict(cls, data: Any) -> Ontology:
        """Validate and build an ontology; all faults are reported at once.

        Raises
        ------
        OntologyError
            Listing every fault.
        """
        faults: list[str] = []
        types = set(EntityType)
        if set(data.get("types", ())) != {str(t) for t in types}:
            faults.append(f"types must be exactly {', '.join(types)}")
        relations: dict[str, Relation] = {}
        for name, row in data.get("relations", {}).items():
            if not _RELATION_NAME.fullmatch(name):
                faults.append(f"{name}: a relation name is upper-case ASCII letters and underscores")
            faults += [f"{name}: unknown key {key}" for key in row if key not in _KEYS]
            faults += [
                f"{name}: {key} is missing"
                for key in ("definition", "family", "subject", "object")
                if key not in row
            ]
            ends = {end: frozenset(row.get(end, ())) for end in ("subject", "object")}
            faults += [
                f"{name}: unknown type {t} in {end}" for end, ts in ends.items() for t in sorted(ts - types)
            ]
            if row.get("quad") not in _QUADS | {None}:
                faults.append(f"{name}: unknown quad class {row['quad']}")
            if row.get("symmetric") and ends["subject"] != ends["object"]:
                faults.append(f"{name}: a symmetric relation needs the same types on both ends")
            if faults:
                continue
            relations[name] = Relation(
                name=name,
                definition=row["definition"],
                family=row["family"],
                subject=frozenset(map(EntityType, ends["subject"])),
                object=frozenset(map(EntityType, ends["object"])),
                symmetric=bool(row.get("symmetric", False)),
                plover=row.get("plover"),
                cameo=tuple(row.get("cameo", ())),
                quad=row.get("quad"),
                wikidata=tuple(row.get("wikidata", ())),
            )
        if faults:
            raise OntologyError("The ontology has faults: " + "; ".join(faults) + ".", "Correct the file.")
        return cls(relations)

    def relation(self, name: str) -> Relation:
        """Return a relation by name.

        Raises
        ------
        OntologyError
            When there is none of that name.
        """
        try:
            return self.relations[name]
        except KeyError:
            raise OntologyError(
                f"There is no relation {name}.", f"Use one of {', '.join(self.relations)}."
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self.relations

    def __iter__(self) -> Iterator[Relation]:
        return iter(self.relations.values())
