"""What is seen of a workbook, what a spreadsheet made of answers, what a form system says of rows: as failed checks.

The findings of :mod:`kumin.responses.seen` are placed at their questions. Answers that failed a check because a
spreadsheet had changed them (#N/A, 1月2日 for the option 1-2), or because their cell is of another encoding than the
file, fail as that, in any kind of file.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.definitions import DateQuestion, Questionnaire
from kumin.definitions import rules as r
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.answers import RECEIVED, RESPONDENT
from kumin.responses.coding.options import absent_names
from kumin.responses.folding import fold, fold_text
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.patterns import DAY_OF_RANGE, DAYS, ERROR_VALUES, UNDECODED
from kumin.responses.seen import DIGITS, ERROR, FILLED, FORMULA, NOT_FILLED, OTHERWISE, PERCENT, STRUCK
from kumin.responses.split import SMALL, where
from kumin.responses.table import ROW
from kumin.responses.validation.frames import FAILURES, indices_by
from kumin.responses.validation.trials import trials

WHOLE_ROW = "_row"
"""Stands for a whole row in the failures."""

RULES_OF_KINDS = {
    FORMULA: r.FORMULA_WITHOUT_RESULT,
    ERROR: r.ERROR_VALUE,
    PERCENT: r.PERCENT_FORMAT,
    OTHERWISE: r.SHOWN_OTHERWISE,
    STRUCK: r.STRUCK_OUT,
    FILLED: r.MERGED_FILLED,
    NOT_FILLED: r.MERGED_NOT_FILLED,
    DIGITS: r.DIGITS_LOST,
}
"""The rule for each kind of cell that is seen."""

OF_CELLS = frozenset(
    rule.code for rule in (*RULES_OF_KINDS.values(), r.DAY_FOR_OPTION, r.DAY_NUMBER, r.OTHER_ENCODING)
)  # fmt: skip
"""Codes of the rules whose failures name a column of the file behind the code."""

_NO_ANSWER_AT_ALL = frozenset(
    rule.code for rule in (r.FORMULA_WITHOUT_RESULT, r.ERROR_VALUE, r.DAY_FOR_OPTION, r.OTHER_ENCODING)
)  # fmt: skip
_CHANGED = (r.NOT_AN_OPTION.code, r.MARKED_INVALID.code, r.NOT_A_NUMBER.code, r.RECEIVED_UNREADABLE.code)
_OF_ANSWERS = r"^[EW]1\d\d$"
_RANGE_LABEL = r"^\d+[-~〜～–—ー−]\d+"
_DAY_NUMBER = r"^\d{1,6}(?:\.\d+)?$"


def with_seen(failures: pl.DataFrame, matched: MatchedTable) -> pl.DataFrame:
    """Add what is seen to the failed checks of one file.

    Parameters
    ----------
    failures : DataFrame
        :data:`~kumin.responses.validation.frames.FAILURES` of the file's answers.
    matched : MatchedTable
        The file.

    Returns
    -------
    DataFrame
        The same, with those of cells and rows that are seen; their checks are the code and, behind a colon, the
        zero-based column. Of an answer that could not be read for such a reason, no other failures are left.
    """
    own = pl.concat(
        [
            FAILURES.empty(),
            *_of_ids(matched),
            *_of_seen_cells(matched),
            *_of_changed(failures, matched),
            *_of_day_numbers(failures, matched),
        ]
    ).unique(maintain_order=True)
    unreadable = own.filter(pl.col("check").str.slice(0, 4).is_in(_NO_ANSWER_AT_ALL)).select("column", "index")
    of_answers = pl.col("check").str.slice(0, 4).str.contains(_OF_ANSWERS)
    kept = failures.with_row_index("place").join(
        failures.with_row_index("place").filter(of_answers).join(unreadable, on=["column", "index"]).select("place"),
        on="place", how="anti", maintain_order="left",
    )  # fmt: skip
    return pl.concat([kept.drop("place"), own, *_of_whole_rows(matched)])


def unknown_rows(matched: MatchedTable) -> pl.Series:
    """Mark the rows in which the answer to some question is a formula without a stored result: no blank forms."""
    place = _rows_of(
        matched, matched.table.seen.of_kind(FORMULA).filter(pl.col("column").is_in(list(_names(matched, answers=True))))
    )
    return pl.repeat(False, matched.table.frame.height, eager=True).scatter(place["index"].unique(), True)


def damaged_ids(matched: MatchedTable) -> pl.Series:
    """Mark the rows whose id has lost digits, is an error or has no result: it does not say who somebody is."""
    cells = matched.table.seen.of_kind(DIGITS, ERROR, FORMULA).filter(pl.col("column") == matched.columns.id)
    places = pl.concat([_rows_of(matched, cells)["index"].cast(pl.Int64), _errors_for_ids(matched)])
    return pl.repeat(False, matched.table.frame.height, eager=True).scatter(places.unique(), True)


def used_columns(matched: MatchedTable) -> set[int]:
    """List the columns of the file that something is read from."""
    return set(_names(matched))


def _names(matched: MatchedTable, *, answers: bool = False) -> dict[int, str]:
    """Name of the candidate column that each file column belongs to."""
    columns = matched.columns
    names = {
        place: question.id for question in matched.questionnaire.questions for place in columns.positions(question.id)
    }
    extra = {columns.id: RESPONDENT, columns.received: RECEIVED}
    return names if answers else names | {place: name for place, name in extra.items() if place is not None}


def _rows_of(matched: MatchedTable, cells: pl.DataFrame) -> pl.DataFrame:
    """Add to cells the zero-based row of the table; those of other rows are left out."""
    frame = matched.table.frame if len(cells) else matched.table.frame.clear()
    rows = frame.select(pl.col(ROW).cast(pl.UInt32)).with_row_index("index")
    return cells.join(rows, left_on="row", right_on=ROW, how="inner", maintain_order="left")


def _failures(column: str, rule: r.Rule, position: int, index: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame({"index": index.cast(pl.Int64)})
    return FAILURES.conform(frame.with_columns(column=pl.lit(column), check=pl.lit(f"{rule.code}:{position}")))


def _errors_for_ids(matched: MatchedTable) -> pl.Series:
    """Return the zero-based rows whose id is an error of a formula, in any kind of file."""
    place = matched.columns.id
    if place is None or matched.table.frame.schema[matched.table.column(place)] in SMALL:
        return pl.Series(dtype=pl.Int64)
    rows = matched.table.others(place).words.where(lambda cell: cell.str.contains(r"^\s*[#＃]"))
    text = pl.select(fold(pl.lit(matched.table.text(place, rows)))).to_series()
    return rows.filter(text.str.contains(ERROR_VALUES)).cast(pl.Int64)


def _of_ids(matched: MatchedTable) -> Iterator[pl.DataFrame]:
    if matched.columns.id is not None:
        yield _failures(RESPONDENT, r.ERROR_VALUE, matched.columns.id, _errors_for_ids(matched))


def _of_seen_cells(matched: MatchedTable) -> Iterator[pl.DataFrame]:
    names, absent = _names(matched), absent_names(matched.questionnaire.missing)
    cells = matched.table.seen.of_kind(*RULES_OF_KINDS).filter(pl.col("column").is_in(list(names)))
    for (kind, column), some in _rows_of(matched, cells).group_by("kind", "column", maintain_order=True):
        index, position = some["index"], int(str(column))
        if kind == ERROR:
            index = index.filter(~some["text"].map_elements(fold_text, pl.String).is_in(list(absent)))
        elif kind == NOT_FILLED:
            index = index.filter(matched.table.text(position, index).is_null())
        yield _failures(names[position], RULES_OF_KINDS[str(kind)], position, index)


def _of_changed(failures: pl.DataFrame, matched: MatchedTable) -> Iterator[pl.DataFrame]:
    """Find answers that failed because of what became of their cells; each distinct text is looked at once."""
    names = _names(matched)
    changed = failures.filter(pl.col("check").is_in(_CHANGED))
    doubtful = _doubtful(set(changed["column"].unique()), matched)
    cells: list[tuple[int, pl.Series, pl.Series]] = []
    for (name,), every in indices_by(changed, "column"):
        index = every.unique(maintain_order=True)
        places = (place for place, own in names.items() if own == name and place in doubtful)
        cells += [(position, index, matched.table.text(position, index)) for position in places]
    distinct = pl.concat([pl.Series(dtype=pl.String), *(texts.rename("") for *_, texts in cells)]).drop_nulls().unique()
    folded = pl.select(fold(pl.lit(distinct))).to_series()
    alike = {ERROR_VALUES: distinct.filter(folded.str.contains(ERROR_VALUES))}
    for position, index, texts in cells:
        question = matched.questionnaire.by_id.get(names[position])
        days = _days(question) if isinstance(question, ClosedQuestion) else None
        changes = ((r.ERROR_VALUE, ERROR_VALUES), (r.DAY_FOR_OPTION, days), (r.OTHER_ENCODING, UNDECODED))
        for rule, pattern in changes:
            if pattern and pattern not in alike:
                alike[pattern] = distinct.filter(folded.str.contains(pattern))
            if pattern and len(alike[pattern]):
                found = index.filter(texts.is_in(alike[pattern].implode()).fill_null(False))
                yield _failures(names[position], rule, position, found)


def _doubtful(failed: set[str], matched: MatchedTable) -> set[int]:
    """Return the columns of the file, of some candidate columns, that may hold what a spreadsheet changes.

    Where texts repeat, a look at the distinct ones tells; where options are ranges, small numbers may be days too.
    """
    doubtful, repeated = set(), {}
    for position, name in _names(matched).items():
        if name in failed:
            question, others = matched.questionnaire.by_id.get(name), matched.table.others(position)
            ranges = isinstance(question, ClosedQuestion) and _days(question) != DAYS
            if ranges or others.mostly or others.distinct.codes is None:
                doubtful.add(position)
            else:
                repeated[position] = others
    return doubtful | where(repeated, lambda cell: fold(cell).str.contains(f"{ERROR_VALUES}|{DAYS}|{UNDECODED}")).keys()


def _days(question: ClosedQuestion) -> str:
    """Return what a spreadsheet may have made of the question's options."""
    labels = [fold_text(label) for option in question.options.values() for label in (option.label, *option.aliases)]
    # 1/2 and a day number are days where the options look like days; elsewhere they are two marks, and a number
    like_days = pl.Series(labels, dtype=pl.String).str.contains(_RANGE_LABEL).any()
    return f"{DAYS}|{DAY_OF_RANGE}" if like_days else DAYS


def _of_day_numbers(failures: pl.DataFrame, matched: MatchedTable) -> Iterator[pl.DataFrame]:
    """Find numbers that were read as days."""
    questionnaire: Questionnaire = matched.questionnaire
    absent = list(absent_names(questionnaire.missing))
    for position, name in _names(matched).items():
        if name != RECEIVED and not isinstance(questionnaire.by_id.get(name), DateQuestion):
            continue
        others = matched.table.others(position)
        small = matched.table.cells.numbers([matched.table.column(position)]).to_series().is_not_null().arg_true()
        place = pl.concat([small, others.where(lambda cell: cell.str.strip_chars().str.contains(_DAY_NUMBER))]).sort()
        numbers = place.filter(~matched.table.text(position, place).str.strip_chars().is_in(absent))
        failed = failures.filter(pl.col("column") == name)["index"]
        yield _failures(name, r.DAY_NUMBER, position, numbers.filter(~numbers.cast(pl.Int64).is_in(failed.implode())))


def _of_whole_rows(matched: MatchedTable) -> Iterator[pl.DataFrame]:
    hidden = matched.table.frame[ROW].is_in(matched.table.seen.hidden_rows.implode()).arg_true()
    for rule, rows in ((r.HIDDEN_ROW, hidden), (r.TRIAL, trials(matched, used_columns(matched)))):
        frame = pl.DataFrame({"index": rows.cast(pl.Int64)})
        yield FAILURES.conform(frame.with_columns(column=pl.lit(WHOLE_ROW), check=pl.lit(rule.code)))
