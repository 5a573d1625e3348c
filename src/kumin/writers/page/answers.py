"""The answers to an indicator's question: a chart, and the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin import charts
from kumin.conditions import meets
from kumin.definitions import SingleQuestion
from kumin.definitions.titles import full_title
from kumin.numbers import NONE
from kumin.tables.figures import limits_as_told
from kumin.tables.shares import tabulate_survey
from kumin.words.indicators.indicator import base_words
from kumin.words.tables import with_labels
from kumin.words.weighting import official_weighting

if TYPE_CHECKING:
    from kumin.words.report import IndicatorView
    from kumin.writers.page.context import Context


def answers_part(page: Context, one: IndicatorView) -> dict[str, Any] | None:
    """Draw an indicator's question, a single answer as a 帯グラフ, with its table.

    Returns
    -------
    dict or None
        ``svg`` (empty where too little is shown), ``rows`` (code, label, n, percent, interval, colour, whether the
        option counts), ``unchosen`` (nobody chose an option, which is not in the chart), ``n_base``, ``no_answer``,
        ``question``, ``notes``. None where there is no such table, or nothing of it is shown.
    """
    survey, question = one.definition.survey, one.definition.question
    if survey not in page.tables or not question:
        return None
    table = indicator_table(page, one)
    shown = table.filter(~pl.col("suppressed"))
    if shown.is_empty() or not table["n_base"][0]:
        return None
    asked = page.result.plan.questionnaires[survey].by_id[question]
    positive, closed = one.definition.codes, isinstance(asked, SingleQuestion)
    # a 帯グラフ of a part of the options would not be of 100%
    single = closed and not table["suppressed"].any()
    chart = None
    if single:
        chart = charts.band(shown, positive=positive, legend=False, decimals=page.words.decimals)
    elif worth_drawing(table, single=closed):
        bars = table.with_columns(percent=pl.when(~pl.col("suppressed")).then("percent"))
        chart = charts.options_bar(bars, hidden=page.words.text("rep_hidden"), decimals=page.words.decimals)
    options = [(row["option"], row["option_label"]) for row in table.iter_rows(named=True)]
    colours = charts.band_colours(options, positive) if single else [""] * len(options)
    first = table.row(0, named=True)
    title = f"{one.label}: {page.words.text('rep_answers')}"
    return {
        "svg": page.drawn(chart, f"band-{one.id}", title, page.words.text("rep_band_desc")) if chart else "",
        "rows": [
            _row(page, row) | {"colour": colour, "counts": row["option"] in positive}
            for row, colour in zip(table.iter_rows(named=True), colours, strict=True)
        ],
        "unchosen": single and bool((table["n_positive"] == 0).any()),
        "n_base": page.words.count(first["n_base"]),
        "no_answer": page.words.count(first["n_asked"] - first["n_base"]),
        "question": full_title(asked),
        "notes": _notes(page, one, int(first["n_base"])),
    }


def _row(page: Context, row: dict[str, Any]) -> dict[str, Any]:
    """Print one option: how many chose it, their share, its interval."""
    words = page.words
    numbers: tuple[str, ...] = (words.count(row["n_positive"]), words.number(row["percent"]), page.interval(row))
    if row["suppressed"]:
        numbers = (words.text("rep_hidden"),) * len(numbers)
        if row["n_low"] is not None:
            count = words.bounds(row["n_low"], row["n_high"], row["n_base"])
            numbers = (count, words.bounds(row["percent_low"], row["percent_high"], 100), NONE)
    printed = zip(("n", "percent", "interval"), numbers, strict=True)
    return {"code": row["option"], "label": row["option_label"], **dict(printed)}


def _notes(page: Context, one: IndicatorView, n_table: int) -> list[str]:
    """Say why the options that count do not add up to the indicator's percent, where they do not."""
    notes, words = [], page.words
    n_base, survey = one.row.get("n_base"), one.definition.survey
    if n_base is not None and n_base != n_table:
        rule = base_words(one.definition, page.plan, page.result.plan.questionnaires[survey], words)
        facts = {"n_table": words.count(n_table), "n_base": words.count(n_base)}
        notes.append(words.text("rep_base_other", base=rule, **facts))
    if official_weighting(page.result, one.id) is not None:
        notes.append(words.text("rep_unweighted_table"))
    return notes


def indicator_table(page: Context, one: IndicatorView) -> pl.DataFrame:
    """Return the options of an indicator's question, answered by those the indicator is about."""
    survey, question, among = one.definition.survey, one.definition.question, one.definition.among
    own = page.tables[survey].filter(pl.col("question") == question)
    # a question that asks for a number has no options
    if not among or question not in {one.id for one in page.result.plan.questionnaires[survey].closed()}:
        return own.filter(pl.col("axis").is_null())
    if len(among) > 1:
        return own.clear()  # a crossing, of which no table shows the options
    ((axis, codes),) = among.items()
    part = own.filter(pl.col("axis") == axis, pl.col("category").is_in([str(code) for code in codes]))
    if len(codes) == 1 or part["suppressed"].any() or part["category"].n_unique() < len(codes):
        # of several categories the sum, where no part of it is hidden: it would tell what the tables of each hide
        return part if len(codes) == 1 else own.clear()
    questionnaire = page.result.plan.questionnaires[survey]
    coded = page.result.answers[survey].coded.filter(meets(among, questionnaire))
    table = tabulate_survey(page.result, survey, coded, questions=(question,), level=page.result.level)
    table = limits_as_told(table, page.plan.decimals).with_columns(suppressed=pl.lit(value=False))
    return with_labels(table, questionnaire, page.words)


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
