"""``kumin synthetic``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.option("--rows", type=click.IntRange(1, 10_000_000), default=500, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@lang_option
@errors_as_messages
def synthetic(questionnaire: Path, rows: int, seed: int, out: Path, lang: str | None) -> None:
    """Write made-up answers that fit a questionnaire."""
    from kumin.authoring.synthetic import synthetic as made_up
    from kumin.definitions import load_questionnaire
    from kumin.errors import UsageError
    from kumin.messages import text
    from kumin.numbers import counted
    from kumin.writers.atomic import all_or_nothing_file
    from kumin.writers.csv import write_csv

    if out.suffix.lower() != ".csv":
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=".csv")
    if out.exists():
        raise UsageError("new_exists", path=out)
    frame = made_up(load_questionnaire(questionnaire), rows, seed=seed)
    with all_or_nothing_file(out) as path:
        write_csv(frame, path)
    say(text("written_line", lang, path=out), err=True)
    say(text("synthetic_made_up", lang, n=counted(rows)), err=True)
