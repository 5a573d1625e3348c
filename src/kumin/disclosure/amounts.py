"""秘匿 of numbers and dates: what a published table must not tell of few people, hidden with the closed questions.

A group of 1 to k - 1 people shows nothing. Its n and its sum (n times the mean) are the total's less those of the other
groups, so both are protected by hiding further groups as :mod:`kumin.disclosure.suppress` does for counts: sums of
numbers hold between the same groups as the counts do, and are determined where those are. A group of so few people that
the closed questions hide it everywhere is hidden here too; numbers that few gave hide nothing of the closed questions.

Beyond that a published table has

* no minimum, maximum, earliest or latest: each is one person's answer;
* a median only of 2k people and quartiles only of 4k, so that at least k lie on either side, or in each quarter;
* who did not answer only of everyone, and only of questions that everyone was asked: the number asked in a group, or
  under a condition, is a count of other answers, which the closed tables may hide;
* no distance from the rest, from which the rest could be worked out; only the mark.

There is no rule against one dominant amount, and a group whose members all gave the same number is not hidden.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.definitions import Questionnaire
from kumin.disclosure.cells import BASE, Group, System, hide
from kumin.disclosure.suppress import group_of, hidden_groups, suppress_shares, system_of
from kumin.tables.amounts import NUMBER_SCHEMA

ENDS = ("minimum", "maximum", "earliest", "latest")
"""Columns that a published table does not have anything in."""

HALVES, FOURTHS = 2, 4
"""A median needs this many times k people, quartiles that many."""

WHOLE_ROW = tuple(NUMBER_SCHEMA.names()[4:-1])
"""What is hidden with a group: everything but what it is, and the decimals of the answers."""

WHO = ("question", "axis", "category")


def suppress_with_numbers(
    table: pl.DataFrame,
    numbers: pl.DataFrame,
    questionnaire: Questionnaire,
    k: int,
    *,
    multiple: Sequence[str] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Suppress the tables of closed questions and of numbers that are published together.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE_SCHEMA`; may be empty.
    numbers : DataFrame
        :data:`kumin.tables.amounts.NUMBER_SCHEMA`; may be empty.
    questionnaire : Questionnaire
        Whose questions they are.
    k : int
        Threshold in people; below 2 nothing is hidden.
    multiple : sequence of str
        Ids of multiple answers.

    Returns
    -------
    tuple of two DataFrame
        Both with ``suppressed`` (Boolean), the numbers also with ``published`` (Boolean, true where k is at least 2).
        Hidden numbers are null.
    """
    if k < 2:
        shown = pl.lit(value=False)
        return table.with_columns(suppressed=shown), numbers.with_columns(suppressed=shown, published=shown)
    asked = dict(pl.concat([_totals(table), _totals(numbers)]).iter_rows())
    everyone = max(asked.values(), default=0)
    common = {question for question, n in asked.items() if n == everyone}
    sizes: dict[Group, int] = {}
    for question, axis, category, n in numbers.select(*WHO, "n_asked").iter_rows():
        if question in common:
            sizes[group_of(axis, category)] = n
    closed, _ = suppress_shares(table, {}, k, multiple=multiple, sizes=sizes)
    unseen = hidden_groups(sizes, k) if sizes else set()
    hidden: set[tuple[str, Group]] = set()
    for (question,), part in numbers.group_by("question", maintain_order=True):
        system = _system(part)
        linked = {(group, BASE) for group in unseen if (group, BASE) in system.counts} if question in common else set()
        hidden |= {(str(question), group) for group, _ in hide(system, k, linked, together=True)}
    suppressed = [
        (question, group_of(axis, category)) in hidden for question, axis, category in numbers.select(*WHO).iter_rows()
    ]
    numbers = numbers.with_columns(suppressed=pl.Series(suppressed, dtype=pl.Boolean))
    return closed, _blanked(numbers, questionnaire, k)


def _totals(table: pl.DataFrame) -> pl.DataFrame:
    """List the questions with the number of people they were asked of."""
    return table.filter(pl.col("axis").is_null()).select("question", "n_asked").unique(maintain_order=True)


def _system(part: pl.DataFrame) -> System:
    """Lay out who gave a number as cells: one a group, which add up to everyone over each axis.

    Groups to hide beside a small one are chosen by the people asked, the same in all questions, so that of two
    questions one hides the groups of the other, or some of them, and not others.
    """
    counts = part.select(*WHO, "n_asked", "n_base", option=pl.lit(0, pl.Int32), n_positive="n_base")
    system = system_of(counts, multiple=False)
    system.counts = {cell: n for cell, n in system.counts.items() if cell[1] == BASE}
    # the only option is its base
    system.lines = [line for line in system.lines if all(kind == BASE for _, kind in line)]
    return system


def _blanked(numbers: pl.DataFrame, questionnaire: Questionnaire, k: int) -> pl.DataFrame:
    conditional = [one.id for one in questionnaire.questions if one.ask_if]
    counted = pl.col("axis").is_null() & ~pl.col("question").is_in(conditional)
    may_show = {
        **dict.fromkeys(ENDS, pl.lit(value=False)),
        **dict.fromkeys(("median", "median_date"), pl.col("n_base") >= HALVES * k),
        **dict.fromkeys(("q25", "q75"), pl.col("n_base") >= FOURTHS * k),
        **dict.fromkeys(("n_asked", "n_no_answer"), counted),
        **dict.fromkeys(("difference", "t"), pl.lit(value=False)),
    }
    shown = ~pl.col("suppressed")
    return numbers.with_columns(
        *(pl.when(shown & may_show.get(name, True)).then(pl.col(name)).alias(name) for name in WHOLE_ROW),
        published=pl.lit(value=True),
    )
