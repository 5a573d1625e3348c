"""Damaged answer files, read by kumin and by a plain reader and coder that share nothing with it.

    python tests/benchmarks/fuzz.py [--cases 20000] [--seed 1] [--jobs 2] [--kinds csv,xlsx] [--only CASE]
        [--summary]

Each case is a small survey file, changed in one to four ways. What must hold of each:

- no exception but ``KuminError``, and none at all where all changes are harmless;
- every record of the file is used, left out with a finding, or a blank form; no total or heading is a respondent;
- every coded answer is what the plain coder says, or missing with a finding of its own row; what the plain coder
  cannot read is not coded.

A fault is printed with the seed and the number of its case; ``--only`` runs that case alone and keeps its file.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

# a file of twenty rows is no work for more than one thread
os.environ.setdefault("POLARS_MAX_THREADS", "1")

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_changes import BOOK_CHANGES, CELL_CHANGES, TEXT_CHANGES, Case, base_case, write_book, write_text
from fuzz_plain import QUESTIONNAIRE, UNKNOWN, Record, code, read_book, read_text

import kumin
from kumin.errors import KuminError
from kumin.responses import Answers, validate_files

MULTIPLES = {"media": (1, 2, 3), "use": (1, 2, 3)}
KINDS = ("csv", "xlsx")
_SLICE = 250
_BETWEEN_COLLECTIONS = 50


@dataclass
class Tally:
    """What was run and found."""

    cases: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    records: int = 0
    cells: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what another process ran."""
        for name in ("cases", "refused", "changes"):
            getattr(self, name).update(getattr(other, name))
        self.records += other.records
        self.cells += other.cells
        self.faults += other.faults


def make_case(seed: int, number: int, kinds: tuple[str, ...], folder: Path) -> Case:
    """Make the file of one case; the same seed and number make the same file."""
    rng = random.Random(f"{seed}/{number}")
    kind = kinds[number % len(kinds)]
    case = base_case(rng, kind)
    changes: dict[str, tuple[Callable[[random.Random, Case], None], bool]] = {
        **CELL_CHANGES,
        **(TEXT_CHANGES if kind == "csv" else BOOK_CHANGES),
    }
    chosen = rng.sample(sorted(changes), rng.choice((1, 1, 2, 3, 4)))
    # cells first, then rows and columns, then the text: each list is in that order
    for name in (name for name in changes if name in chosen):
        change, harmless = changes[name]
        case.changes.append(name)
        case.harmless &= harmless
        change(rng, case)
    case.path = folder / f"{seed}-{number}.{kind}"
    case.path.write_bytes(write_text(rng, case) if kind == "csv" else write_book(rng, case))
    return case


def check_case(case: Case, questionnaire: Any, tally: Tally) -> list[str]:
    """Read a case both ways and list what does not agree."""
    try:
        answers = validate_files([case.path], questionnaire, refuse=False)
    except KuminError as error:
        tally.refused[case.kind] += 1
        return [f"harmless, but refused: {error.code}"] if case.harmless else []
    except BaseException as error:  # a panic of Polars is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return [f"{type(error).__name__}: {str(error)[:200]}"]
    records = read_text(case.path.read_bytes(), case) if case.kind == "csv" else read_book(case.path)
    if records is None:
        return []  # the plain reader cannot tell the headings; kumin found them by its own rules
    tally.records += len(records)
    return [*_lost(records, answers, case), *_wrong(records, answers, tally)]


def _lost(records: list[Record], answers: Answers, case: Case) -> Iterator[str]:
    """What records are not accounted for, or should not be counted."""
    rows = {record.row for record in records}
    used = set(answers.coded["row"].to_list())
    out = dict(answers.quarantined.select("row", "codes").iter_rows())
    blank = rows - used - set(out)
    if (used | set(out)) - rows:
        yield f"rows made: {sorted((used | set(out)) - rows)}"
    if len(blank) != answers.n_blank or answers.n_read != len(rows):
        yield f"records {len(rows)}, read {answers.n_read}; not used {sorted(blank)}, blank {answers.n_blank}"
    ids = Counter(record.id for record in records if record.id)
    contents = Counter(tuple(record.cells) for record in records)
    for record in records:
        answered = any(value is not None for value in code(record).values())
        if record.row in blank and answered:
            yield f"row {record.row} has answers and counts as blank"
        if record.row in used and record.is_no_respondent:
            yield f"row {record.row} is no respondent and was used"
        codes = out.get(record.row)
        if codes is not None:
            repeated = ids[record.id] > 1 or contents[tuple(record.cells)] > 1
            why = {"W207": record.is_doubtful, "E201": repeated, "E206": record.is_too_long}
            if not any(why.get(one, False) for one in codes.split(";")):
                yield f"row {record.row} left out as {codes!r}"
            if not answers.findings.filter(answers.findings["row"] == record.row).height:
                yield f"row {record.row} left out without a finding"
    if answers.table.lines is not None and answers.table.lines.total != case.lines:
        yield f"lines {case.lines}, counted {answers.table.lines.total}"


def _wrong(records: list[Record], answers: Answers, tally: Tally) -> Iterator[str]:
    """What answers differ from the plain coder's."""
    said = {(row, question) for row, question in answers.findings.select("row", "question").iter_rows()}
    columns_missing = set(answers.findings.filter(answers.findings["code"] == "E402")["question"].to_list())
    by_row = {record.row: record for record in records}
    odd = set(answers.findings.filter(answers.findings["code"] == "W215")["row"].to_list())
    for coded in answers.coded.iter_rows(named=True):
        record = by_row.get(coded["row"])
        if record is None or (coded["row"] in odd and len(record.cells) != len(record.headings)):
            continue  # of quotes that kumin calls odd, the plain reader may part cells wrongly
        for question, expected in code(record).items():
            if question in columns_missing:
                continue
            tally.cells += 1
            got = _got(coded, question)
            finding = (record.row, question) in said
            if got is None:
                if expected is not None and not finding:
                    yield f"row {record.row} {question}: {expected!r} lost without a finding"
            elif expected is UNKNOWN:
                yield f"row {record.row} {question}: {record.shown(question)!r} coded as {got!r}"
            elif expected != got:
                yield f"row {record.row} {question}: {record.shown(question)!r} is {expected!r}, coded as {got!r}"


def _got(coded: dict[str, Any], question: str) -> Any:
    value = coded[question]
    if question in MULTIPLES and value is not None:
        return frozenset(option for option in MULTIPLES[question] if coded[f"{question}_{option}"])
    return value


def run(cases: int, seed: int, kinds: tuple[str, ...], folder: Path, start: int = 0, seconds: float = 1e9) -> Tally:
    """Run some cases, for at most some seconds."""
    (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    questionnaire = kumin.load_questionnaire(folder / "q.yaml")
    tally, began = Tally(), time.perf_counter()
    for number in range(start, start + cases):
        if time.perf_counter() - began > seconds:
            break
        if (number - start) % _BETWEEN_COLLECTIONS == 0:
            gc.collect()
        case = make_case(seed, number, kinds, folder)
        tally.cases[case.kind] += 1
        tally.changes.update(case.changes)
        try:
            found = check_case(case, questionnaire, tally)
        except Exception as error:  # of the harness itself: one case does not end the run
            found = [f"harness: {type(error).__name__}: {str(error)[:200]}"]
        if found:
            named = "+".join(case.changes)
            tally.faults.append(f"--seed {seed} --only {number} ({case.kind}: {named}): " + "; ".join(found[:4]))
        else:
            case.path.unlink()
    return tally


def run_in_processes(jobs: int, cases: int, seed: int, kinds: tuple[str, ...], seconds: float) -> Tally:
    """Run slices of the cases, each in a process with its own folder."""
    tally = Tally()
    slices = [(min(_SLICE, cases - start), seed, kinds, start) for start in range(0, cases, _SLICE)]
    end = time.time() + seconds
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        for part in pool.map(_run_slice, slices, [end] * len(slices)):
            tally.add(part)
            for fault in part.faults:
                print(fault, flush=True)
    return tally


def _run_slice(what: tuple[int, int, tuple[str, ...], int], end: float) -> Tally:
    gc.disable()  # frames hold no circles; what the harness makes is small
    cases, seed, kinds, start = what
    with tempfile.TemporaryDirectory() as name:
        return run(cases, seed, kinds, Path(name), start, end - time.time())


def main() -> int:
    """Run and print; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--kinds", default="csv,xlsx")
    parser.add_argument("--only", type=int, help="run this case alone and keep its file")
    parser.add_argument("--summary", action="store_true", help="print the row for the table in docs/file-formats.md")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this time")
    given = parser.parse_args()
    kinds = tuple(given.kinds.split(","))
    if unknown := set(kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    began = time.perf_counter()
    if given.only is not None:
        tally = run(1, given.seed, kinds, Path.cwd(), given.only)
        print(*tally.faults, sep="\n")
    else:
        tally = run_in_processes(given.jobs, given.cases, given.seed, kinds, given.seconds)
    seconds = time.perf_counter() - began
    total = sum(tally.cases.values())
    print("changes: " + ", ".join(f"{name} {count:,}" for name, count in sorted(tally.changes.items())))
    for kind, count in sorted(tally.cases.items()):
        print(f"{kind}: {count:,} cases, {tally.refused[kind]:,} refused")
    print(f"{total:,} cases in {seconds:.0f} s ({total / seconds:.0f} a second); {tally.records:,} records, "
          f"{tally.cells:,} answers compared; {len(tally.faults)} cases with faults")  # fmt: skip
    if given.summary:
        print(f"| {given.seed} | {total:,} ({tally.cases['xlsx']:,} XLSX) | {tally.records:,} | {tally.cells:,} "
              f"| {len(tally.faults)} | |")  # fmt: skip
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main())
