"""How much is shown, and what an audit finds, on the sample and on random surveys.

``python tests/benchmarks/disclosure.py 200``: a survey of 40 to 600 answers each, by sex and age, with three questions.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

import kumin
from kumin.disclosure.published import release
from kumin.result import Result
from kumin.writers.audit import audit
from kumin.writers.files import write_open_data
from kumin.writers.page.page import draft_page

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"


def shown(result: Result) -> tuple[int, int]:
    """Cells of groups of 30 or more that left nothing blank, and how many of them are shown."""
    cells = kept = 0
    published = release(result)
    for key, survey in published.surveys.items():
        keys = ["question", "option", "axis", "category"]
        true = published.tables.shares[key].select(*keys, n_true="n_base")
        table = survey.table.drop_nulls("axis").join(true, on=keys)
        large = table.filter(pl.col("n_true") >= 30, pl.col("category") != "-1")
        cells, kept = cells + large.height, kept + large.filter(~pl.col("suppressed")).height
    return cells, kept


def measured(result: Result, folder: Path) -> tuple[int, int, int, int, int | None, float]:
    """Cells, cells shown, hidden counts, counts told, narrowest range, CPU seconds of the audit."""
    published = release(result)
    write_open_data(published, folder)
    (folder / "report.html").write_text(draft_page(published).html, encoding="utf-8")
    start = time.process_time()
    found = audit(folder, published.k)
    cells, kept = shown(result)
    return cells, kept, found.hidden, len(found.told), found.narrowest, time.process_time() - start


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
    """Print one line for the sample, one for all random surveys, and one for each of which a count is told."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")
        (Path(scratch) / "sample").mkdir()
        print("sample", measured(sample, Path(scratch) / "sample"))
        rows = []
        for number in range(count):
            folder = Path(scratch) / str(number)
            rows.append(measured(random_survey(number, folder), folder))
            if rows[-1][3]:
                print("told", number, rows[-1])
    cells, kept, hidden, told = (sum(row[place] for row in rows) for place in range(4))  # type: ignore[misc]
    narrow = [row[4] for row in rows if row[4] is not None]
    print(f"random {count}: cells {cells}, shown {kept}, hidden {hidden}, told {told}, narrowest {min(narrow)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
