"""ウエイトバック: which margins a survey is weighted to, and its indicators with those weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.definitions import WeightingRule
from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, Weighted, post_stratify, rake

COUNT = "population"
WEIGHT, DRAWN = "kumin_weight", "kumin_drawn"
"""Columns of the fitted weight and of the weight by design, N / n."""
MIN_CELL = 5
"""Respondents a cell or category needs to be matched by default."""

POSTSTRATIFIED, RAKED, UNWEIGHTED = "poststratified", "raked", "unweighted"


@dataclass(frozen=True)
class Weighting:
    """One way of weighting a survey.

    Parameters
    ----------
    name : {"poststratified", "raked"}
    margins : tuple of tuple of str
        What is matched.
    weighted : Weighted or None
        Weights and design; None where they cannot be formed.
    n_unknown : int
        Respondents without a value in the dimensions, or with one the population does not have; they keep their share.
    problem : StatisticsError or None
        Why there are none.
    """

    name: str
    margins: tuple[tuple[str, ...], ...]
    weighted: Weighted | None
    n_unknown: int
    problem: StatisticsError | None = None

    @property
    def dimensions(self) -> str:
        """The margins as text: ``sex;age`` crossed, ``sex + age`` one after the other."""
        return " + ".join(";".join(margin) for margin in self.margins)


def weighting_margins(
    respondents: pl.DataFrame, population: pl.DataFrame, rule: WeightingRule | None = None
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Choose what is matched: the plan's rule, else a stated default.

    Default: post-stratification to the crossing of as many of the population's dimensions, in their order, as leaves at
    least :data:`MIN_CELL` respondents in every cell with people; raking to every single dimension whose categories all
    have as many.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent, with the dimensions.
    population : DataFrame
        The dimensions and ``population``.
    rule : WeightingRule, optional
        The plan's.

    Returns
    -------
    mapping of weighting to margins
        No entry for a weighting without margins.
    """
    dimensions = [name for name in population.columns if name != COUNT]
    given = rule or WeightingRule()
    post: tuple[str, ...] = given.poststratify
    if not post and not given.rake:
        for size in range(1, len(dimensions) + 1):
            if not _filled(respondents, population, tuple(dimensions[:size])):
                break
            post = tuple(dimensions[:size])
    margins = given.rake
    if not margins and not given.poststratify:
        margins = tuple((name,) for name in dimensions if _filled(respondents, population, (name,)))
    found: dict[str, tuple[tuple[str, ...], ...]] = {POSTSTRATIFIED: (post,)} if post else {}
    return found | ({RAKED: margins} if margins else {})


def _filled(respondents: pl.DataFrame, population: pl.DataFrame, names: tuple[str, ...]) -> bool:
    """Whether every cell with people has enough respondents."""
    people = population.group_by(names).agg(pl.col(COUNT).sum()).filter(pl.col(COUNT) > 0)
    counts = respondents.group_by(names).agg(pl.len().cast(pl.Int64).alias("n"))
    cells = people.join(counts, on=list(names), how="left")
    return bool((cells["n"].fill_null(0) >= MIN_CELL).all())


def weigh(
    coded: pl.DataFrame,
    population: pl.DataFrame,
    margins: Mapping[str, Sequence[Sequence[str]]],
) -> list[Weighting]:
    """Weight a survey's answers to its population.

    Respondents without a value, or with one that the population does not have (その他), are no loss: together they keep
    the share of the sample they have.

    Parameters
    ----------
    coded : DataFrame
        Coded answers, a simple random sample.
    population : DataFrame
        The dimensions and ``population``.
    margins : mapping
        As :func:`weighting_margins` returns it.
    """
    total = float(population[COUNT].sum())
    dimensions = [name for name in population.columns if name != COUNT]
    known = coded.with_columns(
        pl.lit(total / max(coded.height, 1)).alias(DRAWN),
        *(
            pl.when(pl.col(name).is_in(population[name].unique().to_list())).then(pl.col(name)).alias(name)
            for name in dimensions
        ),
    )
    design = SurveyDesign(weights=DRAWN, population=total)
    found = []
    for name, sets in margins.items():
        used = list(dict.fromkeys(column for columns in sets for column in columns))
        unknown = int(known.select(pl.any_horizontal(pl.col(used).is_null()).sum()).item())
        shape = tuple(tuple(columns) for columns in sets)
        tables = [population.group_by(columns).agg(pl.col(COUNT).sum()) for columns in shape]
        try:
            if name == POSTSTRATIFIED:
                fitted = post_stratify(known, shape[0], tables[0], design=design, name=WEIGHT, missing="share")
            else:
                fitted = rake(known, tables, design=design, name=WEIGHT, missing="share")
        except StatisticsError as error:
            found.append(Weighting(name, shape, None, unknown, error))
            continue
        found.append(Weighting(name, shape, fitted, unknown))
    return found
