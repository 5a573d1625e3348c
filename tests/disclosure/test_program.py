"""The solver's whole numbers, whatever was asked of it before, and nothing on the screen."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
import pytest

from kumin.disclosure.cells import BASE
from kumin.disclosure.program import Program, sums_of
from kumin.disclosure.systems import group_of, system_of


def test_the_smallest_whole_numbers_are_those_of_trying_all() -> None:
    """Asked ten times over of one system, for other costs and bounds each time, some of them without an answer."""
    rng = np.random.default_rng(3)
    none = 0
    for _ in range(30):
        factors, least = rng.integers(-2, 3, (2, 3)), rng.integers(-1, 4, 2)
        terms = [(dict(enumerate(map(float, row))), low, low + 1) for row, low in zip(factors, least, strict=True)]
        program = Program(sums_of(terms, 3))
        for _ in range(10):
            costs = rng.integers(-3, 4, 3).astype(float)
            low = rng.integers(0, 3, 3).astype(float)
            high = low + rng.integers(0, 4, 3)
            boxes = (range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True))
            fits = [
                np.array(one) for one in product(*boxes)
                if ((factors @ one >= least) & (factors @ one <= least + 1)).all()
            ]  # fmt: skip
            found = program.smallest(costs, low, high)
            none += not fits
            assert (found is None) == (not fits)
            if found is not None:
                assert any((found == one).all() for one in fits)
                assert costs @ found == min(costs @ one for one in fits)
    assert 20 < none < 280


def test_solving_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    one = np.ones(1)
    Program(sums_of([({0: 2.0}, 1.0, 3.0)], 1)).smallest(one, 0 * one, 9 * one)
    assert capfd.readouterr() == ("", "")


def test_the_sums_of_a_table_stand_in_one_order() -> None:
    """Not in that of sets, which is another in every process: bounds would differ from run to run."""
    a, b, both = (group_of(axis, code) for axis, code in (("a", "1"), ("b", "1"), ("a*b", "1*1")))
    everyone = group_of(None, None)
    names = ["question", "option", "axis", "category", "n_asked", "n_base", "n_positive"]
    who = ((None, None), ("a", "1"), ("b", "1"), ("a*b", "1*1"))
    table = pl.DataFrame([("q", 1, *one, 9, 9, 9) for one in who], schema=names, orient="row")
    system = system_of(table, multiple=False)
    totals = [line[0] for line in system.lines if both in {group for group, _ in line[1:]} and line[0][0] != both]
    assert totals == [(group, kind) for group in (b, a, everyone) for kind in (BASE, 1)]
