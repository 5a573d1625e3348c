"""What weighted percents tell of the groups that they are weighted by."""

from __future__ import annotations

import polars as pl

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
