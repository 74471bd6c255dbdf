"""Cypher on a Neo4j server, or without one on an embedded engine over the build folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.neo4j.connect import Server, connect
from kg.query.embedded import open_embedded
from kg.query.engine import Engine, run_script
from kg.query.render import FORMATS, to_csv, to_json, to_table
from kg.query.result import QueryResult
from kg.query.script import parse_parameter, read_script
from kg.query.server import ServerEngine
from kg.store import BuildFolder

__all__ = [
    "FORMATS",
    "Engine",
    "QueryResult",
    "open_engine",
    "parse_parameter",
    "run",
    "run_embedded",
    "to_csv",
    "to_json",
    "to_table",
]


@contextmanager
def open_engine(target: Server | BuildFolder, graph: str = "kg") -> Iterator[Engine]:
    """Open the engine for a server, or the embedded one over a build folder, as a graph of that name."""
    if isinstance(target, Server):
        with connect(target) as connection:
            yield ServerEngine(connection)
    else:
        with open_embedded(target, graph) as engine:
            yield engine


def run(
    source: str | Path, parameters: Mapping[str, Any], target: Server | BuildFolder, graph: str = "kg"
) -> tuple[QueryResult, ...]:
    """Run a statement (text) or a file of statements (a path) and return an answer for each.

    `$graph` stands for the name of the graph, unless a parameter says otherwise.

    Raises
    ------
    QueryError
        When the source is no script, a parameter has no value, or the engine refuses a statement.
    DatabaseError, DependencyError, BuildError
        When there is no server, no embedded engine, or no build.
    """
    script = read_script(source)
    with open_engine(target, graph) as engine:
        return run_script(engine, script, {"graph": graph, **parameters})


def run_embedded(folder: BuildFolder, source: str | Path, parameters: Mapping[str, Any]) -> QueryResult:
    """Run on the embedded engine over a build folder and return the answer of the last statement."""
    return run(source, parameters, folder)[-1]
