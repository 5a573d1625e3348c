"""``kumin check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import (
    AnswerFilesCommand,
    errors_as_messages,
    lang_option,
    limits_options,
    say_kept,
    say_next,
    say_understood,
)
from kumin.cli.terminal.needs import refuse_unread
from kumin.cli.terminal.progress import shown_progress
from kumin.cli.terminal.streams import paint, say, terminal_width

if TYPE_CHECKING:
    from kumin.authoring.year_folder import YearFolder


@click.command(cls=AnswerFilesCommand)
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILES]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
)
@click.option(
    "--strict",
    is_flag=True,
)
@click.option(
    "--show-values",
    is_flag=True,
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
)
@click.option("--encoding")
@click.option("--sheet")
@click.option("--parquet", type=click.Path(path_type=Path))
@limits_options
@lang_option
@errors_as_messages
def check(
    questionnaire: Path,
    files: tuple[Path, ...],
    out: Path | None,
    strict: bool,
    show_values: bool,
    limit: int,
    encoding: str | None,
    sheet: str | None,
    parquet: Path | None,
    lang: str | None,
) -> None:
    """Check answer FILES of one survey against its QUESTIONNAIRE, or those of a year's folder."""
    from kumin.authoring.to_do import questionnaire_to_do
    from kumin.authoring.year_folder import year_to_do
    from kumin.definitions import read_questionnaire
    from kumin.responses import validate_files
    from kumin.words import Words
    from kumin.writers.check import write_check, write_parquet
    from kumin.writers.kept import OF_CHECK, recorded
    from kumin.writers.terminal.check import render_check

    words = Words.of(lang)
    year = _year_of(questionnaire)
    if year is not None:
        questionnaire, files = _of_year(year, files, lang)
    files = _files(files)
    definition, understood = read_questionnaire(questionnaire)
    say_understood(understood, lang)
    with shown_progress(lang) as progress:
        answers = validate_files(
            files,
            definition,
            encoding=encoding,
            sheet=sheet,
            refuse=False,
            show_values=show_values,
            progress=progress,
        )
        refuse_unread(answers.tables, sheet=sheet, encoding=encoding)
        shown = render_check(answers, definition, words, paint, limit=limit, width=terminal_width())
        if progress and out:
            progress("stage_write", str(out))
        written = write_check(answers, definition, out, lang, show_values=show_values) if out else []
        written += write_parquet(answers.findings, parquet) if parquet else []
    say(shown, nl=False)
    for path in written:
        say(words.text("written_line", path=path), err=True)
    if out:
        say_kept(recorded(out, OF_CHECK), lang)
    say_next(
        year_to_do(year, lang) if year else questionnaire_to_do(questionnaire, definition.title),
        year.folder if year else None, lang,
    )  # fmt: skip
    errors = answers.findings["severity"] == "error"
    if strict and (errors.any() or answers.refusal(definition) is not None):
        sys.exit(1)


def _year_of(path: Path) -> YearFolder | None:
    """Read a year's folder where one is given in place of a questionnaire."""
    from kumin.authoring.year_folder import year_folder

    return year_folder(path) if path.is_dir() else None


def _of_year(year: YearFolder, files: tuple[Path, ...], lang: str | None) -> tuple[Path, tuple[Path, ...]]:
    """Return the questionnaire of a year's one survey, and its answers where none are given."""
    from kumin.errors import UsageError
    from kumin.estimates import no_answers_in
    from kumin.messages import text

    known = year.questionnaires()
    if len(known) != 1:
        listed = ", ".join(f"{key}: {path.name}" for key, path in known.items())
        raise UsageError("check_surveys_several", path=year.plan, count=len(known), known=listed)
    files = files or tuple(year.answer_files())
    if not files:
        raise no_answers_in(year.folder / text("file_answers", lang))
    return next(iter(known.values())), files


def _files(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the answer files, those in a folder where one is given."""
    from kumin.authoring.year_folder import answers_at
    from kumin.errors import UsageError

    if not given:
        raise UsageError("check_needs_files")
    return tuple(file for path in given for file in answers_at(path))
