"""What is drawn, and what a table holds, are the numbers that are printed: no digits stand behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from kumin.disclosure.published import Published
from kumin.words import Words
from kumin.words.public import public_view, public_who
from kumin.writers.page.answers import indicator_table
from kumin.writers.page.page import draft_page
from kumin.writers.page.pictures import PageCharts

LIMITS = ("lower", "upper", "lower_percent", "upper_percent", "sample")


def rows(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a chart's data, of whatever layer."""
    if isinstance(part, dict):
        data = part.get("data")
        yield from data["values"] if isinstance(data, dict) else ()
        for one in part.get("layer", ()):
            yield from rows(one)


def test_charts_draw_limits_and_shares_as_they_are_printed(sample_published: Published) -> None:
    drawn = {drawing.id: json.loads(drawing.spec) for drawing in draft_page(sample_published, "ja").drawings}
    held = [
        (chart, name, row[name])
        for chart, spec in drawn.items()
        for row in rows(spec)
        for name in LIMITS
        if row.get(name) is not None
    ]
    kinds = {chart.split("-")[1] for chart, _, _ in held}
    assert {"all", "trend", "domains", "who"} <= kinds
    assert [one for one in held if abs(one[2] - round(one[2], 1)) > 1e-9] == []


def test_a_release_has_limits_and_shares_as_they_are_printed(sample_published: Published) -> None:
    tables = [table for one in sample_published.surveys.values() for table in (one.table, one.domains)]
    limits = pl.concat(table[name] for table in tables for name in ("lower", "upper")).drop_nulls() * 100
    assert limits.len() > 1000
    assert (limits - limits.round(1)).abs().max() < 1e-9  # type: ignore[operator]  # of floats
    for who in public_who(sample_published, Words.of("ja")):
        shares = 100 * who.cells["sample_share"].drop_nulls()
        assert (shares - shares.round(1)).abs().max() < 1e-9  # type: ignore[operator]  # of floats


def test_the_answers_of_several_categories_together_too(sample_published: Published) -> None:
    charts = PageCharts(public_view(sample_published, Words.of("ja")), sample_published)
    among = {"sex": (1, 2)}
    views = [
        replace(view, definition=view.definition.model_copy(update={"among": among}))
        for view in charts.view.indicators
        if view.definition.survey == "residents"
    ]
    limits = pl.concat(indicator_table(charts.page, one)["lower"] for one in views).drop_nulls() * 100
    assert limits.len() > 1
    assert (limits - limits.round(1)).abs().max() < 1e-9  # type: ignore[operator]  # of floats
