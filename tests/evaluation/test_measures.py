"""Measures on examples small enough to count by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.measures import Count, b_cubed, calibrate, interval, total

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=20)
SETS = st.sets(st.integers(0, 9))


def test_precision_and_recall_of_sets() -> None:
    count = Count.of_sets({1, 2, 3, 4}, {1, 2, 5})
    assert (count.precision, count.recall) == (2 / 4, 2 / 3)
    assert count.f1 == pytest.approx(4 / 7)


def test_an_optional_item_is_neither_right_nor_wrong() -> None:
    with_it, without = (Count.of_sets(found, {1}, optional={1, 2}) for found in ({1, 2}, {1}))
    assert with_it == without == Count.of_sets({1}, {1})


def test_nothing_predicted_scores_nothing_and_divides_by_nothing() -> None:
    assert Count.of_sets(set(), {1}).f1 == 0.0
    assert Count().empty
    assert Count().f1 == 0.0


@given(SETS, SETS)
def test_precision_of_one_side_is_recall_of_the_other(one: set[int], other: set[int]) -> None:
    assert Count.of_sets(one, other).precision == Count.of_sets(other, one).recall
    assert Count.of_sets(one, other).f1 == Count.of_sets(other, one).f1


def test_counts_add_up_over_documents_before_they_are_divided() -> None:
    small, large = Count.of_sets({1}, {1}), Count.of_sets(set(range(9)), {99})
    assert total([small, large]).precision == 1 / 10


def test_b_cubed_punishes_a_wrong_merge_in_precision_and_a_split_in_recall() -> None:
    merged = b_cubed([("a", 1), ("a", 1), ("b", 1)])
    assert merged.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert merged.recall == 1.0
    split = b_cubed([("a", 1), ("a", 1), ("a", 2)])
    assert split.precision == 1.0
    assert split.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


@given(PAIRS, st.randoms(use_true_random=False))
def test_b_cubed_does_not_depend_on_the_order_of_mentions(
    pairs: list[tuple[str, int]], shuffle: random.Random
) -> None:
    other = pairs.copy()
    shuffle.shuffle(other)
    assert b_cubed(other) == b_cubed(pairs)


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_the_same_clusters_under_other_names_are_perfect(clusters: list[str]) -> None:
    assert b_cubed([(name, name.upper()) for name in clusters]).f1 == pytest.approx(1.0)


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    counts = [Count.of_sets(set(range(n)), set(range(0, 40, 3))) for n in range(1, 20)]
    low, high = interval(counts)
    assert low < total(counts).f1 < high
    assert interval(counts) == (low, high)
    assert interval(counts, seed=1) != (low, high)


def test_equal_documents_have_an_interval_without_width() -> None:
    assert interval([Count.of_sets({1}, {1, 2})] * 5) == pytest.approx((2 / 3, 2 / 3))
    assert interval([]) == (0.0, 0.0)


def test_calibration_is_perfect_where_confidence_is_the_share_that_is_right() -> None:
    judged = [(0.75, True)] * 3 + [(0.75, False)]
    assert calibrate(judged).error == 0.0
    (one,) = calibrate(judged).bins
    assert (one.low, one.high, one.count, one.precision) == (0.7, 0.8, 4, 0.75)


def test_overconfidence_shows_as_error_weighted_by_count() -> None:
    judged = [(0.95, False), (0.25, False), (0.25, False), (0.25, True)]
    assert calibrate(judged).error == pytest.approx((0.95 + 3 * (1 / 3 - 0.25)) / 4)


def test_full_confidence_is_in_the_last_bin() -> None:
    assert calibrate([(1.0, True)]).bins[0].high == 1.0
    assert calibrate([]).error == 0.0
