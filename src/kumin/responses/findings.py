"""検査結果: what was found wrong in a file, a row a finding."""

from __future__ import annotations

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire
from kumin.responses.code import RESPONDENT
from kumin.responses.match import ColumnMap, letter
from kumin.responses.read import ROW, AnswerTable
from kumin.responses.rules import RULES, UNKNOWN_COLUMN

SHOWN_LENGTH = 20
"""A closed question's cell longer than this may hold a resident's words and is not repeated."""

FINDINGS_SCHEMA = pl.Schema(
    {
        "file": pl.String,
        "row": pl.UInt32,
        "column": pl.String,
        "heading": pl.String,
        "question": pl.String,
        "code": pl.String,
        "severity": pl.String,
        "action": pl.String,
        "value": pl.String,
    }
)
"""``row`` as a spreadsheet shows it, null for a finding about a whole column; ``column`` a letter; ``value`` as it
stands in the file, null where it is long, free text or an id."""


def findings_frame(
    failures: pl.DataFrame, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire
) -> pl.DataFrame:
    """Turn Pandera's failure cases into findings.

    Parameters
    ----------
    failures : DataFrame
        ``column``, ``check`` (code of the finding) and ``index`` (zero-based row).
    table, columns, questionnaire
        What was validated.

    Returns
    -------
    DataFrame
        :data:`FINDINGS_SCHEMA`, by row and column.
    """
    parts = [_unknown_columns(table, columns)]
    for (name, code), group in failures.group_by("column", "check", maintain_order=True):
        parts.append(_of_column(str(name), str(code), group["index"], table, columns, questionnaire))
    found = pl.concat(parts)
    return found.sort("row", pl.col("column").str.len_chars(), "column", "code", nulls_last=False, maintain_order=True)


def _of_column(
    name: str, code: str, index: pl.Series, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire
) -> pl.DataFrame:
    question = questionnaire.by_id.get(name)
    if name == RESPONDENT:
        position = columns.id
    elif isinstance(question, MultipleQuestion) and question.layout == "columns":
        position = min(columns.options[name].values())
    else:
        position = columns.questions[name]
    assert position is not None
    cells = table.frame[table.column(position)].gather(index)
    hidden = name == RESPONDENT or (isinstance(question, MultipleQuestion) and question.layout == "columns")
    shown = pl.lit(None, pl.String) if hidden else pl.when(pl.col("value").str.len_chars() <= SHOWN_LENGTH).then("value")
    return (
        pl.DataFrame({"row": table.frame[ROW].gather(index), "value": cells})
        .with_columns(
            file=pl.lit(table.path.name),
            column=pl.lit(letter(position)),
            heading=pl.lit(table.headers[position]),
            question=pl.lit(None if name == RESPONDENT else name, pl.String),
            code=pl.lit(code),
            severity=pl.lit(RULES[code].severity),
            action=pl.lit(RULES[code].action),
            value=shown,
        )
        .select(FINDINGS_SCHEMA.names())
        .cast(dict(FINDINGS_SCHEMA))
    )


def _unknown_columns(table: AnswerTable, columns: ColumnMap) -> pl.DataFrame:
    rule = UNKNOWN_COLUMN
    rows = [
        (table.path.name, None, letter(place), table.headers[place], None, rule.code, rule.severity, rule.action, None)
        for place in columns.unknown
    ]
    return pl.DataFrame(rows, schema=FINDINGS_SCHEMA, orient="row")
