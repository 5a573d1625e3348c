"""Speed and memory of the estimators as ratios to peers, each in a process of its own.

Usage: python tests/benchmarks/estimation.py [--rows 1000000] [--repeat 3] [--large] [--markdown FILE]

Needs the extra ``benchmark`` (pandas, statsmodels, svy). The task: 9 weighted proportions, overall and in 18 domains,
from a CSV of 40 columns made here. pandas + statsmodels does it without weights. Every contestant runs alone, in turn
with the others; the medians are compared. ``seconds`` is the work after imports, ``process`` the whole process,
``memory`` its peak. ``--large`` also runs 10 million rows (about 1 GB of CSV in the temporary folder).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INDICATORS, DOMAINS, QUESTIONS = 9, 18, 38
CONTESTANTS = ("kumin", "read_csv", "pandas_statsmodels", "svy")


def write_answers(path: Path, rows: int) -> None:
    """Write answers 1-5 to 38 questions, a domain 1-18 and a weight; by blocks, so that any size fits in memory."""
    import numpy as np
    import polars as pl

    generator = np.random.default_rng(20231101)
    with path.open("wb") as file:
        for start in range(0, rows, 1_000_000):
            size = min(1_000_000, rows - start)
            columns = {f"q{i}": generator.integers(1, 6, size, dtype=np.int8) for i in range(1, QUESTIONS + 1)}
            columns["domain"] = generator.integers(1, DOMAINS + 1, size, dtype=np.int8)
            columns["weight"] = np.round(generator.uniform(0.6, 2.8, size), 4)
            pl.DataFrame(columns).write_csv(file, include_header=start == 0)


def work_kumin(path: str) -> float:
    import polars as pl
    import scipy.special  # noqa: F401 - loaded on the first interval; an import, like the others

    from kumin.estimation import SurveyDesign, proportions

    start = time.perf_counter()
    questions = [f"q{i}" for i in range(1, INDICATORS + 1)]
    result = proportions(
        pl.scan_csv(path, schema_overrides=dict.fromkeys(questions, pl.Int8)),
        {question: pl.col(question) <= 2 for question in questions},
        base={question: pl.col(question) <= 4 for question in questions},
        by=["domain"],
        totals=True,
        design=SurveyDesign(weights="weight"),
    )
    assert result.height == INDICATORS * (DOMAINS + 1)
    return time.perf_counter() - start


def work_read_csv(path: str) -> float:
    import polars as pl

    start = time.perf_counter()
    assert pl.read_csv(path).width == QUESTIONS + 2
    return time.perf_counter() - start


def work_pandas_statsmodels(path: str) -> float:
    import pandas as pd
    from statsmodels.stats.proportion import proportion_confint

    start = time.perf_counter()
    frame = pd.read_csv(path)
    rows = []
    for i in range(1, INDICATORS + 1):
        answered = frame[frame[f"q{i}"] <= 4]
        positive = answered[f"q{i}"] <= 2
        by_domain = positive.groupby(answered["domain"]).agg(["sum", "count"])
        overall = positive.agg(["sum", "count"]).to_frame().T
        for counts in (by_domain, overall):
            seen, of = counts["sum"].astype(float), counts["count"].astype(float)
            rows += [proportion_confint(seen, of, method="wilson")]
    assert len(rows) == 2 * INDICATORS
    return time.perf_counter() - start


def work_svy(path: str) -> float:
    import polars as pl
    import svy

    start = time.perf_counter()
    frame = pl.read_csv(path)
    for i in range(1, INDICATORS + 1):
        answer = pl.col(f"q{i}")
        frame = frame.with_columns(pl.when(answer <= 4).then((answer <= 2).cast(pl.Int64)).alias(f"y{i}"))
    sample = svy.Sample(frame, svy.Design(wgt="weight"))
    for i in range(1, INDICATORS + 1):
        sample.estimation.prop(f"y{i}", by="domain", ci_method="wilson", drop_nulls=True)
        sample.estimation.prop(f"y{i}", ci_method="wilson", drop_nulls=True)
    return time.perf_counter() - start


def work_bootstrap(path: str) -> float:
    import numpy as np
    import polars as pl

    from kumin.estimation import replicate_estimates, replicate_weights

    del path
    generator = np.random.default_rng(7)
    frame = pl.DataFrame({f"q{i}": generator.integers(1, 6, 1000) for i in range(11)})
    outcomes = {name: pl.col(name) <= 2 for name in frame.columns}
    start = time.perf_counter()
    weights = replicate_weights(frame, replicates=1000)
    assert replicate_estimates(frame, outcomes, weights).height == 11
    return time.perf_counter() - start


def run_alone(contestant: str, path: Path) -> dict[str, float]:
    """Run one contestant in a fresh process; seconds of work and of the process, peak memory in MB."""
    code = (
        "import resource, sys, json; sys.path.insert(0, sys.argv[1]); import estimation as e; "
        "s = getattr(e, 'work_' + sys.argv[2])(sys.argv[3]); "
        "print(json.dumps([s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(Path(__file__).parent), contestant, str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    process = time.perf_counter() - start
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return {"seconds": seconds, "process": process, "memory": memory}


def compare(contestants: tuple[str, ...], path: Path, repeat: int) -> dict[str, dict[str, float]]:
    """Run the contestants in turn and take medians (after one run of each that is thrown away)."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in contestants}
    for turn in range(repeat + 1):
        for name in contestants:
            result = run_alone(name, path)
            if turn:
                runs[name].append(result)
    return {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]} for name, found in runs.items()
    }


def report(results: dict[str, dict[str, float]], rows: int) -> list[str]:
    lines = [f"| {rows:,} rows | seconds | process | memory MB |", "|---|---|---|---|"]
    for name, found in results.items():
        lines.append(f"| {name} | {found['seconds']:.2f} | {found['process']:.2f} | {found['memory']:.0f} |")
    return lines


def growth(folder: Path, rows: int, repeat: int) -> list[str]:
    """Run kumin on 1, 3 and 10 times the rows, in turn."""
    sizes = [rows, 3 * rows, 10 * rows]
    paths = [folder / f"answers-{size}.csv" for size in sizes]
    for size, path in zip(sizes, paths, strict=True):
        write_answers(path, size)
    runs = [[run_alone("kumin", path) for path in paths] for _ in range(repeat + 1)][1:]
    lines = ["| rows | seconds | seconds per million | memory MB |", "|---|---|---|---|"]
    for k, size in enumerate(sizes):
        seconds, memory = (statistics.median(run[k][key] for run in runs) for key in ("seconds", "memory"))
        lines.append(f"| {size:,} | {seconds:.2f} | {seconds / size * 1e6:.2f} | {memory:.0f} |")
    return lines


def ratio(results: dict[str, dict[str, float]], over: str, under: str, key: str) -> float:
    return results[over][key] / results[under][key]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        write_answers(path, options.rows)
        results = compare(CONTESTANTS, path, options.repeat)
        lines += report(results, options.rows)
        lines += ["", "| ratio | measured | wanted |", "|---|---|---|"]
        for text, value, wanted in (
            ("svy / kumin, seconds", ratio(results, "svy", "kumin", "seconds"), "≥ 40"),
            ("svy / kumin, memory", ratio(results, "svy", "kumin", "memory"), "≥ 5"),
            ("pandas + statsmodels / kumin, seconds", ratio(results, "pandas_statsmodels", "kumin", "seconds"), "≥ 5"),
            ("kumin / polars.read_csv, seconds", ratio(results, "kumin", "read_csv", "seconds"), "≤ 1.5"),
        ):
            lines.append(f"| {text} | {value:.2f} | {wanted} |")
        boot = compare(("bootstrap",), path, options.repeat)["bootstrap"]["seconds"]
        lines += ["", f"1,000 bootstrap replicates of 11 indicators on 1,000 rows: {boot:.2f} s (wanted < 1 s)"]
        if options.large:
            lines += ["", *growth(Path(folder), options.rows, options.repeat)]
    print("\n".join(lines))
    if options.markdown:
        options.markdown.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
