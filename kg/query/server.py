"""Cypher on a Neo4j server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.neo4j.connect import Connection
from kg.query.result import QueryResult, visible

__all__ = ["ServerEngine"]


class ServerEngine:
    """Runs statements over a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the answer of a statement; see `kg.query.engine.Engine`."""
        answer = self._connection.ask(text, parameters)
        rows = tuple(tuple(map(_plain, record.values())) for record in answer.records)
        return QueryResult(tuple(answer.columns), rows, answer.changes)


def _plain(value: Any) -> Any:
    """Return a driver's value as plain Python."""
    from neo4j.graph import Entity, Path
    from neo4j.time import Date, DateTime, Duration, Time

    match value:
        case Entity():
            return visible({name: _plain(item) for name, item in value.items()})
        case Path():
            steps: list[Entity] = [value.nodes[0]]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [relationship, node]
            return [_plain(step) for step in steps]
        case Date() | DateTime() | Time():
            return value.to_native()
        case Duration():
            return value.iso_format()
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return value
