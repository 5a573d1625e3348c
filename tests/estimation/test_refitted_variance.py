"""The effective size of fitted weights is that of fitting them anew without each row."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from kumin.estimation import SurveyDesign, post_stratify, proportions

RNG = np.random.default_rng(4)
FRAME = pl.DataFrame({"y": RNG.random(40) < 0.4, "c": ["a"] * 6 + ["b"] * 14 + ["d"] * 20, "psu": np.arange(40) % 10})
POPULATION = {"a": 500, "b": 300, "d": 200}
Y = {"y": pl.col("y")}


def share(frame: pl.DataFrame) -> float:
    fitted = post_stratify(frame, ["c"], POPULATION)
    return float(proportions(fitted.frame, Y, design=fitted.design)["proportion"].item())


def test_the_effective_size_by_leaving_out_each_row() -> None:
    fitted = post_stratify(FRAME, ["c"], POPULATION)
    row = proportions(fitted.frame, Y, design=fitted.design).row(0, named=True)
    rows = FRAME.with_row_index("k")
    p = share(FRAME)
    without = np.array([share(rows.filter(pl.col("k") != k)) for k in range(40)])
    assert row["n_eff"] == pytest.approx(p * (1 - p) / ((without - p) ** 2).sum())
    assert row["n_eff"] < p * (1 - p) / row["se"] ** 2, "the linearised variance, R's, is smaller"


def test_a_row_alone_in_its_category_counts_with_its_distance() -> None:
    frame = FRAME.filter((pl.col("c") != "a") | (pl.int_range(40) == 0))
    fitted = post_stratify(frame, ["c"], POPULATION)
    row = proportions(fitted.frame, Y, design=fitted.design).row(0, named=True)
    p, squares = row["proportion"], 0.0
    for (name,), part in frame.group_by("c"):
        n, mean, share = part.height, float(part["y"].mean()), POPULATION[str(name)] / 1000  # type: ignore[arg-type]
        # of one row its distance, of n rows the sum of (w e / (1 - 1/n))²
        squares += share**2 * ((float(part["y"][0]) - p) ** 2 if n == 1 else n * mean * (1 - mean) / (n - 1) ** 2)
    lone = 0.5 * (float(frame["y"][0]) - p)
    assert row["n_eff"] == pytest.approx(p * (1 - p) / (squares - lone**2 / frame.height))


def test_with_psus_the_linearised_variance_stays() -> None:
    fitted = post_stratify(FRAME, ["c"], POPULATION, design=SurveyDesign(psu="psu"))
    row = proportions(fitted.frame, Y, design=fitted.design, method="auto").row(0, named=True)
    p = row["proportion"]
    assert row["n_eff"] == pytest.approx(p * (1 - p) / row["se"] ** 2 * 40 / 39)
    assert row["method"] == "logit"
    plain = post_stratify(FRAME, ["c"], POPULATION)
    assert proportions(plain.frame, Y, design=plain.design, method="auto")["method"].item() == "wilson"
