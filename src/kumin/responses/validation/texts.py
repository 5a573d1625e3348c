"""Checks of free text: damaged characters, text that would run as a formula, personal data where none is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.responses.patterns import PATTERNS

if TYPE_CHECKING:
    import pandera.polars as pa


def text_schema(names: list[str]) -> pa.DataFrameSchema:
    """Make the Pandera schema of columns of words.

    Parameters
    ----------
    names : list of str
        The columns: free text, the words behind 「その他」, and columns the questionnaire does not know.

    Returns
    -------
    pandera.polars.DataFrameSchema
        String columns, nullable, with the checks W501 to W505.
    """
    import pandera.polars as pa

    checks = [_check(code, pattern) for code, pattern in PATTERNS.items()]
    return pa.DataFrameSchema({name: pa.Column(pl.String, checks, nullable=True) for name in names}, strict=False)


def _check(code: str, pattern: str) -> Any:
    import pandera.polars as pa

    def check(data: Any) -> pl.LazyFrame:
        frame: pl.LazyFrame = data.lazyframe
        return frame.select(~pl.col(data.key).str.contains(pattern).fill_null(False))

    return pa.Check(check, error=code, name=code)
