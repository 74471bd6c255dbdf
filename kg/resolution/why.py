"""Why two names mean one entity, or two: the judgements that decide, or a comparison made now."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from kg.actors import Actors
from kg.errors import NotFoundError
from kg.records import Entity, Judgement, Verdict
from kg.resolution.candidates import Candidate
from kg.resolution.compare import judge
from kg.resolution.people import JudgementLog

__all__ = ["Why", "why"]


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two names mean one entity, and the judgements that say so.

    For one entity, `judgements` lead from one name to the other, or join all its `members`; for two, they
    stand between them, and are the answer to a comparison made now where the build has none.
    """

    one: Entity
    other: Entity
    members: tuple[str, ...]
    judgements: tuple[Judgement, ...]

    @property
    def same(self) -> bool:
        """Whether it is one entity."""
        return self.one.id == self.other.id


def why(log: JudgementLog, one: Entity, other: Entity | None, names: tuple[str, str | None]) -> Why:
    """Return why entities found by these names are one or two; with one name, what it was joined from."""
    if other is not None and other.id != one.id:
        found = log.between(one.id, other.id) or (_compared(one, other),)
        return Why(one, other, (), found)
    chain: tuple[Judgement, ...] = ()
    if other is not None and names[1] is not None:
        with suppress(NotFoundError):  # the names are spellings that needed no judgement
            chain = log.path(log.member(one.id, names[0]), log.member(one.id, names[1]))
    return Why(one, one, log.members(one.id), chain or log.joins(one.id))


def _compared(one: Entity, other: Entity) -> Judgement:
    left, right = sorted((one, other), key=lambda entity: entity.id)
    found = judge(_candidate(left), _candidate(right))
    if found is not None:
        return found
    return Judgement(
        left=left.id,
        right=right.id,
        verdict=Verdict.DIFFERENT,
        by="rule:names",
        score=0.0,
        detail="the knowledge base holds both" if _known(left) and _known(right) else "no name in common",
    )


def _candidate(entity: Entity) -> Candidate:
    return Candidate(
        entity.id,
        entity.type,
        known=_known(entity),
        names=Counter(entity.aliases or (entity.name,)),
        countries=Counter([entity.country_id] if entity.country_id else ()),
    )


def _known(entity: Entity) -> bool:
    return entity.wikidata is not None or Actors.default().get(entity.id) is not None
