"""CPU time of reading a workbook and an SPSS file of 20,000 rows and 40 columns, against their libraries alone.

    python tests/benchmarks/workbooks.py [ROWS]

Both read in turns; a ratio is of the two of one turn, and the middle of the turns counts. CPU time is that of
this process and of those that reading starts.
"""

from __future__ import annotations

import datetime
import random
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import fastexcel
import polars as pl
import pyreadstat
import xlsxwriter

from kumin.responses import read_answers

ROWS = 20_000
COLUMNS = 40
TURNS = 9
LIMIT, LIMIT_SPSS = 1.6, 1.5


def make(path: Path, rows: int, *, faults: bool) -> None:
    """Write invented answers; with faults a percent format, formulas, hidden rows and merged cells among them."""
    draw = random.Random(1)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet("回答")
        percent = book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["整理番号", "受付日", *(f"問{n}" for n in range(1, COLUMNS - 1))])
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"{row:07d}")
            sheet.write_datetime(row, 1, datetime.datetime(2023, 7, row % 28 + 1))
            for column in range(2, COLUMNS - 2):
                sheet.write_number(row, column, draw.randint(1, 5))
            if row % 50 == 0:
                sheet.write_string(row, COLUMNS - 2, "公園をもっと増やしてほしい")
            sheet.write_number(row, COLUMNS - 1, row % 90 / 100, percent if faults else None)
            if faults and row % 20 == 0:
                sheet.write_formula(row, 5, f"=E{row + 1}+1", None, "")
                sheet.set_row(row, None, None, {"hidden": True})
            if faults and row % 100 == 1:
                sheet.merge_range(row, 6, row + 3, 6, 1)


def make_sav(path: Path, rows: int) -> None:
    """Write invented answers as an SPSS file, 3% of the codes missing."""
    draw = random.Random(1)
    numbers = [f"q{n}" for n in range(1, COLUMNS - 1)]
    codes = {name: [draw.randint(1, 5) if draw.random() > 0.03 else None for _ in range(rows)] for name in numbers}
    words = ["公園をもっと増やしてほしい" if row % 50 == 0 else "" for row in range(rows)]
    frame = pl.DataFrame({"id": [f"{row:07d}" for row in range(rows)], **codes, "free": words})
    labels = {name: dict(enumerate("abcde", 1)) for name in numbers}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)


def sav_alone(path: Path) -> object:
    """Read with pyreadstat into a Polars frame."""
    return pyreadstat.read_sav(path, output_format="polars")


def alone(path: Path) -> object:
    """Read with fastexcel, all as text."""
    return fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars()


def seconds(work: Callable[[Path], object], path: Path) -> float:
    """CPU seconds of one reading, those of all threads and of processes that have ended."""
    start = _cpu()
    work(path)
    return _cpu() - start


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        for what, faults in (("XLSX without faults", False), ("XLSX with faults", True)):
            path = Path(folder) / "a.xlsx"
            make(path, rows, faults=faults)
            compare(what, path, rows, alone, LIMIT)
        path = Path(folder) / "a.sav"
        make_sav(path, rows)
        compare("SPSS", path, rows, sav_alone, LIMIT_SPSS)


def compare(what: str, path: Path, rows: int, peer: Callable[[Path], object], limit: float) -> None:
    """Measure a file and print."""
    for work in (peer, read_answers):
        work(path)
    turns = [(seconds(read_answers, path), seconds(peer, path)) for _ in range(TURNS)]
    ratios = sorted(own / other for own, other in turns)
    own, other = (statistics.median(turn[place] for turn in turns) for place in (0, 1))
    print(
        f"{what}: {rows:,} rows x {COLUMNS}; kumin {own:.2f} s, the library alone {other:.2f} s, "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f}; limit {limit})"
    )


if __name__ == "__main__":
    main()
