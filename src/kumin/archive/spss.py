"""Exported answers as SPSS: labels of columns and codes, and codes for why a cell is empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from kumin.archive.answers import Exported
from kumin.archive.variables import Variable, missing_codes
from kumin.errors import UsageError
from kumin.moment import moment
from kumin.words.words import Words

MEASURES = {"number": "scale", "date": "scale", "design": "scale", "order": "scale"}
"""SPSS's level of measurement, where it is not nominal."""

_MADE = 92
"""Where the header of a .sav has the day and time, which its library takes from the clock."""


def write_spss(found: Exported, path: Path, title: str, words: Words) -> None:
    """Write a .sav: empty cells of questions are labelled user-missing values, those of other columns system-missing.

    Raises
    ------
    UsageError
        The library for it is not installed.
    """
    try:
        import pyreadstat
    except ImportError:
        raise UsageError("export_needs_spss") from None
    frame, labels = found.frame.with_columns(pl.selectors.numeric().cast(pl.Float64)), {}
    ranges: dict[str, list[Any]] = {}
    for variable in found.variables:
        labels[variable.name] = {float(code): label for code, label in variable.values.items()}
        if variable.question is None or variable.kind == "date":
            continue
        codes = missing_codes(variable, found.frame)
        frame = frame.with_columns(_filled(found, variable, codes))
        labels[variable.name] |= {float(code): words.text(f"export_{why}") for why, code in codes.items()}
        ranges[variable.name] = [float(code) for code in codes.values()]
    pyreadstat.write_sav(
        frame, str(path), file_label=title[:60], column_labels={one.name: one.label for one in found.variables},
        variable_value_labels={name: known for name, known in labels.items() if known}, missing_ranges=ranges,
        variable_measure={one.name: MEASURES.get(one.kind, "nominal") for one in found.variables},
    )  # fmt: skip
    with path.open("r+b") as file:
        file.seek(_MADE)
        file.write(f"{moment():%d %b %y%H:%M:%S}".encode("ascii"))


def _filled(found: Exported, variable: Variable, codes: dict[str, int]) -> pl.Expr:
    why = found.empty[variable.name]
    column = pl.col(variable.name).cast(pl.Float64)
    for name, code in codes.items():
        column = pl.when(pl.lit(why == name).fill_null(value=False)).then(float(code)).otherwise(column)
    return column.alias(variable.name)
