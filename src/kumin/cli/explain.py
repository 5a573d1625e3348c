"""``kumin explain``."""

from __future__ import annotations

import click

from kumin.cli.completion import finding_codes
from kumin.cli.terminal.common import errors_as_messages, lang_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.argument("code", required=False, shell_complete=finding_codes)
@lang_option
@errors_as_messages
def explain(code: str | None, lang: str | None) -> None:
    """Explain a finding's CODE, an interval method or a kind of target; without one, list them all."""
    from kumin.words import Words
    from kumin.words.rules import explain as explain_rule
    from kumin.words.rules import overview

    words = Words.of(lang)
    say(explain_rule(code, words) if code else overview(words))
