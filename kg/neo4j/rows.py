"""Records as the rows that statements take: key, digest, plain properties, the keys of what they point to.

A row's digest covers all of it, so two rows with one key and one digest are the same row. Its size is in
characters, roughly what it takes to send.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter
from typing import Any

from kg.errors import ConfigError
from kg.graph.data import GraphData
from kg.language.normalize import name_key
from kg.neo4j.schema import (
    MENTIONED_IN,
    NEXT_CHUNK,
    EdgeKind,
    NodeKind,
    Property,
    tie_kind,
)
from kg.ontology import Ontology
from kg.records import Entity, Mention

__all__ = ["EdgeRow", "NodeRow", "check_graph_name", "edge_groups", "node_key", "node_rows"]

_NAME_LIMIT = 100
#: Neo4j refuses to index values from about 8,000 bytes on.
_KEY_LIMIT = 2_000
#: Types of values that need no change: nearly all, so they are looked at first.
_READY = frozenset({str, int, float, bool, date, type(None)})


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node: `links` maps each relationship type to its target's key or None; `type` is the second label."""

    key: str
    digest: str
    size: int
    properties: dict[str, Any]
    links: dict[str, str | None]
    type: str | None = None

    @property
    def link_count(self) -> int:
        """How many relationships the node owns."""
        return sum(target is not None for target in self.links.values())

    def parameters(self) -> dict[str, Any]:
        """Return the row as a statement takes it."""
        row: dict[str, Any] = {"key": self.key, "properties": self.properties}
        if self.links:
            row["links"] = self.links
        if self.type is not None:
            row["type"] = self.type
        return row


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A relationship between the nodes of two keys."""

    key: str
    digest: str
    size: int
    start: str
    end: str
    properties: dict[str, Any]

    @property
    def link_count(self) -> int:
        """How many relationships the row owns: none."""
        return 0

    def parameters(self) -> dict[str, Any]:
        """Return the row as a statement takes it."""
        return {"key": self.key, "start": self.start, "end": self.end, "properties": self.properties}


def check_graph_name(name: str) -> str:
    """Return the name of a graph if it can be one.

    Raises
    ------
    ConfigError
        When it is empty, long, or holds `|` or invisible characters.
    """
    if not 0 < len(name) <= _NAME_LIMIT or "|" in name or name != name.strip() or not name.isprintable():
        raise ConfigError(
            f"{name[:_NAME_LIMIT]!r} cannot name a graph.",
            f"Give --graph up to {_NAME_LIMIT} visible characters without «|».",
        )
    return name


def node_key(graph: str, id_: str) -> str:
    """Return the name of a record that is unique on a server; ids too long for an index are cut and hashed.

    >>> node_key("kg", "country/russia")
    'kg|country/russia'
    """
    if len(id_.encode()) > _KEY_LIMIT:
        id_ = f"{id_[:200]}#{hashlib.sha256(id_.encode()).hexdigest()}"
    return f"{graph}|{id_}"


def node_rows(kind: NodeKind, data: GraphData, graph: str) -> Iterator[NodeRow]:
    """Return the rows of one kind of node, by id."""
    ids = {"__Entity__": {entity.id for entity in data.entities}} if kind.links else {}
    for record in sorted(getattr(data, kind.table), key=attrgetter("id")):
        properties = _values(kind.properties, record)
        links: dict[str, str | None] = {}
        for link in kind.links:
            id_ = getattr(record, link.column)
            absent = id_ is None or (not link.required and id_ not in ids[link.target])
            links[link.type] = None if absent else node_key(graph, id_)
        key, type_ = node_key(graph, record.id), str(record.type) if kind.types else None
        digest, size = _seal(graph, key, properties, links, type_)
        properties |= {"graph": graph, "digest": digest}
        yield NodeRow(key, digest, size, properties, links, type_)


def edge_groups(
    data: GraphData, graph: str, ontology: Ontology
) -> Iterator[tuple[EdgeKind, Iterable[EdgeRow]]]:
    """Return the rows of every kind of relationship, one group a type."""
    yield NEXT_CHUNK, _next_chunk_rows(data, graph)
    yield MENTIONED_IN, _mentioned_rows(data, graph)
    by_relation = defaultdict(list)
    for tie in sorted(data.ties, key=attrgetter("id")):
        by_relation[tie.relation].append(tie)
    for relation, ties in sorted(by_relation.items()):
        kind = tie_kind(relation, ontology)
        yield (
            kind,
            [
                _edge(graph, tie.id, tie.subject_id, tie.object_id, _values(kind.properties, tie))
                for tie in ties
            ],
        )


def _next_chunk_rows(data: GraphData, graph: str) -> Iterator[EdgeRow]:
    ordered = sorted(data.chunks, key=attrgetter("document_id", "index", "id"))
    for one, two in pairwise(ordered):
        if one.document_id == two.document_id:
            yield _edge(graph, f"{one.id}>{two.id}", one.id, two.id, {})


def _mentioned_rows(data: GraphData, graph: str) -> Iterator[EdgeRow]:
    grouped: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in data.mentions:
        grouped[mention.entity_id, mention.chunk_id].append(mention)
    for (entity, chunk), mentions in sorted(grouped.items()):
        mentions.sort(key=attrgetter("start", "end", "id"))
        columns = {
            "mention_ids": [mention.id for mention in mentions],
            "surfaces": [mention.surface for mention in mentions],
            "forms": [str(mention.form) for mention in mentions],
            "starts": [mention.start for mention in mentions],
            "ends": [mention.end for mention in mentions],
        }
        yield _edge(graph, f"{entity}>{chunk}", entity, chunk, columns)


def _edge(graph: str, id_: str, start: str, end: str, properties: dict[str, Any]) -> EdgeRow:
    key, start, end = f"{graph}|{id_}", node_key(graph, start), node_key(graph, end)
    digest, size = _seal(graph, key, start, end, properties)
    return EdgeRow(key, digest, size, start, end, {**properties, "graph": graph, "digest": digest})


def _seal(graph: str, *content: Any) -> tuple[str, int]:
    """Return the digest of a row's content and its size in characters."""
    text = json.dumps((graph, *content), sort_keys=True, default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()[:16], len(text)


def _values(properties: Iterable[Property], record: Any) -> dict[str, Any]:
    """Return properties as the driver takes them. An empty list is no property, as in the bulk files."""
    return {one.name: _plain(_value(one.name, record)) for one in properties}


def _value(name: str, record: Any) -> Any:
    if name == "name_keys" and isinstance(record, Entity):
        names = (record.name, record.name_ar, record.name_en, *record.aliases)
        return tuple(sorted({name_key(one) for one in names if one} - {""}))
    return getattr(record, name)


def _plain(value: Any) -> Any:
    if type(value) in _READY:
        return value
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value] or None
    return value
