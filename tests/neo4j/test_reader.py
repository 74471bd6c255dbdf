"""A graph read back: the frames of the build folder, from the server."""

from __future__ import annotations

import pandas as pd
import pytest

from kg.neo4j import Connection, export_graph, read_frames, read_table
from kg.store.tables import to_arrow, to_frame
from tests.neo4j.samples import build, nasty

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize("data", [build("a", "b"), nasty()], ids=["plain", "nasty"])
def test_frames_are_those_of_the_tables(connection: Connection, graph: str, data: object) -> None:
    export_graph(connection, data, graph)
    frames = read_frames(connection, graph)

    assert list(frames) == ["documents", "entities", "chunks", "claims", "ties"]
    for name, frame in frames.items():
        table = to_frame(to_arrow(name, getattr(data, name))).sort_values("id", ignore_index=True)
        expected = table.drop(columns=["text", "ignored"]) if name == "documents" else table
        read = frame.sort_values("id", ignore_index=True)[list(expected.columns)]
        pd.testing.assert_frame_equal(read, expected, check_dtype=False)


def test_dates_of_an_empty_graph_have_their_type(connection: Connection, graph: str) -> None:
    frame = read_table(connection, "ties", graph)
    assert frame.empty
    assert frame["first_date"].dtype == "datetime64[s]"
    assert frame["claim_count"].dtype == "int64"
