"""Text answers → coded answers and findings: nothing stops on a bad answer, nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from kumin.definitions import FileLayout, Questionnaire, TextQuestion
from kumin.definitions import rules as r
from kumin.definitions.questionnaire import ClosedQuestion
from kumin.errors import ReadError, UsageError
from kumin.responses.code import RESPONDENT, code_answers
from kumin.responses.duplicates import other_rows, with_others
from kumin.responses.findings import FAILURES_SCHEMA, FINDINGS_SCHEMA, findings_frame
from kumin.responses.match import ColumnMap, match_columns
from kumin.responses.read import ROW, AnswerTable, read_answers
from kumin.responses.rows import (
    blank_rows,
    empty_rows,
    repeated_rows,
    rows_of_no_form,
    rows_sharing_ids,
    too_long_rows,
)
from kumin.responses.schema import BLANK, BLOCKS, NO_FORM, REPEATED, SOURCE, TOO_LONG, Doubt, answer_schema, doubts
from kumin.responses.settle import quarantined_frame, set_missing
from kumin.responses.texts import ANY_PATTERN, text_schema, words

FEW_ROWS = 10
"""Fewer rows with errors than this are no reason to refuse a file, whatever their share."""

Progress = Callable[[str, str], None]
"""Called with a stage's message code and a file's name when the stage begins."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A survey's validated answers.

    Attributes
    ----------
    coded : DataFrame
        One row a respondent that is used: ``source`` (file name) where there are several files, ``row``, ``received``
        where the file has it, and the questions (see :func:`kumin.responses.code.code_answers`); null is no answer, an
        invalid answer, or not applicable.
    findings : DataFrame
        :data:`kumin.responses.findings.FINDINGS_SCHEMA`.
    tables : tuple of AnswerTable
        The files as read.
    columns : tuple of ColumnMap
        Where each of them has what.
    quarantined : DataFrame
        file, row, codes (semicolon-joined): one row a row left out.
    n_read, n_blank, n_quarantined, n_used : int
        Rows; ``n_read = n_blank + n_quarantined + n_used``. Blank: a form (it has an id or a day received, where the
        file has either column) with not one question answered. Rows with nothing in them are none.
    n_error_rows : int
        Rows with an error.
    """

    coded: pl.DataFrame
    findings: pl.DataFrame
    tables: tuple[AnswerTable, ...]
    columns: tuple[ColumnMap, ...]
    quarantined: pl.DataFrame
    n_read: int
    n_blank: int
    n_quarantined: int
    n_used: int
    n_error_rows: int

    @property
    def table(self) -> AnswerTable:
        """The file as read; the first where there are several."""
        return self.tables[0]

    def refusal(self, questionnaire: Questionnaire) -> ReadError | None:
        """Return why these answers must not be used, by the questionnaire's policies and threshold, if so."""
        refused = self.findings.filter(pl.col("action") == "refuse")
        names = ", ".join(table.path.name for table in self.tables)
        if refused.height:
            counts = refused.group_by("code").len().sort("code")
            shown = ", ".join(f"{code} ({count})" for code, count in counts.iter_rows())
            return ReadError("policy_refuses", path=names, codes=shown)
        share = self.n_error_rows / self.n_read
        if share > questionnaire.refuse_above and self.n_error_rows >= FEW_ROWS:
            worst = self.findings.filter(pl.col("severity") == "error").group_by("code").len()
            worst = worst.sort("len", "code", descending=[True, False]).head(3)
            shown = ", ".join(f"{code} ({count})" for code, count in worst.iter_rows())
            return ReadError(
                "too_many_errors", path=names, rows=self.n_error_rows, n_read=self.n_read, share=share * 100,
                limit=questionnaire.refuse_above * 100, codes=shown,
            )  # fmt: skip
        return None


def validate_file(
    path: str | Path,
    questionnaire: Questionnaire,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
) -> Answers:
    """Read an answer file and validate it.

    Raises
    ------
    ReadError
        The file cannot be what it should be: unreadable, or of another survey; or a policy refuses it.
    """
    return validate_files([path], questionnaire, encoding=encoding, sheet=sheet, layout=layout)


def validate_files(
    paths: Sequence[str | Path],
    questionnaire: Questionnaire,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
    refuse: bool = True,
    show_values: bool = False,
    progress: Progress | None = None,
) -> Answers:
    """Read the answer files of one survey (paper and web, say) and validate them together.

    Parameters
    ----------
    paths : sequence of str or Path
        The files, in the order that duplicates between them are judged by.
    questionnaire : Questionnaire
        What was asked.
    encoding, sheet, layout : optional
        See :func:`kumin.responses.read_answers`.
    refuse : bool
        Raise where a policy or the threshold refuses the answers; else see :meth:`Answers.refusal`. A file that has
        not one of the questions is refused in any case.
    show_values : bool
        Repeat ids, free text and long cells in the findings.
    progress : callable, optional
        Told of every stage.

    Raises
    ------
    ReadError
        As :func:`validate_file`.
    """
    tables = []
    for path in paths:
        _tell(progress, "stage_read", Path(path).name)
        tables.append(read_answers(path, encoding=encoding, sheet=sheet, layout=layout, questionnaire=questionnaire))
    return validate_tables(tables, questionnaire, refuse=refuse, show_values=show_values, progress=progress)


def validate_answers(table: AnswerTable, questionnaire: Questionnaire) -> Answers:
    """Validate a table of text against a questionnaire.

    Raises
    ------
    ReadError
        A question's column is missing or stands twice; or a policy refuses the answers.
    """
    return validate_tables([table], questionnaire)


def validate_tables(
    tables: Sequence[AnswerTable],
    questionnaire: Questionnaire,
    *,
    refuse: bool = True,
    show_values: bool = False,
    progress: Progress | None = None,
) -> Answers:
    """Validate tables of text together; see :func:`validate_files`."""
    if not tables:
        raise UsageError("answers_none")
    maps = [match_columns(table, questionnaire, refuse=refuse) for table in tables]
    for table in tables:
        _tell(progress, "stage_code", table.path.name)
    parts = [_candidate(table, columns, questionnaire) for table, columns in zip(tables, maps, strict=True)]
    tables, parts = _without_empty_rows(tables, parts)
    _tell(progress, "stage_check", ", ".join(table.path.name for table in tables))
    candidate = _together(parts, tables)
    across = _across_failures(candidate, questionnaire)
    repeated = [repeated_rows(part, table, _ids(candidate, across)) for part, table in zip(parts, tables, strict=True)]
    candidate = candidate.with_columns(pl.concat(repeated).alias(REPEATED))
    failures = pl.concat([across, _answer_failures(candidate, questionnaire)])
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + part.height)
    by_table = [
        pl.concat([_slice(failures, offsets[place], offsets[place + 1]), _text_failures(table, columns, questionnaire)])
        for place, (table, columns) in enumerate(zip(tables, maps, strict=True))
    ]
    findings = [
        findings_frame(found, table, columns, questionnaire, show_values=show_values).with_columns(file=pl.lit(name))
        for found, table, columns, name in zip(by_table, tables, maps, source_names(tables), strict=True)
    ]
    every = pl.concat(
        [found.with_columns(pl.col("index") + offset) for found, offset in zip(by_table, offsets, strict=False)]
    ).with_columns(code=pl.col("check").str.slice(0, 4))
    answers = _settle(candidate, every, questionnaire, tables)
    told = pl.concat(findings)
    if not across.is_empty():
        others = other_rows(candidate, across, source_names(tables), questionnaire)
        told = with_others(told, others, answers.quarantined)
    answers = replace(answers, findings=told, columns=tuple(maps))
    if refuse and (error := answers.refusal(questionnaire)):
        raise error
    return answers


def _tell(progress: Progress | None, stage: str, name: str) -> None:
    if progress:
        progress(stage, name)


def _candidate(table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire) -> pl.DataFrame:
    """Code a table, with what is known of its rows beside their answers."""
    candidate = code_answers(table, columns, questionnaire)
    blank = blank_rows(candidate, table, columns, questionnaire)
    no_form = rows_of_no_form(candidate, blank, table, columns)
    if no_form.any():
        blank |= no_form
        # what stands in it is nobody's answer
        answers = pl.exclude(ROW)
        candidate = candidate.with_columns(pl.when(~pl.lit(no_form)).then(answers).name.keep())
    facts = [blank.alias(BLANK), no_form.alias(NO_FORM), too_long_rows(table, columns).alias(TOO_LONG)]
    if questionnaire.blocks:
        facts.append(pl.repeat(False, candidate.height, eager=True).alias(BLOCKS))
    candidate = candidate.with_columns(facts)
    if RESPONDENT in candidate.columns and blank.any():
        # an empty form is no first answer, to which the filled one would be a repetition
        candidate = candidate.with_columns(pl.when(~pl.col(BLANK)).then(RESPONDENT).alias(RESPONDENT))
    return candidate


def _without_empty_rows(
    tables: Sequence[AnswerTable], parts: Sequence[pl.DataFrame]
) -> tuple[list[AnswerTable], list[pl.DataFrame]]:
    """Take out the rows that are no form and have nothing in them: they are no records."""
    kept_tables, kept_parts = list(tables), list(parts)
    for place, (table, part) in enumerate(zip(tables, parts, strict=True)):
        empty = empty_rows(table, part[NO_FORM].arg_true())
        if len(empty):
            kept = pl.repeat(True, part.height, eager=True).scatter(empty, False)
            if not kept.any():
                raise ReadError("file_without_rows", path=table.path)
            kept_tables[place] = replace(table, frame=table.frame.filter(kept))
            kept_parts[place] = part.filter(kept)
    return kept_tables, kept_parts


def _together(parts: list[pl.DataFrame], tables: Sequence[AnswerTable]) -> pl.DataFrame:
    if len(parts) == 1:
        return parts[0]
    names = pl.Enum(source_names(tables))
    sourced = [
        part.with_columns(pl.lit(name, names).alias(SOURCE)) for part, name in zip(parts, names.categories, strict=True)
    ]
    return pl.concat(sourced, how="diagonal")


def source_names(tables: Sequence[AnswerTable]) -> list[str]:
    """Name each file for the ``source`` column: its name, numbered where two have one."""
    names = [table.path.name for table in tables]
    return [
        f"{name} ({names[:place].count(name) + 1})" if name in names[:place] else name
        for place, name in enumerate(names)
    ]


def _answer_failures(candidate: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Validate with Pandera the cells that one pass over all found doubtful."""
    found = [_failures_of(doubt) for doubt in doubts(candidate, questionnaire)]
    return pl.concat([pl.DataFrame(schema=FAILURES_SCHEMA), *found])


def _failures_of(doubt: Doubt) -> pl.DataFrame:
    failures = _failures(doubt.schema, doubt.cells)
    place = failures["index"]
    return failures.with_columns(column=doubt.columns.gather(place), index=doubt.rows.gather(place).cast(pl.Int64))


def _across_failures(candidate: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Validate with Pandera what compares rows with one another: all rows whose id stands more than once."""
    if RESPONDENT not in candidate.columns or (place := rows_sharing_ids(candidate[RESPONDENT])).is_empty():
        return pl.DataFrame(schema=FAILURES_SCHEMA)
    names = [name for name in (RESPONDENT, SOURCE) if name in candidate.columns]
    failures = _failures(answer_schema(questionnaire, across=True), candidate.select(pl.col(names).gather(place)))
    return failures.with_columns(index=place.cast(pl.Int64).gather(failures["index"]))


def _ids(candidate: pl.DataFrame, failures: pl.DataFrame) -> pl.Series:
    """Return the ids that stand more than once."""
    if RESPONDENT not in candidate.columns:
        return pl.Series(dtype=pl.String)
    return candidate[RESPONDENT].gather(failures["index"]).drop_nulls().unique()


def _failures(schema: Any, frame: pl.DataFrame) -> pl.DataFrame:
    """Validate with Pandera and return its failure cases: :data:`FAILURES_SCHEMA`."""
    from pandera.errors import SchemaErrors

    try:
        # eager on purpose: on a LazyFrame Pandera would look at the schema only
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        assert isinstance(cases, pl.DataFrame)
        return cases.select(pl.col(name).cast(dtype) for name, dtype in FAILURES_SCHEMA.items())
    return pl.DataFrame(schema=FAILURES_SCHEMA)


def _text_failures(table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire) -> pl.DataFrame:
    """Look through the columns that may hold people's words."""
    positions = {*columns.unknown, *columns.nameless, *columns.beyond}
    for question in questionnaire.questions:
        wordy = isinstance(question, TextQuestion) or (
            isinstance(question, ClosedQuestion) and any(option.other for option in question.options.values())
        )
        positions |= set(columns.positions(question.id)) if wordy else set()
    # a column of small whole numbers holds nobody's words
    schema = table.frame.schema
    names = [name for name in map(table.column, sorted(positions)) if schema[name] == pl.String]
    frame = table.frame.select(words(pl.col(name)).alias(name) for name in names)
    # one pass tells which columns are worth Pandera's look
    doubt = frame.select(pl.all().str.contains(ANY_PATTERN).any())
    names = [name for name in doubt.columns if doubt[name].item()]
    if not names:
        return pl.DataFrame(schema=FAILURES_SCHEMA)
    return _failures(text_schema(names), frame.select(names))


def _slice(failures: pl.DataFrame, start: int, end: int) -> pl.DataFrame:
    return failures.filter(pl.col("index").is_between(start, end, closed="left")).with_columns(pl.col("index") - start)


def _settle(
    candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire, tables: Sequence[AnswerTable]
) -> Answers:
    """Do what the policies say: set answers missing, leave rows out, keep the rest."""
    actions = {code: questionnaire.action(code) for code in r.RULES}
    failures = failures.with_columns(action=pl.col("code").replace_strict(actions))
    # a row of no form is left out; where the policy is to keep it, it is a blank form
    no_form = candidate[NO_FORM] & (actions[r.NO_FORM.code] != "keep")
    blank = candidate[BLANK] & ~no_form
    out = failures.filter(pl.col("action") == "quarantine_row")
    quarantined = pl.repeat(False, candidate.height, eager=True).scatter(out["index"].unique(), True)
    quarantined = (quarantined | no_form) & ~blank
    cleaned = set_missing(candidate, failures.filter(pl.col("action") == "set_missing"), questionnaire)
    written = (question.id for question in questionnaire.questions if isinstance(question, TextQuestion))
    helpers = [RESPONDENT, BLANK, NO_FORM, TOO_LONG, REPEATED, BLOCKS, *written]
    coded = cleaned.filter(~blank & ~quarantined).drop(helpers, strict=False)
    if SOURCE in coded.columns:
        coded = coded.select(pl.col(SOURCE).cast(pl.String), pl.exclude(SOURCE))
    errors = [code for code, rule in r.RULES.items() if rule.severity == "error"]
    return Answers(
        coded=coded,
        findings=pl.DataFrame(schema=FINDINGS_SCHEMA),
        tables=tuple(tables),
        columns=(),
        quarantined=quarantined_frame(candidate, quarantined, out, tables),
        n_read=candidate.height,
        n_blank=int(blank.sum()),
        n_quarantined=int(quarantined.sum()),
        n_used=coded.height,
        n_error_rows=failures.filter(pl.col("code").is_in(errors))["index"].n_unique(),
    )


__all__ = [
    "Answers",
    "Progress",
    "source_names",
    "validate_answers",
    "validate_file",
    "validate_files",
    "validate_tables",
]
