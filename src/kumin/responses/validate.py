"""Text answers → coded answers and findings: nothing stops on a bad answer, nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion, coded_columns
from kumin.responses.code import RESPONDENT, code_answers
from kumin.responses.findings import findings_frame
from kumin.responses.match import ColumnMap, match_columns
from kumin.responses.read import ROW, AnswerTable, read_answers

FAILURE_COLUMNS = {"column": pl.String, "check": pl.String, "index": pl.Int64}


@dataclass(frozen=True, slots=True)
class Answers:
    """A survey's validated answers.

    Attributes
    ----------
    coded : DataFrame
        One row a respondent that is used: ``row``, ``received`` where the file has it, and the questions (see
        :func:`kumin.responses.code.code_answers`); null is no answer, an invalid answer, or not applicable.
    findings : DataFrame
        :data:`kumin.responses.findings.FINDINGS_SCHEMA`.
    table : AnswerTable
        The file as read.
    n_read, n_blank, n_quarantined, n_used : int
        Rows; ``n_read = n_blank + n_quarantined + n_used``. Blank: not one question answered.
    """

    coded: pl.DataFrame
    findings: pl.DataFrame
    table: AnswerTable
    n_read: int
    n_blank: int
    n_quarantined: int
    n_used: int


def validate_file(path: str | Path, questionnaire: Questionnaire, *, encoding: str | None = None) -> Answers:
    """Read an answer file and validate it.

    Raises
    ------
    ReadError
        The file cannot be what it should be: unreadable, or of another survey.
    """
    return validate_answers(read_answers(path, encoding=encoding), questionnaire)


def validate_answers(table: AnswerTable, questionnaire: Questionnaire) -> Answers:
    """Validate a table of text against a questionnaire.

    Raises
    ------
    ReadError
        A question's column is missing or stands twice.
    """
    columns = match_columns(table.headers, questionnaire, table.path)
    candidate = code_answers(table, columns, questionnaire)
    failures = _failures(candidate, questionnaire)
    findings = findings_frame(failures, table, columns, questionnaire)
    blank = _blank_rows(candidate, table, columns, questionnaire)
    twice = failures.filter(pl.col("column") == RESPONDENT)["index"]
    quarantined = pl.repeat(False, table.frame.height, eager=True).scatter(twice, True) & ~blank
    cleaned = _set_missing(candidate, failures, questionnaire)
    coded = cleaned.filter(~blank & ~quarantined).drop(RESPONDENT, strict=False)
    return Answers(
        coded=coded,
        findings=findings,
        table=table,
        n_read=candidate.height,
        n_blank=int(blank.sum()),
        n_quarantined=int(quarantined.sum()),
        n_used=coded.height,
    )


def _failures(candidate: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Validate with Pandera and return its failure cases: column, check, index."""
    from pandera.errors import SchemaErrors

    try:
        # eager on purpose: on a LazyFrame Pandera would look at the schema only
        questionnaire.to_pandera().validate(candidate, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        assert isinstance(cases, pl.DataFrame)
        return cases.select(pl.col(name).cast(dtype) for name, dtype in FAILURE_COLUMNS.items())
    return pl.DataFrame(schema=FAILURE_COLUMNS)


def _set_missing(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Make every answer that failed a null, with all its option columns."""
    changed = []
    for (name,), group in failures.filter(pl.col("column") != RESPONDENT).group_by("column"):
        question = questionnaire.by_id[str(name)]
        index = group["index"].unique()
        changed += [candidate[column].scatter(index, None) for column in coded_columns(question)]
    return candidate.with_columns(changed)


def _blank_rows(
    candidate: pl.DataFrame, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire
) -> pl.Series:
    """Mark the rows in which not one question has anything, free text included."""
    names = [
        question.id if isinstance(question, MultipleQuestion) else column
        for question in questionnaire.questions
        for column in coded_columns(question)[:1]
    ]
    blank = candidate.select(pl.all_horizontal(pl.col(names).is_null())).to_series()
    for question in questionnaire.questions:
        if isinstance(question, TextQuestion):
            text = table.frame[table.column(columns.questions[question.id])]
            blank &= pl.select(pl.lit(text).str.strip_chars().fill_null("") == "").to_series()
    return blank


__all__ = ["ROW", "Answers", "validate_answers", "validate_file"]
