"""A build folder with two documents, committed as `kg build` does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.data import GraphData
from kg.store import BuildFolder, writing
from kg.store.tables import TABLES
from tests.neo4j.samples import build


def commit(path: Path, data: GraphData) -> BuildFolder:
    """Write a graph as the build of a folder."""
    tables = {name: getattr(data, name) for name in TABLES}
    with writing(path) as writer:
        return writer.commit(tables=tables, judgements=(), files={}, inputs=(), settings="test")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BuildFolder:
    """The build of documents `a` and `b`."""
    return commit(tmp_path_factory.mktemp("build"), build("a", "b"))
