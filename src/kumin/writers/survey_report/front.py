"""調査の概要 and 報告書の見方: how the survey was conducted, how exact its percents are, how to read the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kumin.definitions import MultipleQuestion
from kumin.definitions.survey import RANDOM
from kumin.estimation.planning import sampling_error_table
from kumin.words.conduct import SurveyView
from kumin.words.respondents import WhoView
from kumin.words.weighting import weighted_surveys
from kumin.writers.survey_report.blocks import Block, Bullets, Heading, Making, Paragraph, Row, Table

SIZES = (2000, 1500, 1000, 700, 500, 300, 200, 100, 50)
"""Numbers of answers whose sampling error is tabulated, where there are so many."""
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)


def overview(making: Making, view: SurveyView, who: WhoView | None) -> Iterator[Block]:
    """Lay out 調査の概要: the conduct of the survey, who answered, and what is to be said of it."""
    words = making.words
    yield Heading(2, words.text("sr_overview"), making.id("overview"))
    rows = tuple(Row(pair) for pair in view.rows)
    yield Table(words.text("sr_conduct"), (words.text("sr_item"), words.text("sr_content")), rows, words=2)
    if view.rates is not None:
        yield Table(view.rates.title, view.rates.headings, tuple(map(Row, view.rates.rows)))
    if who is not None:
        head = [words.text(f"sr_who_{name}") for name in ("group", "population", "sample", "difference", "mark")]
        names = ("group", "population", "sample", "difference", "mark")
        rows = tuple(Row(tuple(row[name] for name in names)) for row in who.rows)
        yield Table(words.text("rep_who"), tuple(head), rows)
    if view.sentences:
        yield Bullets(view.sentences)


def how_to_read(making: Making, shown: Sequence[Block]) -> Iterator[Block]:
    """Lay out 報告書の見方 of what is shown, with the table of sampling error of a random sample."""
    words, survey = making.words, making.survey
    yield Heading(2, words.text("sr_reading"), making.id("reading"))
    census = survey.published.result.plan.plan.surveys[survey.key].is_census
    differences = ("differences_census" if census else "differences") if survey.random else "not_random"
    codes = ["n", *_special(making, shown), differences]
    yield Bullets(
        tuple(
            making.text(f"sr_read_{code}", k=survey.published.k, place=words.decimals + 1, level=words.level)
            for code in codes
        )
    )
    plan = survey.published.result.plan
    if plan.plan.surveys[survey.key].sampling == RANDOM:
        yield from _errors(making, survey.coded.height)


def _special(making: Making, shown: Sequence[Block]) -> Iterator[str]:
    """Yield what has to be explained: nothing that the report does not show."""
    words, survey = making.words, making.survey
    questions = survey.questionnaire.questions
    cells = {cell for block in shown if isinstance(block, Table) for row in block.rows for cell in row.cells}
    cells |= {head for block in shown if isinstance(block, Table) for head in block.head}
    sides = {words.text(f"sr_side_{side}") for side in ("top", "bottom")}
    away = survey.published.surveys[survey.key].table["suppressed"].any()
    there = {
        "unweighted": survey.key in weighted_surveys(survey.published.result),
        "rounding": True,
        "multiple": any(isinstance(one, MultipleQuestion) for one in questions),
        "base": any(one.ask_if for one in questions),
        "no_answer": True,
        "total": bool(sides & cells),
        "score": words.text("sr_mean_score") in cells,
        "hidden": survey.published.k > 1 and (away or words.text("rep_hidden") in cells),
        "small": any(cell.endswith(words.text("rep_reference_mark")) for cell in cells),
    }
    yield from (code for code, needed in there.items() if needed)


def _errors(making: Making, n: int) -> Iterator[Block]:
    words, survey = making.words, making.survey
    population = survey.published.result.plan.populations[survey.key]
    sizes = list(dict.fromkeys(size for size in (n, *SIZES) if 0 < size <= n))
    if not sizes:
        return
    level = survey.published.result.level
    table = sampling_error_table(sizes, SHARES, population=population.total if population else None, level=level)
    errors = table["error_points"].to_list()
    width = len(SHARES)
    head = [words.text("sr_error_n"), *(_share_words(making, share) for share in SHARES)]
    rows = tuple(
        Row((words.count(size), *(f"±{words.number(one)}" for one in errors[place * width : (place + 1) * width])))
        for place, size in enumerate(sizes)
    )
    yield Table(words.text("sr_errors", level=words.level), tuple(head), rows)
    yield Paragraph(making.text("sr_errors_note", level=words.level), quiet=True)


def _share_words(making: Making, share: float) -> str:
    """Name a share with the one that has the same error: 10%（90%）."""
    number = making.words.number
    return making.words.text("sr_error_share", low=number(100 * share, 0), high=number(100 * (1 - share), 0))
