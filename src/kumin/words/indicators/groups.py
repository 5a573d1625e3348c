"""Means, differences and the like by group of respondents, in words: for the page, the document and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.policy import MOST_HIDDEN
from kumin.numbers import NONE, exact, half_up, is_small
from kumin.tables.measures import OF_OPTIONS, why_no_groups
from kumin.words.tables import axis_label, category_label
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.disclosure.published import Published
    from kumin.result import Result


ENDS = ("lower", "upper")
DRAWN = pl.Schema(
    {"axis_label": pl.String, "category_label": pl.String, "n_base": pl.Int64, "percent": pl.Float64}
    | dict.fromkeys(ENDS, pl.Float64)
)


@dataclass(frozen=True)
class GroupRow:
    """One group, printed; and what of it is shown, as numbers: the interval as it is printed, None what is hidden."""

    label: str
    n: str
    percent: str
    interval: str
    small: bool
    n_base: int | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class GroupTable:
    """One attribute's groups.

    Parameters
    ----------
    axis : str
        The attribute.
    rows : tuple of GroupRow
    only_n : bool
        Whether so many values are hidden that none is printed.
    """

    axis: str
    rows: tuple[GroupRow, ...]
    only_n: bool


def group_tables(result: Result, one: Indicator, groups: pl.DataFrame, words: Words) -> list[GroupTable]:
    """Print an indicator's groups by attribute.

    Parameters
    ----------
    result : Result
    one : Indicator
    groups : DataFrame
        :data:`kumin.tables.measures.GROUPS`; with ``suppressed`` where some may be hidden.
    words : Words
    """
    questionnaire, decimals = result.plan.questionnaires[one.survey], result.plan.plan.decimals_of(one)
    own = groups.filter(pl.col("indicator") == one.id)
    if "suppressed" not in own.columns:
        own = own.with_columns(suppressed=pl.lit(value=False))
    tables = []
    for (axis,), part in own.group_by("axis", maintain_order=True):
        only_n = float(part.select(pl.col("suppressed").mean()).item()) > MOST_HIDDEN
        rows = tuple(
            _row(row, category_label(questionnaire, str(axis), row["category"], words), one, words.to(decimals), only_n)
            for row in part.iter_rows(named=True)
        )
        tables.append(GroupTable(axis_label(questionnaire, str(axis)), rows, only_n))
    return tables


def _row(row: dict[str, Any], label: str, one: Indicator, words: Words, only_n: bool) -> GroupRow:
    hidden = words.text("rep_hidden")
    if row["suppressed"]:
        return GroupRow(label, hidden, hidden, hidden, small=False)
    n, small = row["n_base"], is_small(row["n_base"])
    if only_n:
        return GroupRow(label, words.count(n), hidden, hidden, small=small, n_base=n)
    value = words.amount(row["value"], one.unit or "%")
    ends = [None if row[name] is None else float(half_up(exact(row[name]), words.decimals)) for name in ENDS]
    printed = [words.number(end, grouped=True) for end in ends if end is not None]
    interval = words.range(*printed) if len(printed) == len(ENDS) else NONE
    return GroupRow(label, words.count(n), value, interval, small, n, row["value"], *ends)


def drawn_groups(tables: list[GroupTable], *, percents: bool) -> pl.DataFrame:
    """Lay out what is shown of the groups as :func:`kumin.charts.domains` draws it."""
    rows = [
        {"axis_label": table.axis, "category_label": row.label, "n_base": row.n_base, "percent": row.value,
         "lower": row.lower, "upper": row.upper}
        for table in tables
        for row in table.rows
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=DRAWN)
    return frame.with_columns(pl.col(ENDS) / 100) if percents else frame


def no_groups_sentences(published: Published, words: Words) -> Iterator[str]:
    """Say of each indicator without a table by group why it has none."""
    result = published.result
    for _, one in result.plan.plan.indicators():
        if one.survey and one.survey not in result.answers:
            continue
        why = why_no_groups(one, result.plan.questionnaires.get(one.survey))
        if why not in (None, OF_OPTIONS):
            yield words.text("no_groups", label=f"{one.id} {one.title or one.text}", why=words.text(f"no_groups_{why}"))


def left_out_sentence(tables: list[GroupTable], words: Words) -> str:
    """Name the attributes of which only n is shown, and those of which not even that is; empty for none."""
    counted: dict[str, list[str]] = {"rep_axes_left_out": [], "rep_axes_not_shown": []}
    for table in tables:
        if table.only_n:
            known = any(row.n_base is not None for row in table.rows)
            counted["rep_axes_left_out" if known else "rep_axes_not_shown"].append(table.axis)
    said = (words.text(code, axes=words.joined(names)) for code, names in counted.items() if names)
    return words.joined(said, "sentence_joiner")
