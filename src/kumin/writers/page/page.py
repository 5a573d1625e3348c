"""report.html: one file without scripts from elsewhere, fonts from elsewhere, or anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin import charts
from kumin.charts.renderer import Renderer
from kumin.charts.svg import Drawing, drawing_of
from kumin.definitions import SingleQuestion
from kumin.disclosure.policy import SUPPRESSED_MARK
from kumin.disclosure.published import Published, crossed_axis
from kumin.disclosure.suppress import suppress
from kumin.messages import text
from kumin.numbers import counted, is_small, printed
from kumin.result import frame_row
from kumin.tables.axes import UNKNOWN, Axis, default_axes, multiple_questions
from kumin.tables.shares import tabulate_survey
from kumin.words import words_of
from kumin.words.conduct import survey_views
from kumin.words.indicator import base_words
from kumin.words.methods import method_sentences, reading_sentences
from kumin.words.public import public_view
from kumin.words.report import IndicatorView, ReportView
from kumin.words.respondents import WhoView, who_views
from kumin.words.tables import with_labels
from kumin.words.weighting import official_weighting
from kumin.years.past import values_by_year

if TYPE_CHECKING:
    from markupsafe import Markup

    from kumin.result import Result

MOST_CATEGORIES = 40
"""A breakdown of more categories is left to the workbook."""


@dataclass(frozen=True)
class Page:
    """A page whose charts are still to be drawn.

    Attributes
    ----------
    html : str
        With a mark in the place of each chart.
    drawings : tuple of Drawing
        The charts, in the order of their marks.
    """

    html: str
    drawings: tuple[Drawing, ...]

    def finished(self, svgs: Sequence[str]) -> str:
        """Put the charts, as drawn, into their places."""
        inline = [drawing.inline(svg) for drawing, svg in zip(self.drawings, svgs, strict=True)]
        return _CHART_MARK.sub(lambda mark: inline[int(mark[1])], self.html)


_CHART_MARK = re.compile("<!--chart ([0-9]+)-->")  # no text of a file can be one: there "<" is escaped


def render_page(published: Published, lang: str | None = None) -> str:
    """Render a run as a page; see :func:`draft_page`."""
    with Renderer() as renderer:
        page = draft_page(published, lang)
        return page.finished(renderer.begin([drawing.spec for drawing in page.drawings]).result())


def draft_page(published: Published, lang: str | None = None) -> Page:
    """Render a run as a page, but for its charts.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    lang : {"ja", "en"}, optional
        Language.

    Returns
    -------
    Page
        HTML; every word that came from a definition or a file is escaped.
    """
    from altair.utils.schemapi import debug_mode
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    result, k = published.result, published.k
    words = words_of(result, lang)
    view = public_view(published, words)
    environment = Environment(
        loader=PackageLoader("kumin.writers.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("report.css").render()

    charts_of_page = PageCharts(view, published)
    # charts that are known to be right need no check of every part of each
    with debug_mode(arg=False):
        html = environment.get_template("report.html").render(
            t=words.text,
            counted=counted,
            view=view,
            plan=result.plan.plan,
            result=result,
            style=Markup(style),
            years=words.both_years(result.fiscal_year),
            charts=charts_of_page,
            surveys=survey_views(result, words),
            who=list(who_views(result, words)),
            reading=list(reading_sentences(view)),
            methods=list(method_sentences(view, k)),
            manifest=result.manifest,
            k=k,
        )
    return Page(html + "\n", tuple(charts_of_page.drawings))


class PageCharts:
    """The pictures of a page and the tables beside them, made as the template asks for them."""

    def __init__(self, view: ReportView, published: Published) -> None:
        self.view, self.published, self.lang = view, published, view.lang
        self.result = view.result
        self.drawings: list[Drawing] = []
        self.axes = {key: page_axes(self.result, key) for key in self.result.answers}
        self._tables = {
            key: with_labels(survey.table, self.result.plan.questionnaires[key], self.view.words)
            for key, survey in published.surveys.items()
        }
        self._domains = {key: self._domain_table(key) for key in self.result.answers}

    @cached_property
    def _ranges(self) -> dict[str, float]:
        """Upper ends of the targets that are ranges of percents, by indicator."""
        ends = {one.id: self._target(one)[1] for one in self.view.indicators if not one.definition.unit}
        return {id_: high for id_, high in ends.items() if high is not None}

    @property
    def ranges(self) -> bool:
        """Whether the overview shows a target that is a range."""
        return any(one.row.get("percent") is not None for one in self.view.indicators if one.id in self._ranges)

    @property
    def left_out(self) -> str:
        """Name the indicators that are no percents and so not in the overview, in a sentence; empty for none."""
        names = [one.label for one in self.view.indicators if one.definition.unit]
        joined = text("list_joiner", self.lang).join(names)
        return text("rep_chart_left_out", self.lang, names=joined) if names else ""

    def overview(self, *, narrow: bool) -> Markup | str:
        """Draw all indicators."""
        names = {one.id: one.label for one in self.view.indicators}
        plan = self.result.plan.plan
        decimals = {one.id: plan.decimals_of(one.definition) for one in self.view.indicators}
        id_of = pl.col("indicator")
        frame = self.result.judgements.with_columns(
            label=id_of.replace_strict(names),
            decimals=id_of.replace_strict(decimals),
            target_high_percent=id_of.replace_strict(self._ranges, default=None, return_dtype=pl.Float64),
        )
        if frame["percent"].null_count() == frame.height:
            return ""
        chart = charts.indicators(frame, lang=self.lang, narrow=narrow)
        id_ = "all-narrow" if narrow else "all-wide"
        return self._svg(chart, id_, text("rep_chart_all", self.lang), text("rep_chart_all_desc", self.lang))

    def answers(self, one: IndicatorView) -> dict[str, Any] | None:
        """Draw an indicator's question as a 帯グラフ with its table."""
        survey, question = one.definition.survey, one.definition.question
        if survey not in self._tables or not question:
            return None
        table = self._indicator_table(one)
        if table.is_empty() or not table["n_base"][0]:
            return None
        questionnaire = self.result.plan.questionnaires[survey]
        asked = questionnaire.by_id[question]
        positive = one.definition.positive
        # a 帯グラフ of a part of the options would not be of 100%
        single = isinstance(asked, SingleQuestion) and not table["suppressed"].any()
        shown = table.filter(~pl.col("suppressed"))
        if shown.is_empty():
            return None
        decimals = self.result.plan.plan.decimals
        chart = None
        if single:
            chart = charts.band(shown, positive=positive, legend=False, decimals=decimals)
        elif worth_drawing(table, single=isinstance(asked, SingleQuestion)):
            chart = charts.options_bar(shown, decimals=decimals)
        options = [(row["option"], row["option_label"]) for row in table.iter_rows(named=True)]
        colours = charts.band_colours(options, positive) if single else [""] * len(options)
        rows = []
        for row, colour in zip(table.iter_rows(named=True), colours, strict=True):
            numbers = (
                (counted(row["n_positive"]), printed(row["percent"], decimals), self._interval(row))
                if not row["suppressed"]
                else (SUPPRESSED_MARK,) * 3
            )
            rows.append(
                dict(zip(("n", "percent", "interval"), numbers, strict=True))
                | {
                    "code": row["option"],
                    "label": row["option_label"],
                    "colour": colour,
                    "counts": row["option"] in positive,
                }
            )
        first = table.row(0, named=True)
        title = f"{one.label}: {text('rep_answers', self.lang)}"
        return {
            "svg": self._svg(chart, f"band-{one.id}", title, text("rep_band_desc", self.lang)) if chart else "",
            "rows": rows,
            "single": single,
            "n_base": counted(first["n_base"]),
            "no_answer": counted(first["n_asked"] - first["n_base"]),
            "question": f"{asked.column_header}　{asked.text}",
            "notes": self._notes(one, int(first["n_base"])),
        }

    def _notes(self, one: IndicatorView, n_table: int) -> list[str]:
        """Say why the options that count do not add up to the indicator's percent, where they do not."""
        notes = []
        n_base, survey = one.row.get("n_base"), one.definition.survey
        if n_base is not None and n_base != n_table:
            rule = base_words(
                one.definition, self.result.plan.plan, self.result.plan.questionnaires[survey], self.view.words
            )
            facts = {"n_table": counted(n_table), "n_base": counted(n_base)}
            notes.append(text("rep_base_other", self.lang, base=rule, **facts))
        if official_weighting(self.result, one.id) is not None:
            notes.append(text("rep_unweighted_table", self.lang))
        return notes

    def _indicator_table(self, one: IndicatorView) -> pl.DataFrame:
        """Return the question's options among those the indicator speaks of."""
        survey, question = one.definition.survey, one.definition.question
        if not one.definition.among:
            return self._tables[survey].filter((pl.col("question") == question) & pl.col("axis").is_null())
        if len(one.definition.among) == 1:
            ((axis, codes),) = one.definition.among.items()
            category = (pl.col("axis") == axis) & (pl.col("category") == str(codes[0]))
            part = self._tables[survey].filter((pl.col("question") == question) & category)
            if len(codes) == 1 and not part.is_empty():
                return part
        from kumin.conditions import meets

        questionnaire = self.result.plan.questionnaires[survey]
        coded = self.result.answers[survey].coded.filter(meets(one.definition.among, questionnaire))
        table = tabulate_survey(self.result, survey, coded, questions=(question,), level=self.result.level)
        table = suppress(table, self.published.k, multiple=multiple_questions(questionnaire))
        return with_labels(table, questionnaire, self.view.words)

    def trend(self, one: IndicatorView) -> Markup | str:
        """Draw an indicator over the years, a number by its unit; empty where there is only one year."""
        years = values_by_year(self.result, one.definition)
        if years.height < 2:
            return ""
        unit = one.definition.unit or None
        decimals = self.result.plan.plan.decimals_of(one.definition)
        target, target_high = self._target(one)
        words = "" if target is None else text("chart_target", self.lang, target=one.values["target"])
        chart = charts.trend(
            years, target=target, target_high=target_high, words=words, by=one.definition.target.by, unit=unit,
            decimals=decimals, lang=self.lang,
        )  # fmt: skip
        values = text("list_joiner", self.lang).join(
            f"{self.view.words.named_year(year)}: {charts.printed(value, decimals)}{unit or '%'}"
            for year, value in years.select("year", "percent").iter_rows()
        )
        title = f"{one.label}: {text('rep_trend', self.lang)}"
        return self._svg(chart, f"trend-{one.id}", title, text("rep_trend_desc", self.lang, values=values))

    def _target(self, one: IndicatorView) -> tuple[float | None, float | None]:
        """Return the target's end, and where it is a range its lower and upper end."""
        goal = frame_row(self.result, "targets", one.id)
        ends = [goal[name] for name in ("low", "high") if goal.get(name) is not None]
        if not ends:
            return one.row.get("target_percent"), None
        return ends[0], ends[1] if len(ends) > 1 else None

    def domains(self, one: IndicatorView) -> dict[str, Any] | None:
        """Draw an indicator by groups of respondents, small groups suppressed, with its table."""
        survey = one.definition.survey
        if survey not in self._domains:
            return None
        table = self._domains[survey].filter((pl.col("question") == one.id) & pl.col("axis").is_not_null())
        shown = table.filter(~pl.col("suppressed"))
        if shown.is_empty():
            return None
        decimals = self.result.plan.plan.decimals
        target, target_high = self._target(one)
        chart = charts.domains(shown, overall=one.row.get("percent"), target=target, target_high=target_high)
        groups = []
        for (axis,), part in table.group_by("axis_label", maintain_order=True):
            rows = [
                {
                    "label": row["category_label"],
                    "n": SUPPRESSED_MARK if row["n_base"] is None else counted(row["n_base"]),
                    "small": is_small(row["n_base"]),
                    "percent": SUPPRESSED_MARK if row["suppressed"] else f"{printed(row['percent'], decimals)}%",
                    "interval": SUPPRESSED_MARK if row["suppressed"] else self._interval(row),
                }
                for row in part.iter_rows(named=True)
            ]
            groups.append({"axis": axis, "rows": rows})
        title = f"{one.label}: {text('rep_domains', self.lang)}"
        return {
            "svg": self._svg(chart, f"domains-{one.id}", title, text("rep_domains_desc", self.lang)),
            "groups": groups,
            "unweighted": official_weighting(self.result, one.id) is not None,
            "axes": text("rep_list_joiner", self.lang).join(group["axis"] for group in groups),
        }

    def pyramid(self, who: WhoView) -> Markup:
        """Draw respondents against residents."""
        chart = charts.pyramid(who.cells, lang=self.lang)
        title = text("rep_who_chart", self.lang, survey=who.title)
        return self._svg(chart, f"who-{who.key}", title, text("rep_who_intro", self.lang))

    def _domain_table(self, key: str) -> pl.DataFrame:
        domains = self.published.surveys[key].domains
        axes = ["*".join(axis) for axis in self.axes[key]]
        # who left an attribute blank is no group of people to compare
        known = ~pl.col("category").str.contains(str(UNKNOWN), literal=True).fill_null(value=False)
        chosen = domains.filter(known & pl.col("axis").is_in(axes)).with_columns(option=pl.lit(1, pl.Int32))
        return with_labels(chosen, self.result.plan.questionnaires[key], self.view.words)

    def _interval(self, row: dict[str, Any]) -> str:
        if row["lower"] is None:
            return "-"
        ends = (printed(row[name] * 100, self.result.plan.plan.decimals) for name in ("lower", "upper"))
        return text("rep_to", self.lang, **dict(zip(("lower", "upper"), ends, strict=True)))

    def _svg(self, chart: Any, id_: str, title: str, description: str) -> Markup:
        from markupsafe import Markup

        self.drawings.append(drawing_of(chart, f"c-{id_.replace('.', '-')}", title, description))
        return Markup(f"<!--chart {len(self.drawings) - 1}-->")


def page_axes(result: Result, key: str) -> tuple[Axis, ...]:
    """Choose a page's breakdowns among the published ones: the population's dimensions, else all, and two crossed."""
    population = result.plan.populations[key]
    dimensions = population.dimensions if population is not None else ()
    questionnaire = result.plan.questionnaires[key]
    attributes = default_axes(questionnaire)
    axes = tuple(axis for axis in attributes if axis[0] in dimensions) or attributes
    few = (axis for axis in axes if len(getattr(questionnaire.by_id[axis[0]], "options", ())) <= MOST_CATEGORIES)
    return (*few, *crossed_axis(result, key))


def worth_drawing(table: pl.DataFrame, *, single: bool) -> bool:
    """Whether enough of a question is shown for a picture: two options, and most of the answers.

    Parameters
    ----------
    table : DataFrame
        One row an option: ``n_base``, ``n_positive``, ``suppressed``.
    single : bool
        Each answer is of one option; of a multiple answer most of the options are asked for instead.
    """
    shown = table.filter(~pl.col("suppressed"))
    if shown.height == table.height:
        return True
    if single:
        part, whole = sum(shown["n_positive"].to_list()), max(table["n_base"].drop_nulls().to_list(), default=0)
    else:
        part, whole = shown.height, table.height
    return shown.height >= 2 and part * 2 > whole
