"""Time of a run of the sample with all its reports, cold: every figure is of a whole process.

    python tests/benchmarks/reports.py

prints, of several rounds that take turns, the seconds of ``kumin demo``, of ``kumin demo --out`` with all reports, and
of a process that loads the libraries the reports are made with and draws one chart: what any report costs at least.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7

PEER = """
import docx, jinja2, polars, vl_convert, xlsxwriter
across = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}
vl_convert.vegalite_to_svg({"data": {"values": [{"x": 1, "y": 3}]}, "mark": "bar", "encoding": across})
"""


def seconds(*arguments: str) -> float:
    """Run Python with arguments; the time it took."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        commands = {
            "run": ("-m", "kumin", "demo"),
            "run with all reports": ("-m", "kumin", "demo", "--out", str(Path(name) / "out")),
            "libraries and one chart": ("-c", PEER),
        }
        rounds = [{what: seconds(*command) for what, command in commands.items()} for _ in range(ROUNDS)]
    for what in commands:
        times = sorted(one[what] for one in rounds)
        print(f"{what}: {statistics.median(times):.2f} s ({times[0]:.2f}-{times[-1]:.2f})")
    reports = sorted(one["run with all reports"] - one["run"] for one in rounds)
    print(f"reports: {statistics.median(reports):.2f} s ({reports[0]:.2f}-{reports[-1]:.2f})")
    ratios = sorted(one["run with all reports"] / one["libraries and one chart"] for one in rounds)
    print(f"all / libraries and one chart: {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
