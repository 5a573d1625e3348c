"""What an SPSS file itself says of values: which are missing, where the questionnaire has no such option; labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from kumin.definitions import MultipleQuestion, Question, TextQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.options import MARKED
from kumin.responses.folding import fold_text
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.seen import Ranges

_NO_NUMBER = frozenset(
    fold_text(label)
    for label in (
        "わからない", "分からない", "わからない・無回答", "拒否", "回答拒否", "答えたくない", "回答しない", "対象外",
        "該当しない", "該当なし", "Don't know", "Do not know", "DK", "DK/NA", "Refused", "Refusal", "Prefer not to say",
        "Not applicable", "NA", "N/A", "Missing", "Skipped",
    )
)  # fmt: skip
"""Labels of values that are no number and no day, though a question with options may have them as one."""


def declared_ranges(question: Question, position: int, matched: MatchedTable) -> Ranges:
    """Return what the file declares as missing in a column of a question, or labels so."""
    seen = matched.table.seen
    declared = seen.declared_missing.get(position, ())
    if isinstance(question, ClosedQuestion | TextQuestion):
        return declared
    labels = seen.value_labels.get(position, {})
    return (*declared, *((value, value) for value, label in labels.items() if fold_text(label) in _NO_NUMBER))


def declared_missing(question: Question, position: int, matched: MatchedTable) -> pl.Series:
    """Tell which cells of a question's column hold a value that the file declares as missing.

    An option of the questionnaire wins: a code of its own is an answer, whatever the file says.

    Returns
    -------
    Series of Boolean
        As many as the table has rows.
    """
    text = matched.table.text(position).str.strip_chars()
    number = text.cast(pl.Float64, strict=False)
    missing = pl.repeat(False, len(text), eager=True)
    for low, high in declared_ranges(question, position, matched):
        if isinstance(low, str) or isinstance(high, str):
            missing |= text == str(low).strip()
        else:
            missing |= number.is_between(low, high)
    missing = missing.fill_null(False)
    if isinstance(question, ClosedQuestion):
        missing &= ~number.is_in([float(code) for code in question.options]).fill_null(False)
    return missing


def without_declared(matched: MatchedTable) -> MatchedTable:
    """Empty the cells of all questions that the file declares as missing."""
    table = matched.table
    emptied = []
    for question in matched.questionnaire.questions if table.seen.declared_missing or table.seen.value_labels else ():
        for position in matched.columns.positions(question.id):
            if declared_ranges(question, position, matched):
                missing = declared_missing(question, position, matched)
                emptied.append(table.frame[table.column(position)].set(missing, None))
    return replace(matched, table=replace(table, frame=table.frame.with_columns(emptied))) if emptied else matched


def labelled_otherwise(question: ClosedQuestion, matched: MatchedTable) -> Iterator[tuple[int, int, int]]:
    """Find codes that the file gives the name of another option, or of no mark in the column of an option.

    Yields
    ------
    (int, int, int)
        The zero-based column, the code, and the number of its cells.
    """
    names = {
        code: {fold_text(name) for name in (option.label, *option.aliases)} for code, option in question.options.items()
    }
    columns = isinstance(question, MultipleQuestion) and matched.columns.formats.get(question.id) == "columns"
    for option, position in matched.columns.places(question.id).items():
        for value, label in matched.table.seen.value_labels.get(position, {}).items():
            if not isinstance(value, float) or (columns and value != 1):
                continue
            # in the column of an option 1 is its mark; elsewhere a code is that of the option it names
            own, said = names.get(option if columns else int(value), set()), fold_text(label)
            others = any(said in name for code, name in names.items() if name is not own)
            if own and said not in own and (others or (columns and MARKED.get(said) == 0)):
                number = matched.table.text(position).cast(pl.Float64, strict=False)
                yield position, int(value), int((number == value).sum())
