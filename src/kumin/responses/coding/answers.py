"""A table of text → candidate answers: one column per question, with special values where a cell cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

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
from kumin.definitions.missing import Missing
from kumin.definitions.questionnaire import Duplicates
from kumin.on_disk import by_steps, kept, parts
from kumin.responses.coding.cells import map_columns
from kumin.responses.coding.date_order import Bounds
from kumin.responses.coding.dates import read_distinct_dates
from kumin.responses.coding.declared import without_declared
from kumin.responses.coding.labels_or_codes import holds_labels
from kumin.responses.coding.marks import decided_marks
from kumin.responses.coding.options import EMPTY_WORDS, Names, absent_names, invalid_names, names_of
from kumin.responses.coding.other_words import with_words
from kumin.responses.coding.quantities import NumberReading, read_numbers
from kumin.responses.coding.stated_missing import without_stated_missing
from kumin.responses.distinct import true_of
from kumin.responses.folding import fold, fold_but_case
from kumin.responses.formats import FORMATS
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.table import ROW, AnswerTable
from kumin.responses.threads import begun

RESPONDENT = "respondent"
"""整理番号 of a candidate row, as text without leading zeros. Personal data; not among the coded answers."""

RECEIVED = "received"
"""受付日."""

_RAISED = r"[\x{B2}\x{B3}\x{B9}\x{2070}-\x{2089}\x{2460}-\x{24FF}\x{2776}-\x{2793}\x{3251}-\x{32BF}]"


def code_answers(matched: MatchedTable) -> pl.DataFrame:
    """Make candidate answers.

    Parameters
    ----------
    matched : MatchedTable
        A file and which column of it holds what.

    Returns
    -------
    DataFrame
        As many rows as the table: ``row`` (UInt32), ``respondent`` (String) and ``received`` (Date) where the file has
        them, then for each question in order: single answers Int16; multiple answers Int16 number of marks and one
        Boolean per option; numbers Float64; dates Date; free text, where there are conditions on whether it is written,
        Boolean: true or null. ``UNREADABLE``, ``MARKED_INVALID``, NaN, ``INVALID_NUMBER``, ``UNREADABLE_DATE`` and
        ``INVALID_DATE`` are the values of cells that validation will report. A question without a column is all null.
    """
    matched = without_declared(matched)
    return pl.DataFrame(kept(_coded_columns(matched)))


def _coded_columns(matched: MatchedTable) -> Iterator[pl.Series]:
    table, questionnaire = matched.table, matched.questionnaire
    names = closed_names(matched)
    yield table.frame[ROW]
    extra = begun(partial(_extra_columns, matched), table.frame.height)
    others = {
        question.id: begun(partial(_code_question, question, matched, {}), table.frame.height)
        for question in questionnaire.questions
        if not any(table.column(place) in names for place in matched.columns.positions(question.id))
    }
    coded = dict(zip(names, map_columns(table.cells, names), strict=True)) if names else {}
    yield from extra()
    for question in questionnaire.questions:
        yield from others[question.id]() if question.id in others else _code_question(question, matched, coded)


def _extra_columns(matched: MatchedTable) -> list[pl.Series]:
    """Read the ids and the days of receipt."""
    table, columns, questionnaire = matched.table, matched.columns, matched.questionnaire
    found = []
    if columns.id is not None:
        found.append(_respondents(table, columns.id, questionnaire.duplicates).alias(RESPONDENT))
    if columns.received is not None:
        dates = read_distinct_dates(
            table.distinct(columns.received), absent_names(questionnaire.missing),
            from_1904=table.seen.from_1904, bounds=bounds_of_received(questionnaire),
        )  # fmt: skip
        found.append(dates.days.alias(RECEIVED))
    return found


def bounds_of_received(questionnaire: Questionnaire) -> Bounds:
    """Return the first and the last day on which answers were received, where the questionnaire says so."""
    period = questionnaire.period
    return (period.start, period.end) if period else (None, None)


def closed_names(matched: MatchedTable) -> dict[str, Names]:
    """List what may stand in each column whose cells hold one code: of single answers and of some answer formats."""
    table, columns = matched.table, matched.columns
    names: dict[str, Names] = {}
    for question in matched.questionnaire.questions:
        missing = question.missing(matched.questionnaire.missing)
        if isinstance(question, SingleQuestion) and question.id in columns.questions:
            position = columns.questions[question.id]
            labels_first = holds_labels(question, position, table)
            names[table.column(position)] = names_of(question, missing, labels_first=labels_first)
        elif isinstance(question, MultipleQuestion) and question.id in columns.formats:
            of_columns = names_of_columns(question, matched)
            names |= {table.column(position): of_column for position, of_column in of_columns.items()}
    return names


def names_of_columns(question: MultipleQuestion, matched: MatchedTable) -> dict[int, Names]:
    """List what may stand in each column of a multiple answer, by position; nothing where all is in one cell."""
    columns, missing = matched.columns, question.missing(matched.questionnaire.missing)
    names_of_column = FORMATS[columns.formats[question.id]].names
    if names_of_column is None:
        return {}
    places = columns.places(question.id)
    names = {position: names_of_column(question, key, missing) for key, position in places.items()}
    for decided in decided_marks(question, matched):
        names = {
            position: replace(of_column, folded=decided.over(of_column.folded)) for position, of_column in names.items()
        }
    return names


def numbers_of_ids(table: AnswerTable, position: int) -> pl.Series | None:
    """Return the ids of a file as whole numbers (Int64, null where there is none), if all of them are."""
    cells = table.frame[table.column(position)]
    if cells.dtype == pl.String:
        number = table.others(position).whole
    else:
        number = by_steps(table.plain(position), lambda some: some.cast(pl.Int64, strict=False))
    return number if number.null_count() == cells.null_count() else None


def _respondents(table: AnswerTable, position: int, duplicates: Duplicates) -> pl.Series:
    """Bring ids to one form: 「００２５」, 「0025」 and the 25 that a spreadsheet made of it become equal.

    Upper and lower case stay apart, unless ``duplicates`` say that they are no difference.
    """
    one_form = fold if duplicates.letter_case == "ignored" else fold_but_case
    if (number := numbers_of_ids(table, position)) is not None:
        cells = table.frame[table.column(position)]
        return cells if _are_as_printed(cells) else by_steps(number, lambda some: some.cast(pl.String))

    def folded(some: pl.Series) -> pl.Series:
        # ² and ① are no other ways to write 2 and 1: whose id that is nobody knows
        raised = pl.lit(some).str.contains(_RAISED)
        text = pl.when(raised).then(pl.lit(some).str.strip_chars()).otherwise(one_form(pl.lit(some)))
        found = pl.select(text.str.replace(r"^([-+]?\d+)\.0+$", "$1")).to_series()
        found = found.set((found == "") | found.str.to_lowercase().is_in([*EMPTY_WORDS]), None)
        whole = found.cast(pl.Int64, strict=False).cast(pl.String)
        return whole.zip_with(whole.is_not_null(), found)

    return by_steps(table.plain(position), folded)


def _are_as_printed(cells: pl.Series) -> bool:
    """Tell of cells that are whole numbers whether each is text without a + or zeros before it."""
    cell = pl.col("cell")
    zeros = cell.str.starts_with("0") & (cell.str.len_bytes() > 1)
    other = (zeros | cell.str.starts_with("+") | cell.str.starts_with("-0")).any()
    return cells.dtype == pl.String and not any(one.to_frame("cell").select(other).item() for one in parts(cells))


def _code_question(question: Question, matched: MatchedTable, coded: dict[str, pl.Series]) -> list[pl.Series]:
    table, missing = matched.table, question.missing(matched.questionnaire.missing)
    places = matched.columns.places(question.id)
    if not places:
        return _no_column(question, table.frame.height)
    if isinstance(question, MultipleQuestion):
        answer_format = FORMATS[matched.columns.formats[question.id]]
        if answer_format.names is not None:
            cells = {key: coded[table.column(at)] for key, at in places.items()}
        elif answer_format.numbered:
            cells = {key: table.repeated(at) for key, at in places.items()}
        else:
            cells = {key: table.text(at) for key, at in places.items()}
        answers = with_words(question, answer_format.code(question, cells, missing), matched)
        return without_stated_missing(question, answers, matched)
    (position,) = places.values()
    if isinstance(question, SingleQuestion):
        return with_words(question, [coded[table.column(position)].alias(question.id)], matched)
    if isinstance(question, TextQuestion):
        checked = question.required or question.ask_if
        return [written(table, position, missing).alias(question.id)] if checked else []
    if isinstance(question, NumberQuestion):
        quantities = read_column(question, table.plain(position), matched.questionnaire).values
    else:
        quantities = read_distinct_dates(
            table.distinct(position), absent_names(missing), invalid_names(missing), from_1904=table.seen.from_1904,
            bounds=(question.earliest, question.latest),
        ).days  # fmt: skip
    return [quantities.alias(question.id)]


def read_column(question: NumberQuestion, cells: pl.Series, questionnaire: Questionnaire) -> NumberReading:
    """Read the column of a question for a number."""
    missing = question.missing(questionnaire.missing)
    return read_numbers(
        cells, absent_names(missing), question.minimum, question.maximum, invalid=invalid_names(missing),
        unit=question.unit, own=question.no_answer is not None,
    )  # fmt: skip


def written(table: AnswerTable, position: int, missing: Missing) -> pl.Series:
    """Tell where something is written: true, else null. The words themselves are not kept."""

    def says(cell: pl.Expr) -> pl.Expr:
        stripped = cell.str.strip_chars()
        return ~stripped.is_in(["", *missing.no_answer]) & ~stripped.str.to_lowercase().is_in(EMPTY_WORDS)

    numbers = table.cells.numbers([table.column(position)]).to_series().is_not_null().arg_true()
    numbers = numbers.filter(true_of(table.text(position, numbers), says))
    nothing = pl.Series([None], dtype=pl.Boolean).new_from_index(0, table.frame.height)
    return nothing.scatter(pl.concat([table.others(position).where(says), numbers]), True)


def _no_column(question: Question, height: int) -> list[pl.Series]:
    """Make the columns of a question that the file does not have: all null."""
    dtypes: dict[type, pl.DataType] = {NumberQuestion: pl.Float64(), DateQuestion: pl.Date()}
    own = dtypes.get(type(question), pl.Int16())
    names = coded_columns(question)
    return [
        pl.Series(name, [None], dtype=own if name == question.id else pl.Boolean).new_from_index(0, height)
        for name in names
    ]
