"""▲▽: which cells of a crosstab differ from the other groups beyond sampling error."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import MultipleQuestion, Questionnaire
from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, crosstab
from kumin.reporting.tables import Axis

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
        axis blank is no group; attributes are not marked.
    """
    parts = [pl.DataFrame(schema=MARKS_SCHEMA)]
    for axis in axes:
        frame = coded.with_columns(
            _category=pl.concat_str([pl.col(name).cast(pl.String) for name in axis], separator="*")
        )
        for question in questionnaire.closed():
            if question.id in axis or question.attribute:
                continue
            inside = asked(question, questionnaire) & answered(question)
            if isinstance(question, MultipleQuestion):
                columns = {code: has_any(question, [code]).cast(pl.Int32) for code in question.options}
                for code, chosen in columns.items():
                    cells = _cells(frame.with_columns(_option=chosen), inside, design)
                    if cells is not None:
                        cells = cells.filter(pl.col("column") == 1).with_columns(column=pl.lit(code, pl.Int32))
                        parts.append(_marked(cells, question.id, axis, threshold))
            else:
                cells = _cells(frame.with_columns(_option=pl.col(question.id).cast(pl.Int32)), inside, design)
                if cells is not None:
                    parts.append(_marked(cells, question.id, axis, threshold))
    return pl.concat(parts)


def _cells(frame: pl.DataFrame, inside: pl.Expr, design: SurveyDesign | None) -> pl.DataFrame | None:
    try:
        return crosstab(frame, "_category", "_option", base=inside, design=design).cells
    except StatisticsError:
        # an empty table has no differences to mark
        return None


def _marked(cells: pl.DataFrame, question: str, axis: Axis, threshold: float) -> pl.DataFrame:
    residual = pl.col("adjusted_residual")
    return cells.select(
        question=pl.lit(question),
        option=pl.col("column").cast(pl.Int32),
        axis=pl.lit("*".join(axis)),
        category="row",
        adjusted_residual=residual,
        mark=pl.when(residual > threshold).then(pl.lit(HIGH)).when(residual < -threshold).then(pl.lit(LOW)),
    )
