"""An indicator within groups of the respondents: a chart, and the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin import charts
from kumin.disclosure.policy import MOST_HIDDEN
from kumin.numbers import NONE, is_small, percent_of
from kumin.tables.axes import UNKNOWN, crossed_axis, default_axes
from kumin.tables.crossing import Axis, crossed, has_part
from kumin.words.indicators.groups import drawn_groups, group_tables, left_out_sentence
from kumin.words.tables import with_labels
from kumin.words.weighting import is_weighted

if TYPE_CHECKING:
    from markupsafe import Markup

    from kumin.result import Result
    from kumin.words.report import IndicatorView
    from kumin.writers.page.context import Context

MOST_CATEGORIES = 40
"""A breakdown of more categories is left to the workbook."""


def groups_part(page: Context, one: IndicatorView, table: pl.DataFrame) -> dict[str, Any] | None:
    """Draw an indicator by groups of respondents, small groups suppressed, with its table.

    Parameters
    ----------
    page : Context
    one : IndicatorView
    table : DataFrame
        :func:`group_table` of the indicator's survey.

    Returns
    -------
    dict or None
        ``svg``, ``groups`` (each an axis with its rows), ``small`` (whether one is of few people), ``show`` (what
        opens them), ``unweighted``, ``left_out`` (a sentence on axes of which so much is hidden that the rest would be
        a biased choice, so that only n is shown; else empty). None where nothing is shown by group.
    """
    every = table.filter((pl.col("question") == one.id) & pl.col("axis").is_not_null())
    words = page.words
    away = pl.col("suppressed") & pl.col("n_low").is_null()
    parts = every.group_by("axis_label", maintain_order=True).agg(away.mean().alias("hidden"))
    mostly_hidden = parts.filter(pl.col("hidden") > MOST_HIDDEN)["axis_label"].to_list()
    only_n = pl.col("axis_label").is_in(mostly_hidden)
    values = ("percent", "lower", "upper", "percent_low", "percent_high")
    drawn = every.with_columns(pl.when(~only_n & ~away).then(pl.col(*values)))
    shown = drawn.filter(pl.any_horizontal(pl.col("percent", "percent_low").is_not_null()))
    names = words.joined(mostly_hidden)
    left_out = words.text("rep_axes_left_out", axes=names) if mostly_hidden else ""
    if every.is_empty():
        return None
    groups = [
        {"axis": axis, "rows": [_row(page, row, only_n=axis in mostly_hidden) for row in part.iter_rows(named=True)]}
        for (axis,), part in every.group_by("axis_label", maintain_order=True)
    ]
    names = words.joined(str(group["axis"]) for group in groups)
    return {
        "svg": "" if shown.is_empty() else _chart(page, one, drawn),
        "groups": groups,
        "small": any(row["small"] for group in groups for row in group["rows"]),
        "left_out": left_out,
        "unweighted": is_weighted(page.result, one.id),
        "show": words.text("rep_show_domains", axes=names),
        "heading": words.text("rep_percent"),
        "kind": "domains",
    }


def measures_part(page: Context, one: IndicatorView) -> dict[str, Any] | None:
    """Draw a mean, a difference or the like by attribute with its table, as :func:`groups_part` does a percent."""
    survey = page.published.surveys.get(one.definition.survey)
    if survey is None:
        return None
    words = page.words
    tables = group_tables(page.result, one.definition, survey.measures, words)
    if not tables:
        return None
    names = words.joined(table.axis for table in tables)
    drawn = drawn_groups(tables, percents=not one.definition.unit)
    return {
        "svg": "" if drawn["percent"].null_count() == drawn.height else _chart(page, one, drawn),
        "groups": [{"axis": table.axis, "rows": table.rows} for table in tables],
        "small": any(row.small for table in tables for row in table.rows),
        "left_out": left_out_sentence(tables, words),
        "unweighted": is_weighted(page.result, one.id),
        "show": words.text("rep_show_domains_measured" if one.definition.unit else "rep_show_domains", axes=names),
        "heading": words.text("rep_value" if one.definition.unit else "rep_percent"),
        "kind": "domains measured",
    }


def _chart(page: Context, one: IndicatorView, drawn: pl.DataFrame) -> Markup:
    """Draw the groups; those without a percent or bounds stand there as hidden."""
    target, target_high = page.target(one)
    percents, words = not one.definition.unit, page.words
    chart = charts.domains(
        drawn, overall=_overall(page, one), target=target, target_high=target_high, percents=percents, lang=words.lang
    )
    name, told = (
        ("rep_domains", "rep_domains_desc") if percents else ("rep_domains_measured", "rep_domains_desc_measured")
    )
    title = f"{one.label}: {words.text(name)}"
    return page.drawn(chart, f"domains-{one.id}", title, words.text(told))


def _overall(page: Context, one: IndicatorView) -> float | None:
    """Return everyone's value as the groups beside it are: unweighted; None where that is not told by counts."""
    if not is_weighted(page.result, one.id):
        found: float | None = one.row.get("value")
        return found
    n_base, n_positive = one.row.get("n_base"), one.row.get("n_positive")
    return float(percent_of(n_positive, n_base, page.words.decimals)) if n_base and n_positive is not None else None


def _row(page: Context, row: dict[str, Any], *, only_n: bool) -> dict[str, Any]:
    """Print one group: its base, whether that is small, its percent or the bounds of it, and its interval."""
    words = page.words
    hidden = words.text("rep_hidden")
    n, percent, interval = hidden, hidden, hidden
    if row["n_base"] is not None:
        n = words.count(row["n_base"])
    elif row["base_low"] is not None:
        n = words.bounds(row["base_low"], row["base_high"], row["base_high"] + 1)
    if not row["suppressed"] and not only_n:
        percent, interval = words.percent(row["percent"]), page.interval(row)
    elif row["percent_low"] is not None and not only_n:
        percent, interval = words.bounds(row["percent_low"], row["percent_high"], 100, "%"), NONE
    return {
        "label": row["category_label"],
        "n": n,
        "small": is_small(row["base_low"] if row["n_base"] is None else row["n_base"]),
        "percent": percent,
        "interval": interval,
    }


def group_table(page: Context, survey: str) -> pl.DataFrame:
    """Return the indicators of a survey by the page's breakdowns, with labels."""
    axes = [crossed(axis) for axis in page_axes(page.result, survey)]
    # who left an attribute blank is no group of people to compare
    known = ~has_part("category", str(UNKNOWN))
    domains = page.published.surveys[survey].domains
    chosen = domains.filter(known & pl.col("axis").is_in(axes)).with_columns(option=pl.lit(1, pl.Int32))
    return with_labels(chosen, page.result.plan.questionnaires[survey], page.words)


def page_axes(result: Result, key: str) -> tuple[Axis, ...]:
    """Choose a page's breakdowns among the published ones: the population's dimensions, else all, and two crossed."""
    population = result.plan.populations[key]
    dimensions = population.dimensions if population is not None else ()
    questionnaire = result.plan.questionnaires[key]
    attributes = default_axes(questionnaire)
    axes = tuple(axis for axis in attributes if axis[0] in dimensions) or attributes
    few = (axis for axis in axes if len(getattr(questionnaire.by_id[axis[0]], "options", ())) <= MOST_CATEGORIES)
    return (*few, *crossed_axis(result, key))
