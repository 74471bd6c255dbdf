"""From the margin of a claim to a confidence that means something: a curve fitted on development documents.

The curve (Platt scaling) is stored in ``joint.json`` as ``calibration``; the run time applies it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.training.evaluation import entities_to_gold, ordered
from kg.training.shipped import ShippedReader

LOWEST_MARGIN: Final = -1.5
"""Claims somewhat below the threshold take part in the fit: the curve is needed on both sides of it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Confidence = 1 / (1 + exp(-(slope x margin + intercept)))."""

    slope: float
    intercept: float

    def confidence(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the confidence of each margin."""
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(self.slope * margins + self.intercept)))
        return result


def judged_claims(
    reader: ShippedReader, documents: Sequence[dict[str, Any]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read documents and return the margin of every claim and whether the annotation has it."""
    margins: list[float] = []
    right: list[bool] = []
    for document in documents:
        reading = reader.read(document["text"])
        to_gold = entities_to_gold(document, reading)
        gold = {ordered(c["subject"], c["relation"], c["object"]) for c in document["claims"]}
        for claim in reading.claims:
            subject, object_ = (to_gold.get(end, "?" + end) for end in (claim.subject, claim.object))
            margins.append(claim.score)
            right.append(ordered(subject, claim.relation, object_) in gold)
    return np.array(margins), np.array(right, dtype=np.bool_)


def fit(margins: NDArray[np.float64], right: NDArray[np.bool_], rounds: int = 50) -> Curve:
    """Fit the curve by Newton's method, with Platt's softened targets.

    Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999.
    """
    if right.all() or not right.any():
        raise ValueError("a curve needs right and wrong claims; give more documents")
    targets = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    inputs = np.stack([margins, np.ones_like(margins)], axis=1)
    weights = np.zeros(2)
    for _ in range(rounds):
        predicted = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (predicted - targets)
        curvature = (inputs * (predicted * (1 - predicted))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return Curve(float(weights[0]), float(weights[1]))


def reliability(
    curve: Curve, margins: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 5
) -> list[dict[str, float]]:
    """Return, for bins of equal width, how many claims, mean confidence, share of right ones."""
    confidence = curve.confidence(margins)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    rows: list[dict[str, float]] = []
    for k in range(bins):
        inside = place == k
        if inside.any():
            rows.append(
                {
                    "from": k / bins,
                    "claims": int(inside.sum()),
                    "confidence": round(float(confidence[inside].mean()), 3),
                    "right": round(float(right[inside].mean()), 3),
                }
            )
    return rows


def store(curve: Curve, model: Path) -> None:
    """Write the curve into ``joint.json`` of an exported model; what else stands there about rules stays."""
    path = model / "joint.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    description["calibration"] |= {"slope": round(curve.slope, 4), "intercept": round(curve.intercept, 4)}
    path.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
