"""Which groups differ from the others beyond sampling error, over all groups of all axes of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.estimation import SurveyDesign, adjust_p_values, means
from kumin.numbers import is_small
from kumin.tables.crossing import Axis, crossed
from kumin.tables.differences import residuals_by_axis

if TYPE_CHECKING:
    from kumin.definitions import Questionnaire
    from kumin.reporting.answers import Group


@dataclass(frozen=True, slots=True)
class Tested:
    """A group whose share was tested against that of the axis's other groups."""

    group: Group
    residual: float
    p: float

    def differs(self, level: float) -> bool:
        """Whether it differs, after the adjustment for all groups of the question."""
        return self.p < 1 - level


def distances(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    counted: Mapping[str, tuple[int, ...]],
    axes: Sequence[Axis],
    design: SurveyDesign,
) -> pl.DataFrame:
    """Measure how far each group's share of the counted options lies from the other groups', in standard errors.

    Parameters
    ----------
    coded, questionnaire
        The answers and their questionnaire.
    counted : mapping of question to codes
        The options that count in each question.
    axes : sequence of axes
        Of single attributes.
    design : SurveyDesign

    Returns
    -------
    DataFrame
        ``question``, ``axis``, ``category``, ``adjusted_residual``.
    """
    questions = [questionnaire.by_id[id_] for id_ in counted]
    outcomes = {one.id: has_any(one, counted[one.id]) for one in questions}
    base = {one.id: asked(one, questionnaire) & answered(one, counted[one.id]) for one in questions}
    empty = pl.DataFrame(schema=dict.fromkeys(("question", "category", "axis"), pl.String))
    parts = [
        found.drop_nulls("adjusted_residual")
        .filter(~pl.col("indicator").is_in(sorted(axis)))
        .select("adjusted_residual", question="indicator", category="_category", axis=pl.lit(crossed(axis)))
        for axis, found in residuals_by_axis(coded, outcomes, axes, base=base, design=design)
    ]
    return pl.concat(parts) if parts else empty.with_columns(adjusted_residual=pl.lit(None, pl.Float64))


def tested(
    found: pl.DataFrame, groups: Mapping[str, Sequence[Group]], counted: Mapping[str, tuple[int, ...]]
) -> dict[str, list[Tested]]:
    """Test the groups of questions that are shown and have enough answers; p adjusted over those of each (Holm).

    Parameters
    ----------
    found : DataFrame
        Of :func:`distances`.
    groups : mapping of question to groups
        Those that are shown.
    counted : mapping of question to codes
        The options that count in each question.
    """
    residuals = {
        (question, axis, category): value
        for question, axis, category, value in found.select(
            "question", "axis", "category", "adjusted_residual"
        ).iter_rows()
    }
    chosen = [
        (question, group, value)
        for question, own in groups.items()
        for group in own
        if (value := residuals.get((question, group.axis, group.category))) is not None
        and group.count(counted[question]) is not None
        and not is_small(group.n_base)
    ]
    p_values = [2 * NormalDist().cdf(-abs(value)) for *_, value in chosen]
    schema = {"question": pl.String, "p_value": pl.Float64}
    table = pl.DataFrame({"question": [question for question, *_ in chosen], "p_value": p_values}, schema)
    adjusted = adjust_p_values(table, "holm", within=["question"])["p_adjusted"].to_list()
    made: dict[str, list[Tested]] = {question: [] for question in groups}
    for (question, group, value), p in zip(chosen, adjusted, strict=True):
        made[question].append(Tested(group, value, p))
    return made


def leads(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    pairs: Mapping[str, tuple[int, int]],
    design: SurveyDesign,
    level: float,
) -> dict[str, bool]:
    """Tell whether one option was chosen more often than another beyond error, both by the same people.

    Parameters
    ----------
    coded, questionnaire
        The answers and their questionnaire.
    pairs : mapping of question to codes
        The two options of each question, which are compared in one pass over the answers.
    design : SurveyDesign
    level : float
        Confidence level.
    """
    if not pairs:
        return {}
    differences, both = {}, {}
    for id_, pair in pairs.items():
        question = questionnaire.by_id[id_]
        first, second = (has_any(question, [code]).cast(pl.Float64) for code in pair)
        differences[id_], both[id_] = first - second, asked(question, questionnaire) & answered(question, pair)
    found = means(coded, differences, base=both, design=design, level=level, nulls="drop")
    return {id_: lower is not None and lower > 0 for id_, lower in found.select("indicator", "lower").iter_rows()}
