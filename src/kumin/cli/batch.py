"""``kumin batch``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import (
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
    workers_options,
)
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import is_terminal, say, show_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kumin.batches import Batch, Progress
    from kumin.words import Words

_SHOWN = 10
"""Plans that failed of which the error is shown."""


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--tables-only", is_flag=True)
@click.option("--again", is_flag=True)
@level_option
@min_cell_option
@workers_options
@limits_options
@lang_option
@errors_as_messages
def batch(
    folder: Path,
    out: Path,
    tables_only: bool,
    again: bool,
    level: float,
    min_cell: int | None,
    jobs: int | None,
    scheduler: str | None,
    lang: str | None,
) -> None:
    """Run every plan below FOLDER, and write one table of all indicators and a page that leads to all results."""
    from kumin.batches import batch as run_batch
    from kumin.executors import cluster, one_way
    from kumin.words import Words
    from kumin.writers.files import REPORT_MODULES
    from kumin.writers.plans.files import plans_summary

    one_way(jobs, scheduler)
    watched = is_terminal(sys.stderr)

    def show(progress: Progress) -> None:
        if watched:
            show_progress(_progress_words(progress, lang) if progress.done < progress.total else "")

    with cluster(scheduler, () if tables_only else REPORT_MODULES) as executor:
        try:
            made = run_batch(
                folder, out, jobs=jobs or 1, executor=executor, reports=not tables_only, again=again, level=level,
                min_cell=min_cell, lang=lang, progress=show,
            )  # fmt: skip
        finally:
            if watched:
                show_progress("")
    words = Words.of(lang)
    say(plans_summary(dict(made.plans["status"].value_counts().iter_rows()), words))
    for line in _lines_of(made, words, out, asked=again):
        say(line, err=True)
    for name in ("index.html", "indicators.xlsx", "indicators.csv", "plans.csv"):
        if (out / name).is_file():
            say(words.text("written_line", path=out / name), err=True)
    if made.failed.height:
        sys.exit(1)


def _lines_of(made: Batch, words: Words, out: Path, *, asked: bool) -> Iterator[str]:
    """Say what is wrong with plans, some of them, and what a reader of the tables does not expect."""
    from kumin.writers.plans.files import notes_of

    wrong = [
        (row["folder"], notes)
        for row in made.plans.iter_rows(named=True)
        if (notes := [*(row["error"] or "").splitlines()[:1], *notes_of(row | {"again": False}, words)])
    ]
    for name, notes in wrong[:_SHOWN]:
        yield from (words.text("batch_wrong", name=name, words=note) for note in notes)
    if len(wrong) > _SHOWN:
        yield words.text("batch_more", n=len(wrong) - _SHOWN)
    again = [] if asked else made.plans.filter("again")["folder"].to_list()
    for code, names in (("batch_again", again), ("batch_gone", made.gone)):
        if names:
            shown = words.joined([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])
            yield words.text(code, n=len(names), names=shown, out=out)


def _progress_words(progress: Progress, lang: str | None) -> str:
    """Word how far a batch is, the time left in seconds, minutes or hours."""
    from kumin.messages import text
    from kumin.numbers import half_up

    seconds = progress.seconds_left
    for unit, length in (("seconds", 1), ("minutes", 60), ("hours", 3600)):
        if seconds < 90 * length or unit == "hours":
            left = text(f"batch_{unit}", lang, n=max(int(half_up(seconds / length, 0)), 1))
            break
    return text("batch_progress", lang, done=progress.done, total=progress.total, failed=progress.failed, left=left)
