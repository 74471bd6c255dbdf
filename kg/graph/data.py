"""All records of a build together: what an export writes and an engine loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.changes import Changed, read_changes
from kg.records import Chunk, Claim, Document, Entity, Mention, Tie
from kg.store import BuildFolder

__all__ = ["GraphData", "read_graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphData:
    """The rows of a build's tables, and what the last build changed in them; all in any order."""

    documents: Sequence[Document] = ()
    chunks: Sequence[Chunk] = ()
    mentions: Sequence[Mention] = ()
    entities: Sequence[Entity] = ()
    claims: Sequence[Claim] = ()
    ties: Sequence[Tie] = ()
    changes: Sequence[Changed] = ()


def read_graph(folder: BuildFolder) -> GraphData:
    """Return what a build folder holds."""
    return GraphData(
        documents=folder.records("documents"),
        chunks=folder.records("chunks"),
        mentions=folder.records("mentions"),
        entities=folder.records("entities"),
        claims=folder.records("claims"),
        ties=folder.records("ties"),
        changes=read_changes(folder),
    )
