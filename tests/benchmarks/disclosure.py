"""How much is shown, and what an audit finds, on the sample and on random surveys.

``python tests/benchmarks/disclosure.py 200``: a survey of 40 to 600 answers each, by sex and age, with three questions.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

import kumin
from kumin.disclosure.published import release
from kumin.result import Result
from kumin.writers.audit import audit
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import write_open_data
from kumin.writers.page.page import draft_page

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"


class Measured(NamedTuple):
    """Cells of groups of 30 or more that left nothing blank, how they are shown, and what an audit finds.

    Attributes
    ----------
    cells, exact, bounds : int
        Cells; those shown as they are; those shown as bounds. The others are hidden.
    hidden, told, narrow, forced, unsolved : int
        See :class:`kumin.writers.audit.Audit`.
    wrong : int
        Cells whose true count lies outside their bounds.
    narrowest : int or None
    protecting, seconds : float
        Processor time of choosing what is shown, and of the audit.
    """

    cells: int
    exact: int
    bounds: int
    hidden: int
    told: int
    narrow: int
    forced: int
    unsolved: int
    wrong: int
    narrowest: int | None
    protecting: float
    seconds: float


def measured(result: Result, folder: Path) -> Measured:
    """Write the open data and the page, but for its charts, and audit them."""
    published = release(result)
    start = time.process_time()
    assert published.surveys
    protecting = time.process_time() - start
    write_open_data(published, folder)
    write_datapackage(published, folder)
    (folder / "report.html").write_text(draft_page(published).html, encoding="utf-8")
    start = time.process_time()
    found = audit(folder, published.k)
    seconds = time.process_time() - start
    cells = exact = bounds = wrong = 0
    for key, survey in published.surveys.items():
        keys = ["question", "option", "axis", "category"]
        true = published.tables.shares[key].select(*keys, n_true="n_base", true="n_positive")
        every = survey.table.join(true, on=keys, nulls_equal=True)
        wrong += every.filter(~pl.col("true").is_between("n_low", "n_high")).height
        wrong += every.filter(pl.col("n_positive") != pl.col("true")).height
        large = every.drop_nulls("axis")
        large = large.filter(pl.col("n_true") >= 30, pl.col("category") != "-1")
        cells, exact = cells + large.height, exact + large.filter(~pl.col("suppressed")).height
        bounds += large.filter("suppressed", pl.col("n_low").is_not_null()).height
    return Measured(
        cells, exact, bounds, found.hidden, len(found.told), found.narrow, found.forced, len(found.unsolved),
        wrong, found.narrowest, protecting, seconds,
    )  # fmt: skip


def random_survey(number: int, folder: Path) -> Result:
    """Answers at random to the questions of a small plan, some of them rare, some left blank."""
    rng = np.random.default_rng(number)
    n = int(rng.integers(40, 600))
    options = {"sex": 2, "age": 5, "q0": 2, "q1": 3, "q2": 5}
    columns = {name: rng.choice(m, n, p=rng.dirichlet(np.full(m, 1.5))) + 1 for name, m in options.items()}
    frame = pl.DataFrame({"no": range(1, n + 1), **columns})
    blank = {name: pl.when(pl.Series(rng.random(n) > 0.02)).then(name).alias(name) for name in options}
    shutil.copytree(CASE, folder)
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("invited: 400", f"invited: {2 * n}"), encoding="utf-8")
    frame.with_columns(**blank).write_csv(folder / "answers" / "s.csv")
    return kumin.run(folder, folder / "answers")


def main(count: int) -> None:
    """Print one line for the sample, one for all random surveys, and one for each that gives something away."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")
        (Path(scratch) / "sample").mkdir()
        print("sample", measured(sample, Path(scratch) / "sample"), flush=True)
        rows = []
        for number in range(count):
            folder = Path(scratch) / str(number)
            rows.append(measured(random_survey(number, folder), folder))
            if rows[-1].told or rows[-1].narrow or rows[-1].unsolved or rows[-1].wrong:
                print("given away", number, rows[-1], flush=True)
            if number % 20 == 19:
                print(f"{number + 1} surveys", flush=True)
    names = [name for name in Measured._fields if name != "narrowest"]
    sums = {name: round(sum(getattr(row, name) for row in rows), 1) for name in names}
    narrow = [row.narrowest for row in rows if row.narrowest is not None]
    print(f"random {count}: {sums}, narrowest {min(narrow, default=None)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
