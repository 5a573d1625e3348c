"""CSV that a spreadsheet opens as it is, and in which no text runs as a formula."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

RUNS = "^[ \u00a0\u3000]*[=+\\-@＝＋－−＠\t\r\n\x00]"
"""How texts begin that a spreadsheet may run as a formula."""


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a CSV that Excel opens as it is: UTF-8 with BOM, and no text that runs as a formula."""
    safe_text(frame).write_csv(path, include_bom=True)


def safe_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that a spreadsheet would run as a formula; a mere number (-1) is none.

    Full-width signs are defused too, since Japanese spreadsheets read ＝１＋１ as a formula when a cell is edited, and
    so is what begins with a tab or a line end, which spreadsheets drop. Names of columns are texts as well.
    """
    texts = pl.col(pl.String)
    runs = texts.str.contains(RUNS) & ~texts.str.contains(r"^[+-]?[0-9]+(\.[0-9]+)?$")
    cells = frame.with_columns(pl.when(runs).then("'" + texts).otherwise(texts).name.keep())
    return cells.rename({name: f"'{name}" for name in frame.columns if re.search(RUNS, name)})
