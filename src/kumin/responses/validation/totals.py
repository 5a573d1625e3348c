"""Rows that are no respondents: totals, means and notes of the table, by their words or by arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion, TextQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.options import UNREADABLE
from kumin.responses.folding import fold_text
from kumin.responses.matching.column_map import ColumnMap, MatchedTable
from kumin.responses.split import SMALL
from kumin.responses.table import ROW, AnswerTable, as_text

LAST = 50
"""Rows at the end of a file among which totals without an id are looked for."""

FEWEST = 5
"""Rows above from which numbers that are their sum or mean are no coincidence."""

_LABEL_COLUMNS = 3
_ARITHMETIC_ROWS = 8
_WORDS = re.compile(
    r"(?:(?:全体|データ|数値)の)?(?:(?:総|小|中|累|合|集|総合)?計|総合計|合計|総数|全数|全体|構成比率?|比率|割合|百分率|件数|個数|度数|回答者?数|有効(?:回答)?数"
    r"|(?:相加|加重|算術)?平均|中央|最頻|最大|最小|標準偏差|分散"
    r"|(?:grand|sub)?total|sum|average|mean|median|max(?:imum)?|min(?:imum)?|count|s\.?d\.?|stdev|percent(?:age)?)"
    r"(?:値|点|数|人数|者数|件数|行|欄|[%人件点])*"
)
_BRACKETS = re.compile(r"[(\[<【〔〈].*?[)\]>】〕〉]")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
# 「北区 集計」: what a spreadsheet writes below a group
_OF_A_GROUP = re.compile(r"(.+?)[\s　]+((?:データの|数値の)?\S+)")
# what a cell must contain to be worth folding
_HINT = r"計|数|全|比|割|率|平|央|頻|大|小|偏|散|(?i:total|sum|aver|mean|med|max|min|count|sd|s\.d|stdev|perc)"
_GROUP_HINT = rf"\S[\s　]+\S*(?:{_HINT})"
_OF_BLANK = {"(空白)", "(blank)"}
_NOTE = re.compile(r"^(?:※|＊|\*|\(?注|注記|出典|資料|備考|note)")


def is_total(cell: str) -> bool:
    """Tell whether a cell names a total, a mean or the like.

    Examples
    --------
    >>> is_total("合 計（人）"), is_total("【平均値】"), is_total("計画")
    (True, True, False)
    """
    bare = _BRACKETS.sub("", text) if (text := fold_text(cell)) and text[0] not in "([<【〔〈" else text
    return _WORDS.fullmatch(_AROUND.sub("", bare)) is not None


def totals_and_notes(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    """Return the zero-based rows that are totals or notes.

    A total is a row whose id, or the day it was received, names one; at the end of the file also a row whose id is the
    name of an option, as in a table of counts below the answers, and a row without an id where one of the first columns
    names one that is no answer there, or whose numbers are the sums, the means or the counts of the numbers above. A
    note, at the end of the file, is a row with nothing but one cell of words that are no answer.
    """
    table = matched.table
    found = {*_named_ids(table, matched.columns), *_of_groups(table, matched.columns)}
    first = max(table.frame.height - LAST, 0)
    rows = table.frame.slice(first).select(pl.exclude(ROW).cast(pl.String)).rows()
    cells = {first + place: [(cell or "").strip() for cell in row] for place, row in enumerate(rows)}
    found |= set(_named_options(cells, matched))
    found |= {place for place, row in cells.items() if _names_total(row, candidate, place, matched)}
    found |= set(_notes(cells, candidate, matched))
    found |= set(_arithmetic(cells, found, matched))
    return sorted(found)


def _named_ids(table: AnswerTable, columns: ColumnMap) -> Iterator[int]:
    """Find, in the whole file, rows whose id or day is the name of a total."""
    for position in (columns.id, columns.received):
        if position is None or table.frame.schema[table.column(position)] in SMALL:
            continue
        cells = table.frame[table.column(position)]
        for place in table.others(position).words.where(lambda cell: cell.str.contains(_HINT)):
            if is_total(str(cells[place])):
                yield place


def _of_groups(table: AnswerTable, columns: ColumnMap) -> Iterator[int]:
    """Find, in the whole file, rows without an id that name the group above them and what was worked out of it."""
    for position in range(min(_LABEL_COLUMNS, len(table.headers))):
        if table.frame.schema[table.column(position)] in SMALL:
            continue
        cells = table.frame[table.column(position)]
        for place in table.others(position).words.where(lambda cell: cell.str.contains(_GROUP_HINT)):
            named = _OF_A_GROUP.fullmatch(str(cells[place]).strip())
            above = (cell for cell in reversed(cells[max(place - _LABEL_COLUMNS, 0) : place]) if cell)
            own = columns.id not in {None, position} and bool(table.frame[table.column(columns.id or 0)][place])
            if named and named[1] == str(next(above, "")).strip() and is_total(named[2]) and not own:
                yield place


def _named_options(cells: dict[int, list[str]], matched: MatchedTable) -> Iterator[int]:
    """Find rows at the end whose id is the name of an option, where the ids above are others; with their heading."""
    position = matched.columns.id
    if position is None:
        return
    closed = (one for one in matched.questionnaire.questions if isinstance(one, ClosedQuestion))
    names = {fold_text(option.label) for question in closed for option in question.options.values()}
    names = {name for name in names if len(name) > 1 and not any(map(str.isdigit, name))} | _OF_BLANK
    ids = {place: row[position] for place, row in cells.items() if row[position] and not is_total(row[position])}
    alike = {place for place, cell in ids.items() if fold_text(cell) in names}
    above = [place for place in ids if place < min(alike, default=0)]
    if len(above) > 1 and not any(map(str.isdigit, ids[above[-1]])):
        alike.add(above.pop())  # 「行ラベル」
    # the ids of a file may be words as well
    if above and all(any(map(str.isdigit, ids[place])) for place in above) and len(above) + len(alike) == len(ids):
        yield from alike


def _names_total(row: Sequence[str], candidate: pl.DataFrame, place: int, matched: MatchedTable) -> bool:
    """Tell whether a cell of a row names a total, and the row has no id of its own.

    It is one of the first cells; of a row that has neither an id nor a day, in a file that has both, it is any, a
    comment too.
    """
    columns = matched.columns
    if columns.id is not None and row[columns.id]:
        return False
    nameless = columns.id is not None and columns.received is not None and not row[columns.received]
    answers = _questions_at(matched)
    for position, cell in enumerate(row if nameless else row[:_LABEL_COLUMNS]):
        if not cell:
            continue
        if is_total(cell):
            name = answers.get(position)
            if name is None or (nameless and _free(name, matched)) or _is_no_answer(name, candidate, place, matched):
                return True
            if not nameless:
                return False
    return False


def _questions_at(matched: MatchedTable) -> dict[int, str]:
    """Give the question of each column."""
    return {
        position: question.id
        for question in matched.questionnaire.questions
        for position in matched.columns.positions(question.id)
    }


def _is_no_answer(name: str, candidate: pl.DataFrame, place: int, matched: MatchedTable) -> bool:
    """Tell whether the words in a question's cell cannot be an answer to it."""
    question = matched.questionnaire.by_id[name]
    if isinstance(question, TextQuestion):
        return False
    if isinstance(question, ClosedQuestion):
        value = candidate[name][place]
        return value is None or value == UNREADABLE
    return True


def _notes(cells: dict[int, list[str]], candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[int]:
    """Find notes below the table, upwards from its end."""
    answers, own = _questions_at(matched), {matched.columns.id, matched.columns.received}
    for place in sorted(cells, reverse=True):
        filled = [(position, cell) for position, cell in enumerate(cells[place]) if cell]
        if len(filled) > 1:
            return
        for position, cell in filled:
            marked = _NOTE.match(fold_text(cell)) is not None
            name = answers.get(position)
            words = name is not None and len(cells[place]) > 2 and _is_words(cell)
            unread = words and _is_no_answer(str(name), candidate, place, matched)
            if position not in own and (unread or (marked and not _free(name, matched))):
                yield place


def _is_words(cell: str) -> bool:
    return len(cell) > 1 and not any(map(str.isdigit, cell[:1]))


def _free(name: str | None, matched: MatchedTable) -> bool:
    """Tell whether a question's cells may hold a respondent's own words."""
    question = matched.questionnaire.by_id.get(name or "")
    return isinstance(question, TextQuestion)


def _arithmetic(cells: dict[int, list[str]], found: set[int], matched: MatchedTable) -> Iterator[int]:
    """Find rows at the end whose numbers are the sums, means or counts of the columns above."""
    table, columns = matched.table, matched.columns
    known = set(found)
    numeric = [p for p, name in _questions_at(matched).items() if not _free(name, matched)]
    last = [place for place in sorted(cells) if place not in known and any(cells[place])][-_ARITHMETIC_ROWS:]
    for place in last:
        row = cells[place]
        if place - len(known) < FEWEST or (columns.id is not None and row[columns.id]):
            continue
        numbers = {p: number for p in numeric if (number := _number(row[p])) is not None}
        words = [p for p in numeric if row[p] and p not in numbers]
        if numbers and not words and _suspicious(numbers, row, matched):
            above = (
                as_text(table.frame)
                .with_row_index("_place")
                .filter((pl.col("_place") < place) & ~pl.col("_place").is_in(sorted(known)))
            )
            if _is_computed(numbers, row, above, sure=columns.id is not None):
                known.add(place)
                yield place


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "").rstrip("%％"))
    except ValueError:
        return None


def _suspicious(numbers: dict[int, float], row: Sequence[str], matched: MatchedTable) -> bool:
    """Tell whether a row without an id is worth a look at the columns: it has an answer that cannot be one."""
    if matched.columns.id is not None:
        return True
    for position, name in _questions_at(matched).items():
        if position not in numbers:
            continue
        question, value = matched.questionnaire.by_id[name], numbers[position]
        if isinstance(question, MultipleQuestion) and len(matched.columns.positions(name)) > 1:
            if value not in (0, 1):
                return True
        elif isinstance(question, ClosedQuestion):
            if value not in question.options:
                return True
        else:
            return True
    return False


def _is_computed(numbers: dict[int, float], row: Sequence[str], above: pl.DataFrame, *, sure: bool) -> bool:
    """Tell whether all numbers of a row are the same statistic of the columns above, and could hardly be otherwise.

    Parameters
    ----------
    numbers : mapping of column to number
        The row's.
    row : sequence of str
        Its cells.
    above : DataFrame
        The rows above that are no totals themselves.
    sure : bool
        Whether it is strange already that the row has no id: then one column is enough.
    """
    columns = {p: pl.col(AnswerTable.column(p)).cast(pl.Float64, strict=False) for p in numbers}
    stats = above.select(
        *(one.sum().alias(f"sum{p}") for p, one in columns.items()),
        *(one.mean().alias(f"mean{p}") for p, one in columns.items()),
        *(one.max().alias(f"max{p}") for p, one in columns.items()),
        *(one.count().alias(f"count{p}") for p, one in columns.items()),
    ).row(0, named=True)
    for name in ("sum", "mean", "count"):
        alike = telling = 0
        for position, number in numbers.items():
            expected, highest = stats[f"{name}{position}"], stats[f"max{position}"]
            if expected is None or highest is None or not _same(number, float(expected), row[position]):
                continue
            alike += 1
            telling += number > highest or not float(number).is_integer()
        if alike == len(numbers) and telling >= (1 if sure or len(numbers) == 1 else 2):
            return True
    return False


def _same(number: float, expected: float, cell: str) -> bool:
    """Compare to the decimals that the cell shows."""
    decimals = len(cell.partition(".")[2].rstrip("%％ "))
    return abs(number - expected) <= 0.5 * 10**-decimals + 1e-9 if decimals else abs(number - expected) < 1e-9
