"""概要版: two pages with the main results, which can be published alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kumin import charts
from kumin.charts.answers import NEGATIVE, POSITIVE, UNSURE
from kumin.charts.profiles import Bar, Part
from kumin.definitions import SingleQuestion
from kumin.reporting.answers import scale_of
from kumin.words.conduct import SurveyView
from kumin.writers.survey_report.bars import n_words
from kumin.writers.survey_report.blocks import Block, Break, Bullets, Heading, Making, Paragraph

if TYPE_CHECKING:
    from kumin.definitions import Question
    from kumin.words.survey_report.sentences import Sentence

MOST_BARS = 14
MOST_POINTS = 12
"""What two pages have room for."""

_FIRST = ("changed", "merged", "top", "order", "number", "close")
_COLOURS = (POSITIVE[0], UNSURE[0], NEGATIVE[2])


def summary(making: Making, view: SurveyView) -> Iterator[Block]:
    """Lay out the summary."""
    words, survey = making.words, making.survey
    yield Heading(2, words.text("sr_summary"), making.id("summary"))
    rows = dict(view.rows)
    codes = ("rep_population_of", "rep_period", "rep_mode", "rep_invited", "rep_used", "rep_rate")
    parts = [f"{name} {rows[name]}" for name in (words.text(code) for code in codes) if name in rows]
    if parts:
        yield Paragraph(words.joined(parts, "rep_list_joiner"))
    bars = _bars(making)
    if bars:
        legend = list(
            zip((words.text(f"sr_side_{side}") for side in ("top", "between", "bottom")), _COLOURS, strict=True)
        )
        chart = charts.profile(bars, legend)
        described = [(bar.label, bar.parts[0].words) for bar in bars]
        yield making.figure(chart, "summary", words.text("sr_summary_figure"), described)
        yield Paragraph(making.text("sr_summary_note"), quiet=True)
    questions = [one for one in survey.questionnaire.questions if not getattr(one, "attribute", False)]
    points = [point for one in questions if (point := _point(making, one)) is not None]
    points.sort(key=lambda point: point[0])
    chosen = points[:MOST_POINTS]
    if chosen:
        yield Paragraph(words.text("sr_points_heading"))
        yield Bullets(tuple(said for _, said in chosen))
    if len(points) > len(chosen):
        yield Paragraph(making.text("sr_points_more", n=len(points) - len(chosen)), quiet=True)
    yield Break()


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
        shares = (sides[0], max(100 - sides[0] - sides[1], 0.0), sides[1])
        parts = tuple(Part(share, words.number(share), shade) for share, shade in zip(shares, _COLOURS, strict=True))
        bars.append(Bar(question.text, n_words(making, groups[0].n_base), parts))
    return sorted(bars, key=lambda bar: -bar.parts[0].percent)[:MOST_BARS]


def _point(making: Making, question: Question) -> tuple[int, str] | None:
    """Say the main thing of a question: what changed with the level, else the level; and how early it stands."""
    said = {one.fact.kind: one for one in making.said[question.id]}
    level = next((said[kind] for kind in _FIRST[1:] if kind in said), None)
    if level is None:
        return None
    chosen: Sequence[Sentence] = [level, said["changed"]] if "changed" in said else [level]
    text = making.styled.joined(one.text for one in chosen)
    return (0 if "changed" in said else 1), making.text(
        "sr_point", question=making.styled.question(question.text), text=text
    )
