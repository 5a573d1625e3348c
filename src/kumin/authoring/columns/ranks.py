"""Columns of options that hold ranks (1, 2, 3) or two kinds of marks (◎, ○): what to count, a person must say."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kumin.authoring.columns.option_columns import Run, runs
from kumin.authoring.guess import Draft, Remark, folded
from kumin.responses.coding.options import CIRCLES
from kumin.responses.table import AnswerTable

_FEWEST = 5
"""Rows with two ranks or more from which they are no coincidence."""
_MOST = 0.02
"""Share of such rows that may be none: mistypings."""
_DOUBLE = "◎"


def asked_of_ranks(draft: Draft, table: AnswerTable) -> Draft:
    """Ask of single answers that are the ranks, or the two kinds of marks, of one question's options."""
    single = {guess.positions[0]: guess for guess in draft.questions if guess.type == "single" and guess.positions}
    asked = {
        run.positions[0]: Remark(code, {"columns": len(run.positions)}, asks=True)
        for run in runs(table)
        if all(position in single for position in run.positions) and (code := _kind(run, table))
    }
    questions = [
        replace(guess, remarks=(*guess.remarks, asked[guess.positions[0]]))
        if guess.type == "single" and guess.positions and guess.positions[0] in asked
        else guess
        for guess in draft.questions
    ]
    return replace(draft, questions=tuple(questions))


def _kind(run: Run, table: AnswerTable) -> str:
    """Return the message about what the cells of the columns are; nothing where they are neither."""
    texts = pl.DataFrame([folded(table.text(at).fill_null("")).alias(str(at)) for at in run.positions])
    distinct = set(texts.unpivot()["value"].unique()) - {""}
    if _DOUBLE in distinct and distinct & {*CIRCLES} and distinct <= {_DOUBLE, *CIRCLES}:
        return "draft_two_marks"
    if not all(text.isascii() and text.isdigit() for text in distinct):
        return ""
    ranks = pl.concat_list(pl.all().cast(pl.Int16, strict=False)).list.drop_nulls()
    rows = texts.select(ranks.alias("ranks")).filter(pl.col("ranks").list.len() > 1)
    # 1, 2, 3 and so on, each of them once
    different = pl.col("ranks").list.n_unique() == pl.col("ranks").list.len()
    to_the_last = (pl.col("ranks").list.max() == pl.col("ranks").list.len()) & (pl.col("ranks").list.min() == 1)
    others = int(rows.select((~(different & to_the_last)).sum()).item())
    return "draft_ranks" if rows.height >= _FEWEST and others <= _MOST * rows.height else ""
