"""The graph in NetworkX: one node an entity, one edge a claim, keyed by the claim's id."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

import networkx as nx

from kg.records import Claim, Entity, Tie

__all__ = ["from_json", "tie_graph", "to_json", "to_networkx"]


def to_networkx(entities: Iterable[Entity], claims: Iterable[Claim]) -> nx.MultiDiGraph[str]:
    """Return the claims as a directed multigraph, subject to object, their columns on the edges."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in sorted(entities, key=lambda entity: entity.id):
        graph.add_node(entity.id, **_attributes(entity, {"id"}))
    for claim in sorted(claims, key=lambda claim: claim.id):
        attributes = _attributes(claim, {"id", "subject_id", "object_id"})
        graph.add_edge(claim.subject_id, claim.object_id, key=claim.id, **attributes)
    return graph


def tie_graph(entities: Iterable[Entity], ties: Iterable[Tie]) -> nx.MultiDiGraph[str]:
    """Return the ties as a directed multigraph, keyed by relation; a symmetric tie is one edge."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in sorted(entities, key=lambda entity: entity.id):
        graph.add_node(entity.id, **_attributes(entity, {"id"}))
    for tie in sorted(ties, key=lambda tie: tie.id):
        attributes = _attributes(tie, {"subject_id", "object_id"})
        graph.add_edge(tie.subject_id, tie.object_id, key=tie.relation, **attributes)
    return graph


def to_json(graph: nx.MultiDiGraph[str]) -> str:
    """Return the graph in node-link form, dates as ISO strings, keys sorted."""
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=_iso) + "\n"


def from_json(text: str) -> nx.MultiDiGraph[str]:
    """Return the graph of a node-link JSON text; dates stay ISO strings."""
    return nx.MultiDiGraph(nx.node_link_graph(json.loads(text), edges="edges"))


def _attributes(record: Any, without: set[str]) -> dict[str, Any]:
    values = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in without}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a graph")
