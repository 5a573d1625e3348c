"""A table of text → candidate answers: one column per question, still with marks for what cannot be right."""

from __future__ import annotations

import re

import polars as pl

from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
    coded_columns,
)
from kumin.definitions.questionnaire import Missing
from kumin.responses.cells import CODE_LIKE, UNREADABLE, map_columns
from kumin.responses.match import ColumnMap
from kumin.responses.names import fold, fold_spaced, fold_text
from kumin.responses.options import MARKED_INVALID, Names, absent_names, invalid_names, mark_names, names_of
from kumin.responses.quantities import UNREADABLE_DATE, map_dates, map_numbers
from kumin.responses.read import ROW, AnswerTable

RESPONDENT = "respondent"
"""整理番号 of a candidate row, as text without leading zeros. Personal data; not among the coded answers."""

RECEIVED = "received"
"""受付日."""

_JOINERS = "[;、\n]"
_NUMBERS = r"^\d[\d ,;、・]*$"


def code_answers(table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire) -> pl.DataFrame:
    """Make candidate answers.

    Returns
    -------
    DataFrame
        As many rows as the table: ``row`` (UInt32), ``respondent`` (String) and ``received`` (Date) where the file has
        them, then for each question in order: single answers Int16; multiple answers Int16 number of marks and one
        Boolean per option; numbers Float64; dates Date; free text, where there are conditions on whether it is written,
        Boolean: true or null. ``UNREADABLE``, ``MARKED_INVALID``, NaN, ``INVALID_NUMBER``,
        ``UNREADABLE_DATE`` and ``INVALID_DATE`` stand for cells that validation will report. A question the file has
        not is all null.
    """
    series = [table.frame[ROW]]
    if columns.id is not None:
        series.append(_respondents(table.frame[table.column(columns.id)]).alias(RESPONDENT))
    if columns.received is not None:
        dates = map_dates(table.text(columns.received), absent_names(questionnaire.missing))
        series.append(dates.alias(RECEIVED))
    names = closed_names(columns, questionnaire, table)
    mapped = dict(zip(names, map_columns(table.frame, names), strict=True)) if names else {}
    for question in questionnaire.questions:
        series += _code_question(question, table, columns, questionnaire.missing, mapped)
    return pl.DataFrame(series)


def closed_names(columns: ColumnMap, questionnaire: Questionnaire, table: AnswerTable) -> dict[str, Names]:
    """List what may stand in each column that holds one code: single answers, and single options of multiple ones."""
    names = {}
    for question in questionnaire.questions:
        if isinstance(question, SingleQuestion) and question.id in columns.questions:
            names[table.column(columns.questions[question.id])] = names_of(question, questionnaire.missing)
        elif isinstance(question, MultipleQuestion):
            for code, position in columns.options.get(question.id, {}).items():
                names[table.column(position)] = mark_names(question, code, questionnaire.missing)
    return names


def _respondents(cells: pl.Series) -> pl.Series:
    """Bring ids to one form: 「００２５」, 「0025」 and the 25 a spreadsheet made of it are one."""
    number = cells.cast(pl.Int64, strict=False)  # null where it is text, or no whole number
    if number.null_count() == cells.null_count():
        return number.cast(pl.String)
    folded = pl.select(fold(pl.lit(cells)).str.replace(r"^([-+]?\d+)\.0+$", "$1")).to_series()
    folded = folded.set(folded == "", None)
    return pl.select(
        pl.coalesce(pl.lit(folded.cast(pl.Int64, strict=False)).cast(pl.String), pl.lit(folded))
    ).to_series()


def _code_question(
    question: Question, table: AnswerTable, columns: ColumnMap, missing: Missing, mapped: dict[str, pl.Series]
) -> list[pl.Series]:
    if question.id in columns.options:
        places = {code: mapped[table.column(place)] for code, place in columns.options[question.id].items()}
        return _code_option_columns(question, places)
    if question.id not in columns.questions:
        return _nothing(question, table.frame.height)
    position = columns.questions[question.id]
    if isinstance(question, SingleQuestion):
        return [mapped[table.column(position)].alias(question.id)]
    if isinstance(question, MultipleQuestion):
        return _code_joined(question, table.text(position), missing)
    if isinstance(question, TextQuestion):
        checked = question.required or question.ask_if
        return [_written(table.text(position), missing).alias(question.id)] if checked else []
    if isinstance(question, NumberQuestion):
        quantities = map_numbers(
            table.frame[table.column(position)], absent_names(missing), question.minimum, question.maximum,
            invalid=invalid_names(missing), unit=question.unit,
        )  # fmt: skip
    else:
        quantities = map_dates(table.text(position), absent_names(missing), invalid_names(missing))
    return [quantities.alias(question.id)]


def _written(text: pl.Series, missing: Missing) -> pl.Series:
    """Tell where there are words: true, else null. The words themselves are nobody's here."""
    stripped = pl.lit(text).str.strip_chars()
    absent = ["", *missing.no_answer]
    return pl.select(pl.when(~stripped.is_in(absent)).then(pl.lit(True))).to_series()


def _nothing(question: Question, height: int) -> list[pl.Series]:
    """Make the columns of a question the file has not: all null."""
    dtypes: dict[type, pl.DataType] = {NumberQuestion: pl.Float64(), DateQuestion: pl.Date()}
    own = dtypes.get(type(question), pl.Int16())
    names = coded_columns(question)
    return [
        pl.Series(name, [None], dtype=own if name == question.id else pl.Boolean).new_from_index(0, height)
        for name in names
    ]


def _code_joined(question: MultipleQuestion, text: pl.Series, missing: Missing) -> list[pl.Series]:
    """Code a multiple answer whose marks stand in one cell; each distinct cell is taken apart once."""
    names = names_of(question, missing)
    distinct = text.drop_nulls().unique().alias("cell").to_frame()
    marks = _take_apart(distinct["cell"], question, names).list.unique().list.drop_nulls()
    length = pl.col("marks").list.len()
    readable = distinct.with_columns(marks=marks).with_columns(
        pl.when(pl.col("marks").list.contains(UNREADABLE))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .when(pl.col("marks").list.contains(MARKED_INVALID))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(length > 0)
        .then(length.cast(pl.Int16))
        .alias(question.id),
    )
    readable = readable.with_columns(
        pl.when(pl.col(question.id).is_not_null())
        .then(pl.col("marks").list.contains(code))
        .alias(question.column(code))
        for code in question.options
    )
    joined = text.alias("cell").to_frame().join(readable.drop("marks"), on="cell", how="left", maintain_order="left")
    return joined.drop("cell").get_columns()


def _take_apart(cells: pl.Series, question: MultipleQuestion, names: Names) -> pl.Series:
    """Split cells into lists of codes (Int16); labels that hold the separator are found first, longest first."""
    separator = re.escape(fold_text(question.separator)) if question.separator.strip() else r"\s"
    text = fold_spaced(pl.lit(cells).str.replace_all(r"[\r\n]+", ";"))
    # among numbers alone white space parts them: 「1 3」 is not option 13
    text = pl.when(text.str.contains(_NUMBERS)).then(text.str.replace_all("[ ・]+", ";")).otherwise(text)
    text = text.str.replace_all(" ", "" if question.separator.strip() else ";", literal=True)
    splits = re.compile(f"{separator}|{_JOINERS}|[,;]")
    whole = {label: code for label, code in names.folded.items() if code is not None and splits.search(label)}
    if whole:
        labels = sorted(whole, key=len, reverse=True)
        text = text.str.replace_many(labels, [f"\x1f{whole[label]}\x1f" for label in labels], leftmost=True)
    tokens = {f"\x1f{code}\x1f": code for code in set(whole.values())}
    folded = {**names.folded, **tokens}
    parts = text.str.replace_all(rf"(?:{separator}|{_JOINERS})+", "\n").str.strip_chars("\n").str.split("\n")
    apart = pl.select(parts).to_series()
    distinct = apart.explode().drop_nulls().unique()
    last = UNREADABLE if names.other is None else names.other
    bare = pl.lit(distinct).str.replace(r"\.0+$", "").str.replace(r"^0+(\d)", "$1")
    codes = pl.select(
        pl.when(bare.is_in(list(folded)))
        .then(bare.replace_strict(folded, default=None, return_dtype=pl.Int16))
        .when(bare.is_in(list(names.loose)))
        .then(bare.replace_strict(names.loose, default=None, return_dtype=pl.Int16))
        .when(bare.str.contains(CODE_LIKE))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .otherwise(pl.lit(last, pl.Int16))
    ).to_series()
    if not len(distinct):
        return apart.cast(pl.List(pl.Int16))
    return pl.select(
        pl.lit(apart).list.eval(pl.element().replace_strict(distinct, codes, default=None, return_dtype=pl.Int16))
    ).to_series()


def _code_option_columns(question: Question, cells: dict[int, pl.Series]) -> list[pl.Series]:
    """Code a multiple answer with one column per option; no mark at all is no answer."""
    assert isinstance(question, MultipleQuestion)
    absent = [code for code in question.options if code not in cells]
    coded = [cells[code].alias(question.column(code)) for code in question.options if code in cells]
    frame = pl.DataFrame(coded)
    marks = pl.sum_horizontal(pl.all() == 1)
    invalid = pl.any_horizontal(pl.all() == MARKED_INVALID)
    wrong = pl.any_horizontal(~pl.all().is_in([0, 1, MARKED_INVALID]))
    frame = frame.select(
        pl.when(wrong).then(pl.lit(UNREADABLE, pl.Int16)).when(invalid).then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(marks > 0).then(marks.cast(pl.Int16)).alias(question.id),
        *((pl.col(series.name) == 1).fill_null(False) for series in coded),
        *(pl.lit(False).alias(question.column(code)) for code in absent),
    )  # fmt: skip
    answered = pl.col(question.id).is_not_null()
    frame = frame.select(question.id, *(question.column(code) for code in question.options))
    options = (
        pl.when(answered).then(pl.col(question.column(code))).alias(question.column(code)) for code in question.options
    )
    return frame.with_columns(options).get_columns()


__all__ = [
    "MARKED_INVALID",
    "RECEIVED",
    "RESPONDENT",
    "UNREADABLE",
    "UNREADABLE_DATE",
    "closed_names",
    "code_answers",
]
