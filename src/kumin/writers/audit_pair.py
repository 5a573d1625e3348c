"""What two releases of one survey tell together: whoever was corrected between them is in their difference."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kumin.disclosure.policy import suppresses
from kumin.past.store import RESULT_FILE as RECORD

CELL = ("survey", "question", "option", "axis", "category")
NUMBERS = ("n_base", "n_positive", "n_low", "n_high")


@dataclass(frozen=True)
class Pair:
    """Cells of open data that tell of few people when laid beside those of an earlier release.

    Attributes
    ----------
    changed : int
        Cells with a number that differs by 1 to k - 1 people.
    uncovered : int
        Cells hidden now that were told as they were before.
    """

    changed: int
    uncovered: int


def audit_pair(earlier: Path, later: Path, k: int) -> Pair | None:
    """Compare the open data of two folders.

    Parameters
    ----------
    earlier : Path
        A folder of results, with its result.json.
    later : Path
        A folder with open_data.csv of the same plan and year.
    k : int
        Threshold of the later release.

    Returns
    -------
    Pair or None
        None where there is no earlier release that can be read.
    """
    if not suppresses(k):
        return None
    try:
        old, new = (pl.read_csv(folder / "open_data.csv", infer_schema=False) for folder in (earlier, later))
        both = _cells(old).join(_cells(new), on=CELL, suffix="_new", nulls_equal=True)
    except (OSError, pl.exceptions.PolarsError):
        return None
    apart = [
        (pl.col(name) - pl.col(f"{name}_new")).abs().is_between(1, k - 1).fill_null(value=False) for name in NUMBERS
    ]
    uncovered = pl.col("n_positive").is_not_null() & pl.col("n_positive_new").is_null()
    return Pair(both.filter(pl.any_horizontal(apart)).height, both.filter(uncovered).height)


def same_release(out: Path, plan: str, fiscal_year: int) -> bool:
    """Whether a folder holds a release of the same plan and year."""
    try:
        record = json.loads((out / RECORD).read_text(encoding="utf-8"))
        return bool(record["plan"]["id"] == plan and record["fiscal_year"] == fiscal_year)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _cells(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(*CELL, pl.col(NUMBERS).cast(pl.Int64, strict=False))
