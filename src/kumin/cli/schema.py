"""``kumin schema``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("schemas/json"),
    show_default=True,
)
@lang_option
@errors_as_messages
def schema(out: Path, lang: str | None) -> None:
    """Write the JSON Schemas of the definition files, which editors complete and check them with."""
    from kumin.authoring.json_schema import json_schema_files
    from kumin.messages import text
    from kumin.writers.atomic import all_or_nothing

    with all_or_nothing(out) as folder:
        files = json_schema_files(folder)
        for path, content in files.items():
            path.write_text(content, encoding="utf-8")
    for path in files:
        say(text("written_line", lang, path=out / path.name), err=True)
