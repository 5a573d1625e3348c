"""All marks of a multiple answer in one cell: 1,3,5 or labels joined by a separator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.cells import CODE_LIKE, UNREADABLE
from kumin.responses.coding.options import MARKED_INVALID, Names, names_of
from kumin.responses.folding import fold_spaced, fold_text
from kumin.responses.formats.answer_format import FORMATS, AnswerFormat, Places
from kumin.responses.matching.finder import Finder
from kumin.responses.matching.merged import heads_several
from kumin.responses.matching.names import question_headings

_JOINERS = "[;、\n]"
_NUMBERS = r"^\d[\d ,;、・]*$"


def find_column(finder: Finder, question: MultipleQuestion, missing: Missing) -> Places:
    """Find the one column of an answer; nothing where its heading stands above several columns of marks."""
    position = finder.find(question_headings(question))
    if position is None:
        return {}
    if question.layout != "joined" and heads_several(finder.table, question, position, finder.used, missing):
        finder.used.discard(position)
        finder.merged.add(question.id)
        return {}
    return {0: position}


def missing_heading(question: MultipleQuestion, places: Places) -> Mapping[str, Sequence[str]]:
    """Name the heading of the question, where its column was not found."""
    return {} if places else {question.column_header: question.headers}


def code_joined(question: MultipleQuestion, cells: Mapping[int, pl.Series], missing: Missing) -> list[pl.Series]:
    """Code cells that hold all marks; each distinct cell is split once."""
    text = cells[0]
    names = names_of(question, missing)
    distinct = text.drop_nulls().unique().alias("cell").to_frame()
    marks = _split(distinct["cell"], question, names).list.unique().list.drop_nulls()
    length = pl.col("marks").list.len()
    readable = distinct.with_columns(marks=marks).with_columns(
        pl.when(pl.col("marks").list.contains(UNREADABLE))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .when(pl.col("marks").list.contains(MARKED_INVALID))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(length > 0)
        .then(length.cast(pl.Int16))
        .alias(question.id),
    )
    readable = readable.with_columns(
        pl.when(pl.col(question.id).is_not_null())
        .then(pl.col("marks").list.contains(code))
        .alias(question.column(code))
        for code in question.options
    )
    joined = text.alias("cell").to_frame().join(readable.drop("marks"), on="cell", how="left", maintain_order="left")
    return joined.drop("cell").get_columns()


def _split(cells: pl.Series, question: MultipleQuestion, names: Names) -> pl.Series:
    """Split cells into lists of codes; labels that contain the separator are found first, the longest first."""
    separator = re.escape(fold_text(question.separator)) if question.separator.strip() else r"\s"
    text = fold_spaced(pl.lit(cells).str.replace_all(r"[\r\n]+", ";"))
    # between numbers, white space is a separator: 「1 3」 is not option 13
    text = pl.when(text.str.contains(_NUMBERS)).then(text.str.replace_all("[ ・]+", ";")).otherwise(text)
    text = text.str.replace_all(" ", "" if question.separator.strip() else ";", literal=True)
    splits = re.compile(f"{separator}|{_JOINERS}|[,;]")
    whole = {label: code for label, code in names.folded.items() if code is not None and splits.search(label)}
    if whole:
        labels = sorted(whole, key=len, reverse=True)
        text = text.str.replace_many(labels, [f"\x1f{whole[label]}\x1f" for label in labels], leftmost=True)
    tokens = {f"\x1f{code}\x1f": code for code in set(whole.values())}
    folded = {**names.folded, **tokens}
    parts = text.str.replace_all(rf"(?:{separator}|{_JOINERS})+", "\n").str.strip_chars("\n").str.split("\n")
    apart = pl.select(parts).to_series()
    distinct = apart.explode().drop_nulls().unique()
    last = UNREADABLE if names.other is None else names.other
    bare = pl.lit(distinct).str.replace(r"\.0+$", "").str.replace(r"^0+(\d)", "$1")
    codes = pl.select(
        pl.when(bare.is_in(list(folded)))
        .then(bare.replace_strict(folded, default=None, return_dtype=pl.Int16))
        .when(bare.is_in(list(names.loose)))
        .then(bare.replace_strict(names.loose, default=None, return_dtype=pl.Int16))
        .when(bare.str.contains(CODE_LIKE))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .otherwise(pl.lit(last, pl.Int16))
    ).to_series()
    if not len(distinct):
        return apart.cast(pl.List(pl.Int16))
    return pl.select(
        pl.lit(apart).list.eval(pl.element().replace_strict(distinct, codes, default=None, return_dtype=pl.Int16))
    ).to_series()


FORMATS.add("joined", AnswerFormat("joined", find_column, missing_heading, code_joined, order=20, one_column=True))
