"""All records of a build together: what an export writes and an engine loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Chunk, Claim, Document, Entity, Mention, Tie
from kg.store import BuildFolder

__all__ = ["GraphData", "read_graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphData:
    """The rows of a build's tables, in any order."""

    documents: Sequence[Document] = ()
    chunks: Sequence[Chunk] = ()
    mentions: Sequence[Mention] = ()
    entities: Sequence[Entity] = ()
    claims: Sequence[Claim] = ()
    ties: Sequence[Tie] = ()


def read_graph(folder: BuildFolder) -> GraphData:
    """Return the rows of a build folder's tables."""
    return GraphData(
        documents=folder.records("documents"),
        chunks=folder.records("chunks"),
        mentions=folder.records("mentions"),
        entities=folder.records("entities"),
        claims=folder.records("claims"),
        ties=folder.records("ties"),
    )
