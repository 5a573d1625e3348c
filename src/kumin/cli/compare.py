"""``kumin compare``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, out_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say, terminal_width


@click.command(cls=Command)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@out_option
@lang_option
@errors_as_messages
def compare(before: Path, after: Path, out: Path | None, lang: str | None) -> None:
    """Compare two years' results, each a folder written by `kumin run --out` or its result.json."""
    from kumin.numbers import DEFAULT_LEVEL
    from kumin.past.store import read_result
    from kumin.words import Words
    from kumin.writers.atomic import all_or_nothing
    from kumin.writers.csv import write_csv
    from kumin.writers.terminal.years import comparison_table
    from kumin.years.compare import compare_years, differing

    earlier, later = read_result(before), read_result(after)
    frame = compare_years(earlier, later)
    level = later.frame["level"].drop_nulls().first()
    words = Words.of(lang, level=level if isinstance(level, float) else DEFAULT_LEVEL)
    if out:
        with all_or_nothing(out) as folder:
            write_csv(frame, folder / "comparison.csv")
    say(comparison_table(frame, words, differing(earlier, later), terminal_width()), nl=False)
    if out:
        say(words.text("written_line", path=out / "comparison.csv"), err=True)
