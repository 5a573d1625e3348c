"""``kumin explain``."""

from __future__ import annotations

import click

from kumin.cli.common import lang_option, tell_errors


@click.command()
@click.argument("code", required=False)
@lang_option
@tell_errors
def explain(code: str | None, lang: str | None) -> None:
    """検査の番号（E101 など）の意味と直し方を示します。番号を省くと一覧です。

    Explain a finding's CODE; without one, list them all.
    """
    from kumin.words.rules import explain as words_of
    from kumin.words.rules import overview

    click.echo(words_of(code, lang) if code else overview(lang))
