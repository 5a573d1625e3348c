"""``kumin demo``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.common import errors_as_messages, lang_option, limits_options, out_option
from kumin.cli.streams import say


@click.command()
@click.option(
    "--year",
    type=click.Choice(["2023", "2022"]),
    default="2023",
    show_default=True,
    help="年度: 2023（令和5）か 2022（令和4） / fiscal year of the sample",
)
@out_option
@limits_options
@lang_option
@errors_as_messages
def demo(year: str, out: Path | None, lang: str | None) -> None:
    """見本（人工の回答）で試します。実在の回答者のデータではありません。

    Run the sample: the ward's real plan with synthetic answers.
    """
    from kumin.cli.run import run_and_show
    from kumin.data import sample_folder, schema_folder
    from kumin.messages import text

    folder = {"2023": "r05", "2022": "r04"}[year]
    plan, answers = schema_folder("tsurumi", folder), sample_folder("tsurumi", folder)
    say(text("demo_intro", lang, plan=plan, answers=answers), err=True)
    run_and_show(plan, answers, out, lang)
