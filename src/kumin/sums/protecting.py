"""Which sums tell of few people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

import polars as pl

from kumin.estimation.linearized.cell_sums import Kind


class LeftOut(NamedTuple):
    """Sums that were left out because they tell of few people.

    Attributes
    ----------
    grouping : tuple of str
        By which columns they were.
    variable : str
        Of which variable; empty for all of the grouping.
    rows : int
        Rows of the sums that are of too few.
    """

    grouping: tuple[str, ...]
    variable: str
    rows: int


def protected_parts(
    frame: pl.DataFrame,
    groupings: Sequence[tuple[str, ...]],
    variables: Mapping[str, Kind],
    k: int,
    dominance: float,
) -> tuple[pl.DataFrame, list[LeftOut]]:
    """Drop the rows of groupings that tell of fewer than k people, and list what is to be left out."""
    telling = [_few(pl.col("rows"), k).alias("")]
    telling += [_tells(place, kind, k, dominance).alias(name) for place, (name, kind) in enumerate(variables.items())]
    left_out = []
    for number, grouping in enumerate(groupings):
        found = frame.filter(pl.col("grouping") == number).select(one.sum() for one in telling).row(0, named=True)
        names = [""] if found[""] else [name for name, rows in found.items() if rows]
        left_out += [LeftOut(grouping, name, int(found[name])) for name in names]
    gone = [groupings.index(one.grouping) for one in left_out if not one.variable]
    return frame.filter(~pl.col("grouping").is_in(gone)), left_out


def _few(count: pl.Expr, k: int) -> pl.Expr:
    return ((count > 0) & (count < k)).fill_null(value=False)


def _tells(place: int, kind: Kind, k: int, dominance: float) -> pl.Expr:
    base, positive = pl.col(f"base_{place}"), pl.col(f"positive_{place}")
    if kind == "share":
        return _few(base, k) | _few(positive, k) | _few(base - positive, k)
    few = _few(base, k)
    amounts = [("wy", "w2yy"), *([("wd", "w2d")] if kind == "ratio" else [])]
    for total, squares in amounts:
        root = pl.col(f"{squares}_{place}").sqrt()
        rest = pl.col(f"{total}_{place}").abs() - sqrt(2) * root
        few = few | ((rest < dominance / 100 * root) & (root > 0) & (dominance > 0)).fill_null(value=False)
    return few
