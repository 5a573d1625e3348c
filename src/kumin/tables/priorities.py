"""満足度×重要度: which policies people find important and are not satisfied with."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kumin.conditions import answered, asked
from kumin.definitions import Questionnaire, SingleQuestion
from kumin.errors import UsageError
from kumin.estimation import SurveyDesign, means
from kumin.frames import frame
from kumin.numbers import rounded
from kumin.tables.scale_summaries import SCORE_DECIMALS
from kumin.tables.worded import worded_column

_F = pl.Float64
FIELDS = ("improve_first", "improve", "keep", "keep_first")
"""重点改善 (important, not satisfied), 改善 (neither), 維持 (satisfied, not important), 重点維持 (both)."""
BORDER = "border"
NEED_DECIMALS = 3
"""Of a need; scores have :data:`kumin.tables.scale_summaries.SCORE_DECIMALS`."""

PRIORITIES = frame(
    "priorities",
    "One row a policy: how satisfied people are with it and how important they find it, by rank of need.",
    worded_column("priorities", "rank", pl.Int64),
    worded_column("priorities", "policy", pl.String),
    worded_column("priorities", "satisfaction_n", pl.Int64, "people"),
    worded_column("priorities", "satisfaction", _F, "score"),
    worded_column("priorities", "satisfaction_lower", _F, "score"),
    worded_column("priorities", "satisfaction_upper", _F, "score"),
    worded_column("priorities", "importance_n", pl.Int64, "people"),
    worded_column("priorities", "importance", _F, "score"),
    worded_column("priorities", "importance_lower", _F, "score"),
    worded_column("priorities", "importance_upper", _F, "score"),
    worded_column("priorities", "satisfaction_axis", _F, "score"),
    worded_column("priorities", "importance_axis", _F, "score"),
    worded_column("priorities", "need", _F),
    worded_column("priorities", "field", pl.String),
)


def priorities(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    *,
    design: SurveyDesign | None = None,
    level: float = 0.95,
    sampled: bool = True,
    k: int = 0,
) -> pl.DataFrame:
    """Score policies by satisfaction and importance, and rank what to improve.

    Parameters
    ----------
    coded : DataFrame
        Coded answers, one row a respondent.
    questionnaire : Questionnaire
        Whose ``priorities`` name the pairs of questions and the points of their options.
    design : SurveyDesign, optional
        The sampling design.
    level : float
        Confidence level of the intervals.
    sampled : bool
        Whether the answers are a random sample; else there are no intervals, and no field is stated.
    k : int
        A policy that fewer people than this scored is hidden; below 2 none.

    Returns
    -------
    DataFrame
        :data:`PRIORITIES`, the greatest need first.

    Raises
    ------
    UsageError
        The questionnaire names no pairs.

    Notes
    -----
    With s and i the mean scores put on 0 to 1 (score less the lowest point, over the highest less the lowest), need is
    (i - s)·i: the discrepancy weighted by importance of Borich 1980, A needs assessment model for conducting follow-up
    studies, Journal of Teacher Education 31(3), 39-42. The axes are the means of the shown policies' means and are
    taken as fixed. A field is stated only where neither interval holds its axis.
    """
    rule = questionnaire.priorities
    if rule is None:
        raise UsageError("priorities_none", questionnaire=questionnaire.title)
    table = pl.DataFrame({"policy": [one.title for one in rule.pairs]})
    for side, points in (("satisfaction", rule.satisfaction), ("importance", rule.importance)):
        variables, bases = {}, {}
        for one in rule.pairs:
            question = questionnaire.by_id[getattr(one, side)]
            assert isinstance(question, SingleQuestion)
            score = pl.col(question.id).replace_strict(dict(points), default=None, return_dtype=_F)
            variables[one.title] = score
            bases[one.title] = asked(question, questionnaire) & answered(question) & score.is_not_null()
        found = means(coded, variables, base=bases, design=design, level=level, nulls="drop").select(
            pl.col("n_base").alias(f"{side}_n"), policy="indicator",
            **{f"{side}{end}": name for end, name in (("", "mean"), ("_lower", "lower"), ("_upper", "upper"))},
        )  # fmt: skip
        table = table.join(found, on="policy", how="left", maintain_order="left")
    few = (pl.min_horizontal("satisfaction_n", "importance_n") < k) & pl.lit(value=k > 1)
    told = [name for name in table.columns if name != "policy"]
    table = table.with_columns(pl.when(~few).then(pl.col(name)).alias(name) for name in told)
    if not sampled:
        limits = [name for name in told if name.endswith(("_lower", "_upper"))]
        table = table.with_columns(pl.lit(None, _F).alias(name) for name in limits)
    both = pl.col("satisfaction").is_not_null() & pl.col("importance").is_not_null()
    table = table.with_columns(
        pl.col(side).filter(both).mean().alias(f"{side}_axis") for side in ("satisfaction", "importance")
    )
    s, i = _unit("satisfaction", rule.satisfaction), _unit("importance", rule.importance)
    table = table.with_columns(need=(i - s) * i, field=_field())
    table = table.with_columns(rank=pl.col("need").rank("min", descending=True).cast(pl.Int64))
    return PRIORITIES.conform(table.sort("need", descending=True, nulls_last=True, maintain_order=True))


def priorities_as_told(table: pl.DataFrame) -> pl.DataFrame:
    """Round scores, their limits and needs as readers are told them; ranks and fields stay those of all digits."""
    told = {name: SCORE_DECIMALS for name, column in table.schema.items() if column == _F} | {"need": NEED_DECIMALS}
    return table.with_columns(rounded(pl.col(name), decimals).alias(name) for name, decimals in told.items())


def _unit(side: str, points: Mapping[int, float]) -> pl.Expr:
    """Put a mean score on 0 to 1."""
    values = list(points.values())
    return (pl.col(side) - min(values)) / (max(values) - min(values))


def _field() -> pl.Expr:
    """Name the field of a policy whose intervals hold no axis."""
    limits = [f"{side}_{end}" for side in ("satisfaction", "importance") for end in ("lower", "upper")]
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in limits)
    on_axis = pl.any_horizontal(
        (pl.col(f"{side}_lower") <= pl.col(f"{side}_axis")) & (pl.col(f"{side}_axis") <= pl.col(f"{side}_upper"))
        for side in ("satisfaction", "importance")
    )
    important = pl.col("importance") > pl.col("importance_axis")
    satisfied = pl.col("satisfaction") > pl.col("satisfaction_axis")
    first, second, third, fourth = map(pl.lit, FIELDS)
    named = (
        pl.when(important & ~satisfied).then(first).when(~important & ~satisfied).then(second)
        .when(~important).then(third).otherwise(fourth)
    )  # fmt: skip
    return pl.when(known & on_axis).then(pl.lit(BORDER)).when(known).then(named)
