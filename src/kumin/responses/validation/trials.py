"""Rows that the form system itself marks as a trial, or as left before the end: its other columns say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from kumin.responses.folding import fold, fold_text
from kumin.responses.matching.column_map import MatchedTable

_STATES = (
    "Status", "Response Type", "ResponseStatus", "Response Status", "DistributionChannel", "ステータス", "状態",
    "回答状況", "回答状態", "回答ステータス", "進捗状況",
)  # fmt: skip
_OF_TRIALS = (
    "Survey Preview", "Preview", "Survey Test", "Test", "Spam", "プレビュー", "テスト", "テスト回答", "スパム",
    "Incomplete", "Partial", "Partially completed", "In Progress", "Draft", "途中", "途中終了", "回答途中", "回答中",
    "未完了", "中断", "下書き", "一時保存", "未送信",
)  # fmt: skip
_ENDS = ("Finished", "Completed", "Complete", "完了", "回答完了", "送信済み")
_NO = ("False", "0", "No", "N", "FALSE", "いいえ", "未", "未完了", "×")
_YES = ("True", "1", "Yes", "Y", "はい", "済", "済み", "完了", "○", "〇")


def trials(matched: MatchedTable, used: Collection[int]) -> pl.Series:
    """Return the zero-based rows of which a column that no question is in says that they are no finished answers.

    Parameters
    ----------
    matched : MatchedTable
        The file.
    used : collection of int
        Columns that something is read from.

    Returns
    -------
    Series of Int64
        Rows whose status is a trial's or a break's (Survey Preview, 途中); or that are not finished (False, いいえ),
        where others are.
    """
    found = [pl.Series(dtype=pl.Int64), *_marked(matched, used)]
    return pl.concat([rows.cast(pl.Int64) for rows in found]).unique().sort()


def _marked(matched: MatchedTable, used: Collection[int]) -> Iterator[pl.Series]:
    states, ends = _folded(_STATES), _folded(_ENDS)
    for position, heading in enumerate(matched.table.headers):
        name = fold_text(heading)
        if position in used or name not in {*states, *ends}:
            continue
        distinct = matched.table.distinct(position)
        words = pl.select(fold(pl.lit(distinct.texts))).to_series()
        if name in states or words.is_in(_folded(_YES)).any():
            marked = words.is_in(_folded(_OF_TRIALS if name in states else _NO))
            yield distinct.spread(marked).fill_null(value=False).arg_true()


def _folded(words: Collection[str]) -> list[str]:
    return list(dict.fromkeys(fold_text(word) for word in words))
