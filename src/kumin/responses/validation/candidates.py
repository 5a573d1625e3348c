"""Files → candidate answers, of all rows that hold something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kumin.errors import ReadError
from kumin.on_disk import filtered, kept, with_columns
from kumin.responses.coding.answers import RESPONDENT, code_answers, numbers_of_ids
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.conditions import (
    BLANK,
    BLOCKS,
    CUT,
    DAMAGED_ID,
    LOST_ID,
    NOT_A_RESPONDENT,
    SOURCE,
    TOO_LONG,
    TOO_SHORT,
)
from kumin.responses.validation.ids import damaged_by_spreadsheet, of_nobody
from kumin.responses.validation.rows import (
    blank_rows,
    cut_rows,
    empty_rows,
    rows_without_respondent,
    too_long_rows,
    too_short_rows,
)
from kumin.responses.validation.seen import damaged_ids, unknown_rows


def make_candidate(matched: MatchedTable) -> pl.DataFrame:
    """Code a table and add what is known of its rows besides their answers."""
    candidate = code_answers(matched)
    blank = blank_rows(candidate, matched) & ~unknown_rows(matched)
    without = rows_without_respondent(candidate, blank, matched)
    if without.any():
        blank |= without
        # what it holds is not an answer
        marked = candidate.with_columns(without.alias(NOT_A_RESPONDENT))
        answers = (pl.when(~pl.col(NOT_A_RESPONDENT)).then(name).alias(name) for name in candidate.columns[1:])
        candidate = with_columns(marked, answers).select(candidate.columns)
    facts = [blank.alias(BLANK), without.alias(NOT_A_RESPONDENT), too_long_rows(matched).alias(TOO_LONG)]
    short = too_short_rows(matched.table) & ~without
    cut = cut_rows(matched.table, short)
    facts += [(short & ~cut).alias(TOO_SHORT), cut.alias(CUT)]
    if matched.questionnaire.blocks:
        facts.append(pl.repeat(False, candidate.height, eager=True).alias(BLOCKS))
    candidate = candidate.with_columns(facts)
    if RESPONDENT in candidate.columns and blank.any():
        # a blank form is not the first of two answers: the filled one does not repeat it
        candidate = with_columns(candidate, [pl.when(~pl.col(BLANK)).then(RESPONDENT).alias(RESPONDENT)])
    return _without_damaged_ids(candidate, matched)


def _without_damaged_ids(candidate: pl.DataFrame, matched: MatchedTable) -> pl.DataFrame:
    """Take ids away that do not say who somebody is, and mark their rows."""
    if RESPONDENT not in candidate.columns or (position := matched.columns.id) is None:
        return candidate
    numbers = numbers_of_ids(matched.table, position)
    lost, cut = damaged_ids(matched), damaged_by_spreadsheet(candidate[RESPONDENT], numbers)
    for name, damaged in ((LOST_ID, lost), (DAMAGED_ID, cut & ~lost)):
        if damaged.any():
            without = pl.when(~pl.col(name)).then(RESPONDENT).alias(RESPONDENT)
            candidate = with_columns(candidate.with_columns(damaged.alias(name)), [without])
    nobody = of_nobody(candidate, numbers)
    if nobody.is_empty():
        return candidate
    return candidate.with_columns(kept([candidate[RESPONDENT].scatter(nobody, None)]))


def without_empty_rows(
    files: Sequence[MatchedTable], parts: Sequence[pl.DataFrame]
) -> tuple[list[MatchedTable], list[pl.DataFrame]]:
    """Drop the rows that hold nothing: they are not records."""
    kept_files, kept_parts = list(files), list(parts)
    for place, (matched, part) in enumerate(zip(files, parts, strict=True)):
        table = matched.table
        empty = empty_rows(table, part[NOT_A_RESPONDENT].arg_true())
        if len(empty):
            filled = pl.repeat(True, part.height, eager=True).scatter(empty, False)
            if not filled.any():
                raise ReadError("file_without_rows", path=table.path)
            kept_files[place] = replace(matched, table=replace(table, frame=filtered(table.frame, filled)))
            kept_parts[place] = filtered(part, filled)
    return kept_files, kept_parts


def combine(parts: Sequence[pl.DataFrame], names: Sequence[str]) -> pl.DataFrame:
    """Put the candidates of several files below each other, with a ``source`` column."""
    if len(parts) == 1:
        return parts[0]
    files = pl.Enum(names)
    sourced = [part.with_columns(pl.lit(name, files).alias(SOURCE)) for part, name in zip(parts, names, strict=True)]
    # Polars puts pieces together in memory as soon as it has to work on them
    return pl.DataFrame(kept(pl.concat(sourced, how="diagonal").iter_columns()))
