"""Results of past years as plain files: one result.json a year, found beside each other.

A ward keeps one folder a year in 結果 (or results), which stands in the plan's folder or in the one above it:
``結果/2022/result.json``, ``結果/2023/result.json``. There, and nowhere else, the year before is looked for, wherever a
run writes its own files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from kumin.errors import UsageError
from kumin.judgement.year import RESULT
from kumin.result import PREVIOUS, RESULT_FOLDERS, Previous

RESULT_FILE = "result.json"
"""The record of a run, which holds the digests of its other files too."""
MAX_BYTES = 100_000_000
"""Larger than any result; a file beyond it is none."""


def previous_frame(
    judgements: pl.DataFrame,
    estimates: pl.DataFrame,
    fiscal_year: int,
    source: str = "answers",
    weighted: Iterable[Mapping[str, Any]] = (),
) -> pl.DataFrame:
    """Make what a later year is compared with of a year's judgements (for the printed percent) and estimates.

    ``weighted`` are the facts of weighted values, see :func:`kumin.result.weighted_facts`.
    """
    printed = judgements.select("indicator", "percent", "unit", "decimals", "value")
    known = [name for name in PREVIOUS.schema if name in estimates.columns and name not in printed.columns]
    joined = printed.join(estimates.select("indicator", *known), on="indicator", how="left", maintain_order="left")
    found = PREVIOUS.conform(joined.with_columns(fiscal_year=pl.lit(fiscal_year), source=pl.lit(source)))
    own = {row["indicator"]: dict(row) for row in weighted}
    return PREVIOUS.of([row | own.get(row["indicator"], {}) for row in found.to_dicts()]) if own else found


def read_result(path: str | Path) -> Previous:
    """Read a result.json, given as the file or its folder.

    Raises
    ------
    UsageError
        There is none, or it is no result of kumin.
    """
    path = Path(path)
    if path.is_dir():
        path = path / RESULT_FILE
    if not path.is_file():
        raise UsageError("result_missing", path=path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("size")
        data = json.loads(path.read_bytes())
        return _previous(data, path)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError, pl.exceptions.PolarsError):
        raise UsageError("result_unreadable", path=path) from None


def _previous(data: Mapping[str, Any], path: Path) -> Previous:
    year, plan = int(data["fiscal_year"]), data["plan"]
    estimates = {row["indicator"]: row for row in [*data["estimates"], *(data.get("weighted_estimates") or [])]}
    rows = [
        {name: estimates.get(row["indicator"], {}).get(name) for name in PREVIOUS.schema}
        | {name: row.get(name) for name in ("unit", "decimals", "value")}
        | {"indicator": row["indicator"], "percent": row["percent"], "fiscal_year": year, "source": RESULT}
        for row in data["judgements"]
    ]
    frame = PREVIOUS.of(rows)
    measured = data.get("measured") or {}
    marks = {row["indicator"]: row.get("judgement") for row in data["judgements"]}
    titles = {indicator: str(words.get("title") or "") for indicator, words in measured.items()}
    return Previous(year, frame, measured, path, str(plan.get("title", "")), str(plan.get("ward", "")), marks, titles)


def find_results(folders: Iterable[Path]) -> Iterator[Path]:
    """List the result files in folders and one level below them, each once."""
    seen: set[Path] = set()
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in [folder / RESULT_FILE, *sorted(folder.glob(f"*/{RESULT_FILE}"))]:
            if path.is_file() and path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def results_before(folders: Iterable[Path], ward: str, fiscal_year: int) -> Iterator[Previous]:
    """Read a ward's results of earlier years in folders; what cannot be read is passed over."""
    for path in find_results(folders):
        try:
            found = read_result(path)
        except UsageError:
            continue
        if found.ward == ward and found.fiscal_year < fiscal_year:
            yield found


def result_folders(folder: Path) -> list[Path]:
    """List where results of earlier years are looked for: :data:`RESULT_FOLDERS` in a plan's folder and above it."""
    # so that `..` and a link have the same folder above them from wherever they are named
    folder = folder.resolve()
    return [place / name for place in (folder, folder.parent) for name in RESULT_FOLDERS]


def find_previous(folders: Iterable[Path], ward: str, fiscal_year: int) -> Previous | None:
    """Return the latest earlier year of a ward among the results in folders; of two of a year the first.

    The others of that year are its ``others``.
    """
    found = list(results_before(folders, ward, fiscal_year))
    first = max(found, key=lambda one: one.fiscal_year, default=None)
    if first is None:
        return None
    others = (one.path for one in found if one is not first and one.fiscal_year == first.fiscal_year)
    return replace(first, others=tuple(others))
