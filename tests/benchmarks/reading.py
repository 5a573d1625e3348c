"""Time and memory of reading and validating a million answers to forty questions, against polars.read_csv.

    python tests/benchmarks/reading.py [ROWS]

writes a clean file and one with 1% of bad cells into a temporary folder and measures each in a process of its own,
the best of several runs after a first one, in rounds that take turns; a ratio is of the two of one round, and the
middle of the rounds counts: of the time that passes, and of the processors' time, which others on a shared machine
change less. The limit of the clean file is that against ``polars.read_csv``, the other's against the file as text.
Compared with are ``polars.read_csv`` as it is (it refuses the file with words among its
numbers) and with everything as text (``infer_schema=False``).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = 1_000_000
RUNS = 3
ROUNDS = 3
LIMITS = {"clean": ("read_csv", 1.5), "1% bad cells": ("read_csv as text", 2.1)}

QUESTIONNAIRE = (
    """\
id: large
title: 大きな調査
columns: {id: 整理番号, received: 受付日}
missing: {no_answer: ["", 9, 99, 無回答], invalid: ["*"]}
refuse_above: 1.0
questions:
"""
    + "".join(
        f"  - {{id: q{n}, text: 設問{n}, header: 問{n}, type: single, options: {{1: a, 2: b, 3: c, 4: d, 5: e}}}}\n"
        for n in range(1, 36)
    )
    + """\
  - {id: free, text: 自由記述, header: 問36, type: text}
  - {id: years, text: 年数, header: 問37, type: number, minimum: 0, maximum: 98}
  - {id: media, text: 入手先, header: 問38, type: multiple, max: 3, options: {1: x, 2: y, 3: z}}
"""
)

READ = "import polars as pl\ndef work():\n    return pl.read_csv(path)\n"
READ_TEXT = "import polars as pl\ndef work():\n    return pl.read_csv(path, infer_schema=False)\n"
KUMIN = (
    "import kumin\nquestionnaire = kumin.load_questionnaire(folder / 'q.yaml')\n"
    "def work():\n    return kumin.validate_file(path, questionnaire)\n"
)
MEASURE = """
import json, resource, time
best = cpu = None
def used():
    every = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in every)
for _ in range({runs} + 1):
    start, before = time.perf_counter(), used()
    try:
        found = work()
    except Exception as error:
        print(json.dumps({{"error": type(error).__name__}}))
        raise SystemExit
    seconds, own = time.perf_counter() - start, used() - before
    findings = getattr(found, "findings", None)
    count = None if findings is None else findings.height
    del found, findings
    # the first run imports and warms up
    best = seconds if best is None or _ == 1 else min(best, seconds)
    cpu = own if cpu is None or _ == 1 else min(cpu, own)
try:  # of this program alone: what getrusage tells begins with the memory of the process that started it
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1e6
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(json.dumps({{"seconds": best, "cpu": cpu, "peak_gb": peak, "findings": count}}))
"""


def make(path: Path, rows: int, bad: float) -> None:
    """Write a file of invented answers."""
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(1)
    number = pl.int_range(rows, eager=True)
    columns = [
        number.cast(pl.String).str.zfill(7).alias("整理番号"),
        pl.select("2023/7/" + (pl.lit(number) % 28 + 1).cast(pl.String)).to_series().alias("受付日"),
    ]
    for n in range(1, 36):
        cells = pl.Series(rng.integers(1, 6, rows)).cast(pl.String)
        cells = cells.set(pl.Series(rng.random(rows) < 0.03), None)
        wrong = rng.random(rows)
        for share, value in ((0.4, "7"), (0.7, "*"), (1.0, "１ ,2x")):
            cells = cells.set(pl.Series((wrong < bad * share) & (wrong >= bad * (share - 0.4))), value)
        columns.append(cells.alias(f"問{n}"))
    words = pl.select(pl.when(pl.lit(number) % 50 == 0).then(pl.lit("公園をもっと増やしてほしい"))).to_series()
    columns += [words.alias("問36"), (number % 90).cast(pl.String).alias("問37")]
    marks = pl.when(pl.lit(number) % 2 == 0).then(pl.lit("1,3")).otherwise(pl.lit("2"))
    columns.append(pl.select(marks).to_series().alias("問38"))
    pl.DataFrame(columns).write_csv(path)


def measure(code: str, folder: Path, path: Path) -> dict[str, float]:
    """Run code in a process of its own; seconds of the best run and the process's peak memory."""
    head = f"from pathlib import Path\nfolder, path = Path({str(folder)!r}), Path({str(path)!r})\n"
    script = head + code + MEASURE.format(runs=RUNS)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    return json.loads(done.stdout)


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
        for kind, bad in (("clean", 0.0), ("1% bad cells", 0.01)):
            path = folder / "answers.csv"
            make(path, rows, bad)
            rounds = [
                [measure(code, folder, path) for code in (KUMIN, READ, READ_TEXT)] for _ in range(ROUNDS)
            ]  # fmt: skip
            own = [one[0] for one in rounds]
            print(f"{kind}: {rows:,} rows x 40, {path.stat().st_size / 1e6:.0f} MB; kumin {_range(own)} s, "
                  f"{own[0]['findings']:,} findings, peak {max(one['peak_gb'] for one in own):.2f} GB")  # fmt: skip
            for place, what in enumerate(("read_csv", "read_csv as text"), start=1):
                if "error" in rounds[0][place]:
                    print(f"  {what}: {rounds[0][place]['error']}")
                    continue
                ratios = [_ratio(rounds, place, of) for of in ("seconds", "cpu")]
                against, limit = LIMITS[kind]
                wanted = f"; limit {limit}" if what == against else ""
                print(f"  {what}: {_range([one[place] for one in rounds])} s, ratio {ratios[0]}, of CPU {ratios[1]}"
                      f"{wanted}")  # fmt: skip


def _ratio(rounds: list[list[dict[str, float]]], place: int, of: str) -> str:
    ratios = sorted(one[0][of] / one[place][of] for one in rounds)
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"


def _range(runs: list[dict[str, float]]) -> str:
    seconds = sorted(run["seconds"] for run in runs)
    return f"{statistics.median(seconds):.2f} ({seconds[0]:.2f}-{seconds[-1]:.2f})"


if __name__ == "__main__":
    main()
