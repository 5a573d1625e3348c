"""Respondents against the population: against scipy, by hand, and by simulation."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from scipy import stats

import kumin
from kumin.errors import StatisticsError
from kumin.judgement.surveys.representativeness import _r_indicator, noncentrality_limits

POPULATION = pl.DataFrame(
    {"sex": [1, 1, 2, 2], "age": [1, 2, 1, 2], "population": [3000, 2000, 2500, 2500]},
    schema={"sex": pl.Int16, "age": pl.Int16, "population": pl.Int64},
)


def respondents(*counts: int, extra: int = 0) -> pl.DataFrame:
    sex = [1] * (counts[0] + counts[1]) + [2] * (counts[2] + counts[3]) + [None] * extra
    age = [1] * counts[0] + [2] * counts[1] + [1] * counts[2] + [2] * counts[3] + [1] * extra
    return pl.DataFrame({"sex": sex, "age": age}, schema={"sex": pl.Int16, "age": pl.Int16})


def facts_of(found: object, dimensions: str) -> dict[str, float]:
    return found.tests.filter(pl.col("dimensions") == dimensions).row(0, named=True)  # type: ignore[attr-defined]


def test_chi_square_dissimilarity_and_residuals_by_scipy_and_by_hand() -> None:
    counts = np.array([60, 90, 70, 180])
    found = kumin.representativeness(respondents(*counts, extra=7), POPULATION, invited=1000)
    facts = facts_of(found, "sex;age")
    q = np.array([0.3, 0.2, 0.25, 0.25])
    expected = stats.chisquare(counts, 400 * q)
    assert facts["chi_square"] == pytest.approx(expected.statistic)
    assert facts["p_value"] == pytest.approx(expected.pvalue)
    assert (facts["n"], facts["n_unknown"], facts["cells"], facts["df"]) == (400, 7, 4, 3)
    assert facts["dissimilarity"] == pytest.approx(0.5 * np.abs(counts / 400 - q).sum())
    assert facts_of(found, "age")["n_unknown"] == 0
    cells = found.cells.filter(pl.col("dimensions") == "sex;age")
    assert cells["cell"].to_list() == ["1;1", "1;2", "2;1", "2;2"]
    assert cells["residual"].to_numpy() == pytest.approx((counts - 400 * q) / np.sqrt(400 * q * (1 - q)))
    assert cells["mark"].to_list() == ["under", "as_expected", "under", "over"]


def test_a_perfect_picture_has_no_difference() -> None:
    found = kumin.representativeness(respondents(30, 20, 25, 25), POPULATION, invited=500)
    facts = facts_of(found, "sex;age")
    assert facts["chi_square"] == 0
    assert facts["dissimilarity"] == 0
    assert facts["r_indicator"] == 1
    assert set(found.cells["mark"]) == {"as_expected"}


def test_without_letters_there_is_no_rate_and_without_cells_nothing() -> None:
    facts = facts_of(kumin.representativeness(respondents(3, 2, 2, 2), POPULATION), "sex")
    assert facts["response_rate"] is None
    assert facts["r_indicator"] is None
    with pytest.raises(StatisticsError):
        kumin.representativeness(respondents(1, 1, 1, 1), pl.DataFrame({"population": [10]}))


def test_a_category_nobody_answered_from_counts_as_empty() -> None:
    found = kumin.representativeness(respondents(0, 50, 50, 50), POPULATION, invited=400)
    cell = found.cells.filter((pl.col("dimensions") == "sex;age") & (pl.col("cell") == "1;1")).row(0, named=True)
    assert (cell["n"], cell["mark"]) == (0, "under")


def test_chance_alone_gives_the_expected_dissimilarity() -> None:
    rng = np.random.default_rng(20240401)
    q = np.array([0.3, 0.2, 0.25, 0.25])
    draws = rng.multinomial(400, q, size=4000)
    simulated = float((np.abs(draws / 400 - q).sum(axis=1) / 2).mean())
    stated = facts_of(kumin.representativeness(respondents(120, 80, 100, 100), POPULATION), "sex;age")
    assert stated["dissimilarity_expected"] == pytest.approx(simulated, rel=0.02)


def test_the_r_indicators_interval_covers_the_truth() -> None:
    """Letters go out at random, cells answer at their own rates: 95% intervals hold the true R about as often."""
    rng = np.random.default_rng(7)
    q = np.array([0.3, 0.2, 0.25, 0.25])
    rates, invited, rounds = np.array([0.2, 0.35, 0.4, 0.5]), 1500, 400
    truth = 1 - 2 * math.sqrt(float((q * (rates - (q * rates).sum()) ** 2).sum()))
    hits, sums = 0, 0.0
    for _ in range(rounds):
        counts = rng.binomial(rng.multinomial(invited, q), rates)
        frame = pl.DataFrame({"sex": np.repeat([1, 1, 2, 2], counts), "age": np.repeat([1, 2, 1, 2], counts)})
        facts = facts_of(kumin.representativeness(frame, POPULATION, invited=invited), "sex;age")
        hits += facts["r_lower"] <= truth <= facts["r_upper"]
        sums += facts["r_indicator"]
    assert hits / rounds >= 0.92
    # the bias of S² is taken off: the mean is the truth
    assert sums / rounds == pytest.approx(truth, abs=0.005)


@pytest.mark.parametrize("cells", [4, 12, 24])
@pytest.mark.parametrize("rates", [(0.35, 0.35), (0.3, 0.4), (0.1, 0.6)])
@pytest.mark.parametrize("counted", [True, False])
def test_the_interval_holds_from_even_to_uneven_response(cells: int, rates: tuple[float, float], counted: bool) -> None:
    """What docs/coverage.md says of the R-indicator's interval, over numbers of cells and unevenness."""
    rng = np.random.default_rng([cells, int(100 * rates[1])])
    people, response, invited, rounds = np.full(cells, 5000), np.linspace(*rates, cells), 2000, 250
    truth, hits = 1 - 2 * float(np.std(response)), 0
    for _ in range(rounds):
        letters = rng.multivariate_hypergeometric(people, invited)
        counts = rng.binomial(letters, response).astype(float)
        sent = letters.astype(float) if counted else np.full(cells, invited / cells)
        facts = _r_indicator(counts, sent, counted, 0.95)
        assert facts["r_lower"] <= facts["r_indicator"] <= facts["r_upper"] + 1e-12
        hits += facts["r_lower"] - 1e-12 <= truth <= facts["r_upper"] + 1e-12
    assert hits / rounds >= 0.91, "93% less two and a half standard errors of the simulation"


def test_rates_more_alike_than_chance_makes_them_are_no_certainty() -> None:
    facts = facts_of(kumin.representativeness(respondents(30, 20, 25, 25), POPULATION, invited=500), "sex;age")
    assert facts["r_upper"] == 1
    assert 0.5 < facts["r_lower"] < 0.95


def test_limits_of_a_noncentrality_by_scipy() -> None:
    least, most = noncentrality_limits(20.0, 5, 0.9)
    assert stats.ncx2.cdf(20, 5, least) == pytest.approx(0.95)
    assert stats.ncx2.cdf(20, 5, most) == pytest.approx(0.05)
    assert noncentrality_limits(stats.chi2.ppf(0.94, 5), 5, 0.9)[0] == 0
    assert noncentrality_limits(stats.chi2.ppf(0.96, 5), 5, 0.9)[0] > 0


def test_letters_counted_by_cell_serve_the_tables_of_their_dimensions() -> None:
    """By hand: rates n_c/m_c, S² = Σ (m_c/m)(ρ_c − ρ)² less Σ q_c (1 − q_c) ρ_c (1 − ρ_c)/m_c."""
    letters = pl.DataFrame({"sex": [1, 2], "population": [900, 1100]})
    found = kumin.representativeness(respondents(60, 90, 70, 180), POPULATION, invited=letters)
    facts = facts_of(found, "sex")
    rate, q = np.array([150 / 900, 250 / 1100]), np.array([0.45, 0.55])
    mean = 400 / 2000
    squared = float((q * (rate - mean) ** 2).sum() - (q * (1 - q) * rate * (1 - rate) / np.array([900, 1100])).sum())
    assert facts["response_rate"] == pytest.approx(mean)
    assert facts["r_indicator"] == pytest.approx(1 - 2 * math.sqrt(squared))
    assert facts["r_lower"] < facts["r_indicator"] < facts["r_upper"]
    assert facts_of(found, "age")["r_indicator"] is None
