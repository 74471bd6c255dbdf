"""Where the actors of the page stand: a force layout, computed once, the same for the same graph.

The strongest actors are placed first and stay; the others settle around them. So the first view, which
shows only the strongest, and the whole graph show an actor at the same place. Springs pull along links
(Fruchterman and Reingold 1991); actors push each other away within a radius, found with a k-d tree, which
keeps the work near-linear. Nothing is random: the start is a spiral, strongest in the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

__all__ = ["CORE", "place"]

#: Actors of the first view.
CORE = 30

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """Actors that come to rest together, up to number `size`, in so many steps.

    Two linked actors rest at about `spacing` units of the page from each other, actors within `reach` push
    each other away, and `gravity`, per unit of distance from the middle, holds together what no link does.
    """

    size: int | None
    steps: int
    spacing: float
    reach: float
    gravity: float


_STAGES = (
    _Stage(size=CORE, steps=400, spacing=260.0, reach=1040.0, gravity=1.0),
    _Stage(size=400, steps=150, spacing=110.0, reach=550.0, gravity=0.1),
    _Stage(size=None, steps=40, spacing=45.0, reach=90.0, gravity=0.02),
)
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def place(count: int, links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a place for each actor.

    Parameters
    ----------
    count : int
        Actors, numbered from the strongest on.
    links : sequence of pairs
        The numbers of the two ends; repeated pairs pull harder.
    """
    pairs, weights = _weighted(links)
    points = np.empty((0, 2))
    for stage in _STAGES:
        size = count if stage.size is None else min(stage.size, count)
        if size > len(points):
            inside = (pairs < size).all(axis=1)
            start = _entry(points, size, pairs[inside], stage.spacing)
            points = _settled(points, start, pairs[inside], weights[inside], stage)
    return [(int(x), int(y)) for x, y in np.rint(points)]


def _weighted(links: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], Points]:
    """Return each unordered pair once, with a weight that grows with the logarithm of its links."""
    ends = np.sort(np.array(links, dtype=np.int64).reshape(-1, 2), axis=1)
    pairs, counts = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0, return_counts=True)
    return pairs.reshape(-1, 2), 1 + np.log(np.maximum(counts, 1)).astype(float)


def _entry(points: Points, size: int, pairs: NDArray[np.int64], spacing: float) -> Points:
    """Return where newcomers start: on a spiral around everything, but mostly amid those they know."""
    fixed = len(points)
    number = np.arange(fixed, size)
    radius = spacing * 0.6 * np.sqrt(number + 1)
    angle = number * _GOLDEN_ANGLE
    spiral = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    sums, known = np.zeros((size, 2)), np.zeros((size, 1))
    for here, there in ((0, 1), (1, 0)):
        old = pairs[pairs[:, there] < fixed]
        np.add.at(sums, old[:, here], points[old[:, there]])
        np.add.at(known, old[:, here], 1)
    amid = sums[fixed:] / np.maximum(known[fixed:], 1)
    return np.where(known[fixed:] > 0, 0.8 * amid + 0.2 * spiral, spiral)


def _settled(
    fixed: Points, start: Points, pairs: NDArray[np.int64], weights: Points, stage: _Stage
) -> Points:
    """Return all points after newcomers have followed the forces, in shorter and shorter steps."""
    points = np.vstack([fixed, start])
    for step in range(stage.steps):
        force = _attraction(points, pairs, weights, stage.spacing)
        force += _repulsion(points, stage.spacing, stage.reach) - stage.gravity * points
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        longest = stage.spacing * (1 - step / stage.steps)
        move = force * (np.minimum(length, longest) / length)[:, None]
        points[len(fixed) :] += move[len(fixed) :]
        points = np.round(points, 3)  # else the last digit of another processor would grow to another picture
    return points


def _attraction(points: Points, pairs: NDArray[np.int64], weights: Points, spacing: float) -> Points:
    """Return the pull of the springs; it is weaker between two who have many, lest all fall together."""
    across = points[pairs[:, 1]] - points[pairs[:, 0]]
    distance = np.hypot(across[:, 0], across[:, 1])
    degree = np.bincount(pairs.ravel(), minlength=len(points))
    shared = np.sqrt(np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]]))
    return _sums(len(points), pairs, across * (weights * distance / spacing / shared)[:, None])


def _repulsion(points: Points, spacing: float, reach: float) -> Points:
    pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    across = points[pairs[:, 1]] - points[pairs[:, 0]]
    squared = np.maximum((across**2).sum(axis=1), 1e-6)
    return _sums(len(points), pairs, -across * (spacing**2 / squared)[:, None])


def _sums(count: int, pairs: NDArray[np.intp] | NDArray[np.int64], pull: Points) -> Points:
    """Return the sum of the pulls on each point: the second of a pair is pulled against the first."""
    total = np.empty((count, 2))
    for axis in (0, 1):
        total[:, axis] = np.bincount(pairs[:, 0], pull[:, axis], count)
        total[:, axis] -= np.bincount(pairs[:, 1], pull[:, axis], count)
    return total
