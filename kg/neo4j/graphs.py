"""The node that describes a graph on a server: `(:Graph {name, complete, digest, …})`, one for each graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from kg import __version__
from kg.errors import DatabaseError
from kg.graph.data import GraphData
from kg.neo4j import statements
from kg.neo4j.connect import Connection
from kg.neo4j.rows import EdgeRow, NodeRow

__all__ = ["Content", "GraphInfo", "check_graph", "describe", "list_graphs"]

Row = TypeVar("Row", NodeRow, EdgeRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphInfo:
    """A graph on a server. `complete` is False while an export runs, or after one that was cut short.

    The lists hold the ids of what the last build changed.
    """

    name: str
    complete: bool
    digest: str = ""
    kg: str = ""
    documents: int = 0
    entities: int = 0
    claims: int = 0
    ties: int = 0
    new_documents: list[str] = field(default_factory=list)
    new_ties: list[str] = field(default_factory=list)
    changed_ties: list[str] = field(default_factory=list)
    gone_ties: list[str] = field(default_factory=list)


class Content:
    """A running digest of rows in the order of writing: equal for equal graphs of one name."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, row: NodeRow | EdgeRow) -> None:
        """Take in the next row."""
        self._hash.update(f"{row.key} {row.digest}\n".encode())

    def watch(self, rows: Iterable[Row]) -> list[Row]:
        """Take in rows and return them."""
        found = list(rows)
        for row in found:
            self.add(row)
        return found

    @property
    def digest(self) -> str:
        """The digest of the rows so far, 16 hex digits."""
        return self._hash.hexdigest()[:16]


def describe(data: GraphData, graph: str, digest: str) -> GraphInfo:
    """Return the description of a graph that is written in full."""
    return GraphInfo(
        name=graph,
        complete=True,
        digest=digest,
        kg=__version__,
        documents=len(data.documents),
        entities=len(data.entities),
        claims=len(data.claims),
        ties=len(data.ties),
        new_documents=_changed(data, "documents", "new"),
        new_ties=_changed(data, "ties", "new"),
        changed_ties=_changed(data, "ties", "changed"),
        gone_ties=_changed(data, "ties", "gone"),
    )


def _changed(data: GraphData, table: str, change: str) -> list[str]:
    return sorted(one.id for one in data.changes if (one.table, one.change) == (table, change))


def list_graphs(connection: Connection) -> tuple[GraphInfo, ...]:
    """Return the graphs on the server, by name."""
    found = [record["properties"] for record in connection.read(statements.READ_GRAPHS)]
    return tuple(
        GraphInfo(**{name: one[name] for name in GraphInfo.__slots__ if name in one}) for one in found
    )


def check_graph(connection: Connection, name: str) -> None:
    """Raise unless the server holds a graph of that name.

    Raises
    ------
    DatabaseError
        Naming the graphs that are there.
    """
    names = [info.name for info in list_graphs(connection)]
    if name not in names:
        there = f"there are: {', '.join(names)}" if names else "there is none yet"
        raise DatabaseError(
            f"The server at {connection.server.uri} holds no graph {name}; {there}.",
            "Write one with: kg export neo4j",
        )
