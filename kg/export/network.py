"""A graph as files of network programs: GraphML, GEXF (Gephi) and node-link JSON.

GraphML and GEXF hold the ties, which is what such programs draw; JSON holds the claims, as `graph.json`
of a build folder does. The two XML formats know numbers, truth values and text: lists become text with
` | ` between the items, dates ISO text, what is absent is left out, and characters that XML forbids
become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.export.files import replacing, write_lines
from kg.graph.data import GraphData
from kg.graph.network import tie_graph, to_json, to_networkx

__all__ = ["export_gexf", "export_graphml", "export_json"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_json(data: GraphData, path: Path) -> None:
    """Write entities and claims as node-link JSON, all or nothing."""
    write_lines(path, [to_json(to_networkx(data.entities, data.claims))])


def export_graphml(data: GraphData, path: Path) -> None:
    """Write entities and ties as GraphML, all or nothing."""
    with replacing(path) as file:
        nx.write_graphml_xml(_drawable(data), file, edge_id_from_attribute="id")


def export_gexf(data: GraphData, path: Path) -> None:
    """Write entities and ties as GEXF, all or nothing."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_drawable(data))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same graph, the same bytes
    with replacing(path) as file:
        writer.write(file)


def _drawable(data: GraphData) -> nx.MultiDiGraph[str]:
    """Return the ties with plain attributes, and the labels and weights that programs look for."""
    source = tie_graph(data.entities, data.ties)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_, attributes in source.nodes(data=True):
        graph.add_node(_text(id_), **_flat(attributes), label=_text(attributes["name"]))
    for start, end, relation, attributes in source.edges(keys=True, data=True):
        extra = {"label": relation, "weight": attributes["claim_count"]}
        graph.add_edge(_text(start), _text(end), key=relation, **_flat(attributes), **extra)
    return graph


def _flat(attributes: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: _scalar(value) for name, value in attributes.items()}
    return {name: value for name, value in flat.items() if value is not None}


def _scalar(value: Any) -> Any:
    match value:
        case list() | tuple():
            return _text(" | ".join(map(str, value))) or None
        case date():
            return value.isoformat()
        case str():
            return _text(value)
        case _:
            return value


def _text(value: str) -> str:
    return _FORBIDDEN.sub("\ufffd", str(value))
