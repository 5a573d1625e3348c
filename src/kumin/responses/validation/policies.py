"""Apply the policies of a questionnaire: set answers missing, leave rows out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.conditions import asked, not_asked_for_sure
from kumin.definitions import MultipleQuestion, Questionnaire, coded_columns
from kumin.definitions import rules as r
from kumin.on_disk import kept, with_columns
from kumin.responses.coding.answers import RECEIVED
from kumin.responses.coding.dates import UNREADABLE_DATE
from kumin.responses.coding.options import NONE_MARKED
from kumin.responses.table import ROW, AnswerTable
from kumin.responses.validation.conditions import BLANK, NOT_A_RESPONDENT, SOURCE
from kumin.responses.validation.frames import QUARANTINED, indices_by


@dataclass(frozen=True, slots=True)
class Treated:
    """What the policies make of candidate answers.

    Attributes
    ----------
    cleaned : DataFrame
        The rows, answers that failed a check set to missing.
    lost, out : DataFrame
        Failed checks that set an answer to missing, or leave a row out.
    left_out, blank : Series of Boolean
        Rows that are not used; none is both.
    """

    cleaned: pl.DataFrame
    lost: pl.DataFrame
    out: pl.DataFrame
    left_out: pl.Series
    blank: pl.Series

    @property
    def used(self) -> pl.Series:
        """Rows that count."""
        return ~(self.left_out | self.blank)


def treated(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> Treated:
    """Set answers missing and tell which rows are left out; ``failures`` have the ``code`` of their rule."""
    actions = {code: questionnaire.action(code) for code in r.RULES}
    failures = failures.with_columns(action=pl.col("code").replace_strict(actions))
    # a row that is not a respondent is left out; where the policy is to keep it, it counts as a blank form
    without = candidate[NOT_A_RESPONDENT] & (actions[r.NOT_A_RESPONDENT.code] != "keep")
    blank = candidate[BLANK] & ~without
    out = failures.filter(pl.col("action") == "quarantine_row")
    left_out = pl.repeat(False, candidate.height, eager=True).scatter(out["index"].unique(), True)
    lost = failures.filter(pl.col("action") == "set_missing")
    return Treated(set_missing(candidate, lost, questionnaire), lost, out, (left_out | without) & ~blank, blank)


def quarantined_frame(
    candidate: pl.DataFrame, quarantined: pl.Series, failures: pl.DataFrame, tables: Sequence[AnswerTable]
) -> pl.DataFrame:
    """List the rows left out, as :data:`~kumin.responses.validation.frames.QUARANTINED`."""
    source = pl.col(SOURCE).cast(pl.String) if SOURCE in candidate.columns else pl.lit(tables[0].path.name)
    reasons = failures.group_by("index").agg(codes=pl.col("code").unique().sort().str.join(";"))
    index = quarantined.arg_true()
    there = [name for name in (ROW, SOURCE) if name in candidate.columns]
    rows = candidate.select(pl.col(there).gather(index)).select(source.alias("file"), ROW)
    rows = rows.with_columns(index=index.cast(pl.Int64)).join(reasons, on="index", how="left").sort("index")
    return QUARANTINED.conform(rows.drop("index"))


def set_missing(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Set every answer that failed to null, with all its option columns."""
    changed = candidate.with_columns(kept(_with_nulls(candidate, failures, questionnaire)))
    if RECEIVED in candidate.columns and (unreadable := (changed[RECEIVED] == UNREADABLE_DATE)).any():
        changed = changed.with_columns(kept([changed[RECEIVED].set(unreadable, None)]))
    return _without_zeros(changed, questionnaire)


def _with_nulls(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> Iterator[pl.Series]:
    for (name,), index in indices_by(failures, "column"):
        question = questionnaire.by_id.get(name)
        for column in coded_columns(question) if question else [name]:
            yield candidate[column].scatter(index, None)


def none_marked(question: MultipleQuestion, questionnaire: Questionnaire) -> pl.Expr:
    """Tell where an answer states that no option is marked, of those who were asked; null without an answer."""
    return pl.col(question.id).is_in([0, NONE_MARKED]) & asked(question, questionnaire)


def _without_zeros(frame: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Set answers without a mark to null where they are none: by the question's rule, or because it was not asked."""
    changed = []
    for question in questionnaire.questions:
        if not isinstance(question, MultipleQuestion):
            continue
        marks = pl.col(question.id)
        dropped = (marks == NONE_MARKED) | ((marks == 0) & not_asked_for_sure(question, questionnaire))
        changed += [pl.when(~dropped).then(pl.col(name)).alias(name) for name in coded_columns(question)]
    return with_columns(frame, changed)
