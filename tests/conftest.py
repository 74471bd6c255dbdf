"""Fixtures that several rooms share: a real Neo4j server, a real Chromium, each started once if asked for."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.neo4j import Connection, Server, clear_graph, connect
from tests.neo4j.server import Home, UnavailableError, given, jars, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: WebGL drawn by the processor, as test machines have no graphics card.
_CHROMIUM = [
    "--enable-unsafe-swiftshader",
    *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []),
]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, or fails if it must not be."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail("KG_REQUIRE_BROWSER is set, and there is no Chromium.")
        pytest.skip("There is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_CHROMIUM)
        yield browser
        browser.close()
