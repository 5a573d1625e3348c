"""``kumin audit``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kumin.cli.common import errors_as_messages, lang_option
from kumin.cli.help import Command
from kumin.cli.streams import say


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@lang_option
@errors_as_messages
def audit(folder: Path, lang: str | None) -> None:
    """Try to work out the hidden counts from the public files in a folder."""
    from kumin.messages import text
    from kumin.writers.audit import record

    found = record(folder)
    for survey, question, group, option in found.told:
        say(text("audit_told_line", lang, survey=survey, question=question, group=group, option=option))
    for survey, question in found.unsolved:
        say(text("audit_unsolved_line", lang, survey=survey, question=question))
    if found.told:
        say(text("audit_told", lang, k=found.k, count=len(found.told)))
    if found.narrow:
        say(text("audit_narrow", lang, k=found.k, count=found.narrow))
    if not found.passed:
        sys.exit(1)
    code = "audit_passed" if found.narrowest is not None else "audit_nothing"
    say(text(code, lang, k=found.k, hidden=found.hidden, narrowest=found.narrowest))
