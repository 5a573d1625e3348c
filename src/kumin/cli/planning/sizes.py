"""``kumin error-table`` and ``kumin sample-size``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, level_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.needs import is_given, only_with
from kumin.cli.terminal.streams import say
from kumin.errors import UsageError
from kumin.messages import text

if TYPE_CHECKING:
    import polars as pl

population_option = click.option("--population", type=click.FloatRange(min=1))
csv_option = click.option("--out", type=click.Path(path_type=Path, dir_okay=False))


@click.command(cls=Command)
@click.option("--n", "sizes", default=None)
@click.option("--percent", "percents", default="10,20,30,40,50", show_default=True)
@population_option
@click.option(
    "--convention",
    type=click.Choice(["srs", "two-stage"]),
    default="srs",
    show_default=True,
)
@click.option("--deff", type=click.FloatRange(min=0, min_open=True))
@click.option("--decimals", type=click.IntRange(0, 4), default=1, show_default=True)
@level_option
@csv_option
@lang_option
@errors_as_messages
def error_table(
    sizes: str | None,
    percents: str,
    population: float | None,
    convention: str,
    deff: float | None,
    decimals: int,
    level: float,
    out: Path | None,
    lang: str | None,
) -> None:
    """Tabulate the sampling error (± points) by number of answers and share."""
    from kumin.estimation.planning import TABLE_SIZES, sampling_error_table
    from kumin.numbers import counted, level_percent, printed, shortest

    require_csv(out)
    if convention == "two-stage" and is_given("level"):
        raise UsageError("planning_level_two_stage")
    chosen = [int(number) for number in numbers_of(sizes, "--n", 1, math.inf)] if sizes else list(TABLE_SIZES)
    shares = numbers_of(percents, "--percent", 0, 100)
    if sizes is None and population is not None:
        chosen = [n for n in chosen if n <= population]
    table = sampling_error_table(
        chosen,
        [share / 100 for share in shares],
        population=population,
        convention="srs" if convention == "srs" else "two_stage",
        deff=deff,
        level=level,
    )
    head = [text("planning_n", lang), *(_share_heading(share) for share in shares)]
    errors = table["error_points"].to_list()
    width = len(shares)
    body = [
        [str(n), *(printed(e, decimals) for e in errors[k * width : (k + 1) * width])] for k, n in enumerate(chosen)
    ]
    note = "planning_note_two_stage" if convention == "two-stage" else "planning_note_srs"
    effect = deff if deff is not None else (2 if convention == "two-stage" else 1)
    size = text("planning_unlimited", lang) if population is None else counted(population)
    say(text(note, lang, percent=level_percent(level), population=size, deff=shortest(effect)))
    say(aligned([head, *body]))
    if above := sum(population is not None and n > population for n in chosen):
        say(text("planning_above_population", lang, population=size, n=above))
    if out is not None:
        write(table.with_columns(percent=table["proportion"] * 100).select("n", "percent", "error_points"), out, lang)


@click.command(cls=Command)
@click.option("--margin", type=click.FloatRange(0, 100, min_open=True, max_open=True))
@click.option("--change", type=click.FloatRange(-100, 100))
@click.option("--percent", type=click.FloatRange(0, 100), default=50, show_default=True)
@population_option
@click.option(
    "--deff",
    type=click.FloatRange(min=0, min_open=True),
    default=1,
    show_default=True,
)
@click.option(
    "--response-rate",
    type=click.FloatRange(0, 100, min_open=True),
    default=100,
    show_default=True,
)
@click.option(
    "--power",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.8,
    show_default=True,
)
@level_option
@csv_option
@lang_option
@errors_as_messages
@only_with("change", "power")
def sample_size(
    margin: float | None,
    change: float | None,
    percent: float,
    population: float | None,
    deff: float,
    response_rate: float,
    power: float,
    level: float,
    out: Path | None,
    lang: str | None,
) -> None:
    """Find how many answers and invitations are needed."""
    import polars as pl

    from kumin.estimation.planning import required_n, required_n_for_change
    from kumin.numbers import counted, level_percent, shortest

    require_csv(out)
    if (margin is None) == (change is None):
        raise click.UsageError(text("planning_one_aim", lang))
    share, rate = percent / 100, response_rate / 100
    if margin is not None:
        size = required_n(margin / 100, share, population, deff, rate, level=level)
        aim = text("planning_aim_margin", lang, points=shortest(margin), percent=level_percent(level))
    else:
        assert change is not None
        if change == 0:
            raise UsageError("planning_no_change")
        if not 0 <= percent + change <= 100:
            raise UsageError("planning_change_range", percent=shortest(percent), change=shortest(change, signed=True))
        size = required_n_for_change(change, share, population, deff, rate, power=power, level=level)
        aim = text("planning_aim_change", lang, points=shortest(change), power=level_percent(power))
    rows = [
        [text("planning_completed", lang), counted(size.completed)],
        [text("planning_invited", lang, rate=shortest(response_rate)), counted(size.invited)],
    ]
    say(aim)
    say(aligned(rows))
    if not size.enough_people:
        say(text("planning_too_few_people", lang), err=True)
    if out is not None:
        facts = {"completed": [size.completed], "invited": [size.invited], "enough_people": [size.enough_people]}
        write(pl.DataFrame(facts), out, lang)


def numbers_of(given: str, option: str, low: float, high: float) -> list[float]:
    """Read the numbers of a comma-separated option.

    Raises
    ------
    UsageError
        A part is no number from ``low`` to ``high``, or there is none.
    """
    parts = [part.strip() for part in given.replace("、", ",").split(",") if part.strip()]
    for part in parts or [given]:
        try:
            fits = low <= float(part) <= high and math.isfinite(float(part))
        except ValueError:
            fits = False
        if not fits:
            code = "planning_option_size" if math.isinf(high) else "planning_option_range"
            raise UsageError(code, option=option, value=part, low=low, high=high)
    return [float(part) for part in parts]


def require_csv(out: Path | None) -> None:
    """Refuse a file for the table that is no CSV."""
    if out is not None and out.suffix.lower() != ".csv":
        raise UsageError("planning_out_csv", file=str(out))


def _share_heading(percent: float) -> str:
    from kumin.numbers import shortest

    other = 100 - percent
    return f"{shortest(percent)}%" if other == percent else f"{shortest(percent)}%({shortest(other)}%)"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table: columns right-aligned by display width, in which a Japanese character takes two places."""
    from tabulate import tabulate

    return tabulate(rows, tablefmt="plain", colalign=["right"] * len(rows[0]), disable_numparse=True)


def write(table: pl.DataFrame, out: Path, lang: str | None) -> None:
    """Write a CSV that Excel opens as UTF-8, whole or not at all."""
    from kumin.writers.atomic import all_or_nothing_file
    from kumin.writers.csv import write_csv

    with all_or_nothing_file(out) as path:
        write_csv(table, path)
    say(text("planning_written", lang, file=str(out)), err=True)
