"""A table of text → candidate answers: one column per question, still with marks for what cannot be right."""

from __future__ import annotations

import polars as pl

from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
)
from kumin.definitions.questionnaire import ClosedQuestion, Missing
from kumin.responses.cells import (
    MARKED_INVALID,
    UNREADABLE,
    UNREADABLE_DATE,
    Names,
    fold,
    fold_text,
    map_cells,
    map_dates,
    map_numbers,
)
from kumin.responses.match import ColumnMap
from kumin.responses.read import ROW, AnswerTable

RESPONDENT = "respondent"
"""整理番号 of a candidate row, as text. Personal data; not among the coded answers."""

RECEIVED = "received"
"""受付日."""

_MARKED = {"1": 1, "○": 1, "〇": 1, "◯": 1, "y": 1, "yes": 1, "true": 1, "0": 0, "n": 0, "no": 0, "false": 0, "-": 0}


def code_answers(table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire) -> pl.DataFrame:
    """Make candidate answers.

    Returns
    -------
    DataFrame
        As many rows as the table: ``row`` (UInt32), ``respondent`` (String) and ``received`` (Date) where the file has
        them, then for each question in order: single answers Int16; multiple answers Int16 number of marks and one
        Boolean per option; numbers Float64; dates Date. ``UNREADABLE``, ``MARKED_INVALID``, NaN and
        ``UNREADABLE_DATE`` stand for cells that validation will report.
    """
    series = [table.frame[ROW]]
    if columns.id is not None:
        ids = table.frame[table.column(columns.id)]
        series.append(pl.select(pl.lit(ids).str.normalize("NFKC").str.strip_chars().alias(RESPONDENT)).to_series())
    if columns.received is not None:
        dates = map_dates(table.frame[table.column(columns.received)], _absent(questionnaire.missing))
        series.append(dates.set(dates == UNREADABLE_DATE, None).alias(RECEIVED))
    for question in questionnaire.questions:
        series += _code_question(question, table, columns, questionnaire.missing)
    return pl.DataFrame(series)


def _code_question(
    question: Question, table: AnswerTable, columns: ColumnMap, missing: Missing
) -> list[pl.Series]:
    if isinstance(question, MultipleQuestion) and question.layout == "columns":
        cells = {code: table.frame[table.column(place)] for code, place in columns.options[question.id].items()}
        return _code_option_columns(question, cells, missing)
    if isinstance(question, TextQuestion):
        return []
    text = table.frame[table.column(columns.questions[question.id])]
    if isinstance(question, SingleQuestion):
        return [map_cells(text, option_names(question, missing)).alias(question.id)]
    if isinstance(question, MultipleQuestion):
        return _code_joined(question, text, missing)
    if isinstance(question, NumberQuestion):
        numbers = map_numbers(text, _absent(missing), question.minimum, question.maximum)
        return [numbers.alias(question.id)]
    assert isinstance(question, DateQuestion)
    return [map_dates(text, _absent(missing)).alias(question.id)]


def option_names(question: ClosedQuestion, missing: Missing) -> dict[str, int | None]:
    """List every folded text a cell of the question may hold. An option wins over a missing code, that over invalid."""
    names: dict[str, int | None] = dict.fromkeys(map(fold_text, missing.invalid), MARKED_INVALID)
    names |= _absent(missing)
    for code, option in question.options.items():
        names |= {fold_text(name): code for name in (option.label, *option.aliases)}
    return names | {str(code): code for code in question.options}


def _absent(missing: Missing) -> dict[str, int | None]:
    return dict.fromkeys(["", *map(fold_text, missing.no_answer)])


def _code_joined(question: MultipleQuestion, text: pl.Series, missing: Missing) -> list[pl.Series]:
    """Code a multiple answer whose marks stand in one cell; each distinct cell is taken apart once."""
    names = option_names(question, missing)
    distinct = text.drop_nulls().unique().alias("cell").to_frame()
    whole = distinct.select(fold(pl.col("cell"))).to_series()
    separators = rf"(?:{_escape(question.separator)}|、|;)+"
    marks = (
        pl.lit(whole)
        .str.replace_all(separators, "\n")
        .str.strip_chars("\n")
        .str.split("\n")
        .list.eval(pl.element().str.replace(r"^0+(\d)", "$1").replace_strict(names, default=UNREADABLE, return_dtype=pl.Int16))
    )
    readable = distinct.with_columns(marks=pl.select(marks).to_series().list.unique().list.drop_nulls())
    readable = readable.with_columns(
        pl.when(pl.col("marks").list.contains(UNREADABLE))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .when(pl.col("marks").list.contains(MARKED_INVALID))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(pl.col("marks").list.len() > 0)
        .then(pl.col("marks").list.len().cast(pl.Int16))
        .alias(question.id),
    ).with_columns(
        pl.when(pl.col(question.id).is_not_null()).then(pl.col("marks").list.contains(code)).alias(question.column(code))
        for code in question.options
    )
    joined = text.alias("cell").to_frame().join(readable.drop("marks"), on="cell", how="left", maintain_order="left")
    return joined.drop("cell").get_columns()


def _escape(separator: str) -> str:
    import re

    return re.escape(fold_text(separator) or separator)


def _code_option_columns(
    question: MultipleQuestion, cells: dict[int, pl.Series], missing: Missing
) -> list[pl.Series]:
    """Code a multiple answer with one column per option; no mark at all is no answer."""
    coded = []
    for code, text in cells.items():
        option = question.options[code]
        names: Names = {
            **dict.fromkeys(map(fold_text, missing.invalid), MARKED_INVALID),
            **_absent(missing),
            **_MARKED,
            **dict.fromkeys((str(code), *map(fold_text, (option.label, *option.aliases))), 1),
        }
        coded.append(map_cells(text, names).alias(question.column(code)))
    frame = pl.DataFrame(coded)
    lowest, marks = pl.min_horizontal(pl.all()), pl.sum_horizontal(pl.all() == 1)
    frame = frame.select(
        pl.when(lowest < 0).then(lowest).when(marks > 0).then(marks.cast(pl.Int16)).alias(question.id),
        *((pl.col(series.name) == 1).fill_null(False) for series in coded),
    )
    answered = pl.col(question.id).is_not_null()
    options = (pl.when(answered).then(pl.col(series.name)).alias(series.name) for series in coded)
    return frame.with_columns(options).get_columns()
