"""What became of every row, question by question, in words."""

from __future__ import annotations

import polars as pl

from kumin.definitions import Questionnaire
from kumin.words.words import Words

_ALWAYS = ("read", "answered", "no_answer")


def bases_table(
    bases: pl.DataFrame, questionnaire: Questionnaire, words: Words, *, whole: bool = False
) -> pl.DataFrame:
    """Put the frame of bases into words.

    Parameters
    ----------
    bases : DataFrame
        :data:`kumin.responses.validation.frames.BASES`.
    questionnaire : Questionnaire
        Its questions.
    words : Words
        The language.
    whole : bool
        With every column; else those that are 0 throughout are left out.

    Returns
    -------
    DataFrame
        A row a question: its heading, the counts, and what `none chosen` counts as; headings in the language.
    """
    counts = [name for name, dtype in bases.schema.items() if dtype.is_integer()]
    shown = [name for name in counts if whole or name in _ALWAYS or bases[name].sum()]
    named = pl.col("question").replace_strict(
        {one.id: one.column_header for one in questionnaire.questions}, return_dtype=pl.String
    )
    columns = [
        named.alias(words.text("bases_question")),
        *(pl.col(one).alias(words.text(f"bases_{one}")) for one in shown),
    ]
    if whole or bases["none_marked"].null_count() < bases.height:
        rules = {one: words.text(f"bases_counts_{one}") for one in ("answer", "no_answer")}
        rule = pl.col("none_marked").replace_strict(rules, default=None, return_dtype=pl.String)
        columns.append(rule.alias(words.text("bases_none_marked")))
    return bases.select(columns)
