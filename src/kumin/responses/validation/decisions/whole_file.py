"""What was decided of a file: how its lines end, its control characters, its blank forms."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.definitions import TextQuestion
from kumin.definitions import rules as r
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.patterns import CONTROL
from kumin.responses.split import where
from kumin.responses.validation.conditions import BLANK, NOT_A_RESPONDENT
from kumin.responses.validation.decisions.decision import Decision


def of_lines(matched: MatchedTable) -> Iterator[Decision]:
    """Say which rows end otherwise than most, and which cells hold what looks like rows."""
    lines = matched.table.lines
    if lines is None:
        return
    if lines.otherwise:
        yield Decision(r.MIXED_LINE_ENDS, None, lines.otherwise)
    if lines.spaced:
        yield Decision(r.SPACED_QUOTES, None, lines.spaced)
    if lines.formed:
        yield Decision(r.FORMULA_TEXT, None, lines.formed)
    yield from (Decision(r.ROWS_IN_CELL, None, 1, row=row) for row in lines.doubtful)
    yield from (Decision(r.ODD_QUOTES, None, 1, row=row) for row in lines.delimiters.odd)


def of_control_signs(matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells with control characters, but for those in columns of words, which are checked row by row."""
    table, columns = matched.table, matched.columns
    others = {
        position: table.others(position)
        for question in matched.questionnaire.questions
        if not isinstance(question, TextQuestion)
        for position in columns.positions(question.id)
    }
    for position in (columns.id, columns.received):
        if position is not None:
            # ids are many, and nearly all of them whole numbers
            others[position] = table.others(position).words
    questions = {place: q.id for q in matched.questionnaire.questions for place in columns.positions(q.id)}
    for position, rows in where(others, lambda cell: cell.str.contains(CONTROL)).items():
        yield Decision(r.CONTROL_SIGNS, position, len(rows), questions.get(position, ""))


def of_blank_forms(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """Count the blank forms that fill a column unknown to the questionnaire which most other forms leave empty."""
    blank = candidate[BLANK] & ~candidate[NOT_A_RESPONDENT]
    if not blank.any():
        return
    place, others = blank.arg_true(), (~candidate[BLANK]).arg_true()
    for position in (*matched.columns.unknown, *matched.columns.nameless, *matched.columns.other_words.values()):
        noted, usual = (
            int((matched.table.text(position, rows).str.strip_chars().fill_null("") != "").sum())
            for rows in (place, others)
        )
        if noted and 2 * usual <= len(others):
            yield Decision(r.BLANK_BUT_NOTED, position, noted)
