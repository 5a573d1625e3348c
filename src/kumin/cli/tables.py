"""``kumin tabulate`` and ``kumin crosstab``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kumin.cli.common import (
    errors_as_messages,
    lang_option,
    level_option,
    limits_options,
    min_cell_option,
    parse_answers,
)
from kumin.cli.streams import say
from kumin.errors import UsageError

FORMATS = ("table", "csv", "markdown", "xlsx")
SUFFIXES = {".csv": "csv", ".md": "markdown", ".xlsx": "xlsx", ".txt": "table"}


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both commands take."""
    for option in reversed(
        (
            click.argument("plan", type=click.Path(path_type=Path)),
            click.option(
                "--answers",
                multiple=True,
                required=True,
                metavar="DIR | SURVEY=FILE",
                help="回答のフォルダー、または「調査=ファイル」 / folder of answers, or SURVEY=FILE, repeatable",
            ),
            click.option("--survey", help="調査（既定: すべて） / survey (default: all)"),
            click.option("--question", "questions", help="設問、カンマ区切り / questions, comma-separated"),
            click.option(
                "--format",
                "format_",
                type=click.Choice(FORMATS),
                help="形式（既定: --out の拡張子、なければ table） / format (default: by --out, else table)",
            ),
            click.option(
                "--out", type=click.Path(path_type=Path, dir_okay=False), help="書き出すファイル / output file"
            ),
            min_cell_option,
            level_option,
            limits_options,
            lang_option,
        )
    ):
        command = option(command)
    return command


@click.command()
@_options
@errors_as_messages
def tabulate(**given: Any) -> None:
    """単純集計: すべての設問の n、割合、区間。数値の設問は平均・標準偏差・四分位、日付の設問は中央の日など。

    PLAN は plan.yaml か、そのフォルダーです。自由記述は集計しません。

    Tabulate every question: n, percent, interval; mean, quartiles of numbers; the middle day of dates. Free text is
    left out.
    """
    _show(axes="", **given)


@click.command()
@click.option(
    "--by",
    "axes",
    help="集計区分: sex,age は別々、sex*age は掛け合わせ（既定: すべての属性） / groups; * crosses (default: all)",
)
@_options
@errors_as_messages
def crosstab(axes: str | None, **given: Any) -> None:
    """クロス集計: 設問を属性別に。数値の設問は平均と区間、中央値、日付の設問は中央の日など。

    PLAN は plan.yaml か、そのフォルダーです。集計区分は1つだけ選ぶ設問です。

    Tabulate questions by groups of respondents; of numbers the mean with its interval and the median. Groups are
    those of single answers.
    """
    _show(axes=axes, **given)


def _show(
    axes: str | None,
    plan: Path,
    answers: tuple[str, ...],
    survey: str | None,
    questions: str | None,
    format_: str | None,
    out: Path | None,
    min_cell: int | None,
    level: float,
    lang: str | None,
) -> None:
    from kumin.definitions import load_plan
    from kumin.disclosure.policy import FOURTHS, HALVES, suppresses
    from kumin.disclosure.published import rules_of_plan
    from kumin.messages import text
    from kumin.words.listing import Listing, list_tables
    from kumin.writers.listing import write_listing

    by_name = SUFFIXES.get(out.suffix.lower()) if out else "table"
    if out and (by_name is None or (format_ or by_name) != by_name):
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=", ".join(SUFFIXES))
    chosen = format_ or by_name or "table"
    definitions = load_plan(plan)
    k = rules_of_plan(definitions.plan, min_cell if out or min_cell is not None else 0).k
    listing: Listing = list_tables(
        definitions, parse_answers(answers), axes=axes, survey=survey, questions=questions, k=k, level=level, lang=lang
    )
    written = write_listing(listing, chosen, out)
    if out is None:
        say(written, nl=False)
    else:
        say(text("written_line", lang, path=out), err=True)
    if k:
        say(text("rep_method_suppress", lang, k=k), err=True)
    if suppresses(k) and listing.kinds & {"number", "date"}:
        say(text("num_method_suppress", lang, halves=HALVES * k, fourths=FOURTHS * k), err=True)
