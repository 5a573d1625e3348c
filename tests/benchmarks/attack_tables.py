"""A stranger with the tables that ``kumin tabulate``, ``kumin crosstab`` and ``kumin report`` write of random surveys.

``python tests/benchmarks/attack_tables.py 60``: of each survey of ``attack.py`` tables by one attribute, by several and
by crossed ones, of who answered or of who was asked, with thresholds of 3, 5 and 10, written as CSV and read back; and
a report with each threshold. Every hidden count of a table is solved for with all numbers of that table; the report is
audited as it is when it is written.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from attack import survey

import kumin
from drawing_tools import Blank
from kumin.charts import renderer
from kumin.disclosure.published import release
from kumin.disclosure.solve import Name, ranges
from kumin.tables.options import TableOptions
from kumin.words.listing import list_tables
from kumin.writers.auditing.audit import _is_narrow
from kumin.writers.auditing.facts import BLANK, N, QuestionFacts, size_facts
from kumin.writers.listing import write_listing
from kumin.writers.report import write_report

AXES = ("", "sex", "sex,age", "sex,age,sex*age", "sex*age", "age,age*sex")
THRESHOLDS = (3, 5, 10)
HIDDEN = "x"


def found_in(path: Path, k: int) -> tuple[int, list[str]]:
    """Solve for the hidden counts of a written table: how many there are, and those that are told or narrowed."""
    data = pl.read_csv(path, infer_schema=False)
    for name in ("n_low", "n_high"):
        data = data if name in data.columns else data.with_columns(pl.lit(None, pl.String).alias(name))
    plain = {name: pl.when(pl.col(name) != HIDDEN).then(name) for name in ("n_base", "n_positive")}
    # a category of crossed groups that begins with a minus sign is no formula
    data = data.with_columns(**plain, category=pl.col("category").str.strip_prefix("'"))
    hidden, told = 0, []
    closed = data.filter(pl.col("option").is_not_null())
    for (question,), part in closed.group_by("question", maintain_order=True):
        solved = _question(part, k)
        if solved is None:
            told.append(f"{question}: contradicts itself")
            continue
        hidden, told = hidden + solved[0], [*told, *(f"{question}: {one}" for one in solved[1])]
    facts, wanted = size_facts(data.with_columns(pl.col("axis").replace("", None)), [], [], None)
    sizes = ranges(facts, wanted, k) if wanted else {}
    if sizes is None:
        return hidden, [*told, "sizes contradict each other"]
    return hidden + len(sizes), [
        *told,
        *(str(name) for name, one in sizes.items() if one.values == 1 and 0 < one.least < k),
    ]


def _question(part: pl.DataFrame, k: int) -> tuple[int, list[str]] | None:
    for single in (True, False):
        reader = QuestionFacts(part, single=single)
        _cross(reader)
        wanted = [name for name in reader.wanted if name in reader.facts.place and not _is_blank(name)]
        found = ranges(reader.facts, wanted, k)
        if found is None:
            continue
        public = QuestionFacts(part, single=single, groups=False)
        _cross(public)
        anyway = ranges(public.facts, wanted, k) or {}
        told = []
        for name, one in found.items():
            narrow = _is_narrow(one, reader.bases.get(name[0]), k) and one.values < min(anyway[name].values, k)
            if narrow or (one.values == 1 and 0 < one.least < k and anyway[name].values > 1):
                told.append(f"{name} {one}")
        return len(found), told
    return None


def _is_blank(name: Name) -> bool:
    """Whether a count is of who did not answer, or left an attribute blank: they are no secret."""
    return name[1] == BLANK or any(BLANK in category.split("*") for _, category in name[0])


def _cross(reader: QuestionFacts) -> None:
    """Learn that crossed groups add to each of their attributes."""
    for axis in [one for one in reader.axes if "*" in one]:
        for place, single in enumerate(axis.split("*")):
            for category in reader.axes.get(single, ()):
                inside = [one for one in reader.axes[axis] if one.split("*")[place] == category]
                for kind in (N, *reader.options):
                    parts = {(((axis, one),), kind): 1.0 for one in inside}
                    reader.facts.learn({(((single, category),), kind): -1.0, **parts}, 0, 0)


def tables(folder: Path, rng: np.random.Generator) -> Iterator[tuple[str, int, list[str]]]:
    """Yield some tables of a survey: how they were asked for, and what is found in them."""
    for axes in AXES:
        k, blank = int(rng.choice(THRESHOLDS)), bool(rng.random() < 0.3)
        listing = list_tables(folder, folder / "answers", axes=axes, k=k, options=TableOptions(blank=blank))
        write_listing(listing, "csv", folder / "table.csv")
        yield f"--by {axes} --min-cell {k} {'asked' if blank else 'answered'}", *found_in(folder / "table.csv", k)


def main(count: int, first: int) -> None:
    """Attack random surveys, and print what was found."""
    renderer.Renderer = Blank  # type: ignore[assignment,misc]
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
    print(
        f"{count} surveys from {first}: {number} tables, {hidden:,} hidden counts, {faults} tables tell one; "
        f"{reports} reports, more was hidden in {again}, {withheld} withheld; {time.process_time() - start:.0f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
