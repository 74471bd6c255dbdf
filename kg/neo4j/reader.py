"""A graph on a server as pandas frames, with the columns of the build's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.neo4j import statements
from kg.neo4j.connect import Connection
from kg.neo4j.rows import check_graph_name
from kg.neo4j.schema import NODES, TIE_PROPERTIES, Kind, NodeKind, Property

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_frames", "read_table"]

_TABLES = {kind.table: kind for kind in NODES}


def read_frames(connection: Connection, graph: str = "kg") -> dict[str, pd.DataFrame]:
    """Return documents, chunks, entities, claims and ties of a graph by table name, rows by id."""
    return {table: read_table(connection, table, graph) for table in (*_TABLES, "ties")}


def read_table(connection: Connection, table: str, graph: str = "kg") -> pd.DataFrame:
    """Return one table of a graph: dates as `datetime64[s]`, lists as tuples, columns in the record's order.

    The texts of documents are in the chunks, so `documents` has no `text`.

    Raises
    ------
    KeyError
        When the graph has no table of that name.
    """
    prefix = f"{check_graph_name(graph)}|"
    if table == "ties":
        text, properties = statements.read_edge_rows("__Entity__", "__Entity__"), TIE_PROPERTIES
    else:
        kind: NodeKind = _TABLES[table]
        text, properties = statements.read_node_rows(kind), kind.properties
    rows = [record["properties"] for record in connection.read(text, prefix=prefix)]
    return _frame(properties, rows)


def _frame(properties: Iterable[Property], rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({one.name: _column(one, [row.get(one.name) for row in rows]) for one in properties})


def _column(property_: Property, values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    match property_.kind:
        case Kind.DATE:
            dates = [None if value is None else value.to_native() for value in values]
            return pd.Series(dates, dtype="datetime64[s]")
        case Kind.STRINGS | Kind.INTEGERS:
            return pd.Series([tuple(value or ()) for value in values], dtype=object)
        case Kind.INTEGER:
            return pd.Series(values, dtype="Int64" if None in values else "int64")
        case Kind.FLOAT:
            return pd.Series(values, dtype="float64")
        case Kind.BOOLEAN:
            return pd.Series(values, dtype=bool)
        case Kind.STRING:
            return pd.Series(values, dtype="str")
