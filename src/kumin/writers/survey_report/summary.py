"""概要版: two pages with the main results, which can be published alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from kumin import charts
from kumin.charts.answers import NEGATIVE, POSITIVE, UNSURE
from kumin.charts.looks import words_width
from kumin.charts.profiles import Bar, Part
from kumin.definitions import SingleQuestion
from kumin.definitions.titles import short_title
from kumin.numbers import exact
from kumin.reporting.answers import scale_of
from kumin.words.conduct import SurveyView
from kumin.writers.plots.plot import bars_of_100
from kumin.writers.survey_report.bars import n_words
from kumin.writers.survey_report.blocks import Block, Break, Bullets, Heading, Making, Paragraph

if TYPE_CHECKING:
    from kumin.definitions import Question
    from kumin.words import Words
    from kumin.words.survey_report.sentences import Sentence
    from kumin.writers.plots.plot import Plot

MOST_BARS = 14
MOST_POINTS = 24
"""What two pages have room for."""
_PAGE = 260
"""Millimetres of a page between its margins."""
_LINE, _LETTERS = 6, 46
"""Millimetres of a line of a point, and the full-width letters that it holds."""
_FEW = 6
"""Lines that are not worth a second page."""

_FIRST = ("changed", "merged", "top", "order", "number", "date", "close", "only")
_COLOURS = (POSITIVE[0], UNSURE[0], NEGATIVE[2])


@dataclass(frozen=True, slots=True)
class Summary:
    """The main results of a survey.

    Attributes
    ----------
    title : str
        The survey.
    conduct : tuple of str
        How it was conducted, in a few words each.
    legend : tuple of tuple of str
        Words and colour of the parts of the bars.
    bars : tuple of Bar
        The two sides of every scale, the largest first side first.
    points : tuple of str
        What is to be said, what changed first.
    left_out : int
        Questions of which something is to be said and for which there is no room.
    """

    title: str
    conduct: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    points: tuple[str, ...]
    left_out: int


def summary_of(making: Making, view: SurveyView) -> Summary:
    """Choose the main results of a survey."""
    words = making.words
    rows = dict(view.rows)
    codes = ("rep_population_of", "rep_period", "rep_mode", "rep_invited", "rep_used", "rep_rate")
    conduct = tuple(f"{name} {rows[name]}" for name in (words.text(code) for code in codes) if name in rows)
    sides = (words.text(f"sr_side_{side}") for side in ("top", "between", "bottom"))
    questions = [one for one in making.survey.questionnaire.questions if not getattr(one, "attribute", False)]
    points = [point for one in questions if (point := _point(making, one)) is not None]
    points.sort(key=lambda point: point[0])
    legend, bars = tuple(zip(sides, _COLOURS, strict=True)), tuple(_bars(making))
    said = _with_room([text for _, text in points[:MOST_POINTS]], bars)
    return Summary(view.title, conduct, legend, bars, said, len(points) - len(said))


def _with_room(points: Sequence[str], bars: Sequence[Bar]) -> tuple[str, ...]:
    """Return the points that two pages have room for below the chart; no second page is begun for a few lines."""
    room = (_PAGE - 9 * len(bars) - 60) // _LINE  # of the first page: a bar is 9 mm, headings and notes are the rest
    ends = list(accumulate(ceil(words_width(text, 1 / 1.04) / _LETTERS) for text in points))
    if ends and ends[-1] <= room + _FEW:
        return tuple(text for text, end in zip(points, ends, strict=True) if end <= room)
    return tuple(text for text, end in zip(points, ends, strict=True) if end <= room + _PAGE // _LINE)


def summary_part(making: Making, summary: Summary) -> Iterator[Block]:
    """Lay out the summary."""
    words = making.words
    yield Heading(2, words.text("sr_summary"), making.id("summary"))
    if summary.conduct:
        yield Paragraph(words.joined(summary.conduct, "rep_list_joiner"))
    if summary.bars:
        described = [(bar.label, bar.parts[0].words) for bar in summary.bars]
        chart = charts.profile(summary.bars, summary.legend)
        yield making.figure(chart, "summary", words.text("sr_summary_figure"), described, summary_plot(words, summary))
        yield Paragraph(making.text("sr_summary_note"), quiet=True)
    if summary.points:
        yield Paragraph(words.text("sr_points_heading"))
        yield Bullets(summary.points)
    if summary.left_out:
        yield Paragraph(making.text("sr_points_more", n=summary.left_out), quiet=True)
    yield Break()


def summary_plot(words: Words, summary: Summary, bars: slice = slice(None)) -> Plot:
    """Make the bars of a summary, or some of them, a chart that can be edited."""
    hidden = words.text("rep_hidden")
    return bars_of_100(summary.bars[bars], summary.legend, hidden=hidden, decimals=words.decimals)


def _bars(making: Making) -> list[Bar]:
    """Draw the two sides of every scale of which both are shown, the largest first side first."""
    words, bars = making.words, []
    for question in making.survey.questionnaire.questions:
        if not isinstance(question, SingleQuestion) or question.attribute:
            continue
        scale, groups = scale_of(question), making.survey.groups(question)
        if scale is None or not groups or not groups[0].n_base:
            continue
        sides = [groups[0].percent(codes, words.decimals) for codes in (scale.top, scale.bottom)]
        if sides[0] is None or sides[1] is None:
            continue
        others = [code for code in question.options if code not in (*scale.top, *scale.bottom)]
        between = groups[0].percent(others, words.decimals)
        if between is None:  # what is left, where an option is hidden
            between = max(float(100 - exact(sides[0]) - exact(sides[1])), 0.0)
        shares = (sides[0], between, sides[1])
        parts = tuple(
            Part(share, words.number(share), shade, place)
            for place, (share, shade) in enumerate(zip(shares, _COLOURS, strict=True))
        )
        bars.append(Bar(short_title(question), n_words(making, groups[0].n_base), parts))
    return sorted(bars, key=lambda bar: -bar.parts[0].percent)[:MOST_BARS]


def _point(making: Making, question: Question) -> tuple[int, str] | None:
    """Say the main thing of a question: what changed with the level, else the level; and how early it stands."""
    said = {one.fact.kind: one for one in making.said[question.id]}
    level = next((said[kind] for kind in _FIRST[1:] if kind in said), None)
    if level is None:
        return None
    chosen: Sequence[Sentence] = [level, said["changed"]] if "changed" in said else [level]
    text = making.styled.joined(one.text for one in chosen)
    point = making.text("sr_point", question=making.styled.question(question.text), text=text)
    return (0 if "changed" in said else 1), point
