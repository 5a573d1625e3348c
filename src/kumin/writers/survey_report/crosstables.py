"""集計表: every question by every attribute, as an appendix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.definitions.titles import full_title
from kumin.numbers import NONE, is_small
from kumin.reporting.answers import scale_of
from kumin.words.tables import category_label
from kumin.writers.survey_report.bars import axis_name
from kumin.writers.survey_report.blocks import Making, Row, Table
from kumin.writers.survey_report.question import hidden_or

if TYPE_CHECKING:
    from kumin.definitions import Question
    from kumin.definitions.questions import ClosedQuestion
    from kumin.reporting.answers import Group

ACROSS = 8
"""Options that stand beside each other in a table: more would not fit on paper."""


def crosstables(making: Making, question: Question) -> Iterator[Table]:
    """Tabulate a question for everyone and every group."""
    if isinstance(question, SingleQuestion | MultipleQuestion):
        groups = making.survey.groups(question)
        if not groups or groups[0].n_base == 0:
            return
        codes = list(question.options)
        chunks = [codes[start : start + ACROSS] for start in range(0, len(codes), ACROSS)]
        for place, chunk in enumerate(chunks):
            yield _closed(making, question, chunk, groups, last=place == len(chunks) - 1, several=len(chunks) > 1)
    elif isinstance(question, NumberQuestion | DateQuestion):
        yield from _amount(making, question)


def _closed(
    making: Making, question: ClosedQuestion, codes: Sequence[int], groups: Sequence[Group], *, last: bool,
    several: bool,
) -> Table:  # fmt: skip
    words, scale = making.words, scale_of(question) if last else None
    labels = [question.options[code].label for code in codes]
    head = [words.text("sr_group_column"), "n", *labels]
    if scale is not None:
        head += [words.text(f"sr_side_{side}") for side in ("top", "bottom")] + [words.text("sr_mean_score")]
    rows = []
    axis = None
    for group in groups:
        if group.axis is not None and group.axis != axis:
            axis = group.axis
            rows.append(Row((axis_name(making.survey, axis),), group=True))
        by_code = {one.code: one for one in group.options}
        hidden = words.text("rep_hidden")
        if group.n_base is None:
            cells = [hidden] * (len(head) - 1)
        else:
            cells = [_n(making, group.n_base, everyone=group.axis is None)]
            cells += [hidden_or(making, by_code[code]) if group.n_base else NONE for code in codes]
            if scale is not None:
                sums = [group.percent(side, words.decimals) for side in (scale.top, scale.bottom)]
                cells += [hidden if one is None and group.n_base else words.number(one) for one in sums]
                mean = scale.mean(group)
                cells.append(words.number(mean[0], 2) if mean else hidden if group.n_base else NONE)
        of = "" if group.axis is None else f"{group.axis}:{group.category}"
        rows.append(Row((_label(making, group), *cells), strong=group.axis is None, of=of))
    caption = full_title(question)
    if several:
        caption = words.text("sr_part_of_table", title=caption, first=labels[0], last=labels[-1])
    of = f"{making.survey.key}:{question.id}:{','.join(map(str, codes))}"
    return Table(caption, tuple(head), tuple(rows), of=of)


def _label(making: Making, group: Group) -> str:
    if group.axis is None:
        return making.words.text("rep_everyone")
    return category_label(making.survey.questionnaire, group.axis, str(group.category), making.words)


def _n(making: Making, n: int, *, everyone: bool) -> str:
    """Print an n, marked where it is so small that percents are for reference only."""
    mark = making.words.text("rep_reference_mark") if is_small(n) and not everyone else ""
    return making.words.count(n) + mark


def _amount(making: Making, question: NumberQuestion | DateQuestion) -> Iterator[Table]:
    words, survey = making.words, making.survey
    table = survey.numbers.filter(pl.col("question") == question.id)
    if table.is_empty():
        return
    codes = ("sr_mean_of", "sr_median_of") if isinstance(question, NumberQuestion) else ("num_median_date",)
    head = [words.text("sr_group_column"), "n", *map(words.text, codes)]
    rows: list[Row] = []
    axis = None
    for row in table.iter_rows(named=True):
        if row["axis"] is not None and row["axis"] != axis:
            axis = row["axis"]
            rows.append(Row((axis_name(survey, axis),), group=True))
        label = words.text("rep_everyone")
        if row["axis"] is not None:
            label = category_label(survey.questionnaire, row["axis"], row["category"], words)
        if row["n_base"] is None:
            cells = [words.text("rep_hidden")] * (len(head) - 1)
        else:
            cells = [_n(making, row["n_base"], everyone=row["axis"] is None), *_middle(making, question, row)]
        of = "" if row["axis"] is None else f"{row['axis']}:{row['category']}"
        rows.append(Row((label, *cells), strong=row["axis"] is None, of=of))
    yield Table(full_title(question), tuple(head), tuple(rows), of=f"{survey.key}:{question.id}:")


def _middle(making: Making, question: NumberQuestion | DateQuestion, row: Mapping[str, Any]) -> list[str]:
    """Print the mean and the median of a number, the median of a date."""
    words = making.words
    if isinstance(question, DateQuestion):
        return [NONE if row["median_date"] is None else words.date(row["median_date"])]
    decimals = making.survey.decimals_of(question)
    return [
        words.number(row["mean"], decimals + 1, grouped=True), words.number(row["median"], decimals, grouped=True)
    ]  # fmt: skip
