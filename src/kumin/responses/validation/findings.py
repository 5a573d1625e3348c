"""検査結果: failed checks, placed in the file they are of, one row a finding."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.answers import RECEIVED, RESPONDENT, names_of_columns
from kumin.responses.coding.cells import map_cells
from kumin.responses.display import is_house_number, is_personal, known_words, letter, nameable, shorten, without_words
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.patterns import PATTERNS
from kumin.responses.table import ROW, AnswerTable
from kumin.responses.validation.conditions import BLOCKS, CUT, TOO_LONG, TOO_SHORT
from kumin.responses.validation.decisions.decision import Decision
from kumin.responses.validation.frames import FINDINGS, indices_by
from kumin.responses.validation.seen import OF_CELLS, used_columns

SHOWN_LENGTH = 20
"""A longer cell is not shown; nor is one that holds a resident's own words."""

_LONGEST_SHOWN = 200

_POSITION = "position"
_OF_ONE = {"row", "value", "count"}


def findings_frame(
    failures: pl.DataFrame,
    matched: MatchedTable,
    decided: Iterable[Decision],
    coded: pl.DataFrame,
    *,
    show_values: bool,
) -> pl.DataFrame:
    """Turn the failed checks of one file into findings.

    Parameters
    ----------
    failures : DataFrame
        :data:`~kumin.responses.validation.frames.FAILURES`.
    matched : MatchedTable
        What was validated.
    decided : iterable of Decision
        What was decided for its columns.
    coded : DataFrame
        Its candidate answers.
    show_values : bool
        Show personal data too: ids, all words and long cells.

    Returns
    -------
    DataFrame
        :data:`~kumin.responses.validation.frames.FINDINGS`: those of columns first, then by row and column.
    """
    questionnaire = matched.questionnaire
    kinds: list[dict[str, object]] = []
    indices, values, marks = [], [], []
    private = {RESPONDENT, *(q.id for q in questionnaire.questions if isinstance(q, TextQuestion))}
    for (name, check), failed in indices_by(failures, "column", "check"):
        code, _, detail = check.partition(":")
        for position, index in _places(name, code, detail, failed, matched):
            indices.append(index)
            hidden = not show_values and (name in private or code in PATTERNS)
            shown = None if hidden or name in {TOO_LONG, TOO_SHORT, CUT} else position
            values.append(_cells(matched.table, shown, index))
            marks.append(_marks(name, code, matched.questionnaire, coded, index))
            heading = _heading(position, matched, show_values) if position is not None else ""
            if name == BLOCKS and detail:
                heading = questionnaire.blocks[int(detail)].title
            kinds.append(_kind(name, code, heading, position, matched))
    of_columns = _of_columns(matched, decided, show_values).sort(
        _POSITION, "code", nulls_last=False, maintain_order=True
    )
    names = FINDINGS.schema.names()
    if not kinds:
        return of_columns.select(names)
    of_cells = _of_cells(kinds, indices, _shown(values, marks, matched, show_values), of_columns.schema, matched)
    return pl.concat([of_columns.select(names), of_cells.select(names)])


def _of_cells(
    kinds: list[dict[str, object]], indices: list[pl.Series], value: pl.Series, schema: pl.Schema, matched: MatchedTable
) -> pl.DataFrame:
    """Make the findings of cells and rows, in their order."""
    about = pl.DataFrame(kinds, schema={name: dtype for name, dtype in schema.items() if name not in _OF_ONE})
    # sorting small numbers is faster than sorting words
    rank = about.select(pl.struct(_POSITION, "code").rank("dense").cast(pl.UInt32)).to_series()
    lengths = pl.Series(list(map(len, indices)), dtype=pl.UInt32)
    cells = pl.DataFrame(
        {
            "row": matched.table.frame[ROW].gather(pl.concat(indices)).cast(pl.UInt32),
            "value": value,
            "kind": pl.int_range(len(kinds), dtype=pl.UInt32, eager=True).repeat_by(lengths).explode(),
        }
    )
    cells = cells.with_columns(rank=rank.gather(cells["kind"])).sort("row", "rank", maintain_order=True)
    return cells.select("row", "value", pl.lit(1, pl.UInt32).alias("count")).hstack(about[cells["kind"]])


def _shown(values: list[pl.Series], marks: list[pl.Series], matched: MatchedTable, show_values: bool) -> pl.Series:
    """Show the marks of an answer, where they are what is wrong; else the cell, where it may be seen."""
    cells = _displayable(pl.concat(values), matched.questionnaire, show_all=show_values)
    told = pl.concat(marks)
    return told.zip_with(told.is_not_null(), cells)


def _marks(name: str, code: str, questionnaire: Questionnaire, coded: pl.DataFrame, index: pl.Series) -> pl.Series:
    """List the marks of answers with too many, or with 「特になし」 beside others: 1,3; nulls for other findings."""
    question = questionnaire.by_id.get(name)
    if code not in r.OF_MARKS or not isinstance(question, MultipleQuestion):
        return pl.Series("value", [None], dtype=pl.String).new_from_index(0, len(index))
    chosen = [pl.when(pl.col(question.column(option))).then(pl.lit(str(option))) for option in question.options]
    return coded[index].select(value=pl.concat_str(chosen, separator=",", ignore_nulls=True)).to_series()


def _places(
    name: str, code: str, detail: str, index: pl.Series, matched: MatchedTable
) -> list[tuple[int | None, pl.Series]]:
    """Return the file column that a failed check is about, with its rows."""
    columns = matched.columns
    if code in OF_CELLS or code in PATTERNS:
        return [(int(detail or name.removeprefix("c")), index)]
    if name == RESPONDENT:
        return [(columns.id, index)]
    if name == RECEIVED:
        return [(columns.received, index)]
    if name in matched.questionnaire.by_id:
        if name in columns.options and code in {r.NOT_AN_OPTION.code, r.MARKED_INVALID.code}:
            return _wrong_cells(name, index, matched)
        return [(next(iter(columns.positions(name)), None), index)]
    return [(None, index)]


def _wrong_cells(name: str, index: pl.Series, matched: MatchedTable) -> list[tuple[int | None, pl.Series]]:
    """Find, for rows of an answer with several columns, the first column whose cell cannot be read.

    Where there is none, it is the column that says that the answer is invalid.
    """
    question = matched.questionnaire.by_id[name]
    assert isinstance(question, MultipleQuestion)
    places: list[tuple[int | None, pl.Series]] = []
    left = index
    for position, names in names_of_columns(question, matched).items():
        valid = {code for code in names.folded.values() if code is not None and code >= 0}
        codes = map_cells(matched.table.text(position, left), names)
        wrong = (~codes.is_in(list(valid))).fill_null(False)
        if wrong.any():
            places.append((position, left.filter(wrong)))
            left = left.filter(~wrong)
    stated = [place for place, invalid in matched.columns.stated_missing.get(name, {}).items() if invalid]
    return [*places, (stated[0], left)] if stated and len(left) else places


def _heading(position: int, matched: MatchedTable, show_values: bool) -> str:
    """Return a column's heading; nothing where it may be an answer, in a file without headings."""
    heading, columns = matched.table.headers[position], matched.columns
    of_none = position in (*columns.unknown, *columns.nameless, *columns.beyond)
    hidden = (of_none and (not columns.known or is_house_number(heading))) or is_personal(heading)
    return heading if show_values or not hidden else ""


def _kind(name: str, code: str, heading: str, position: int | None, matched: MatchedTable) -> dict[str, object]:
    """Describe what all findings of one rule in one column have in common."""
    table, questionnaire = matched.table, matched.questionnaire
    return {
        "file": table.path.name,
        "sheet": nameable(table.sheet) or None,
        "column": letter(position) if position is not None else None,
        "heading": ("…" if position is None and is_personal(heading) else shorten(heading, 60)) or None,
        "question": name if name in questionnaire.by_id else None,
        "code": code,
        "severity": r.RULES[code].severity,
        "action": questionnaire.action(code),
        _POSITION: position,
    }


def _cells(table: AnswerTable, position: int | None, index: pl.Series) -> pl.Series:
    """Return the cells of a column as in the file; nulls where there is no column."""
    if position is None:
        return pl.Series("value", [None], dtype=pl.String).new_from_index(0, len(index))
    return table.text(position, index).rename("value")


def _displayable(values: pl.Series, questionnaire: Questionnaire, *, show_all: bool) -> pl.Series:
    """Leave out what may be personal."""
    value = pl.lit(values)
    if show_all:
        return pl.select(value.str.head(_LONGEST_SHOWN)).to_series()
    if values.str.len_bytes().max() in {None, 1, 2}:  # a Japanese character has three
        return values
    safe = without_words(values, known_words(questionnaire)) & (values.str.len_chars() <= SHOWN_LENGTH)
    return values.set(~safe, None)


def _of_columns(matched: MatchedTable, decided: Iterable[Decision], show_values: bool) -> pl.DataFrame:
    table, columns = matched.table, matched.columns
    rows: list[dict[str, object]] = []

    def add(rule: r.Rule, position: int | None, heading: str, question: str = "") -> None:
        similar = columns.similar.get(heading) if rule is r.MISSING_COLUMN else None
        value = shorten(_heading(similar, matched, show_values), 60) if similar is not None else ""
        rows.append(
            {
                **_kind(question, rule.code, heading, position, matched),
                "value": value or None,
                "other_column": letter(similar) if similar is not None else None,
                "count": 1,
            }
        )

    for position in columns.unknown:
        add(r.UNKNOWN_COLUMN, position, _heading(position, matched, show_values))
    for position in columns.nameless:
        add(r.COLUMN_WITHOUT_HEADING, position, "")
    for heading, question in columns.missing:
        add(r.MISSING_COLUMN, None, heading, question)
    for heading in columns.missing_extra:
        add(r.MISSING_EXTRA_COLUMN, None, heading)
    unread = _kind("", r.SHEET_NOT_READ.code, "", None, matched)
    rows.extend({**unread, "sheet": nameable(name), "count": 1} for name in table.unread)
    for one in decided:
        heading = "" if one.position is None else _heading(one.position, matched, show_values)
        kind = _kind(one.question, one.rule.code, heading, one.position, matched)
        rows.append({**kind, "value": one.value or None, "row": one.row, "count": one.count})
    for position in sorted(table.seen.hidden_columns & used_columns(matched)):
        add(r.HIDDEN_COLUMN, position, _heading(position, matched, show_values))
    if table.seen.hidden_sheet:
        add(r.HIDDEN_SHEET, None, "")
    if not table.seen.complete:
        add(r.SHEET_NOT_SEEN, None, "")
    damaged = pl.Series(table.headers, dtype=pl.String).str.contains(PATTERNS[r.MOJIBAKE.code]).arg_true()
    for position in damaged:
        add(r.MOJIBAKE, position, _heading(position, matched, show_values))
    return pl.DataFrame(rows, schema={**FINDINGS.schema, _POSITION: pl.Int32})
