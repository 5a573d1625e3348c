"""All that was decided for the columns of one file."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.answers import bounds_of_received
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.any_question import empty_words, of_declared_missing
from kumin.responses.validation.decisions.days import of_days
from kumin.responses.validation.decisions.decision import Decision
from kumin.responses.validation.decisions.marks import of_marks
from kumin.responses.validation.decisions.numbers import of_numbers
from kumin.responses.validation.decisions.options import of_options
from kumin.responses.validation.decisions.whole_file import of_blank_forms, of_control_signs, of_lines


def decisions(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """List what was decided for the columns of one file.

    Parameters
    ----------
    candidate : DataFrame
        The candidate answers of the file.
    matched : MatchedTable
        The file.
    """
    yield from of_lines(matched)
    yield from of_control_signs(matched)
    yield from of_blank_forms(candidate, matched)
    columns, questionnaire = matched.columns, matched.questionnaire
    if columns.received is not None:
        yield from of_days("", columns.received, questionnaire.missing, bounds_of_received(questionnaire), matched)
    empty = empty_words(matched)
    for question in questionnaire.questions:
        places = columns.positions(question.id)
        if not places:
            continue
        if count := empty.get(question.id):
            yield Decision(r.EMPTY_WORD, places[0], count, question.id)
        yield from of_declared_missing(question, matched)
        if isinstance(question, SingleQuestion | MultipleQuestion):
            yield from of_options(question, places[0], candidate, matched)
        if isinstance(question, MultipleQuestion):
            yield from of_marks(question, places[0], candidate, matched)
        elif isinstance(question, NumberQuestion):
            yield from of_numbers(question, places[0], matched)
        elif isinstance(question, DateQuestion):
            missing = question.missing(questionnaire.missing)
            yield from of_days(question.id, places[0], missing, (question.earliest, question.latest), matched)
