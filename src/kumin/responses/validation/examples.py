"""Rows that show how a table is filled in, or that somebody tried it with: column numbers, an example, a test."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from kumin.responses.coding.answers import RESPONDENT
from kumin.responses.folding import fold_text
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.split import SMALL
from kumin.responses.table import ROW

MOST = 3
"""More ids that are the word for an example, or a test, are how the ids of the file are made."""

_EXAMPLE = re.compile(
    r"(?:(?:記入|入力|回答|記載)?例|見本|サンプル|ダミー|テスト(?:回答|入力|送信|データ)?|test|dummy|sample|example)"
    r"[\W_]*\d{0,2}"
)
_HINT = r"例|見本|サンプル|ｻﾝﾌﾟﾙ|ダミー|ﾀﾞﾐｰ|テスト|ﾃｽﾄ|(?i:test|dummy|sample|example|[ｔＴ][ｅＥ][ｓＳ][ｔＴ])"
_FIRST_ROWS = 2
_NUMBERED = re.compile(r"[(\[<【〔]?(\d{1,3})[)\]>】〕.]?")
_FEWEST, _FEWEST_PLAIN = 3, 8


def examples(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    """Return the zero-based rows that are an example, a test or the numbers of the columns.

    An example or a test is a row whose id is the word for one (記入例, テスト), where the other ids have digits.
    Numbers of columns are a row right below the headings with nothing but 1, 2, 3 and so on from the left: in brackets
    or circles where its id is too, or so many that no answers are.
    """
    return [*_named(candidate, matched), *_column_numbers(matched)]


def _named(candidate: pl.DataFrame, matched: MatchedTable) -> list[int]:
    table, position = matched.table, matched.columns.id
    if position is None or table.frame.schema[table.column(position)] in SMALL:
        return []
    cells = table.frame[table.column(position)]
    places = table.others(position).words.where(lambda cell: cell.str.contains(_HINT)).to_list()
    found = [place for place in places if _EXAMPLE.fullmatch(fold_text(str(cells[place])))]
    if not 0 < len(found) <= MOST:
        return []
    others = candidate[RESPONDENT].drop_nulls()
    with_digits = int(others.str.contains(r"\d").sum()) - sum(any(map(str.isdigit, str(cells[one]))) for one in found)
    return found if 2 * with_digits > len(others) else []


def _column_numbers(matched: MatchedTable) -> list[int]:
    table = matched.table
    rows = table.frame.head(_FIRST_ROWS).select(pl.exclude(ROW).cast(pl.String)).rows()
    return [place for place, row in enumerate(rows) if _counts_up(row, matched.columns.id)]


def _counts_up(row: Sequence[str | None], id_: int | None) -> bool:
    """Tell whether the cells of a row are 1, 2, 3 and so on, written as no answers are."""
    cells = [(cell or "").strip() for cell in row]
    filled = [unicodedata.normalize("NFKC", cell) for cell in cells if cell]
    numbers = [_NUMBERED.fullmatch(cell) for cell in filled]
    if [int(one[1]) if one else 0 for one in numbers] != list(range(1, len(filled) + 1)):
        return False
    plain = id_ is None or not cells[id_] or (cells[id_].isascii() and cells[id_].isdigit())
    return len(filled) >= (_FEWEST_PLAIN if plain else _FEWEST)
