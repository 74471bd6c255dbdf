"""A graph as a Cypher script, for cypher-shell or Neo4j Browser where no driver reaches the server.

The statements are those of the writer, with the rows as literals in place of a parameter. Running the
script again changes nothing; it removes nothing either. It suits thousands of rows; for more use `csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from kg.export.files import write_lines
from kg.graph.data import GraphData
from kg.neo4j.graphs import Content, describe
from kg.neo4j.rows import EdgeRow, NodeRow, check_graph_name, edge_groups, node_rows
from kg.neo4j.schema import NODES
from kg.neo4j.statements import AWAIT_INDEXES, FINISH_GRAPH, merge_edges, merge_nodes, schema_statements
from kg.ontology import Ontology

__all__ = ["cypher_statements", "export_cypher", "literal"]

_BATCH_ROWS = 200
_BATCH_SIZE = 400_000
#: What a literal cannot hold as it is: its quote, the backslash, line ends, and what no editor shows.
_UNSAFE = re.compile(r"""['\\\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]""")


def export_cypher(data: GraphData, path: Path, graph: str = "kg") -> None:
    """Write the script to a file, all or nothing."""
    write_lines(path, (f"{statement};\n" for statement in cypher_statements(data, graph)))


def cypher_statements(data: GraphData, graph: str = "kg", ontology: Ontology | None = None) -> Iterator[str]:
    """Return the statements of the script, without the semicolons.

    Raises
    ------
    ConfigError
        When `graph` cannot name a graph.
    """
    check_graph_name(graph)
    ontology = ontology or Ontology.default()
    content = Content()
    yield from schema_statements()
    yield AWAIT_INDEXES
    for kind in NODES:
        yield from _filled(merge_nodes(kind), content.watch(node_rows(kind, data, graph)))
    for edge, rows in edge_groups(data, graph, ontology):
        yield from _filled(merge_edges(edge), content.watch(rows))
    info = describe(data, graph, content.digest)
    statement = FINISH_GRAPH.replace("$properties", literal(asdict(info)))
    yield statement.replace("$graph", literal(graph), 1)


def _filled(statement: str, rows: Iterable[NodeRow | EdgeRow]) -> Iterator[str]:
    head, tail = statement.split("$rows", 1)
    batch: list[str] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == _BATCH_ROWS or size + row.size > _BATCH_SIZE):
            yield _listed(batch).join((head, tail))
            batch, size = [], 0
        batch.append(literal(row.parameters()))
        size += row.size
    if batch:
        yield _listed(batch).join((head, tail))


def _listed(literals: list[str]) -> str:
    return "[\n  " + ",\n  ".join(literals) + "\n]"


def literal(value: Any) -> str:
    r"""Return a value as a Cypher literal. Whatever a text holds, it cannot end its quotes.

    >>> print(literal({"name": "d'Estaing\\", "born": date(1926, 2, 2), "aliases": ["VGE"], "died": None}))
    {name: 'd\'Estaing\\', born: date('1926-02-02'), aliases: ['VGE']}
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return "'" + _UNSAFE.sub(_escaped, value) + "'"
        case date():
            return f"date('{value.isoformat()}')"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case dict():
            items = (f"{key}: {literal(item)}" for key, item in value.items() if item is not None)
            return "{" + ", ".join(items) + "}"
    raise TypeError(f"{value!r} is no value of a graph")


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return "\\" + char if char in "'\\" else f"\\u{ord(char):04X}"
