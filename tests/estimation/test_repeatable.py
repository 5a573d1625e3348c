"""The same answers give the same numbers, to the last bit, however often they are asked for (up to 100,000 rows)."""

from __future__ import annotations

import numpy as np
import polars as pl

from kumin.estimation import SurveyDesign, proportions, rake


def test_results_repeat_to_the_last_bit() -> None:
    generator = np.random.default_rng(6)
    frame = pl.DataFrame(
        {
            "y": generator.random(5000) < 0.3,
            "d": generator.integers(0, 18, 5000),
            "h": generator.integers(0, 5, 5000),
            "c": generator.integers(0, 40, 5000),
            "w": generator.uniform(0.5, 2.5, 5000),
        }
    )
    design = SurveyDesign(weights="w", strata="h", psu="c")
    fitted = rake(frame, {"d": {str(k): 100.0 for k in range(18)}}, design=design)
    for answers, drawn in ((frame, design), (fitted.frame, fitted.design)):
        first = proportions(answers, {"y": pl.col("y")}, by=["d"], totals=True, design=drawn)
        for _ in range(4):
            assert proportions(answers, {"y": pl.col("y")}, by=["d"], totals=True, design=drawn).equals(first)
