"""The graph's layout in Neo4j as data. Cypher, bulk files and the embedded engine's types are made from it.

Several graphs share a server, so a record's `id` is not unique there. Every node carries three names:
`graph` (the graph it belongs to), `id` (the record's id, what people type) and `key` (`graph|id`). The key
is unique, and every write goes by it; `id` has an index of its own. `digest` tells whether a row has
changed. Properties are the records' fields; the text of a document is left to its chunks.

>>> [link.type for link in CLAIM.links]
['SUBJECT', 'OBJECT', 'FROM_CHUNK', 'ATTRIBUTED_TO']
>>> DOCUMENT.property("published_at").kind
<Kind.DATE: 'DATE'>
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from kg.ontology import Ontology
from kg.records import Chunk, Claim, Document, Entity, EntityType, Tie

__all__ = [
    "BOOKKEEPING",
    "CHUNK",
    "CLAIM",
    "DOCUMENT",
    "EDGES",
    "ENTITY",
    "FULLTEXT",
    "MENTIONED_IN",
    "NEXT_CHUNK",
    "NODES",
    "TIE_PROPERTIES",
    "EdgeKind",
    "FullTextIndex",
    "Kind",
    "Link",
    "NodeKind",
    "Property",
    "tie_kind",
]


class Kind(StrEnum):
    """The property types in use, as Cypher calls them."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    STRINGS = "LIST<STRING>"
    INTEGERS = "LIST<INTEGER>"


@dataclass(frozen=True, slots=True)
class Property:
    """A property and its type."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship without properties that a node owns: written with the node, in one statement.

    `column` is the record's field that holds the id of the `target` node. Where it is not `required`, a
    row may have none, or hold words that are no id.
    """

    type: str
    target: str
    column: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeKind:
    """A label, its properties and what its nodes point to. Of the second labels `types` a row has one."""

    label: str
    table: str
    properties: tuple[Property, ...]
    links: tuple[Link, ...] = ()
    types: tuple[str, ...] = ()

    def property(self, name: str) -> Property:
        """Return a property by name."""
        return next(one for one in self.properties if one.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeKind:
    """A relationship type between two labels, with properties."""

    type: str
    start: str
    end: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextIndex:
    """A full-text index: what `CALL db.index.fulltext.queryNodes('NAME', 'words')` asks."""

    name: str
    label: str
    properties: tuple[str, ...]
    analyzer: str


_SCALARS = {
    str: Kind.STRING,
    int: Kind.INTEGER,
    float: Kind.FLOAT,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    tuple[str, ...]: Kind.STRINGS,
}

#: What every node and relationship carries beside its record's fields.
BOOKKEEPING = (Property("key", Kind.STRING), Property("graph", Kind.STRING), Property("digest", Kind.STRING))


def _properties(record: type, without: Iterable[str] = ()) -> tuple[Property, ...]:
    hints = get_type_hints(record)
    return tuple(Property(f.name, _kind(hints[f.name])) for f in fields(record) if f.name not in set(without))


def _kind(hint: Any) -> Kind:
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
    return Kind.STRING if isinstance(hint, type) and issubclass(hint, StrEnum) else _SCALARS[hint]


DOCUMENT = NodeKind(
    label="Document", table="documents", properties=_properties(Document, without=("text", "ignored"))
)
CHUNK = NodeKind(
    label="Chunk",
    table="chunks",
    properties=_properties(Chunk),
    links=(Link("FROM_DOCUMENT", "Document", "document_id"),),
)
#: `name_keys` are the folded spellings of all names: the Arabic analyser leaves ؤ, ئ and عبد+blank apart.
ENTITY = NodeKind(
    label="__Entity__",
    table="entities",
    properties=(*_properties(Entity), Property("name_keys", Kind.STRINGS)),
    types=tuple(sorted(EntityType)),
)
CLAIM = NodeKind(
    label="Claim",
    table="claims",
    properties=_properties(Claim),
    links=(
        Link("SUBJECT", "__Entity__", "subject_id"),
        Link("OBJECT", "__Entity__", "object_id"),
        Link("FROM_CHUNK", "Chunk", "chunk_id"),
        Link("ATTRIBUTED_TO", "__Entity__", "attributed_to", required=False),
    ),
)

#: In an order in which every link finds its target.
NODES = (DOCUMENT, ENTITY, CHUNK, CLAIM)

NEXT_CHUNK = EdgeKind(type="NEXT_CHUNK", start="Chunk", end="Chunk", properties=())
#: One relationship for an entity and a chunk, with all mentions there: lists of equal length, in text order.
MENTIONED_IN = EdgeKind(
    type="FROM_CHUNK",
    start="__Entity__",
    end="Chunk",
    properties=(
        Property("mention_ids", Kind.STRINGS),
        Property("surfaces", Kind.STRINGS),
        Property("forms", Kind.STRINGS),
        Property("starts", Kind.INTEGERS),
        Property("ends", Kind.INTEGERS),
    ),
)
EDGES = (NEXT_CHUNK, MENTIONED_IN)
TIE_PROPERTIES = _properties(Tie)

FULLTEXT = (
    FullTextIndex(
        name="entity_names",
        label="__Entity__",
        properties=("name", "name_ar", "name_en", "aliases", "name_keys"),
        analyzer="arabic",
    ),
    FullTextIndex(
        name="entity_latin_names",
        label="__Entity__",
        properties=("name", "name_en", "aliases"),
        analyzer="standard-folding",
    ),
    FullTextIndex(name="chunk_texts", label="Chunk", properties=("text",), analyzer="arabic"),
)


def tie_kind(relation: str, ontology: Ontology) -> EdgeKind:
    """Return the relationship of a tie. Its type is a relation of the ontology, nothing else.

    Raises
    ------
    OntologyError
        When the ontology has no such relation.
    """
    name = ontology.relation(relation).name
    return EdgeKind(type=name, start="__Entity__", end="__Entity__", properties=TIE_PROPERTIES)
