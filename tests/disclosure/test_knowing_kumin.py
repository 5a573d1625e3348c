"""Whoever runs kumin on every table that the published numbers allow is not told who gave a rare answer."""

from __future__ import annotations

import numpy as np
import pytest

from benchmark_tools import benchmark
from kumin.disclosure.published import Published


@pytest.mark.parametrize(
    "counts",
    [
        [[11, 11, 1], [6, 6, 0]],  # the only one is in the first group, and nothing may say so
        [[40, 3], [25, 0]],
    ],
)
@pytest.mark.parametrize("keep_totals", [False, True])
def test_what_kumin_shows_of_other_tables_does_not_tell_a_small_count(
    counts: list[list[int]], keep_totals: bool
) -> None:
    found = benchmark("knowing_kumin").left(np.array(counts), keep_totals=keep_totals)
    assert found
    assert min(one.alike for one in found) > 1


def test_the_sample_does_not_tell_which_of_the_schools_answered_no(sample_published: Published) -> None:
    """Of 35 heads and deputies one answered どちらかといえばそう思わない: 0 or 1 of every kind."""
    table = sample_published.surveys["principals"].table.filter(question="needs", option=3).drop_nulls("axis")
    assert set(table.select("n_low", "n_high").rows()) == {(0, 1)}
    domains = sample_published.surveys["principals"].domains.drop_nulls("axis")
    assert {(n - high, n - low) for n, low, high in domains.select("n_base", "n_low", "n_high").iter_rows()} == {(0, 1)}
