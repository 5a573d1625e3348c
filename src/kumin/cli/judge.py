"""``kumin judge``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.run import detail_option, previous_option
from kumin.cli.terminal.common import errors_as_messages, lang_option, level_option, out_option, require_folder
from kumin.cli.terminal.help import Command


@click.command(cls=Command)
@click.argument("plan", type=click.Path(path_type=Path))
@out_option
@previous_option
@detail_option
@level_option
@lang_option
@errors_as_messages
def judge(plan: Path, out: Path | None, previous: Path | None, detail: bool, level: float, lang: str | None) -> None:
    """Judge the values that PLAN itself states (`result`) without raw answers, and check that its numbers agree."""
    from kumin.cli.run import show
    from kumin.pipeline import judge_published

    require_folder(out)
    show(judge_published(plan, level=level, previous=previous), out, lang, detail=detail)
