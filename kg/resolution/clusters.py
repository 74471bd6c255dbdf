"""Clusters from judgements: connected components over "same" that respect every "different".

Invariant: no cluster holds two members that a judgement calls different, whatever similarity says;
judgements of people are applied before those of rules, surer ones before weaker ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from networkx.utils import UnionFind

from kg.errors import BuildError
from kg.records import Judgement, Verdict

__all__ = ["cluster"]


def cluster(members: Iterable[str], judgements: Iterable[Judgement]) -> list[tuple[str, ...]]:
    """Return the clusters of `members`, each sorted, in the order of their first members.

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
    """
    names = set(members)
    known = [j for j in judgements if j.left in names and j.right in names and j.left != j.right]
    apart: dict[str, set[str]] = {}
    for judgement in known:
        if judgement.verdict is Verdict.DIFFERENT:
            apart.setdefault(judgement.left, set()).add(judgement.right)
            apart.setdefault(judgement.right, set()).add(judgement.left)
    groups = {name: {name} for name in names}
    union = UnionFind(sorted(names))
    for judgement in sorted((j for j in known if j.verdict is Verdict.SAME), key=_strength):
        left, right = union[judgement.left], union[judgement.right]
        if left == right:
            continue
        if any(apart.get(member, set()) & groups[right] for member in groups[left]):
            if judgement.by.startswith("person:"):
                raise BuildError(
                    f"Judgements contradict each other: {judgement.left} and {judgement.right} are judged "
                    "the same, and members of their clusters different.",
                    f'Take one back with: kg split "{judgement.left}"',
                )
            continue
        union.union(left, right)
        root = union[left]
        groups[root] = groups[left] | groups[right]
    return sorted(tuple(sorted(group)) for group in union.to_sets())


def _strength(judgement: Judgement) -> tuple[bool, float, str, str]:
    score = judgement.score if judgement.score is not None else 1.0
    left, right = sorted((judgement.left, judgement.right))
    return not judgement.by.startswith("person:"), -score, left, right
