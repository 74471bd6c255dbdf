"""Measures of actors and dyads on the ties."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from kg.ontology import Ontology
from kg.records import Entity, Tie

__all__ = ["centrality", "dyads"]


def centrality(entities: Iterable[Entity], ties: Iterable[Tie], family: str | None = None) -> pd.DataFrame:
    """Return degree, weighted degree, betweenness and PageRank of each actor that has a tie.

    Parameters
    ----------
    family : {"standing", "deed"}, optional
        Only relations of that family.

    Returns
    -------
    DataFrame indexed by entity id, most central first; weights are independent sources.
    """
    ontology = Ontology.default()
    graph: nx.Graph[str] = nx.Graph()
    for tie in ties:
        if family is None or ontology.relation(tie.relation).family == family:
            before = graph.get_edge_data(tie.subject_id, tie.object_id, {"weight": 0})["weight"]
            graph.add_edge(tie.subject_id, tie.object_id, weight=before + tie.source_count)
    names = {entity.id: entity.name for entity in entities}
    frame = pd.DataFrame(
        {
            "name": {node: names[node] for node in graph},
            "degree": dict(graph.degree()),
            "weighted_degree": dict(graph.degree(weight="weight")),
            "betweenness": nx.betweenness_centrality(graph),
            "pagerank": nx.pagerank(graph, weight="weight") if len(graph) else {},
        }
    )
    frame.index.name = "entity_id"
    return (
        frame.reset_index()
        .sort_values(["pagerank", "entity_id"], ascending=[False, True])
        .set_index("entity_id")
    )


def dyads(ties: Iterable[Tie]) -> pd.DataFrame:
    """Return, for each unordered pair of actors, how many ties each quad class holds.

    Returns
    -------
    DataFrame with columns left, right and one for each quad class, `standing` for ties without one.
    """
    rows = [
        {"left": left, "right": right, "quad": tie.quad or "standing", "ties": 1}
        for tie in ties
        for left, right in (sorted((tie.subject_id, tie.object_id)),)
    ]
    if not rows:
        return pd.DataFrame(columns=["left", "right"])
    table = pd.DataFrame(rows).pivot_table(
        index=["left", "right"], columns="quad", values="ties", aggfunc="sum", fill_value=0
    )
    return table.reset_index().rename_axis(columns=None)
