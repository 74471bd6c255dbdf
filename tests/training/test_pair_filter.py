"""The filter of pairs: the arithmetic at run time is that of training, and the bound keeps what it should."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from kg.extraction.joint.pair_filter import PairFilter


def made(width: int = 6, units: int = 4, factors: int = 3, types: int = 2) -> PairFilter:
    random = np.random.default_rng(3)
    shapes = {
        "subject": (width, units), "object": (width, units), "shift": (units,), "distance": (8, units),
        "out": (units,), "subject_factor": (width, factors), "subject_factor_shift": (factors,),
        "object_factor": (width, factors), "object_factor_shift": (factors,), "bias": (types, types, 8),
        "least": (),
    }  # fmt: skip
    arrays = (random.normal(size=shapes[field.name]).astype(np.float16) for field in fields(PairFilter))
    return PairFilter(*(array.astype(np.float32) for array in arrays))


def test_a_filter_comes_back_from_its_file(tmp_path: Path) -> None:
    chosen = made()
    chosen.save(tmp_path / "pair_filter.npz")
    again = PairFilter.load(tmp_path / "pair_filter.npz")
    for field in fields(PairFilter):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(chosen, field.name))


def test_the_score_of_a_pair_does_not_depend_on_the_others() -> None:
    chosen, vectors = made(), np.random.default_rng(4).normal(size=(3, 6)).astype(np.float32)
    pairs, types = np.array([[0, 1], [1, 0], [2, 1]]), np.array([[0, 1], [1, 0], [0, 1]])
    distance = np.array([0, 3, 7])
    together = chosen.scores(vectors, pairs, types, distance)
    rows = (slice(k, k + 1) for k in range(3))
    alone = [chosen.scores(vectors, pairs[row], types[row], distance[row])[0] for row in rows]
    np.testing.assert_allclose(together, alone, rtol=1e-5)
    assert together[0] != together[1]


def test_pairs_pass_from_the_bound_on() -> None:
    chosen, vectors = made(), np.eye(6, dtype=np.float32)
    pairs = np.array([[i, j] for i in range(6) for j in range(6) if i != j])
    types, distance = np.zeros_like(pairs), np.zeros(len(pairs), dtype=np.int64)
    scores = chosen.scores(vectors, pairs, types, distance)
    bounded = replace(chosen, least=np.sort(scores)[10])
    assert bounded.passes(vectors, pairs, types, distance).sum() == len(pairs) - 10


def test_what_training_folds_scores_as_what_it_fitted() -> None:
    pytest.importorskip("torch", reason="the extra `train` is not installed")
    from kg.training.pair_filter import Examples, bounded, fit, shares

    random = np.random.default_rng(5)
    vectors = random.normal(size=(20_000, 2, 8)).astype(np.float32) * 3 + 1
    # A tie where both first numbers are large: what a filter can learn from the vectors.
    worth = (vectors[:, 0, 0] > 2) & (vectors[:, 1, 0] > 2)
    examples = Examples(
        vectors,
        random.integers(0, 2, (20_000, 2)),
        random.integers(0, 8, 20_000),
        np.where(worth, 1.0, -5.0).astype(np.float32),
    )
    found = shares(bounded(fit(examples, types=2), examples), examples)
    assert found["claimed_kept"] >= 0.99
    assert found["read"] < 0.5
