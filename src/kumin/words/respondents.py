"""Who answered, against who lives here: the groups a report compares."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import SingleQuestion
from kumin.disclosure.cells import Group
from kumin.disclosure.policy import MOST_HIDDEN
from kumin.numbers import apart, rounded
from kumin.result import frame_of
from kumin.tables.axes import sides_and_rows
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Questionnaire
    from kumin.result import Result


SHARE_DECIMALS = 1
"""Of the shares of groups, in percent."""


@dataclass(frozen=True)
class WhoView:
    """One survey's respondents against its population.

    Attributes
    ----------
    key, title : str
        The survey.
    cells : DataFrame
        ``side`` and ``row`` (words; side empty where one dimension is compared), ``sample_share`` (null where it is
        hidden), ``population_share`` (proportions of everyone), ``mark`` (over, under, as_expected; null where not
        tested or hidden).
    rows : tuple of dict
        The cells as printed: ``group``, ``population``, ``sample``, ``difference``, ``mark``.
    """

    key: str
    title: str
    cells: pl.DataFrame
    rows: tuple[dict[str, str], ...]


def who_views(result: Result, words: Words, hidden: Mapping[str, Collection[Group]] | None = None) -> Iterator[WhoView]:
    """Compare the respondents of each survey whose population is known by group, but for the ``hidden`` groups of it.

    Where more than :data:`MOST_HIDDEN` of the groups are hidden, the survey is left out: what is left would mislead.
    """
    for key in result.answers:
        population = result.plan.populations[key]
        if population is None or not population.dimensions:
            continue
        counts = {name: population.cells[name].n_unique() for name in population.dimensions}
        cells = _cells(result, key, *sides_and_rows(counts), (hidden or {}).get(key, ()))
        if cells.is_empty() or cells["sample_share"].null_count() > MOST_HIDDEN * cells.height:
            continue
        rows = tuple(
            {
                "group": words.joined((label for label in (row["side"], row["row"]) if label), "label_joiner"),
                "population": words.share(row["population_share"], SHARE_DECIMALS),
                **_compared(row, words),
                "mark": words.text(f"rep_mark_{row['mark']}") if row["mark"] else "",
            }
            for row in cells.iter_rows(named=True)
        )
        yield WhoView(key, result.plan.plan.surveys[key].title, cells, rows)


def _compared(row: dict[str, Any], words: Words) -> dict[str, str]:
    """Print a group's share of the respondents, and how far it is from that of the residents."""
    share = row["sample_share"]
    if share is None:
        return {"sample": words.text("rep_hidden"), "difference": words.text("rep_hidden")}
    difference = words.number(
        apart(100 * share, 100 * row["population_share"], SHARE_DECIMALS), SHARE_DECIMALS, signed=True
    )
    return {"sample": words.share(share, SHARE_DECIMALS), "difference": difference}


def _cells(result: Result, key: str, side: str | None, row: str, hidden: Collection[Group]) -> pl.DataFrame:
    """Shares of respondents and residents by two dimensions, or by one; by side, then by row."""
    names = [row] if side is None else [side, row]
    population = result.plan.populations[key]
    assert population is not None
    tested = _tested(frame_of(result, "representativeness"), key, names)
    if tested.is_empty():
        coded = result.answers[key].coded.select(names).drop_nulls()
        residents = population.cells.group_by(names).agg(pl.col("population").sum())
        tested = residents.join(coded.group_by(names).len("n"), on=names, how="left").select(
            *names,
            sample_share=pl.col("n").fill_null(0) / coded.height,
            population_share=pl.col("population") / pl.col("population").sum(),
            mark=pl.lit(None, pl.String),
        )
    questionnaire = result.plan.questionnaires[key]
    groups = (frozenset(zip(names, map(str, codes), strict=True)) for codes in tested.select(names).rows())
    shown = pl.Series([group not in hidden for group in groups], dtype=pl.Boolean)
    tested = tested.with_columns(sample_share=rounded(pl.col("sample_share"), SHARE_DECIMALS + 2))
    tested = tested.with_columns(pl.when(shown).then(pl.col(name)).alias(name) for name in ("sample_share", "mark"))
    return tested.sort(names).select(
        _labels(questionnaire, side).alias("side") if side is not None else pl.lit("").alias("side"),
        _labels(questionnaire, row).alias("row"),
        "sample_share", "population_share", "mark",
    )  # fmt: skip


def _tested(frame: pl.DataFrame, key: str, names: Sequence[str]) -> pl.DataFrame:
    """Return the cells that were tested, whichever dimension comes first there."""
    if frame.is_empty():
        return frame
    for order in (list(names), list(names)[::-1]):
        tested = frame.filter((pl.col("survey") == key) & (pl.col("dimensions") == ";".join(order)))
        if tested.height:
            codes = pl.col("cell").str.split(";").list
            return tested.select(
                *(codes.get(place).cast(pl.Int32).alias(name) for place, name in enumerate(order)),
                "sample_share", "population_share", "mark",
            )  # fmt: skip
    return frame.clear()


def _labels(questionnaire: Questionnaire, id_: str) -> pl.Expr:
    question = questionnaire.by_id[id_]
    assert isinstance(question, SingleQuestion)
    names = {code: option.label for code, option in question.options.items()}
    return pl.col(id_).cast(pl.Int32).replace_strict(names, return_dtype=pl.String)
