"""The writer on a real server: what a graph on it is after each export, and what the server counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import ConfigError, DatabaseError
from kg.graph.data import GraphData
from kg.neo4j import Connection, clear_graph, export_graph, list_graphs, writer
from kg.records import EntityType
from tests.neo4j.samples import KOREA, NASTY, RUSSIA, build, content, nasty, renamed, ring

pytestmark = pytest.mark.neo4j


def test_second_export_changes_nothing(connection: Connection, graph: str) -> None:
    first = export_graph(connection, build("a", "b"), graph)
    before = content(connection, graph)
    second = export_graph(connection, build("a", "b"), graph)

    assert first.contains_updates
    assert first.counters["nodes_created"] > 0
    assert not second.contains_updates, second.counters
    assert sum(change.written + change.removed for change in second.changes.values()) == 0
    assert sum(change.unchanged for change in second.changes.values()) == sum(
        change.new for change in first.changes.values()
    )
    assert content(connection, graph) == before
    assert first.digest == second.digest


def test_order_of_records_changes_nothing(connection: Connection, graph: str) -> None:
    data = build("a", "b")
    export_graph(connection, data, graph)
    turned = GraphData(**{name: tuple(reversed(getattr(data, name))) for name in data.__slots__})

    assert not export_graph(connection, turned, graph).contains_updates


def test_removed_document_takes_what_it_alone_supported(connection: Connection, graph: str) -> None:
    export_graph(connection, build("a", "b"), graph)
    both = content(connection, graph)
    export_graph(connection, build("a"), graph)
    left = content(connection, graph)

    clear_graph(connection, graph)
    export_graph(connection, build("a"), graph)
    assert left == content(connection, graph)
    assert left != both
    assert not connection.read("MATCH (n {id: 'organization/tass', graph: $graph}) RETURN n", graph=graph)


def test_two_graphs_do_not_touch_each_other(connection: Connection, graph: str) -> None:
    other = f"{graph} 2"  # a name that starts with the other's
    try:
        export_graph(connection, build("a", "b"), graph)
        before = content(connection, graph)
        export_graph(connection, build("b"), other)
        assert content(connection, graph) == before
        assert not export_graph(connection, build("a", "b"), graph).contains_updates

        clear_graph(connection, other)
        assert content(connection, graph) == before
        assert content(connection, other) == ([], [])
        assert other not in {info.name for info in list_graphs(connection)}
    finally:
        clear_graph(connection, other)


@pytest.mark.parametrize("batches", [0, 1, 2, 5, 9, 14])
def test_interrupted_export_repeated_ends_equal(
    connection: Connection, graph: str, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    data, other = ring(9), build("a", "b")
    export_graph(connection, data, graph)
    whole = content(connection, graph)
    clear_graph(connection, graph)

    export_graph(connection, other, graph)  # the cut falls into writing, or into sweeping this
    monkeypatch.setattr(writer, "_BATCH_ROWS", 3)
    write_rows, left = Connection.write_rows, iter(range(batches))

    def cut(self: Connection, *arguments: object) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return write_rows(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "write_rows", cut)
        with pytest.raises(KeyboardInterrupt):
            export_graph(connection, data, graph)
    assert not next(info for info in list_graphs(connection) if info.name == graph).complete

    export_graph(connection, data, graph)
    assert content(connection, graph) == whole
    assert next(info for info in list_graphs(connection) if info.name == graph).complete
    assert not export_graph(connection, data, graph).contains_updates


def test_rows_sent_are_rows_written(connection: Connection, graph: str) -> None:
    data = build("a", "b")
    result = export_graph(connection, data, graph)
    sent = {name: change.written for name, change in result.changes.items()}

    assert sent["Document"] == len(data.documents) == 2
    assert sent["Claim"] == len(data.claims) == 5
    assert sent["NEXT_CHUNK"] == 2
    assert sent["VISITED"] == 1
    nodes, relationships = content(connection, graph)
    assert len(nodes) == sum(sent[label] for label in ("Document", "Chunk", "__Entity__", "Claim"))
    links = 4 + 3 * 5 + 1  # chunks to documents; subject, object and chunk of claims; one attribution
    assert len(relationships) == links + sum(sent[type_] for type_ in sent if type_.isupper())


def test_row_that_points_nowhere_is_named_and_its_batch_not_written(
    connection: Connection, graph: str
) -> None:
    data = build("a")
    lost = replace(data.claims[0], id="claim/lost", object_id="country/nowhere")
    with pytest.raises(DatabaseError, match=r"wrote 2 of 3 Claim rows; missing: claim/lost\."):
        export_graph(connection, replace(data, claims=(*data.claims, lost)), graph)

    assert not connection.read("MATCH (n:Claim {graph: $graph}) RETURN n", graph=graph)
    export_graph(connection, data, graph)
    assert len(connection.read("MATCH (n:Claim {graph: $graph}) RETURN n", graph=graph)) == 2


def test_names_travel_as_parameters_only(
    connection: Connection, graph: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: set[str] = set()
    for method in ("read", "run", "write_rows"):
        original = getattr(Connection, method)

        def record(self: Connection, text: str, *args: object, original=original, **kwargs: object) -> object:
            texts.add(text)
            return original(self, text, *args, **kwargs)

        monkeypatch.setattr(Connection, method, record)
    export_graph(connection, nasty(), graph)
    monkeypatch.undo()

    assert all(text.isascii() for text in texts)
    assert len(texts) < 60
    found = connection.read(
        "MATCH (e:Person {graph: $graph}) RETURN e.name AS name, e.aliases AS aliases", graph=graph
    )
    assert sorted(one["name"] for one in found) == sorted(NASTY)
    assert all(one["aliases"] == [one["name"], f"{one['name']} 2"] for one in found)
    met = connection.read("MATCH (:Person {graph: $graph})-[r:MET_WITH]->() RETURN r", graph=graph)
    assert len(met) == len(NASTY)
    assert not export_graph(connection, nasty(), graph).contains_updates


def test_ids_of_any_length_are_written_and_found(connection: Connection, graph: str) -> None:
    long = "person/" + "x" * 20_000
    data = build("a")
    entity = replace(data.entities[0], id=long, type=EntityType.PERSON)
    data = replace(data, entities=(*data.entities, entity))
    export_graph(connection, data, graph)

    assert connection.read("MATCH (e:__Entity__ {id: $id}) RETURN e", id=long)
    assert not export_graph(connection, data, graph).contains_updates


def test_merge_elsewhere_moves_a_claim_and_its_tie(connection: Connection, graph: str) -> None:
    export_graph(connection, build("a"), graph)
    moved = renamed(build("a"), RUSSIA, "country/soviet-union")
    result = export_graph(connection, moved, graph)

    assert result.changes["Claim"].changed == 2
    assert result.changes["Claim"].removed == 0
    rows = connection.read(
        "MATCH (s)<-[:SUBJECT]-(c:Claim {graph: $graph})-[:OBJECT]->(o) "
        "RETURN s.id AS subject, o.id AS object",
        graph=graph,
    )
    assert sorted((row["subject"], row["object"]) for row in rows) == [
        (KOREA, "country/soviet-union"),
        ("country/soviet-union", KOREA),
    ]
    clean = content(connection, graph)
    clear_graph(connection, graph)
    export_graph(connection, moved, graph)
    assert content(connection, graph) == clean


def test_changed_type_changes_the_label(connection: Connection, graph: str) -> None:
    data = build("b")
    export_graph(connection, data, graph)
    entities = [replace(one, type=EntityType.GROUP) if one.name == "تاس" else one for one in data.entities]
    export_graph(connection, replace(data, entities=entities), graph)

    (row,) = connection.read(
        "MATCH (e {id: 'organization/tass', graph: $graph}) RETURN labels(e) AS labels", graph=graph
    )
    assert sorted(row["labels"]) == ["Group", "__Entity__"]


def test_property_that_vanished_is_removed(connection: Connection, graph: str) -> None:
    data = build("a")
    export_graph(connection, data, graph)
    bare = [replace(one, name_en=None, aliases=()) for one in data.entities]
    export_graph(connection, replace(data, entities=bare), graph)

    (row,) = connection.read(
        "MATCH (e:Country {id: $id, graph: $graph}) RETURN keys(e) AS keys", id=RUSSIA, graph=graph
    )
    assert not {"name_en", "aliases"} & set(row["keys"])
    assert "name_ar" in row["keys"]


def test_what_people_add_stays_and_what_they_delete_returns(connection: Connection, graph: str) -> None:
    export_graph(connection, build("a"), graph)
    whole = content(connection, graph)
    connection.run("MATCH (c:Claim {graph: $graph})-[r:SUBJECT|FROM_CHUNK]->() DELETE r", graph=graph)
    connection.run("MATCH (e:Country {graph: $graph})-[r:VISITED]->() DELETE r", graph=graph)
    connection.run("MATCH (c:Chunk {graph: $graph}) WHERE c.index = 1 DETACH DELETE c", graph=graph)
    export_graph(connection, build("a"), graph)
    assert content(connection, graph) == whole

    connection.run("MATCH (c:Chunk {graph: $graph}) SET c.embedding = [0.5, 0.25]", graph=graph)
    connection.run(
        "MATCH (a:Country {graph: $graph}), (b:Country {graph: $graph}) WHERE a.id < b.id "
        "CREATE (a)-[:RIVAL_OF {by: 'me'}]->(b)",
        graph=graph,
    )
    chunks = [replace(one, text="نص آخر") for one in build("a").chunks]
    export_graph(connection, replace(build("a"), chunks=chunks), graph)
    (row,) = connection.read(
        "MATCH (c:Chunk {graph: $graph}) OPTIONAL MATCH ()-[r:RIVAL_OF {by: 'me'}]->({graph: $graph}) "
        "RETURN collect(DISTINCT c.text) AS texts, count(DISTINCT r) AS mine, count(c.embedding) AS embedded",
        graph=graph,
    )
    assert (row["texts"], row["mine"], row["embedded"]) == (["نص آخر"], 1, 2)


def test_dry_run_tells_and_writes_nothing(connection: Connection, graph: str) -> None:
    export_graph(connection, build("a"), graph)
    before = content(connection, graph)
    result = export_graph(connection, build("b"), graph, dry_run=True)

    assert not result.contains_updates
    assert result.changes["Document"].new == 1
    assert result.changes["Document"].removed == 1
    assert result.changes["SUPPLIES"].new == 1
    assert content(connection, graph) == before


def test_graph_describes_itself(connection: Connection, graph: str) -> None:
    result = export_graph(connection, build("a", "b"), graph)
    (info,) = [one for one in list_graphs(connection) if one.name == graph]

    assert (info.complete, info.digest, info.documents, info.claims, info.ties) == (
        True,
        result.digest,
        2,
        5,
        2,
    )


def test_dates_are_dates_and_evidence_is_reached(connection: Connection, graph: str) -> None:
    export_graph(connection, build("a", "b"), graph)
    (row,) = connection.read(
        "MATCH (:Country {id: $russia, graph: $graph})-[t:VISITED]->(:Country {id: $korea}) "
        "UNWIND t.claim_ids AS id "
        "MATCH (c:Claim {id: id, graph: $graph})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d) "
        "RETURN t.first_date.year AS year, t.claim_count AS claims, collect(d.id) AS documents, "
        "all(x IN collect(d.published_at) WHERE x IS :: DATE) AS dates",
        russia=RUSSIA,
        korea=KOREA,
        graph=graph,
    )
    assert (row["year"], row["claims"], sorted(row["documents"])) == (2024, 2, ["document/a", "document/b"])
    assert row["dates"]


@pytest.mark.parametrize(
    ("index", "words", "id_"),
    [
        ("entity_names", "والروسي", "country/russia"),
        ("entity_names", "موتمر", "organization/conference"),
        ("entity_names", "عبدالله", "person/abdullah"),
        ("entity_latin_names", "Erdogan", "person/erdogan"),
    ],
)
def test_names_are_found_as_people_write_them(
    connection: Connection, graph: str, index: str, words: str, id_: str
) -> None:
    data = build("a")
    people = {
        "organization/conference": replace(
            data.entities[0], type=EntityType.ORGANIZATION, name="مؤتمر ميونيخ للأمن"
        ),
        "person/abdullah": replace(data.entities[0], type=EntityType.PERSON, name="عبد الله الثاني"),
        "person/erdogan": replace(
            data.entities[0], type=EntityType.PERSON, name="أردوغان", name_en="Recep Tayyip Erdoğan"
        ),
    }
    more = [replace(one, id=key, aliases=()) for key, one in people.items()]
    export_graph(connection, replace(data, entities=(*data.entities, *more)), graph)

    connection.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = connection.read(
        "CALL db.index.fulltext.queryNodes($index, $words) YIELD node "
        "WHERE node.graph = $graph RETURN node.id AS id",
        index=index,
        words=words,
        graph=graph,
    )
    assert id_ in {row["id"] for row in found}


@pytest.mark.parametrize("name", ["", "a|b", " a", "a\n", "x" * 101, "a\u202eb"])
def test_graph_names_that_could_mix_graphs_up_are_refused(connection: Connection, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot name a graph"):
        export_graph(connection, build("a"), name)
