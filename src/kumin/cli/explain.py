"""``kumin explain``."""

from __future__ import annotations

import click

from kumin.cli.common import errors_as_messages, lang_option
from kumin.cli.completion import finding_codes
from kumin.cli.help import Command, language_of_context
from kumin.cli.streams import say
from kumin.messages import text


class _WithMethods(Command):
    """Help that ends with the interval methods and the kinds of target there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from kumin.intervals import in_plans  # numpy: only where help is asked for
        from kumin.words.targets import target_names

        lang = language_of_context(ctx)
        for code, names in (("help_explain_methods", in_plans()), ("help_explain_targets", target_names())):
            with formatter.section(text(code, lang)):
                formatter.write_text(", ".join(names))


@click.command(cls=_WithMethods)
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
