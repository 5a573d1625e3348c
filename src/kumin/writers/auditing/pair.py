"""What two releases of one survey tell together: whoever was corrected between them is in their difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kumin.disclosure.policy import suppresses
from kumin.disclosure.solve import Facts, Group, Name, ranges
from kumin.writers.auditing.facts import BLANK, EVERYONE, N
from kumin.writers.auditing.public_files import read_described

CELL = ("survey", "question", "option", "axis", "category")
NUMBERS = ("n_base", "n_positive", "n_low", "n_high", "n_base_low", "n_base_high")


@dataclass(frozen=True)
class Pair:
    """Cells of open data that tell of few people when laid beside those of an earlier release.

    Attributes
    ----------
    changed : int
        Cells with a number that differs by 1 to k - 1 people.
    uncovered : int
        Cells hidden now that were told as they were before.
    told : int
        Counts of groups, and of everyone in questions of no indicator, that are known to differ by 1 to k - 1 people,
        where no count differs by more: then it is known of whom.
    """

    changed: int
    uncovered: int
    told: int


def audit_pair(earlier: Path, later: Path, k: int) -> Pair | None:
    """Compare the open data of two folders.

    Parameters
    ----------
    earlier, later : Path
        Folders with open_data.csv of the same plan and year.
    k : int
        Threshold of the later release.

    Returns
    -------
    Pair or None
        None where nothing is suppressed.
    """
    if not suppresses(k):
        return None
    both = read_cells(earlier).join(read_cells(later), on=CELL, suffix="_new", nulls_equal=True)
    apart = [(pl.col(name) - pl.col(f"{name}_new")).abs() for name in NUMBERS[:4]]
    changed = both.filter(pl.any_horizontal(one.is_between(1, k - 1).fill_null(value=False) for one in apart)).height
    uncovered = both.filter(pl.col("n_positive").is_not_null(), pl.col("n_positive_new").is_null()).height
    uncovered -= both.filter(pl.col("n_positive").is_not_null(), pl.col("n_low_new").is_not_null()).height
    told = 0
    indicators = {(one["survey"], one["question"]) for one in read_described(later).get("indicators", {}).values()}
    for (survey,), part in both.group_by("survey", maintain_order=True):
        few = not part.filter(pl.any_horizontal((one >= k).fill_null(value=False) for one in apart)).height
        for (question,), rows in part.group_by("question", maintain_order=True):
            if few:
                told += len(_changes_told(rows, k, everyone=(survey, question) not in indicators))
    return Pair(changed, uncovered, told)


def read_cells(folder: Path) -> pl.DataFrame:
    """Read the cells of a folder's open data."""
    table = pl.read_csv(folder / "open_data.csv", infer_schema=False)
    missing = [pl.lit(None, pl.String).alias(name) for name in NUMBERS if name not in table.columns]
    table = table.with_columns(missing)
    return table.select(*CELL, pl.col(NUMBERS).cast(pl.Int64, strict=False)).with_columns(
        pl.col("option").cast(pl.Int32)
    )


def _changes_told(rows: pl.DataFrame, k: int, *, everyone: bool) -> list[Name]:
    """List the counts of a question whose change is known to be of 1 to k - 1 people, by linear programming.

    The unknowns are the changes, each moved up by the largest count so that none is negative.
    """
    most = max((int(n) for name in NUMBERS[:2] for n in rows[name].drop_nulls()), default=0) + k
    changes = list(_changes(rows, most))
    if all(least <= 0 <= highest for _, least, highest in changes):
        return []  # that nothing has changed agrees with all that is told, sums too
    for single in (True, False):
        facts = Facts(most=2 * most)
        for name, least, highest in changes:
            facts.learn({name: 1}, least + most, highest + most)
        _add_up(facts, rows, most, single=single)
        known = [name for name in facts.place if BLANK not in dict(name[0]).values()]
        found = ranges(facts, [name for name in known if name[0] or everyone], 2 * k)
        if found is not None:
            moved = {name: (one.least - most, one.most - most) for name, one in found.items()}
            return [name for name, (low, high) in moved.items() if 0 < low < k or 0 < -high < k]
    return []


def _changes(rows: pl.DataFrame, most: int) -> Iterator[tuple[Name, int, int]]:
    """Yield the least and the most that each count can have changed by, as far as its own numbers tell."""
    for row in rows.iter_rows(named=True):
        group: Group = ((row["axis"], row["category"]),) if row["axis"] else EVERYONE
        for kind, number, low, high in (
            (N, "n_base", "n_base_low", "n_base_high"),
            (str(row["option"]), "n_positive", "n_low", "n_high"),
        ):
            ends = []
            for new in ("", "_new"):
                exact, least, highest = (row[f"{name}{new}"] for name in (number, low, high))
                ends.append((exact, exact) if exact is not None else (least or 0, most if highest is None else highest))
            yield (group, kind), ends[1][0] - ends[0][1], ends[1][1] - ends[0][0]


def _add_up(facts: Facts, rows: pl.DataFrame, most: int, *, single: bool) -> None:
    """Learn that changes of options add to that of n, and changes of groups to everyone's."""
    options = [str(option) for option in rows["option"].unique(maintain_order=True)]
    pairs = rows.select("axis", "category").unique(maintain_order=True).rows()
    groups: dict[str | None, list[Group]] = {}
    for axis, category in pairs:
        groups.setdefault(axis, []).append(((axis, category),) if axis else EVERYONE)
    for axis, found in groups.items():
        for group in found if single else ():
            parts = {(group, option): 1.0 for option in options}
            facts.learn({(group, N): -1, **parts}, (len(parts) - 1) * most, (len(parts) - 1) * most)
        for kind in (N, *options) if axis else ():
            parts = {(group, kind): 1.0 for group in found}
            facts.learn({(EVERYONE, kind): -1, **parts}, (len(parts) - 1) * most, (len(parts) - 1) * most)
