"""Clusters from judgements: connected components over "same" that respect every "different".

Invariant: no cluster holds two members that a judgement calls different, whatever similarity says, nor,
unless people say so, two actors of the knowledge base. Judgements of people are applied before those of
rules, surer ones before weaker ones; of two by people on one pair, the later counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from networkx.utils import UnionFind

from kg.errors import BuildError
from kg.records import Judgement, Verdict

__all__ = ["cluster", "in_force", "is_by_person"]

_PERSON = "person:"


def is_by_person(judgement: Judgement) -> bool:
    """Return whether a person judged, not a rule."""
    return judgement.by.startswith(_PERSON)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that count: of people's on one pair the latest, and those of rules.

    Two of the same moment both count.
    """
    latest: dict[tuple[str, ...], str] = {}
    judgements = list(judgements)
    for judgement in judgements:
        if is_by_person(judgement):
            pair = _pair(judgement)
            latest[pair] = max(latest.get(pair, ""), judgement.at or "")
    return [j for j in judgements if not is_by_person(j) or (j.at or "") == latest[_pair(j)]]


def cluster(
    members: Iterable[str], judgements: Iterable[Judgement], known: Collection[str] = ()
) -> list[tuple[str, ...]]:
    """Return the clusters of `members`, each sorted, in the order of their first members.

    Parameters
    ----------
    known : collection of str
        Members of which a cluster holds one at most, unless a person judges two of them the same.

    Raises
    ------
    BuildError
        When people judged two entities the same, directly or through others, and different.

    Examples
    --------
    >>> same = [Judgement(left=a, right=b, verdict=Verdict.SAME, by="rule:name", score=0.9)
    ...         for a, b in ("ad", "bc", "cd")]
    >>> cluster("abcd", same)
    [('a', 'b', 'c', 'd')]
    >>> cluster("abcd", [*same, Judgement(left="a", right="b", verdict=Verdict.DIFFERENT, by="person:me")])
    [('a', 'd'), ('b', 'c')]
    >>> cluster("abcd", same, known={"a", "b"})
    [('a', 'd'), ('b', 'c')]
    """
    names = set(members)
    decided = [j for j in in_force(judgements) if {j.left, j.right} <= names and j.left != j.right]
    by_people = {_pair(j) for j in decided if is_by_person(j) and j.verdict is not Verdict.UNSURE}
    apart: dict[str, set[str]] = {}
    for judgement in decided:
        overruled = not is_by_person(judgement) and _pair(judgement) in by_people
        if judgement.verdict is Verdict.DIFFERENT and not overruled:
            apart.setdefault(judgement.left, set()).add(judgement.right)
            apart.setdefault(judgement.right, set()).add(judgement.left)
    groups = {name: {name} for name in names}
    holders = {name: name in known for name in names}
    union = UnionFind(sorted(names))
    for judgement in sorted((j for j in decided if j.verdict is Verdict.SAME), key=_strength):
        left, right = union[judgement.left], union[judgement.right]
        if left == right:
            continue
        small, large = sorted((groups[left], groups[right]), key=len)
        if any(apart[member] & large for member in small if member in apart):
            if is_by_person(judgement):
                raise BuildError(
                    f"Judgements contradict each other: {judgement.left} and {judgement.right} are judged "
                    "the same, and members of their clusters different.",
                    "Take the last one back with: kg undo",
                )
            continue
        if holders[left] and holders[right] and not is_by_person(judgement):
            continue
        union.union(left, right)
        root = union[left]
        holders[root] = holders[left] or holders[right]
        large |= small
        groups[root] = large
    return sorted(tuple(sorted(group)) for group in union.to_sets())


def _pair(judgement: Judgement) -> tuple[str, ...]:
    return tuple(sorted((judgement.left, judgement.right)))


def _strength(judgement: Judgement) -> tuple[bool, float, str, str]:
    score = judgement.score if judgement.score is not None else 1.0
    left, right = sorted((judgement.left, judgement.right))
    return not is_by_person(judgement), -score, left, right
