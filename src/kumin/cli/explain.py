"""``kumin explain``."""

from __future__ import annotations

import click

from kumin.cli.common import errors_as_messages, lang_option
from kumin.cli.streams import say


class _WithMethods(click.Command):
    """Help that ends with the interval methods and the kinds of target there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from kumin.intervals import in_plans  # numpy: only where help is asked for
        from kumin.words.targets import target_names

        words = "plan.yaml の interval / interval methods"
        with formatter.section(words):
            formatter.write_text(", ".join(in_plans()))
        with formatter.section("plan.yaml の target / kinds of target"):
            formatter.write_text(", ".join(target_names()))


@click.command(cls=_WithMethods)
@click.argument("code", required=False)
@lang_option
@errors_as_messages
def explain(code: str | None, lang: str | None) -> None:
    """検査の番号（E101）の意味と直し方、区間の方法（wilson）、目標の書き方（raise）を示します。番号を省くと一覧です。

    Explain a finding's CODE, an interval method or a kind of target; without one, list them all.
    """
    from kumin.words import Words
    from kumin.words.rules import explain as explain_rule
    from kumin.words.rules import overview

    words = Words.of(lang)
    say(explain_rule(code, words) if code else overview(words))
