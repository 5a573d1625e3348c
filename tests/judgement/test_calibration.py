"""The probability is calibrated: exactly where truths come from its prior, nearly where they lie about the target."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
import calibration


@pytest.mark.parametrize(("n", "target"), [(20, 0.5), (50, 0.9), (400, 0.8)])
def test_exactly_where_truths_come_from_the_prior(n: int, target: float) -> None:
    rng = np.random.default_rng(calibration.SEED)
    found = calibration.bands(calibration.large_population(n, target, 100_000, rng, from_prior=True))
    assert len(found) >= 5
    assert max(abs(band.error) for band in found) < 4


@pytest.mark.parametrize(("n", "target"), [(200, 0.5), (700, 0.8)])
def test_nearly_where_truths_lie_about_the_target(n: int, target: float) -> None:
    rng = np.random.default_rng(calibration.SEED)
    found = calibration.bands(calibration.large_population(n, target, 20_000, rng))
    assert max(abs(band.met - band.stated) for band in found) < 0.06
    ends = [found[0], found[-1]]
    assert max(abs(band.met - band.stated) for band in ends) < 0.01


@pytest.mark.parametrize(("n", "size"), [(30, 36), (140, 168)])
def test_small_nearly_complete_populations(n: int, size: int) -> None:
    rng = np.random.default_rng(calibration.SEED)
    found = calibration.bands(calibration.known_population(n, size, 0.9, 20_000, rng, exact=True))
    assert max(abs(band.met - band.stated) for band in found) < 0.06
