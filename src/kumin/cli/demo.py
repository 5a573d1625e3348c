"""``kumin demo``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.common import errors_as_messages, lang_option, limits_options, out_option
from kumin.cli.help import Command
from kumin.cli.streams import say


@click.command(cls=Command)
@click.option(
    "--year",
    type=click.Choice(["2023", "2022"]),
    default="2023",
    show_default=True,
)
@out_option
@limits_options
@lang_option
@errors_as_messages
def demo(year: str, out: Path | None, lang: str | None) -> None:
    """Run the sample: the ward's real plan with synthetic answers."""
    from kumin.cli.run import run_and_show
    from kumin.data import sample_folder, schema_folder
    from kumin.messages import text

    folder = {"2023": "r05", "2022": "r04"}[year]
    plan, answers = schema_folder("tsurumi", folder), sample_folder("tsurumi", folder)
    say(text("demo_intro", lang, plan=plan, answers=answers), err=True)
    run_and_show(plan, answers, out, lang)
