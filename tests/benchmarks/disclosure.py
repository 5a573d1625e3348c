"""How much is shown, and what an audit finds, on the sample and on random surveys.

``python tests/benchmarks/disclosure.py 200``: surveys of 40 to 600 answers each, by sex and age, with three questions.
``python tests/benchmarks/disclosure.py 60 attack``: those of ``attack.py``, of which the audit has more hidden in some.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

import kumin
from kumin.disclosure.published import Published, release
from kumin.result import Result
from kumin.writers.auditing.audited import write_audited
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import write_open_data
from kumin.writers.page.page import draft_page

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"


class Shown(NamedTuple):
    """Cells of groups of 30 or more that left nothing blank, and how they are shown.

    Attributes
    ----------
    cells, exact, bounds : int
        Cells; those shown as they are; those shown as bounds. The others are hidden.
    wrong : int
        Cells of any group whose true count lies outside their bounds, or is not the one shown.
    """

    cells: int
    exact: int
    bounds: int
    wrong: int


class Measured(NamedTuple):
    """How cells are shown, before and after the audit has more hidden, and what the audit finds at last.

    Attributes
    ----------
    before, after : Shown
    held : int
        Questions and attributes hidden because of what the audit found.
    hidden, told, narrow, forced, unsolved : int
        See :class:`kumin.writers.auditing.audit.Audit`.
    narrowest : int or None
    protecting, seconds : float
        Processor time of choosing what is shown, and of writing and auditing.
    """

    before: Shown
    after: Shown
    held: int
    hidden: int
    told: int
    narrow: int
    forced: int
    unsolved: int
    narrowest: int | None
    protecting: float
    seconds: float


def shown(published: Published) -> Shown:
    """Count how the cells of groups are shown."""
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
    return Shown(cells, exact, bounds, wrong)


def measured(result: Result, folder: Path) -> Measured:
    """Write the open data and the page, audited as a run's are."""
    published = release(result)
    start = time.process_time()
    assert published.surveys
    protecting = time.process_time() - start
    last = [published]

    def write(published: Published) -> dict[str, Any]:
        write_open_data(published, folder)
        write_datapackage(published, folder)
        (folder / "report.html").write_text(draft_page(published).html, encoding="utf-8")
        last.append(published)
        return {}

    start = time.process_time()
    found = write_audited(published, folder, write, None, "ja")["audit"]
    seconds = time.process_time() - start
    return Measured(
        shown(published), shown(last[-1]), len(found["held"]), found["hidden"], len(found["told"]), found["narrow"],
        found["forced"], len(found["unsolved"]), found["narrowest"], protecting, seconds,
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


def attacked_survey(number: int, folder: Path) -> Result:
    """Run a survey of ``attack.py``."""
    from attack import survey

    answers = survey(np.random.default_rng(number), folder)
    (folder / "answers").mkdir()
    answers.write_csv(folder / "answers" / "s.csv")
    return kumin.run(folder, folder / "answers")


def main(count: int, made: Callable[[int, Path], Result]) -> None:
    """Print one line for the sample, one for all random surveys, and one for each of which something is hidden too."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")
        (Path(scratch) / "sample").mkdir()
        print("sample", measured(sample, Path(scratch) / "sample"), flush=True)
        rows = []
        for number in range(count):
            folder = Path(scratch) / str(number)
            rows.append(measured(made(number, folder), folder))
            one = rows[-1]
            if one.held or one.told or one.narrow or one.unsolved or one.after.wrong:
                print("hidden too, or given away", number, one, flush=True)
            if number % 20 == 19:
                print(f"{number + 1} surveys", flush=True)
    for name in ("before", "after"):
        sums = Shown(*(sum(one) for one in zip(*(getattr(row, name) for row in rows), strict=True)))
        least = min((one.exact + one.bounds) / one.cells for row in rows if (one := getattr(row, name)).cells)
        print(name, sums, f"{(sums.exact + sums.bounds) / sums.cells:.1%} shown, of one survey {least:.1%} at least")
    names = [name for name in Measured._fields if name not in ("before", "after", "narrowest")]
    totals = {name: round(sum(getattr(row, name) for row in rows), 1) for name in names}
    narrow = [row.narrowest for row in rows if row.narrowest is not None]
    print(f"random {count}: {totals}, narrowest {min(narrow, default=None)}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 200,
        attacked_survey if "attack" in sys.argv[2:] else random_survey,
    )
