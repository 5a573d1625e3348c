"""▲▽: which cells of a crosstab differ from the other groups beyond sampling error."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import Questionnaire
from kumin.estimation import SurveyDesign, adjusted_residuals
from kumin.tables.shares import Axis

HIGH, LOW = "▲", "▽"

MARKS_SCHEMA = pl.Schema(
    {
        "question": pl.String,
        "option": pl.Int32,
        "axis": pl.String,
        "category": pl.String,
        "adjusted_residual": pl.Float64,
        "mark": pl.String,
    }
)


def difference_marks(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    axes: Iterable[Axis],
    *,
    design: SurveyDesign | None = None,
    threshold: float = 1.96,
) -> pl.DataFrame:
    """Mark cells whose adjusted residual exceeds a threshold.

    Returns
    -------
    DataFrame
        :data:`MARKS_SCHEMA`; ``mark`` is ``▲`` (higher than the other groups), ``▽`` (lower) or null. Who left the
        axis blank is no group; attributes are not marked, and there is no row where nothing can vary.
    """
    questions = [question for question in questionnaire.closed() if not question.attribute]
    outcomes = {f"{one.id}:{code}": has_any(one, [code]) for one in questions for code in one.options}
    base = {f"{one.id}:{code}": asked(one, questionnaire) & answered(one) for one in questions for code in one.options}
    parts = [pl.DataFrame(schema=MARKS_SCHEMA)]
    for axis in axes:
        inside = [key for key in outcomes if key.partition(":")[0] not in axis]
        frame = coded.with_columns(
            _category=pl.concat_str([pl.col(name).cast(pl.String) for name in axis], separator="*")
        )
        found = adjusted_residuals(
            frame, {key: outcomes[key] for key in inside}, by="_category",
            base={key: base[key] for key in inside}, design=design,
        )  # fmt: skip
        parts.append(_marked(found, axis, threshold))
    return pl.concat(parts)


def _marked(found: pl.DataFrame, axis: Axis, threshold: float) -> pl.DataFrame:
    residual = pl.col("adjusted_residual")
    key = pl.col("indicator").str.split(":")
    return found.drop_nulls("adjusted_residual").select(
        question=key.list.first(),
        option=key.list.last().cast(pl.Int32),
        axis=pl.lit("*".join(axis)),
        category="_category",
        adjusted_residual=residual,
        mark=pl.when(residual > threshold).then(pl.lit(HIGH)).when(residual < -threshold).then(pl.lit(LOW)),
    )
