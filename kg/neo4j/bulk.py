"""Files for `neo4j-admin database import full`: the quickest way into an empty, stopped server.

Rows, keys and digests are those of the writer, so that `kg export neo4j` goes on from an import. An empty
field is no property; items of a list are joined by the unit separator U+001F, which is dropped inside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain
from typing import Any

from kg.graph.data import GraphData
from kg.neo4j.graphs import Content, GraphInfo, describe
from kg.neo4j.rows import EdgeRow, NodeRow, check_graph_name, edge_groups, node_rows
from kg.neo4j.schema import (
    BOOKKEEPING,
    EDGES,
    NODES,
    TIE_PROPERTIES,
    EdgeKind,
    Kind,
    Link,
    NodeKind,
    Property,
)
from kg.neo4j.statements import schema_statements
from kg.ontology import Ontology

__all__ = ["COMMAND", "SCHEMA", "bulk_files", "import_command"]

#: The files to type and to run after the import.
COMMAND, SCHEMA = "import.txt", "schema.cypher"
_GRAPH = "graph.csv"
_TIES = "ties.csv"
_SEPARATOR = "\x1f"
_HEADER_TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "long",
    Kind.FLOAT: "double",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.STRINGS: "string[]",
    Kind.INTEGERS: "long[]",
}
_NODE_BOOKKEEPING = BOOKKEEPING[1:]  # the key is the id column


def bulk_files(
    data: GraphData, graph: str = "kg", ontology: Ontology | None = None
) -> Iterator[tuple[str, Iterable[str]]]:
    """Return name and lines of every file: nodes, relationships, the schema and the command to type.

    Raises
    ------
    ConfigError
        When `graph` cannot name a graph.
    """
    check_graph_name(graph)
    ontology = ontology or Ontology.default()
    content = Content()
    for kind in NODES:
        rows = content.watch(node_rows(kind, data, graph))
        yield _node_file(kind), _node_lines(kind, rows)
        for link in kind.links:
            yield _link_file(kind, link.type), _link_lines(kind, link, rows)
    ties = [_edge_header(EdgeKind(type="", start="__Entity__", end="__Entity__", properties=TIE_PROPERTIES))]
    for edge, edge_rows in edge_groups(data, graph, ontology):
        lines = _edge_lines(edge, content.watch(edge_rows))
        if edge in EDGES:
            yield _edge_file(edge), chain([_edge_header(edge)], lines)
        else:
            ties += lines
    yield _TIES, ties
    yield _GRAPH, _graph_lines(describe(data, graph, content.digest))
    yield SCHEMA, (f"{statement};\n" for statement in schema_statements())
    yield COMMAND, [import_command() + "\n"]


def import_command(database: str = "neo4j") -> str:
    """Return the command to type in the folder of the files, with the server stopped.

    >>> print(import_command().splitlines()[0])
    neo4j-admin database import full neo4j --overwrite-destination \\
    """
    nodes = [_GRAPH, *map(_node_file, NODES)]
    links = [_link_file(kind, link.type) for kind in NODES for link in kind.links]
    relationships = [*links, *map(_edge_file, EDGES), _TIES]
    options = [
        f"neo4j-admin database import full {database} --overwrite-destination",
        "--id-type=string --array-delimiter=U+001F --multiline-fields=true",
        *(f"--nodes={name}" for name in nodes),
        *(f"--relationships={name}" for name in relationships),
    ]
    return " \\\n  ".join(options)


def _node_file(kind: NodeKind) -> str:
    return f"{kind.table}.csv"


def _link_file(kind: NodeKind, type_: str) -> str:
    return f"{kind.label.lower()}_{type_.lower()}.csv"


def _edge_file(kind: EdgeKind) -> str:
    return f"{kind.start.strip('_').lower()}_{kind.type.lower()}.csv"


def _node_lines(kind: NodeKind, rows: Iterable[NodeRow]) -> Iterator[str]:
    columns = (*kind.properties, *_NODE_BOOKKEEPING)
    yield _line([f"key:ID({kind.label})", *map(_header, columns), ":LABEL"])
    for row in rows:
        labels = [kind.label] if row.type is None else [kind.label, row.type]
        yield _line([row.key, *(row.properties[column.name] for column in columns), labels])


def _link_lines(kind: NodeKind, link: Link, rows: Iterable[NodeRow]) -> Iterator[str]:
    yield _line([f":START_ID({kind.label})", f":END_ID({link.target})", ":TYPE"])
    for row in rows:
        if row.links[link.type] is not None:
            yield _line([row.key, row.links[link.type], link.type])


def _edge_header(kind: EdgeKind) -> str:
    columns = (*kind.properties, *BOOKKEEPING)
    return _line([f":START_ID({kind.start})", f":END_ID({kind.end})", *map(_header, columns), ":TYPE"])


def _edge_lines(kind: EdgeKind, rows: Iterable[EdgeRow]) -> Iterator[str]:
    columns = (*kind.properties, *BOOKKEEPING)
    for row in rows:
        values = {**row.properties, "key": row.key}
        yield _line([row.start, row.end, *(values[column.name] for column in columns), kind.type])


def _graph_lines(info: GraphInfo) -> Iterator[str]:
    values = asdict(info)
    types = {bool: "boolean", int: "long", str: "string", list: "string[]"}
    yield _line([":ID(Graph)", *(f"{name}:{types[type(value)]}" for name, value in values.items()), ":LABEL"])
    yield _line([info.name, *values.values(), "Graph"])


def _header(column: Property) -> str:
    return f"{column.name}:{_HEADER_TYPES[column.kind]}"


def _line(values: Sequence[Any]) -> str:
    return ",".join(map(_field, values)) + "\n"


def _field(value: Any) -> str:
    """Return a value as a CSV field. Text is always quoted, as an empty text is not the same as none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case list():
            return _quoted(_SEPARATOR.join(str(item).replace(_SEPARATOR, "") for item in value))
        case _:
            return _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
