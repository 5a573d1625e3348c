"""What the columns of a multiple answer decide together: how its marks are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.marks import decided_marks
from kumin.responses.coding.options import EMPTY_WORDS, is_integer
from kumin.responses.coding.stated_missing import rows_stated_missing
from kumin.responses.folding import fold, fold_text
from kumin.responses.formats import FORMATS
from kumin.responses.formats.joined import read_apart, with_no_answer
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.conditions import NOT_A_RESPONDENT
from kumin.responses.validation.decisions.decision import Decision
from kumin.responses.validation.policies import none_marked

_MAY_PART = r"[\s/／|｜・+＋&＆]"
_PARTED = rf"[^\d]{_MAY_PART}|{_MAY_PART}[^\d]"


def of_marks(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """List what was decided of how marks are written, and of rows that state that there is none."""
    yield from _of_layout(question, position, candidate, matched)
    if question.none_marked is None:
        yield from _of_none_marked(question, position, candidate, matched)


def _of_layout(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """Tell what was decided of how marks are written."""
    decided = list(decided_marks(question, matched))
    for one in decided:
        yield Decision(one.rule, position, one.count, question.id)
    if count := _beside_no_answer(question, [sign for one in decided for sign in one.signs], candidate, matched):
        yield Decision(r.MARKS_AND_NO_ANSWER, position, count, question.id)
    if matched.columns.formats[question.id] == "slots" and question.layout == "auto":
        table = matched.table
        names = [table.column(place) for place in matched.columns.positions(question.id)]
        filled = int(table.frame.select(pl.sum_horizontal(pl.col(names).count())).item())
        yield Decision(r.OPTIONS_IN_SLOTS, position, filled, question.id)
    if matched.columns.formats[question.id] == "joined":
        others, missing = matched.table.others(position), question.missing(matched.questionnaire.missing)
        if len(others.rows) and (count := with_no_answer(others.distinct, question, missing)):
            yield Decision(r.MARKS_AND_NO_ANSWER, position, count, question.id)
        parted = others.where(lambda cell: cell.str.contains(_PARTED))
        if len(parted):
            parted = others.where(lambda cell: cell.str.contains(_MAY_PART))
            counts = matched.table.text(position, parted).alias("cell").value_counts(name="n")
            if count := int(counts["n"].filter(read_apart(counts["cell"], counts["n"], question, missing)).sum()):
                yield Decision(r.PARTED_OTHERWISE, position, count, question.id)


def _beside_no_answer(
    question: MultipleQuestion, signs: Sequence[str], candidate: pl.DataFrame, matched: MatchedTable
) -> int:
    """Count the rows with a code of no answer in a column of a multiple answer, or one of its own, and marks in others.

    ``signs`` mean something else in these columns; a 0 is an empty place.
    """
    names_of_column, table = FORMATS[matched.columns.formats[question.id]].names, matched.table
    if names_of_column is None:
        return 0
    missing, nothing = question.missing(matched.questionnaire.missing), {"", "0", *EMPTY_WORDS, *signs}
    numbers: list[pl.Expr] = []
    found: list[pl.Series] = []
    for key, place in matched.columns.places(question.id).items():
        meant = names_of_column(question, key, missing).folded
        stated = [name for name in map(fold_text, missing.no_answer) if name not in nothing and meant[name] is None]
        numbers += [pl.col(table.column(place)) == int(name) for name in stated if is_integer(name)]
        found.append(table.others(place).where(partial(_is_one_of, names=stated)))
    if numbers:
        cells = table.cells.numbers([table.column(place) for place in matched.columns.positions(question.id)])
        found.append(cells.select(pl.any_horizontal(numbers).arg_true()).to_series())
    found += rows_stated_missing(question, matched).values()
    rows = pl.concat([some.cast(pl.UInt32) for some in found]).unique()
    answered = (candidate[question.id] > 0) & ~candidate[NOT_A_RESPONDENT]
    return int(answered.gather(rows).sum())


def _is_one_of(cell: pl.Expr, names: Sequence[str]) -> pl.Expr:
    return fold(cell).str.replace(r"\.0+$", "").is_in(names)


def _of_none_marked(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """Count the rows that state that no option is marked, where the questionnaire does not say what that means."""
    count = candidate.select(none_marked(question, matched.questionnaire).sum()).item()
    if count:
        rule = r.NONE_MARKED_ANSWER if question.none_marked_answers else r.NONE_MARKED_NO_ANSWER
        yield Decision(rule, position, count, question.id)
