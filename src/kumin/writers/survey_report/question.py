"""The section of one question: as asked, what is said of it, its charts, and the table of its options and years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin import charts
from kumin.charts.profiles import WIDE
from kumin.definitions import MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.definitions.titles import full_title
from kumin.numbers import NONE, percent_of
from kumin.reporting.answers import left_out_axes, scale_of, shown_axes
from kumin.tables.scale_summaries import SCORE_DECIMALS
from kumin.words.survey_report.sentences import scoring
from kumin.words.tables import category_label
from kumin.writers.plots.plot import bars_of_100, bars_of_classes, bars_of_options
from kumin.writers.survey_report.bars import axis_name, group_bars, in_print_order, is_band, legend, year_bars
from kumin.writers.survey_report.blocks import Block, Figure, Heading, Making, Paragraph, Row, Table

if TYPE_CHECKING:
    from kumin.charts.profiles import Bar
    from kumin.definitions import Question
    from kumin.definitions.questions import ClosedQuestion
    from kumin.disclosure.classes import Class
    from kumin.reporting.answers import Option

MOST_YEARS = 10
"""Years that a table compares."""

_OF_GROUPS = {
    "n_base": pl.Int64, "percent": pl.Float64, "lower": pl.Float64, "upper": pl.Float64,
    "percent_low": pl.Int64, "percent_high": pl.Int64,
}  # fmt: skip
_ABOUT_GROUPS = ("groups", "groups_alike")
_ABOUT_YEARS = ("changed", "unchanged")


def question_section(making: Making, question: Question) -> Iterator[Block]:
    """Lay out the section of a question."""
    yield Heading(3, full_title(question), making.id(f"q-{question.id}"))
    if asked := asked_words(making, question):
        yield Paragraph(asked, quiet=True)
    said = making.said[question.id]
    for kinds in (None, _ABOUT_GROUPS, _ABOUT_YEARS):
        own = [
            one.text
            for one in said
            if (one.fact.kind in kinds if kinds else one.fact.kind not in _ABOUT_GROUPS + _ABOUT_YEARS)
        ]
        if own:
            yield Paragraph(making.styled.joined(own))
    if isinstance(question, SingleQuestion | MultipleQuestion):
        yield from _closed(making, question)
    elif isinstance(question, NumberQuestion):
        yield from _number(making, question)


def asked_words(making: Making, question: Question) -> str:
    """Say how a question is answered, and who was asked."""
    code = f"sr_asked_{question.type}"
    if isinstance(question, MultipleQuestion) and question.max:
        how = making.text("sr_asked_most", n=question.max)
    else:
        how = making.text(code)
    if question.text.rstrip("。.").endswith(how.strip("。. ")):
        how = ""
    conditions = []
    for id_, codes in question.ask_if.items():
        other = making.survey.questionnaire.by_id[id_]
        assert isinstance(other, SingleQuestion | MultipleQuestion)
        options = making.words.joined((making.styled.option(other.options[one].label) for one in codes), "sr_joiner")
        conditions.append(making.text("sr_asked_if", question=making.styled.question(other.text), options=options))
    return making.styled.joined(filter(None, [*conditions, how]))


def _closed(making: Making, question: ClosedQuestion) -> Iterator[Block]:
    groups = making.survey.groups(question)
    if not groups or groups[0].n_base == 0 or all(one.n is None for one in groups[0].options):
        return
    if groups[0].n_base is None:
        yield options_table(making, question)
        return
    hidden = making.text("rep_hidden")
    described = [
        (question.options[one.code].label, hidden if one.percent is None else making.words.percent(one.percent))
        for one in groups[0].options
    ]
    if is_band(question):
        several = any(before.of(question) is not None for before in making.survey.years)
        caption = making.text("sr_figure" if several else "sr_figure_year", title=full_title(question))
        bars = year_bars(making, question)
        described += [(bar.label, bar.n) for bar in bars if any(part.place is None for part in bar.parts)]
        yield _bands(making, question, question.id, bars, caption, described)
        by_group = [] if question.attribute else group_bars(making, question)
        if by_group:
            caption = making.text("sr_figure_groups", title=full_title(question))
            tables = [(making.text("sr_see_tables"), "")]
            yield _bands(making, question, f"{question.id}-groups", by_group, caption, tables)
    else:
        yield _option_bars(making, question, described)
        if (by_option := _option_by_group(making, question)) is not None:
            yield by_option
    if not question.attribute and (left_out := left_out_axes(groups)):
        axes = making.words.joined(axis_name(making.survey, axis) for axis in left_out)
        yield Paragraph(making.text("sr_axes_left_out", axes=axes), quiet=True)
    yield options_table(making, question)
    scale = scale_of(question)
    if isinstance(question, SingleQuestion) and scale is not None and scale.mean(groups[0]) is not None:
        yield Paragraph(scoring(question, making.styled), quiet=True)


def _bands(
    making: Making,
    question: ClosedQuestion,
    name: str,
    bars: Sequence[Bar],
    caption: str,
    described: Sequence[tuple[str, str]],
) -> Figure:
    """Draw bars of 100%."""
    key, hidden = legend(question), making.text("rep_hidden")
    plot = bars_of_100(bars, key, hidden=hidden, decimals=making.words.decimals)
    return making.figure(charts.profile(bars, key, hidden=hidden), name, caption, described, plot)


def _option_bars(making: Making, question: ClosedQuestion, described: list[tuple[str, str]]) -> Figure:
    """Draw one bar an option, with this year's interval."""
    survey = making.survey
    everyone = {one.code: one for one in survey.groups(question)[0].options}
    order = in_print_order(question, {code: one.percent for code, one in everyone.items()})
    chosen = [(question.options[code].label, everyone[code]) for code in order if code in everyone]
    rows = [
        {"option_label": label, "percent": one.percent, "lower": one.lower, "upper": one.upper} for label, one in chosen
    ]
    bars, hidden = pl.DataFrame(rows, infer_schema_length=None), making.text("rep_hidden")
    chart = charts.options_bar(bars, hidden=hidden, width=WIDE, decimals=making.words.decimals)
    n = making.words.count(survey.groups(question)[0].n_base)
    code = "sr_figure_in_order" if list(order) == list(question.options) else "sr_figure_options"
    interval = making.text("sr_interval", level=making.words.level)
    plot = bars_of_options(
        [(label, one.percent, _interval(one)) for label, one in chosen],
        "%",
        hidden=hidden,
        limit_names=(making.text("sr_lower_of", interval=interval), making.text("sr_upper_of", interval=interval)),
        decimals=making.words.decimals,
    )
    return making.figure(chart, question.id, making.text(code, title=full_title(question), n=n), described, plot)


def _interval(one: Option) -> tuple[float, float] | None:
    """Return the interval of an option in percent, where there is one."""
    return None if one.lower is None or one.upper is None else (100 * one.lower, 100 * one.upper)


def _option_by_group(making: Making, question: ClosedQuestion) -> Figure | None:
    """Draw the option that groups are compared by within every group that can be shown; None without any."""
    survey = making.survey
    codes = survey.counted.get(question.id, ())
    if len(codes) != 1:
        return None
    rows = []
    for axis, own in shown_axes(survey.groups(question)).items():
        for group in own:
            one = next(option for option in group.options if option.code == codes[0])
            rows.append(
                {
                    "axis_label": axis_name(survey, axis), "n_base": group.n_base, "percent": one.percent,
                    "category_label": category_label(survey.questionnaire, axis, str(group.category), making.words),
                    "lower": one.lower, "upper": one.upper,
                    "percent_low": one.percent_low, "percent_high": one.percent_high,
                }
            )  # fmt: skip
    if not rows:
        return None
    table = pl.DataFrame(rows, infer_schema_length=None, schema_overrides=_OF_GROUPS)
    overall = next(option.percent for option in survey.groups(question)[0].options if option.code == codes[0])
    chart = charts.domains(table, overall=overall, width=WIDE, lang=making.words.lang)
    label = making.styled.option(question.options[codes[0]].label)
    caption = making.text("sr_figure_option", option=label, title=full_title(question))
    return making.figure(chart, f"{question.id}-groups", caption, [(making.text("sr_see_tables"), "")])


def options_table(making: Making, question: ClosedQuestion) -> Table:
    """Tabulate the options: people, percent and interval of this year, percents of the years before."""
    words, survey = making.words, making.survey
    everyone = survey.groups(question)[0]
    years = [(before, known) for before in survey.years[:MOST_YEARS] if (known := before.of(question)) is not None]
    head = [words.text("sr_option"), words.text("rep_n"), "%"]
    if survey.random:
        head.append(words.text("sr_interval", level=words.level))
    head += [words.text("sr_year_percent", year=words.named_year(before.fiscal_year)) for before, _ in years]
    rows = [
        Row(
            (
                question.options[one.code].label,
                *_figures(making, one),
                *(_before(making, of[one.code]) for _, of in years),
            )
        )
        for one in everyone.options
    ]
    rows += _together(making, question, len(head), [of for _, of in years])
    blank = [NONE] * (2 if survey.random else 1)
    n_before = [words.count(next(iter(of.values()))["n_base"]) for _, of in years]
    n = words.text("rep_hidden") if everyone.n_base is None else words.count(everyone.n_base)
    rows.append(Row((words.text("sr_base"), n, *blank, *n_before), strong=True))
    rows += _no_answer(making, question, len(head))
    return Table(words.text("sr_table_options"), tuple(head), tuple(rows))


def _before(making: Making, row: Mapping[str, Any]) -> str:
    """Print an option's percent of an earlier year."""
    if row["percent"] is None and row["n_base"]:
        return making.words.text("rep_hidden")
    return making.words.number(row["percent"])


def _figures(making: Making, one: Option) -> list[str]:
    """Print the people, the percent and the interval of an option, or what is told of hidden ones."""
    words = making.words
    cells = [hidden_or(making, one, people=True), hidden_or(making, one)]
    if making.survey.random:
        interval = one.n is not None and one.lower is not None and one.upper is not None
        cells.append(words.interval(100 * (one.lower or 0), 100 * (one.upper or 0)) if interval else NONE)
    return cells


def hidden_or(making: Making, one: Option, *, people: bool = False) -> str:
    """Print an option's people or percent; of hidden ones the bounds that are published, or that they are hidden."""
    words = making.words
    if one.n is not None:
        return words.count(one.n) if people else words.number(one.percent)
    if one.n_low is None or one.n_high is None or one.percent_low is None or one.percent_high is None:
        return words.text("rep_hidden")
    if people:
        return words.range(words.count(one.n_low), words.count(one.n_high))
    return words.bounds(one.percent_low, one.percent_high, 100)


def _together(
    making: Making, question: ClosedQuestion, width: int, years: list[dict[int, dict[str, object]]]
) -> Iterator[Row]:
    """Tabulate the two sides of a scale together and its mean score, of this year and the years before."""
    scale = scale_of(question)
    if scale is None:
        return
    words, survey = making.words, making.survey
    everyone = survey.groups(question)[0]
    for side, codes in (("top", scale.top), ("bottom", scale.bottom)):
        n = everyone.count(codes)
        if len(codes) < 2 or n is None:
            continue
        before = [words.number(_sum_percent(of, codes, words.decimals)) for of in years]
        cells = [words.text(f"sr_side_{side}"), words.count(n), words.number(everyone.percent(codes, words.decimals))]
        yield Row((*cells, *[NONE] * (width - 3 - len(years)), *before), strong=True)
    if mean := scale.mean(everyone):
        score = words.text("tables_score_points", score=words.number(mean[0], SCORE_DECIMALS))
        cells = [words.text("sr_mean_score"), words.count(mean[1]), score]
        yield Row((*cells, *[NONE] * (width - 3)), strong=True)


def _sum_percent(rows: dict[int, dict[str, object]], codes: tuple[int, ...], decimals: int) -> float | None:
    """Return the percent of some options together in an earlier year; None where one of them is hidden."""
    counts, n = [rows[code]["n_positive"] for code in codes], rows[codes[0]]["n_base"]
    if None in counts or not isinstance(n, int) or not n:
        return None
    return float(percent_of(sum(one for one in counts if isinstance(one, int)), n, decimals))


def _number(making: Making, question: NumberQuestion) -> Iterator[Block]:
    found = making.survey.classes(question)
    if not found:
        return
    words, total = making.words, sum(one.n for one in found)
    decimals = making.survey.decimals_of(question)
    named = [(class_words(making, one, question.unit, decimals), one.n) for one in found]
    bars = [(label, 100 * n / total, words.percent(percent_of(n, total, words.decimals))) for label, n in named]
    caption = making.text("sr_figure_bars", title=full_title(question), n=words.count(total))
    plot = bars_of_classes([(label, percent) for label, percent, _ in bars], "%", words.decimals)
    yield making.figure(charts.histogram(bars), question.id, caption, [(label, said) for label, _, said in bars], plot)
    rows = [Row((label, words.count(n), words.number(percent_of(n, total, words.decimals)))) for label, n in named]
    rows.append(Row((words.text("sr_base"), words.count(total), NONE), strong=True))
    rows += _no_answer(making, question, 3)
    yield Table(words.text("sr_table_classes"), (words.text("sr_class"), words.text("rep_n"), "%"), tuple(rows))


def _no_answer(making: Making, question: Question, width: int) -> Iterator[Row]:
    """Tabulate who did not answer, where that may be told."""
    blank = making.survey.no_answer(question)
    if blank is not None:
        yield Row((making.words.text("no_answer"), making.words.count(blank), *[NONE] * (width - 2)))


def class_words(making: Making, one: Class, unit: str, decimals: int) -> str:
    """Word the limits of a class: 10年未満, 10年以上20年未満, 20年以上."""
    words = making.words
    low, high = (None if end is None else words.amount(end, unit, decimals) for end in (one.low, one.high))
    if low is None and high is None:
        return words.text("rep_everyone")
    if low is None:
        return words.text("sr_below", high=high)
    return words.text("sr_from", low=low) if high is None else words.text("sr_from_below", low=low, high=high)
