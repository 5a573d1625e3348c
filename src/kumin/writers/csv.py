"""CSV that a spreadsheet opens as it is, and in which no text runs as a formula."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a CSV that Excel opens as it is: UTF-8 with BOM, and no text that runs as a formula."""
    safe_text(frame).write_csv(path, include_bom=True)


def safe_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that a spreadsheet would run as a formula; a mere number (-1) is none."""
    texts = pl.col(pl.String)
    runs = texts.str.contains(r"^[=+\-@\t\r]") & ~texts.str.contains(r"^[+-]?[0-9]+(\.[0-9]+)?$")
    return frame.with_columns(pl.when(runs).then("'" + texts).otherwise(texts).name.keep())
