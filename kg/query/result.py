"""What a statement answers: columns and rows of plain values, the same from every engine.

Nodes and relationships are dicts of their properties without the writer's own (`key`, `graph`, `digest`),
paths are lists of both in turn, dates are `datetime.date`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.neo4j.schema import BOOKKEEPING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["QueryResult", "visible"]

_HIDDEN = frozenset(one.name for one in BOOKKEEPING)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Columns and rows. `changes` is what the server counted as changed, by name; empty after a read."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas frame: lists, nodes and dates stay Python objects in their cells."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def visible(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a node or relationship that a person looks for, by name."""
    return {name: properties[name] for name in sorted(properties) if name not in _HIDDEN}
