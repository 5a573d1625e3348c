"""Weighted percents beside the unweighted ones tell no group's answers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmark_tools import benchmark
from kumin.disclosure.published import Published, release
from kumin.disclosure.weighted import telling_weightings
from kumin.words import Words
from kumin.words.public import public_view
from kumin.words.report import report_view

WORDS = "を母集団の構成に合わせて補正した"


def weighted_by(dimensions: str) -> pl.DataFrame:
    return pl.DataFrame({"indicator": ["1-1"], "official": [False], "dimensions": [dimensions]})


def domains_of(n: int, *, hidden: bool) -> pl.DataFrame:
    schema = {
        "question": pl.String,
        "axis": pl.String,
        "suppressed": pl.Boolean,
        "n_base": pl.Int64,
        "n_positive": pl.Int64,
    }
    rows = [("1-1", None, False, 100, n), ("1-1", "sex", hidden, 40, None), ("1-1", "sex", hidden, 60, None)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_beside_an_earlier_release_no_other_weighting_tells_the_group_of_who_was_added() -> None:
    shown = (weighted_by("sex"), domains_of(50, hidden=False), 5)
    assert telling_weightings(*shown, changed=True) == {"1-1"}
    assert telling_weightings(*shown) == frozenset()


@pytest.mark.parametrize(
    ("n", "dimensions", "hidden", "telling"),
    [
        (50, "sex", True, True),  # P1 x1/n1 + P2 x2/n2 and x1 + x2 are known: so are both
        (50, "sex", False, False),
        (50, "sex;age", True, False),
        (50, "sex + age", True, False),
        (3, "sex;age", True, True),  # the three are in the groups whose factors add to it
        (97, "sex;age", True, True),
        (9, "sex;age", True, True),
        (10, "sex;age", True, False),
        (91, "sex;age", True, True),
        (90, "sex;age", True, False),
        (0, "sex;age", True, False),
        (100, "sex", False, False),
    ],
)
def test_a_weighted_percent_that_tells_a_hidden_count_is_found(
    n: int, dimensions: str, hidden: bool, telling: bool
) -> None:
    assert bool(telling_weightings(weighted_by(dimensions), domains_of(n, hidden=hidden), 5)) is telling


def test_it_is_not_said_in_public_files_and_the_reason_is(tmp_path: Path) -> None:
    """One of 47 people counts: 2.7% instead of 2.1% when weighted by sex tells which sex that one is of."""
    result = benchmark("disclosure").random_survey(142, tmp_path / "survey")
    published = release(result)
    assert "1-1" in published.weightings
    words = Words.of("ja")
    inside, public = (
        {one.id: str(one) for issue in view.issues for one in issue.indicators}
        for view in (report_view(result, words), public_view(published, words))
    )
    assert WORDS in inside["1-1"]
    assert WORDS not in public["1-1"]
    assert public["1-1"].count("少ない人数が分かってしまうため") > inside["1-1"].count("少ない人数が分かってしまうため")


def test_the_sample_tells_its_weighted_percents(sample_published: Published) -> None:
    assert sample_published.weightings == frozenset()
    assert WORDS in str(public_view(sample_published, Words.of("ja")).issues)
