"""The graph to zoom, drag and search in Jupyter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from kg.display.picture import COLOURS, kind
from kg.graph.measures import strength
from kg.records import Entity, Tie
from kg.wording import plain_names

if TYPE_CHECKING:
    from ipysigma import Sigma

__all__ = ["widget"]

_TYPES = {
    "Country": "#3fa96a",
    "Person": "#7a5cc0",
    "Organization": "#d9a53b",
    "Group": "#c9588f",
    "Place": "#8b8f96",
}


def widget(entities: Mapping[str, Entity], ties: Iterable[Tie], limit: int) -> Sigma:
    """Return the strongest actors and their ties as a widget of ipysigma; it works offline.

    Actors are as large as their ties have independent sources and coloured by type, ties by cooperation and
    conflict. The layout has a seed: the same graph gives the same picture.
    """
    from ipysigma import Sigma

    graph = _graph(entities, sorted(ties, key=lambda tie: tie.id), limit)
    places = nx.forceatlas2_layout(nx.Graph(graph), scaling_ratio=20, strong_gravity=True, seed=0)
    return Sigma(
        graph,
        layout={actor: {"x": float(x), "y": float(y)} for actor, (x, y) in places.items()},
        node_size="sources",
        node_size_range=(4, 16),
        node_color="type",
        node_color_palette=_TYPES,
        edge_color="kind",
        edge_color_palette=COLOURS,
        edge_size="sources",
        edge_size_range=(1, 5),
        default_edge_type="curve",
        clickable_edges=True,
        label_grid_cell_size=120,
        label_font="DejaVu Sans, Noto Sans Arabic, sans-serif",
        height=600,
    )


def _graph(entities: Mapping[str, Entity], ties: Sequence[Tie], limit: int) -> nx.MultiDiGraph[str]:
    """Return what the widget draws and what it says of a node or edge that is clicked."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor, sources in list(strength(ties).items())[:limit]:
        entity = entities[actor]
        graph.add_node(actor, label=plain_names(entity), type=str(entity.type), sources=sources)
    for tie in ties:
        if tie.subject_id in graph and tie.object_id in graph:
            graph.add_edge(
                tie.subject_id,
                tie.object_id,
                relation=tie.relation,
                kind=kind(tie),
                claims=tie.claim_count,
                sources=tie.source_count,
            )
    return graph
