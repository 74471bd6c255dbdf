"""The graph in Neo4j: its schema as data, generated Cypher, a writer of differences, a reader."""

from kg.neo4j.connect import Connection, Server, connect
from kg.neo4j.graphs import GraphInfo, list_graphs
from kg.neo4j.reader import read_frames, read_table
from kg.neo4j.writer import Change, ExportResult, clear_graph, export_graph

__all__ = [
    "Change",
    "Connection",
    "ExportResult",
    "GraphInfo",
    "Server",
    "clear_graph",
    "connect",
    "export_graph",
    "list_graphs",
    "read_frames",
    "read_table",
]
