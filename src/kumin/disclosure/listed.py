"""Tables that one command publishes by itself: closed questions, numbers and dates suppressed together, with ▲▽."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from kumin.definitions import Disclosure
from kumin.disclosure.amounts import TOLD, suppress_numbers, suppress_with_numbers
from kumin.disclosure.beside import beside_of
from kumin.disclosure.earlier import Earlier, distances, told_cells
from kumin.disclosure.policy import suppresses
from kumin.disclosure.published import rules_of_plan
from kumin.disclosure.sizes import own_axes_as_totals
from kumin.disclosure.weighted import drawn_by, hide_telling_limits, strata_of
from kumin.disclosure.weighted_tables import Weights, crossed_with, hide_telling_percents, weights_of
from kumin.frames import plain_rows
from kumin.numbers import SMALL_BASE
from kumin.tables.amounts import survey_numbers
from kumin.tables.axes import (
    HasAnswers,
    axis_parts,
    design_of,
    multiple_questions,
    require_axis,
    sample_of,
    split_questions,
)
from kumin.tables.crossing import Axis, crossed, parts_of
from kumin.tables.differences import MARKS, difference_marks
from kumin.tables.options import PLAIN, TableOptions
from kumin.tables.shares import TABLE, survey_table
from kumin.tables.weighted import WeightedAnswers, weighted_answers


def public_tables(
    result: HasAnswers,
    key: str,
    axes: Sequence[Axis],
    questions: Sequence[str] | None,
    k: int,
    level: float = 0.95,
    options: TableOptions = PLAIN,
    *,
    beside: Sequence[Earlier] = (),
    held: Collection[str] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tabulate a survey's closed questions, and its numbers and dates, for publication together.

    What files ``beside`` tell of the same answers is told as they tell it; crossings, as they leave it; of
    the questions ``held`` nothing more of groups.

    An axis's own question is in the table only as a total: crossed with another axis it would be that crossing.
    The table of closed questions has ``mark``: ▲▽ of cells that are shown, of groups and their rest large enough; and
    ``withheld`` and ``limits_withheld``: see :func:`kumin.disclosure.weighted_tables.hide_telling_percents` and
    :func:`kumin.disclosure.weighted.hide_telling_limits`.

    Returns
    -------
    tuple of two DataFrame
        See :func:`kumin.disclosure.amounts.suppress_with_numbers`.

    Raises
    ------
    UsageError
        A question or axis is unknown or cannot be used.
    """
    questionnaire = result.plan.questionnaires[key]
    closed, others = split_questions(questionnaire, questions)
    weighted = weighted_answers(result, key) if options.weighted else None
    rules = rules_of_plan(result.plan.plan, k)
    told = beside_of(beside, k) if suppresses(k) and (beside or held) else None
    # crossings add to their attributes, of which the files beside tell
    single = [(name,) for axis in axes for name in axis]
    every = list(dict.fromkeys((*axes, *single))) if told else list(axes)
    table = TABLE.empty()
    if closed:
        table = survey_table(result, key, every, closed, level=level, options=options, weighted=weighted)
    numbers = survey_numbers(result, key, every, others, level=level, weighted=weighted)
    if suppresses(k):
        attributes = set[str]().union(*(require_axis(questionnaire, axis) for axis in axes))
        table = own_axes_as_totals(table, attributes)
    if told:
        told = (told.of_asked(table) if options.blank else told).holding(held, table)
    multiple = sorted(multiple_questions(questionnaire))
    table, numbers = suppress_with_numbers(table, numbers, questionnaire, rules, multiple=multiple, beside=told)
    names = [crossed(axis) for axis in axes]
    table, numbers = (one.filter(pl.col("axis").is_null() | pl.col("axis").is_in(names)) for one in (table, numbers))
    not_so = pl.lit(value=False)
    table, numbers = (one.with_columns(withheld=not_so, limits_withheld=not_so) for one in (table, numbers))
    if suppresses(k):
        mixing = drawn_by(result.plan.plan, key)
        if weighted:
            weights = _weights(result, key, axes, closed, weighted)
            mixing = (*mixing, *weights.dimensions)
            table = hide_telling_percents(table, weights, k, result.plan.plan.decimals) if closed else table
        table, numbers = (hide_telling_limits(one, mixing) for one in (table, numbers))
    return _with_marks(table, result, key, axes, options, weighted), numbers


def _weights(
    result: HasAnswers, key: str, axes: Sequence[Axis], questions: Sequence[str], weighted: WeightedAnswers
) -> Weights:
    """Tell what the weights of a survey depend on: what they are fitted to, and the strata they start from."""
    column, strata = weighted.design.weights or "", strata_of(result.plan.plan, key)
    dimensions = sorted({name for margin in (*weighted.weighting.margins, strata) for name in margin if name})
    closed = {one.id for one in result.plan.questionnaires[key].closed()}
    own = [name for name in dimensions if name in closed]
    crossed = survey_table(result, key, crossed_with(axes, own), questions) if own and questions else TABLE.empty()
    return weights_of(weighted.coded, column, own, crossed)


def few_differ(result: HasAnswers, key: str, earlier: Earlier, rules: Disclosure) -> bool:
    """Tell whether a survey's answers differ from those of an earlier file, but not by many people's.

    Then any further table of them would tell, beside the earlier file, what these few answered.
    """
    if not suppresses(rules.k):
        return False
    questionnaire = result.plan.questionnaires[key]
    farthest = _farthest(result, key, earlier)
    if farthest:
        return farthest < rules.k
    if earlier.numbers is None:
        return False
    numbers = suppress_numbers(survey_numbers(result, key, ()), questionnaire, rules, ())
    told = {
        id_: [row for row in known["rows"] if row["axis"] is None]
        for id_, known in (earlier.numbers or {}).items()
        if "rows" in known
    }
    return {str(id_): plain_rows(rows.select(TOLD)) for (id_,), rows in numbers.group_by("question")} != told


def same_answers(result: HasAnswers, key: str, files: Sequence[Earlier]) -> list[Earlier]:
    """Return those of some files that are of these answers, as far as their numbers tell."""
    return [one for one in files if not _farthest(result, key, one)]


def _farthest(result: HasAnswers, key: str, earlier: Earlier) -> int:
    """Return by how many people at least the answers differ from those of other files."""
    told = told_cells(earlier.cells)
    names = dict.fromkeys(earlier.cells["axis"].drop_nulls())
    known = set(axis_parts(result.plan.questionnaires[key]))
    axes = [axis for axis in map(parts_of, names) if set(axis) <= known]
    return max(distances(survey_table(result, key, axes), told).values(), default=0)


def _with_marks(
    table: pl.DataFrame,
    result: HasAnswers,
    key: str,
    axes: Sequence[Axis],
    options: TableOptions,
    weighted: WeightedAnswers | None,
) -> pl.DataFrame:
    """Add ▲▽ where a cell is shown, of a random sample, and the group is not so small that it is for reference only."""
    marks = MARKS.empty()
    if axes and not table.is_empty() and result.plan.plan.surveys[key].has_sampling_error:
        coded = weighted.coded if weighted else sample_of(result, key)
        design = weighted.design if weighted else design_of(result, key)
        marks = difference_marks(coded, result.plan.questionnaires[key], axes, design=design, options=options)
    where = ["question", "option", "axis", "category"]
    table = table.join(marks.select(*where, "mark"), on=where, how="left", maintain_order="left")
    shown = ~pl.col("suppressed") & ~pl.col("withheld") & (pl.col("n_base") >= SMALL_BASE)
    return table.with_columns(mark=pl.when(shown).then("mark"))
