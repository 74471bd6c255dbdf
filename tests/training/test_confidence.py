"""The curve of confidence: fitted on what the pipeline proposes for annotated texts."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kg.evaluation.gold import read_benchmark
from kg.extraction.joint.claims import Calibration
from kg.resources import resource_path
from kg.training.confidence import Judged, fit_confidence, judge, reliability, store

TRUE = Calibration(slope=0.7, intercept=-1.0, rule=2.0, rule_intercept=0.5)


def drawn(count: int) -> list[Judged]:
    """Draw proposals whose outcomes follow the true curve."""
    chance = random.Random(0)
    found = []
    for _ in range(count):
        margin, rule = chance.uniform(-6, 6), chance.choice([None, chance.uniform(0.4, 0.95)])
        found.append(Judged(margin, rule, chance.random() < TRUE(margin, rule)))
    return found


def test_the_fit_finds_the_curve_that_the_outcomes_follow() -> None:
    curve = fit_confidence(drawn(40_000))
    assert curve.slope == pytest.approx(TRUE.slope, abs=0.05)
    assert curve.intercept == pytest.approx(TRUE.intercept, abs=0.1)
    for margin, rule in [(0.0, 0.9), (-2.0, 0.5), (3.0, None)]:
        assert curve(margin, rule) == pytest.approx(TRUE(margin, rule), abs=0.04)


def test_a_fitted_curve_is_reliable_on_other_draws() -> None:
    rows = reliability(fit_confidence(drawn(20_000)), drawn(5_000))
    assert len(rows) > 5
    assert all(abs(row["confidence"] - row["precision"]) < 0.1 for row in rows if row["count"] > 100)


def test_the_pipelines_proposals_are_judged_by_the_annotations() -> None:
    gold = [one for one in read_benchmark() if one.published and one.published.year == 2024][:2]
    judged = judge(gold, resource_path("joint"))
    assert any(one.right and one.rule is not None for one in judged)
    assert any(one.right and one.margin is not None and one.margin > 0 for one in judged)
    assert sum(one.right for one in judged) <= sum(len(one.claims) for one in gold)


def test_the_curve_is_stored_beside_the_network(tmp_path: Path) -> None:
    (tmp_path / "joint.json").write_text('{"layers": 12, "calibration": {}}', encoding="utf-8")
    store(TRUE, tmp_path)
    kept = json.loads((tmp_path / "joint.json").read_text(encoding="utf-8"))
    assert kept["layers"] == 12
    assert Calibration(**kept["calibration"]) == TRUE
