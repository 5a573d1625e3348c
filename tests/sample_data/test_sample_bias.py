"""The sample leans as the guide says: weighting by sex and age moves the percentages, one of them across its target."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kumin.definitions import load_plan
from kumin.responses import validate_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def moved() -> dict[str, tuple[float, float]]:
    """Percent unweighted and weighted by sex × age, by indicator; an independent plain computation."""
    loaded = load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    coded = validate_file(ROOT / "sample_data/tsurumi/r05/residents.csv", loaded.questionnaires["residents"]).coded
    population = loaded.populations["residents"]
    assert population is not None
    people = population.cells.group_by("sex", "age").agg(pl.col("population").sum())
    weights = coded.group_by("sex", "age").len().join(people, on=["sex", "age"])
    weighted = coded.join(
        weights.select("sex", "age", weight=pl.col("population") / pl.col("len")), on=["sex", "age"], how="left"
    )
    result = {}
    for _, indicator in loaded.plan.indicators("residents"):
        domain = (pl.col(question).is_in(codes) for question, codes in indicator.among.items())
        rows = weighted.filter(pl.lit(True), *domain)
        rows = rows.filter(pl.col(indicator.question).is_not_null())
        positive = pl.col(indicator.question).is_in(indicator.positive)
        known = rows.filter(pl.col("weight").is_not_null())
        result[indicator.id] = (
            100 * rows.select(positive.mean()).item(),
            100 * known.select((positive * pl.col("weight")).sum() / pl.col("weight").sum()).item(),
        )
    return result


def test_weighting_moves_every_percentage_a_little(moved: dict[str, tuple[float, float]]) -> None:
    assert len(moved) == 9
    points = {name: abs(weighted - plain) for name, (plain, weighted) in moved.items()}
    assert all(0.5 < moved_by < 3.1 for moved_by in points.values()), points


def test_health_meets_its_target_only_unweighted(moved: dict[str, tuple[float, float]]) -> None:
    plain, weighted = moved["1-3"]
    assert weighted < 80 < plain
