"""Merging sparse weighting cells by a stated rule, never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kumin.errors import StatisticsError


@dataclass(frozen=True)
class Collapse:
    """Merge neighbouring categories of one column until every cell has enough respondents.

    Within each combination of the other columns of a margin, categories are taken in ``order``; a cell is filled up
    with the next category until it has ``minimum`` respondents, and a last cell that stays short joins the one before
    it.

    Parameters
    ----------
    column : str
        The column whose categories may be merged.
    order : sequence of str
        Its categories in an order that makes neighbours alike (ages, not names).
    minimum : int
        Respondents a cell needs, at least 1.

    Examples
    --------
    >>> from kumin.estimation import post_stratify
    >>> answers = pl.DataFrame({"age": ["20s", "30s", "30s", "40s"]})
    >>> rule = Collapse("age", order=["20s", "30s", "40s"], minimum=2)
    >>> post_stratify(answers, ["age"], {"20s": 10, "30s": 20, "40s": 30}, collapse=rule).collapsed
    ('20s + 30s + 40s',)
    """

    column: str
    order: Sequence[str]
    minimum: int = 1


def collapsed_labels(
    cells: pl.DataFrame, columns: Sequence[str], rule: Collapse
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Apply the rule.

    Parameters
    ----------
    cells : pl.DataFrame
        One row a cell: the ``columns`` as text, ``n`` respondents and ``population``.
    columns : sequence of str
        Columns of the margin; ``rule.column`` is one of them.
    rule : Collapse

    Returns
    -------
    pl.DataFrame
        ``cells`` with ``merged`` (String), the merged category in place of ``rule.column``.
    tuple of str
        The merges made, as ``"other: a + b"``.
    """
    place = {category: k for k, category in enumerate(rule.order)}
    unknown = sorted(set(cells[rule.column].drop_nulls()) - set(place))
    if unknown:
        raise StatisticsError("weights_collapse_unknown", name=rule.column, categories=", ".join(unknown))
    others = [name for name in columns if name != rule.column]
    merges: list[str] = []
    pieces = []
    known = cells.filter(pl.col(rule.column).is_not_null())
    for group in known.partition_by(others, maintain_order=True) if others else [known]:
        ranked = group.sort(pl.col(rule.column).replace_strict(place, return_dtype=pl.Int64))
        runs = _runs(ranked["n"].to_list(), rule.minimum)
        names = ranked[rule.column].to_list()
        labels = [""] * len(names)
        for start, stop in runs:
            label = "+".join(names[start:stop])
            labels[start:stop] = [label] * (stop - start)
            if stop - start > 1:
                prefix = " × ".join(str(ranked[name][0]) for name in others)
                merges.append(f"{prefix}: {' + '.join(names[start:stop])}" if prefix else " + ".join(names[start:stop]))
        pieces.append(ranked.with_columns(merged=pl.Series(labels, dtype=pl.String)))
    missing = cells.filter(pl.col(rule.column).is_null()).with_columns(merged=pl.lit(None, dtype=pl.String))
    return pl.concat([*pieces, missing]), tuple(merges)


def _runs(counts: Sequence[int], minimum: int) -> list[tuple[int, int]]:
    """Cut the categories into runs of at least ``minimum``; a short rest joins the last run."""
    runs: list[tuple[int, int]] = []
    start = total = 0
    for k, count in enumerate(counts):
        total += count
        if total >= minimum:
            runs.append((start, k + 1))
            start, total = k + 1, 0
    if start < len(counts):
        runs = [*runs[:-1], (runs[-1][0], len(counts))] if runs else [(0, len(counts))]
    return runs
