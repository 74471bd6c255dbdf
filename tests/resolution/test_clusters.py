"""Clusters respect every judgement and no order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BuildError
from kg.records import Judgement, Verdict
from kg.resolution.clusters import cluster


def same(left: str, right: str, score: float = 0.9, by: str = "rule:name") -> Judgement:
    return Judgement(left=left, right=right, verdict=Verdict.SAME, by=by, score=score)


def different(left: str, right: str, by: str = "person:me") -> Judgement:
    return Judgement(left=left, right=right, verdict=Verdict.DIFFERENT, by=by)


def test_every_order_of_judgements_gives_the_same_clusters() -> None:
    judgements = [same("1", "4"), same("2", "3"), same("3", "4")]
    results = {tuple(cluster("1234", order)) for order in permutations(judgements)}
    assert results == {(("1", "2", "3", "4"),)}


def test_a_different_judgement_beats_similarity() -> None:
    assert cluster("ab", [same("a", "b", 1.0), different("a", "b")]) == [("a",), ("b",)]


def test_a_different_judgement_holds_through_others() -> None:
    clusters = cluster("abc", [same("a", "b", 0.95), same("b", "c", 0.9), different("a", "c")])
    assert clusters == [("a", "b"), ("c",)]


def test_people_go_before_rules() -> None:
    judgements = [same("a", "b", 1.0), same("b", "c", 0.5, by="person:me"), different("a", "c")]
    assert cluster("abc", judgements) == [("a",), ("b", "c")]


def test_contradicting_people_are_told() -> None:
    with pytest.raises(BuildError, match="contradict"):
        cluster("ab", [same("a", "b", by="person:me"), different("a", "b", by="person:you")])


def test_unsure_merges_nothing() -> None:
    unsure = Judgement(left="a", right="b", verdict=Verdict.UNSURE, by="rule:name", score=0.8)
    assert cluster("ab", [unsure]) == [("a",), ("b",)]


PAIRS = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))


@given(
    st.lists(st.builds(lambda p, s: same(*p, s), PAIRS, st.sampled_from([0.9, 0.95, 1.0]))),
    st.lists(st.builds(lambda p: different(*p, by="rule:test"), PAIRS)),
    st.randoms(use_true_random=False),
)
def test_any_order_same_clusters_and_no_forbidden_pair(sames: list, differents: list, random) -> None:
    judgements = [*sames, *differents]
    clusters = cluster("abcdef", judgements)
    random.shuffle(judgements)
    assert cluster("fedcba", judgements) == clusters
    home = {member: group for group in clusters for member in group}
    assert sorted(home) == list("abcdef")
    for judgement in differents:
        if judgement.left != judgement.right:
            assert home[judgement.left] != home[judgement.right]
