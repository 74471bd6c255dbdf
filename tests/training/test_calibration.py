import numpy as np
import pytest

pytest.importorskip("torch")

from kg.training.calibration import Curve, fit, reliability


def test_the_fit_finds_the_curve_that_made_the_data():
    random = np.random.default_rng(0)
    margins = random.normal(size=20000) * 2
    right = random.random(20000) < Curve(1.5, -0.5).confidence(margins)
    curve = fit(margins, right)
    assert curve.slope == pytest.approx(1.5, abs=0.1)
    assert curve.intercept == pytest.approx(-0.5, abs=0.1)
    for row in reliability(curve, margins, right):
        assert row["confidence"] == pytest.approx(row["right"], abs=0.05)


def test_claims_that_are_all_right_give_no_curve():
    with pytest.raises(ValueError, match="right and wrong"):
        fit(np.array([1.0, 2.0]), np.array([True, True]))
