"""検査結果: what was found wrong in a file, a row a finding."""

from __future__ import annotations

from collections.abc import Container

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion
from kumin.definitions import rules as r
from kumin.responses.cells import map_cells
from kumin.responses.code import RECEIVED, RESPONDENT
from kumin.responses.match import ColumnMap
from kumin.responses.near import is_personal, letter, shorten
from kumin.responses.options import mark_names
from kumin.responses.read import ROW, AnswerTable
from kumin.responses.schema import BLOCKS, TOO_LONG
from kumin.responses.shown import known_words, without_words
from kumin.responses.texts import PATTERNS

SHOWN_LENGTH = 20
"""A cell longer than this is not repeated; nor is one that holds a resident's words."""

_ALL_SHOWN = 200

FINDINGS_SCHEMA = pl.Schema(
    {
        "file": pl.String,
        "sheet": pl.String,
        "row": pl.UInt32,
        "column": pl.String,
        "heading": pl.String,
        "question": pl.String,
        "code": pl.String,
        "severity": pl.String,
        "action": pl.String,
        "value": pl.String,
        "other_file": pl.String,
        "other_row": pl.UInt32,
        "other_column": pl.String,
        "other_used": pl.Boolean,
    }
)
"""``sheet`` of a workbook, else null; ``row`` as a spreadsheet shows it, null for a finding about a whole column;
``column`` a letter, null for a finding about a whole row or about a column that is not there; ``value`` as it stands
in the file, null where it is long, holds words that are none of the questionnaire's, or is an id. ``other_…``: what a
finding is compared with, else null. Of a repeated id the row that has it too, and whether that row is used; of a
missing column the column whose heading is nearest, which is the ``value``."""

FAILURES_SCHEMA = pl.Schema({"column": pl.String, "check": pl.String, "index": pl.Int64})
"""A failed check: the column of the candidate answers or of the text; the code, with a detail behind a colon; the
zero-based row."""

_POSITION = "position"


def findings_frame(
    failures: pl.DataFrame, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire, *, show_values: bool
) -> pl.DataFrame:
    """Turn the failure cases of one file into findings.

    Parameters
    ----------
    failures : DataFrame
        :data:`FAILURES_SCHEMA`.
    table, columns, questionnaire
        What was validated.
    show_values : bool
        Repeat personal data too: ids, all words and long cells.

    Returns
    -------
    DataFrame
        :data:`FINDINGS_SCHEMA`, those of columns first, then by row and column.
    """
    about: list[dict[str, object]] = []
    indices, values = [], []
    private = {RESPONDENT, *(q.id for q in questionnaire.questions if isinstance(q, TextQuestion))}
    for (name, check), group in failures.group_by("column", "check", maintain_order=True):
        code, _, detail = str(check).partition(":")
        for place, index in _places(str(name), code, group["index"], table, columns, questionnaire):
            indices.append(index)
            values.append(_values(str(name), code, place, index, table, private, show_values))
            heading = _heading(place, table, columns, show_values) if place is not None else ""
            if name == BLOCKS and detail:
                heading = questionnaire.blocks[int(detail)].title
            about.append(_about(str(name), code, heading, place, table, questionnaire))
    of_columns = _about_columns(table, columns, questionnaire, show_values)
    of_columns = of_columns.sort(_POSITION, "code", nulls_last=False, maintain_order=True)
    names = FINDINGS_SCHEMA.names()
    if not about:
        return of_columns.select(names)
    kinds = pl.DataFrame(about, schema={n: d for n, d in of_columns.schema.items() if n not in {"row", "value"}})
    # the order of rows and columns is settled among small numbers, before there are words
    rank = kinds.select(pl.struct(_POSITION, "code").rank("dense").cast(pl.UInt32)).to_series()
    lengths = pl.Series(list(map(len, indices)), dtype=pl.UInt32)
    cells = pl.DataFrame(
        {
            "row": table.frame[ROW].gather(pl.concat(indices)).cast(pl.UInt32),
            "value": _shown(pl.concat(values), questionnaire, show_all=show_values),
            "kind": pl.int_range(len(about), dtype=pl.UInt32, eager=True).repeat_by(lengths).explode(),
        }
    )
    cells = cells.with_columns(rank=rank.gather(cells["kind"])).sort("row", "rank", maintain_order=True)
    of_cells = cells.select("row", "value").hstack(kinds[cells["kind"]])
    return pl.concat([of_columns.select(names), of_cells.select(names)])


def _places(
    name: str, code: str, index: pl.Series, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire
) -> list[tuple[int | None, pl.Series]]:
    """Return the file column that a check of a candidate column speaks of, with its rows."""
    if name == RESPONDENT:
        return [(columns.id, index)]
    if name == RECEIVED:
        return [(columns.received, index)]
    if name in questionnaire.by_id:
        options = columns.options.get(name)
        if options and code in {r.NOT_AN_OPTION.code, r.MARKED_INVALID.code}:
            return _wrong_option_columns(name, index, table, options, questionnaire)
        return [(next(iter(columns.positions(name)), None), index)]
    if code in PATTERNS:
        return [(int(name.removeprefix("c")), index)]
    return [(None, index)]


def _wrong_option_columns(
    name: str, index: pl.Series, table: AnswerTable, options: object, questionnaire: Questionnaire
) -> list[tuple[int | None, pl.Series]]:
    """Find, for rows with a wrong mark, the first option column that has it."""
    question = questionnaire.by_id[name]
    assert isinstance(question, MultipleQuestion)
    assert isinstance(options, dict)
    places: list[tuple[int | None, pl.Series]] = []
    left = index
    for code, position in options.items():
        cells = table.text(position, left)
        marks = map_cells(cells, mark_names(question, code, questionnaire.missing))
        wrong = (~marks.is_in([0, 1])).fill_null(False)
        if wrong.any():
            places.append((position, left.filter(wrong)))
            left = left.filter(~wrong)
    return places


def _heading(position: int, table: AnswerTable, columns: ColumnMap, show_values: bool) -> str:
    """Give a column's heading; none where it may be somebody's answer, in a file without headings."""
    heading = table.headers[position]
    known = columns.known or position not in (*columns.unknown, *columns.nameless, *columns.beyond)
    return heading if show_values or (known and not is_personal(heading)) else ""


def _about(
    name: str, code: str, heading: str, position: int | None, table: AnswerTable, questionnaire: Questionnaire
) -> dict[str, object]:
    """Say what all findings of one rule in one column have in common."""
    return {
        "file": table.path.name,
        "sheet": table.sheet or None,
        "column": letter(position) if position is not None else None,
        "heading": shorten(heading, 60) or None,
        "question": name if name in questionnaire.by_id else None,
        "code": code,
        "severity": r.RULES[code].severity,
        "action": questionnaire.action(code),
        _POSITION: position,
    }


def _values(
    name: str, code: str, position: int | None, index: pl.Series, table: AnswerTable, private: Container[str],
    show_values: bool,
) -> pl.Series:  # fmt: skip
    """Give the values that one kind of finding speaks of, as they stand in the file; null where they are hidden."""
    hidden = not show_values and (name in private or code in PATTERNS)
    if position is None or name == TOO_LONG or hidden:
        return pl.Series("value", [None], dtype=pl.String).new_from_index(0, len(index))
    return table.text(position, index).rename("value")


def _shown(values: pl.Series, questionnaire: Questionnaire, *, show_all: bool) -> pl.Series:
    """Leave out what may be personal."""
    value = pl.lit(values)
    if show_all:
        return pl.select(value.str.head(_ALL_SHOWN)).to_series()
    if values.str.len_bytes().max() in {None, 1, 2}:  # a Japanese sign has three
        return values
    told = without_words(values, known_words(questionnaire)) & (values.str.len_chars() <= SHOWN_LENGTH)
    return values.set(~told, None)


def _about_columns(
    table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire, show_values: bool
) -> pl.DataFrame:
    rows: list[dict[str, object]] = []

    def add(rule: r.Rule, position: int | None, heading: str, question: str = "") -> None:
        near = columns.near.get(heading) if rule is r.MISSING_COLUMN else None
        value = shorten(_heading(near, table, columns, show_values), 60) if near is not None else ""
        rows.append(
            {
                **_about(question, rule.code, heading, position, table, questionnaire),
                "value": value or None,
                "other_column": letter(near) if near is not None else None,
            }
        )

    for position in columns.unknown:
        add(r.UNKNOWN_COLUMN, position, _heading(position, table, columns, show_values))
    for position in columns.nameless:
        add(r.COLUMN_WITHOUT_HEADING, position, "")
    for heading, question in columns.missing:
        add(r.MISSING_COLUMN, None, heading, question)
    for heading in columns.missing_extra:
        add(r.MISSING_EXTRA_COLUMN, None, heading)
    unread = _about("", r.SHEET_NOT_READ.code, "", None, table, questionnaire)
    rows.extend({**unread, "sheet": name} for name in table.unread)
    damaged = pl.Series(table.headers, dtype=pl.String).str.contains(PATTERNS[r.MOJIBAKE.code]).arg_true()
    for position in damaged:
        add(r.MOJIBAKE, position, _heading(position, table, columns, show_values))
    return pl.DataFrame(rows, schema={**FINDINGS_SCHEMA, _POSITION: pl.Int32})
