"""Fixtures that several rooms share: a real Neo4j server, started once if anything asks for it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.neo4j import Connection, Server, clear_graph, connect
from tests.neo4j.server import Home, UnavailableError, given, jars, running


@pytest.fixture(scope="session")
def neo4j_jars() -> Path:
    """The jars of a server; without Java or Maven the test is skipped, or fails if it must not be."""
    try:
        return jars()
    except UnavailableError as reason:
        if os.environ.get("KG_REQUIRE_NEO4J") == "1":
            pytest.fail(f"KG_REQUIRE_NEO4J is set, and {reason}")
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def neo4j_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server: the one of `KG_TEST_NEO4J_URI`, or one of our own."""
    if (server := given()) is not None:
        yield server
        return
    home = Home(request.getfixturevalue("neo4j_jars"), tmp_path_factory.mktemp("neo4j"))
    with running(home) as server:
        yield server


@pytest.fixture
def connection(neo4j_server: Server) -> Iterator[Connection]:
    """An open connection to the server."""
    with connect(neo4j_server) as connection:
        yield connection


@pytest.fixture
def graph(connection: Connection) -> Iterator[str]:
    """The name of a graph of the test's own, removed afterwards."""
    name = f"test {secrets.token_hex(4)}"
    yield name
    clear_graph(connection, name)
