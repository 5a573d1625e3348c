"""One million residents × 40 columns: the whole way from file to judgements against `polars.read_csv` of the same file.

Usage: python tests/benchmarks/million.py [--rows 1000000] [--repeat 5] [--folder DIR]

Both sides are timed in one process, in turn, after a warm-up of each; the ratio of the medians is what counts. The file
and its definitions are made by this script; a share of the cells is wrong on purpose with --bad.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

import kumin

COLUMNS = 38
INDICATORS = 9


def write_definitions(folder: Path) -> None:
    """Write a plan of nine indicators and a questionnaire of 38 graded questions."""
    options = (
        "{1: そう思う, 2: どちらかといえばそう思う, 3: どちらかといえばそう思わない, 4: そう思わない, 5: わからない}"
    )
    questions = [
        f"  - {{id: q{i}, text: 設問{i}, header: 問{i}, type: single, options: {options}}}"
        for i in range(1, COLUMNS + 1)
    ]
    head = (
        "id: million\ntitle: 測定用\ncolumns: {id: 整理番号, received: 受付日}\n"
        "missing: {no_answer: ['', 9, 99]}\nquestions:\n"
    )
    (folder / "residents.yaml").write_text(head + "\n".join(questions) + "\n", encoding="utf-8")
    indicators = [
        f"      - {{id: 1-{i}, text: 指標{i}, survey: residents, question: q{i}, positive: [1, 2], "
        "target: {at_least: 60}}"
        for i in range(1, INDICATORS + 1)
    ]
    plan = (
        "id: million\ntitle: 測定用\nward: 測定区\nfiscal_year: 2023\n"
        "surveys:\n  residents: {title: 測定用, questionnaire: residents.yaml, population: 20000000}\n"
        "issues:\n  - id: 1\n    title: 測定\n    indicators:\n"
    )
    (folder / "plan.yaml").write_text(plan + "\n".join(indicators) + "\n", encoding="utf-8")


def write_answers(path: Path, rows: int, bad: float) -> None:
    """Write the answer file: codes 1 to 5, some blank, and a share of cells that are no option."""
    import numpy as np

    rng = np.random.default_rng(20231124)
    columns: dict[str, pl.Series] = {
        "整理番号": pl.int_range(rows, eager=True).cast(pl.String).str.zfill(7),
        "受付日": pl.Series(["2023/7/5"] * rows),
    }
    for i in range(1, COLUMNS + 1):
        codes = pl.Series(rng.integers(1, 6, rows)).cast(pl.String)
        draw = pl.Series(rng.random(rows))
        codes = codes.set(draw < 0.03, None)
        columns[f"問{i}"] = codes.set(draw > 1 - bad, "7") if bad else codes
    pl.DataFrame(columns).write_csv(path)


def median_seconds(sides: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """Time every side in turn, ``repeat`` times after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(repeat + 1):
        for name, side in sides.items():
            start = time.perf_counter()
            side()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Make the file, time both sides, print seconds and ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--bad", type=float, default=0.0, help="share of cells that are no option")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "residents.csv"
        write_definitions(folder)
        write_answers(path, arguments.rows, arguments.bad)
        size = path.stat().st_size / 1e6
        print(f"{arguments.rows:,} rows x {COLUMNS + 2} columns, {size:.0f} MB, {arguments.bad:.1%} bad cells")
        seconds = median_seconds(
            {
                "polars.read_csv": lambda: pl.read_csv(path),
                "kumin.run": lambda: kumin.run(folder, {"residents": path}),
            },
            arguments.repeat,
        )
        for name, value in seconds.items():
            print(f"{name:16} {value:6.2f} s")
        print(f"ratio            {seconds['kumin.run'] / seconds['polars.read_csv']:6.2f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory      {peak:6.0f} MB (of the whole process, both sides)")


if __name__ == "__main__":
    main()
