"""What changed between two builds: entities, claims and ties that came, went, or gained evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.records import Claim, Entity, Tie

__all__ = ["Change", "GraphDiff", "compare", "diff"]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Change:
    """Ids that were added, removed, or kept with other content; each sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDiff:
    """The changes of two builds, by table."""

    entities: Change
    claims: Change
    ties: Change


def diff(
    old: tuple[Iterable[Entity], Iterable[Claim], Iterable[Tie]],
    new: tuple[Iterable[Entity], Iterable[Claim], Iterable[Tie]],
) -> GraphDiff:
    """Return what a new build changed; each argument holds entities, claims and ties."""
    return GraphDiff(
        entities=compare(old[0], new[0]),
        claims=compare(old[1], new[1]),
        ties=compare(old[2], new[2]),
    )


def compare(old: Iterable[_Record], new: Iterable[_Record]) -> Change:
    """Return what changed between two versions of one table."""
    before = {record.id: record for record in old}
    after = {record.id: record for record in new}
    return Change(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_])),
    )
