"""What the headings of an answer file say of its questions: how many rows they are, which columns belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kumin.errors import ReadError
from kumin.responses.coding.quantities import UNREADABLE_DATE, map_dates
from kumin.responses.display import is_personal
from kumin.responses.folding import fold, fold_text
from kumin.responses.table import AnswerTable

_DEEPEST = 3
_SAMPLE = 200
_MOSTLY = 0.8
_OPTION = re.compile(r"^(.+?)\s*(?:[_\-－.／/]\s*|[\[(（]\s*)(\S.*?)[\])）]?$")
_MARKS = {"0", "1", "○", "〇", "y", "n", "yes", "no", "true", "false", "-"}
_OTHER = {"other", "その他", "open-endedresponse"}
_PERSONAL = re.compile(
    r"氏名|名前|お名前|住所|電話|携帯|連絡先|メール|e-?mail|(?:ip ?|mail )?address|^(?:first|last)?_?name$", re.I
)


@dataclass(frozen=True, slots=True)
class OptionColumns:
    """Columns that are the options of one question.

    Attributes
    ----------
    stem : str
        The heading they share.
    positions : list of int
        The columns.
    labels : list of str
        What is their own of their headings; nothing where they have none, below a merged heading.
    written : frozenset of int
        Columns with words in place of marks: those of 「その他」.
    """

    stem: str
    positions: list[int]
    labels: list[str]
    written: frozenset[int]


def heading_rows(table: AnswerTable) -> int:
    """Count the rows of headings of a file read with one: the next is one more where it says what no answer says.

    That is a row without numbers, with words over columns of numbers, or with names for columns that have none in the
    rows above, such as those below a merged heading.
    """
    depth = table.headings.depth
    named = [any(own) for own in table.headings.own]
    while depth < _DEEPEST and table.frame.height > depth and _is_heading(table, depth - 1, named):
        row = _row(table, depth - 1)
        named = [name or bool(cell) for name, cell in zip(named, row, strict=True)]
        depth += 1
    return depth


def _row(table: AnswerTable, place: int) -> list[str]:
    cells = table.frame.drop("row").row(place)
    return ["" if cell is None else str(cell).strip() for cell in cells]


def _is_heading(table: AnswerTable, place: int, named: Sequence[bool]) -> bool:
    row = _row(table, place)
    filled = [position for position, cell in enumerate(row) if cell]
    if not filled:
        return False
    below = [_below(table, position, place + 1) for position in range(len(row))]
    names = sum(not named[position] for position in filled)
    # the first column, an id most often, has its one heading above and is filled in every row of answers
    merged = names >= 2 and not row[0] and below[0].null_count() == 0 and len(below[0]) > 0
    if merged and all(not all(named[position : position + 2]) for position in filled):
        return True  # below merged headings alone, where names may be numbers
    if any(_is_value(row[position]) for position in filled):
        return False
    return merged or 2 * sum(_is_numeric(below[position]) for position in filled) > len(filled)


def _below(table: AnswerTable, position: int, start: int) -> pl.Series:
    return table.frame[table.column(position)].slice(start, _SAMPLE).cast(pl.String)


def _is_numeric(cells: pl.Series) -> bool:
    some = cells.drop_nulls()
    folded = pl.select(fold(pl.lit(some))).to_series()
    return len(some) > 0 and folded.str.contains(r"^[\d\-.,;*]+$").sum() >= _MOSTLY * len(some)


def _is_value(cell: str) -> bool:
    """Tell whether a cell is a number or a date, as headings are not."""
    folded = fold_text(cell)
    return re.fullmatch(r"[-+]?\d+(?:[.,]\d+)*", folded) is not None or _is_date(cell)


def _is_date(cell: str) -> bool:
    return bool((map_dates(pl.Series([cell]), {}) != UNREADABLE_DATE).all())


def refuse_answers(table: AnswerTable) -> None:
    """Refuse a file whose headings are answers: a row of numbers and dates, or words that the columns repeat.

    Raises
    ------
    ReadError
        They are; nothing of the row may be written into a draft.
    """
    headers = [heading for heading in table.headers if heading]
    values = [heading for heading in headers if _is_value(heading)]
    numbered = values == [str(number) for number in range(int(values[0]), int(values[0]) + len(values))] if (
        values and values[0].isdigit()
    ) else not values  # fmt: skip
    repeated = 0
    for position, heading in enumerate(table.headers):
        if heading and not _is_value(heading):
            cells = _below(table, position, 0).drop_nulls()
            repeated += cells.n_unique() > 1 and heading in cells
    if (2 * len(values) > len(headers) and not numbered) or repeated > 1:
        raise ReadError("headings_are_answers", path=table.path, row=table.headings.first + 1)


def is_private(heading: str) -> bool:
    """Tell the columns that hold personal data by their heading: nothing of them belongs in a questionnaire."""
    return _PERSONAL.search(heading) is not None or is_personal(heading)


def heading_of(table: AnswerTable, position: int) -> str:
    """Give a column's heading as a questionnaire names it: those of several rows joined by ``_``."""
    return "_".join(_parts(table, position))


def _parts(table: AnswerTable, position: int) -> list[str]:
    return list(dict.fromkeys(filter(None, table.headings.parts[position])))


def option_groups(table: AnswerTable) -> dict[int, OptionColumns]:
    """Find runs of columns that are the options of one question: 「問4_1」「問4_2」 with marks below.

    Returns
    -------
    dict
        First column of each run → the run.
    """
    groups: dict[int, OptionColumns] = {}
    last: OptionColumns | None = None
    for position, own in enumerate(table.headings.own):
        stem, label = _split(table, position)
        values = _values(table, position)
        nameless = not any(own)
        if last is not None and (nameless if not any(last.labels) else stem == last.stem and not nameless):
            other = fold_text(re.split("[(（]", label)[0]) in _OTHER and not values <= _MARKS | {fold_text(label)}
            if other or _are_marks(values, len(last.positions) + 1, one_text=not nameless):
                written = last.written | ({position} if other else set())
                last = OptionColumns(
                    last.stem, [*last.positions, position], [*last.labels, "" if nameless else label], written
                )
                groups[last.positions[0]] = last
                continue
        last = None
        if not nameless and _are_marks(values, 1):
            below = position + 1 < len(table.headings.own) and not any(table.headings.own[position + 1])
            name, part = (heading_of(table, position), "") if below else (stem, label)
            last = OptionColumns(name, [position], [part], frozenset()) if name else None
    return groups


def _split(table: AnswerTable, position: int) -> tuple[str, str]:
    """Split a heading into what it shares with its neighbours and what is its own; empty where it is all one."""
    parts = _parts(table, position)
    if len(parts) > 1:
        return "_".join(parts[:-1]), parts[-1]
    found = _OPTION.match(parts[0]) if parts else None
    return (found[1], found[2]) if found else ("", "")


def _values(table: AnswerTable, position: int) -> set[str]:
    cells = table.text(position).drop_nulls().unique().head(_SAMPLE)
    return set(pl.select(fold(pl.lit(cells))).to_series().str.replace(r"\.0+$", "").to_list()) - {""}


def _are_marks(values: set[str], place: int, *, one_text: bool = True) -> bool:
    """Tell whether a column holds marks: zeros and ones, the number of its option, or (its label) one text alone."""
    return values <= _MARKS | {str(place)} or (one_text and len(values) == 1)
