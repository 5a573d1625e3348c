"""ウエイトバック: which margins a survey is weighted to, and its indicators with those weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from kumin.definitions import WeightingRule
from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, Weighted, post_stratify, rake

COUNT = "population"
WEIGHT, DRAWN = "kumin_weight", "kumin_drawn"
"""Columns of the fitted weight and of the weight by design, N / n."""
MERGED = "kumin_merged_"
"""Prefix of the columns of merged classes."""
MIN_CELL = 5
"""Respondents a cell or category needs to be matched by default."""

POSTSTRATIFIED, RAKED, UNWEIGHTED = "poststratified", "raked", "unweighted"


Classes = tuple[tuple[int, ...], ...]
"""Codes of a dimension, together where they are one class."""


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
    merged : mapping of dimension to classes
        Classes that were matched together, for one of them had fewer than :data:`MIN_CELL` respondents.
    left_out : tuple of str
        Dimensions of the population that are not matched.
    """

    name: str
    margins: tuple[tuple[str, ...], ...]
    weighted: Weighted | None
    n_unknown: int
    problem: StatisticsError | None = None
    merged: Mapping[str, Classes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def dimensions(self) -> str:
        """The margins as text: ``sex;age`` crossed, ``sex + age`` one after the other."""
        return " + ".join(";".join(margin) for margin in self.margins)


def weighting_margins(
    respondents: pl.DataFrame, population: pl.DataFrame, rule: WeightingRule | None = None
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Choose what is matched: the plan's rule, else a stated default.

    Default, after classes with too few respondents were merged (:func:`merged_classes`): post-stratification to the
    crossing of as many of the population's dimensions, in their order, as leaves at
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


def merged_classes(respondents: pl.DataFrame, population: pl.DataFrame) -> dict[str, Classes]:
    """Merge classes that have too few respondents with the next of their dimension; the last with the one before.

    By code, which is the order of ages. A dimension whose respondents are too few altogether is not matched.

    Returns
    -------
    mapping of dimension to classes
        Dimensions in which nothing is merged are left out.
    """
    found = {}
    for name in (column for column in population.columns if column != COUNT):
        people = population.group_by(name).agg(pl.col(COUNT).sum()).filter(pl.col(COUNT) > 0)
        counts = dict(respondents.group_by(name).len().iter_rows())
        groups: list[list[int]] = [[]]
        for code in people[name].sort():
            groups[-1].append(code)
            if sum(counts.get(one, 0) for one in groups[-1]) >= MIN_CELL:
                groups.append([])
        last = groups.pop()
        if last and groups:
            groups[-1] += last
        if len(groups) > 1 and any(len(group) > 1 for group in groups):
            found[name] = tuple(map(tuple, groups))
    return found


def recoded(frame: pl.DataFrame, merged: Mapping[str, Classes], *, prefix: str = "") -> pl.DataFrame:
    """Put the first code of its class in place of every code that is merged, under the name with the prefix."""
    return frame.with_columns(
        pl.col(name).replace({code: group[0] for group in groups for code in group}).alias(f"{prefix}{name}")
        for name, groups in merged.items()
    )


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
    merged: Mapping[str, Classes] | None = None,
    drawn: SurveyDesign | None = None,
) -> list[Weighting]:
    """Weight a survey's answers to its population.

    Respondents without a value, or with one that the population does not have (その他), are no loss: together they keep
    the share of the sample they have.

    Parameters
    ----------
    coded : DataFrame
        Coded answers, with the columns of ``drawn``.
    population : DataFrame
        The dimensions and ``population``.
    margins : mapping
        As :func:`weighting_margins` returns it.
    merged : mapping, optional
        As :func:`merged_classes` returns it: classes that are matched together.
    drawn : SurveyDesign, optional
        How they were drawn; its weights are the ones that the fitting starts from. Default: a simple random sample.
    """
    together = merged or {}
    total = float(population[COUNT].sum())
    dimensions = [name for name in population.columns if name != COUNT]
    known = coded.with_columns(
        pl.lit(total / max(coded.height, 1)).alias(DRAWN),
        *(
            pl.when(pl.col(name).is_in(population[name].unique().to_list())).then(pl.col(name)).alias(name)
            for name in dimensions
        ),
    )
    # merged classes are columns of their own: an indicator may be of one of them
    known, people = (recoded(frame, together, prefix=MERGED) for frame in (known, population))
    design = drawn or SurveyDesign(weights=DRAWN, population=total)
    found = []
    for name, sets in margins.items():
        used = list(dict.fromkeys(column for columns in sets for column in columns))
        unknown = int(known.select(pl.any_horizontal(pl.col(used).is_null()).sum()).item())
        shape = tuple(tuple(columns) for columns in sets)
        matched = [[f"{MERGED}{one}" if one in together else one for one in columns] for columns in shape]
        # in one order, or sums of the same numbers would differ in their last digits from run to run
        tables = [people.group_by(columns).agg(pl.col(COUNT).sum()).sort(columns) for columns in matched]
        own = {one: groups for one, groups in together.items() if one in used}
        left_out = tuple(one for one in dimensions if one not in used)
        try:
            if name == POSTSTRATIFIED:
                fitted = post_stratify(known, matched[0], tables[0], design=design, name=WEIGHT, missing="share")
            else:
                fitted = rake(known, tables, design=design, name=WEIGHT, missing="share")
        except StatisticsError as error:
            found.append(Weighting(name, shape, None, unknown, error, own, left_out))
            continue
        found.append(Weighting(name, shape, fitted, unknown, None, own, left_out))
    return found
