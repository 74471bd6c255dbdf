"""Rows: keys that graphs do not share, digests that change with the content and with nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from kg.graph.data import GraphData
from kg.neo4j.graphs import Content
from kg.neo4j.rows import edge_groups, node_key, node_rows
from kg.neo4j.schema import CLAIM, ENTITY, NODES
from kg.ontology import Ontology
from kg.records import Claim
from tests.neo4j.samples import RUSSIA, TASS, build

ONTOLOGY = Ontology.default()


def test_keys_of_two_graphs_differ_and_digests_too() -> None:
    (one, *_), (two, *_) = (list(node_rows(ENTITY, build("a"), graph)) for graph in ("kg", "other"))
    assert one.key != two.key
    assert one.digest != two.digest
    assert one.properties["id"] == two.properties["id"]


def test_long_ids_get_short_keys_that_stay_apart() -> None:
    one, two = node_key("kg", "x" * 9_999 + "a"), node_key("kg", "x" * 9_999 + "b")
    assert one != two
    assert max(len(one), len(two)) < 300


@pytest.mark.parametrize("column", [f.name for f in fields(Claim) if f.name not in ("id", "attributed_to")])
def test_any_changed_column_changes_the_digest(column: str) -> None:
    data = build("a")
    old = data.claims[0]
    value = getattr(old, column)
    new = {str: f"{value}x", int: 99, float: 0.123, date: date(2000, 1, 1)}.get(type(value), "x")
    changed = replace(data, claims=[replace(old, **{column: new}), *data.claims[1:]])

    before, after = ({row.key: row.digest for row in node_rows(CLAIM, one, "kg")} for one in (data, changed))
    assert before.keys() == after.keys()
    assert [key for key in before if before[key] != after[key]] == [node_key("kg", old.id)]


def test_digest_of_a_graph_knows_no_order() -> None:
    data = build("a", "b")
    turned = GraphData(**{name: tuple(reversed(getattr(data, name))) for name in data.__slots__})
    assert digest(data) == digest(turned)
    assert digest(data) != digest(build("a"))


def digest(data: GraphData) -> str:
    content = Content()
    for kind in NODES:
        content.watch(node_rows(kind, data, "kg"))
    for _, rows in edge_groups(data, "kg", ONTOLOGY):
        content.watch(rows)
    return content.digest


def test_source_that_is_an_entity_is_pointed_to_and_words_are_not() -> None:
    data = build("b")
    row = next(row for row in node_rows(CLAIM, data, "kg") if row.properties["relation"] == "SUPPLIES")
    assert row.links["ATTRIBUTED_TO"] == node_key("kg", TASS)

    words = replace(data, claims=[replace(one, attributed_to="مصادر مطلعة") for one in data.claims])
    for row in node_rows(CLAIM, words, "kg"):
        assert row.links["ATTRIBUTED_TO"] is None
        assert row.properties["attributed_to"] == "مصادر مطلعة"


def test_mentions_of_one_entity_in_one_chunk_are_one_relationship_in_text_order() -> None:
    groups = {kind.type: list(rows) for kind, rows in edge_groups(build("a"), "kg", ONTOLOGY)}
    (row,) = [row for row in groups["FROM_CHUNK"] if row.start == node_key("kg", RUSSIA)]
    assert row.properties["surfaces"] == ["روسيا", "موسكو"]
    assert row.properties["forms"] == ["name", "metonym"]
    assert row.properties["starts"] == [0, 21]


def test_chunks_follow_each_other_within_a_document_only() -> None:
    groups = {kind.type: list(rows) for kind, rows in edge_groups(build("a", "b"), "kg", ONTOLOGY)}
    assert [(row.start, row.end) for row in groups["NEXT_CHUNK"]] == [
        ("kg|document/a/chunk/0", "kg|document/a/chunk/1"),
        ("kg|document/b/chunk/0", "kg|document/b/chunk/1"),
    ]
