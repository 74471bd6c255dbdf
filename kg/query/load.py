"""A graph in the embedded engine: types from the schema, then all rows in bulk.

Labels, types and properties are those that the writer makes in Neo4j, so the same Cypher runs on both.
An entity's type (`Person`, …) extends `__Entity__`; both labels find it by index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeVar

from kg.graph.data import GraphData
from kg.neo4j.graphs import Content, describe
from kg.neo4j.rows import EdgeRow, NodeRow, edge_groups, node_rows
from kg.neo4j.schema import (
    BOOKKEEPING,
    EDGES,
    FULLTEXT,
    NODES,
    FullTextIndex,
    Kind,
    NodeKind,
    Property,
    tie_kind,
)
from kg.ontology import Ontology

__all__ = ["fill", "prelude"]

_SQL_TYPES = {
    Kind.STRING: "STRING",
    Kind.INTEGER: "LONG",
    Kind.FLOAT: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.STRINGS: "LIST OF STRING",
    Kind.INTEGERS: "LIST OF LONG",
}
_ANALYZERS = {
    "arabic": "org.apache.lucene.analysis.ar.ArabicAnalyzer",
    "standard-folding": "org.apache.lucene.analysis.standard.StandardAnalyzer",
}
_BATCH = 10_000
T = TypeVar("T")


def prelude(ontology: Ontology) -> Iterator[str]:
    """Return the SQL that makes types and indexes.

    >>> next(prelude(Ontology.default()))
    'CREATE VERTEX TYPE `Document`'
    """
    for kind in NODES:
        yield f"CREATE VERTEX TYPE `{kind.label}`"
        yield from _properties(kind.label, (*kind.properties, *BOOKKEEPING))
        yield f"CREATE INDEX ON `{kind.label}` (key) UNIQUE"
        yield f"CREATE INDEX ON `{kind.label}` (id) NOTUNIQUE"
        for type_ in kind.types:
            yield f"CREATE VERTEX TYPE `{type_}` EXTENDS `{kind.label}`"
    yield "CREATE VERTEX TYPE `Graph`"
    yield from map(_fulltext, FULLTEXT)
    links = {link.type for kind in NODES for link in kind.links}
    edges = {kind.type: kind.properties for kind in EDGES}
    ties = {relation.name: tie_kind(relation.name, ontology).properties for relation in ontology}
    for name, properties in sorted((dict.fromkeys(links, ()) | edges | ties).items()):
        yield f"CREATE EDGE TYPE `{name}`"
        yield from _properties(name, properties)


def _properties(type_: str, properties: Iterable[Property]) -> Iterator[str]:
    for one in properties:
        yield f"CREATE PROPERTY `{type_}`.`{one.name}` {_SQL_TYPES[one.kind]}"


def _fulltext(index: FullTextIndex) -> str:
    kinds = {one.name: one.kind for kind in NODES if kind.label == index.label for one in kind.properties}
    columns = (f"{name} BY ITEM" if kinds[name] == Kind.STRINGS else name for name in index.properties)
    return (
        f"CREATE INDEX {index.name} ON `{index.label}` ({', '.join(columns)}) "
        f'FULL_TEXT METADATA {{"analyzer":"{_ANALYZERS[index.analyzer]}"}}'
    )


def fill(database: Any, data: GraphData, graph: str, ontology: Ontology) -> None:
    """Make types and indexes in a new database and load all rows."""
    database.command("sqlscript", ";\n".join(prelude(ontology)))  # one by one they take 8 ms each
    addresses: dict[str, str] = {}  # where the engine put the node of a key
    content = Content()
    with database.graph_batch() as batch:
        for kind in NODES:
            rows = content.watch(node_rows(kind, data, graph))
            _add_nodes(batch, kind, rows, addresses)
            _add_links(batch, kind, rows, addresses)
        for edge, edge_rows in edge_groups(data, graph, ontology):
            for part in _parts(content.watch(edge_rows)):
                _add_edges(batch, edge.type, part, addresses)
        batch.create_vertices("Graph", [asdict(describe(data, graph, content.digest))])


def _add_nodes(batch: Any, kind: NodeKind, rows: list[NodeRow], addresses: dict[str, str]) -> None:
    by_type = defaultdict(list)
    for row in rows:
        by_type[row.type or kind.label].append({**_present(row.properties), "key": row.key})
    for type_, properties in sorted(by_type.items()):
        for part in _parts(properties):
            created = batch.create_vertices(type_, part)
            addresses.update(zip((one["key"] for one in part), created, strict=True))


def _add_links(batch: Any, kind: NodeKind, rows: list[NodeRow], addresses: dict[str, str]) -> None:
    for link in kind.links:
        ends = [(addresses[row.key], addresses[target]) for row in rows if (target := row.links[link.type])]
        for part in _parts(ends):
            batch.new_edges([start for start, _ in part], link.type, [end for _, end in part])


def _add_edges(batch: Any, type_: str, rows: list[EdgeRow], addresses: dict[str, str]) -> None:
    batch.new_edges(
        [addresses[row.start] for row in rows],
        type_,
        [addresses[row.end] for row in rows],
        [{**_present(row.properties), "key": row.key} for row in rows],
    )


def _parts(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _present(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}
