"""Which pairs of entities are worth reading: a small network over their vectors, before the large one.

Two of three pairs of a window have no tie that anyone would claim, and the vectors of the two entities, their
types and their distance tell most of them. The others run through all layers of the joint network.

    score = bilinear(subject, object) + out(relu(subject + object + distance)) + bias[types, distance]

File ``pair_filter.npz``: the arrays of :class:`PairFilter`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]
Int = NDArray[np.int64]

FILE = "pair_filter.npz"


@dataclass(frozen=True, slots=True)
class PairFilter:
    """Weights of the filter; T types, D distance buckets, H the width of entity vectors.

    subject, object : [H, U] and shift : [U], what the entities give to the hidden units
    distance : [D, U]
    out : [U]
    subject_factor, object_factor : [H, F], and their shifts : [F], the bilinear form
    bias : [T, T, D]
    least : [], pairs with a lower score are not read
    """

    subject: Float
    object: Float
    shift: Float
    distance: Float
    out: Float
    subject_factor: Float
    subject_factor_shift: Float
    object_factor: Float
    object_factor_shift: Float
    bias: Float
    least: Float

    @classmethod
    def load(cls, path: Path) -> PairFilter:
        """Read what :meth:`save` wrote."""
        with np.load(path) as file:
            return cls(*(file[field.name].astype(np.float32) for field in fields(cls)))

    def save(self, path: Path) -> None:
        """Write the arrays in 16 bits."""
        np.savez(path, **{field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)})

    def scores(self, vectors: Float, pairs: Int, types: Int, distance: Int) -> Float:
        """Return the score [P] of each pair.

        vectors : [E, H] of the entities
        pairs, types : [P, 2] subject and object, as rows of `vectors`, and as numbers of their types
        distance : [P] buckets
        """
        subject, object_ = pairs[:, 0], pairs[:, 1]
        hidden = (vectors @ self.subject)[subject] + (vectors @ self.object)[object_] + self.shift
        hidden = np.maximum(hidden + self.distance[distance], 0)
        left = vectors @ self.subject_factor + self.subject_factor_shift
        right = vectors @ self.object_factor + self.object_factor_shift
        scores: Float = (
            hidden @ self.out
            + (left[subject] * right[object_]).sum(-1)
            + self.bias[types[:, 0], types[:, 1], distance]
        )
        return scores

    def passes(self, vectors: Float, pairs: Int, types: Int, distance: Int) -> NDArray[np.bool_]:
        """Return which pairs are worth reading; see :meth:`scores`."""
        return self.scores(vectors, pairs, types, distance) >= self.least
