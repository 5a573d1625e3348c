"""What a sign says in the columns of a multiple answer's options, where all of its columns decide it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.options import CIRCLES, CROSSES, DOTS, EMPTY_WORDS, TICKS
from kumin.responses.formats import FORMATS
from kumin.responses.formats.ones_and_twos import FULL, not_marked_twos
from kumin.responses.matching.column_map import MatchedTable

_FEW_TICKS = 0.05
"""As many ○ beside each × may be mistyped."""

_MINUS = "-1"
"""What a database of Microsoft Access writes for yes; its no is 0."""


@dataclass(frozen=True, slots=True)
class DecidedMarks:
    """Signs that the columns of a multiple answer give a meaning.

    Attributes
    ----------
    rule : Rule
        The rule of the finding.
    count : int
        Cells with such a sign.
    signs : sequence of str
        Folded.
    marked : bool
        What they say of the option.
    own_first : bool
        Whether an option that has the sign as its name keeps it.
    """

    rule: r.Rule
    count: int
    signs: Sequence[str]
    marked: bool = False
    own_first: bool = False

    def over(self, names: Mapping[str, int | None]) -> dict[str, int | None]:
        """Give what the cells of a column may hold, these signs with it."""
        meant: dict[str, int | None] = dict.fromkeys(self.signs, int(self.marked))
        return {**meant, **names} if self.own_first else {**names, **meant}


def decided_marks(question: MultipleQuestion, matched: MatchedTable) -> Iterator[DecidedMarks]:
    """List the signs whose meaning the columns of a multiple answer decide, with the number of their cells."""
    if not FORMATS[matched.columns.formats[question.id]].marks:
        return
    if count := _crosses(question, matched):
        yield DecidedMarks(r.CROSS_IS_NO_MARK, count, CROSSES, own_first=True)
    if count := _circles(question, matched):
        yield DecidedMarks(r.EMPTY_BOX, count, CIRCLES)
    if count := _minus_ones(question, matched):
        yield DecidedMarks(r.MINUS_IS_MARK, count, (_MINUS,), marked=True)
    missing = question.missing(matched.questionnaire.missing)
    if count := not_marked_twos(matched.table, matched.columns.places(question.id), len(question.options), missing):
        # a 2 is not the number of the second option then
        yield DecidedMarks(r.TWO_IS_NO_MARK, count, ("2",))


def _crosses(question: MultipleQuestion, matched: MatchedTable) -> int:
    """Count the cells with an ×, where a ○ or tick stands in some of the columns too.

    Without any ○ an × may well be the mark, and nothing says which it is. One ○ among many × says it only where rows
    are filled from the first to the last column: nobody marks every option.
    """
    count, ticks = _count(CROSSES, question, matched), 0
    if not count or not (ticks := _count(TICKS, question, matched)):
        return 0
    return count if ticks > _FEW_TICKS * count or _are_filled(question, matched) else 0


def _circles(question: MultipleQuestion, matched: MatchedTable) -> int:
    """Count the ○ that say, beside ●, that an option is not marked: nobody marks every option."""
    count = _count(DOTS, question, matched) and _count(CIRCLES, question, matched)
    return count if count and _are_filled(question, matched) else 0


def _minus_ones(question: MultipleQuestion, matched: MatchedTable) -> int:
    """Count the -1 that say that an option is marked: all cells are -1 or 0, and they stand side by side."""
    table, columns = matched.table, _columns(question, matched)
    numbers = table.cells.numbers(columns)
    minus = [pl.col(name) == int(_MINUS) for name in columns]
    if int(_MINUS) in question.options or not numbers.select(pl.any_horizontal(one.any() for one in minus)).item():
        return 0
    empty = rf"(?i)^\s*(?:{'|'.join(map(re.escape, EMPTY_WORDS))})?\s*$"
    if table.cells.where(columns, lambda cell: ~cell.str.contains(empty)):
        return 0
    zero = [pl.col(name) == 0 for name in columns]
    others, beside, count = numbers.select(
        pl.any_horizontal(((pl.col(name) != 0) & (pl.col(name) != int(_MINUS))).any() for name in columns).alias("a"),
        (pl.any_horizontal(minus) & pl.any_horizontal(zero)).any().alias("b"),
        pl.sum_horizontal(one.sum() for one in minus).alias("c"),
    ).row(0)
    return int(count) if beside and not others and _are_filled(question, matched) else 0


def _are_filled(question: MultipleQuestion, matched: MatchedTable) -> bool:
    """Tell whether nearly all rows with a cell have all of them."""
    columns = _columns(question, matched)
    some, every = matched.table.frame.select(
        pl.any_horizontal(pl.col(columns).is_not_null()).sum(),
        pl.all_horizontal(pl.col(columns).is_not_null()).sum().alias("every"),
    ).row(0)
    return bool(every >= FULL * some)


def _count(signs: Sequence[str], question: MultipleQuestion, matched: MatchedTable) -> int:
    return sum(map(len, matched.table.cells.where(_columns(question, matched), _are(signs)).values()))


def _columns(question: MultipleQuestion, matched: MatchedTable) -> list[str]:
    return [matched.table.column(position) for position in matched.columns.positions(question.id)]


def _are(signs: Sequence[str]) -> Callable[[pl.Expr], pl.Expr]:
    pattern = rf"^\s*(?:{'|'.join(signs)})\x{{FE0F}}?\s*$"
    return lambda cell: cell.str.contains(pattern)
