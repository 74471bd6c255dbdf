"""A graph as a folder of CSV files for `neo4j-admin database import`, with the command to type."""

from __future__ import annotations

from pathlib import Path

from kg.export.files import write_lines
from kg.graph.data import GraphData
from kg.neo4j.bulk import bulk_files

__all__ = ["export_csv"]


def export_csv(data: GraphData, folder: Path, graph: str = "kg") -> None:
    """Write the files into a folder, each all or nothing, and last the command to type."""
    for name, lines in bulk_files(data, graph):
        write_lines(folder / name, lines)
