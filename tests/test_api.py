"""The library as a notebook uses it, on the bundled sample."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import kg
from kg.api import sample_texts
from kg.errors import BuildError, NotFoundError
from kg.graph.evidence import segments


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    return kg.build(out=tmp_path_factory.mktemp("api") / "build")


def test_tables_are_frames_that_point_to_each_other(graph: kg.Graph) -> None:
    ids = set(graph.entities["id"])
    assert len(graph.documents) == len(list(sample_texts().glob("*.txt")))
    assert set(graph.mentions["entity_id"]) == ids
    assert set(graph.claims["subject_id"]) | set(graph.claims["object_id"]) <= ids
    assert set(graph.claims["chunk_id"]) <= set(graph.chunks["id"])
    assert set(graph.claims["subject_mention_id"]) <= set(graph.mentions["id"])
    supported = {claim for claims in graph.ties["claim_ids"] for claim in claims}
    assert supported <= set(graph.claims["id"])


def test_every_mention_and_sentence_lies_where_it_says(graph: kg.Graph) -> None:
    texts = graph.documents.set_index("id")["text"]
    for mention in graph.mentions.itertuples():
        assert texts[mention.document_id][mention.start : mention.end] == mention.surface
    for claim in graph.claims.itertuples():
        assert texts[claim.document_id][claim.sentence_start : claim.sentence_end] == claim.sentence


def test_the_graph_is_a_multigraph_of_claims(graph: kg.Graph) -> None:
    assert isinstance(graph.nx, nx.MultiDiGraph)
    assert {key for *_, key in graph.nx.edges(keys=True)} == set(graph.claims["id"])
    assert graph.nx.nodes["country/russia"]["name_en"] == "Russia"


def test_neighbors_are_the_ends_of_the_ties(graph: kg.Graph) -> None:
    frame = graph.neighbors("بوتين")
    assert isinstance(frame, pd.DataFrame)
    row = frame[(frame["relation"] == "LEADS")].iloc[0]
    assert (row["direction"], row["neighbor_id"]) == ("out", "country/russia")
    assert set(frame["tie_id"]) <= set(graph.ties["id"])


def test_cypher_answers_with_a_frame_and_takes_parameters(graph: kg.Graph) -> None:
    frame = graph.cypher("MATCH (p:Person)-[:LEADS]->(c {id: $id}) RETURN p.id AS id", id="country/russia")
    assert "person/vladimir-putin" in set(frame["id"])


def test_a_tie_is_found_by_id_by_names_and_from_both_ends_where_it_is_mutual(graph: kg.Graph) -> None:
    tie = graph.tie("بوتين:VISITED:North Korea")
    assert graph.tie(tie.id) == tie
    mutual = next(t for t in graph.ties_of("كيم جونغ أون") if t.relation == "MET_WITH")
    assert graph.tie(f"{mutual.object_id}:MET_WITH:{mutual.subject_id}") == mutual
    with pytest.raises(NotFoundError, match="kg ties"):
        graph.tie("North Korea:VISITED:بوتين")


def test_the_evidence_of_a_tie_marks_both_names(graph: kg.Graph) -> None:
    for one in graph.evidence("بوتين:LEADS:روسيا"):
        roles = {role for _, role in segments(one.claim.sentence, one.marks)}
        assert {"subject", "object"} <= roles


def test_the_graph_says_what_it_holds(graph: kg.Graph) -> None:
    assert f"{len(graph.claims):,} claims" in repr(graph)
    assert graph.summary()["tables"]["ties"] == len(graph.ties)


def test_one_path_several_paths_and_a_configuration_file_are_taken(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"زار بوتين الصين. {name}", encoding="utf-8")
    settings = tmp_path / "kg.yaml"
    settings.write_text("extraction: {min_confidence: 1.0}\n", encoding="utf-8")
    one = kg.build(tmp_path / "a.txt", tmp_path / "one")
    two = kg.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "two", settings)
    assert (len(one.documents), len(two.documents)) == (1, 2)
    assert len(one.claims) > 0
    assert two.claims.empty


def test_opening_what_is_no_build_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="kg build"):
        kg.open(tmp_path / "nowhere")
