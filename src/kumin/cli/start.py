"""``kumin start``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import AnswerFilesCommand, FiscalYear, errors_as_messages, lang_option, limits_options
from kumin.cli.terminal.needs import refuse_beside
from kumin.cli.terminal.streams import ask, is_terminal, say

if TYPE_CHECKING:
    from kumin.authoring.start import Started


@click.command(cls=AnswerFilesCommand)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--ward")
@click.option("--year", type=FiscalYear())
@click.option("--answers", type=click.Path(path_type=Path), multiple=True)
@click.option("--population", type=click.Path(path_type=Path, exists=False, dir_okay=False))
@click.option("--published", type=click.Path(path_type=Path, exists=False, dir_okay=False))
@limits_options
@lang_option
@errors_as_messages
def start(
    folder: Path | None,
    ward: str | None,
    year: int | None,
    answers: tuple[Path, ...],
    population: Path | None,
    published: Path | None,
    lang: str | None,
) -> None:
    """Make a year's folder: definition workbooks, the answers, and the list of what is to do."""
    from kumin.authoring.start import answer_paths, folder_of_year, has_plan, start_year, update_year
    from kumin.errors import UsageError
    from kumin.messages import text

    given = list(answers)
    if folder is None and has_plan(Path.cwd()) and not (ward or year):
        folder = Path.cwd()
    if folder is None or not has_plan(folder):
        asked = is_terminal(sys.stdin) and is_terminal(sys.stderr)
        state = _state(folder)
        if asked and state:
            say(text(f"start_folder_{state}", lang, path=folder), err=True)
        ward, year, given = _asked(ward, year, given, lang) if asked else (ward, year, given)
        if not ward or year is None:
            missing = [name for name, value in (("--ward", ward), ("--year", year)) if not value]
            names = text("start_names_join", lang).join(missing)
            raise UsageError(f"start_needs_{state}" if state else "start_needs", path=folder, names=names)
        folder = folder or Path(folder_of_year(year, lang))
    if population is not None and not population.is_file():
        raise UsageError("start_population_missing", path=population)
    files = answer_paths(given)
    if has_plan(folder):
        refuse_beside(folder, "population")
        done = update_year(folder, ward or "", year, files, lang, published)
    else:
        assert ward is not None
        assert year is not None
        done = start_year(folder, ward, year, files, population, lang, published)
    _say_done(done, lang)


def _state(folder: Path | None) -> str:
    """Name what a folder is that was given and is no year's: missing or without a plan; empty where none was given."""
    from kumin.errors import UsageError

    if folder is None:
        return ""
    if folder.is_file():
        raise UsageError("start_is_file", path=folder)
    return "planless" if folder.is_dir() else "missing"


def _asked(ward: str | None, year: int | None, answers: list[Path], lang: str | None) -> tuple[str, int, list[Path]]:
    """Ask for what was not given; nothing is asked twice but what cannot be read."""
    from datetime import date

    from kumin.authoring.start import folder_of_year
    from kumin.errors import UsageError
    from kumin.messages import text

    while not ward:
        ward = ask(text("start_ask_ward", lang))
    if year is None:
        today = date.today()
        year = today.year - (today.month < 4)
        words = ask(text("start_ask_year", lang, default=folder_of_year(year, lang)))
        read = FiscalYear.read(words) if words else year
        if read is None:
            raise UsageError("start_year_unread", value=words)
        year = read
    while not answers or answers[-1] != Path():
        # a file that is dragged into the window comes in quotes
        answers.append(Path(ask(text("start_ask_answers", lang)).strip("\"' ")))
    return ward, year, answers[:-1]


def _say_done(done: Started, lang: str | None) -> None:
    from kumin.messages import text

    for line in done.lines:
        say(line)
    for path in done.written:
        say(text("written_line", lang, path=path), err=True)
    listed = done.written[-1]
    if done.left:
        say(text("start_left", lang, count=len(done.left), path=listed))
    else:
        say(text("start_all_done", lang, path=listed))
