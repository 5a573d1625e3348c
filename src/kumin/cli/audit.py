"""``kumin audit``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@lang_option
@errors_as_messages
def audit(folder: Path, lang: str | None) -> None:
    """Try to work out the hidden counts from the public files in a folder."""
    from kumin.writers.auditing.audit import lines_of, record

    found = record(folder, lang=lang)
    for line in lines_of(found, lang):
        say(line)
    if not found.passed:
        sys.exit(1)
