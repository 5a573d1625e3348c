"""The report of a run's surveys as blocks, in the order in which wards print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions.house_style import HouseStyle
from kumin.reporting.questions import Reported
from kumin.words import words_of
from kumin.words.conduct import SurveyView
from kumin.words.public import public_surveys, public_who
from kumin.words.respondents import WhoView
from kumin.words.survey import synthetic_words
from kumin.words.survey_report.sentences import sentences
from kumin.words.survey_report.style import StyledWords
from kumin.writers.survey_report.blocks import Block, Break, Heading, Making, Paragraph
from kumin.writers.survey_report.crosstables import crosstables
from kumin.writers.survey_report.front import how_to_read, overview
from kumin.writers.survey_report.policies import policies_section
from kumin.writers.survey_report.question import question_section
from kumin.writers.survey_report.summary import Summary, summary_of, summary_part
from kumin.writers.survey_report.topline import topline

if TYPE_CHECKING:
    from kumin.charts.svg import Drawing
    from kumin.definitions import Question
    from kumin.disclosure.published import Published
    from kumin.reporting.years import Year
    from kumin.words import Words


@dataclass(frozen=True)
class Book:
    """A report that is still to be written.

    Attributes
    ----------
    words : Words
        Language.
    title, ward, year, notice : str
        What stands at its head; ``notice``: that answers are made up, else empty.
    blocks : tuple of Block
        Its content.
    drawings : tuple of Drawing
        Its charts.
    summaries : tuple of Summary
        The main results of each survey.
    policies : mapping of survey to DataFrame
        Satisfaction and importance of the surveys that asked for them: :data:`kumin.tables.priorities.PRIORITIES`.
    said : mapping of survey to list
        Every sentence on a question with the numbers it rests on, as plain values.
    """

    words: Words
    title: str
    ward: str
    year: str
    notice: str
    blocks: tuple[Block, ...]
    drawings: tuple[Drawing, ...]
    summaries: tuple[Summary, ...]
    policies: Mapping[str, pl.DataFrame]
    said: Mapping[str, list[dict[str, Any]]]


def survey_book(
    published: Published,
    years: Mapping[str, Sequence[Year]],
    style: HouseStyle,
    lang: str | None = None,
    surveys: Sequence[str] | None = None,
) -> Book:
    """Lay out the report of a run's surveys.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    years : mapping of survey to years
        The answers of earlier years, the latest first.
    style : HouseStyle
        How its Japanese is worded.
    lang : {"ja", "en"}, optional
        Language.
    surveys : sequence of str, optional
        Surveys of the report; default all that have answers.
    """
    result = published.result
    words = words_of(result, lang)
    styled = StyledWords(words, style)
    views = {view.key: view for view in public_surveys(published, words)}
    who = {view.key: view for view in public_who(published, words)}
    drawings: list[Drawing] = []
    blocks: list[Block] = []
    summaries: list[Summary] = []
    policies = {}
    said = {}
    keys = [key for key in result.answers if surveys is None or key in surveys]
    for key in keys:
        survey = Reported(published, key, years.get(key, ()))
        worded = {one.id: sentences(survey, one, styled) for one in survey.questionnaire.questions}
        if survey.priorities is not None:
            policies[key] = survey.priorities[0]
        said[key] = [one.record() for own in worded.values() for one in own]
        making = Making(survey, styled, worded, drawings)
        if len(keys) > 1:
            blocks.append(Heading(1, views[key].title, making.id("survey")))
        summaries.append(summary_of(making, views[key]))
        blocks += [*summary_part(making, summaries[-1]), *_part(making, views[key], who.get(key))]
    plan = result.plan.plan
    names = words.joined(dict.fromkeys(views[key].title for key in keys), "label_joiner")
    return Book(
        words, words.text("sr_title", survey=names), plan.ward, words.both_years(result.fiscal_year),
        synthetic_words(result, words), tuple(blocks), tuple(drawings),
        tuple(summaries), policies, said,
    )  # fmt: skip


def _part(making: Making, view: SurveyView, who: WhoView | None) -> Iterator[Block]:
    """Lay out the part on one survey, but for its summary."""
    questions = making.survey.questionnaire.questions
    yield from overview(making, view, who)
    results = list(_results(making, questions))
    yield from how_to_read(making, results)
    yield from results


def _results(making: Making, questions: Sequence[Question]) -> Iterator[Block]:
    """Lay out the answers: each question, and the appendices."""
    words = making.words
    if not making.survey.coded.height:
        yield Paragraph(making.text("sr_nobody"))
    attributes = [one for one in questions if getattr(one, "attribute", False)]
    for code, chosen in (("attributes", attributes), ("results", [one for one in questions if one not in attributes])):
        if chosen:
            yield Heading(2, words.text(f"sr_{code}"), making.id(code))
            for question in chosen:
                yield from question_section(making, question)
    yield from policies_section(making)
    yield Break()
    yield from _tables(making, questions)
    yield Break()
    yield from topline(making)
    yield Break()


def _tables(making: Making, questions: Sequence[Question]) -> Iterator[Block]:
    yield Heading(2, making.text("sr_crosstables"), making.id("crosstables"))
    yield Paragraph(making.text("sr_crosstables_note"), quiet=True)
    for question in questions:
        yield from crosstables(making, question)
