"""The same answers as CSV, XLSX, XLS, ODS, Parquet and SPSS, and CSV on each of the ways by which long files are read.

    python tests/benchmarks/fuzz_formats.py [--cases 2000] [--seed 1] [--only CASE]

Each case is a small survey file whose cells are changed in one to four ways (``fuzz_changes.py``). However it is
stored, the coded answers, the rows left out, the blank forms and the findings must be those of the CSV file; only what
a format itself tells or cannot hold (short rows, the way lines end) may differ.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

os.environ.setdefault("POLARS_MAX_THREADS", "1")

sys.path.insert(0, str(Path(__file__).parent))

import openpyxl
import polars as pl
import pyreadstat
import xlwt
from fuzz_changes import CELL_CHANGES, Case, base_case
from fuzz_plain import QUESTIONNAIRE

import kumin
from kumin.errors import KuminError
from kumin.on_disk import columns as on_disk_columns
from kumin.responses import Answers, validate_files
from kumin.responses.readers import _delimited, streamed

OWN = {"W212", "W214", "E206", "W211", "W215", "W216", "W312", "W502"}
"""Findings that speak of the text of a file, or of what a format cannot tell."""

NO_TABLE = {"lost_heading", "empty_column", "ragged", "line_breaks", "blank_lines", "repeated_heading", "total_row"}
"""Changes that a file with a name for each column does not hold, or holds otherwise."""

ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/></m:manifest>'
)
SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="回答">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def write_csv(grid: list[list[str]], folder: Path) -> Path:
    """Write the reference."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(grid)
    path = folder / "a.csv"
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def write_xlsx(grid: list[list[str]], folder: Path) -> Path:
    """Write texts."""
    book = openpyxl.Workbook()
    for row in grid:
        book.active.append([cell or None for cell in row])
        for cell in book.active[book.active.max_row]:
            if cell.value is not None:
                cell.data_type = "s"  # text that begins with = is no formula
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def write_numbers(grid: list[list[str]], folder: Path) -> Path:
    """Write numbers as numbers, where the number is written as Excel would write it; the rest as texts."""
    book = openpyxl.Workbook()
    for row in grid:
        plain = [int(c) if c.isascii() and c.isdigit() and str(int(c)) == c and len(c) < 15 else c or None for c in row]
        book.active.append(plain)
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(folder / "b.xlsx")
    return folder / "b.xlsx"


def write_xls(grid: list[list[str]], folder: Path) -> Path:
    """Write texts into the old format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("回答")
    for place, row in enumerate(grid):
        for column, cell in enumerate(row):
            if cell:
                sheet.write(place, column, cell)
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def write_ods(grid: list[list[str]], folder: Path) -> Path:
    """Write texts."""

    def cell(text: str) -> str:
        lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
        return (
            f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
            if text
            else ("<table:table-cell/>")
        )

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in grid)
    with zipfile.ZipFile(folder / "a.ods", "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", SHEET.format(rows))
    return folder / "a.ods"


def _spaced(line: str) -> str:
    return escape(line).replace("  ", " <text:s/>").replace("\t", "<text:tab/>")


def _frame(grid: list[list[str]]) -> pl.DataFrame:
    heads, *rows = grid
    cells = [[row[place] if place < len(row) else "" for row in rows] for place in range(len(heads))]
    return pl.DataFrame(
        {head: [c or None for c in own] for head, own in zip(heads, cells, strict=True)},
        schema=dict.fromkeys(heads, pl.String),
    )


def write_parquet(grid: list[list[str]], folder: Path) -> Path:
    """Write columns of text."""
    _frame(grid).write_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def write_sav(grid: list[list[str]], folder: Path) -> Path:
    """Write variables of text."""
    pyreadstat.write_sav(_frame(grid).with_columns(pl.all().fill_null("")), folder / "a.sav")
    return folder / "a.sav"


WRITERS: dict[str, Callable[[list[list[str]], Path], Path]] = {
    "xlsx": write_xlsx,
    "xlsx of numbers": write_numbers,
    "xls": write_xls,
    "ods": write_ods,
    "parquet": write_parquet,
    "sav": write_sav,
}
OF_COLUMNS = ("parquet", "sav")
READ_APART, EVERY = ("xls", "sav"), 25
"""Formats that are read in a process of their own, which is started for one case of so many."""


def read_all(path: Path, questionnaire: Any, where: dict[str, int] | None = None) -> Answers | str:
    """Read a file; the code of the error where it is refused."""
    kept = _delimited.LARGE, on_disk_columns.LONG, streamed.PIECE
    for name, value in (where or {}).items():
        {"large": lambda v: setattr(_delimited, "LARGE", v), "long": lambda v: setattr(on_disk_columns, "LONG", v),
         "piece": lambda v: setattr(streamed, "PIECE", v)}[name](value)  # fmt: skip
    try:
        return validate_files([path], questionnaire, refuse=False)
    except KuminError as error:
        return error.code
    finally:
        _delimited.LARGE, on_disk_columns.LONG, streamed.PIECE = kept


def told(answers: Answers, *, rows: bool) -> dict[str, Any]:
    """Return what must be the same."""
    coded = answers.coded.drop("file", "source", strict=False)
    findings = answers.findings.filter(~pl.col("code").is_in(OWN))
    about = ["code", "question", "value", "count", *(["row"] if rows else [])]
    return {
        "coded": (coded if rows else coded.drop("row")).rows(),
        "findings": Counter(findings.select(about).rows()),
        "blank": answers.n_blank,
        "read": answers.n_read,
        "left out": Counter(answers.quarantined["codes"].to_list()),
        "bases": answers.bases.drop("file", "source", strict=False).rows(),
    }


def differences(reference: Answers | str, other: Answers | str, *, rows: bool) -> list[str]:
    """List what differs."""
    if isinstance(reference, str) or isinstance(other, str):
        return [] if reference == other else [f"{_short(reference)} and {_short(other)}"]
    one, two = told(reference, rows=rows), told(other, rows=rows)
    found = []
    for name in one:
        if one[name] == two[name]:
            continue
        a, b = one[name], two[name]
        if isinstance(a, Counter):
            found.append(f"{name}: only in CSV {dict(a - b)}, only here {dict(b - a)}")
        elif isinstance(a, list):
            pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
            found.append(f"{name}: {len(a)} and {len(b)}, first {pairs[:1]}")
        else:
            found.append(f"{name}: {a} and {b}")
    return found


def _short(answers: Answers | str) -> str:
    return answers if isinstance(answers, str) else "read"


def make(seed: int, number: int) -> Case:
    """Make the cells of one case."""
    rng = random.Random(f"formats/{seed}/{number}")
    case = base_case(rng, "csv")
    chosen = rng.sample(sorted(CELL_CHANGES), rng.choice((1, 1, 2, 3, 4)))
    for name in (name for name in CELL_CHANGES if name in chosen):
        case.changes.append(name)
        CELL_CHANGES[name][0](rng, case)
    signs = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 13])
    case.grid = [[str("" if cell is None else cell).translate(signs) for cell in row] for row in case.grid]
    return case


def run_case(seed: int, number: int, folder: Path, questionnaire: Any) -> tuple[list[str], int]:
    """Read one case in all formats."""
    case, faults, compared = make(seed, number), [], 0
    path = write_csv(case.grid, folder)
    reference = read_all(path, questionnaire)
    ways: dict[str, dict[str, int]] = {
        "as a large file": {"large": 0},
        "piece by piece": {"long": 2, "piece": 200, "large": 0},
    }
    for way, where in ways.items():
        compared += 1
        faults += [
            f"{number} {case.changes} {way}: {one}"
            for one in differences(reference, read_all(path, questionnaire, where), rows=True)
        ]
    for kind, write in WRITERS.items():
        if kind in OF_COLUMNS and (NO_TABLE & set(case.changes) or len(set(case.grid[0])) < len(case.grid[0])):
            continue
        if kind in READ_APART and number % EVERY:
            continue
        compared += 1
        try:
            other = read_all(write(case.grid, folder), questionnaire)
        except Exception as error:
            faults.append(f"{number} {case.changes} {kind}: {type(error).__name__} {str(error)[:200]}")
            continue
        faults += [
            f"{number} {case.changes} {kind}: {one}"
            for one in differences(reference, other, rows=kind not in OF_COLUMNS)
        ]
    return faults, compared


def main() -> None:
    """Run the cases and print what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    # on a busy machine a small file may take long: that is no difference
    with tempfile.TemporaryDirectory() as name, kumin.limits(seconds=3600):
        folder = Path(name)
        (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
        questionnaire = kumin.load_questionnaire(folder / "q.yaml")
        numbers = range(given.cases) if given.only is None else [given.only]
        faults, compared = [], 0
        for number in numbers:
            found, count = run_case(given.seed, number, folder, questionnaire)
            faults += found
            compared += count
            if number % 100 == 99:
                print(
                    f"{number + 1} cases, {compared} readings, {len(faults)} differences", file=sys.stderr, flush=True
                )
            for one in found:
                print(one, flush=True)
    print(f"cases: {len(numbers)}, readings compared with that of CSV: {compared}, differences: {len(faults)}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
