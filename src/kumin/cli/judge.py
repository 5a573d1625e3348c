"""``kumin judge``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.common import errors_as_messages, lang_option, level_option, out_option


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@out_option
@level_option
@lang_option
@errors_as_messages
def judge(plan: Path, out: Path | None, level: float, lang: str | None) -> None:
    """運営方針に書かれた値（result）を、回答ファイルなしで判定します。

    Judge the percentages that PLAN itself states (`result`), without raw answers.
    """
    from kumin.cli.run import show
    from kumin.pipeline import judge_published

    show(judge_published(plan, level=level), out, lang)
