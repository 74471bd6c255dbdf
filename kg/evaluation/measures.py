"""Counts that add up, and what is told from them: precision, recall, intervals, clusters, calibration."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bin", "Calibration", "Count", "b_cubed", "calibrate", "interval", "total"]


@dataclass(frozen=True, slots=True)
class Count:
    """What was predicted and how much of it is right; what gold holds and how much of it was found.

    For sets `right` and `found` are the same; for clusters they are sums of shares (see `b_cubed`).

    >>> count = Count.of_sets({1, 2, 3, 9}, {1, 2, 4, 5}, optional={9})
    >>> round(count.precision, 3), count.recall
    (0.667, 0.5)
    """

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    @classmethod
    def of_sets(
        cls, predicted: Set[Hashable], gold: Set[Hashable], optional: Set[Hashable] = frozenset()
    ) -> Count:
        """Compare two sets; what is `optional` and not in `gold` is neither right nor wrong."""
        right = len(predicted & gold)
        return cls(right, len(predicted - (optional - gold)), right, len(gold))

    @classmethod
    def of_share(cls, right: float, of: float) -> Count:
        """Return a plain share: its precision, recall and F1 are the accuracy."""
        return cls(right, of, right, of)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 when gold is empty."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def empty(self) -> bool:
        """Whether there was nothing to predict and nothing predicted."""
        return not self.predicted and not self.gold

    def __add__(self, other: Count) -> Count:
        return Count(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )


def total(counts: Iterable[Count]) -> Count:
    """Return the sum."""
    return sum(counts, Count())


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> Count:
    """Compare two clusterings of the same mentions, given as (gold cluster, predicted cluster) of each.

    Precision of a mention is the share of its predicted cluster that is in its gold cluster, recall the
    reverse; both are averaged over mentions (B³; Bagga and Baldwin 1998).

    >>> split = b_cubed([("a", 1), ("a", 2)])
    >>> split.precision, split.recall
    (1.0, 0.5)
    """
    cells = Counter(pairs)
    golds = Counter(gold for gold, _ in pairs)
    predictions = Counter(predicted for _, predicted in pairs)
    # ordered by value, so that the sums do not depend on the order of the pairs
    squares = sorted((n * n, predictions[predicted], golds[gold]) for (gold, predicted), n in cells.items())
    return Count(
        sum(square / size for square, size, _ in squares),
        len(pairs),
        sum(square / size for square, _, size in squares),
        len(pairs),
    )


@cache
def _resamples(count: int, samples: int, seed: int) -> NDArray[np.intp]:
    numbers = random.Random(seed)  # noqa: S311 (statistics)
    drawn = [numbers.randrange(count) for _ in range(samples * count)]
    return np.array(drawn, dtype=np.intp).reshape(samples, count)


def interval(
    counts: Sequence[Count],
    value: Callable[[Count], float] = attrgetter("f1"),
    *,
    level: float = 0.95,
    samples: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Return the bootstrap interval of a figure, documents drawn with replacement.

    Parameters
    ----------
    counts : sequence of Count
        One for each document, in a fixed order.
    value : callable
        The figure: precision, recall or, by default, F1 of the sum.
    """
    if not counts:
        return 0.0, 0.0
    rows = np.array([(c.right, c.predicted, c.found, c.gold) for c in counts])
    sums: Any = rows[_resamples(len(counts), samples, seed)].sum(axis=1)
    values = sorted(value(Count(*row)) for row in sums.tolist())
    outside = (1 - level) / 2
    return values[round(samples * outside)], values[min(round(samples * (1 - outside)), samples - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Predictions with a confidence from `low` to `high`: number, mean confidence, share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The bins that hold something, and the expected calibration error: the mean gap, weighted by count."""

    bins: tuple[Bin, ...]
    error: float


def calibrate(judged: Iterable[tuple[float, bool]], bins: int = 10) -> Calibration:
    """Compare confidences with outcomes in bins of equal width (Guo et al. 2017).

    >>> calibrate([(0.9, True), (0.9, False)]).error
    0.4
    """
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        groups.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    filled = tuple(
        Bin(
            low=n / bins,
            high=(n + 1) / bins,
            count=len(group),
            confidence=sum(sorted(confidence for confidence, _ in group)) / len(group),
            precision=sum(right for _, right in group) / len(group),
        )
        for n, group in sorted(groups.items())
    )
    count = sum(one.count for one in filled)
    gap = sum(one.count * abs(one.confidence - one.precision) for one in filled)
    return Calibration(bins=filled, error=gap / count if count else 0.0)
