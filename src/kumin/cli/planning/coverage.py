"""``kumin coverage``: a design tried before the survey."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kumin.cli.planning.sizes import aligned, numbers_of, population_option, require_csv, write
from kumin.cli.terminal.common import errors_as_messages, lang_option, level_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.needs import only_with
from kumin.cli.terminal.streams import say
from kumin.errors import UsageError
from kumin.messages import text

if TYPE_CHECKING:
    import polars as pl

COMPARISONS = ("at_least", "more_than", "at_most", "less_than")
HEADINGS = ("population", "answers", "response", "share")
"""What a file of cells may have, as :func:`kumin.validate_design` names it; the Japanese is in the messages."""
IN_PERCENT = ("response", "share")


@click.command(cls=Command)
@click.option("--n", type=click.IntRange(2))
@click.option("--target", type=click.FloatRange(0, 100))
@click.option("--comparison", type=click.Choice(COMPARISONS), default="at_least", show_default=True)
@click.option("--percent", "percents", default=None)
@population_option
@click.option("--cells", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--unweighted", is_flag=True)
@click.option("--no-fpc", is_flag=True)
@click.option("--per-psu", type=click.IntRange(1))
@click.option("--icc", type=click.FloatRange(0, 1, max_open=True), default=0.05, show_default=True)
@click.option("--method", default="wilson", show_default=True)
@click.option("--repeats", type=click.IntRange(20, 100_000), default=2000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@level_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False))
@lang_option
@errors_as_messages
@only_with("target", "comparison")
@only_with("per_psu", "icc")
def coverage(
    n: int | None,
    target: float | None,
    percents: str | None,
    population: float | None,
    cells: Path | None,
    unweighted: bool,
    no_fpc: bool,
    method: str,
    out: Path | None,
    lang: str | None,
    **given: Any,
) -> None:
    """Try a design: how often its intervals hold the true share, and how often its verdicts err."""
    from kumin.estimation import validate_design
    from kumin.intervals import method_named

    require_csv(out)
    shares = None if percents is None else [one / 100 for one in numbers_of(percents, "--percent", 0, 100)]
    table = validate_design(
        n,
        shares=shares,
        target=None if target is None else target / 100,
        population=None if population is None else int(population),
        cells=None if cells is None else _cells(cells),
        weighting="none" if unweighted else "population",
        fpc=not no_fpc,
        method=[method_named(one.strip()) for one in method.split(",") if one.strip()],
        **given,
    )
    for line in _lines(table, lang):
        say(line)
    if out is not None:
        write(table, out, lang)


def _cells(path: Path) -> pl.DataFrame:
    """Read a table of cells, CSV or workbook; headings in Japanese or English, rates in percent.

    Raises
    ------
    UsageError
        A cell is no number.
    """
    import polars as pl

    from kumin.definitions.population import population_values

    _, raw = population_values(path)
    columns: dict[str, list[float]] = {}
    for name in HEADINGS:
        headings = {name, text(f"coverage_cells_{name}", "ja")}
        for heading in (one for one in raw.columns if unicodedata.normalize("NFKC", one).strip().lower() in headings):
            columns[name] = [_number(path, heading, row, one, name) for row, one in enumerate(raw[heading], 2)]
    if "population" not in columns:
        raise UsageError("coverage_cells_missing", file=path.name, found=", ".join(raw.columns))
    return pl.DataFrame(columns)


def _number(path: Path, heading: str, row: int, words: str | None, name: str) -> float:
    """Read a cell; a rate in percent becomes a proportion.

    Raises
    ------
    UsageError
        It is no number, or a rate above 100.
    """
    plain = unicodedata.normalize("NFKC", words or "").replace(",", "").strip().removesuffix("%")
    try:
        number = float(plain)
    except ValueError:
        raise UsageError("coverage_cell", file=path.name, row=row, heading=heading, value=words or "") from None
    if name in IN_PERCENT and not 0 < number <= 100:
        raise UsageError("coverage_cell_percent", file=path.name, row=row, heading=heading, value=words or "")
    return number / 100 if name in IN_PERCENT else number


def _lines(table: pl.DataFrame, lang: str | None) -> Iterator[str]:
    """Yield the table in percent, with what it stands on and what its words mean."""
    from kumin.numbers import counted, level_percent, printed

    first = table.row(0, named=True)
    drawn = first["surveys"]
    how = text("coverage_exact", lang) if drawn is None else text("coverage_drawn", lang, surveys=counted(drawn))
    yield text("coverage_title", lang, n=counted(first["n"]), percent=level_percent(first["level"]), how=how)
    judged = first["target"] is not None
    names = ["share", "method", "coverage", "above", "below", "width"]
    names += ["marked_met", "surely_met", "surely_missed", "wrong"] if judged else []
    head = [text(f"coverage_{name}", lang) for name in names]
    yield aligned([head, *([_printed(name, row[name]) for name in names] for row in table.iter_rows(named=True))])
    if judged:
        yield text("coverage_note_verdicts", lang, target=level_percent(first["target"]))
    if drawn is not None:
        largest = {name: max(table[f"{name}_error"].fill_null(0).to_list()) for name in ("coverage", "above", "below")}
        both, side = (printed(100 * one, 1) for one in (largest["coverage"], max(largest["above"], largest["below"])))
        yield text("coverage_note_error", lang, both=both, side=side)
    none = max(table["no_interval"].to_list())
    if none > 0:
        yield text("coverage_note_none", lang, percent=_printed("no_interval", none))


def _printed(name: str, value: Any) -> str:
    from kumin.numbers import printed

    if name == "method":
        return str(value)
    return printed(None if value is None else 100 * value, 1)
