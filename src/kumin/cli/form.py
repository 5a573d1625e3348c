"""``kumin form``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, parse_answers, say_answers_found
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say
from kumin.errors import UsageError

if TYPE_CHECKING:
    from kumin.words.forms.values import FormValues


@click.command(cls=Command)
@click.argument("template", type=click.Path(path_type=Path), required=False)
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--answers", multiple=True, metavar="DIR | SURVEY=FILE")
@click.option("--list", "listed", is_flag=True)
@lang_option
@errors_as_messages
def form(
    template: Path | None, source: Path | None, out: Path | None, answers: tuple[str, ...], listed: bool,
    lang: str | None,
) -> None:  # fmt: skip
    """Fill the ward's own TEMPLATE (docx, xlsx) with a result (SOURCE), or a plan and its answers."""
    from kumin.words.forms.lines import listed_lines, note_lines
    from kumin.writers.form.fill import fill_template

    if listed:
        for line in listed_lines(lang):
            say(line)
        return
    if template is None or source is None or out is None:
        raise UsageError("form_needs")
    notes = fill_template(template, out, _values(source, answers, lang), lang)
    for line in note_lines([(note.code, note.place, note.name, note.said) for note in notes.notes], lang):
        say(line)
    from kumin.messages import text

    say(text("written_line", lang, path=out), err=True)


def _values(source: Path, answers: tuple[str, ...], lang: str | None) -> FormValues:
    """Take the values of a result; of a plan those of its answers, or else those it states, which is said."""
    from kumin.definitions import load_plan
    from kumin.disclosure.published import release
    from kumin.estimates import own_answers
    from kumin.messages import text
    from kumin.past.store import RESULT_FILE
    from kumin.pipeline import judge_published, run
    from kumin.words import words_of
    from kumin.words.forms.values import form_values
    from kumin.words.public import public_view
    from kumin.writers.form.fill import read_values

    if not answers and (source.suffix.lower() == ".json" or (source / RESULT_FILE).is_file()):
        return read_values(source)
    loaded, given = load_plan(source), parse_answers(answers)
    own = own_answers(loaded)
    if given is None and (own is None or not any(own.iterdir())):
        say(text("form_stated", lang), err=True)
        result = judge_published(loaded)
    else:
        say_answers_found(loaded, given, lang)
        result = run(loaded, given)
    return form_values(public_view(release(result), words_of(result, lang)))
