"""The same statements on both engines: Neo4j is right by definition, the embedded one must agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph.data import read_graph
from kg.neo4j import Connection, Server, export_graph
from kg.query import QueryResult, run
from kg.query.script import read_script
from kg.store import BuildFolder
from tests.neo4j.samples import KOREA, RUSSIA

pytestmark = pytest.mark.neo4j

FILE = Path(__file__).with_name("both_engines.cypher")


@pytest.fixture
def loaded(connection: Connection, graph: str, folder: BuildFolder) -> str:
    export_graph(connection, read_graph(folder), graph)
    connection.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return graph


def test_both_engines_answer_alike(loaded: str, neo4j_server: Server, folder: BuildFolder) -> None:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    server, own = (
        run(FILE, {}, target, graph=name) for target, name in ((neo4j_server, loaded), (folder, "kg"))
    )
    for statement, one, two in zip(read_script(FILE).statements, server, own, strict=True):
        assert one.rows, statement.text
        assert two.columns == one.columns, statement.text
        assert two.rows == one.rows, statement.text


def test_writing_on_a_server_tells_what_changed(loaded: str, neo4j_server: Server) -> None:
    text = "MATCH (e:Country {id: $id, graph: $graph}) SET e.note = 'x' REMOVE e.note, e.iso3"
    (answer,) = run(text, {"id": RUSSIA}, neo4j_server, graph=loaded)
    assert answer == QueryResult((), (), {"properties_set": 3})


def test_server_runs_statements_that_manage_their_own_transactions(loaded: str, neo4j_server: Server) -> None:
    text = (
        "MATCH (c:Claim {graph: $graph}) "
        "CALL (c) { SET c.seen = true } IN TRANSACTIONS OF 2 ROWS RETURN count(*) AS n"
    )
    (answer,) = run(text, {}, neo4j_server, graph=loaded)
    assert answer.rows == ((5,),)


def test_mistake_on_a_server_is_told_in_one_line(neo4j_server: Server) -> None:
    with pytest.raises(QueryError, match=r"^Neo4j refuses the query: Invalid input 'RETURN'") as caught:
        run("MATCH (a RETURN a", {}, neo4j_server)
    assert "\n" not in caught.value.what


def test_path_through_korea(loaded: str, neo4j_server: Server) -> None:
    ((path,),) = run(
        "MATCH p = (:Country {id: $id, graph: $graph})-[:SUPPLIES]->() RETURN p",
        {"id": RUSSIA},
        neo4j_server,
        loaded,
    )[0].rows
    assert [step["id"] for step in path] == [RUSSIA, f"{RUSSIA}:SUPPLIES:{KOREA}", KOREA]
