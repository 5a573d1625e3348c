"""What the commands share: options, errors as one line, colour."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kumin.cli.terminal.help import Command, language_of_context
from kumin.cli.terminal.streams import say
from kumin.cli.terminal.usage import error_lines
from kumin.errors import KuminError, UsageError
from kumin.messages import LANGUAGES, language, text
from kumin.moment import moment
from kumin.reading import MAX_MEMORY, MAX_SECONDS, limits

if TYPE_CHECKING:
    from kumin.authoring.to_do import ToDo
    from kumin.definitions import LoadedPlan, Understood
    from kumin.estimates import AnswerFiles

FILES = {".csv", ".docx", ".html", ".json", ".parquet", ".pptx", ".tsv", ".txt", ".xlsx", ".yaml", ".yml", ".zip"}
"""Ends of names that are files to anybody who reads them."""

P = ParamSpec("P")
R = TypeVar("R")


def require_folder(out: Path | None) -> None:
    """Refuse the name of a file where a folder is written, before anything is computed: 結果.xlsx would become one.

    Raises
    ------
    UsageError
        It is a file, or ends as one does and is no folder that there is.
    """
    if out is not None and out.is_file():
        raise UsageError("out_is_file", path=out)
    if out is not None and out.suffix.lower() in FILES and not out.exists():
        raise UsageError("out_names_a_file", path=out, folder=out.with_suffix("").name)


def _chosen_language(ctx: click.Context, _param: click.Parameter, lang: str | None) -> str | None:
    """Take the language of this command, else the one given before the command's name."""
    return lang or ctx.find_root().obj


_SHOWN = 6
"""Things to do that a command lists."""

lang_option = click.option("--lang", type=click.Choice(LANGUAGES), callback=_chosen_language)
out_option = click.option("--out", type=click.Path(path_type=Path))
min_cell_option = click.option(
    "--min-cell",
    type=click.IntRange(0),
)
"""One default, :data:`kumin.definitions.DEFAULT_K`, which a test holds the help to."""
level_option = click.option("--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True)


class FiscalYear(click.IntRange):
    """A fiscal year as people write it: 2024, 令和6, R6."""

    range_code = "usage_year"

    def __init__(self) -> None:
        super().__init__(1989, 2100)

    @staticmethod
    def read(words: str) -> int | None:
        """Read a year; None where it is none."""
        from kumin.definitions.lenient.scalars import year_of

        return year_of(words)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the year."""
        words = str(value)
        read = None if words.isascii() and words.isdigit() else self.read(words)
        year: int = super().convert(read if read is not None else words, param, ctx)  # type: ignore[arg-type]
        return year


def errors_as_messages(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a KuminError of a command into its message on stderr and exit code 2."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        lang = kwargs.get("lang")
        try:
            moment()  # numpy reads it too, and would stop at what is no time
            return command(*args, **kwargs)
        except KuminError as error:
            chosen = language(lang if isinstance(lang, str) else None)
            say(error_lines(error, chosen), err=True)
            sys.exit(2)

    return wrapped


def say_understood(understood: Iterable[Understood], lang: str | None) -> None:
    """Say what a definition has in words, and what it was read as."""
    from kumin.words.understood import understood_lines

    for line in understood_lines(understood, lang):
        say(line, err=True)


def say_next(found: Sequence[ToDo], folder: Path | None, lang: str | None) -> None:
    """Say what is to do next, where something is missing.

    Parameters
    ----------
    found : sequence of ToDo
    folder : Path, optional
        The year's folder, of which ``kumin start`` writes the whole list.
    lang : {"ja", "en"}, optional
    """
    if not found:
        return
    say(text("todo_next", lang, count=len(found)), err=True)
    for one in found[:_SHOWN]:
        say(text("todo_line", lang, words=one.line(lang)), err=True)
    if len(found) > _SHOWN:
        say(text("todo_more", lang, count=len(found) - _SHOWN), err=True)
    if folder is not None:
        from kumin.authoring.year_folder import shown_folder

        say(text("todo_write_list", lang, folder=shown_folder(folder)), err=True)


def say_kept(recorded: tuple[Mapping[str, str], Sequence[str]], lang: str | None) -> None:
    """Say which files of a folder were left as they are: see :func:`kumin.writers.kept.recorded`."""
    kept, earlier = recorded
    for name, new in kept.items():
        say(text("out_kept", lang, name=name, new=new), err=True)
    if earlier:
        say(text("out_earlier", lang, count=len(earlier), names=", ".join(earlier)), err=True)


SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".parquet")
"""Files that answers are read from, unpacked: as :func:`kumin.responses.readers.answer_suffixes`, which a test holds
them to. Here the help names them without loading what reads them."""
PACKED = (".gz", ".zip")
"""Files that may hold one of these."""
FORMATS = ("slots", "columns", "joined")
"""Layouts of a multiple answer: as :func:`kumin.responses.formats.in_order`."""


class AnswerFilesCommand(Command):
    """A command whose help also says which answer files are read."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the formats."""
        lang = language_of_context(ctx)
        suffixes: tuple[str, ...] = SUFFIXES
        formats: tuple[str, ...] = FORMATS
        if "kumin.responses" in sys.modules:  # where it is loaded, readers may have been added
            from kumin.responses.formats import in_order
            from kumin.responses.readers import answer_suffixes

            suffixes, formats = answer_suffixes(packed=False), tuple(one.name for one in in_order())
        formatter.write_paragraph()
        formatter.write_text(text("help_answer_files", lang, suffixes=" ".join((*suffixes, *PACKED))))
        formatter.write_text(text("help_answer_layouts", lang, names=", ".join(formats)))


def parse_answers(values: tuple[str, ...]) -> AnswerFiles | None:
    """Understand ``--answers``: a folder, files of the plan's one survey, or SURVEY=FILE any number of times.

    None where nothing is given: the plan's own folder of answers.

    Raises
    ------
    UsageError
        A value is none of these, or a file is given twice.
    """
    if not values:
        return None
    plain = [value for value in values if "=" not in value or Path(value).exists()]
    if len(plain) == len(values):
        if repeated := next((value for value in values if values.count(value) > 1), None):
            raise UsageError("answers_repeated", path=repeated)
        return Path(values[0]) if len(values) == 1 else [Path(value) for value in values]
    files: dict[str, list[Path]] = {}
    for value in values:
        survey, equals, file = value.partition("=")
        if not equals or not survey or not file:
            raise UsageError("answers_syntax", value=value)
        if Path(file) in files.setdefault(survey, []):
            raise UsageError("answers_repeated", path=file)
        files[survey].append(Path(file))
    return files


def files_alone(values: Iterable[str]) -> list[Path]:
    """Understand ``--answers`` of a questionnaire alone: files, with or without a survey's name before them."""
    return [Path(one.partition("=")[2] or one) for one in values]


def say_answers_found(loaded: LoadedPlan, answers: AnswerFiles | None, lang: str | None) -> None:
    """Say which folder of answers was taken, where none was named, and which of its files were not read."""
    from kumin.estimates import own_answers, unused_answers
    from kumin.messages import text

    if answers is None and (folder := own_answers(loaded)) is not None:
        say(text("answers_found", lang, path=folder), err=True)
    if unused := unused_answers(loaded, answers):
        surveys = ", ".join(loaded.plan.surveys)
        words = text("answers_unused", lang, n=len(unused), files=", ".join(unused), surveys=surveys)
        say(words, err=True)


def workers_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that say who does the work: see :func:`kumin.executors.workers`."""
    command = click.option("--scheduler", metavar="tcp://HOST:PORT")(command)
    return click.option("--jobs", type=click.IntRange(min=1))(command)


def limits_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that allow more memory and time for reading a file."""
    for name, most in (("memory", MAX_MEMORY), ("seconds", MAX_SECONDS)):
        command = click.option(
            f"--max-{name}",
            type=click.FloatRange(min=0, min_open=True),
            default=most,
            show_default=True,
            expose_value=False,
            callback=functools.partial(_set_limit, name),
        )(command)
    return command


def _set_limit(name: str, context: click.Context, _parameter: click.Parameter, value: float) -> None:
    """Set a limit for as long as the command runs."""
    context.with_resource(limits(**{name: value}))
