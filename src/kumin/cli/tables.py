"""``kumin tabulate`` and ``kumin crosstab``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kumin.cli.common import (
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
    parse_answers,
    say_understood,
)
from kumin.cli.completion import question_ids, survey_ids
from kumin.cli.help import Command
from kumin.cli.streams import say
from kumin.errors import UsageError

FORMATS = ("table", "csv", "markdown", "xlsx")
SUFFIXES = {".csv": "csv", ".md": "markdown", ".xlsx": "xlsx", ".txt": "table"}


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both commands take."""
    for option in reversed(
        (
            click.argument("plan", type=click.Path(path_type=Path)),
            click.option(
                "--answers",
                multiple=True,
                metavar="DIR | FILE | SURVEY=FILE",
            ),
            click.option("--survey", shell_complete=survey_ids),
            click.option("--question", "questions", shell_complete=question_ids),
            click.option(
                "--format",
                "format_",
                type=click.Choice(FORMATS),
            ),
            click.option("--out", type=click.Path(path_type=Path, dir_okay=False)),
            min_cell_option,
            level_option,
            limits_options,
            lang_option,
        )
    ):
        command = option(command)
    return command


@click.command(cls=Command)
@_options
@errors_as_messages
def tabulate(**given: Any) -> None:
    """Tabulate every question."""
    _show(axes="", **given)


@click.command(cls=Command)
@click.option(
    "--by",
    "axes",
)
@_options
@errors_as_messages
def crosstab(axes: str | None, **given: Any) -> None:
    """Tabulate questions by groups of respondents."""
    _show(axes=axes, **given)


def _show(
    axes: str | None,
    plan: Path,
    answers: tuple[str, ...],
    survey: str | None,
    questions: str | None,
    format_: str | None,
    out: Path | None,
    min_cell: int | None,
    level: float,
    lang: str | None,
) -> None:
    from kumin.definitions import load_plan
    from kumin.disclosure.policy import FOURTHS, HALVES, suppresses
    from kumin.disclosure.published import rules_of_plan
    from kumin.messages import text
    from kumin.words.listing import Listing, list_tables
    from kumin.writers.listing import write_listing

    by_name = SUFFIXES.get(out.suffix.lower()) if out else "table"
    if out and (by_name is None or (format_ or by_name) != by_name):
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=", ".join(SUFFIXES))
    chosen = format_ or by_name or "table"
    definitions = load_plan(plan)
    say_understood(definitions.understood, lang)
    k = rules_of_plan(definitions.plan, min_cell if out or min_cell is not None else 0).k
    listing: Listing = list_tables(
        definitions, parse_answers(answers), axes=axes, survey=survey, questions=questions, k=k, level=level, lang=lang
    )
    written = write_listing(listing, chosen, out)
    if out is None:
        say(written, nl=False)
    else:
        say(text("written_line", lang, path=out), err=True)
    if k:
        say(text("rep_method_suppress", lang, k=k), err=True)
    if suppresses(k) and listing.kinds & {"number", "date"}:
        say(text("num_method_suppress", lang, halves=HALVES * k, fourths=FOURTHS * k), err=True)
