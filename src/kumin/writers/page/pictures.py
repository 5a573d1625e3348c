"""The pictures of a page and the tables beside them, made as the template asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin import charts
from kumin.numbers import unit_after
from kumin.writers.page.answers import answers_part
from kumin.writers.page.context import Context
from kumin.writers.page.groups import group_table, groups_part, measures_part, page_axes
from kumin.years.past import values_by_year

if TYPE_CHECKING:
    from markupsafe import Markup

    from kumin.charts.svg import Drawing
    from kumin.disclosure.published import Published
    from kumin.words.report import IndicatorView, ReportView
    from kumin.words.respondents import WhoView


class PageCharts:
    """What a template asks a page's pictures for; ``drawings`` are those asked for so far."""

    def __init__(self, view: ReportView, published: Published) -> None:
        self.page = Context(view, published)
        self.view, self.result = view, view.result
        self.axes = {key: page_axes(self.result, key) for key in self.result.answers}
        self._domains = {key: group_table(self.page, key) for key in self.result.answers}

    @property
    def drawings(self) -> list[Drawing]:
        """The charts in the order of their marks."""
        return self.page.drawings

    @cached_property
    def _ranges(self) -> dict[str, float]:
        """Upper ends of the targets that are ranges of percents, by indicator."""
        ends = {one.id: self.page.target(one)[1] for one in self.view.indicators if not one.definition.unit}
        return {id_: high for id_, high in ends.items() if high is not None}

    @property
    def ranges(self) -> bool:
        """Whether the overview shows a target that is a range."""
        return any(one.row.get("percent") is not None for one in self.view.indicators if one.id in self._ranges)

    @property
    def left_out(self) -> str:
        """Name the indicators that are no percents and so not in the overview, in a sentence; empty for none."""
        words = self.page.words
        names = [one.label for one in self.view.indicators if one.definition.unit]
        return words.text("rep_chart_left_out", names=words.joined(names)) if names else ""

    def overview(self, *, narrow: bool) -> Markup | str:
        """Draw all indicators."""
        words, plan = self.page.words, self.page.plan
        id_of = pl.col("indicator")
        frame = self.result.judgements.with_columns(
            label=id_of.replace_strict({one.id: one.label for one in self.view.indicators}),
            decimals=id_of.replace_strict({one.id: plan.decimals_of(one.definition) for one in self.view.indicators}),
            target_high_percent=id_of.replace_strict(self._ranges, default=None, return_dtype=pl.Float64),
        )
        if frame["percent"].null_count() == frame.height:
            return ""
        chart = charts.indicators(frame, lang=words.lang, narrow=narrow)
        id_ = "all-narrow" if narrow else "all-wide"
        title = words.text("rep_chart_all", level=words.level)
        return self.page.drawn(chart, id_, title, words.text("rep_chart_all_desc"))

    def answers(self, one: IndicatorView) -> dict[str, Any] | None:
        """Draw an indicator's question with its table; see :func:`kumin.writers.page.answers.answers_part`."""
        return answers_part(self.page, one)

    def domains(self, one: IndicatorView) -> dict[str, Any] | None:
        """Draw an indicator by groups with its table; see :func:`kumin.writers.page.groups.groups_part`."""
        table = self._domains.get(one.definition.survey)
        made = None if table is None else groups_part(self.page, one, table)
        return measures_part(self.page, one) if made is None else made

    def all_domains(self) -> dict[str, dict[str, Any]]:
        """Draw every indicator by groups, those of which there are any."""
        made = {one.id: self.domains(one) for one in self.view.indicators}
        return {id_: part for id_, part in made.items() if part is not None}

    def trend(self, one: IndicatorView) -> Markup | str:
        """Draw an indicator over the years, a number by its unit; empty where there is only one year."""
        years = values_by_year(self.result, one.definition)
        if years.height < 2:
            return ""
        unit = one.definition.unit or None
        words = self.page.words.to(self.page.plan.decimals_of(one.definition))
        target, target_high = self.page.target(one)
        chart = charts.trend(
            years, target=target, target_high=target_high, by=one.definition.target.by, unit=unit,
            words="" if target is None else f"{one.values['target_heading']} {one.values['target']}",
            decimals=words.decimals, lang=words.lang,
        )  # fmt: skip
        values = words.joined(
            f"{words.named_year(year)}: {words.number(value, places, grouped=True)}{unit_after(unit or '%')}"
            for year, value, places in years.select("year", "percent", "decimals").iter_rows()
        )
        title = f"{one.label}: {words.text('rep_trend_value' if unit else 'rep_trend')}"
        told = words.text("rep_trend_value_desc" if unit else "rep_trend_desc", values=values)
        return self.page.drawn(chart, f"trend-{one.id}", title, told)

    def pyramid(self, who: WhoView) -> Markup:
        """Draw respondents against residents."""
        words = self.page.words
        chart = charts.pyramid(who.cells, lang=words.lang)
        title = words.text("rep_who_chart", survey=who.title)
        return self.page.drawn(chart, f"who-{who.key}", title, words.text("rep_who_intro"))
