"""Claims as a graph: NetworkX, ties, evidence, names to look up, measures, the diff of two builds."""

from kg.graph.diff import GraphDiff, diff
from kg.graph.evidence import Evidence, evidence
from kg.graph.lookup import NameIndex
from kg.graph.measures import centrality, dyads
from kg.graph.network import from_json, tie_graph, to_json, to_networkx
from kg.graph.ties import make_ties, makes_tie, tie_id

__all__ = [
    "Evidence",
    "GraphDiff",
    "NameIndex",
    "centrality",
    "diff",
    "dyads",
    "evidence",
    "from_json",
    "make_ties",
    "makes_tie",
    "tie_graph",
    "tie_id",
    "to_json",
    "to_networkx",
]
