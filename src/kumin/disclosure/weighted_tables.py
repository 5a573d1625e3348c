"""Which percents of a weighted table for publication would tell, beside its counts, what these hide.

A weighted percent is a sum over the groups that the weights tell apart, each with a factor that can be worked out from
the numbers of residents and of respondents: one more equation of the hidden counts. A table by sex, weighted by sex,
tells with the percent of everyone how many of eight people are men. Within a group in which all have one weight, a
category of every dimension, it is the plain percent, and tells nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.disclosure.cells import is_blank_group
from kumin.disclosure.policy import LEAST_SUPPRESSING
from kumin.disclosure.program import DUST, Program, sums_of
from kumin.disclosure.suppress import TELLING
from kumin.disclosure.systems import group_of
from kumin.disclosure.weighted import FEW_COUNT
from kumin.tables.axes import UNKNOWN
from kumin.tables.crossing import Axis, crossed, has_part, members_of, parts_of

Term = tuple[Mapping[int, float], float, float]
"""A sum of counts by their places, each with its factor, and the least and the most it can be."""

GROUP = ("question", "axis", "category")


@dataclass(frozen=True)
class Weights:
    """What a table's weights depend on, and how many people have which.

    Attributes
    ----------
    dimensions : tuple of str
        Questions.
    cells : DataFrame
        One row a question, and crossing of an axis of the table with all dimensions: ``question``, ``axis``,
        ``category``, ``n_base``, ``weight``. Empty where people of one crossing have different weights: then nobody can
        know them.
    """

    dimensions: tuple[str, ...]
    cells: pl.DataFrame


def precision(decimals: int) -> float:
    """Return half a unit of the last digit of a proportion that readers are taken to know.

    A decimal more than percents are printed with, and two at least: ends of scales and mean scores are sums of several
    percents, rounded once.

    Examples
    --------
    >>> precision(1), precision(4)
    (5e-05, 5e-08)
    """
    return 0.5 * 10.0 ** -(2 + max(decimals + 1, 2))


def crossed_with(axes: Sequence[Axis], dimensions: Sequence[str]) -> list[Axis]:
    """Cross each axis with all dimensions."""
    return list(dict.fromkeys(tuple(sorted({*axis, *dimensions})) for axis in axes))


def weights_of(coded: pl.DataFrame, weight: str, dimensions: Sequence[str], crossed: pl.DataFrame) -> Weights:
    """Find the weight of each crossing.

    Parameters
    ----------
    coded : DataFrame
        Answers with the dimensions, and with weights in the column ``weight``.
    weight : str
        Name of that column.
    dimensions : sequence of str
        Questions that the weights depend on.
    crossed : DataFrame
        :data:`kumin.tables.shares.TABLE`, unweighted, by :func:`crossed_with`.
    """
    by = coded.group_by(pl.col(name).fill_null(UNKNOWN).cast(pl.String) for name in dimensions)
    found = by.agg(low=pl.col(weight).min(), high=pl.col(weight).max())
    cells = crossed.drop_nulls("axis").select(*GROUP, "n_base").unique(maintain_order=True)
    if found.filter(pl.col("high") - pl.col("low") > DUST * pl.col("high")).height:
        return Weights(tuple(dimensions), cells.clear().with_columns(weight=pl.lit(None, pl.Float64)))
    known = dict(zip(found.select(dimensions).rows(), found["low"].to_list(), strict=True))
    weights = []
    for axis, category in cells.select("axis", "category").iter_rows():
        codes = dict(members_of(axis, category))
        weights.append(known.get(tuple(codes[name] for name in dimensions), 0.0))
    return Weights(tuple(dimensions), cells.with_columns(weight=pl.Series(weights, dtype=pl.Float64)))


def hide_telling_percents(table: pl.DataFrame, weights: Weights, k: int, decimals: int) -> pl.DataFrame:
    """Blank the weighted percents of a table that would tell in which groups few people are.

    Where the percent mixes weights, it goes, with what else would tell it,

    * of fewer than 2k people, or of all but so few;
    * of a whole group, where those that go are fewer than 2k people together: the others of it would tell theirs;
    * of a question's groups, and if that does not do of everyone too, where by linear programming the percents shown
      leave fewer than k values to a hidden count, or of a group hidden whole one.

    Parameters
    ----------
    table : DataFrame
        A weighted :data:`kumin.tables.shares.TABLE` with ``suppressed``, its bounds, and counts null where hidden.
    weights : Weights
        What the weights depend on.
    k : int
        Threshold.
    decimals : int
        Decimals that percents are printed with.

    Returns
    -------
    DataFrame
        With ``withheld`` (Boolean): whether the percent is blanked for this reason. Bounds of percents, which follow
        from counts, stay only where all in the group have one weight.
    """
    one_weight = pl.all_horizontal(has_part("axis", name) for name in weights.dimensions)
    rest = pl.col("n_base") - pl.col("n_positive")
    few = pl.min_horizontal("n_positive", rest).is_between(1, FEW_COUNT * k - 1)
    away = pl.col("suppressed") | few.fill_null(value=False)
    together = pl.col("n_base") - pl.col("n_positive").filter(~away).sum().over(GROUP)
    gone = away | together.is_between(1, FEW_COUNT * k - 1)
    table = table.with_columns(mixed=~one_weight)
    table = _without_percents(table.with_columns(withheld=pl.col("mixed") & ~pl.col("suppressed") & gone))
    bounds = (pl.when(~pl.col("mixed")).then(name).alias(name) for name in ("percent_low", "percent_high"))
    known = precision(decimals)
    found = [_protected(part, weights, k, known) for _, part in table.group_by("question", maintain_order=True)]
    return pl.concat([table.clear(), *found]).with_columns(bounds).drop("mixed")


def _without_percents(table: pl.DataFrame) -> pl.DataFrame:
    told = [name for name in TELLING if name in table.columns]
    return table.with_columns(pl.when(~pl.col("withheld")).then(name).alias(name) for name in told)


def _protected(part: pl.DataFrame, weights: Weights, k: int, known: float) -> pl.DataFrame:
    """Withhold the percents of a question that tell a hidden count: first those of groups, then those of everyone."""
    for more in (pl.lit(value=False), pl.col("axis").is_not_null(), pl.lit(value=True)):
        telling = pl.col("mixed") & pl.col("proportion").is_not_null()
        part = _without_percents(part.with_columns(withheld=pl.col("withheld") | (more & telling)))
        if part.filter(telling).is_empty() or not _is_told(part, weights, k, known):
            break
    return part


def _is_told(part: pl.DataFrame, weights: Weights, k: int, known: float) -> bool:
    """Whether the percents of a question leave too few values to one of its hidden counts."""
    question = part["question"][0]
    axes = part.filter("suppressed")["axis"].drop_nulls().unique(maintain_order=True)
    for axis in axes:
        crossing = crossed(sorted({*parts_of(axis), *weights.dimensions}))
        cells = weights.cells.filter(question=question, axis=crossing)
        if cells.is_empty():
            continue
        for _, rows in part.group_by("option", maintain_order=True):
            if _leaves_too_few(rows, axis, cells, k, known):
                return True
    return False


def _leaves_too_few(rows: pl.DataFrame, axis: str, cells: pl.DataFrame, k: int, known: float) -> bool:
    """Whether percents leave too few values to a hidden count of an option, by an axis, that counts leave more to."""
    members = [set(members_of(of, code)) for of, code in cells["axis", "category"].rows()]
    weight, base = cells["weight"].to_numpy(), cells["n_base"].to_numpy()
    axes = {name for name, _ in members[0]}
    counts: list[Term] = []
    percents: list[Term] = []
    hidden: list[tuple[Floats, int]] = []
    columns = ("axis", "category", "n_base", "n_positive", "n_low", "n_high", "proportion")
    for of, category, n_base, n, low, high, share in rows.select(columns).iter_rows():
        group = group_of(of, category)
        if not {name for name, _ in group} <= axes:
            continue
        inside = np.array([group <= one for one in members])
        places = np.flatnonzero(inside).tolist()
        ends = (n, n) if n is not None else (low, high) if low is not None else (0, n_base)
        if places and ends[1] is not None:
            counts.append((dict.fromkeys(places, 1.0), float(ends[0]), float(ends[1])))
        if places and share is not None:
            whole = float((weight * base)[inside].sum())
            percents.append(
                (
                    {place: float(weight[place]) for place in places},
                    (share - known) * whole,
                    (share + known) * whole,
                )
            )
        if places and of == axis and n is None and not is_blank_group(group):
            hidden.append((inside.astype(float), LEAST_SUPPRESSING if low is None else min(k, high - low + 1)))
    most = float(base.sum())
    with_percents, alone = (Program(sums_of(terms, len(members))) for terms in ([*counts, *percents], counts))
    for target, enough in hidden:
        values = _values(with_percents, target, most)
        if values < enough and values < _values(alone, target, most):
            return True
    return False


def _values(program: Program, target: Floats, most: float) -> int:
    """Count the whole numbers that a sum can be, of counts that may be parts of one."""
    low, high = np.zeros(len(target)), np.full(len(target), most)
    least, greatest = program.least(target, low, high), program.least(-target, low, high)
    assert least is not None  # the true counts are one solution
    assert greatest is not None
    return int(np.floor(-greatest + DUST) - np.ceil(least - DUST)) + 1
