"""A design is tried as it is: exact where every count can be gone through, else as surveys of its own would tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import post_stratify, proportions, validate_design
from kumin.estimation.design import SurveyDesign
from kumin.estimation.validation.drawing import Draws, Plan, draw
from kumin.estimation.validation.estimating import estimated
from kumin.estimation.validation.validate import _plan

Z = 1.959963984540054
AGES = pl.DataFrame({"population": [300, 500, 900], "response": [0.2, 0.3, 0.5], "share": [0.3, 0.5, 0.6]})
STRATA = AGES.drop("response").with_columns(answers=pl.Series([12, 20, 30]))


def wilson(k: int, n: int, size: float) -> tuple[float, float]:
    p = k / n
    centre, half = p + Z * Z / (2 * size), Z * math.sqrt(p * (1 - p) / size + Z * Z / (4 * size * size))
    return (centre - half) / (1 + Z * Z / size), (centre + half) / (1 + Z * Z / size)


def sides(law: dict[int, float], n: int, size: float, truth: float) -> tuple[float, float]:
    limits = {k: wilson(k, n, size) for k in law}
    above = sum(chance for k, chance in law.items() if limits[k][0] > truth)
    return above, sum(chance for k, chance in law.items() if limits[k][1] < truth)


@pytest.mark.parametrize(("n", "share"), [(2, 0.5), (5, 0.1), (10, 0.5), (30, 0.93), (100, 0.98)])
def test_coverage_of_a_simple_sample_is_that_of_every_count(n: int, share: float) -> None:
    law = {k: math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)}
    above, below = sides(law, n, n, share)
    row = validate_design(n, shares=share, target=share).row(0, named=True)
    assert row["surveys"] is None
    assert [row[f"{name}_error"] for name in ("coverage", "above", "below", "wrong")] == [0] * 4
    assert (row["above"], row["below"]) == pytest.approx((above, below), abs=1e-12)
    assert row["coverage"] == pytest.approx(1 - above - below, abs=1e-12)
    # a share just at the target meets it: the interval wholly below is the verdict that is wrong
    assert (row["meets"], row["surely_met"], row["wrong"]) == (True, pytest.approx(above), pytest.approx(below))
    assert row["marked_met"] == pytest.approx(sum(p for k, p in law.items() if Fraction(k, n) >= share - 1e-12))


@pytest.mark.parametrize(("n", "population", "positives"), [(5, 12, 4), (20, 36, 30), (29, 36, 34), (8, 8, 3)])
def test_coverage_in_a_small_population_is_that_of_every_count(n: int, population: int, positives: int) -> None:
    ways = {k: math.comb(positives, k) * math.comb(population - positives, n - k) for k in range(n + 1)}
    law = {k: way / math.comb(population, n) for k, way in ways.items() if way}
    truth = positives / population
    row = validate_design(n, shares=truth, population=population).row(0, named=True)
    size = n / (1 - n / population) if n < population else math.inf
    above, below = (0.0, 0.0) if n == population else sides(law, n, size, truth)
    assert (row["above"], row["below"]) == pytest.approx((above, below), abs=1e-12)
    exact = validate_design(n, shares=truth, population=population, method="finite_exact").row(0, named=True)
    assert exact["coverage"] >= 0.95
    assert exact["above"] <= 0.025 + 1e-12
    assert exact["below"] <= 0.025 + 1e-12


def test_a_design_that_is_not_told_the_population_has_no_correction() -> None:
    told, untold = (validate_design(8, shares=[0.5], population=8, fpc=fpc).row(0, named=True) for fpc in (True, False))
    low, high = wilson(4, 8, 8)
    assert (told["width"], untold["width"]) == pytest.approx((0.0, high - low))
    assert (told["coverage"], untold["coverage"]) == (1, 1)  # everyone is drawn: the share is always the true one


def test_of_many_answers_only_counts_that_matter_are_gone_through() -> None:
    row = validate_design(2_000_000, shares=[0.0001]).row(0, named=True)
    assert row["coverage"] == pytest.approx(0.95, abs=0.01)
    assert row["above"] + row["below"] + row["coverage"] == pytest.approx(1)


def test_a_share_of_a_population_is_whole_people_on_the_side_of_the_target() -> None:
    for comparison, people in (("at_least", 23), ("at_most", 22)):
        row = validate_design(10, target=0.611, population=37, shares=0.611, comparison=comparison).row(0, named=True)  # type: ignore[arg-type]
        assert (row["share"], row["meets"]) == (people / 37, True)


DESIGNS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "simple": ({"n": 20, "population": 90}, ("wilson", "auto", "clopper_pearson", "logit", "finite_exact")),
    "strata": ({"cells": STRATA}, ("wilson", "auto", "beta", "likelihood_r")),
    "strata without correction": ({"cells": STRATA, "fpc": False}, ("logit", "jeffreys")),
    "strata without weights": ({"cells": STRATA, "weighting": "none", "fpc": False}, ("wilson",)),
    "fitted": ({"n": 60, "cells": AGES}, ("wilson", "auto", "logit", "likelihood")),
    "fitted without correction": ({"n": 60, "cells": AGES, "fpc": False}, ("wilson", "beta")),
    "unweighted": ({"n": 60, "cells": AGES, "weighting": "none"}, ("wilson", "auto")),
    "clusters": ({"n": 37, "per_psu": 5}, ("wilson", "auto", "beta", "likelihood_r")),
    "clusters in strata": ({"cells": STRATA, "per_psu": 5}, ("logit", "wilson")),
}


def plan_of(n: int | None = None, cells: pl.DataFrame | None = None, **given: Any) -> Plan:
    defaults = {"population": None, "weighting": "population", "fpc": True, "per_psu": None, "icc": 0.1}
    return _plan(n, cells=cells, **{**defaults, **given})


def answers_of(draws: Draws, which: int) -> pl.DataFrame:
    """One survey, a row an answer."""
    parts = [
        {"cell": str(cell), "psu": unit, "y": k < positive}
        for unit, (cell, rows, positive) in enumerate(
            zip(draws.cell, draws.rows[which], draws.positive[which], strict=True)
        )
        for k in range(rows)
    ]
    return pl.DataFrame(parts)


def by_itself(plan: Plan, rows: pl.DataFrame, known: pl.DataFrame | None) -> tuple[pl.DataFrame, SurveyDesign]:
    """What a user would do with the answers of the design."""
    psu = None if plan.per_psu is None else "psu"
    if plan.cells is None or not (plan.stratified or plan.fitted) or known is None:
        return rows, SurveyDesign(psu=psu, population=plan.population)
    sizes = {str(k): size for k, size in enumerate(known["population"])}
    if plan.fitted:
        done = post_stratify(rows, ["cell"], sizes, design=SurveyDesign(population=plan.population))
        return done.frame, done.design
    count = pl.len().over("cell")
    weight = pl.col("cell").replace_strict(sizes, return_dtype=pl.Float64) / count
    return rows.with_columns(w=weight), SurveyDesign(
        weights="w" if plan.weighting == "population" else None,
        strata="cell",
        psu=psu,
        population=None if plan.population is None else sizes,
    )


@pytest.mark.parametrize("name", DESIGNS)
def test_every_survey_is_estimated_as_it_would_be_alone(name: str) -> None:
    given, methods = DESIGNS[name]
    plan = plan_of(**given)
    draws = draw(plan, 0.45, up=True, repeats=13, generator=np.random.default_rng(3))
    found = estimated(draws, plan, methods, 0.9)
    assert not np.isnan(found.lower).all()
    for which in range(0, draws.rows.shape[0], 9):
        frame, design = by_itself(plan, answers_of(draws, which), given.get("cells"))
        for m, method in enumerate(methods):
            row = proportions(frame, "y", design=design, method=method, level=0.9).row(0, named=True)  # type: ignore[arg-type]
            assert found.estimate[which] == pytest.approx(row["proportion"], abs=1e-12)
            assert (found.lower[which, m], found.upper[which, m]) == pytest.approx(
                (row["lower"], row["upper"]), abs=1e-9
            )


def test_drawn_surveys_agree_with_the_exact_ones() -> None:
    cells = pl.DataFrame({"population": [200], "answers": [50]})
    drawn = validate_design(cells=cells, shares=[0.9], repeats=1500).row(0, named=True)
    exact = validate_design(50, population=200, shares=[0.9]).row(0, named=True)
    for side in ("coverage", "above", "below"):
        assert abs(drawn[side] - exact[side]) < 4 * drawn[f"{side}_error"]
    assert drawn["width"] == pytest.approx(exact["width"], rel=0.02)


def test_the_same_seed_gives_the_same_surveys() -> None:
    tables = [validate_design(40, cells=AGES, shares=[0.5], repeats=40, seed=seed) for seed in (7, 7, 8)]
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


def test_leaving_the_weights_out_is_seen_as_bias() -> None:
    row = validate_design(100, cells=AGES, shares=[0.5], weighting="none", repeats=300).row(0, named=True)
    fitted = validate_design(100, cells=AGES, shares=[0.5], repeats=120).row(0, named=True)
    assert row["bias"] > 0.02
    assert row["coverage"] < fitted["coverage"]
    assert abs(fitted["bias"]) < 4 * 0.06 / math.sqrt(120)


def test_surveys_in_which_weights_cannot_be_fitted_are_counted() -> None:
    rare = pl.DataFrame({"population": [1000, 20]})
    row = validate_design(30, cells=rare, shares=[0.5], repeats=200).row(0, named=True)
    assert 0.3 < row["no_interval"] < 0.8
    assert row["coverage"] > 0.8


def test_an_error_never_seen_still_has_a_simulation_error() -> None:
    row = validate_design(cells=STRATA, shares=[0.9], target=0.2, repeats=20).row(0, named=True)
    assert row["wrong"] == 0
    assert row["wrong_error"] == pytest.approx(math.sqrt(2 / 24 * (22 / 24) / 24))


def test_correlated_answers_of_clusters_make_the_interval_wider() -> None:
    widths = [
        validate_design(100, per_psu=10, icc=icc, shares=[0.5], repeats=100)["width"].item() for icc in (0.0, 0.2)
    ]
    assert widths[1] > 1.4 * widths[0]
    assert validate_design(30, per_psu=10, shares=[0.0], repeats=20)["coverage"].item() == 1


def wrong() -> Iterator[dict[str, Any]]:
    yield {}
    yield {"n": 10, "cells": STRATA}
    yield {"cells": AGES}
    yield {"n": 10, "cells": AGES, "population": 5}
    yield {"n": 11, "population": 10}
    yield {"n": 700, "cells": AGES}
    yield {"cells": STRATA.with_columns(answers=pl.lit(301))}
    yield {"cells": STRATA.with_columns(answers=pl.lit(1))}
    yield {"cells": STRATA.head(0)}
    yield {"cells": STRATA.drop("population")}
    yield {"cells": STRATA.with_columns(share=pl.lit(1.0))}
    yield {"n": 10, "cells": AGES.with_columns(response=pl.lit(0))}
    yield {"n": 10, "cells": AGES.with_columns(population=pl.lit(math.inf))}
    yield {"n": 10, "per_psu": 10}
    yield {"n": 20, "per_psu": 10, "population": 100}
    yield {"n": 20, "per_psu": 10, "cells": AGES}
    yield {"n": 10**10}
    yield {"n": 10, "population": 10**12}
    yield {"n": 10, "cells": AGES.with_columns(population=pl.lit(1e30))}
    yield {"n": 10, "cells": AGES.with_columns(population=pl.lit(500_000_000))}
    yield {"cells": STRATA.with_columns(answers=pl.lit(1e30))}
    yield {"n": 10**8, "per_psu": 2}
    yield {"cells": STRATA.with_columns(answers=pl.lit(20.5))}
    yield {"n": 20, "method": "finite_exact"}
    yield {"cells": STRATA, "method": "finite_exact"}


@pytest.mark.parametrize("given", list(wrong()))
def test_a_design_that_cannot_be_is_refused_in_words(given: dict[str, Any]) -> None:
    with pytest.raises(StatisticsError) as caught:
        validate_design(**given, shares=[0.5], repeats=20)
    assert caught.value.message("ja") != caught.value.message("en")
