"""``kumin run``, and ``kumin demo``, which runs the sample."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import (
    AnswerFilesCommand,
    FiscalYear,
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
    out_option,
    parse_answers,
    require_folder,
    say_answers_found,
    say_kept,
    say_next,
    say_understood,
    workers_options,
)
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.needs import only_with, refuse_unread
from kumin.cli.terminal.progress import shown_progress
from kumin.cli.terminal.streams import paint, say, terminal_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from kumin.estimates import AnswerFiles
    from kumin.result import Result

previous_option = click.option(
    "--previous",
    type=click.Path(path_type=Path),
)
detail_option = click.option("--detail", is_flag=True)
previous_release_option = click.option("--previous-release", type=click.Path(path_type=Path))
first_release_option = click.option("--first-release", is_flag=True)
skip_audit_option = click.option("--skip-audit", is_flag=True)


@click.command(cls=AnswerFilesCommand)
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--answers",
    multiple=True,
    metavar="DIR | FILE | SURVEY=FILE",
)
@out_option
@previous_option
@detail_option
@click.option("--charts", is_flag=True)
@click.option("--year", type=FiscalYear())
@level_option
@min_cell_option
@skip_audit_option
@previous_release_option
@first_release_option
@click.option("--encoding")
@workers_options
@limits_options
@lang_option
@errors_as_messages
@only_with("out", "charts", "skip_audit", "previous_release", "first_release")
def run(
    plan: Path,
    answers: tuple[str, ...],
    out: Path | None,
    year: int | None,
    level: float,
    min_cell: int | None,
    skip_audit: bool,
    previous_release: Path | None,
    first_release: bool,
    encoding: str | None,
    previous: Path | None,
    detail: bool,
    charts: bool,
    jobs: int | None,
    scheduler: str | None,
    lang: str | None,
) -> None:
    """Judge the indicators of PLAN (a plan.yaml or its folder) from raw answers."""
    from kumin.executors import workers

    with workers(jobs, scheduler) as executor:
        run_and_show(
            plan, parse_answers(answers), out, lang, year=year, level=level, min_cell=min_cell, encoding=encoding,
            previous=previous, detail=detail, audited=not skip_audit, charts=charts,
            previous_release=previous_release, first_release=first_release, executor=executor,
        )  # fmt: skip


@click.command(cls=Command)
@click.option(
    "--year",
    type=click.Choice(["2023", "2022"]),
    default="2023",
    show_default=True,
)
@out_option
@limits_options
@lang_option
@errors_as_messages
def demo(year: str, out: Path | None, lang: str | None) -> None:
    """Run the sample: the ward's real plan with synthetic answers."""
    from kumin.data import sample_folder, schema_folder
    from kumin.messages import text

    folder = {"2023": "r05", "2022": "r04"}[year]
    plan, answers = schema_folder("tsurumi", folder), sample_folder("tsurumi", folder)
    say(text("demo_intro", lang, plan=plan, answers=answers), err=True)
    run_and_show(plan, answers, out, lang)


def run_and_show(
    plan: Path,
    answers: AnswerFiles | None,
    out: Path | None,
    lang: str | None,
    *,
    year: int | None = None,
    level: float = 0.95,
    min_cell: int | None = None,
    encoding: str | None = None,
    previous: Path | None = None,
    detail: bool = False,
    audited: bool = True,
    charts: bool = False,
    previous_release: Path | None = None,
    first_release: bool = False,
    executor: Executor | None = None,
) -> None:
    """Run, print the table, write the files."""
    require_folder(out)
    from kumin.authoring.to_do import plan_to_do
    from kumin.errors import DefinitionError
    from kumin.pipeline import run as run_pipeline

    try:
        with shown_progress(lang) as progress:
            result = run_pipeline(
                plan, answers, fiscal_year=year, level=level, encoding=encoding, previous=previous, progress=progress,
                executor=executor,
            )  # fmt: skip
    except DefinitionError:
        _say_unfinished(plan, lang)
        raise
    refuse_unread((one for found in result.answers.values() for one in found.tables), encoding=encoding)
    say_answers_found(result.plan, answers, lang)
    try:
        show(
            result, out, lang, detail=detail, min_cell=min_cell, audited=audited, charts=charts,
            previous_release=previous_release, first_release=first_release,
        )  # fmt: skip
    except SystemExit:  # public files were withheld; an error stands alone
        say_next(plan_to_do(result.plan), result.plan.path.parent, lang)
        raise
    say_next(plan_to_do(result.plan), result.plan.path.parent, lang)


def _say_unfinished(plan: Path, lang: str | None) -> None:
    """Say what is to do in a plan that is not written yet."""
    from kumin.authoring.year_folder import year_folder, year_to_do
    from kumin.errors import DefinitionError

    try:
        year = year_folder(plan)
    except DefinitionError:
        return
    found = year_to_do(year, lang)
    if {one.kind for one in found} & {"issues", "indicators", "targets"}:
        say_next(found, year.folder, lang)


def show(
    result: Result,
    out: Path | None,
    lang: str | None,
    *,
    detail: bool = False,
    min_cell: int | None = None,
    audited: bool = True,
    charts: bool = False,
    previous_release: Path | None = None,
    first_release: bool = False,
) -> None:
    """Write a result's files and print its table; nothing of either where one of them fails.

    Where an audit finds that the public files give something away they are not written, and the exit code is 1.
    """
    from kumin.messages import text
    from kumin.words import words_of
    from kumin.writers.terminal.run import render

    table = render(result, words_of(result, lang), paint, detail=detail, k=min_cell, width=terminal_width())
    written = []
    if out:
        from kumin.writers.files import write_result

        written = write_result(
            result, out, lang, k=min_cell, audited=audited, charts=charts, previous_release=previous_release,
            first_release=first_release,
        )  # fmt: skip
    say(table, nl=False)
    say_understood(result.plan.understood, lang)
    for path in written:
        say(text("written_line", lang, path=path), err=True)
    if out:
        _say_of_charts([path.name for path in written], lang)
        _say_of_files(result, out, lang)


def _say_of_charts(written: Sequence[str], lang: str | None) -> None:
    """Say where pictures could not hold Japanese."""
    from kumin.charts.renderer import draws_japanese
    from kumin.messages import text
    from kumin.writers.auditing.public_files import CHARTS

    if CHARTS in written and not draws_japanese():
        say(text("charts_no_font", lang, name=CHARTS), err=True)


def _say_of_files(result: Result, out: Path, lang: str | None) -> None:
    """Say what was kept of earlier files, what is missing, and what came of the audit."""
    from kumin.messages import text
    from kumin.past.store import find_previous
    from kumin.writers.files import reports_available
    from kumin.writers.kept import recorded, recorded_audit

    say_kept(recorded(out), lang)
    if result.previous is None:
        beside = find_previous([out.absolute().parent], result.plan.plan.ward, result.fiscal_year)
        if beside is not None:
            say(text("previous_elsewhere", lang, path=beside.path, year=beside.fiscal_year), err=True)
    if not reports_available():
        say(text("rep_extra_missing", lang), err=True)
    audit = recorded_audit(out)
    if audit is not None:
        for line in [*audit["lines"], *audit["warnings"]]:
            say(line, err=True)
        if audit["withheld"]:
            say(text("audit_withheld", lang, names=", ".join(audit["withheld"])), err=True)
            if audit["left"]:
                say(text("audit_left", lang, names=", ".join(audit["left"])), err=True)
            sys.exit(1)
