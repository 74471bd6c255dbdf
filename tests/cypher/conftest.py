"""The bundled sample, built in two steps so that it has a past, and a composed graph for what it lacks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.graph.data import GraphData, read_graph
from kg.neo4j import Server, clear_graph, connect, export_graph
from kg.query import Engine, QueryResult, open_engine
from kg.store import BuildFolder
from tests.cypher.examples import ask
from tests.cypher.graphs import build_sample, visit_and_treaty
from tests.query.conftest import commit


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> BuildFolder:
    """The sample; its last article came in a second build."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def composed_build(tmp_path_factory: pytest.TempPathFactory) -> BuildFolder:
    """A visit and what was signed afterwards."""
    return commit(tmp_path_factory.mktemp("composed"), visit_and_treaty())


@dataclass(frozen=True)
class Place:
    """An open engine and the name of a graph there."""

    engine: Engine
    graph: str

    def ask(self, file: Path) -> QueryResult:
        return ask(self.engine, self.graph, file)


@pytest.fixture(scope="session")
def on_server(
    neo4j_server: Server, sample_build: BuildFolder, composed_build: BuildFolder
) -> Iterator[dict[str, Place]]:
    """Both graphs on the server."""
    names = {which: f"test {which} {secrets.token_hex(4)}" for which in ("sample", "composed")}
    data: dict[str, GraphData] = {"sample": read_graph(sample_build), "composed": read_graph(composed_build)}
    with connect(neo4j_server) as connection, open_engine(neo4j_server) as engine:
        try:
            for which, name in names.items():
                export_graph(connection, data[which], name)
            connection.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
            yield {which: Place(engine, name) for which, name in names.items()}
        finally:
            for name in names.values():
                clear_graph(connection, name)
