"""What was decided for the columns of a question with options."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.definitions import MultipleQuestion, SingleQuestion
from kumin.definitions import rules as r
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.boxes import UNTICKED, has_boxes
from kumin.responses.coding.declared import labelled_otherwise
from kumin.responses.coding.labels_or_codes import doubtful_numbers, holds_labels
from kumin.responses.coding.near_names import near_names
from kumin.responses.coding.options import code_for_words, names_of
from kumin.responses.coding.other_words import rows_of_words
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.decision import Decision

OTHERS_SHARE = 0.25
"""A larger share of the answers for the option for words (その他) is unusual; in most surveys it has a few percent."""

FEW_OTHERS = 5
"""Fewer such answers are nothing to speak of."""


def of_options(
    question: ClosedQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """List what was decided of which options cells mean."""
    yield from _of_labels(question, matched)
    yield from _of_doubtful_numbers(question, matched)
    yield from _of_boxes(question, matched)
    yield from _of_others(question, position, candidate)
    yield from _of_near_names(question, candidate, matched)
    if len(words := rows_of_words(question, matched)):
        yield Decision(r.OTHER_BY_WORDS, matched.columns.other_words[question.id], len(words), question.id)


def _of_labels(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Tell which codes the file itself gives the name of another option."""
    for position, code, count in labelled_otherwise(question, matched):
        if count:
            yield Decision(r.OTHER_LABEL, position, count, question.id, str(code))


def _of_doubtful_numbers(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Tell how numbers were read that are the name of one option and the code of another."""
    position = matched.columns.questions.get(question.id)
    if position is None or not (count := doubtful_numbers(question, position, matched.table)):
        return
    by_label = isinstance(question, SingleQuestion) and holds_labels(question, position, matched.table)
    yield Decision(r.LABEL_OR_CODE if by_label else r.CODE_OR_LABEL, position, count, question.id)


def _of_boxes(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells with options behind empty boxes."""
    position = matched.columns.questions.get(question.id)
    if position is None or has_boxes(names_of(question, question.missing(matched.questionnaire.missing))):
        return
    if count := len(matched.table.others(position).where(lambda cell: cell.str.contains(UNTICKED))):
        yield Decision(r.EMPTY_BOX, position, count, question.id)


def _of_others(question: ClosedQuestion, position: int, candidate: pl.DataFrame) -> Iterator[Decision]:
    """Tell where unusually many answers are words that count as the option for words."""
    code = code_for_words(question)
    if code is None:
        return
    answered = pl.col(question.id) >= 0
    chosen = pl.col(question.column(code)) if isinstance(question, MultipleQuestion) else pl.col(question.id) == code
    others, base = candidate.select((chosen & answered).sum(), answered.sum().alias("base")).row(0)
    if others >= FEW_OTHERS and others > OTHERS_SHARE * base:
        yield Decision(r.MANY_OTHERS, position, others, question.id)


def _of_near_names(question: ClosedQuestion, candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """Tell which options the words are like that count as the option for words."""
    code, position = code_for_words(question), matched.columns.questions.get(question.id)
    if code is None or position is None:
        return
    chosen = pl.col(question.column(code)) if isinstance(question, MultipleQuestion) else pl.col(question.id) == code
    rows = candidate.select(chosen.arg_true()).to_series()
    words = matched.table.text(position, rows).drop_nulls().alias("cell").value_counts(name="n")
    for option, count in near_names(words["cell"], words["n"], question, matched.questionnaire.missing):
        yield Decision(r.NEAR_AN_OPTION, position, count, question.id, question.options[option].label)
