"""CPU time of ``kumin check --out`` with 100,000 rows and 10% of bad cells, against writing the same plain table.

    python tests/benchmarks/check.py [ROWS]

``kumin check`` reads and checks the file, writes the marked copy (of a file of more than 50,000 rows the first 50,000
with findings), and the lists. The plain table is those rows in XlsxWriter's quickest way, without a mark. Both are
whole processes, in turns; a ratio is of the two of one turn, and the middle of the turns counts.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from reading import QUESTIONNAIRE, make

from kumin.writers.workbook.marked_copy import WHOLE

ROWS = 100_000
BAD = 0.1
TURNS = 3
LIMIT = 6.0

PLAIN = """
import sys
import polars as pl, xlsxwriter
frame = pl.read_csv(sys.argv[1], infer_schema=False).head(int(sys.argv[3]))
with xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True}) as book:
    sheet = book.add_worksheet()
    for line, cells in enumerate(frame.iter_rows()):
        for place, cell in enumerate(cells):
            if cell is not None:
                sheet.write_string(line, place, cell)
"""


def seconds(*arguments: str | Path) -> float:
    """CPU seconds of a process, those of all threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *map(str, arguments)], check=True, capture_output=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
        make(folder / "a.csv", rows, BAD)
        check = ("-m", "kumin", "check", folder / "q.yaml", folder / "a.csv", "--out", folder / "out")
        plain = ("-c", PLAIN, folder / "a.csv", folder / "plain.xlsx", str(WHOLE))
        turns = [(seconds(*check), seconds(*plain)) for _ in range(TURNS)]
    own, other = (statistics.median(turn[place] for turn in turns) for place in (0, 1))
    ratios = sorted(mine / its for mine, its in turns)
    print(
        f"{rows:,} rows x 40, {BAD:.0%} bad cells; check --out {own:.2f} s CPU (limit {LIMIT:g}), plain table of "
        f"{min(rows, WHOLE):,} rows {other:.2f} s, ratio {statistics.median(ratios):.2f} "
        f"({ratios[0]:.2f}-{ratios[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
