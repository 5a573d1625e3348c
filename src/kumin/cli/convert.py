"""``kumin convert``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, out_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@out_option
@lang_option
@errors_as_messages
def convert(source: Path, out: Path | None, lang: str | None) -> None:
    """Write a plan or a questionnaire as workbooks, or workbooks as YAML."""
    from kumin.errors import UsageError
    from kumin.messages import language, text
    from kumin.workbooks.convert import convert as convert_into
    from kumin.workbooks.yaml_files import comments_left
    from kumin.writers.atomic import all_or_nothing

    if out is None:
        raise UsageError("convert_needs_out", source=source.name)
    if out.exists() and any(out.iterdir() if out.is_dir() else [out]):
        raise UsageError("new_exists", path=out)
    with all_or_nothing(out) as folder:
        names = convert_into(source, folder, language(lang))
    for name in names:
        say(text("written_line", lang, path=out / name), err=True)
    if left := comments_left(source):
        each = (text("convert_comments_of", lang, name=name, count=count) for name, count in left.items())
        files = text("list_joiner", lang).join(each)
        say(text("convert_comments_left", lang, count=sum(left.values()), files=files), err=True)
