"""What weighted percents, and limits across weights or strata, tell of the groups that they are made of.

The error of a share of people in several strata, or with several weights, adds up those of the parts: it is less where
those who count are in one part than where they are spread; of sampling units, more. Of few people the printed limits
tell in which they are. Of a mean they tell, beside the spread of all answers, how far the means of the parts are apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from kumin.definitions import Plan
from kumin.tables.crossing import has_part, parts_of
from kumin.tables.figures import LOWER, UPPER

FEW_COUNT = 2
"""Of fewer than so many times k people a weighted percent tells in which groups they are."""


def telling_weightings(
    weighted: pl.DataFrame, domains: pl.DataFrame, k: int, *, changed: bool = False
) -> frozenset[str]:
    """Choose the indicators whose percent under another weighting would give away a hidden count.

    A percent weighted to the residents is a sum over groups, each with a factor that the published numbers of residents
    and respondents give. Over one attribute it is one more equation of the hidden counts; where few people count, or
    few do not, it tells the groups that they are in.

    Parameters
    ----------
    weighted : DataFrame
        A run's frame ``weighted``.
    domains : DataFrame
        The indicators by group with ``suppressed``, and ``question`` in place of ``indicator``.
    k : int
        Threshold.
    changed : bool
        Whether few people's answers differ from those of an earlier release: by how much a weighted percent does tells
        the group they are in.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> weighted = pl.DataFrame({"indicator": ["1-1"], "official": [False], "dimensions": ["sex"]})
    >>> everyone = {"question": ["1-1"], "axis": [None], "suppressed": [False], "n_base": [47], "n_positive": [1]}
    >>> telling_weightings(weighted, pl.DataFrame(everyone).cast({"axis": pl.String}), 5)
    frozenset({'1-1'})
    """
    totals = domains.filter(pl.col("axis").is_null()).select("question", "n_base", "n_positive").drop_nulls()
    everyone = {one: (base, n) for one, base, n in totals.iter_rows()}
    found = set()
    others = weighted.filter(~pl.col("official")).select("indicator", pl.col("dimensions").fill_null(""))
    for one, dimensions in others.iter_rows():
        if one not in everyone:
            continue
        axes = set(dimensions.replace(" + ", ";").split(";"))
        base, n = everyone[one]
        few = 0 < min(n, base - n) < FEW_COUNT * k
        hidden = domains.filter(pl.col("question") == one, pl.col("axis").is_in(axes), "suppressed").height
        if changed or few or (len(axes) == 1 and hidden):
            found.add(one)
    return frozenset(found)


def strata_of(plan: Plan, key: str) -> tuple[str, ...]:
    """Return the question that a survey's sample is drawn by, of strata that limits add up; none of others."""
    design = plan.surveys[key].design
    return (design.strata,) if design is not None and design.strata else ()


def drawn_by(plan: Plan, key: str) -> tuple[str, ...]:
    """Return the questions that a survey's sample is drawn by: its strata and its sampling units, where it has them."""
    design = plan.surveys[key].design
    return () if design is None else tuple(name for name in (design.strata, design.psu) if name)


def hide_telling_limits(
    table: pl.DataFrame, dimensions: Sequence[str], whose: Literal["question", "indicator"] = "question"
) -> pl.DataFrame:
    """Blank the limits that mix strata, sampling units or weights, of questions with a count hidden by one of these.

    Within one stratum, or of people who all have one weight, limits follow from the count and its n, and stay. What the
    table is not broken down by hides nothing.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`, or one of means with the same columns, with ``suppressed``.
    dimensions : sequence of str
        Questions that the strata, the sampling units, or the weights are made of.
    whose : {"question", "indicator"}
        Column of what the table is of.

    Returns
    -------
    DataFrame
        With ``limits_withheld`` (Boolean): whether limits are blanked for this reason.
    """
    axes = {name for axis in table["axis"].drop_nulls().unique() for name in parts_of(axis)}
    parts = [has_part("axis", name) for name in dimensions if name in axes]
    mixed = ~pl.all_horizontal(parts) if parts else pl.lit(value=False)
    by_them = pl.any_horizontal(parts) if parts else pl.lit(value=False)
    hidden = (pl.col("suppressed") & by_them).any().over(whose)
    table = table.with_columns(limits_withheld=mixed & hidden & pl.col("lower").is_not_null())
    return table.with_columns(
        pl.when(~pl.col("limits_withheld")).then(name).alias(name) for name in (LOWER.name, UPPER.name)
    )
