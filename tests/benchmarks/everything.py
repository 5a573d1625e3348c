"""The benchmarks of kumin as a whole: start, reading, growth, reports; against peers in the same run.

    make benchmark                                     # all of it, about twenty minutes, into docs/benchmarks.md
    python tests/benchmarks/everything.py --quick      # smaller sizes and fewer turns, at most three minutes

Every figure is of a whole process, started for it. What is compared takes turns; a ratio is of the two of one turn, and
the median of the turns counts, since others on the machine change both. CPU is user and system time of the process and
of those it started; memory is the peak of the largest process. Nothing here is part of `make test`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import million

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
COMPILED = ROOT / "build" / "pyc"
COMPARED = ("what", "against", "seconds", "CPU", "memory MB", "CPU ratio", "time ratio", "wanted")
"""Heads of a table of what is compared with a peer."""
GROWN = ("size", "seconds", "CPU", "memory MB", "CPU per unit")
"""Heads of a table of growth."""


@dataclass(frozen=True)
class Size:
    """How large the benchmarks are."""

    turns: int
    rows: int
    growth: tuple[int, ...]
    files: tuple[int, ...]
    plans: tuple[int, ...]
    questions: tuple[int, ...]


FULL = Size(5, 1_000_000, (100_000, 1_000_000, 10_000_000), (50, 200, 2000), (10, 40), (50, 100, 200))
QUICK = Size(3, 100_000, (50_000, 200_000), (25, 100), (4, 8), (25, 50))


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    seconds: float
    cpu: float
    memory: float


# what a process is forked from counts as its own memory, so a small one starts it
_LAUNCH = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen([sys.executable, *sys.argv[1:]], stdin=-3, stdout=-3)
_, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
found = [time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
print(json.dumps(found))
sys.exit(process.returncode != 0)
"""


def cost(arguments: Sequence[str]) -> Cost:
    """Run Python with arguments, and measure it; what it compiles is kept, as for an installed command."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCH, *arguments], capture_output=True, text=True, check=False,
        env=kept | {"PYTHONPYCACHEPREFIX": str(COMPILED)},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)[:200]}\n{done.stderr[-2000:]}")
    return Cost(*json.loads(done.stdout))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows as Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def middle(values: Sequence[float], decimals: int = 2) -> str:
    """Write a median with the least and the greatest."""
    low, high = min(values), max(values)
    return f"{statistics.median(values):.{decimals}f} ({low:.{decimals}f}-{high:.{decimals}f})"


def compared(
    commands: Mapping[str, Sequence[str]], pairs: Sequence[tuple[str, str, str]], turns: int
) -> Iterator[Sequence[str]]:
    """Run commands in turn; yield a row for each of ``pairs``: what, against, what is wanted of which ratio."""
    for command in commands.values():
        cost(command)  # what is on the disk comes into memory, modules are compiled
    found = [{what: cost(command) for what, command in commands.items()} for _ in range(turns)]
    for what, against, wanted in pairs:
        own = [one[what] for one in found]
        row = [what, against, *(middle([getattr(one, name) for one in own]) for name in ("seconds", "cpu"))]
        row.append(f"{statistics.median(one.memory for one in own):.0f}")
        if against:
            row += [
                middle([getattr(one[what], name) / getattr(one[against], name) for one in found])
                for name in ("cpu", "seconds")
            ]
        else:
            row += ["", ""]
        yield [*row, wanted]


def start_table(size: Size, _folder: Path) -> str:
    """Time until there is something to see."""
    commands = {
        "import click": ("-c", "import click"),
        "import the libraries": ("-c", "import polars, pandera.polars, scipy.special"),
        "kumin run --help": ("-m", "kumin", "run", "--help"),
        "kumin crosstab --help": ("-m", "kumin", "crosstab", "--help"),
        "the sample": ("-m", "kumin", "demo"),
    }
    pairs = [
        ("import click", "", ""),
        ("import the libraries", "", ""),
        ("kumin run --help", "import click", "≤ 1.5"),
        ("kumin crosstab --help", "import click", "≤ 1.5"),
        ("the sample", "import the libraries", "≤ 2.0 of time"),
    ]
    return table(COMPARED, list(compared(commands, pairs, size.turns)))


READERS = {
    "read_csv": "import polars as pl; pl.read_csv({csv!r})",
    "streaming scan": (
        "import polars as pl\n"
        "lazy = pl.scan_csv({csv!r}, infer_schema=False)\n"
        "codes = [name for name in lazy.collect_schema().names() if name.startswith('問')]\n"
        "wrong = [(~pl.col(n).is_in(['1', '2', '3', '4', '5', '9', '99'])).sum().alias(n) for n in codes]\n"
        "lazy.select(*wrong, ids=pl.col('整理番号').n_unique()).collect(engine='streaming')\n"
    ),
    "DuckDB": (
        "import duckdb\n"
        "shares = ', '.join(f'avg(CASE WHEN \"問{{n}}\" IN (1, 2) THEN 1.0 ELSE 0 END)' for n in range(1, 10))\n"
        "duckdb.sql(f'SELECT {{shares}} FROM \"{csv}\"').fetchall()\n"
    ),
    "pandas": (
        "import pandas as pd\nframe = pd.read_csv({csv!r})\n"
        "[(frame[f'問{{n}}'].dropna() <= 2).mean() for n in range(1, 10)]\n"
    ),
    "kumin.run": "import kumin; kumin.run({folder!r}, {{'residents': {csv!r}}})",
}
_NEEDS = {"DuckDB": "duckdb", "pandas": "pandas"}
_ALLOWED = (
    "import kumin\nwith kumin.limits(memory=64, seconds=3600):\n    kumin.run({folder!r}, {{'residents': {file!r}}})"
)


def reading_table(size: Size, folder: Path) -> str:
    """The whole way from a file to judgements against those who only read it, or sum it unchecked."""
    csv = _answers(folder, size.rows, ".csv")
    commands = {
        what: ("-c", code.format(csv=str(csv), folder=str(folder)))
        for what, code in READERS.items()
        if what not in _NEEDS or find_spec(_NEEDS[what]) is not None
    }
    wanted = {"read_csv": "≤ 1.3 of time", "streaming scan": "≤ 1.0", "DuckDB": "", "pandas": ""}
    pairs = [("kumin.run", what, wanted[what]) for what in commands if what != "kumin.run"]
    pairs += [(what, "", "") for what in commands if what != "kumin.run"]
    return table(COMPARED, list(compared(commands, pairs, size.turns)))


def _answers(folder: Path, rows: int, suffix: str) -> Path:
    """Make a plan and a file of answers to its forty columns."""
    import polars as pl

    million.write_definitions(folder)
    path = folder / f"residents{suffix}"
    million.write_answers(folder / "made.csv", rows, 0.0)
    if suffix == ".parquet":
        pl.scan_csv(folder / "made.csv").sink_parquet(path)
    else:
        (folder / "made.csv").replace(path)
    return path


def rows_table(size: Size, folder: Path) -> str:
    """Growth with the rows of one file."""
    rows = []
    for suffix in (".csv", ".parquet"):
        for count in size.growth:
            file = _answers(folder, count, suffix)
            taken = cost(("-c", _ALLOWED.format(folder=str(folder), file=str(file))))
            rows.append(_grown(f"{count:,} rows {suffix[1:]}", taken, count / 1_000_000, "s/million"))
    return table(GROWN, rows)


def _grown(what: str, taken: Cost, units: float, unit: str) -> list[str]:
    each = f"{taken.cpu / units:.3g} {unit}"
    return [what, f"{taken.seconds:.2f}", f"{taken.cpu:.2f}", f"{taken.memory:.0f}", each]


def files_table(size: Size, folder: Path) -> str:
    """Growth with the files of one survey, 500 rows each, by one process and by two."""
    import polars as pl

    rows = []
    for count in size.files:
        place = folder / f"files{count}"
        (place / "answers").mkdir(parents=True)
        million.write_definitions(place)
        million.write_answers(place / "made.csv", count * 500, 0.0)
        made = pl.read_csv(place / "made.csv", infer_schema=False)
        for number in range(count):
            made.slice(number * 500, 500).write_csv(place / "answers" / f"residents_{number:04}.csv")
        for jobs in ("1", "2"):
            taken = cost(("-m", "kumin", "run", str(place), "--jobs", jobs))
            rows.append(_grown(f"{count:,} files, --jobs {jobs}", taken, count, "s/file"))
    return table(GROWN, rows)


def plans_table(size: Size, folder: Path) -> str:
    """Growth with the plans of a batch, tables only, by one process and by two."""
    rows = []
    for count in size.plans:
        place = folder / f"plans{count}"
        for number in range(count):
            plan = place / f"ward{number:03}"
            (plan / "answers").mkdir(parents=True)
            million.write_definitions(plan)
            million.write_answers(plan / "answers" / "residents.csv", 500, 0.0)
        for jobs in ("1", "2"):
            out = folder / f"out{count}-{jobs}"
            taken = cost(("-m", "kumin", "batch", str(place), "--out", str(out), "--tables-only", "--jobs", jobs))
            rows.append(_grown(f"{count:,} plans, --jobs {jobs}", taken, count, "s/plan"))
    return table(GROWN, rows)


def reports_table(size: Size, folder: Path) -> str:
    """All reports of the sample against the run without them."""
    commands = {
        "the sample": ("-m", "kumin", "demo"),
        "the sample with all reports": ("-m", "kumin", "demo", "--out", str(folder / "out")),
    }
    pairs = [("the sample", "", ""), ("the sample with all reports", "the sample", "≤ 2.0")]
    return table(COMPARED, list(compared(commands, pairs, size.turns)))


def questions_table(size: Size, folder: Path) -> str:
    """Growth with the questions of a survey of 1,000 people, by ten attributes, with all reports."""
    rows = []
    for count in size.questions:
        place = folder / f"questions{count}"
        place.mkdir()
        write_wide(place, count)
        taken = cost(("-m", "kumin", "run", str(place), "--out", str(place / "out"), "--skip-audit"))
        rows.append(_grown(f"{count} questions × 10 attributes", taken, count, "s/question"))
    return table(GROWN, rows)


def write_wide(folder: Path, questions: int, attributes: int = 10) -> None:
    """Write a plan of one indicator, a questionnaire with many questions, and made-up answers of 1,000 people."""
    import kumin

    asked = [
        f"  - {{id: a{n}, text: 属性{n}, header: 属{n}, type: single, attribute: true, "
        "options: {1: 一, 2: 二, 3: 三}}"
        for n in range(attributes)
    ]
    asked += [
        f"  - {{id: q{n}, text: 設問{n}, header: 問{n}, type: single, "
        "options: {1: そう思う, 2: まあ思う, 3: あまり思わない, 4: 思わない, 5: わからない}}"
        for n in range(questions)
    ]
    head = "id: wide\ntitle: 測定用\ncolumns: {id: 整理番号}\nquestions:\n"
    (folder / "residents.yaml").write_text(head + "\n".join(asked) + "\n", encoding="utf-8")
    plan = (
        "id: wide\ntitle: 測定用\nward: 測定区\nfiscal_year: 2023\n"
        "surveys:\n  residents: {title: 測定用, questionnaire: residents.yaml, population: 100000}\n"
        "issues:\n  - id: 1\n    title: 測定\n    indicators:\n"
        "      - {id: 1-1, text: 指標, survey: residents, question: q0, positive: [1, 2], target: {at_least: 60}}\n"
    )
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "answers").mkdir()
    frame = kumin.synthetic(kumin.load_questionnaire(folder / "residents.yaml"), 1000, seed=1)
    frame.write_csv(folder / "answers" / "residents.csv")


TABLES = {
    "Start": start_table,
    "Reading, checking and judging": reading_table,
    "Growth with the rows": rows_table,
    "Growth with the files": files_table,
    "Growth with the plans": plans_table,
    "Reports": reports_table,
    "Growth with the questions": questions_table,
}
"""Title of a section → what makes its table; the first sentence of its docstring stands above it."""


def section(title: str, made: str) -> str:
    """Put a table below its title and what it shows."""
    about = (TABLES[title].__doc__ or "").strip()
    return f"## {title}\n\n{about}\n\n{made}\n"


def machine(name: str) -> str:
    """Say where and how the figures were made."""
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{one} {version(one)}" for one in ("kumin", "polars"))
    day = datetime.now(UTC).date().isoformat()
    system = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return f"{day}, {name}: {system}, {versions}{load}."


def main() -> None:
    """Measure and print, and with ``--page`` write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, at most three minutes")
    parser.add_argument("--only", choices=TABLES, action="append", help="this table; may be repeated")
    parser.add_argument("--page", action="store_true", help="put the tables into docs/benchmarks.md")
    given = parser.parse_args()
    size, name = (QUICK, "small sizes (`--quick`)") if given.quick else (FULL, "full sizes")
    where = machine(name)
    print(where, flush=True)
    for title, make in TABLES.items():
        if given.only and title not in given.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            made = make(size, Path(folder))
        print(f"\n{section(title, made)}", flush=True)
        if given.page:
            write_page(PAGE, where, {title: made})


def write_page(page: Path, where: str, made: Mapping[str, str]) -> None:
    """Replace the tables of a page, and say where they were made; what is written between stays."""
    words = page.read_text(encoding="utf-8")
    for title, one in made.items():
        start, end = (f"<!-- {json.dumps(title)} {part} -->" for part in ("begins", "ends"))
        before, found, rest = words.partition(start)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise SystemExit(f"{page}: no place for {title}")
        words = f"{before}{start}\n{where}\n\n{one}\n{end}{after}"
    page.write_text(words, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
