"""A graph in other formats than a running server: files that appear whole or not at all.

`FORMATS` maps the name of a format to its writer, `writer(data, path)`; `csv` writes a folder, the others a
file. Formats for Neo4j, which are in `SCOPED`, take the name of the graph as a third argument.
"""

from collections.abc import Callable

from kg.export.csv import export_csv
from kg.export.cypher import export_cypher
from kg.export.network import export_gexf, export_graphml, export_json

__all__ = [
    "FORMATS",
    "SCOPED",
    "export_csv",
    "export_cypher",
    "export_gexf",
    "export_graphml",
    "export_json",
]

FORMATS: dict[str, Callable[..., None]] = {
    "cypher": export_cypher,
    "csv": export_csv,
    "graphml": export_graphml,
    "gexf": export_gexf,
    "json": export_json,
}
SCOPED = frozenset({"cypher", "csv"})
