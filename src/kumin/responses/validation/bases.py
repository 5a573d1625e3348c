"""What became of every row, question by question: each is counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kumin.conditions import filter_unknown, not_asked_for_sure
from kumin.definitions import MultipleQuestion, Question, TextQuestion
from kumin.responses.coding.answers import written
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.frames import ADDED_UP, BASES, indices_by
from kumin.responses.validation.policies import Treated, none_marked

_USED = "_used"


def bases(candidate: pl.DataFrame, kept: Treated, files: Sequence[MatchedTable]) -> pl.DataFrame:
    """Count for each question what became of the rows.

    Parameters
    ----------
    candidate : DataFrame
        The rows of all files, before answers were set to missing.
    kept : Treated
        What the policies make of them.
    files : sequence of MatchedTable
        The files, in the order of the rows.

    Returns
    -------
    DataFrame
        :data:`~kumin.responses.validation.frames.BASES`. A row is counted at the first of these that is true of it:
        left out, blank, no column, filter unknown, not asked, none chosen, answered, invalid, no answer. So those from
        none chosen on are who was asked, as in the tables.
    """
    questionnaire = files[0].questionnaire
    common = {"read": candidate.height, "left_out": int(kept.left_out.sum()), "blank": int(kept.blank.sum())}
    frame = kept.cleaned.with_columns(kept.used.alias(_USED))
    failed = {name: index for (name,), index in indices_by(kept.lost, "column")}
    wanted: list[pl.Expr] = []
    for question in questionnaire.questions:
        states = _states(question, candidate, failed.get(question.id), files)
        wanted += [(state & pl.col(_USED)).sum().alias(f"{question.id}:{name}") for name, state in states.items()]
    counts = frame.select(wanted).row(0, named=True) if wanted else {}
    rows = []
    for question in questionnaire.questions:
        own = {name: count for key, count in counts.items() if (name := _of(key, question)) is not None}
        rule = _rule(question) if own.get("none_chosen") else None
        rows.append({"question": question.id, **common, **_ZERO, **own, "none_marked": rule})
    return BASES.of(rows)


_ZERO = dict.fromkeys(ADDED_UP[2:], 0)


def _of(key: str, question: Question) -> str | None:
    name, _, state = key.rpartition(":")
    return state if name == question.id else None


def _rule(question: Question) -> str | None:
    if not isinstance(question, MultipleQuestion):
        return None
    return "answer" if question.none_marked_answers else "no_answer"


def _states(
    question: Question, candidate: pl.DataFrame, failed: pl.Series | None, files: Sequence[MatchedTable]
) -> Mapping[str, pl.Expr]:
    """Return, for each state that may occur, the expression that tells it of a row; no two are true of one row."""
    questionnaire = files[0].questionnaire
    given = pl.col(question.id).is_not_null() if not isinstance(question, TextQuestion) else _words(question, files)
    first: dict[str, pl.Expr] = {}
    if any(not matched.columns.places(question.id) for matched in files):
        first["no_column"] = pl.lit(_without_column(question, files))
    if question.ask_if:
        first["filter_unknown"] = filter_unknown(question, questionnaire)
        first["not_asked"] = not_asked_for_sure(question, questionnaire)
    if isinstance(question, MultipleQuestion) and question.id in candidate.columns:
        none = candidate.select(none_marked(question, questionnaire).fill_null(False)).to_series()
        if none.any():
            first["none_chosen"] = pl.lit(none)
    invalid = pl.lit(False)
    if failed is not None:
        invalid = pl.lit(pl.repeat(False, candidate.height, eager=True).scatter(failed, True))
    first["answered"] = given & ~invalid
    if failed is not None:
        first["invalid"] = invalid
    first["no_answer"] = pl.lit(True)
    states, before = {}, pl.lit(False)
    for name, state in first.items():
        states[name] = state & ~before
        before |= state
    return states


def _without_column(question: Question, files: Sequence[MatchedTable]) -> pl.Series:
    """Mark the rows of the files that do not have a question's column."""
    parts = [(not matched.columns.places(question.id), matched.table.frame.height) for matched in files]
    return pl.concat(pl.repeat(without, height, dtype=pl.Boolean, eager=True) for without, height in parts)


def _words(question: TextQuestion, files: Sequence[MatchedTable]) -> pl.Expr:
    """Mark the rows in which something is written."""
    parts = []
    for matched in files:
        places = matched.columns.positions(question.id)
        if places:
            text = written(matched.table, places[0], question.missing(matched.questionnaire.missing))
            parts.append(text.fill_null(False))
        else:
            parts.append(pl.repeat(False, matched.table.frame.height, eager=True))
    return pl.lit(pl.concat(parts))
