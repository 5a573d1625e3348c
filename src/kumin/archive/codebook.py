"""The codebook of exported answers: every column, its words, its codes and how often each occurs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from kumin.archive.answers import Exported
from kumin.archive.variables import MISSING, Variable
from kumin.words.words import Words

CODEBOOK = pl.Schema(
    {
        "column": pl.String(),
        "kind": pl.String(),
        "label": pl.String(),
        "value": pl.String(),
        "value_label": pl.String(),
        "n": pl.Int64(),
    }
)
"""One row a code of a column (empty cells too); of numbers and dates one row from the least to the greatest."""


def counts(found: Exported, variable: Variable) -> dict[int, int]:
    """Count the rows of each code of a column, codes that do not occur too."""
    counted = dict(found.frame[variable.name].drop_nulls().value_counts().iter_rows())
    return {code: counted.get(code, 0) for code in variable.values}


def empty_counts(found: Exported, variable: Variable) -> dict[str, int]:
    """Count why cells of a column are empty; of a column of no question only that they are."""
    if variable.question is None:
        return {"no_answer": found.frame[variable.name].null_count()}
    counted = dict(found.empty[variable.name].drop_nulls().value_counts().iter_rows())
    return {why: counted.get(why, 0) for why in MISSING}


def codebook(found: Exported, words: Words) -> pl.DataFrame:
    """Write the codebook as a frame, :data:`CODEBOOK`."""
    return pl.DataFrame(list(_rows(found, words)), schema=CODEBOOK)


def _rows(found: Exported, words: Words) -> Iterator[dict[str, Any]]:
    for variable in found.variables:
        head = {"column": variable.name, "kind": words.text(f"export_kind_{variable.kind}"), "label": variable.label}
        column = found.frame[variable.name]
        if variable.values:
            for code, n in counts(found, variable).items():
                yield head | {"value": str(code), "value_label": variable.values[code], "n": n}
        else:
            least, greatest = column.min(), column.max()
            span = "" if least is None else f"{least!s}–{greatest!s}"
            yield head | {"value": span, "value_label": "", "n": column.len() - column.null_count()}
        for why, n in empty_counts(found, variable).items():
            if n:
                label = words.text("export_outside" if variable.kind == "indicator" else f"export_{why}")
                yield head | {"value": "", "value_label": label, "n": n}
