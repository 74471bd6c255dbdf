"""What people decided: which members an entity has, what joins or parts two of them, and what is open.

The judgement log holds all that is needed: entities are the connected components over "same".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from networkx.utils import UnionFind

from kg.errors import BuildError, NotFoundError
from kg.language.transliterate import slug
from kg.records import Judgement, Verdict
from kg.resolution.clusters import in_force, is_by_person

__all__ = ["JudgementLog", "without_last"]


def without_last(judgements: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Return the judgements without what people decided last, and that: all of one moment.

    Raises
    ------
    BuildError
        When no person has judged.
    """
    everything = tuple(judgements)
    moments = [judgement.at or "" for judgement in everything if is_by_person(judgement)]
    if not moments:
        raise BuildError("No person has judged anything here, so there is nothing to take back.")
    last = tuple(j for j in everything if is_by_person(j) and (j.at or "") == max(moments))
    return tuple(j for j in everything if j not in last), last


@dataclass(frozen=True)
class JudgementLog:
    """The judgements of a build, asked by entity.

    Parameters
    ----------
    judgements : tuple of Judgement
        The whole log.
    entities : frozenset of str
        The ids of the entities of the build.
    """

    judgements: tuple[Judgement, ...]
    entities: frozenset[str]

    def members(self, entity: str) -> tuple[str, ...]:
        """Return the ids that were joined in an entity, its own first."""
        return (entity, *sorted(self._members.get(entity, {entity}) - {entity}))

    def entity_of(self, member: str) -> str | None:
        """Return the entity that an id is a member of; None for an id that the build has not."""
        return self._entity.get(member)

    def member(self, entity: str, name: str) -> str:
        """Return the member of an entity that has this id or name.

        Raises
        ------
        NotFoundError
            With the members as suggestions.
        """
        members = self.members(entity)
        wanted = name.partition("/")[2] or slug(name)
        for member in members:
            if member == name or member.partition("/")[2] == wanted:
                return member
        hint = "Its members: " + ", ".join(members) + "."
        raise NotFoundError(f"{entity} has no member «{name}».", hint, members)

    def between(self, one: str, other: str) -> tuple[Judgement, ...]:
        """Return the judgements in force on members of two entities, surest first."""
        sides = set(self.members(one)), set(self.members(other))
        found = [
            j
            for j in self._in_force
            if (j.left in sides[0] and j.right in sides[1]) or (j.right in sides[0] and j.left in sides[1])
        ]
        return tuple(sorted(found, key=lambda j: (not is_by_person(j), -(j.score or 1.0), j.left, j.right)))

    def path(self, one: str, other: str) -> tuple[Judgement, ...]:
        """Return the fewest "same" judgements that lead from one member to another; empty where none do."""
        before: dict[str, Judgement | None] = {one: None}
        queue = deque([one])
        while queue:
            here = queue.popleft()
            if here == other:
                break
            for judgement in self._same_of.get(here, ()):
                there = judgement.right if judgement.left == here else judgement.left
                if there not in before:
                    before[there] = judgement
                    queue.append(there)
        chain: list[Judgement] = []
        here = other
        while (step := before.get(here)) is not None:
            chain.append(step)
            here = step.right if step.left == here else step.left
        return tuple(reversed(chain))

    def joins(self, entity: str) -> tuple[Judgement, ...]:
        """Return the "same" judgements that hold an entity together, in the order of their ids."""
        inside = set(self.members(entity))
        return tuple(j for j in self._same if j.left in inside)

    def unsure(self) -> tuple[Judgement, ...]:
        """Return what rules leave to people: pairs of different entities on which no person has judged."""
        decided = {frozenset((j.left, j.right)) for j in self._in_force if is_by_person(j)}
        found = [
            j
            for j in self._in_force
            if j.verdict is Verdict.UNSURE
            and frozenset((j.left, j.right)) not in decided
            and self.entity_of(j.left) != self.entity_of(j.right)
        ]
        return tuple(sorted(found, key=lambda j: (-(j.score or 0.0), j.left, j.right)))

    def pairs_to_split(self, entity: str, member: str | None) -> tuple[tuple[str, str], ...]:
        """Return the pairs to judge different: the member and each other one, or all of an entity.

        Raises
        ------
        BuildError
            When the entity has one member only, so that there is nothing to split.
        """
        members = self.members(entity)
        if len(members) < 2:
            raise BuildError(
                f"{entity} was not joined from several, so there is nothing to split.",
                f'See what it is made of with: kg why "{entity}"',
            )
        if member is None:
            return tuple(combinations(members, 2))
        return tuple((min(member, one), max(member, one)) for one in members if one != member)

    @cached_property
    def _in_force(self) -> list[Judgement]:
        return sorted(in_force(self.judgements), key=lambda j: (j.left, j.right, j.by, j.at or ""))

    @cached_property
    def _same(self) -> list[Judgement]:
        return [j for j in self._in_force if j.verdict is Verdict.SAME]

    @cached_property
    def _same_of(self) -> Mapping[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for judgement in self._same:
            found.setdefault(judgement.left, []).append(judgement)
            found.setdefault(judgement.right, []).append(judgement)
        return found

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        union = UnionFind(sorted(self.entities))
        for judgement in self._same:
            union.union(judgement.left, judgement.right)
        return {id_: frozenset(group) for group in union.to_sets() for id_ in sorted(group & self.entities)}

    @cached_property
    def _entity(self) -> Mapping[str, str]:
        return {member: entity for entity, members in self._members.items() for member in members}
