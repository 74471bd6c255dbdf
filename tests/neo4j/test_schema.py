"""The layout as data: what every kind must keep to, and the whole text of the statements made from it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kg.errors import OntologyError
from kg.neo4j.schema import (
    CLAIM,
    DOCUMENT,
    EDGES,
    ENTITY,
    FULLTEXT,
    NODES,
    TIE_PROPERTIES,
    EdgeKind,
    NodeKind,
    tie_kind,
)
from kg.neo4j.statements import merge_edges, merge_nodes, read_nodes, schema_statements
from kg.ontology import Ontology
from kg.records import EntityType, Tie
from kg.store.tables import TABLES

TIES = [tie_kind(relation.name, Ontology.default()) for relation in Ontology.default()]


@pytest.mark.parametrize("kind", NODES, ids=lambda kind: kind.label)
def test_node_kind_holds_the_columns_of_its_table(kind: NodeKind) -> None:
    columns = {f.name for f in fields(TABLES[kind.table].record)}
    extra = {"name_keys"} if kind is ENTITY else set()
    missing = {"text", "ignored"} if kind is DOCUMENT else set()
    assert {one.name for one in kind.properties} == (columns | extra) - missing


@pytest.mark.parametrize("kind", NODES, ids=lambda kind: kind.label)
def test_node_kind_points_to_kinds_written_before_it(kind: NodeKind) -> None:
    earlier = [one.label for one in NODES[: NODES.index(kind)]]
    columns = {one.name for one in kind.properties}
    for link in kind.links:
        assert link.target in earlier
        assert link.column in columns


@pytest.mark.parametrize("kind", [*EDGES, *TIES], ids=lambda kind: kind.type)
def test_names_are_ascii_and_need_no_quotes(kind: EdgeKind) -> None:
    for name in (kind.type, kind.start, kind.end, *(one.name for one in kind.properties)):
        assert name.isascii()
        assert name.isidentifier()


def test_ties_carry_their_columns_and_types_come_from_the_ontology() -> None:
    assert [one.name for one in TIE_PROPERTIES] == [f.name for f in fields(Tie)]
    assert {kind.type for kind in TIES} == set(Ontology.default().relations)
    with pytest.raises(OntologyError):
        tie_kind("LIKES", Ontology.default())


def test_entities_have_the_types_of_the_records() -> None:
    assert set(ENTITY.types) == set(EntityType)


def test_full_text_indexes_stand_on_properties_of_their_label() -> None:
    by_label = {kind.label: {one.name for one in kind.properties} for kind in NODES}
    for index in FULLTEXT:
        assert set(index.properties) <= by_label[index.label]


def test_claims_are_written_in_one_statement() -> None:
    assert merge_nodes(CLAIM) == (
        "UNWIND $rows AS row\n"
        "MATCH (subject:__Entity__ {key: row.links.SUBJECT})\n"
        "MATCH (object:__Entity__ {key: row.links.OBJECT})\n"
        "MATCH (from_chunk:Chunk {key: row.links.FROM_CHUNK})\n"
        "OPTIONAL MATCH (attributed_to:__Entity__ {key: row.links.ATTRIBUTED_TO})\n"
        "MERGE (n:Claim {key: row.key})\n"
        "SET n += row.properties\n"
        "WITH n, row, subject, object, from_chunk, attributed_to\n"
        "CALL (n) { MATCH (n)-[old:SUBJECT|OBJECT|FROM_CHUNK|ATTRIBUTED_TO]->() DELETE old }\n"
        "CREATE (n)-[:SUBJECT]->(subject)\n"
        "CREATE (n)-[:OBJECT]->(object)\n"
        "CREATE (n)-[:FROM_CHUNK]->(from_chunk)\n"
        "FOREACH (target IN CASE WHEN attributed_to IS NULL THEN [] ELSE [attributed_to] END "
        "| CREATE (n)-[:ATTRIBUTED_TO]->(target))\n"
        "RETURN row.key AS key"
    )


def test_ties_are_merged_by_static_type_and_key() -> None:
    assert merge_edges(tie_kind("SUPPLIES", Ontology.default())) == (
        "UNWIND $rows AS row\n"
        "MATCH (a:__Entity__ {key: row.start})\n"
        "MATCH (b:__Entity__ {key: row.end})\n"
        "MERGE (a)-[r:SUPPLIES {key: row.key}]->(b)\n"
        "SET r += row.properties\n"
        "RETURN row.key AS key"
    )


def test_state_is_read_by_the_index_on_keys() -> None:
    assert read_nodes(ENTITY) == (
        "MATCH (n:__Entity__) WHERE n.key STARTS WITH $prefix\n"
        "RETURN n.key AS key, n.digest AS digest, 0 AS links"
    )


def test_constraints_come_before_indexes_and_may_be_there() -> None:
    statements = list(schema_statements())
    assert [text.split()[1] for text in statements] == ["CONSTRAINT"] * 5 + ["TEXT"] * 4 + ["FULLTEXT"] * 3
    assert all(" IF NOT EXISTS " in text for text in statements)
    assert statements[9] == (
        "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:__Entity__) "
        "ON EACH [n.name, n.name_ar, n.name_en, n.aliases, n.name_keys]\n"
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'arabic'}}"
    )
