"""kumin's protection beside that of τ-ARGUS, on tables that both can express: one question by one attribute.

``python tests/benchmarks/tauargus.py [COUNT]`` (default 200) needs ``pip install pytauargus`` (EUPL-1.2). Of the
sample's single answers and of COUNT random tables: cells shown exactly, as bounds and hidden, the fewest whole numbers
that fit a count of 1 to k - 1, and processor time. τ-ARGUS is given the frequency rule (5, range 100%), its optimal
suppression and its audit. What kumin leaves possible is found here by scipy's HiGHS, from the numbers shown alone.

τ-ARGUS cannot be given what kumin protects beside that: several tables that share totals and groups, indicators with a
base of their own, several answers a person, counts of 0 and of all but a few, bounds in place of hidden numbers.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from pytauargus import protect
from scipy.optimize import Bounds, LinearConstraint, milp

import kumin
from kumin.disclosure.suppress import suppress
from kumin.tables.axes import multiple_questions
from kumin.tables.run import RunTables

ROOT = Path(__file__).parents[2]
K = 5
SCHEMA = {
    "question": pl.String, "option": pl.Int32, "axis": pl.String, "category": pl.String,
    "n_asked": pl.Int64, "n_base": pl.Int64, "n_positive": pl.Int64,
}  # fmt: skip


class Outcome(NamedTuple):
    """Cells of groups, how they are shown, the fewest values of a small count, and processor time.

    Attributes
    ----------
    cells, exact, bounds, hidden : int
    told : int
        Counts of 1 to k - 1 that fewer than k numbers fit, though the totals leave more.
    narrowest : int
        At most k.
    seconds : float
    """

    cells: int
    exact: int
    bounds: int
    hidden: int
    told: int
    narrowest: int
    seconds: float


def tables(count: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield counts by group and option: the sample's, then random ones."""
    result = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")
    shares = RunTables(result).shares
    for key, table in shares.items():
        several = multiple_questions(result.plan.questionnaires[key])
        single = table.drop_nulls("axis").filter(~pl.col("question").is_in(several))
        for _, part in single.group_by("question", "axis", maintain_order=True):
            wide = part.pivot("option", index="category", values="n_positive").drop("category")
            if wide.width > 1 and wide.height > 1:
                yield "sample", wide.fill_null(0).to_numpy()
    for number in range(count):
        rng = np.random.default_rng(number)
        groups, options, n = int(rng.integers(2, 13)), int(rng.integers(2, 7)), int(rng.integers(40, 1200))
        chances = np.outer(rng.dirichlet(np.full(groups, 1.5)), rng.dirichlet(np.full(options, 1.0)))
        yield "random", rng.multinomial(n, chances.ravel()).reshape(groups, options)


def by_tauargus(counts: np.ndarray) -> Outcome:
    """Protect and audit with τ-ARGUS: a row of microdata a person."""
    groups, options = np.nonzero(counts)
    times = counts[groups, options]
    micro = {
        "Group": [f"g{code:02}" for code in np.repeat(groups, times)],
        "Answer": [f"o{code:02}" for code in np.repeat(options, times)],
        "One": [1.0] * int(times.sum()),
    }
    place = tempfile.mkdtemp()
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        found = protect(micro, ["Group", "Answer"], response="One", safety_rules="FREQ(5,100)", workdir=place)
        ranges = {row["cell"]: row for row in found.engine.audit(0)}
    seconds = time.process_time() - start
    rows, anyway = found.tables[0].rows, forced(counts)
    shutil.rmtree(place)
    inner = [(number, row) for number, row in enumerate(rows) if "Total" not in (row["Group"], row["Answer"])]
    hidden = [number for number, row in inner if row["status"] in ("U", "M")]
    values = [
        int(np.floor(ranges[number]["max"] + 1e-6) - np.ceil(ranges[number]["min"] - 1e-6)) + 1
        for number in hidden if 0 < rows[number]["freq"] < K and not anyway[place_of(rows[number])]
    ]  # fmt: skip
    empty = counts.size - len(inner)
    return Outcome(
        counts.size, len(inner) - len(hidden) + empty, 0, len(hidden), sum(one < K for one in values),
        min([*values, K]), seconds,
    )  # fmt: skip


def place_of(row: dict[str, object]) -> tuple[int, int]:
    """Return the group and option of a row of a result."""
    return int(str(row["Group"])[1:]), int(str(row["Answer"])[1:])


def by_kumin(counts: np.ndarray) -> Outcome:
    """Protect with kumin, and find what is left possible from the shown numbers."""
    rows = [("q", code, None, None, counts.sum(), counts.sum(), int(n)) for code, n in enumerate(counts.sum(axis=0))]
    for group, row in enumerate(counts):
        rows += [("q", code, "a", str(group), int(row.sum()), int(row.sum()), int(n)) for code, n in enumerate(row)]
    start = time.process_time()
    shown = suppress(pl.DataFrame(rows, schema=SCHEMA, orient="row"), K)
    seconds = time.process_time() - start
    inner = shown.drop_nulls("axis")
    bounds = inner["n_low"].is_not_null().sum()
    hidden = inner["suppressed"].sum() - bounds
    values = list(left_possible(shown, counts))
    return Outcome(
        counts.size, counts.size - bounds - hidden, bounds, hidden, sum(one < K for one in values),
        min([*values, K]), seconds,
    )  # fmt: skip


def forced(counts: np.ndarray) -> np.ndarray:
    """Tell which counts the totals alone leave fewer than k values: Fréchet's bounds."""
    base, total = counts.sum(axis=1)[:, None], counts.sum(axis=0)[None, :]
    return np.minimum(base, total) - np.maximum(0, base + total - counts.sum()) + 1 < K


def left_possible(shown: pl.DataFrame, counts: np.ndarray) -> Iterator[int]:
    """Yield how many whole numbers fit each count of 1 to k - 1 of a group whose n is shown."""
    groups, options = counts.shape
    low, high = np.zeros(counts.size), np.full(counts.size, float(counts.sum()))
    rows, ends = [], []
    inner = shown.drop_nulls("axis").select("category", "option", "n_base", "n_positive", "n_low", "n_high")
    known = np.zeros(groups, dtype=bool)
    for category, option, base, n, least, most in inner.iter_rows():
        place = int(category) * options + option
        if n is not None:
            low[place] = high[place] = n
        elif least is not None:
            low[place], high[place] = least, most
        if base is not None and not known[int(category)]:
            known[int(category)] = True
            row = np.zeros(counts.shape)
            row[int(category)] = 1
            rows.append(row.ravel())
            ends.append(base)
    tops = list(ends)
    totals = shown.filter(pl.col("axis").is_null()).select("option", "n_positive", "n_low", "n_high")
    for option, n, least, most in totals.iter_rows():
        column = np.zeros(counts.shape)
        column[:, option] = 1
        rows.append(column.ravel())
        ends.append(n if n is not None else least or 0)
        tops.append(n if n is not None else counts.sum() if most is None else most)
    sums = LinearConstraint(np.array(rows), ends, tops)
    small = (counts > 0) & (counts < K) & known[:, None] & ~forced(counts)
    for group, option in zip(*np.nonzero(small), strict=True):
        target = np.zeros(counts.size)
        target[group * options + option] = 1
        best = [
            milp(sign * target, constraints=sums, bounds=Bounds(low, high), integrality=np.ones(counts.size)).fun * sign
            for sign in (1, -1)
        ]
        yield round(best[1] - best[0]) + 1


def main(count: int) -> None:
    """Print a line for each of the two, on the sample's tables and on random ones."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for where, counts in tables(count):
        for name, tool in (("kumin", by_kumin), ("tau-argus", by_tauargus)):
            found.setdefault((where, name), []).append(tool(counts))
    for (where, name), outcomes in found.items():
        sums = np.array(outcomes).sum(axis=0)
        cells, exact, bounds, hidden, told = sums[:5].astype(int)
        narrowest = min(one.narrowest for one in outcomes)
        print(
            f"{where} {name}: {len(outcomes)} tables, {cells} cells: {exact} exact ({exact / cells:.0%}), "
            f"{bounds} bounds, {hidden} hidden ({hidden / cells:.0%}); told more closely than to {K} values {told}, "
            f"narrowest {narrowest}; {sums[6]:.2f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
