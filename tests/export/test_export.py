"""Other formats: what a program reads back is what was written, whatever the names hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BuildError, ConfigError
from kg.export import FORMATS, SCOPED
from kg.export.cypher import cypher_statements, literal
from kg.export.files import replacing, write_lines
from kg.graph.data import GraphData
from kg.graph.network import from_json, to_networkx
from kg.neo4j import Connection, Server, connect, export_graph
from tests.neo4j.samples import KOREA, NASTY, RUSSIA, build, content, nasty
from tests.neo4j.server import Home


def written(format_: str, folder: Path, data: GraphData) -> dict[str, bytes]:
    FORMATS[format_](data, folder / "out")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("format_", FORMATS)
def test_same_graph_gives_the_same_bytes(format_: str, tmp_path: Path) -> None:
    data = nasty()
    turned = GraphData(**{name: tuple(reversed(getattr(data, name))) for name in data.__slots__})
    one, two = (written(format_, tmp_path / name, graph) for name, graph in (("1", data), ("2", turned)))
    assert one == two


@pytest.mark.parametrize("format_", FORMATS)
def test_empty_graph_is_written(format_: str, tmp_path: Path) -> None:
    assert written(format_, tmp_path, GraphData())


@pytest.mark.parametrize("format_", sorted(SCOPED))
def test_name_of_a_graph_is_checked(format_: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        FORMATS[format_](build("a"), tmp_path / "out", "a|b")


def test_json_is_the_graph_of_claims(tmp_path: Path) -> None:
    data = nasty()
    FORMATS["json"](data, tmp_path / "graph.json")
    text = (tmp_path / "graph.json").read_text(encoding="utf-8")
    graph, expected = from_json(text), to_networkx(data.entities, data.claims)

    assert set(graph.edges(keys=True)) == set(expected.edges(keys=True))
    assert {graph.nodes[id_]["name"] for id_ in graph} == set(NASTY)
    assert json.loads(text)["multigraph"]


@pytest.mark.parametrize(
    ("format_", "read"),
    [("graphml", lambda path: nx.read_graphml(path, force_multigraph=True)), ("gexf", nx.read_gexf)],
)
def test_networks_hold_the_ties(format_: str, read: object, tmp_path: Path) -> None:
    data = build("a", "b")
    path = tmp_path / f"graph.{format_}"
    FORMATS[format_](data, path)
    graph = read(path)

    assert set(graph) == {one.id for one in data.entities}
    assert graph.nodes[RUSSIA]["label"] == graph.nodes[RUSSIA]["name"] == "روسيا"
    assert graph.nodes[RUSSIA]["aliases"] == "موسكو | الاتحاد الروسي"
    assert graph.nodes[RUSSIA]["mention_count"] == 2
    assert "name_en" not in graph.nodes[KOREA]
    ties = {attributes["relation"]: attributes for _, _, attributes in graph.edges(data=True)}
    assert ties.keys() == {"VISITED", "SUPPLIES"}
    assert ties["VISITED"]["first_date"] == "2024-06-19"
    assert ties["VISITED"]["weight"] == ties["VISITED"]["claim_count"] == 2
    assert ties["VISITED"]["symmetric"] is False


@pytest.mark.parametrize(
    ("format_", "read"),
    [("graphml", lambda path: nx.read_graphml(path, force_multigraph=True)), ("gexf", nx.read_gexf)],
)
def test_networks_take_any_name(format_: str, read: object, tmp_path: Path) -> None:
    FORMATS[format_](nasty(), tmp_path / "graph")
    graph = read(tmp_path / "graph")
    names = {id_: NASTY[int(id_.rpartition("/")[2])] for id_ in graph}
    for id_, name in names.items():
        if name.isprintable():
            assert graph.nodes[id_]["name"] == name
    assert graph.number_of_edges() == len(NASTY)


@pytest.mark.neo4j
def test_script_run_statement_by_statement_is_what_the_writer_writes(
    connection: Connection, graph: str
) -> None:
    for statement in cypher_statements(nasty(), graph):
        connection.run(statement)
    scripted = content(connection, graph)
    result = export_graph(connection, nasty(), graph)

    assert not result.contains_updates, result.counters
    assert content(connection, graph) == scripted
    assert len(scripted[0]) == 4 * len(NASTY)


@pytest.mark.neo4j
@pytest.mark.slow
def test_script_runs_in_cypher_shell_twice(
    neo4j_jars: Path, neo4j_server: Server, connection: Connection, graph: str, tmp_path: Path
) -> None:
    script = tmp_path / "graph.cypher"
    FORMATS["cypher"](nasty(), script, graph)
    for _ in range(2):
        Home(neo4j_jars, tmp_path).shell(neo4j_server, script)
        assert not export_graph(connection, nasty(), graph).contains_updates


@pytest.mark.neo4j
def test_any_text_is_a_safe_literal(neo4j_server: Server) -> None:
    with connect(neo4j_server) as connection:

        @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
        def check(texts: list[str]) -> None:
            (row,) = connection.read(f"RETURN {literal(texts)} AS texts")
            assert row["texts"] == texts

        check()


def test_literal_refuses_what_is_no_value() -> None:
    with pytest.raises(TypeError):
        literal({"x": object()})


def test_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "graph.cypher"
    write_lines(path, ["old\n"])

    def lines() -> Iterator[str]:
        yield "new\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(path, lines())
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError, match="cannot be written"), replacing(tmp_path / "file" / "graph.json"):
        pass
