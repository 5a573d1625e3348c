"""A stranger with the tables that ``kumin tabulate``, ``kumin crosstab`` and ``kumin report`` write of random surveys.

``python tests/benchmarks/attack_tables.py 60``: of each survey of ``attack.py`` tables by one attribute, by several and
by crossed ones, of who answered or of who was asked, with thresholds of 3, 5 and 10, written as CSV and read back; and
a report with each threshold. Every hidden count of a table is solved for with all numbers of that table; the report is
audited as it is when it is written. Then tables are written one after the other beside the report, as the commands do,
and each is solved for with all the others.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
from attack import survey

import kumin
from drawing_tools import Blank
from kumin.charts import renderer
from kumin.definitions import load_plan
from kumin.disclosure.earlier import Earlier
from kumin.disclosure.published import release
from kumin.errors import UsageError
from kumin.tables.options import TableOptions
from kumin.words.listing import Listing, list_tables, read_listed
from kumin.writers.auditing.tables import audit_tables, audited, files_beside, read_tables
from kumin.writers.listing import write_listing
from kumin.writers.report import write_report

AXES = ("", "sex", "sex,age", "sex,age,sex*age", "sex*age", "age,age*sex")
THRESHOLDS = (3, 5, 10)


def tables(folder: Path, rng: np.random.Generator) -> Iterator[tuple[str, int, list[str]]]:
    """Yield some tables of a survey: how they were asked for, and what is found in them."""
    for axes in AXES:
        k, blank = int(rng.choice(THRESHOLDS)), bool(rng.random() < 0.3)
        listing = list_tables(folder, folder / "answers", axes=axes, k=k, options=TableOptions(blank=blank))
        write_listing(listing, "csv", folder / "table.csv")
        found = audit_tables(read(folder / "table.csv"), [], load_plan(folder).questionnaires["s"], k)
        name = f"--by {axes} --min-cell {k} {'asked' if blank else 'answered'}"
        yield name, found.hidden, [str(one) for one in found.told.items()]


def read(path: Path) -> pl.DataFrame:
    """Read a table that was written."""
    return read_tables(path.read_text(encoding="utf-8-sig"))


def beside(folder: Path, out: Path, k: int) -> tuple[int, int, int, int, list[str]]:
    """Write tables one after the other beside a report, and audit each beside all the others.

    Returns how many were written, refused and had questions hidden, the hidden counts, and what they tell.
    """
    loaded = load_plan(folder)
    make = partial(list_tables, read_listed(loaded, folder / "answers"), k=k)
    written: dict[str, Path] = {}
    refused = held = hidden = 0
    for number, axes in enumerate((*AXES[1:], "few", "age*few")):
        path = out / f"{number}.csv"
        _, files = files_beside(loaded, path, None, first=False)
        try:
            listing, more = audited(partial(_with, make, axes, files), loaded)
        except UsageError:
            refused += 1
            continue
        held += bool(more)
        write_listing(listing, "csv", path)
        written[axes] = path
    told = []
    for axes, path in written.items():
        path.rename(path.with_suffix(".away"))
        _, files = files_beside(loaded, path, None, first=False)
        path.with_suffix(".away").rename(path)
        found = audit_tables(read(path), files.get("s", []), loaded.questionnaires["s"], k)
        hidden, told = hidden + found.hidden, [*told, *(f"--by {axes}: {one}" for one in found.told.items())]
    return len(written), refused, held, hidden, told


def _with(
    make: Callable[..., Listing], axes: str, files: Mapping[str, Sequence[Earlier]], held: frozenset[tuple[str, str]]
) -> Listing:
    return make(axes=axes, beside=files, held=held)


def main(count: int, first: int) -> None:
    """Attack random surveys, and print what was found."""
    renderer.Renderer = Blank  # type: ignore[assignment,misc]
    together = [0] * 5
    number = hidden = faults = reports = again = withheld = 0
    start = time.process_time()
    for seed in range(first, first + count):
        rng = np.random.default_rng(seed)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "case"
            answers = survey(rng, folder)
            (folder / "answers").mkdir()
            answers.write_csv(folder / "answers" / "s.csv")
            for name, of, told in tables(folder, rng):
                number, hidden, faults = number + 1, hidden + of, faults + bool(told)
                if told:
                    print(seed, name, told[:4], flush=True)
            k = THRESHOLDS[seed % len(THRESHOLDS)]
            result = kumin.run(folder, folder / "answers")
            _, record = write_report(release(result, k), folder / "out", "ja", slides=True)
            reports, again = reports + 1, again + bool(record["audit"]["held"])
            withheld += bool(record["audit"]["withheld"])
            if record["audit"]["held"] or record["audit"]["withheld"]:
                print(seed, "report", k, record["audit"]["held"], record["audit"]["lines"], flush=True)
            *counts, told = beside(folder, folder / "out", k)
            together = [one + more for one, more in zip(together, (*counts, bool(told)), strict=True)]
            if told:
                print(seed, "beside", k, told[:4], flush=True)
    written, refused, held, of, faulty = together
    print(
        f"{count} surveys from {first}: {number} tables, {hidden:,} hidden counts, {faults} tables tell one; "
        f"{reports} reports, more was hidden in {again}, {withheld} withheld; beside them {written} tables, {refused} "
        f"refused, more was hidden in {held}, {of:,} hidden counts, told in {faulty} surveys; "
        f"{time.process_time() - start:.0f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
