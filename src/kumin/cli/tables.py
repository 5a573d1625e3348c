"""``kumin tabulate`` and ``kumin crosstab``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kumin.cli.completion import question_ids, survey_ids
from kumin.cli.inputs.sources import find_source
from kumin.cli.run import first_release_option, previous_release_option
from kumin.cli.terminal.common import (
    AnswerFilesCommand,
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
)
from kumin.cli.terminal.needs import only_with
from kumin.cli.terminal.streams import say, terminal_width
from kumin.errors import UsageError

if TYPE_CHECKING:
    from kumin.tables.options import Adjustment

FORMATS = ("table", "csv", "markdown", "xlsx")
SUFFIXES = {".csv": "csv", ".md": "markdown", ".xlsx": "xlsx", ".txt": "table"}


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both commands take."""
    for option in reversed(
        (
            click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILES..."),
            click.option(
                "--answers",
                multiple=True,
                metavar="DIR | FILE | SURVEY=FILE",
            ),
            click.option("--questionnaire", type=click.Path(path_type=Path, dir_okay=False)),
            click.option("--survey", shell_complete=survey_ids),
            click.option("--question", "questions", shell_complete=question_ids),
            click.option(
                "--format",
                "format_",
                type=click.Choice(FORMATS),
            ),
            click.option("--out", type=click.Path(path_type=Path, dir_okay=False)),
            click.option("--no-answer", type=click.Choice(("exclude", "column")), default="exclude", show_default=True),
            click.option("--weighted", is_flag=True),
            min_cell_option,
            previous_release_option,
            first_release_option,
            level_option,
            limits_options,
            lang_option,
        )
    ):
        command = option(command)
    return command


@click.command(cls=AnswerFilesCommand)
@_options
@errors_as_messages
@only_with("out", "previous_release", "first_release")
def tabulate(**given: Any) -> None:
    """Tabulate every question."""
    _show(axes="", **given)


@click.command(cls=AnswerFilesCommand)
@click.option(
    "--by",
    "axes",
    shell_complete=question_ids,
)
@click.option(
    "--adjust",
    type=click.Choice(("none", "holm", "benjamini_hochberg")),
    default="none",
    show_default=True,
)
@_options
@errors_as_messages
@only_with("out", "previous_release", "first_release")
def crosstab(axes: str | None, **given: Any) -> None:
    """Tabulate questions by groups of respondents."""
    _show(axes=axes, **given)


def _show(
    axes: str | None,
    files: tuple[Path, ...],
    answers: tuple[str, ...],
    questionnaire: Path | None,
    survey: str | None,
    questions: str | None,
    format_: str | None,
    out: Path | None,
    min_cell: int | None,
    previous_release: Path | None,
    first_release: bool,
    level: float,
    lang: str | None,
    no_answer: str,
    weighted: bool,
    adjust: Adjustment = "none",
) -> None:
    from kumin.disclosure.policy import FOURTHS, HALVES, suppresses
    from kumin.disclosure.published import rules_of_plan
    from kumin.messages import text
    from kumin.tables.options import TableOptions
    from kumin.words.listing import list_tables, read_listed
    from kumin.writers.auditing.tables import audited, files_beside
    from kumin.writers.listing import write_listing

    by_name = SUFFIXES.get(out.suffix.lower()) if out else "table"
    if out and (by_name is None or (format_ or by_name) != by_name):
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=", ".join(SUFFIXES))
    chosen = format_ or by_name or "table"
    source = find_source(files, answers, questionnaire, lang)
    k = rules_of_plan(source.plan.plan, min_cell if out or min_cell is not None else 0).k
    make = partial(
        list_tables, read_listed(source.plan, source.answers), axes=axes, survey=survey, questions=questions, k=k,
        level=level, lang=lang, notes=source.notes, options=TableOptions(no_answer == "column", weighted, adjust),
    )  # fmt: skip
    published = bool(out) and suppresses(k)
    if out and published:
        places, beside = files_beside(source.plan, out, previous_release, first=first_release)
        listing, held = audited(lambda held: make(beside=beside, held=held), source.plan)
    else:
        listing = make()
    written = write_listing(listing, chosen, out, None if out else terminal_width())
    if out is None:
        say(written, nl=False)
    else:
        say(text("written_line", lang, path=out), err=True)
    if published:
        if held:
            say(text("tables_held", lang, count=len(held), names=", ".join(held)), err=True)
        names = ", ".join(path.name or str(path) for path in places)
        say(text("tables_beside" if places else "tables_alone", lang, names=names), err=True)
    if k:
        say(text("rep_method_suppress", lang, k=k), err=True)
    if suppresses(k) and listing.kinds & {"number", "date"}:
        say(text("num_method_suppress", lang, halves=HALVES * k, fourths=FOURTHS * k), err=True)
