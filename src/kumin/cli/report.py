"""``kumin report``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.completion import survey_ids
from kumin.cli.run import first_release_option, previous_option, previous_release_option
from kumin.cli.terminal.common import (
    AnswerFilesCommand,
    FiscalYear,
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
    parse_answers,
    say_answers_found,
    say_kept,
    say_understood,
)
from kumin.cli.terminal.needs import refuse_beside
from kumin.cli.terminal.progress import shown_progress
from kumin.cli.terminal.streams import say

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.definitions.survey import Sampling


@click.command(cls=AnswerFilesCommand)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--answers", multiple=True, metavar="DIR | FILE | SURVEY=FILE")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--survey", "surveys", multiple=True, shell_complete=survey_ids)
@click.option("--words", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sampling", type=click.Choice(("random", "census", "volunteers", "participants", "panel")))
@click.option("--slides", is_flag=True)
@previous_option
@previous_release_option
@first_release_option
@click.option("--year", type=FiscalYear())
@level_option
@min_cell_option
@limits_options
@lang_option
@errors_as_messages
def report(
    source: Path,
    answers: tuple[str, ...],
    out: Path,
    surveys: tuple[str, ...],
    words: Path | None,
    sampling: Sampling | None,
    slides: bool,
    previous: Path | None,
    previous_release: Path | None,
    first_release: bool,
    year: int | None,
    level: float,
    min_cell: int | None,
    lang: str | None,
) -> None:
    """Write the report (調査報告書) of the surveys of a plan, or of a questionnaire, from raw answers."""
    from kumin.definitions import load_house_style
    from kumin.disclosure.published import release
    from kumin.errors import UsageError, choices
    from kumin.messages import text
    from kumin.pipeline import run
    from kumin.writers.auditing.last_release import last_release
    from kumin.writers.kept import OF_REPORT, recorded
    from kumin.writers.report import write_report

    loaded, style = _definitions(source, answers, year, sampling), load_house_style(words) if words else None
    for survey in surveys:
        if survey not in loaded.plan.surveys:
            raise UsageError("survey_not_in_plan", survey=survey, **choices(survey, loaded.plan.surveys))
    files = parse_answers(answers)
    with shown_progress(lang) as progress:
        result = run(loaded, files, fiscal_year=year, level=level, previous=previous, progress=progress)
    say_answers_found(loaded, files, lang)
    for survey in surveys:
        if survey not in result.answers:
            raise UsageError("report_no_answers", survey=survey)
    earlier = last_release(loaded, result.fiscal_year, out, previous_release, first=first_release)
    written, record = write_report(
        release(result, min_cell, earlier=earlier.surveys if earlier else None), out, lang, style=style,
        surveys=surveys or None, slides=slides, earlier=earlier,
    )  # fmt: skip
    say_understood(loaded.understood, lang)
    for path in written:
        say(text("written_line", lang, path=path), err=True)
    say_kept(recorded(out, OF_REPORT), lang)
    for line in [*record["audit"]["lines"], *record["audit"]["warnings"]]:
        say(line, err=True)
    if record["audit"]["withheld"]:
        say(text("audit_withheld", lang, names=", ".join(record["audit"]["withheld"])), err=True)
        sys.exit(1)


def _definitions(source: Path, answers: tuple[str, ...], year: int | None, sampling: Sampling | None) -> LoadedPlan:
    """Read a plan, or a questionnaire alone, of which the command must say what a plan would."""
    from kumin.definitions import load_plan, load_questionnaire
    from kumin.definitions.files.lone_survey import lone_survey
    from kumin.definitions.files.plan_file import file_is_plan
    from kumin.errors import UsageError

    if not source.is_file() or file_is_plan(source):
        refuse_beside(source, "sampling")
        return load_plan(source)
    if not answers or sampling is None:
        raise UsageError("report_needs_more")
    questionnaire = load_questionnaire(source)
    if year is None:
        if questionnaire.period is None:
            raise UsageError("report_needs_year")
        year = questionnaire.period.fiscal_year
    return lone_survey(questionnaire, source, year, sampling)
