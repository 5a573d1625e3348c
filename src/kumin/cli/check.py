"""``kumin check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kumin.cli.common import (
    AnswerFilesCommand,
    errors_as_messages,
    lang_option,
    limits_options,
    say_kept,
    say_understood,
)
from kumin.cli.progress import shown_progress
from kumin.cli.streams import paint, say


@click.command(cls=AnswerFilesCommand)
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILES...")
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
    """Check answer FILES of one survey against its QUESTIONNAIRE."""
    from kumin.definitions import read_questionnaire
    from kumin.responses import validate_files
    from kumin.words import Words
    from kumin.writers.check import write_check, write_parquet
    from kumin.writers.kept import OF_CHECK, recorded
    from kumin.writers.terminal.check import render_check

    words = Words.of(lang)
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
        shown = render_check(answers, definition, words, paint, limit=limit)
        if progress and out:
            progress("stage_write", str(out))
        written = write_check(answers, definition, out, lang, show_values=show_values) if out else []
        written += write_parquet(answers.findings, parquet) if parquet else []
    say(shown, nl=False)
    for path in written:
        say(words.text("written_line", path=path), err=True)
    if out:
        say_kept(recorded(out, OF_CHECK), lang)
    errors = answers.findings["severity"] == "error"
    if strict and (errors.any() or answers.refusal(definition) is not None):
        sys.exit(1)
