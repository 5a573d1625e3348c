"""What a stranger who runs kumin on every table that the published numbers allow learns of the small counts.

``python tests/benchmarks/knowing_kumin.py 60``: random tables of two or three groups by two or three answers, alone and
with the numbers of everyone published in any case. Of those that the shown numbers allow, few enough to be tried, only
those are left of which kumin shows the same: how many values has each hidden count of 0 to k - 1 in them?
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import polars as pl

from kumin.disclosure.suppress import suppress

K = 5
MOST = 400
"""Tables with more that are possible are left out."""
SCHEMA = {
    "question": pl.String, "option": pl.Int32, "axis": pl.String, "category": pl.String,
    "n_asked": pl.Int64, "n_base": pl.Int64, "n_positive": pl.Int64,
}  # fmt: skip


class Left(NamedTuple):
    """A hidden small count: its values in the tables that the numbers allow, and in those kumin shows alike."""

    allowed: int
    alike: int


def published(counts: np.ndarray, *, keep_totals: bool) -> pl.DataFrame:
    """Show a table of groups by answers as kumin does."""
    rows = [("q", code, None, None, counts.sum(), counts.sum(), int(n)) for code, n in enumerate(counts.sum(axis=0))]
    for group, row in enumerate(counts):
        rows += [("q", code, "a", str(group), int(row.sum()), int(row.sum()), int(n)) for code, n in enumerate(row)]
    table = suppress(pl.DataFrame(rows, schema=SCHEMA, orient="row"), K, keep_totals=keep_totals)
    return table.select("axis", "category", "option", "n_base", "n_positive", "n_low", "n_high")


def allowed(shown: pl.DataFrame, counts: np.ndarray) -> list[np.ndarray] | None:
    """List the tables that agree with the shown numbers; None where they are too many to be tried."""
    groups, options = counts.shape
    everyone = int(counts.sum())
    ends: dict[tuple[str | None, int], range] = {}
    base: dict[str | None, int | None] = {}
    for axis, category, option, n_base, n, low, high in shown.iter_rows():
        least, most = (n, n) if n is not None else (low, high) if low is not None else (0, n_base or everyone)
        ends[category if axis else None, option] = range(least, most + 1)
        base[category] = n_base
    rows: list[list[tuple[int, ...]]] = []
    for group in map(str, range(groups)):
        found = product(*(ends[group, option] for option in range(options)))
        rows.append([row for row in found if base[group] is None or sum(row) == base[group]])
    if np.prod([len(row) for row in rows]) > 8 * MOST:
        return None
    tables = [np.array(one) for one in product(*rows)]
    tables = [one for one in tables if all(n in ends[None, code] for code, n in enumerate(one.sum(axis=0)))]
    tables = [one for one in tables if one.sum() == everyone]
    return tables if len(tables) <= MOST else None


def left(counts: np.ndarray, *, keep_totals: bool) -> list[Left] | None:
    """Find what is left to each hidden small count; None where the table is not tried."""
    shown = published(counts, keep_totals=keep_totals)
    tables = allowed(shown, counts)
    if tables is None:
        return None
    alike = [one for one in tables if published(one, keep_totals=keep_totals).equals(shown)]
    return [
        Left(values, len({int(one[place]) for one in alike}))
        for place, n in np.ndenumerate(counts)
        if n < K and (values := len({int(one[place]) for one in tables})) > 1
    ]


def tables(count: int) -> Iterator[np.ndarray]:
    """Yield random tables none of whose groups is very small."""
    for seed in range(count):
        rng = np.random.default_rng(seed)
        groups, options, n = int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(60, 150))
        chances = np.outer(rng.dirichlet([2] * groups), rng.dirichlet([0.6] * options))
        counts = rng.multinomial(n, chances.ravel()).reshape(groups, options)
        if (counts.sum(axis=1) >= 2 * K).all():
            yield counts


def main(count: int) -> None:
    """Print what is left, of tables alone and of tables whose numbers of everyone are published in any case."""
    for keep_totals in (False, True):
        found = [one for counts in tables(count) if (one := left(counts, keep_totals=keep_totals))]
        every = [one for each in found for one in each]
        told = sum(one.alike == 1 for one in every)
        print(
            f"{'numbers of everyone published in any case' if keep_totals else 'table alone'}: {len(found)} tables, "
            f"{len(every)} hidden counts of 0 to {K - 1}: {told} told, {sum(one.alike < one.allowed for one in every)} "
            f"narrowed, by values left {sorted(Counter(one.alike for one in every).items())}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
