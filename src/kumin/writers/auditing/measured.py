"""What the tables of means and the like by group tell a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from kumin.numbers import NONE
from kumin.writers.auditing.facts import BLANK
from kumin.writers.auditing.public_files import read_groups, read_measured


def measured_tells(folder: Path, data: pl.DataFrame, k: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield the groups of means and the like that are of fewer than k people, or the only ones hidden of an attribute.

    Those are everyone's value less that of the others, and of those who left it blank where open_data.csv shows them.
    A group that this has no row of is of nobody.

    Parameters
    ----------
    folder : Path
        A folder of results.
    data : DataFrame
        Its open_data.csv.
    k : int
        Threshold of suppression.
    """
    seen = _unseen_of(data)
    for id_, groups in [*read_measured(folder), *read_groups(folder)]:
        for axis in dict.fromkeys(row.axis for row in groups):
            rows = [row for row in groups if row.axis == axis]
            few = [row for row in rows if row.n is not None and row.n.high < k]
            by = seen.get(axis, {})
            hidden = [row for row in rows if row.n is None and (not by or row.label in by)]
            alone = len(hidden) == 1 and not (by.get(hidden[0].label) and by[hidden[0].label] <= by.get(BLANK, set()))
            for row in [*few, *(hidden if alone else [])]:
                yield NONE, id_, f"{axis}={row.label}", NONE


def _unseen_of(data: pl.DataFrame) -> dict[str, dict[str, set[tuple[str, str]]]]:
    """List by attribute and category, each by its code and its label, the questions that do not tell its n."""
    found: dict[str, dict[str, set[tuple[str, str]]]] = {}
    columns = ("axis", "category", "axis_label", "category_label", "survey", "question", "n_base")
    for axis, category, axis_label, label, survey, question, n in data.select(columns).drop_nulls("axis").iter_rows():
        names = ((axis, category), (axis_label, BLANK if category == BLANK else label))
        for place, name in names:
            questions = found.setdefault(place, {}).setdefault(name, set())
            if n is None:
                questions.add((survey, question))
    return found
