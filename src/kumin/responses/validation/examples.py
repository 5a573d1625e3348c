"""Rows that say how a table is filled in, or that somebody tried it with: numbers of columns, an example, a test."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion, Question, TextQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.answers import RESPONDENT
from kumin.responses.coding.dates import UNREADABLE_DATE
from kumin.responses.coding.options import MARKED_INVALID, UNREADABLE, code_for_words
from kumin.responses.folding import fold_text
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.matching.kinds import is_example, is_row_of_kinds
from kumin.responses.split import SMALL
from kumin.responses.table import ROW, AnswerTable

MOST = 3
"""More ids that are the word for an example, or a test, are how the ids of the file are made."""

_HINT = r"例|見本|サンプル|ｻﾝﾌﾟﾙ|ダミー|ﾀﾞﾐｰ|テスト|ﾃｽﾄ|(?i:test|dummy|sample|example|[ｔＴ][ｅＥ][ｓＳ][ｔＴ])"
_FIRST_ROWS = 2
_NUMBERED = re.compile(r"[(\[<【〔]?(\d{1,3})[)\]>】〕.]?")
_FEWEST, _FEWEST_PLAIN = 3, 8
_FEWEST_BELOW = 4


def examples(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    """Return the zero-based rows that are an example, a test or the numbers of the columns.

    An example or a test is a row whose id is the word for one (記入例, テスト), where the other ids have digits.
    Numbers of columns are a row right below the headings with nothing but 1, 2, 3 and so on from the left: in brackets
    or circles where its id is too, or so many that no answers are. Of the same rows one that says of each column what
    kind it is (数値, 文字列, SA, 必須), rules a line (---), or names it in another language, is nobody's either.
    """
    return [
        *_named(candidate, matched), *_column_numbers(matched), *_kinds(matched), *_translated(candidate, matched)
    ]  # fmt: skip


def _named(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    table, position = matched.table, matched.columns.id
    if position is None or table.frame.schema[table.column(position)] in SMALL:
        return []
    cells = table.frame[table.column(position)]
    places = table.others(position).words.where(lambda cell: cell.str.contains(_HINT)).to_list()
    found = [place for place in places if is_example(str(cells[place]))]
    if not 0 < len(found) <= MOST:
        return []
    others = candidate[RESPONDENT].drop_nulls()
    with_digits = int(others.str.contains(r"\d").sum()) - sum(any(map(str.isdigit, str(cells[one]))) for one in found)
    return found if 2 * with_digits > len(others) else []


def _column_numbers(matched: MatchedTable) -> list[int]:
    table = matched.table
    rows = table.frame.head(_FIRST_ROWS).select(pl.exclude(ROW).cast(pl.String)).rows()
    return [place for place, row in enumerate(rows) if _counts_up(row, matched.columns.id)]


def _kinds(matched: MatchedTable) -> list[int]:
    """Find rows that say what kind each column is, in words of which not all can be answers."""
    rows = matched.table.frame.head(_FIRST_ROWS).select(pl.exclude(ROW).cast(pl.String)).rows()
    found = [place for place, row in enumerate(rows) if is_row_of_kinds(row)]
    options = _options_at(matched) if found else {}
    return [
        place
        for place in found
        if not options
        or any(fold_text(cell) not in names for at, names in options.items() if (cell := rows[place][at] or ""))
    ]


def _options_at(matched: MatchedTable) -> dict[int, set[str]]:
    """Give the names of the options of each column but those of free text; none of numbers and days."""
    return {
        position: {fold_text(name) for option in question.options.values() for name in (option.label, *option.aliases)}
        if isinstance(question, ClosedQuestion)
        else set()
        for question in matched.questionnaire.questions
        if not isinstance(question, TextQuestion)
        for position in matched.columns.positions(question.id)
    }


def _translated(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    """Find the first row where it names the columns once more, in another language: 「Sex」 below 「性別」.

    It has words in nearly all columns, none of them an answer where most others have one.
    """
    table, rest = matched.table, candidate.slice(1)
    if rest.height < _FEWEST_BELOW:
        return []
    row = table.frame.head(1).select(pl.exclude(ROW).cast(pl.String)).row(0)
    filled = {at: cell.strip() for at, cell in enumerate(row) if cell and cell.strip()}
    if (
        len(filled) < 2
        or 4 * len(filled) < 3 * len(row)
        or any(any(map(str.isdigit, cell)) for cell in filled.values())
    ):
        return []
    wrong = words = 0
    for question in matched.questionnaire.questions:
        places = matched.columns.positions(question.id)
        if isinstance(question, TextQuestion) or not any(at in filled for at in places):
            continue
        own = candidate[question.id]
        unreadable = own.is_in([UNREADABLE, MARKED_INVALID]) if own.dtype.is_integer() else _no_quantity(own)
        if unreadable[0] and 2 * int((~unreadable[1:] & rest[question.id].is_not_null()).sum()) > rest.height:
            wrong += 1
        elif _in_own_words(question, places, filled, candidate, table):
            words += 1
        else:
            return []
    return [0] if wrong >= max(words, 1) else []


def _no_quantity(values: pl.Series) -> pl.Series:
    return (values == UNREADABLE_DATE if values.dtype == pl.Date else values.is_nan()).fill_null(value=False)


def _in_own_words(
    question: Question, places: Collection[int], filled: Mapping[int, str], candidate: pl.DataFrame, table: AnswerTable
) -> bool:
    """Tell whether the first row has words for the option for words alone, which nobody else has."""
    code = code_for_words(question) if isinstance(question, ClosedQuestion) else None
    if code is None or len(places) != 1:
        return False
    (at,) = places
    if isinstance(question, MultipleQuestion):
        alone = candidate[question.id][0] == 1 and bool(candidate[question.column(code)][0])
    else:
        alone = candidate[question.id][0] == code
    below = table.frame[table.column(at)].slice(1).cast(pl.String).str.strip_chars()
    return alone and not (below == filled[at]).any()


def _counts_up(row: Sequence[str | None], id_: int | None) -> bool:
    """Tell whether the cells of a row are 1, 2, 3 and so on, written as no answers are."""
    cells = [(cell or "").strip() for cell in row]
    filled = [unicodedata.normalize("NFKC", cell) for cell in cells if cell]
    numbers = [_NUMBERED.fullmatch(cell) for cell in filled]
    if [int(one[1]) if one else 0 for one in numbers] != list(range(1, len(filled) + 1)):
        return False
    plain = id_ is None or not cells[id_] or (cells[id_].isascii() and cells[id_].isdigit())
    return len(filled) >= (_FEWEST_PLAIN if plain else _FEWEST)
