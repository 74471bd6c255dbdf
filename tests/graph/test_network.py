"""The NetworkX graph, its JSON form, measures and the diff of two builds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import networkx as nx

from kg.graph.diff import diff
from kg.graph.measures import centrality, dyads
from kg.graph.network import from_json, tie_graph, to_json, to_networkx
from kg.graph.ties import make_ties
from kg.records import Entity, EntityType
from tests.builders import claim, document

ENTITIES = [
    Entity(id=f"country/{name}", type=EntityType.COUNTRY, name=name, aliases=(name,)) for name in "abc"
]
CLAIMS = [
    claim("country/a", "SUPPLIES", "country/b", start=0, date_start=date(2024, 6, 19)),
    claim("country/a", "SUPPLIES", "country/b", start=9),
    claim("country/b", "RIVAL_OF", "country/c", start=20),
]


def test_each_claim_is_an_edge_keyed_by_its_id() -> None:
    graph = to_networkx(ENTITIES, CLAIMS)
    assert isinstance(graph, nx.MultiDiGraph)
    assert {key for *_, key in graph.edges(keys=True)} == {one.id for one in CLAIMS}
    assert graph.edges["country/a", "country/b", CLAIMS[0].id]["relation"] == "SUPPLIES"


def test_json_keeps_nodes_edges_and_keys() -> None:
    graph = to_networkx(ENTITIES, CLAIMS)
    again = from_json(to_json(graph))
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    assert again.edges["country/a", "country/b", CLAIMS[0].id]["date_start"] == "2024-06-19"
    assert to_json(again) == to_json(graph)


def test_the_tie_graph_is_keyed_by_relation() -> None:
    graph = tie_graph(ENTITIES, make_ties(CLAIMS, [document()]))
    assert set(graph.edges(keys=True)) == {
        ("country/a", "country/b", "SUPPLIES"),
        ("country/b", "country/c", "RIVAL_OF"),
    }


def test_centrality_counts_deeds_or_standing_ties() -> None:
    ties = make_ties(CLAIMS, [document()])
    assert centrality(ENTITIES, ties).index[0] == "country/b"
    assert set(centrality(ENTITIES, ties, "deed").index) == {"country/a", "country/b"}
    assert centrality(ENTITIES, []).empty


def test_dyads_count_quad_classes() -> None:
    table = dyads(make_ties(CLAIMS, [document()])).set_index(["left", "right"])
    assert table.loc[("country/a", "country/b"), "material cooperation"] == 1
    assert table.loc[("country/b", "country/c"), "standing"] == 1
    assert dyads([]).empty


def test_the_diff_names_what_came_went_and_changed() -> None:
    old, new = CLAIMS[:2], [replace(CLAIMS[0], confidence=0.5), CLAIMS[2]]
    changes = diff((ENTITIES, old, make_ties(old, [])), (ENTITIES, new, make_ties(new, [])))
    assert changes.claims.added == (CLAIMS[2].id,)
    assert changes.claims.removed == (CLAIMS[1].id,)
    assert changes.claims.changed == (CLAIMS[0].id,)
    assert changes.ties.changed == ("country/a:SUPPLIES:country/b",)
    assert changes.entities.changed == ()
