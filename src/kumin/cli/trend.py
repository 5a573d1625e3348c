"""``kumin trend``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, level_option, out_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say, terminal_width


@click.command(cls=Command)
@click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@level_option
@lang_option
@errors_as_messages
def trend(results: tuple[Path, ...], out: Path | None, level: float, lang: str | None) -> None:
    """Show several years' results beside each other, with the change a year."""
    from kumin.past.store import RESULT_FILE, find_results, read_result
    from kumin.words import Words
    from kumin.writers.atomic import all_or_nothing
    from kumin.writers.csv import write_csv
    from kumin.writers.terminal.years import trend_table
    from kumin.years.compare import trend_of

    one = results[0]
    if len(results) == 1 and one.is_dir() and not (one / RESULT_FILE).is_file():
        paths = list(find_results([one]))
    else:
        paths = list(results)
    frame = trend_of([read_result(path) for path in paths], level=level)
    words = Words.of(lang, level=level)
    if out:
        with all_or_nothing(out) as folder:
            write_csv(frame, folder / "trend.csv")
    say(trend_table(frame, words, terminal_width()), nl=False)
    if out:
        say(words.text("written_line", path=out / "trend.csv"), err=True)
